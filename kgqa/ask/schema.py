"""What the graph declares of its properties and classes, as far as understanding questions needs it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from kgqa.ask.form import Relation
from kgqa.ask.stated import StatedInStore
from kgqa.model import IRI, KGQA, OWL, RDF, RDF_TYPE, RDFS, SKOS, XSD, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kgqa.ask.stated import Stated
    from kgqa.model import Term
    from kgqa.store import Store

N = TypeVar("N")

SUBCLASS = IRI(RDFS + "subClassOf")
SUBPROPERTY = IRI(RDFS + "subPropertyOf")
EQUIVALENT_PROPERTY = IRI(OWL + "equivalentProperty")
EQUIVALENT_CLASS = IRI(OWL + "equivalentClass")
INVERSE = IRI(OWL + "inverseOf")
DOMAIN = IRI(RDFS + "domain")
RANGE = IRI(RDFS + "range")
ANSWERS_TO = IRI(KGQA + "answersTo")
UNSPOKEN = IRI(KGQA + "unspoken")
RECORD_OF = IRI(KGQA + "recordOf")
PARTICIPANT = IRI(KGQA + "participant")
ORDERED_BY = IRI(KGQA + "orderedBy")
RECORD_PROPERTY = IRI(KGQA + "recordProperty")
PRONOUN = IRI(KGQA + "pronoun")
COMPLETE = IRI(KGQA + "isComplete")
COMPLETE_ON_INSTANCES = IRI(KGQA + "completeOnInstances")

_MEMBERS, _FIRST, _REST = IRI(OWL + "members"), IRI(RDF + "first"), IRI(RDF + "rest")
_SWRL = "http://www.w3.org/2003/11/swrl"
BUILT_IN = (RDF, RDFS, OWL, SKOS, XSD, KGQA, _SWRL)
"""Namespaces of the languages themselves: nobody asks for their terms."""
_PROPERTY_TYPES = tuple(
    IRI(name)
    for name in (
        OWL + "ObjectProperty", OWL + "DatatypeProperty", RDF + "Property", OWL + "TransitiveProperty",
        OWL + "SymmetricProperty", OWL + "FunctionalProperty", OWL + "InverseFunctionalProperty",
    )
)  # fmt: skip
_CLASS_TYPES = (IRI(OWL + "Class"), IRI(RDFS + "Class"))
_NONE: frozenset[IRI] = frozenset()
_THING = frozenset((OWL + "Thing", RDFS + "Resource", OWL + "NamedIndividual", RDFS + "Literal"))


def is_built_in(iri: str) -> bool:
    """Whether the IRI belongs to RDF, OWL, SKOS, SWRL, XSD or kgqa's own vocabulary."""
    return iri.startswith(BUILT_IN)


