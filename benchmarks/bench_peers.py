"""The reasoner beside its peers: the same graphs, one run, one machine, each engine in a process of its own.

make bench-peers [ARGS="--sizes 10000,1000000 --engines kgqa,nemo"]
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from family import family_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

HERE = Path(__file__).resolve().parent
LUBM = Path(os.environ.get("KGQA_DATA") or HERE.parents[1] / "shared" / "data") / "lubm"
MEMORY = 16 << 30
"""Bytes that an engine may map; others work on this machine too."""
REPEATS, ENOUGH = 3, 20.0
"""A measurement is repeated so often, or until it has taken so many seconds; the median counts."""


@dataclass(frozen=True)
class Engine:
    """`limit`: the most stated triples that it is given; `distribution`: the package that holds it."""

    name: str
    distribution: str
    limit: int = 10**9

    @property
    def runner(self) -> Path:
        return HERE / "peers" / f"{self.name.replace('-', '_')}_run.py"


@dataclass(frozen=True)
class Graph:
    """Files of N-Triples, the ontology last; `small` ones are counted by kinds of triples."""

    name: str
    triples: int
    files: tuple[Path, ...]
    small: bool = False


@dataclass(frozen=True)
class Row:
    """What one engine did with one graph, or why it did nothing."""

    engine: Engine
    graph: Graph
    why_not: str = ""
    values: dict[str, float] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)


OURS = Engine("kgqa", "kgqa")
ENGINES = (
    OURS,
    Engine("nemo", "nemo-python"),
    Engine("sparq", "sparq-rdf"),
    Engine("reasonable", "reasonable", 200_000),
    Engine("owlrl-turbo", "owlrl-turbo", 20_000),
    Engine("owlrl", "owlrl", 20_000),
)
UNLIMITED = ("LUBM(1)",)
"""Graphs that every engine is given: their own timeout decides."""


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="kgqa-peers-") as folder:
        rows = []
        versions = installed(options.python)
        for graph in graphs(Path(folder), options.sizes):
            busy = f"(the machine's load: {os.getloadavg()[0]:.1f})"
            print(f"\n{graph.name}: {graph.triples:,} triples stated {busy}\n{HEADER}", flush=True)
            for engine in options.engines:
                row = measure(engine, graph, versions.get(engine.name), options)
                rows.append(row)
                print(line(row, baseline(rows, graph), versions.get(engine.name, "")), flush=True)
        print_kinds(rows)
    if options.json:
        options.json.write_text(json.dumps([record(row, versions) for row in rows], indent=1) + "\n", encoding="utf-8")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    names = {engine.name: engine for engine in ENGINES}
    parser.add_argument("--sizes", type=_numbers, default=(10_000, 100_000, 1_000_000), help="of the family graphs")
    parser.add_argument(
        "--engines", type=lambda text: [names[name] for name in text.split(",")], default=ENGINES, help=", ".join(names)
    )
    parser.add_argument("--python", default=sys.executable, help="the Python that has the peers")
    parser.add_argument("--timeout", type=float, default=600, help="seconds for one engine on one graph")
    parser.add_argument("--store", action="store_true", help="also measure kgqa's SPARQL store (minutes for a million)")
    parser.add_argument("--json", type=Path, help="also write the measurements to this file")
    return parser.parse_args()


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split(","))


def graphs(folder: Path, sizes: Iterable[int]) -> Iterator[Graph]:
    """Family graphs of these sizes, and LUBM(1) where the shared data sets are."""
    ontology = folder / "family_owl.nt"
    ontology.write_bytes(n_triples(HERE / "family_owl.ttl"))
    for size in sizes:
        facts = folder / f"family-{size}.nt"
        with facts.open("w", encoding="utf-8") as file:
            file.writelines(family_lines(size))
        yield Graph(f"family {size:,}", size, (facts, ontology), small=size <= 20_000)
    if not LUBM.is_dir():
        print("\nLUBM(1): left out, the shared data sets are not here (KGQA_DATA)")
        return
    facts = folder / "lubm1.nt"
    with gzip.open(LUBM / "lubm1.nt.gz") as packed, facts.open("wb") as file:
        shutil.copyfileobj(packed, file)
    stated = sum(1 for _ in facts.open(encoding="utf-8"))
    yield Graph("LUBM(1)", stated, (facts, LUBM / "univ-bench.nt"), small=True)


def n_triples(turtle: Path) -> bytes:
    from pyoxigraph import RdfFormat, parse, serialize

    return serialize(parse(path=turtle, format=RdfFormat.TURTLE), format=RdfFormat.N_TRIPLES) or b""


def installed(python: str) -> dict[str, str]:
    """The versions of the engines that are there, by name."""
    script = (
        "import importlib.metadata as m, json, sys\nfound = {}\n"
        "for name in sys.argv[1:]:\n try: found[name] = m.version(name)\n except m.PackageNotFoundError: pass\n"
        "print(json.dumps(found))"
    )
    found: dict[str, str] = {}
    for interpreter, engines in ((sys.executable, (OURS,)), (python, ENGINES[1:])):
        names = [engine.distribution for engine in engines]
        done = subprocess.run([interpreter, "-c", script, *names], check=True, capture_output=True, text=True)
        versions = json.loads(done.stdout)
        found |= {engine.name: versions[engine.distribution] for engine in engines if engine.distribution in versions}
    return found


def measure(engine: Engine, graph: Graph, version: str | None, options: argparse.Namespace) -> Row:
    if version is None:
        return Row(engine, graph, f"not installed ({engine.distribution})")
    if graph.triples > engine.limit and graph.name not in UNLIMITED:
        return Row(engine, graph, f"not given more than {engine.limit:,} triples: it would take hours or all memory")
    runs: list[dict[str, object]] = []
    started = time.perf_counter()
    while len(runs) < REPEATS and (not runs or time.perf_counter() - started < ENOUGH):
        try:
            runs.append(run(engine, graph, options, *(["--count"] if graph.small and not runs else [])))
        except subprocess.TimeoutExpired:
            return Row(engine, graph, f"did not end in {options.timeout:.0f} s")
        except subprocess.CalledProcessError as error:
            last = (error.stderr.strip().splitlines() or [f"status {error.returncode}"])[-1]
            return Row(engine, graph, f"failed: {last[:160]}")
    kinds = runs[0].pop("kinds", {})
    assert isinstance(kinds, dict)
    values = {name: statistics.median(float(run[name]) for run in runs if name in run) for name in runs[0]}  # type: ignore[arg-type]
    if engine is OURS and options.store:
        values["store_s"] = run(engine, graph, options, "--store")["store_s"]  # type: ignore[assignment]
    return Row(engine, graph, "", values, kinds)


def run(engine: Engine, graph: Graph, options: argparse.Namespace, *flags: str) -> dict[str, object]:
    """One process: its measurements, and `wall_s` from its start to the saved closure.

    What it does afterwards is not in `wall_s`, but in the timeout.
    """
    python = sys.executable if engine is OURS else options.python
    with tempfile.TemporaryDirectory(prefix=f"kgqa-{engine.name}-") as folder:
        command = [
            python,
            str(engine.runner),
            *map(str, graph.files),
            "--save",
            folder,
            *flags,
        ]
        started = time.time()
        done = subprocess.run(
            command, check=True, capture_output=True, text=True, timeout=options.timeout, preexec_fn=_bounded
        )
        values: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
        saved = values.pop("saved_at")
        assert isinstance(saved, float)
        size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file() and not file.is_symlink())
        return {**values, "wall_s": saved - started, "saved_mb": size / 1e6}


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def baseline(rows: Sequence[Row], graph: Graph) -> Row | None:
    return next((row for row in rows if row.engine is OURS and row.graph is graph and row.values), None)


HEADER = (
    f"{'engine':<12}{'version':<9}{'load s':>9}{'reason s':>11}{'x ours':>9}{'x kept':>9}{'closure':>12}"
    f"{'wall s':>9}{'x ours':>8}{'peak MB':>9}{'saved MB':>10}"
)


def line(row: Row, ours: Row | None, version: str) -> str:
    start = f"{row.engine.name:<12}{version:<9}"
    if row.why_not:
        return f"{start}  {row.why_not}"
    values = row.values
    store = f"   in the SPARQL store after {values['store_s']:.2f} s more" if "store_s" in values else ""
    kept = f"   {values['kept_s']:.4f} s with the ontology compiled before" if "kept_s" in values else ""
    listed = f"   {values['first_s']:.2f} s with the Python list it returns" if "first_s" in values else ""
    return (
        f"{start}{values['load_s']:>9.3f}{values['reason_s']:>11.4f}{ratio(row, ours, 'reason_s'):>9}"
        f"{ratio(row, ours, 'reason_s', 'kept_s'):>9}"
        f"{values['closure']:>12,.0f}{values['wall_s']:>9.2f}{ratio(row, ours, 'wall_s'):>8}"
        f"{values['peak_mb']:>9.0f}{values['saved_mb']:>10.1f}{kept}{store}{listed}"
    )


def ratio(row: Row, ours: Row | None, name: str, our_name: str = "") -> str:
    if ours is None or row.engine is OURS:
        return ""
    times = row.values[name] / ours.values[our_name or name]
    return f"{times:,.0f}" if times >= 10 else f"{times:.2f}"


def print_kinds(rows: Sequence[Row]) -> None:
    """What the closures of the small graphs hold: all engines that are complete have the same facts."""
    counted = [row for row in rows if row.kinds]
    names = sorted({name for row in counted for name in row.kinds}, key=lambda name: (name != "fact", name))
    for graph in dict.fromkeys(row.graph for row in counted):
        print(f"\n{graph.name}: kinds of triples in the closure\n{'':<12}" + "".join(f"{name:>18}" for name in names))
        for row in counted:
            if row.graph is graph:
                print(f"{row.engine.name:<12}" + "".join(f"{row.kinds.get(name, 0):>18,}" for name in names))


def record(row: Row, versions: dict[str, str]) -> dict[str, object]:
    name = row.engine.name
    named = {"engine": name, "version": versions.get(name), "graph": row.graph.name}
    return {**named, "why_not": row.why_not, **row.values, "kinds": row.kinds}


if __name__ == "__main__":
    main()
