"""How long one thing takes on a large closure: adding, deleting, proving, supposing, opening; and how much memory.

python benchmarks/bench_latency.py            1 million stated triples, then 5 million in a process of their own
python benchmarks/bench_latency.py --small    100,000 stated triples
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from family import FAMILY, family_lines
from timing import heading, latency, peak_mb, row, sampled, step

from kgqa.bulk import derive_files
from kgqa.load.snippet import parse_turtle
from kgqa.model import IRI, RDF_TYPE, XSD, Literal, Source, Triple
from kgqa.reason import opened, saved, suppose
from kgqa.reason.engine.relation import Relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kgqa.reason import Closure

ONTOLOGY = Path(__file__).resolve().parent / "family_owl.ttl"
FATHER, MOTHER, SPOUSE, SIBLING, BORN, PERSON, MAN = (
    IRI(FAMILY + name) for name in ("hasFather", "hasMother", "hasSpouse", "hasSibling", "birthDate", "Person", "Man")
)
LATER = Literal("1999-12-31", XSD + "date")
ADD, DELETE, PROOF, WHAT_IF, REOPEN = 1.0, 2.0, 1.0, 2.0, 1000.0
"""Milliseconds that the 99th percentile should stay below."""
BYTES, GIBIBYTES = 30, 4
"""The most bytes a triple of the closure should take, and the most GiB for 5 million stated triples."""


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="kgqa-latency-") as folder:
        if options.peak:
            peak(Path(folder), options.peak)
        else:
            latencies(Path(folder), 100_000 if options.small else options.size, options.cases)
    if not options.small and not options.peak:
        subprocess.run([sys.executable, __file__, "--peak", "5000000"], check=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--size", type=int, default=1_000_000, help="stated triples")
    parser.add_argument("--cases", type=int, default=1_000, help="of each kind")
    parser.add_argument("--peak", type=int, help="only the memory for so many stated triples")
    return parser.parse_args()


def latencies(folder: Path, size: int, cases: int) -> None:
    print(f"{size:,} stated triples (the machine's load: {os.getloadavg()[0]:.1f})", flush=True)
    dice = random.Random(1)
    left_out = set(dice.sample(range(size), cases))
    lines = list(islice(family_lines(size), size))
    graph = folder / "family.nt"
    graph.write_text("".join(line for number, line in enumerate(lines) if number not in left_out), encoding="utf-8")
    kept = dice.sample([number for number in range(size) if number not in left_out], cases)
    new, old = ([fact(lines[number]) for number in sorted(numbers)] for numbers in (left_out, kept))
    dice.shuffle(new)
    del lines
    image = folder / "kgqa.closure"
    make(graph, image)
    closure = opened(image)
    people = [triple.subject for triple in closure.match(None, RDF_TYPE, PERSON)]
    inferred = list(sampled(closure, dice, cases))
    heading()
    reopening(image)
    proofs(closure, inferred)
    suppositions(closure, dice, [*inferred[: cases // 2], *old[: cases // 2]], claims(people, dice, cases))
    latency("add a stated fact", lambda case: closure.change(add=[case]), new, ADD)
    latency("delete a stated fact", lambda case: closure.change(delete=[case]), old, DELETE)
    latency("add it again", lambda case: closure.change(add=[case]), old, ADD)
    latency("delete what was added", lambda case: closure.change(delete=[case]), new, DELETE)


def fact(line: str) -> Triple:
    (triple,) = parse_turtle(line, {})
    return triple


def make(graph: Path, image: Path) -> None:
    """The closure, saved, with what it takes; in this process, but nothing of it stays."""
    with step("load and derive"):
        closure, _ = derive_files([graph, ONTOLOGY])
    with step("save"):
        size = saved(closure, image)
    triples, held = len(closure), bytes_of(closure)
    print(f"{triples:,} triples in the closure; bytes a triple (bar {BYTES}):")
    print(f"  {held / triples:.1f} in arrays with both directions, {size / triples:.1f} with all terms, in the file")


def bytes_of(closure: Closure) -> int:
    """The bytes of all arrays of the closure and of what is stated."""
    tables = [state[key] for state in (closure.base.state, closure.stated_base) for key in state.present()]
    turned = (table.turned for table in tables if isinstance(table, Relation) and "turned" in table.__dict__)
    arrays = {id(array): array for array in (*(table.keys for table in tables), *turned)}
    return sum(array.nbytes for array in arrays.values())


def reopening(image: Path, times: int = 10) -> None:
    script = (
        "import sys, time; from pathlib import Path; from kgqa.reason import opened; start = time.perf_counter();"
        "closure = opened(Path(sys.argv[1])); closure.deriver; next(closure.match());"
        "print(time.perf_counter() - start)"
    )
    command = [sys.executable, "-c", script, str(image)]
    seconds = [float(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(times)]
    row("reopen (in a new process, to the first fact)", seconds, bar=REOPEN)


def proofs(closure: Closure, inferred: Sequence[Triple]) -> None:
    here = Source("urn:kgqa:benchmark")
    latency(
        "first proof, each by a new prover", lambda case: closure.prover(lambda _: here).prove(case), inferred, PROOF
    )
    prover = closure.prover(lambda _: here)
    latency("first proof, all by one prover", prover.prove, inferred, PROOF)


def claims(people: Sequence[object], dice: random.Random, count: int) -> dict[str, list[Triple]]:
    """What may be claimed of people: things that could be, and things that cannot."""

    def one() -> object:
        return dice.choice(people)

    return {
        "somebody's father": [Triple(one(), FATHER, one()) for _ in range(count)],
        "somebody's spouse": [Triple(one(), SPOUSE, one()) for _ in range(count)],
        "somebody's sibling": [Triple(one(), SIBLING, one()) for _ in range(count)],
        "another day of birth": [Triple(one(), BORN, LATER) for _ in range(count)],
    }


def suppositions(closure: Closure, dice: random.Random, true: Sequence[Triple], given: dict[str, list[Triple]]) -> None:
    fathers = [triple.object for triple in islice(closure.match(None, FATHER, None), 5 * len(true))]
    men = [Triple(child, MOTHER, dice.choice(fathers)) for child in (t.subject for t in true)]
    kinds = {"what is true": true, **given, "a man as somebody's mother": men}
    everything = [(kind, claim) for kind, its in kinds.items() for claim in its]
    for kind, its in kinds.items():
        refuted = latency(f"what if: {kind}", lambda claim: supposed(closure, claim), its, WHAT_IF)
        if refuted:
            print(f"{'':<4}{refuted:,} of them bring a conflict")
    dice.shuffle(everything)
    latency("what if: all of these", lambda case: supposed(closure, case[1]), everything, WHAT_IF)


def supposed(closure: Closure, claim: Triple) -> bool:
    supposition = suppose(closure, [claim])
    return bool(supposition.conflicts) & (supposition.entailed is not None)


def peak(folder: Path, size: int) -> None:
    graph = folder / "family.nt"
    with graph.open("w", encoding="utf-8") as file:
        file.writelines(family_lines(size))
    print(f"\n{size:,} stated triples, from file to saved closure (the machine's load: {os.getloadavg()[0]:.1f})")
    with step("load and derive"):
        closure, _ = derive_files([graph, ONTOLOGY])
    with step("save"):
        saved(closure, folder / "kgqa.closure")
    print(f"peak memory {peak_mb() / 1024:.2f} GiB (bar {GIBIBYTES})")


if __name__ == "__main__":
    main()
