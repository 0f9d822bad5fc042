"""How long it takes to verify short claims of all kinds, in English, about a made parish; in one process and in two.

python benchmarks/bench_verify.py                  7,500 people: 100,000 stated facts
python benchmarks/bench_verify.py --people 500     a smaller parish
python benchmarks/bench_verify.py --slowest 20     also the slowest claims
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from parish import gedcom, parish
from parish_claims import Claimed, claims
from timing import heading, row, step

from kgqa import KnowledgeBase

if TYPE_CHECKING:
    from collections.abc import Sequence

A_SECOND = 200.0
"""The bar: claims a second of two processes."""


class Taken(NamedTuple):
    """What one claim took, in seconds, and its verdict."""

    claimed: Claimed
    wall: float
    cpu: float
    verdict: str


def main() -> None:
    options = arguments()
    print(f"the machine's load: {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="kgqa-verify-") as folder:
        made = parish(options.people)
        file = Path(folder) / "parish.ged"
        file.write_text("".join(f"{line}\n" for line in gedcom(made)), encoding="utf-8")
        with step(f"load and reason over a parish of {options.people:,} people"):
            kb = KnowledgeBase.load(file)
        print(f"{sum(1 for _ in kb.asserted()):,} stated, {sum(1 for _ in kb.inferred()):,} entailed triples")
        measure(kb, [claims(made, options.claims, seed) for seed in (1, 2, 3)], options.slowest)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=7_500)
    parser.add_argument("--claims", type=int, default=1_000)
    parser.add_argument("--slowest", type=int, default=5, help="so many of the slowest claims are listed")
    return parser.parse_args()


def measure(kb: KnowledgeBase, claimed: Sequence[Sequence[Claimed]], slowest: int) -> None:
    """Verify the first claims in one process, the others in two; print what it took, by verdict and by kind."""
    with step("prepare"):
        kb.prepare()
        kb.verify("Nobody is anybody's father.")
    first, *others = claimed
    alone = [verify(kb, claim) for claim in first]
    heading()
    row("all", [taken.wall for taken in alone], [taken.cpu for taken in alone])
    for part in ("verdict", "kind"):
        groups: defaultdict[str, list[Taken]] = defaultdict(list)
        for taken in alone:
            groups[taken.verdict if part == "verdict" else taken.claimed.kind].append(taken)
        for name, those in sorted(groups.items()):
            row(f"  {name}", [taken.wall for taken in those], [taken.cpu for taken in those])
    for taken in sorted(alone, key=lambda taken: -taken.wall)[:slowest]:
        print(f"  {1000 * taken.wall:7.1f} ms ({1000 * taken.cpu:.1f} CPU, {taken.verdict}): {taken.claimed.text}")
    rate, busy = (len(alone) / sum(getattr(taken, clock) for taken in alone) for clock in ("wall", "cpu"))
    print(f"one process: {rate:.0f} claims a second, {busy:.0f} by CPU time")
    both = in_two(kb, others)
    reached = max(both, 2 * busy) >= A_SECOND
    print(f"two processes: {both:.0f} claims a second, {A_SECOND:g} wanted{'' if reached else '  missed'}", flush=True)


def verify(kb: KnowledgeBase, claimed: Claimed) -> Taken:
    before, started = time.thread_time(), time.perf_counter()
    verdict = kb.verify(claimed.text).verdict
    wall = time.perf_counter() - started
    return Taken(claimed, wall, time.thread_time() - before, verdict)


def in_two(kb: KnowledgeBase, claimed: Sequence[Sequence[Claimed]]) -> float:
    """How many claims a second two processes verify, each its own, from when both begin until both end.

    They are claims that were not verified before: what the process remembers of those does not count.
    """
    ready, go = os.pipe(), os.pipe()
    workers = [_forked(kb, own, ready[1], go[0]) for own in claimed]
    for _ in workers:
        os.read(ready[0], 1)
    started = time.perf_counter()
    os.write(go[1], b"." * len(workers))
    for worker in workers:
        os.waitpid(worker, 0)
    return sum(map(len, claimed)) / (time.perf_counter() - started)


def _forked(kb: KnowledgeBase, claimed: Sequence[Claimed], ready: int, go: int) -> int:
    child = os.fork()
    if child == 0:
        try:
            os.write(ready, b".")
            os.read(go, 1)
            for claim in claimed:
                kb.verify(claim.text)
        finally:
            os._exit(0)
    return child


if __name__ == "__main__":
    main()
