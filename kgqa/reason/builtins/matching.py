"""Regular expressions run over texts, in time that grows with the text times the pattern and no faster.

All ways of matching are followed at once, a character at a time, so that no expression makes the machine go back:
(a+)+b costs what a+b costs. Source: R. Cox, "Regular Expression Matching Can Be Simple And Fast" (2007) and "... the
Virtual Machine Approach" (2009). Every instruction that is followed is counted besides, and after `MAX_STEPS` of
them (about a second) nothing matches.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from kgqa.reason.builtins.machine import At, Fork, Machine, Mark, PatternError, Take
from kgqa.reason.builtins.pattern import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_STEPS = 1_000_000
_MAX_STATES = 5_000
_REPLACEMENT = re.compile(r"(?:[^$\\]|\\[$\\]|\$\d)*", re.DOTALL | re.ASCII)
_REFERENCE = re.compile(r"\\([$\\])|\$(\d+)", re.ASCII)
Marks: TypeAlias = tuple[int, ...]
Thread: TypeAlias = tuple[int, Marks]
State: TypeAlias = frozenset[int]


class _TooLongError(Exception):
    """The steps are used up."""


def pattern_fault(pattern: str) -> str | None:
    """What is wrong with a regular expression, if anything is."""
    try:
        compiled(pattern)
    except PatternError as error:
        return str(error)
    return None


def matches(text: str, pattern: str) -> bool:
    """Whether any part of `text` matches (fn:matches); False for a pattern that is none."""
    try:
        return _recogniser(pattern).matches(text)
    except (PatternError, _TooLongError):
        return False


def replaced(text: str, pattern: str, replacement: str) -> str | None:
    """`text` with each match, from left to right, replaced (fn:replace).

    In `replacement`, $1 is the first group, \\$ a dollar and \\\\ a backslash; None for any other use of those, and
    for a pattern that is none or that matches a text without characters.
    """
    if not _REPLACEMENT.fullmatch(replacement):
        return None
    try:
        machine = compiled(pattern)
        if _recogniser(pattern).matches(""):
            return None
        return "".join(_Search(machine, text).replaced(replacement))
    except (PatternError, _TooLongError):
        return None


class _Recogniser:
    """Whether a text matches, by the sets of instructions that characters lead to; these are remembered."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.states: dict[tuple[State, bool, bool], tuple[State, bool]] = {}
        self.moves: dict[tuple[State, str], State] = {}

    def matches(self, text: str) -> bool:
        begun: State = frozenset()
        steps = 0
        for place in range(len(text) + 1):
            key = (begun, place == 0, place == len(text))
            known = self.states.get(key)
            if known is None:
                known = self.states[key] = self.reached(*key)
                steps += len(self.machine.instructions)
            state, accepted = known
            if accepted or place == len(text):
                return accepted
            move = (state, text[place])
            after = self.moves.get(move)
            if after is None:
                after = self.moves[move] = self.moved(*move)
                steps += len(state) + 1
            begun = after
            if steps > MAX_STEPS:
                raise _TooLongError
            if len(self.moves) + len(self.states) > _MAX_STATES:
                self.moves.clear()
                self.states.clear()
        return False

    def reached(self, begun: State, at_start: bool, at_end: bool) -> tuple[State, bool]:
        """What can be reached without a character, from what was begun or from the start; and whether all of it."""
        found: set[int] = set()
        stack = [*begun, 0]
        while stack:
            counter = stack.pop()
            if counter in found:
                continue
            found.add(counter)
            if counter < len(self.machine.instructions):
                step = self.machine.instructions[counter]
                if isinstance(step, Fork):
                    stack += [step.first, step.second]
                elif isinstance(step, Mark) or (isinstance(step, At) and (at_end if step.end else at_start)):
                    stack.append(counter + 1)
        return frozenset(found), len(self.machine.instructions) in found

    def moved(self, state: State, char: str) -> State:
        instructions = self.machine.instructions
        steps = ((counter, instructions[counter]) for counter in state)
        return frozenset(counter + 1 for counter, step in steps if isinstance(step, Take) and step.fits(char))


@lru_cache(maxsize=64)
def _recogniser(pattern: str) -> _Recogniser:
    return _Recogniser(compiled(pattern))


class _Search:
    """Where a text matches, with the places of groups: the leftmost match, the most eager one there."""

    def __init__(self, machine: Machine, text: str) -> None:
        self.machine, self.text = machine, text
        self.steps = 0

    def replaced(self, replacement: str) -> Iterator[str]:
        done = 0
        for marks in self.all():
            yield self.text[done : marks[0]]
            yield self.filled(replacement, marks)
            done = marks[1]
        yield self.text[done:]

    def all(self) -> Iterator[Marks]:
        place = 0
        while place <= len(self.text):
            marks = self.found(place)
            if marks is None:
                return
            yield marks
            # Only an end of the text ($) is matched without a character: go on after it.
            place = marks[1] if marks[1] > marks[0] else marks[1] + 1

    def filled(self, replacement: str, marks: Marks) -> str:
        def reference(found: re.Match[str]) -> str:
            if found[1]:
                return found[1]
            # As many digits as there may be groups: with three groups, $12 is the first and then a 2.
            digits = found[2]
            while len(digits) > 1 and int(digits) > self.machine.groups:
                digits = digits[:-1]
            number = int(digits)
            known = number <= self.machine.groups and marks[2 * number + 1] >= 0
            group = self.text[marks[2 * number] : marks[2 * number + 1]] if known else ""
            return group + found[2][len(digits) :]

        made = _REFERENCE.sub(reference, replacement)
        self.count(len(made))
        return made

    def found(self, start: int) -> Marks | None:
        """The marks of the match from `start` on."""
        empty = (-1,) * (2 * self.machine.groups + 2)
        threads: list[Thread] = []
        best: Marks | None = None
        for place in range(start, len(self.text) + 1):
            begun = [*threads, (0, empty)] if best is None else threads
            threads = []
            for counter, marks in self.reached(begun, place):
                if counter == len(self.machine.instructions):
                    # Threads after this one are less eager; those before it may still find more.
                    best = marks
                    break
                step = self.machine.instructions[counter]
                if place < len(self.text) and isinstance(step, Take) and step.fits(self.text[place]):
                    threads.append((counter + 1, marks))
            if best is not None and not threads:
                break
        return best

    def reached(self, threads: Iterable[Thread], place: int) -> list[Thread]:
        """All that can be reached without taking a character, in order of eagerness."""
        found: list[Thread] = []
        seen: set[int] = set()
        stack = list(threads)[::-1]
        while stack:
            counter, marks = stack.pop()
            if counter in seen:
                continue
            seen.add(counter)
            done = counter == len(self.machine.instructions)
            match None if done else self.machine.instructions[counter]:
                case Fork(first=first, second=second):
                    stack += [(second, marks), (first, marks)]
                case Mark(number=number):
                    stack.append((counter + 1, (*marks[:number], place, *marks[number + 1 :])))
                case At(end=at_end):
                    if place == (len(self.text) if at_end else 0):
                        stack.append((counter + 1, marks))
                case _:
                    found.append((counter, marks))
        self.count(len(seen))
        return found

    def count(self, steps: int) -> None:
        self.steps += steps
        if self.steps > MAX_STEPS:
            raise _TooLongError
