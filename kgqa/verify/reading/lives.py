"""Two dates in brackets after a name, "Ann Orr (1801-1850)": when what the name's kind lasts began and ended.

What lasts, and by which properties, is declared (kgqa:span); where several spans would do nothing is claimed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kgqa.ask.compose.amounts import Time, timed
from kgqa.ask.form import Entity, Form, Overlap, Span, Value
from kgqa.ask.statement import Said, Statement
from kgqa.verify.reading.clauses import Piece
from kgqa.verify.reading.line import Line, Opening

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.graded import Grades
    from kgqa.model import Literal

_OPEN, _CLOSE = frozenset("(["), frozenset(")]")
_BEGAN, _ENDED = frozenset(("b", "born")), frozenset(("d", "died"))


@dataclass(frozen=True, slots=True)
class Life:
    """A bracket from token `start` up to `end` that tells when something began, or ended, or both."""

    name: int
    start: int
    end: int
    began: Literal | None
    ended: Literal | None


def lives(line: Line, grades: Grades) -> tuple[Line, tuple[tuple[Piece, list[Statement]], ...]]:
    """The line with such brackets passed over, and what they say."""
    found = [(life, said) for life in _brackets(line) if (said := _said(line, life, grades))]
    passed = {life.start: life.end for life, _ in found}
    pieces = tuple((Piece(Opening(life.name, life.start), life.start, life.end), [said]) for life, said in found)
    return replace(line, passed=passed) if found else line, pieces


def _brackets(line: Line) -> Iterator[Life]:
    dates = {(seed.start, seed.end): seed.value for seed in line.seeds if seed.symbol == "D"}
    for name, start in line.names:
        if start < len(line.words) and line.words[start] in _OPEN:
            for life in _within(line, name, start, dates):
                yield life
                break


def _within(line: Line, name: int, start: int, dates: dict[tuple[int, int], Literal]) -> Iterator[Life]:
    """The ways to read a bracket: two dates, or one that is said to be the first or the last."""
    words = line.words
    first = start + 1 + (words[start + 1 : start + 2] != [] and words[start + 1] in _BEGAN)
    for (a, b), began in dates.items():
        if a != first:
            continue
        if _closes(words, b) and first > start + 1:
            yield Life(name, start, b + 1, began, None)
        second = b + (words[b : b + 1] != [] and words[b] in _ENDED)
        for (c, d), ended in dates.items():
            if c == second and _closes(words, d):
                yield Life(name, start, d + 1, began, ended)
    if words[start + 1 : start + 2] != [] and words[start + 1] in _ENDED:
        for (a, b), ended in dates.items():
            if a == start + 2 and _closes(words, b):
                yield Life(name, start, b + 1, None, ended)


def _closes(words: list[str], at: int) -> bool:
    return at < len(words) and words[at] in _CLOSE


def _said(line: Line, life: Life, grades: Grades) -> Statement | None:
    """What a bracket says of the thing before it, if one span only fits that."""
    things = [thing for thing in line.values("E", life.name, life.start) if isinstance(thing, Entity)]
    spans = {
        (form.start, form.end)
        for forms in grades.spans.values()
        for form in forms
        if isinstance(form, Span) and form.end is not None
    }
    if len(things) != 1 or len(spans) != 1:
        return None
    ((begin, end),) = spans
    forms = [(begin, life.began), (end, life.ended)]
    said = [_at(line, form, date, things[0]) for form, date in forms if date is not None and form is not None]
    return Statement(tuple(one for one in said if one is not None)) if said and None not in said else None


def _at(line: Line, measure: Form, date: Literal, thing: Entity) -> Said | None:
    form = timed(line.kinds, measure, Time("in", Value(date)))
    return None if form is None else Said(Overlap(form, thing))
