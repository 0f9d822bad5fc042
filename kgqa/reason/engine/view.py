"""A closure as triples again: every name of a predicate, every member of what is the same."""

from __future__ import annotations

from copy import copy
from itertools import product
from typing import TYPE_CHECKING

from kgqa.model import BlankNode, Triple
from kgqa.reason.engine.dictionary import LITERAL
from kgqa.reason.engine.expansion import Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kgqa.model import IRI, Term
    from kgqa.reason.engine.alias import Key
    from kgqa.reason.engine.derive import Fact
    from kgqa.reason.engine.dictionary import Dictionary
    from kgqa.reason.engine.equality import Equality
    from kgqa.reason.engine.rows import Rows
    from kgqa.reason.engine.rulebook import Rulebook

Numbered = tuple[int, int, int]
"""Subject, predicate and object of a triple in the numbers of a dictionary."""


class View:
    """Triples found by pattern in `rows` (implements `Facts`)."""

    def __init__(self, dictionary: Dictionary, book: Rulebook, equality: Equality, rows: Rows) -> None:
        self.dictionary, self.book, self.equality, self.rows = dictionary, book, equality, rows
        self.names = Names(book, equality)
        self._sets: Mapping[int, list[int]] = equality.sets()
        named = dictionary.named() if self._sets else ()
        equals = (number for members in self._sets.values() for number in members)
        # A predicate may be the same as a blank node or a literal, which no triple has as its predicate.
        self._generalised = False
        self.equal_to_literals = any(members[-1] >= LITERAL for members in self._sets.values())
        self._no_predicates = frozenset(number for number in equals if number >= LITERAL or not named[number])

    def generalised(self) -> View:
        """The same view with literals as subjects, of what is the same or is turned round: proofs need them."""
        other = copy(self)
        other._generalised = True
        return other

    def with_rows(self, rows: Rows) -> View:
        """The same view of other rows."""
        other = copy(self)
        other.rows = rows
        return other

    def __contains__(self, triple: object) -> bool:
        if not isinstance(triple, tuple):
            return False
        subject, predicate, obj = (self.dictionary.find(term) for term in triple)
        if subject is None or predicate is None or obj is None:
            return False
        return self.holds(subject, predicate, obj)

    def match(
        self, subject: Term | None = None, predicate: IRI | None = None, object: Term | None = None
    ) -> Iterator[Triple]:
        """The triples that fit; None fits anything."""
        find = self.dictionary.find
        if subject is not None and predicate is not None and object is not None and not self._generalised:
            first, name, last = find(subject), find(predicate), find(object)
            if first is not None and name is not None and last is not None and self.holds(first, name, last):
                yield Triple(subject, predicate, object)
            return
        given = (subject, predicate, object)
        numbers = [None if term is None else self.dictionary.find(term) for term in given]
        if any(number is None for term, number in zip(given, numbers, strict=True) if term is not None):
            return
        first, name, last = numbers
        for found in self._matching(first, name, last):
            yield self.dictionary.triple(*found)

    def holds(self, subject: int, predicate: int, obj: int) -> bool:
        """Whether a triple holds."""
        if subject >= LITERAL:
            return False
        of = self.equality.of
        if of(predicate) == self.book.same_as[0]:
            return subject != obj and of(subject) == of(obj)
        key, left, right = self.fact(subject, predicate, obj)
        return self.rows.has(key, left, right)

    def fact(self, subject: int, predicate: int, obj: int) -> Fact:
        """The fact that a triple is; only owl:sameAs has none."""
        of = self.equality.of
        name, first, last = of(predicate), of(subject), of(obj)
        if name == self.book.type:
            return self.book.aliases.of((name, last)).key, first, -1
        alias = self.book.aliases.of((name, -1))
        return (alias.key, last, first) if alias.turned else (alias.key, first, last)

    def facts(self, triples: Iterable[Triple]) -> frozenset[Fact]:
        """The facts that triples are: the same ones under whatever names."""
        found = (self.fact(*map(self.dictionary.encode, triple)) for triple in triples)
        symmetric = self.book.aliases.symmetric
        return frozenset((k, min(a, b), max(a, b)) if k in symmetric else (k, a, b) for k, a, b in found)

    def triples(self, fact: Fact) -> Iterator[Numbered]:
        """All triples that a fact is."""
        key, left, right = fact
        for predicate, kind, turned in self.names.of(key):
            first, last = (right, left) if turned else (left, right)
            lasts = [kind] if kind >= 0 else self.members(last)
            for subject, obj in product(self.members(first), lasts):
                if subject < LITERAL and predicate not in self._no_predicates:
                    yield subject, predicate, obj

    def members(self, number: int) -> list[int]:
        """All that a number stands for."""
        return self._sets.get(number) or [number]

    def name(self, number: int) -> Term:
        """What to call a number: the first name of all that it stands for, rather than a blank node."""
        term = self.dictionary.term
        if number not in self._sets:
            return term(number)
        equals = [term(member) for member in self._sets[number] if (member < LITERAL) == (number < LITERAL)]
        return min(equals, key=lambda equal: (isinstance(equal, BlankNode), str(equal)))

    def _matching(self, subject: int | None, predicate: int | None, obj: int | None) -> Iterator[Numbered]:
        is_same = predicate is not None and self.equality.of(predicate) == self.book.same_as[0]
        if subject is not None and subject >= LITERAL and not self._generalised:
            return
        if predicate is None:
            for name in self._predicates():
                yield from self._matching(subject, name, obj)
        elif is_same:
            yield from self._same(subject, predicate, obj)
        elif self.equality.of(predicate) == self.book.type:
            yield from ((s, predicate, o) for s, o in self._typed(subject, obj))
        else:
            yield from ((s, predicate, o) for s, o in self._related(self.equality.of(predicate), subject, obj))

    def _related(self, name: int, subject: int | None, obj: int | None) -> Iterator[tuple[int, int]]:
        alias = self.book.aliases.of((name, -1))
        first, last = (None if number is None else self.equality.of(number) for number in (subject, obj))
        left, right = (last, first) if alias.turned else (first, last)
        for one, other in self._pairs(alias.key, left, right):
            start, end = (other, one) if alias.turned else (one, other)
            starts = self.members(start) if subject is None else [subject]
            ends = self.members(end) if obj is None else [obj]
            yield from ((s, o) for s in starts if s < LITERAL or self._generalised for o in ends)

    def _pairs(self, key: Key, left: int | None, right: int | None) -> Iterable[tuple[int, int]]:
        if left is not None and right is not None:
            return [(left, right)] if self.rows.has(key, left, right) else []
        if left is not None:
            return [(left, other) for other in self.rows.rights(key, left)]
        if right is not None:
            return [(other, right) for other in self.rows.lefts(key, right)]
        return self.rows.facts(key)

    def _typed(self, subject: int | None, obj: int | None) -> Iterator[tuple[int, int]]:
        kinds = self._classes() if obj is None else [obj]
        first = None if subject is None else self.equality.of(subject)
        for kind in kinds:
            key = self.book.aliases.of((self.book.type, self.equality.of(kind))).key
            if first is not None:
                if subject is not None and subject < LITERAL and self.rows.has(key, first):
                    yield subject, kind
            else:
                for member, _ in self.rows.facts(key):
                    yield from ((s, kind) for s in self.members(member) if s < LITERAL)

    def _same(self, subject: int | None, predicate: int, obj: int | None) -> Iterator[Numbered]:
        given = subject if subject is not None else obj
        sets = self._sets.values() if given is None else [self.members(self.equality.of(given))]
        # That a thing is itself is told when asked for, in proofs by rules that ask for it (eq-ref).
        itself = given is not None and self._generalised and self.book.asks_for_equality
        for members in sets:
            firsts = members if subject is None else [subject]
            lasts = members if obj is None else [obj] if obj in members else []
            for first, last in product(firsts, lasts):
                if (first != last or itself) and (first < LITERAL or self._generalised):
                    yield first, predicate, last

    def _predicates(self) -> list[int]:
        found = {name: None for key in self.names.keys(self.rows) if key[1] < 0 for name, _, _ in self.names.of(key)}
        names = [*found, *self.members(self.book.type), *self.members(self.book.same_as[0])]
        return [name for name in names if name not in self._no_predicates]

    def _classes(self) -> list[int]:
        found = {kind: None for key in self.names.keys(self.rows) if key[1] >= 0 for _, kind, _ in self.names.of(key)}
        return list(found)
