"""The readings of a question: parsed, suited to the question word, the cheapest first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kgqa.ask.compose.rows import with_counts
from kgqa.ask.compose.strain import strain
from kgqa.ask.english.syntax.english import ENGLISH
from kgqa.ask.form import (
    THING,
    Aggregate,
    Best,
    Class,
    Count,
    Difference,
    Entity,
    Form,
    Intersection,
    Join,
    Minus,
    Question,
    Sorted,
    Span,
    Union,
    Within,
)
from kgqa.ask.stages import stage
from kgqa.ask.structure import parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kgqa.ask.chart import Seed
    from kgqa.ask.compose.kinds import Kinds

MARGIN = 1
"""Readings that cost so much more than the cheapest may still be meant, when the cheapest say nothing."""
_STRAIN = 4
"""What it costs that sets meet by accident."""
CERTAIN, POSSIBLE, IMPOSSIBLE = 2, 1, 0
_DECLARED = frozenset(("how", "why", "do"))
"""What is answered only by what is declared to answer it: "how did X die", "what does X do"."""


@stage("parse")
def read(words: Sequence[str], seeds: Sequence[Seed], kinds: Kinds) -> list[list[Question]]:
    """The readings of the whole text that suit the question word: those of equal cost together, the cheapest first.

    None costs much more than the cheapest.
    """
    if not words:
        return []
    found: dict[tuple[int, int], list[Question]] = {}
    for reading, cost in ENGLISH.readings(words, seeds, kinds):
        question = replace(reading, form=with_counts(kinds, reading.form))
        if (suited := suits(question, kinds)) != IMPOSSIBLE:
            strained = cost + _STRAIN * strain(kinds, question.form)
            found.setdefault((strained, -suited), []).append(question)
    least = min(found, default=(0, 0))[0]
    return [found[rank] for rank in sorted(found) if rank[0] <= least + MARGIN]


def suits(question: Question, kinds: Kinds) -> int:
    """How well the members of a question's set answer its question word."""
    wants, form = question.wants, question.form
    if isinstance(form, Minus) and form.of == THING:
        return IMPOSSIBLE
    if wants is None:
        return POSSIBLE
    if isinstance(question.form, (Count, Aggregate, Span, Difference)):
        return IMPOSSIBLE
    head = _head(question.form)
    words, literal = kinds.words_of(head), kinds.literal_of(head)
    if wants in _DECLARED:
        return CERTAIN if wants in words else IMPOSSIBLE
    if wants in words:
        return CERTAIN
    if wants == "when" and literal == "number" and _is_of_time(head, kinds):
        return CERTAIN
    if words or literal in {"number", "other"}:
        return IMPOSSIBLE
    if literal == "date" or wants == "when":
        return CERTAIN if literal == "date" and wants == "when" else IMPOSSIBLE
    return POSSIBLE


def _is_of_time(head: Form, kinds: Kinds) -> bool:
    """Whether numbers are years, as their property is called."""
    said = kinds.lexicon.said.get(head.relation) if isinstance(head, Join) else None
    return said is not None and said.words[-1:] == ("year",)


def _head(form: Form) -> Form:
    """The part of a set that says what its members are."""
    match form:
        case Best(of=of) | Sorted(of=of) | Minus(of=of) | Within(of=of):
            return _head(of)
        case Intersection(left=left, right=right):
            return _head(left if isinstance(_head(left), Join) else right)
        case Union(left=left):
            return _head(left)
        case _:
            return form


def differ_in_a_word(one: Form, other: Form) -> bool:
    """Whether two readings put the same things together in the same way, but for what a single word means."""
    if type(one) is not type(other):
        return False
    if isinstance(one, Entity) and isinstance(other, Entity):
        return one.mention == other.mention
    differing = [differ_in_a_word(a, b) for a, b in zip(parts(one), parts(other), strict=False) if a != b]
    if len(parts(one)) != len(parts(other)) or not all(differing):
        return False
    same = not isinstance(one, (Join, Class)) or one == replace(other, **_own(one))  # type: ignore[arg-type]
    return len(differing) + (not same) <= 1


def _own(form: Form) -> dict[str, Form]:
    return {"of": form.of} if isinstance(form, Join) else {}
