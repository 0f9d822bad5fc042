"""nemo: a Datalog engine in Rust with Python bindings (github.com/knowsys/nemo).

It knows no OWL: `nemo_rules` writes the ontology as its program. Its closure is a table for each property and each
class, and holds no schema triples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from measure import RDF, Run
from nemo_rules import Program, program
from nmo_python import NemoEngine, NemoOutputManager, load_string
from rdflib import Graph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from measure import Terms
    from nmo_python import NemoTiming


def main() -> None:
    run = Run()
    with run.lap("program_s"):
        rules = program(Graph().parse(run.files[-1], format="nt"), run.files)
        engine = NemoEngine(load_string(rules.text))
    with run.lap("run_s"):
        engine.reason()
    # Reading the files into its tables is a part of its run: the time of the rules that do so.
    reading = seconds_of(engine.timing(), {f"Rule {number}" for number in range(rules.reading)})
    run.note("load_s", reading + run.seconds("program_s"))
    run.note("reason_s", run.seconds("run_s") - reading)
    tables = [*rules.properties.values(), *rules.classes.values()]
    with run.lap("save_s"):
        writer = NemoOutputManager(str(run.save), overwrite=True)
        for table in tables:
            engine.write_result(table, writer)
    run.saved()
    derived = sum(rows(run.save / f"{table}.csv") for table in tables)
    stated, others = count(run.files, rules)
    run.report(derived + others, stated, triples(engine, rules, run.files))


def seconds_of(node: NemoTiming, names: set[str]) -> float:
    own = node.system_time.total_seconds() if node.name in names else 0.0
    return own + sum(seconds_of(part, names) for part in node.subnodes)


def rows(file: Path) -> int:
    return sum(block.count(b"\n") for block in blocks(file)) if file.is_file() else 0


def blocks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while block := opened.read(1 << 20):
            yield block


def count(files: list[Path], rules: Program) -> tuple[int, int]:
    """How many triples are stated, and how many of those are in no table of the program."""
    stated = sum(1 for _ in read(files))
    return stated, sum(1 for _ in beside(files, rules))


def beside(files: list[Path], rules: Program) -> Iterator[Terms]:
    """The stated triples that are in no table of the program: labels, say."""
    properties = {f"<{prop}>" for prop in rules.properties}
    classes = {cls.n3() for cls in rules.classes}
    for triple in read(files):
        _, predicate, obj = triple
        if predicate not in properties and not (predicate == f"<{RDF}type>" and obj in classes):
            yield triple


def read(files: list[Path]) -> Iterator[Terms]:
    for file in files:
        with file.open(encoding="utf-8") as opened:
            for line in opened:
                subject, predicate, rest = line.split(" ", 2)
                yield subject, predicate, rest.rstrip(" .\n")


def triples(engine: NemoEngine, rules: Program, files: list[Path]) -> Iterator[Terms]:
    for prop, table in rules.properties.items():
        for subject, obj in engine.result(table):
            yield str(subject), f"<{prop}>", str(obj)
    for cls, table in rules.classes.items():
        for (member,) in engine.result(table):
            yield str(member), f"<{RDF}type>", cls.n3()
    yield from beside(files, rules)


if __name__ == "__main__":
    main()
