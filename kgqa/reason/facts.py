"""Sets of facts that rules are matched against."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Protocol

from kgqa.model import Term, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgqa.model import IRI


class Facts(Protocol):
    """Anything that finds triples by pattern (a store is one)."""

    def match(
        self, subject: Term | None = None, predicate: IRI | None = None, object: Term | None = None
    ) -> Iterator[Triple]:
        """The triples that fit; None fits anything."""


class TripleSet:
    """A small mutable set of triples in memory, found by subject, predicate and object."""

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        self._all: dict[Triple, None] = {}
        self._by = tuple(defaultdict[Term, dict[Triple, None]](dict) for _ in range(3))
        for triple in triples:
            self.add(triple)

    def add(self, triple: Triple) -> bool:
        """Add a triple; False when it was there already."""
        if triple in self._all:
            return False
        self._all[triple] = None
        for index, term in zip(self._by, triple, strict=True):
            index[term][triple] = None
        return True

    def match(
        self, subject: Term | None = None, predicate: IRI | None = None, object: Term | None = None
    ) -> Iterator[Triple]:
        """The triples that fit, from the shortest posting list."""
        given = (subject, predicate, object)
        postings: list[dict[Triple, None]] = [self._all]
        postings += [index.get(term, {}) for index, term in zip(self._by, given, strict=True) if term is not None]
        _, shortest = min((len(posting), number) for number, posting in enumerate(postings))
        for triple in list(postings[shortest]):
            if all(want is None or want == have for want, have in zip(given, triple, strict=True)):
                yield triple

    def __contains__(self, triple: object) -> bool:
        return triple in self._all

    def __iter__(self) -> Iterator[Triple]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


class Union:
    """Two sets of facts seen as one; `second` must not repeat what `first` holds."""

    def __init__(self, first: Facts, second: Facts) -> None:
        self._parts = (first, second)

    def match(
        self, subject: Term | None = None, predicate: IRI | None = None, object: Term | None = None
    ) -> Iterator[Triple]:
        """The triples that fit, of the first set and then of the second."""
        for part in self._parts:
            yield from part.match(subject, predicate, object)