@dataclass(frozen=True, slots=True)
class Schema:
    """Declarations about properties and classes; sets of IRIs and maps from an IRI to IRIs.

    `superclasses` are closed: a class leads to all above it and to itself. `used` are the properties with which
    sources state facts; `records` are classes whose members record a relation (a marriage): things that are told of,
    not by name. `recorded_as` leads from a property of a record's participants to the property of the record that it
    stands for: the wedding date of somebody is the date of a marriage.
    """

    properties: frozenset[IRI]
    used: frozenset[IRI]
    classes: frozenset[IRI]
    domains: Mapping[IRI, frozenset[IRI]]
    ranges: Mapping[IRI, frozenset[IRI]]
    superclasses: Mapping[IRI, frozenset[IRI]]
    superproperties: Mapping[IRI, frozenset[IRI]]
    equivalents: Mapping[IRI, frozenset[IRI]]
    inverses: Mapping[IRI, frozenset[IRI]]
    symmetric: frozenset[IRI]
    transitive: frozenset[IRI]
    functional: frozenset[IRI]
    irreflexive: frozenset[IRI]
    unspoken: frozenset[IRI]
    records: frozenset[IRI]
    complete: frozenset[IRI]
    complete_on: Mapping[IRI, frozenset[IRI]]
    disjoint: Mapping[IRI, frozenset[IRI]] = field(default_factory=dict)
    ordered_by: Mapping[IRI, frozenset[IRI]] = field(default_factory=dict)
    participants: Mapping[IRI, frozenset[IRI]] = field(default_factory=dict)
    kept_wider: dict[Relation, frozenset[Relation]] = field(default_factory=dict, compare=False, repr=False)
    kept_same: dict[Relation, frozenset[Relation]] = field(default_factory=dict, compare=False, repr=False)
    question_words: Mapping[IRI, frozenset[str]] = field(default_factory=dict)
    pronouns: Mapping[IRI, frozenset[str]] = field(default_factory=dict)
    recorded_as: Mapping[IRI, frozenset[IRI]] = field(default_factory=dict)

    def classes_above(self, iri: IRI) -> frozenset[IRI]:
        """The class, its superclasses and equivalents."""
        return self.superclasses.get(iri, frozenset((iri,)))

    def are_disjoint(self, one: IRI, other: IRI) -> bool:
        """Whether nothing can be in both classes, as declared of them or of classes above."""
        above = self.classes_above(other)
        return any(self.disjoint.get(kind, _NONE) & above for kind in self.classes_above(one))

    def words_answered(self, iris: Iterable[IRI]) -> frozenset[str]:
        """The question words that members of these classes, or values of these datatypes, answer to."""
        found: set[str] = set()
        for iri in iris:
            for above in self.classes_above(iri):
                found |= self.question_words.get(above, frozenset())
        return frozenset(found)

    def pronouns_of(self, kinds: Iterable[IRI]) -> frozenset[str]:
        """The pronouns, in their subject form, that stand for members of these classes."""
        above = {wide for kind in kinds for wide in self.classes_above(kind)}
        return frozenset(word for kind in above for word in self.pronouns.get(kind, ()))

    def wider(self, relation: Relation) -> frozenset[Relation]:
        """All relations that hold wherever `relation` does, itself included."""
        found = self.kept_wider.get(relation)
        if found is None:
            found = self.kept_wider[relation] = _reachable(relation, self._one_step_wider)
        return found

    def _one_step_wider(self, relation: Relation) -> Iterable[Relation]:
        iri, inverse = relation.property, relation.inverse
        for above in (*self.superproperties.get(iri, ()), *self.equivalents.get(iri, ())):
            yield Relation(above, inverse)
        for other in self.inverses.get(iri, ()):
            yield Relation(other, not inverse)
        if iri in self.symmetric:
            yield Relation(iri, not inverse)

    def same(self, relation: Relation) -> frozenset[Relation]:
        """All relations that mean the same as `relation`, itself included."""
        found = self.kept_same.get(relation)
        if found is None:
            wider = self.wider(relation)
            found = self.kept_same[relation] = frozenset(other for other in wider if relation in self.wider(other))
        return found

    def subjects(self, relation: Relation) -> frozenset[IRI]:
        """The classes that things with this relation belong to."""
        return self.ranges.get(relation.property, frozenset()) if relation.inverse else self._domains(relation)

    def values(self, relation: Relation) -> frozenset[IRI]:
        """The classes or datatypes of what this relation leads to."""
        return self._domains(relation) if relation.inverse else self.ranges.get(relation.property, frozenset())

    def _domains(self, relation: Relation) -> frozenset[IRI]:
        return self.domains.get(relation.property, frozenset())


def read_schema(store: Store, stated: Stated | None = None) -> Schema:
    """The schema of a graph, as stated and as derived; `stated` may tell faster than the store what is stated."""
    stated = stated or StatedInStore(store)
    used = stated.predicates()
    properties, classes = _properties(store, used), _classes(store, stated.classes())
    superproperties, domains, ranges = _map(store, SUBPROPERTY), _map(store, DOMAIN), _map(store, RANGE)
    equivalents, inverses = _both_ways(_map(store, EQUIVALENT_PROPERTY)), _both_ways(_map(store, INVERSE))
    inherited = {p: _reachable(p, lambda q: (*superproperties.get(q, ()), *equivalents.get(q, ()))) for p in properties}
    return Schema(
        properties=properties,
        used=used,
        classes=classes,
        domains={p: _union(domains, inherited[p]) for p in properties},
        ranges={p: _union(ranges, inherited[p]) for p in properties},
        superclasses=_closed(_merge(_map(store, SUBCLASS), _both_ways(_map(store, EQUIVALENT_CLASS)))),
        superproperties=superproperties,
        equivalents=equivalents,
        inverses=inverses,
        symmetric=_instances(store, OWL + "SymmetricProperty"),
        transitive=_instances(store, OWL + "TransitiveProperty"),
        functional=_instances(store, OWL + "FunctionalProperty"),
        irreflexive=_instances(store, OWL + "IrreflexiveProperty"),
        unspoken=_marked(store, UNSPOKEN),
        records=frozenset(t.subject for t in store.match(None, RECORD_OF) if isinstance(t.subject, IRI)),
        complete=_marked(store, COMPLETE),
        complete_on=_map(store, COMPLETE_ON_INSTANCES),
        disjoint=_both_ways(_disjoint(store)),
        ordered_by=_map(store, ORDERED_BY),
        participants=_map(store, PARTICIPANT),
        question_words=_words(store, ANSWERS_TO),
        pronouns=_words(store, PRONOUN),
        recorded_as=_map(store, RECORD_PROPERTY),
    )


