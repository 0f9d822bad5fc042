"""What two things have in common: values, classes, and what points to both; the rarest first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby, islice
from typing import TYPE_CHECKING

from kgqa.ask.climb import values
from kgqa.ask.english.relations import in_common, same_classes, same_values
from kgqa.ask.form import Relation
from kgqa.ask.nearest import nearest
from kgqa.ask.schema import is_built_in
from kgqa.ask.ways import read_ways
from kgqa.model import IRI, RDF_TYPE, BlankNode, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kgqa.ask.lexicon import Lexicon
    from kgqa.ask.schema import Schema
    from kgqa.ask.ways import Ways
    from kgqa.model import Term
    from kgqa.store import Store

MOST_TOLD = 10
MOST_FACTS = 5_000
"""Facts about one thing, in one direction, that are compared."""
MOST_NAMED = 5
"""Values of one relation that are told by name."""
_LIMITS = (4, 32, 256)
"""How many bearers of a value are counted, one bound after the other until enough rare ones are known."""


@dataclass(frozen=True, slots=True)
class Common:
    """One relation (None: being of a class) in which two things have the same `values`; `facts` say so of both.

    `bearers` is how many things at least have the rarest of the values.
    """

    relation: Relation | None
    values: tuple[Term, ...]
    facts: tuple[Triple, ...]
    bearers: int


@dataclass(frozen=True, slots=True)
class Shared:
    """What two things have in common, the most telling first, and the sentence that tells it."""

    common: tuple[Common, ...]
    text: str


_Pair = tuple[Relation, "Term"]


def shared(one: IRI, other: IRI, lexicon: Lexicon, store: Store, ways: Ways | None = None) -> Shared:
    """What `one` and `other` have in common, at most `MOST_TOLD` relations: those with the rarest values.

    What a narrower relation says already with the same value, and superclasses of a common class, are left out; of
    the properties that an ontology marks to name relations (kgqa:namesRelation) only the closest are told. `ways` is
    what `read_ways` gives for the graph, for those who ask more than once.
    """
    ends = _Ends(one, other, ways or read_ways(lexicon, store), lexicon, store)
    both = ends.pairs(one) & ends.pairs(other) | ends.closest()
    pairs = _narrowest({(relation, value) for relation, value in both if value not in (one, other)}, lexicon.schema)
    rare = _by_rarity(pairs, store)
    common = list(_grouped(rare, one, other, lexicon))[:MOST_TOLD]
    names = [lexicon.labels.of(thing) for thing in (one, other)]
    return Shared(tuple(common), in_common(names[0], names[1], [_clause(part, lexicon) for part in common]))


@dataclass(frozen=True, slots=True)
class _Ends:
    """The two things, and what is known of their graph."""

    one: IRI
    other: IRI
    ways: Ways
    lexicon: Lexicon
    store: Store

    def pairs(self, thing: IRI) -> set[_Pair]:
        """The relations of a thing with their values, but those that are marked to name how things are related.

        Relations without words are left out, and values without names.
        """
        facts = [fact for facts in self._facts(thing) for fact in islice(facts, MOST_FACTS)]
        found = (
            (Relation(f.predicate, f.subject != thing), f.object if f.subject == thing else f.subject) for f in facts
        )
        return {(relation, value) for relation, value in found if self._is_told(relation, value)}

    def _facts(self, thing: IRI) -> Iterator[Iterable[Triple]]:
        """All facts about a thing; property by property where ontologies have derived thousands of relations."""
        if not self.ways.marked:
            yield from (self.store.match(thing), self.store.match(None, None, thing))
            return
        yield self.store.match(thing, RDF_TYPE)
        for iri in sorted({relation.property for relation in self.lexicon.said} - self.ways.named - self.ways.aligned):
            yield from (self.store.match(thing, iri), self.store.match(None, iri, thing))

    def _is_told(self, relation: Relation, value: Term) -> bool:
        if relation.property == RDF_TYPE:
            kind = isinstance(value, IRI) and not relation.inverse and not is_built_in(value.value)
            return kind and value not in self.lexicon.schema.unspoken
        said = self.lexicon.said
        worded = relation in said or relation.reversed() in said
        return worded and not isinstance(value, BlankNode) and not is_built_in(relation.property.value)

    def closest(self) -> set[_Pair]:
        """What both have in marked relations of the lowest rank with any; of "somewhere above" only the nearest."""
        marked = sorted(self.ways.named, key=lambda iri: (self.ways.rank(iri), iri)) if self.ways.marked else ()
        for _, group in groupby(marked, key=self.ways.rank):
            found = {(Relation(iri), value) for iri in group for value in self._same(Relation(iri))}
            if found:
                return found
        return set()

    def _same(self, relation: Relation) -> Iterable[Term]:
        if relation.property in self.ways.vague:
            near = nearest(self.one, self.other, relation, self.lexicon, self.store, ways=self.ways)
            return near.values if near else ()
        mine, theirs = (
            {value for value, _ in islice(values(thing, (relation,), self.store), MOST_FACTS)}
            for thing in (self.one, self.other)
        )
        return (mine & theirs) - {self.one, self.other}


def _narrowest(pairs: set[_Pair], schema: Schema) -> list[_Pair]:
    """Of relations that lead to the same value only those that say most, of equal ones the first."""
    by_value: defaultdict[Term, list[Relation]] = defaultdict(list)
    for relation, value in pairs:
        if relation.property != RDF_TYPE:
            by_value[value].append(relation)
    wider = {relation: schema.wider(relation) for relation in {r for relations in by_value.values() for r in relations}}
    found = [
        (relation, value)
        for value, relations in by_value.items()
        for relation in relations
        if not any(_says_less(relation, than, wider[relation], wider[than]) for than in relations)
    ]
    return found + [
        (Relation(RDF_TYPE), kind) for kind in _lowest({v for r, v in pairs if r.property == RDF_TYPE}, schema)
    ]


def _says_less(relation: Relation, than: Relation, wider: frozenset[Relation], wider_than: frozenset[Relation]) -> bool:
    if relation == than or relation not in wider_than:
        return False
    return than not in wider or than < relation


def _lowest(classes: set[Term], schema: Schema) -> Iterator[Term]:
    kinds = sorted(kind for kind in classes if isinstance(kind, IRI))
    for kind in kinds:
        below = [k for k in kinds if k != kind and kind in schema.classes_above(k)]
        if all(k in schema.classes_above(kind) and kind < k for k in below):
            yield kind


def _by_rarity(pairs: Sequence[_Pair], store: Store) -> list[tuple[int, _Pair]]:
    """The pairs with the number of things that bear each, rarest first; the commonest are not counted to the end."""
    counted: list[tuple[int, _Pair]] = []
    left = sorted(pairs, key=str)
    for limit in _LIMITS:
        counts = [(sum(1 for _ in islice(_bearers(pair, store), limit)), pair) for pair in left]
        counted += sorted((entry for entry in counts if entry[0] < limit), key=_place)
        left = [pair for count, pair in counts if count == limit]
        if len({relation for _, (relation, _) in counted}) >= MOST_TOLD:
            break
    return [*counted, *((_LIMITS[-1], pair) for pair in left)]


def _place(entry: tuple[int, _Pair]) -> tuple[int, str]:
    return (entry[0], str(entry[1]))


def _bearers(pair: _Pair, store: Store) -> Iterable[Triple]:
    relation, value = pair
    return store.match(value, relation.property) if relation.inverse else store.match(None, relation.property, value)


def _grouped(rare: Sequence[tuple[int, _Pair]], one: IRI, other: IRI, lexicon: Lexicon) -> Iterator[Common]:
    """The pairs of each relation together, in the order of the rarest of each."""
    groups: defaultdict[Relation, list[tuple[int, Term]]] = defaultdict(list)
    for count, (relation, value) in rare:
        groups[relation].append((count, value))
    for relation, entries in groups.items():
        ordered = sorted((count, lexicon.labels.of(value), str(value), value) for count, value in entries)
        facts = (_fact(thing, relation, value) for *_, value in ordered for thing in (one, other))
        kind = None if relation.property == RDF_TYPE else relation
        yield Common(kind, tuple(value for *_, value in ordered), tuple(facts), ordered[0][0])


def _fact(thing: IRI, relation: Relation, value: Term) -> Triple:
    return Triple(value, relation.property, thing) if relation.inverse else Triple(thing, relation.property, value)


def _clause(part: Common, lexicon: Lexicon) -> str:
    labels = [lexicon.labels.of(value) for value in part.values]
    if part.relation is None:
        return same_classes(labels)
    said = lexicon.said.get(part.relation)
    turned = said is None
    if said is None:
        said = lexicon.said[part.relation.reversed()]
    return same_values(said, labels, MOST_NAMED, turned=turned)
