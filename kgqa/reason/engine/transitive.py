"""The transitive closure of a relation: from the ends of its paths upwards, or by doubling the length of the paths.

Without circles, each row is made once, from the rows that it leads to. With circles, or few pairs, paths are doubled.
A pair whose shortest path has more than n steps and at most 2n goes through a node n steps from its start. So the
pairs of exactly n steps, joined with all shorter ones and with themselves, bring each pair about once, in as many
rounds as the longest path has binary digits.
Source: Y. Ioannidis: On the Computation of the Transitive Closure of Relational Operators (VLDB 1986), the "smart"
algorithm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kgqa.errors import ClosureTooLargeError
from kgqa.reason.engine.relation import Relation, lefts, ordered, pack, places, rights, united, without

if TYPE_CHECKING:
    from kgqa.reason.engine.relation import Numbers

MAX_PAIRS = 200_000_000
"""How many pairs one property may come to hold; a chain of 20,000 has as many."""
_SLICE = 1 << 22
_FEW = 8
"""With fewer pairs than one in so many resources, arrays of all resources do not pay."""


def closed(steps: Numbers, resources: int) -> Numbers:
    """All pairs that paths of `steps` (sorted keys) join, sorted.

    Raises ClosureTooLargeError beyond MAX_PAIRS.
    """
    if _FEW * len(steps) < resources or max(int(rights(steps).max()), int(steps[-1]) >> 32) >= resources:
        return _doubled(steps, resources)
    found = _bottom_up(steps, resources)
    return _doubled(steps, resources) if found is None else found


def _bottom_up(steps: Numbers, resources: int) -> Numbers | None:
    """Row by row, each after all that it leads to; None where the steps go in a circle.

    What a number reaches is where its steps lead and what those reach.
    """
    forward = Relation(steps, resources)
    waiting = np.bincount(lefts(steps), minlength=resources)
    rows = _Rows(resources)
    done = ordered(rights(steps))
    done, left = done[waiting[done] == 0], len(steps)
    while len(done):
        starts, counts = forward.ranges(done, backward=True)
        above = rights(forward.turned[places(starts, counts)])
        left -= len(above)
        np.subtract.at(waiting, above, 1)
        done = ordered(above)
        done = done[waiting[done] == 0]
        rows.add(done, forward)
        _check(rows.size)
    return None if left else rows.keys()


class _Rows:
    """What each number reaches, in one growing array."""

    def __init__(self, resources: int) -> None:
        self.size = 0
        self._starts = np.zeros(resources, np.int64)
        self._counts = np.zeros(resources, np.int64)
        self._reached = np.zeros(1 << 10, np.int64)

    def add(self, numbers: Numbers, steps: Relation) -> None:
        """The rows of numbers whose steps lead to rows that are there."""
        starts, counts = steps.ranges(numbers, backward=False)
        nexts = rights(steps.keys[places(starts, counts)])
        sources = np.repeat(numbers, counts)
        further = self._counts[nexts]
        beyond = self._reached[places(self._starts[nexts], further)]
        keys = ordered(np.concatenate([pack(sources, nexts), pack(np.repeat(sources, further), beyond)]))
        self._append(numbers, keys)

    def _append(self, numbers: Numbers, keys: Numbers) -> None:
        if not len(keys):
            return
        begins = np.flatnonzero(np.diff(lefts(keys), prepend=-1))
        self._starts[numbers] = self.size + begins
        self._counts[numbers] = np.diff(begins, append=len(keys))
        needed = self.size + len(keys)
        if needed > len(self._reached):
            grown = np.empty(max(needed, 2 * len(self._reached)), np.int64)
            grown[: self.size] = self._reached[: self.size]
            self._reached = grown
        self._reached[self.size : needed] = rights(keys)
        self.size = needed

    def keys(self) -> Numbers:
        """All pairs, sorted."""
        numbers = np.flatnonzero(self._counts)
        counts = self._counts[numbers]
        return pack(np.repeat(numbers, counts), self._reached[places(self._starts[numbers], counts)])


def _doubled(steps: Numbers, resources: int) -> Numbers:
    shorter, level = steps[:0], steps
    while len(level):
        frontier = Relation(level, resources)
        within = united([shorter, level])
        between = without(joined(level, Relation(shorter, resources)), within)
        within = united([within, between])
        level = without(joined(level, frontier), within)
        shorter = within
        _check(len(shorter) + len(level))
    return shorter


def extended(new: Numbers, known: Numbers, resources: int) -> Numbers:
    """The pairs that paths with a `new` step join and that neither are new nor in `known`, which is closed."""
    found = united([new, known])
    single = Relation(found, resources)
    level = united([new, joined(known, Relation(new, resources))])
    brought = [without(level, found)]
    found = united([found, level])
    while len(level):
        level = without(joined(level, single), found)
        found = united([found, level])
        brought.append(level)
        _check(len(found))
    return united(brought)


def _check(pairs: int) -> None:
    if pairs > MAX_PAIRS:
        raise ClosureTooLargeError(
            f"a transitive property would hold of more than {MAX_PAIRS:,} pairs",
            remedy="leave out its owl:TransitiveProperty axiom, or shorten the chains in the data",
        )


def joined(left: Numbers, right: Relation) -> Numbers:
    """The pairs (x, z) with (x, y) in `left` and (y, z) in `right`, sorted."""
    if not len(left) or not len(right):
        return left[:0]
    starts, counts = right.ranges(rights(left), backward=False)
    hit = counts > 0
    if not hit.all():
        left, starts, counts = left[hit], starts[hit], counts[hit]
    ends = np.cumsum(counts)
    parts, begin = [left[:0]], 0
    while begin < len(left):
        done = int(ends[begin - 1]) if begin else 0
        end = max(begin + 1, int(np.searchsorted(ends, done + _SLICE, side="right")))
        parts.append(_expanded(left[begin:end], right.keys, starts[begin:end], counts[begin:end]))
        begin = end
    return united(parts)


def _expanded(left: Numbers, partners: Numbers, starts: Numbers, counts: Numbers) -> Numbers:
    return ordered(pack(np.repeat(lefts(left), counts), rights(partners[places(starts, counts)])))
