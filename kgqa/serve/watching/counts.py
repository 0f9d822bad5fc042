"""Numbers that several processes count: each has a part of shared memory of its own to write, and reads all of them.

The memory is anonymous and shared by what is forked, so that nothing is left behind by a process that is killed, and
one that takes its place counts on from where it was.
"""

from __future__ import annotations

import json
import mmap
from bisect import bisect_left
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

Labels: TypeAlias = tuple[tuple[str, str], ...]

NUMBERS = 16_384
"""Numbers that a process may count; what is new beyond them is not counted."""
NAMES = 2**19
"""Bytes for what the numbers are called."""
_FIRST = 1
"""The first number says how many bytes of names there are."""


class Series(NamedTuple):
    """What is counted under one name with one set of labels: a number, or those of a histogram."""

    name: str
    labels: Labels
    values: tuple[float, ...]


class Ledger:
    """The shared memory of `parts` processes; make it before they are forked."""

    def __init__(self, parts: int = 1) -> None:
        self._memory = [mmap.mmap(-1, 8 * NUMBERS + NAMES) for _ in range(parts)]

    def part(self, number: int = 0) -> Counts:
        """The counts of one process, which goes on from one that had the same number; only it may add to them."""
        return Counts(self, number)

    def memory(self, number: int) -> mmap.mmap:
        """The memory of one process."""
        return self._memory[number]

    def series(self) -> list[list[Series]]:
        """What has been counted, by process."""
        return [list(_read(memory)) for memory in self._memory]


class Counts:
    """What one process counts; may be called from any of its threads."""

    def __init__(self, ledger: Ledger, number: int) -> None:
        self.ledger = ledger
        self.number = number
        memory = ledger.memory(number)
        self._memory = memory
        self._numbers = memoryview(memory).cast("B")[: 8 * NUMBERS].cast("d")
        self._lock = Lock()
        self._places: dict[tuple[str, Labels], int] = {}
        self._next = _FIRST
        for name, labels, start, length in _named(memory):
            self._places[name, labels] = start
            self._next = start + length

    def add(self, name: str, labels: Labels = (), number: float = 1) -> None:
        """Count `number` more."""
        with self._lock:
            place = self._place(name, labels, 1)
            if place:
                self._numbers[place] += number

    def reset(self, names: Collection[str]) -> None:
        """Let what was counted under these names begin at 0 again."""
        with self._lock:
            for (name, _), place in self._places.items():
                if name in names:
                    self._numbers[place] = 0

    def put(self, name: str, labels: Labels = (), number: float = 0) -> None:
        """Set what is no count but a state."""
        with self._lock:
            place = self._place(name, labels, 1)
            if place:
                self._numbers[place] = number

    def observe(self, name: str, labels: Labels, value: float, bounds: Sequence[float]) -> None:
        """Count `value` in a histogram: a number for each bound, one for what is above them, and the sum."""
        with self._lock:
            place = self._place(name, labels, len(bounds) + 2)
            if place:
                self._numbers[place + bisect_left(bounds, value)] += 1
                self._numbers[place + len(bounds) + 1] += value

    def _place(self, name: str, labels: Labels, length: int) -> int:
        """Where the numbers are, 0 when there is no room for more."""
        place = self._places.get((name, labels))
        return self._new(name, labels, length) if place is None else place

    def _new(self, name: str, labels: Labels, length: int) -> int:
        line = json.dumps([name, labels, self._next, length]).encode() + b"\n"
        used = int(self._numbers[0])
        if self._next + length > NUMBERS or used + len(line) > NAMES:
            return 0
        place = self._next
        self._memory[8 * NUMBERS + used : 8 * NUMBERS + used + len(line)] = line
        # Last of all: who reads meanwhile sees whole lines only.
        self._numbers[0] = used + len(line)
        self._places[name, labels] = place
        self._next += length
        return place


def _named(memory: mmap.mmap) -> Iterator[tuple[str, Labels, int, int]]:
    used = int(memoryview(memory).cast("B")[:8].cast("d")[0])
    for line in memory[8 * NUMBERS : 8 * NUMBERS + used].splitlines():
        name, labels, start, length = json.loads(line)
        yield name, tuple((label, value) for label, value in labels), start, length


def _read(memory: mmap.mmap) -> Iterator[Series]:
    numbers = memoryview(memory).cast("B")[: 8 * NUMBERS].cast("d")
    for name, labels, start, length in _named(memory):
        yield Series(name, labels, tuple(numbers[start : start + length]))
