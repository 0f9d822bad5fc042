"""A machine for regular expressions: its few instructions, and how parts of an expression are written as such.

Source: R. Cox, "Regular Expression Matching: the Virtual Machine Approach" (2009).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

MAX_INSTRUCTIONS = 2_000


class PatternError(ValueError):
    """A text that is no regular expression, or one that is not read here."""


Fits: TypeAlias = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Take:
    """Take one character that fits."""

    fits: Fits


@dataclass(frozen=True, slots=True)
class Fork:
    """Go on at `first` or, less eagerly, at `second`."""

    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Mark:
    """Note the place in the text: an even number begins group number // 2, an odd one ends it."""

    number: int


@dataclass(frozen=True, slots=True)
class At:
    """Go on only at the start or, if `end`, at the end of the text."""

    end: bool


Instruction: TypeAlias = Take | Fork | Mark | At
"""One after the other; the end of the list is a match."""


@dataclass(frozen=True, slots=True)
class Machine:
    """A compiled expression and its number of groups."""

    instructions: tuple[Instruction, ...]
    groups: int


Node: TypeAlias = "Callable[[int], list[Instruction]]"
"""A part of an expression: its instructions, given the place at which they will begin."""

_AWAY = Fork(0, 0)


def one(fits: Fits) -> Node:
    """Any one character that fits."""
    return lambda _: [Take(fits)]


def sequence(parts: list[Node]) -> Node:
    """One part after another. Raises PatternError where that takes too many instructions."""

    def written(start: int) -> list[Instruction]:
        found: list[Instruction] = []
        for part in parts:
            found += part(start + len(found))
            _limit(found)
        # Even nothing is an instruction, so that what repeats it counts.
        return found or [Fork(start + 1, start + 1)]

    return written


def any_of(branches: list[Node]) -> Node:
    """The first branch that leads to a match, in their order."""
    if len(branches) == 1:
        return branches[0]

    def written(start: int) -> list[Instruction]:
        found: list[Instruction] = []
        leaving = []
        for branch in branches[:-1]:
            begin = start + len(found)
            inner = branch(begin + 1)
            leaving.append(len(found) + 1 + len(inner))
            found += [Fork(begin + 1, begin + 2 + len(inner)), *inner, _AWAY]
            _limit(found)
        found += branches[-1](start + len(found))
        for place in leaving:
            found[place] = Fork(start + len(found), start + len(found))
        return found

    return written


def repeated(node: Node, low: int, high: int | None, *, lazy: bool) -> Node:
    """A part at least `low` and at most `high` times (None: any number), as often as can be unless `lazy`."""
    optional = _optional(node, lazy=lazy)
    if high is None:
        return sequence([*[node] * low, _loop(node, lazy=lazy)])
    return sequence([*[node] * low, *[optional] * (high - low)])


def _optional(node: Node, *, lazy: bool) -> Node:
    def written(start: int) -> list[Instruction]:
        inner = node(start + 1)
        return [_fork(start + 1, start + 1 + len(inner), lazy=lazy), *inner]

    return written


def _loop(node: Node, *, lazy: bool) -> Node:
    def written(start: int) -> list[Instruction]:
        inner = node(start + 1)
        return [_fork(start + 1, start + 2 + len(inner), lazy=lazy), *inner, Fork(start, start)]

    return written


def _fork(inside: int, after: int, *, lazy: bool) -> Fork:
    return Fork(after, inside) if lazy else Fork(inside, after)


def captured(number: int, node: Node) -> Node:
    """A group: a part whose place is noted."""
    return lambda start: [Mark(2 * number), *node(start + 1), Mark(2 * number + 1)]


def _limit(found: list[Instruction]) -> None:
    if len(found) > MAX_INSTRUCTIONS:
        raise PatternError("the pattern repeats too much")
