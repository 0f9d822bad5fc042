"""The transitive closure of a relation, by doubling the length of its paths.

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
from kgqa.reason.engine.relation import Relation, lefts, ordered, pack, rights, united, without

if TYPE_CHECKING:
    from kgqa.reason.engine.relation import Numbers

MAX_PAIRS = 200_000_000
"""How many pairs one property may come to hold; a chain of 20,000 has as many."""
_SLICE = 1 << 22


def closed(steps: Numbers, resources: int) -> Numbers:
    """All pairs that paths of `steps` (sorted keys) join, sorted.

    Raises ClosureTooLargeError beyond MAX_PAIRS.
    """
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
    total = int(counts.sum())
    places = np.arange(total) + np.repeat(starts - (np.cumsum(counts) - counts), counts)
    return ordered(pack(np.repeat(lefts(left), counts), rights(partners[places])))
