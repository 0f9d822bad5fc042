"""Phrases apart from the noun that they narrow: "on his mother's side", before or after the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.sides import on_either_side, on_side, question_on_side
from kgqa.ask.english.syntax.words import BE

if TYPE_CHECKING:
    from collections.abc import Iterator


def sides() -> Iterator[Rule]:
    """All rules of such phrases."""
    for target, noun in (("NB", "NB"), ("RN", "RN"), ("DEF", "OWNED")):
        yield from rules(target, f"{noun} SIDE", on_side)
        yield from rules(target, f"{noun} SIDE or|and SIDE", on_either_side)
    yield from rules("Q", "Q SIDE", question_on_side)
    yield from rules("Q", "SIDE Q", lambda k, side, question: question_on_side(k, question, side))
    yield from rules("NB", f"NB who|that|which {BE} known? SIDE", on_side)
