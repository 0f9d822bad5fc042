"""What sets are sets of: the classes and datatypes of their members, as declared, else as seen in the data."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import cached_property
from itertools import combinations
from time import monotonic
from typing import TYPE_CHECKING
from typing import Literal as OneOf

from kgqa.ask.form import (
    HOLE,
    Aggregate,
    Best,
    Class,
    Compare,
    Count,
    Difference,
    Entity,
    Form,
    Having,
    Hole,
    Intersection,
    Join,
    Minus,
    Nearest,
    Relation,
    Sorted,
    Span,
    Thing,
    Union,
    Value,
    Within,
)
from kgqa.dates import is_date
from kgqa.model import EDTF, IRI, RDF, RDF_TYPE, RDFS, XSD, Literal

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from kgqa.ask.lexicon import Lexicon
    from kgqa.store import Store

_SAMPLE = 2_000
_FIRST_FACTS, _SOME_FACTS, _SOME_MEMBERS = 100, 500, 12
_MOST_CANDIDATES = 8
_MOSTLY = 0.9
_ACCIDENTS = 4
"""Classes of which one in so many has both are more than accidentally met."""
_TEXTS = frozenset((XSD + "string", RDF + "langString", RDFS + "Literal", XSD + "anyURI"))
Kind = OneOf["date", "number", "text", "other"]
_NUMBERS = frozenset(
    XSD + name
    for name in (
        "integer", "decimal", "float", "double", "int", "long", "short", "byte", "nonNegativeInteger",
        "positiveInteger", "nonPositiveInteger", "negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort",
        "unsignedByte",
    )
)  # fmt: skip
NOTHING: frozenset[IRI] = frozenset()


class Kinds:
    """What the relations and sets of one graph lead to; kept between questions of one revision."""

    def __init__(self, lexicon: Lexicon, store: Store, prepositions: Mapping[Relation, frozenset[str]]) -> None:
        self.lexicon, self.schema, self.store = lexicon, lexicon.schema, store
        self.prepositions = prepositions
        self._seen: dict[Relation, frozenset[IRI]] = {}
        self._mostly_single: dict[Relation, bool] = {}
        self._overlaps: dict[tuple[IRI, IRI], int] = {}
        self._numbers: dict[IRI, int] = {}
        self._containers: dict[frozenset[IRI], IRI | None] = {}
        self._words: dict[Relation, frozenset[str]] = {}
        self._answered: dict[frozenset[IRI], frozenset[str]] = {}
        self._literals: dict[Relation, Kind | None] = {}
        self._narrower: dict[tuple[frozenset[IRI], frozenset[IRI]], frozenset[IRI]] = {}
        self._compatible: dict[tuple[frozenset[IRI], frozenset[IRI]], bool] = {}
        self.between: dict[tuple[object, ...], list[Relation]] = {}
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

    def values(self, relation: Relation) -> frozenset[IRI]:
        """Classes and datatypes of what the relation leads to."""
        found = self._seen.get(relation)
        if found is None:
            found = self._seen[relation] = self.schema.values(relation) or self._sampled(relation)
        return found

    def subjects(self, relation: Relation) -> frozenset[IRI]:
        """Classes of what has the relation."""
        return self.values(relation.reversed())

    def is_single(self, relation: Relation) -> bool:
        """Whether nothing has two values of the relation: declared, else in as many facts as are worth their time."""
        if not relation.inverse and relation.property in self.schema.functional:
            return True
        if relation not in self._single:
            facts = itertools.islice(self.store.match(None, relation.property), _SAMPLE)
            owners = [t.object if relation.inverse else t.subject for t in facts]
            self._single[relation] = len(set(owners)) == len(owners)
        return self._single[relation]

    def is_mostly_single(self, relation: Relation) -> bool:
        """Whether hardly anything has two values of the relation, in as many facts as are worth their time."""
        if relation not in self._mostly_single:
            facts = itertools.islice(self.store.match(None, relation.property), _SAMPLE)
            owners = [t.object if relation.inverse else t.subject for t in facts]
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

    def literal(self, relation: Relation) -> Kind | None:
        """The kind of literals that the relation leads to; None for things."""
        if relation.inverse:
            return None
        if relation not in self._literals:
            self._literals[relation] = self._literal(relation)
        return self._literals[relation]

    def _literal(self, relation: Relation) -> Kind | None:
        values = self.values(relation)
        kinds = {kind for value in values if (kind := literal_kind(value.value)) is not None}
        if not values and "when" in self.schema.question_words.get(relation.property, ()):
            return "date"
        return min(kinds) if kinds else None

    def literal_of(self, form: Form) -> Kind | None:
        """The kind of literals that a set or a measure consists of; None for things."""
        match form:
            case Join(relation=relation):
                return self.literal(relation)
            case Value(literal=literal):
                return literal_kind(literal.datatype) or "other"
            case Count() | Span() | Difference():
                return "number"
            case Aggregate(by=by):
                return self.literal_of(by)
            case Best(of=of) | Sorted(of=of) | Minus(of=of) | Within(of=of):
                return self.literal_of(of)
            case Intersection(left=left, right=right) | Union(left=left, right=right):
                return self.literal_of(left) or self.literal_of(right)
            case _:
                return None

    def of(self, form: Form) -> frozenset[IRI]:
        """The classes of the members of a set; none: nobody knows."""
        match form:
            case Entity(iris=iris):
                return frozenset().union(*map(self.classes, iris)) if len(iris) <= _MOST_CANDIDATES else NOTHING
            case Class(iri=iri):
                return frozenset((iri,))
            case Join(relation=relation):
                return self.values(relation)
            case Nearest(relation=relation):
                return self.values(relation)
            case Intersection(left=left, right=right):
                return self._both(self.of(left), self.of(right))
            case Union(left=left, right=right):
                one, other = self.of(left), self.of(right)
                return one | other if one and other else NOTHING
            case Minus(of=of) | Best(of=of) | Sorted(of=of) | Within(of=of):
                return self.of(of)
            case Compare(by=by) | Having(by=by):
                return self.needed(by)
            case _:
                return NOTHING

    def _both(self, one: frozenset[IRI], other: frozenset[IRI]) -> frozenset[IRI]:
        if not one or not other:
            return one or other
        found = self._narrower.get((one, other))
        if found is None:
            narrower = {k for k in other if any(w in self.schema.classes_above(k) for w in one)}
            found = self._narrower[one, other] = frozenset(narrower) or one
        return found

    def needed(self, by: Form) -> frozenset[IRI]:
        """The classes of what may fill the hole of a form; none: nobody knows."""
        relation = hole_relation(by)
        return NOTHING if relation is None else self.subjects(relation)

    def excludes(self, relation: Relation | None, thing: Form) -> bool:
        """Whether members of a set cannot have a relation.

        What is only seen in the data excludes no named thing: that nothing is recorded of it is worth telling.
        """
        if relation is None or isinstance(thing, (Hole, Thing)):
            return False
        if isinstance(thing, Entity) and not self.schema.subjects(relation):
            return False
        return not self.compatible(self.subjects(relation), self.of(thing))

    def narrowed(self, thing: Form, needed: frozenset[IRI]) -> Form:
        """A mention without the candidates that are of other classes; as it is, when that leaves none."""
        if not isinstance(thing, Entity) or len(thing.iris) == 1 or not needed:
            return thing
        fit = tuple(iri for iri in thing.iris if self.compatible(needed, self.classes(iri)))
        return replace(thing, iris=fit) if fit and len(fit) < len(thing.iris) else thing

    def meet(self, one: Form, other: Form) -> bool:
        """Whether two sets may have a member in common, as far as their types tell."""
        if (self.literal_of(one) is None) != (self.literal_of(other) is None):
            return HOLE in (one, other)
        return self.compatible(self.of(one), self.of(other))

    def accepts(self, relation: Relation, of: Form) -> bool:
        """Whether members of a set may have the relation, as far as types tell; of two sets the members of both."""
        if isinstance(of, Union):
            return self.accepts(relation, of.left) and self.accepts(relation, of.right)
        literal = self.literal_of(of)
        if relation.inverse and self.literal(relation.reversed()) is not None:
            return literal is not None
        return literal is None and not self.excludes(relation, of)

    def compatible(self, one: frozenset[IRI], other: frozenset[IRI]) -> bool:
        """Whether something can be in a class of each; unknown classes exclude nothing."""
        if not one or not other:
            return True
        found = self._compatible.get((one, other))
        if found is None:
            found = self._compatible[one, other] = any(self._overlap(a, b) for a in one for b in other)
        return found

    def _overlap(self, one: IRI, other: IRI) -> bool:
        if one == other or other in self.schema.classes_above(one) or one in self.schema.classes_above(other):
            return True
        if self.schema.are_disjoint(one, other):
            return False
        return self._shared(one, other) > 0

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

    def warm(self, seconds: float = 2.0) -> None:
        """Look up what many questions ask of the graph: between which classes of its relations there are overlaps."""
        end = monotonic() + seconds
        spoken = self.schema.properties - self.schema.unspoken
        ends = sorted({kind for iri in spoken for way in (False, True) for kind in self.values(Relation(iri, way))})
        for one, other in combinations((kind for kind in ends if kind in self.schema.classes), 2):
            if monotonic() > end:
                return
            self._overlap(one, other)

    def begins(self, property_: IRI, beginning: str) -> bool:
        """Whether a value of the property begins with a text, in small letters."""
        key = (property_, beginning)
        if key not in self._begun:
            text = f"STRSTARTS(LCASE(STR(?text)), {Literal(beginning)})"
            self._begun[key] = self.store.query(f"ASK {{ ?thing {property_} ?text FILTER({text}) }}") is True
        return self._begun[key]

    def words(self, relation: Relation) -> frozenset[str]:
        """The question words that the relation's values answer to, as annotated."""
        if relation not in self._words:
            own = () if relation.inverse else (relation.property,)
            self._words[relation] = self.schema.words_answered((*self.values(relation), *own))
        return self._words[relation]

    def words_of(self, form: Form) -> frozenset[str]:
        """The question words that the members of a set answer to; none: nobody knows."""
        if isinstance(form, Join):
            return self.words(form.relation)
        kinds = self.of(form)
        if kinds not in self._answered:
            self._answered[kinds] = self.schema.words_answered(kinds)
        return self._answered[kinds]

    def is_mutual(self, relation: Relation) -> bool:
        """Whether the relation is one of two things to each other: symmetric, or a kind of a symmetric one."""
        return any(wider.property in self.schema.symmetric for wider in self.schema.wider(relation))

    def placing(self, inner: frozenset[IRI], outer: frozenset[IRI]) -> list[Relation]:
        """The relations by which members of some classes have one of other classes to lie in: the country of a city."""
        spoken = sorted(self.schema.properties - self.schema.unspoken)
        return [
            relation
            for relation in map(Relation, spoken)
            if self.literal(relation) is None
            and self.values(relation) & outer
            and self.subjects(relation) & inner
            and self.is_single(relation)
        ]

    def is_name(self, relation: Relation | None) -> bool:
        """Whether the relation leads to names of its own things, not of what they are linked to."""
        return any(sense.relation == relation for sense in self.lexicon.nouns.get("name", ()))

    def is_named(self, of: Form) -> bool:
        """Whether all members of a set have their names as texts of a property of their own."""
        held = self.of(of)
        senses = self.lexicon.nouns.get("name", ()) if held else ()
        return any(
            sense.relation is not None
            and self.literal(sense.relation) is not None
            and "name" in (self.lexicon.said_of(sense.relation.property) or "")
            and held & self.subjects(sense.relation)
            for sense in senses
        )

    def container(self, kinds: frozenset[IRI]) -> IRI | None:
        """The transitive property by which members of the classes lie in one another ("located in")."""
        if kinds not in self._containers:
            above = {wide for kind in kinds for wide in self.schema.classes_above(kind)}
            found = (
                iri
                for iri in sorted(self.lexicon.containers)
                if above & (self.values(Relation(iri, inverse=True)) | self.values(Relation(iri)))
            )
            self._containers[kinds] = next(found, None)
        return self._containers[kinds]


def hole_relation(by: Form) -> Relation | None:
    """The relation that what fills the hole of a form has."""
    match by:
        case Join(relation=relation, of=Hole()):
            return relation
        case Join(of=of) | Count(of=of) | Best(of=of) | Minus(of=of) | Within(of=of) | Aggregate(of=of):
            return hole_relation(of)
        case Span(start=start):
            return hole_relation(start)
        case Intersection(left=left, right=right) | Union(left=left, right=right):
            return hole_relation(left) or hole_relation(right)
        case _:
            return None


def literal_kind(datatype: str) -> Kind | None:
    """The kind of literals of a datatype; None for what is no datatype known here."""
    if is_date(datatype):
        return "date"
    if datatype in _NUMBERS:
        return "number"
    if datatype in _TEXTS:
        return "text"
    return "other" if datatype.startswith(XSD) or datatype == EDTF else None
