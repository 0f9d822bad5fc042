"""Phrases apart from the noun that they narrow: "on his mother's side", before or after the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.sides import on_either_side, on_side, question_on_side
from kgqa.ask.english.syntax.words import BE
from kgqa.ask.form import Question, Union

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.compose.sides import Side


def sides() -> Iterator[Rule]:
    """All rules of such phrases."""
    for target, noun in (("NB", "NB"), ("RN", "RN"), ("DEF", "OWNED")):
        yield from rules(target, f"{noun} SIDE", on_side)
        yield from rules(target, f"{noun} SIDE or|and SIDE", on_either_side)
    yield from rules("Q", "Q SIDE", question_on_side)
    yield from rules(
        "Q", f"KIND {BE} known|recorded? SIDE", lambda k, kind, side: question_on_side(k, Question(kind), side)
    )
    yield from rules("Q", "SIDE Q", lambda k, side, question: question_on_side(k, question, side))
    for also in ("incl|including|plus|also|and", "and also", "incl|including those"):
        yield from rules("Q", f"Q {also} SIDE", _too)
    yield from rules("NB", f"NB who|that|which {BE} known? SIDE", on_side)


def _too(kinds: Kinds, question: Question, side: Side) -> Question | None:
    """ "Aunts, including by marriage": what the noun means alone, and what it means with the phrase."""
    form = on_side(kinds, question.form, side)
    return None if form is None else Question(Union(question.form, form), question.wants)
