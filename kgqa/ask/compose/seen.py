"""What the data show of classes and properties, where nothing is declared: looked up once, and kept."""

from __future__ import annotations

import itertools
from functools import cached_property
from typing import TYPE_CHECKING

from kgqa.model import IRI, RDF_TYPE, Literal

if TYPE_CHECKING:
    from collections.abc import Collection

    from kgqa.ask.form import Relation
    from kgqa.ask.schema import Schema
    from kgqa.model import Term
    from kgqa.store import Store

_SAMPLE = 2_000
_FIRST_FACTS, _SOME_FACTS, _SOME_MEMBERS = 100, 500, 12
_MOSTLY = 0.9
_ACCIDENTS = 4
"""Classes of which one in so many has both are more than accidentally met."""


class Seen:
    """What is seen in one revision of a graph."""

    def __init__(self, schema: Schema, store: Store) -> None:
        self.schema, self.store = schema, store
        self._mostly_single: dict[Relation, bool] = {}
        self._overlaps: dict[tuple[IRI, IRI], int] = {}
        self._numbers: dict[IRI, int] = {}
        self._held: dict[IRI, frozenset[IRI]] = {}
        self._begun: dict[tuple[IRI, str], bool] = {}
        self._single: dict[Relation, bool] = {}
        self._told: tuple[IRI, ...] | None = None

    @property
    def told(self) -> tuple[IRI, ...]:
        """The properties that people may speak of and of which there are facts."""
        if self._told is None:
            spoken = sorted(self.schema.properties - self.schema.unspoken)
            self._told = tuple(iri for iri in spoken if any(True for _ in self.store.match(None, iri)))
        return self._told

    def is_single(self, relation: Relation) -> bool:
        """Whether nothing has two values of the relation: declared, else in as many facts as are worth their time."""
        if not relation.inverse and relation.property in self.schema.functional:
            return True
        if relation not in self._single:
            owners = self._owners(relation)
            self._single[relation] = len(set(owners)) == len(owners)
        return self._single[relation]

    def _owners(self, relation: Relation) -> list[Term]:
        """What has the relation, once for each of the facts."""
        facts = itertools.islice(self.store.match(None, relation.property), _SAMPLE)
        return [t.object if relation.inverse else t.subject for t in facts]

    def is_mostly_single(self, relation: Relation) -> bool:
        """Whether hardly anything has two values of the relation, in as many facts as are worth their time."""
        if relation not in self._mostly_single:
            owners = self._owners(relation)
            self._mostly_single[relation] = len(set(owners)) > _MOSTLY * len(owners)
        return self._mostly_single[relation]

    def _sampled(self, relation: Relation) -> frozenset[IRI]:
        """The classes and datatypes that are seen at the end of the relation: of some members of every class, and of
        the first facts, since the order of facts goes by their values.
        """
        iri, inverse = relation.property, relation.inverse
        kinds = {
            kind
            for kind, members in self._members.items()
            if any(self._has(iri, member, subject=inverse) for member in members)
        }
        for triple in itertools.islice(self.store.match(None, iri), _FIRST_FACTS):
            end = triple.subject if inverse else triple.object
            if isinstance(end, Literal):
                kinds.add(IRI(end.datatype))
            elif isinstance(end, IRI):
                kinds |= self.classes(end)
        return self._narrowest(kinds, relation)

    def _has(self, iri: IRI, member: IRI, *, subject: bool) -> bool:
        """Whether a fact of the property has the member as its subject, or as its object."""
        facts = self.store.match(member, iri) if subject else self.store.match(None, iri, member)
        return any(True for _ in facts)

    @cached_property
    def _members(self) -> dict[IRI, tuple[IRI, ...]]:
        """Some members of every class."""
        return {
            kind: tuple(
                t.subject
                for t in itertools.islice(self.store.match(None, RDF_TYPE, kind), _SOME_MEMBERS)
                if isinstance(t.subject, IRI)
            )
            for kind in sorted(self.schema.classes)
        }

    def _narrowest(self, found: Collection[IRI], relation: Relation) -> frozenset[IRI]:
        """Without classes all of whose members at the end of a relation are of narrower ones that were found, and
        without those that are narrower than one of which others are there.
        """
        narrower = {
            wide: sorted(kind for kind in found if kind != wide and wide in self.schema.classes_above(kind))
            for wide in sorted(found)
        }
        spread = {wide for wide, kinds in narrower.items() if kinds and self._has_others(wide, kinds, relation)}
        kept = {kind for kind in found if not narrower[kind]} | spread
        told = frozenset(kind for kind in kept if not any(kind in narrower[wide] for wide in spread))
        return told or frozenset(found)

    def _has_others(self, wide: IRI, narrower: Collection[IRI], relation: Relation) -> bool:
        """Whether a member of a class that is in none of some narrower ones is at the end of a relation, of as many
        facts as are worth their time.
        """
        iri, inverse = relation.property, relation.inverse
        facts = itertools.islice(self.store.match(None, iri), _SOME_FACTS)
        ends = (triple.subject if inverse else triple.object for triple in facts)
        members = (thing for thing in self._members.get(wide, ()) if self._has(iri, thing, subject=inverse))
        held = (self.classes(thing) for thing in itertools.chain(members, ends) if isinstance(thing, IRI))
        return any(wide in kinds and kinds.isdisjoint(narrower) for kinds in held)

    def classes(self, thing: IRI) -> frozenset[IRI]:
        """The classes that the graph knows the thing by."""
        if thing not in self._held:
            found = (t.object for t in self.store.match(thing, RDF_TYPE))
            self._held[thing] = frozenset(c for c in found if isinstance(c, IRI)) & self.schema.classes
        return self._held[thing]

    def _shared(self, one: IRI, other: IRI) -> int:
        """How many things are in both of two classes, counted up to the part of the rarer one that is no accident."""
        pair = (min(one, other), max(one, other))
        if pair not in self._overlaps:
            rarer, other = sorted(pair, key=self._number)
            enough = self._number(rarer) // _ACCIDENTS + 1
            found = self.store.query(f"SELECT ?thing WHERE {{ ?thing a {rarer} . ?thing a {other} }}", limit=enough)
            self._overlaps[pair] = len(getattr(found, "rows", ()))
        return self._overlaps[pair]

    def is_accident(self, one: IRI, other: IRI) -> bool:
        """Whether classes that neither include nor exclude each other have few members in common, if any."""
        above = self.schema.classes_above
        if one in above(other) or other in above(one):
            return False
        return self._shared(one, other) * _ACCIDENTS < min(self._number(one), self._number(other))

    def _number(self, kind: IRI) -> int:
        """How many instances a class has."""
        if kind not in self._numbers:
            found = self.store.query(f"SELECT (COUNT(?thing) AS ?number) WHERE {{ ?thing a {kind} }}")
            number = next((row[0] for row in getattr(found, "rows", ())), None)
            self._numbers[kind] = int(number.lexical) if isinstance(number, Literal) else 0
        return self._numbers[kind]

    def begins(self, property_: IRI, beginning: str) -> bool:
        """Whether a value of the property begins with a text, in small letters."""
        key = (property_, beginning)
        if key not in self._begun:
            text = f"STRSTARTS(LCASE(STR(?text)), {Literal(beginning)})"
            self._begun[key] = self.store.query(f"ASK {{ ?thing {property_} ?text FILTER({text}) }}") is True
        return self._begun[key]
