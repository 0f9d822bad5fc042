"""The reasoner on real graphs: royal92 with the whole family ontology (where the data sets are), and the demonstration.

For each: derive everything, prove random entailed facts, list every conflict with its proofs, and `kgqa check` as a
person waits for it.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from timing import WIDTH, heading, latency, sampled, step

from kgqa.bulk import read_facts
from kgqa.load import demonstration_files
from kgqa.model import Source, Triple
from kgqa.reason import saved, suppose
from kgqa.reason.engine.closure import derived

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kgqa.reason import Closure

DATA = Path(os.environ.get("KGQA_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data")
CASES, TIMES = 1_000, 5


def main() -> None:
    royal92 = DATA / "gedcom" / "royal92.ged"
    if royal92.is_file():
        measured("royal92 with the family ontology", [royal92], ["-g", str(royal92)])
    else:
        print("no shared data sets here (KGQA_DATA): royal92 is left out\n")
    measured("the demonstration graph", demonstration_files(), [])


def measured(name: str, files: Sequence[Path], options: Sequence[str]) -> None:
    print(f"{name} (the machine's load: {os.getloadavg()[0]:.1f})")
    with step("read"):
        dictionary, facts, _ = read_facts(files)
    with step("compile and derive"):
        closure = derived(dictionary, facts)
    again = []
    for _ in range(TIMES):
        started = time.perf_counter()
        derived(dictionary, facts)
        again.append(time.perf_counter() - started)
    print(f"{'derive, the ontology compiled before':<{WIDTH}}{min(again):9.3f} s")
    stated = sum(1 for _ in closure.asserted())
    with tempfile.TemporaryDirectory() as folder, step("save"):
        size = saved(closure, Path(folder) / "kgqa.closure")
    print(
        f"{stated:,} triples stated, {len(closure):,} in the closure, {size / len(closure):.1f} bytes each in the file"
    )
    here = Source("urn:kgqa:benchmark")
    with step("all conflicts, with proofs"):
        conflicts = list(closure.conflicts(closure.prover(lambda _: here).prove))
    print(f"{len(conflicts):,} conflicts")
    heading()
    one_at_a_time(closure, here)
    checking(options)
    print()


def one_at_a_time(closure: Closure, here: Source) -> None:
    dice = random.Random(1)
    inferred = list(sampled(closure, dice, CASES))
    of_schema = closure.base.book.beyond_update
    facts = [fact for fact in closure.asserted() if closure.view.fact(*closure.encoded(fact))[0] not in of_schema]
    stated = dice.sample(sorted(facts, key=str), CASES)
    mixed = [
        Triple(one.subject, one.predicate, other.object) for one, other in zip(stated, reversed(stated), strict=True)
    ]
    latency("first proof, each by a new prover", lambda case: closure.prover(lambda _: here).prove(case), inferred)
    latency("first proof, all by one prover", closure.prover(lambda _: here).prove, inferred)
    latency("what if: what is true", lambda case: suppose(closure, [case]).conflicts, inferred)
    latency(
        "what if: a stated fact with another's object", lambda case: suppose(closure, [case]).conflicts, mixed[:200]
    )
    latency("delete a stated fact", lambda case: closure.change(delete=[case]), stated[:200])
    latency("add it again", lambda case: closure.change(add=[case]), stated[:200])


def checking(options: Sequence[str]) -> None:
    """`kgqa check`, with nothing in the cache and then with the closure kept there."""
    command = [sys.executable, "-c", "import sys; from kgqa.cli import main; sys.exit(main())", "check", *options]
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "KGQA_CACHE": cache}
        for name, times in (("kgqa check, derived", 1), ("kgqa check, kept", 3)):
            seconds = []
            for _ in range(times):
                started = time.perf_counter()
                subprocess.run(
                    command, check=False, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )
                seconds.append(time.perf_counter() - started)
            print(f"{name:<{WIDTH}}{min(seconds):9.3f} s")


if __name__ == "__main__":
    main()