def _properties(store: Store, used: frozenset[IRI]) -> frozenset[IRI]:
    declared = {t.subject for kind in _PROPERTY_TYPES for t in store.match(None, RDF_TYPE, kind)}
    annotations = _instances(store, OWL + "AnnotationProperty") - declared
    found = (declared | used) - annotations
    return frozenset(p for p in found if isinstance(p, IRI) and not is_built_in(p.value))


def _classes(store: Store, used: frozenset[IRI]) -> frozenset[IRI]:
    declared = {t.subject for kind in _CLASS_TYPES for t in store.match(None, RDF_TYPE, kind)}
    return frozenset(c for c in declared | used if isinstance(c, IRI) and not is_built_in(c.value))


def _map(store: Store, predicate: IRI) -> dict[IRI, frozenset[IRI]]:
    found: defaultdict[IRI, set[IRI]] = defaultdict(set)
    for subject, _, value in store.match(None, predicate):
        if isinstance(subject, IRI) and isinstance(value, IRI) and value.value not in _THING and subject != value:
            found[subject].add(value)
    return {subject: frozenset(values) for subject, values in found.items()}


def _instances(store: Store, kind: str) -> frozenset[IRI]:
    return frozenset(t.subject for t in store.match(None, RDF_TYPE, IRI(kind)) if isinstance(t.subject, IRI))


def _marked(store: Store, predicate: IRI) -> frozenset[IRI]:
    return frozenset(
        t.subject
        for t in store.match(None, predicate)
        if isinstance(t.subject, IRI) and isinstance(t.object, Literal) and t.object.lexical in {"true", "1"}
    )


def _words(store: Store, annotation: IRI) -> dict[IRI, frozenset[str]]:
    found: defaultdict[IRI, set[str]] = defaultdict(set)
    for subject, _, word in store.match(None, annotation):
        if isinstance(subject, IRI) and isinstance(word, Literal):
            found[subject].add(word.lexical.strip().lower())
    return {subject: frozenset(words) for subject, words in found.items()}


def _disjoint(store: Store) -> dict[IRI, frozenset[IRI]]:
    """Pairs of disjoint classes: by owl:disjointWith, owl:complementOf and owl:AllDisjointClasses."""
    found = _merge(_map(store, IRI(OWL + "disjointWith")), _map(store, IRI(OWL + "complementOf")))
    for listed in store.match(None, RDF_TYPE, IRI(OWL + "AllDisjointClasses")):
        members = frozenset(m for t in store.match(listed.subject, _MEMBERS) for m in _list(t.object, store))
        found = _merge(found, {member: members - {member} for member in members})
    return found


def _list(start: Term, store: Store) -> list[IRI]:
    """The IRIs of an RDF list."""
    found: list[IRI] = []
    seen: set[Term] = set()
    while start not in seen and not isinstance(start, Literal):
        seen.add(start)
        found += [t.object for t in store.match(start, _FIRST) if isinstance(t.object, IRI)]
        start = next((t.object for t in store.match(start, _REST)), start)
    return found


def _both_ways(links: Mapping[IRI, frozenset[IRI]]) -> dict[IRI, frozenset[IRI]]:
    return _merge(links, _reverse(links))


def _reverse(links: Mapping[IRI, frozenset[IRI]]) -> dict[IRI, frozenset[IRI]]:
    found: defaultdict[IRI, set[IRI]] = defaultdict(set)
    for subject, values in links.items():
        for value in values:
            found[value].add(subject)
    return {value: frozenset(subjects) for value, subjects in found.items()}


def _merge(one: Mapping[IRI, frozenset[IRI]], other: Mapping[IRI, frozenset[IRI]]) -> dict[IRI, frozenset[IRI]]:
    return {key: one.get(key, frozenset()) | other.get(key, frozenset()) for key in {*one, *other}}


def _closed(links: Mapping[IRI, frozenset[IRI]]) -> dict[IRI, frozenset[IRI]]:
    """For each of the IRIs all that can be reached from it, itself included."""
    return {iri: _reachable(iri, lambda c: links.get(c, frozenset())) for iri in links}


def _union(values: Mapping[IRI, frozenset[IRI]], keys: Iterable[IRI]) -> frozenset[IRI]:
    return frozenset(value for key in keys for value in values.get(key, ()))


def _reachable(start: N, step: Callable[[N], Iterable[N]]) -> frozenset[N]:
    found, frontier = {start}, [start]
    while frontier:
        for following in step(frontier.pop()):
            if following not in found:
                found.add(following)
                frontier.append(following)
    return frozenset(found)
