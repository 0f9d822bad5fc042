"""What the benchmarks of the reasoner share: clocks, rows of latencies, facts to try."""

from __future__ import annotations

import resource
import statistics
import time
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from kgqa.reason.engine.expansion import expanded
from kgqa.reason.engine.relation import lefts, rights

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterable, Iterator

    from kgqa.model import Triple
    from kgqa.reason import Closure

Case = TypeVar("Case")
WIDTH = 50


@contextmanager
def step(name: str) -> Iterator[None]:
    """Print how long a block takes, and the most memory that the process has held until its end."""
    started = time.perf_counter()
    yield
    print(f"{name:<{WIDTH}}{time.perf_counter() - started:9.3f} s; peak memory {peak_mb():,} MB", flush=True)


def peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def heading() -> None:
    print(f"\n{'milliseconds':<{WIDTH}}{'cases':>7}{'median':>9}{'99 %':>9}{'most':>9}{'99 % CPU':>10}{'bar':>6}")


def latency(name: str, call: Callable[[Case], object], cases: Iterable[Case], bar: float | None = None) -> int:
    """Print how long `call` takes; returns how often it gave something."""
    walls, cpus, given = [], [], 0
    for case in cases:
        before, started = time.thread_time(), time.perf_counter()
        found = call(case)
        walls.append(time.perf_counter() - started)
        cpus.append(time.thread_time() - before)
        given += bool(found)
    row(name, walls, cpus, bar)
    return given


def row(name: str, walls: Iterable[float], cpus: Iterable[float] = (), bar: float | None = None) -> None:
    """Print seconds by the clock, and of CPU: on a machine that others use as well, the second says more."""
    ranked, busy = (sorted(1000 * second for second in seconds) for seconds in (walls, cpus))
    numbers = [statistics.median(ranked), percentile(ranked), ranked[-1]]
    line = f"{name:<{WIDTH}}{len(ranked):>7,}" + "".join(f"{number:>9.3f}" for number in numbers)
    line += f"{percentile(busy):>10.3f}" if busy else " " * 10
    if bar is not None:
        line += f"{bar:>6g}" + ("" if min(percentile(ranked), percentile(busy or ranked)) <= bar else "  missed")
    print(line, flush=True)


def percentile(ranked: list[float]) -> float:
    return ranked[min(len(ranked) - 1, int(0.99 * len(ranked)))]


def sampled(closure: Closure, dice: random.Random, count: int) -> Iterator[Triple]:
    """Random entailed facts that are not stated, each equally likely."""
    tables = [(predicate, keys) for predicate, keys in expanded(closure.base) if len(keys)]
    chosen = dice.choices(tables, [len(keys) for _, keys in tables], k=10 * count)
    triples = (
        closure.dictionary.triple(int(lefts(keys)[place]), predicate, int(rights(keys)[place]))
        for predicate, keys in chosen
        for place in [dice.randrange(len(keys))]
    )
    return islice((triple for triple in triples if not closure.is_stated(triple)), count)
