"""Claims of three parts about amounts: "number of children", "age at death", "older than"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.english.numbers import longest_number
from kgqa.ask.english.wording import noun_keys
from kgqa.ask.form import HOLE, Compare, Count, Entity, Form, Join, Overlap, Value
from kgqa.ask.structure import fill
from kgqa.ask.tokens import tokenize
from kgqa.ask.understanding import understanding_of
from kgqa.ask.worded import WEAKER
from kgqa.model import XSD, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from kgqa.ask.graded import Grades
    from kgqa.model import IRI
    from kgqa.verify.claim import Claim
    from kgqa.verify.known import Known

    Words = tuple[str, ...]

_COUNTED = ("number", "of")


def counted(claim: Claim, subject: Entity, words: Words, known: Known) -> tuple[Form, ...]:
    """The readings of a claim on how many there are: "number of children", 3."""
    told = number_in(claim.object)
    if words[:2] != _COUNTED or told is None:
        return ()
    senses = (s for key in noun_keys(words[2:]) for s in known.lexicon.nouns.get(key, ()))
    relations = [s.relation for s in senses if s.relation is not None and s.rank < WEAKER]
    counts = [Compare(Count(Join(relation, HOLE)), "=", told) for relation in dict.fromkeys(relations)]
    return tuple(Overlap(subject, count) for count in counts)


def graded(
    claim: Claim, subject: Entity, words: Words, known: Known, named: Callable[[str], tuple[IRI, ...]]
) -> tuple[Form, ...]:
    """The readings of a claim in words of degree: of a length of time with its number, of a comparison with a thing."""
    grades: Grades = understanding_of(known.lexicon, known.store).grades
    told = number_in(claim.object)
    if told is not None and words in grades.spans:
        return tuple(Overlap(subject, Compare(span, "=", told)) for span in grades.spans[words])
    measures = grades.comparatives.get(words) or grades.comparatives.get(words[:-1], ())
    things = named(claim.object) if measures else ()
    if not things:
        return ()
    other = Entity(things, claim.object, at=1)
    return tuple(
        Overlap(subject, Compare(m.by, ">" if m.highest else "<", fill(m.by, other))) for m in dict.fromkeys(measures)
    )


def number_in(text: str) -> Value | None:
    """The number that a text begins with, if no more than its unit follows."""
    words = [token.folded for token in tokenize(text)]
    found = longest_number(words)
    if found is None or len(words) > found[1] + 1:
        return None
    return Value(Literal(str(found[0]), XSD + "integer"))
