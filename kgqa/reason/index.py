"""Facts as integers, found by predicate and subject or object: what materialisation joins over."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from kgqa.model import IRI, RDF_TYPE, Literal, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Iterator

Table: TypeAlias = "defaultdict[int, set[int]]"
Fact: TypeAlias = tuple[int, int, int]


class Dictionary:
    """Terms numbered in the order in which they are met."""

    def __init__(self) -> None:
        self._numbers: dict[Term, int] = {}
        self.terms: list[Term] = []
        self.literals: set[int] = set()

    def encode(self, term: Term) -> int:
        """The number of a term."""
        number = self._numbers.get(term)
        if number is None:
            number = self._numbers[term] = len(self.terms)
            self.terms.append(term)
            if isinstance(term, Literal):
                self.literals.add(number)
        return number

    def find(self, term: Term) -> int | None:
        """The number of a term that has one."""
        return self._numbers.get(term)

    def decode(self, fact: Fact) -> Triple:
        """The triple of a fact (predicate, subject, object)."""
        predicate = self.terms[fact[0]]
        assert isinstance(predicate, IRI)
        return Triple(self.terms[fact[1]], predicate, self.terms[fact[2]])


def _tables() -> Table:
    return defaultdict(set)


class FactIndex:
    """Facts by predicate: subject to objects (`forward`) and object to subjects (`backward`)."""

    def __init__(self) -> None:
        self.dictionary = Dictionary()
        self.type = self.dictionary.encode(RDF_TYPE)
        self.forward: defaultdict[int, Table] = defaultdict(_tables)
        self.backward: defaultdict[int, Table] = defaultdict(_tables)

    def add(self, predicate: int, subject: int, obj: int) -> bool:
        """Add a fact; False when it was there already."""
        objects = self.forward[predicate][subject]
        if obj in objects:
            return False
        objects.add(obj)
        self.backward[predicate][obj].add(subject)
        return True

    def has(self, triple: Triple) -> bool:
        """Whether a triple is among the facts."""
        subject, predicate, obj = (self.dictionary.find(term) for term in triple)
        if subject is None or predicate is None or obj is None:
            return False
        return obj in self.forward[predicate].get(subject, ())

    def facts(self) -> Iterator[Fact]:
        """All facts, as (predicate, subject, object)."""
        for predicate, table in self.forward.items():
            for subject, objects in table.items():
                for obj in objects:
                    yield predicate, subject, obj
