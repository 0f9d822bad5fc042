"""What the processes of one server tell each other: which revision each of them serves, in memory that they share."""

from __future__ import annotations

import mmap
import time
from dataclasses import dataclass

STEP = 0.005
"""Seconds between looks at the board."""


class Board:
    """A number for each process, made before they are forked. A number is written whole: no lock is needed."""

    def __init__(self, places: int) -> None:
        self._memory = mmap.mmap(-1, 8 * places)
        self._numbers = memoryview(self._memory).cast("Q")

    def seat(self, place: int) -> Seat:
        """The place of one process."""
        return Seat(self, place)

    def clear(self, place: int) -> None:
        """Nobody is at this place now, and nobody waits for it."""
        self._numbers[place] = 0

    def tell(self, place: int, revision: int) -> None:
        """The process at this place serves a revision, a number above 0."""
        self._numbers[place] = revision

    def have(self, revision: int) -> bool:
        """Whether every process serves this revision, or a later one."""
        return all(number == 0 or number >= revision for number in self._numbers)


@dataclass(frozen=True, slots=True)
class Seat:
    """One process among those of a server."""

    board: Board
    place: int

    def tell(self, revision: int) -> None:
        """This process serves a revision now."""
        self.board.tell(self.place, revision)

    def wait(self, revision: int, seconds: float) -> bool:
        """Wait until every process serves the revision; whether they do, in so many seconds."""
        ends = time.monotonic() + seconds
        while not self.board.have(revision):
            if time.monotonic() > ends:
                return False
            time.sleep(STEP)
        return True
