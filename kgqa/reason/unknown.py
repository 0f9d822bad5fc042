"""Things of which nothing is known: blank nodes of our own, which stand for anything, known or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.model import IRI, BlankNode, Triple
from kgqa.reason.engine.dictionary import LITERAL
from kgqa.reason.rule import Atom, Var

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kgqa.model import Term
    from kgqa.reason.engine.dictionary import Dictionary
    from kgqa.reason.rule import Node

FIRST = LITERAL - (1 << 20)
"""The number of the first unknown thing; no graph has so many resources."""
_UNKNOWN = "kgqa.unknown."


def unknown(name: str, number: int) -> BlankNode:
    """A thing of which nothing is known, named after a rule's variable."""
    return BlankNode(f"{mark_of(number)}{name}")


def mark_of(number: int) -> str:
    """How the names of the unknown things with a number begin."""
    return f"{_UNKNOWN}{number}."


def is_unknown(term: Term) -> bool:
    """Whether a term stands for an unknown thing."""
    return isinstance(term, BlankNode) and term.value.startswith(_UNKNOWN)


def as_pattern(fact: Triple) -> Atom:
    """The fact with variables for unknown things."""
    subject, obj = map(_as_node, (fact.subject, fact.object))
    return Atom(subject, fact.predicate, obj)


def _as_node(term: Term) -> Node:
    return Var(term.value.rsplit(".", 1)[1]) if isinstance(term, BlankNode) and is_unknown(term) else term


class Things:
    """A dictionary (see there) with numbers for unknown things as well, for one search."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._numbers: dict[Term, int] = {}
        self._unknown: list[Term] = []

    def encode(self, term: Term) -> int:
        """The number of a term, a new one if need be."""
        number = self._numbers.get(term)
        if number is None:
            if is_unknown(term):
                number = FIRST + len(self._unknown)
                self._unknown.append(term)
            else:
                number = self._dictionary.encode(term)
            self._numbers[term] = number
        return number

    def find(self, term: Term) -> int | None:
        """The number of a term that has one."""
        number = self._numbers.get(term)
        return self._dictionary.find(term) if number is None else number

    def term(self, number: int) -> Term:
        """The term of a number."""
        if stands_for_any(number):
            place = number - FIRST
            return self._unknown[place] if place < len(self._unknown) else unknown("", place)
        return self._dictionary.term(number)

    def terms(self, numbers: Iterable[int]) -> list[Term]:
        """The terms of numbers."""
        return [self.term(number) for number in numbers]

    def triple(self, subject: int, predicate: int, obj: int) -> Triple:
        """The triple of three numbers."""
        name = self.term(predicate)
        assert isinstance(name, IRI)
        return Triple(self.term(subject), name, self.term(obj))


def stands_for_any(number: int) -> bool:
    """Whether a number is that of an unknown thing."""
    return FIRST <= number < LITERAL
