"""What holds of one predicate or class, as sorted numbers.

A pair (subject, object) is one 64-bit key, subject first; a relation is its sorted keys and, once it is needed, the
keys the other way round, so that the inverse of a relation costs nothing.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Numbers: TypeAlias = "NDArray[np.int64]"
Mask: TypeAlias = "NDArray[np.bool_]"

_LOW = (1 << 32) - 1
_EMPTY = np.zeros(0, np.int64)


def seen(array: NDArray[Any]) -> memoryview[int]:
    """An array as plain Python reads it fastest."""
    # The types of numpy do not say, before Python 3.12, that an array is a buffer.
    return memoryview(array)  # type: ignore[arg-type]


def pack(left: Numbers, right: Numbers) -> Numbers:
    """Pairs as keys."""
    return (left << 32) | right


def lefts(keys: Numbers) -> Numbers:
    """The first of each pair."""
    return keys >> 32


def rights(keys: Numbers) -> Numbers:
    """The second of each pair."""
    return keys & _LOW


def turned(keys: Numbers) -> Numbers:
    """The pairs the other way round, in no order."""
    return pack(rights(keys), lefts(keys))


def ordered(numbers: Numbers) -> Numbers:
    """The distinct numbers, sorted. (numpy.unique is slower by far, as of numpy 2.4.)"""
    if len(numbers) < 2:
        return numbers
    return runs(np.sort(numbers))


def runs(numbers: Numbers) -> Numbers:
    """The distinct ones of sorted numbers."""
    if len(numbers) < 2:
        return numbers
    keep = np.empty(len(numbers), bool)
    keep[0] = True
    np.not_equal(numbers[1:], numbers[:-1], out=keep[1:])
    return numbers if keep.all() else numbers[keep]


def united(parts: Sequence[Numbers]) -> Numbers:
    """The distinct numbers of sorted arrays, sorted."""
    filled = [part for part in parts if len(part)]
    if not filled:
        return _EMPTY
    return filled[0] if len(filled) == 1 else ordered(np.concatenate(filled))


def among(numbers: Numbers, known: Numbers) -> Mask:
    """Which of `numbers` are in the sorted array `known`."""
    if not len(known):
        return np.zeros(len(numbers), bool)
    places = np.searchsorted(known, numbers)
    places[places == len(known)] = 0
    found: Mask = known[places] == numbers
    return found


def without(numbers: Numbers, known: Numbers) -> Numbers:
    """The numbers that are not in the sorted array `known`."""
    return numbers[~among(numbers, known)] if len(known) and len(numbers) else numbers


def places(starts: Numbers, counts: Numbers) -> Numbers:
    """The positions of many ranges, one after another."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    found: Numbers = np.arange(total) + np.repeat(starts - (ends - counts), counts)
    return found


class Relation:
    """The pairs of a binary predicate, given as sorted distinct keys."""

    def __init__(self, keys: Numbers, resources: int, *, symmetric: bool = False) -> None:
        self.keys = keys
        self.resources = resources
        self._symmetric = symmetric

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def turned(self) -> Numbers:
        """The keys the other way round, sorted."""
        return self.keys if self._symmetric else np.sort(turned(self.keys))

    def direction(self, *, backward: bool) -> Numbers:
        """The keys from subjects or (`backward`) from objects."""
        return self.turned if backward else self.keys

    @cached_property
    def _forward_rows(self) -> Numbers:
        return _rows(self.keys, self.resources)

    @cached_property
    def _backward_rows(self) -> Numbers:
        return self._forward_rows if self._symmetric else _rows(self.turned, self.resources)

    def ranges(self, values: Numbers, *, backward: bool) -> tuple[Numbers, Numbers]:
        """Where the keys of each of `values` begin in that direction, and how many there are."""
        keys = self.direction(backward=backward)
        if not len(keys):
            return np.zeros_like(values), np.zeros_like(values)
        if keys[-1] >> 32 >= self.resources or 8 * len(values) < self.resources:
            starts = np.searchsorted(keys, values << 32)
            return starts, np.searchsorted(keys, (values + 1) << 32) - starts
        rows = self._backward_rows if backward else self._forward_rows
        safe = np.minimum(values, self.resources)
        starts = rows[safe]
        return starts, rows[safe + 1] - starts

    def has(self, keys: Numbers) -> Mask:
        """Which of `keys` are pairs of this relation."""
        return among(keys, self.keys)


def _rows(keys: Numbers, resources: int) -> Numbers:
    """For each number where its keys begin; one more for all that is no resource."""
    counts = np.bincount(lefts(keys), minlength=resources + 2)[: resources + 2]
    rows = np.zeros(resources + 3, np.int64)
    np.cumsum(counts, out=rows[1:])
    return rows


class Members:
    """The members of a class, given as sorted distinct numbers."""

    def __init__(self, keys: Numbers, resources: int) -> None:
        self.keys = keys
        self._resources = resources

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def _bitmap(self) -> Mask:
        bits = np.zeros(self._resources + 1, bool)
        bits[self.keys] = True
        return bits

    def has(self, numbers: Numbers) -> Mask:
        """Which of `numbers` are members."""
        dense = 32 * len(self.keys) > self._resources and 8 * len(numbers) > self._resources
        if dense or "_bitmap" in self.__dict__:
            return self._bitmap[np.minimum(numbers, self._resources)]
        return among(numbers, self.keys)
