"""What sets are sets of: the classes and datatypes of their members, as declared, else as seen in the data."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from time import monotonic
from typing import TYPE_CHECKING
from typing import Literal as OneOf

from kgqa.ask.compose.seen import Seen
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
from kgqa.model import EDTF, IRI, RDF, RDFS, XSD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kgqa.ask.lexicon import Lexicon
    from kgqa.store import Store

_MOST_CANDIDATES = 8
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


class Kinds(Seen):
    """What the relations and sets of one graph lead to; kept between questions of one revision."""

    def __init__(self, lexicon: Lexicon, store: Store, prepositions: Mapping[Relation, frozenset[str]]) -> None:
        super().__init__(lexicon.schema, store)
        self.lexicon = lexicon
        self.prepositions = prepositions
        self._seen: dict[Relation, frozenset[IRI]] = {}
        self._containers: dict[frozenset[IRI], IRI | None] = {}
        self._words: dict[Relation, frozenset[str]] = {}
        self._answered: dict[frozenset[IRI], frozenset[str]] = {}
        self._literals: dict[Relation, Kind | None] = {}
        self._narrower: dict[tuple[frozenset[IRI], frozenset[IRI]], frozenset[IRI]] = {}
        self._compatible: dict[tuple[frozenset[IRI], frozenset[IRI]], bool] = {}
        self.between: dict[tuple[object, ...], list[Relation]] = {}

    def values(self, relation: Relation) -> frozenset[IRI]:
        """Classes and datatypes of what the relation leads to."""
        found = self._seen.get(relation)
        if found is None:
            found = self._seen[relation] = self.schema.values(relation) or self._sampled(relation)
        return found

    def subjects(self, relation: Relation) -> frozenset[IRI]:
        """Classes of what has the relation."""
        return self.values(relation.reversed())

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

    def warm(self, seconds: float = 2.0) -> None:
        """Look up what many questions ask of the graph: between which classes of its relations there are overlaps."""
        end = monotonic() + seconds
        spoken = self.schema.properties - self.schema.unspoken
        ends = sorted({kind for iri in spoken for way in (False, True) for kind in self.values(Relation(iri, way))})
        for one, other in combinations((kind for kind in ends if kind in self.schema.classes), 2):
            if monotonic() > end:
                return
            self._overlap(one, other)

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
