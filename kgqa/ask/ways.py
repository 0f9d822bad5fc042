"""What a graph says about telling how things are related: which properties name relations, steps, degrees, ranks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kgqa.ask.degree import Apart, Degree
from kgqa.ask.form import Relation
from kgqa.ask.labels import language_rank
from kgqa.ask.schema import SUBPROPERTY
from kgqa.model import IRI, KGQA, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kgqa.ask.hop import Hop
    from kgqa.ask.lexicon import Lexicon
    from kgqa.ask.schema import Schema
    from kgqa.model import Term
    from kgqa.store import Store

NAMES = IRI(KGQA + "namesRelation")
RANK = IRI(KGQA + "relationRank")
STEP = IRI(KGQA + "relationStep")
DEGREE = IRI(KGQA + "degree")
_TEMPLATE, _OF_CLASS, _PER_STEP = IRI(KGQA + "template"), IRI(KGQA + "ofClass"), IRI(KGQA + "rankPerStep")
_LEAST = IRI(KGQA + "leastUp"), IRI(KGQA + "leastDown")
_MOST = IRI(KGQA + "mostUp"), IRI(KGQA + "mostDown")
UNRANKED = 1_000_000
"""The rank of a relation that has none."""


@dataclass(frozen=True, slots=True)
class Ways:
    """How things may be said to be related in one graph.

    `named` are the properties that name relations and `marked` whether the ontology says which; `steps` the relations
    that chains are made of; `degrees` the patterns by the property that leads up; `vague` the properties that say
    "somewhere above" or "below" only: transitive ones and their inverses; `wider` what else holds where a property
    does; `aligned` the properties of other vocabularies that are wider or narrower than a named one.
    """

    named: frozenset[IRI]
    marked: bool
    ranks: Mapping[IRI, int]
    steps: tuple[Relation, ...]
    degrees: Mapping[IRI, tuple[Degree, ...]]
    vague: frozenset[IRI]
    wider: Mapping[IRI, frozenset[Relation]]
    aligned: frozenset[IRI]

    def rank(self, iri: IRI) -> int:
        """The place of a property among relations: the lower is told first."""
        return self.ranks.get(iri, UNRANKED)

    def is_step(self, hop: Hop) -> bool:
        """Whether the hop is a single step, by whatever narrower property."""
        return hop.relation is not None and any(self._holds(step, hop.relation) for step in self.steps)

    def says_less(self, hop: Hop, other: Hop) -> bool:
        """Whether a hop holds wherever the other does, and is not the same."""
        if hop.relation is None or other.relation is None:
            return False
        return self._holds(hop.relation, other.relation) and not self._holds(other.relation, hop.relation)

    def _holds(self, relation: Relation, where: Relation) -> bool:
        looked_for = relation.reversed() if where.inverse else relation
        return looked_for in self.wider.get(where.property, frozenset())


def read_ways(lexicon: Lexicon, store: Store) -> Ways:
    """What the graph declares; without any mark every spoken property between things names a relation.

    Kept with the lexicon of the graph.
    """
    kept = lexicon.made.get(Ways)
    if not isinstance(kept, _Kept) or kept.store is not store:
        kept = lexicon.made[Ways] = _Kept(store, _read(lexicon, store))
    return kept.ways


class _Kept(NamedTuple):
    store: Store
    ways: Ways


def _read(lexicon: Lexicon, store: Store) -> Ways:
    schema = lexicon.schema
    marks = {mark for predicate in _with_narrower(NAMES, store) for mark in _true(predicate, store)}
    named = frozenset(marks) or _between_things(schema)
    wider = {iri: schema.wider(Relation(iri)) for iri in named}
    return Ways(
        named=named,
        marked=bool(marks),
        ranks={
            fact.subject: _number(fact.object)
            for predicate in _with_narrower(RANK, store)
            for fact in store.match(None, predicate)
            if isinstance(fact.subject, IRI)
        },
        steps=tuple(_steps(named, bool(marks), wider, schema, store)),
        degrees=_degrees(lexicon.language, store),
        vague=frozenset(
            iri for iri in named if any(r.property in schema.transitive for r in schema.same(Relation(iri)))
        ),
        wider=wider,
        aligned=_aligned(named, wider, schema),
    )


def _steps(
    named: frozenset[IRI], marked: bool, wider: Mapping[IRI, frozenset[Relation]], schema: Schema, store: Store
) -> Iterator[Relation]:
    """The widest of the properties that are marked as steps or stated; both ways where no inverse is among them."""
    stated = named & schema.used
    chosen = stated | {iri for iri in set(_true(STEP, store)) & named if any(store.match(None, iri))}
    widest = {iri for iri in chosen if not any(_wider_one(iri, other, wider) for other in chosen if other != iri)}
    for iri in sorted(widest):
        yield Relation(iri)
        turned = {relation.property for relation in wider[iri] if relation.inverse}
        if not marked or not turned & (widest | {iri}):
            yield Relation(iri, inverse=True)


def _wider_one(iri: IRI, other: IRI, wider: Mapping[IRI, frozenset[Relation]]) -> bool:
    """Whether `other` says less than `iri`; of two that mean the same, the first says less."""
    if Relation(other) not in wider[iri]:
        return False
    return Relation(iri) not in wider[other] or other < iri


def _between_things(schema: Schema) -> frozenset[IRI]:
    return frozenset(iri for iri in schema.used - schema.unspoken if iri in schema.properties)


def _aligned(named: frozenset[IRI], wider: Mapping[IRI, frozenset[Relation]], schema: Schema) -> frozenset[IRI]:
    above = {relation.property for relations in wider.values() for relation in relations}
    others = schema.properties - named
    below = {iri for iri in others if any(r.property in named for r in schema.wider(Relation(iri)))}
    return frozenset((above | below) - named)


def _degrees(language: str, store: Store) -> dict[IRI, tuple[Degree, ...]]:
    found: defaultdict[IRI, list[Degree]] = defaultdict(list)
    for fact in sorted(store.match(None, DEGREE), key=str):
        if isinstance(fact.subject, IRI) and not isinstance(fact.object, Literal):
            found[fact.subject] += _degree(fact.object, language, store)
    return {iri: tuple(sorted(degrees, key=lambda d: (d.rank, d.template))) for iri, degrees in found.items()}


def _degree(node: Term, language: str, store: Store) -> Iterator[Degree]:
    texts = [fact.object for fact in store.match(node, _TEMPLATE)]
    for text in texts:
        if isinstance(text, Literal) and language_rank(text, language) is not None:
            classes = (fact.object for fact in store.match(node, _OF_CLASS) if isinstance(fact.object, IRI))
            up, down = (_given(node, predicate, store) for predicate in _MOST)
            yield Degree(
                template=text.lexical,
                least=Apart(*(_given(node, predicate, store) or 0 for predicate in _LEAST)),
                most=(up, down),
                of_class=next(classes, None),
                rank=next(filter(None, (_given(node, p, store) for p in _with_narrower(RANK, store))), 0),
                rank_per_step=_given(node, _PER_STEP, store) or 0,
            )


def _with_narrower(predicate: IRI, store: Store) -> list[IRI]:
    """An annotation and those declared to be narrower."""
    narrower = {fact.subject for fact in store.match(None, SUBPROPERTY, predicate) if isinstance(fact.subject, IRI)}
    return [predicate, *sorted(narrower - {predicate})]


def _true(predicate: IRI, store: Store) -> Iterator[IRI]:
    for fact in store.match(None, predicate):
        if isinstance(fact.subject, IRI) and isinstance(fact.object, Literal) and fact.object.lexical in {"true", "1"}:
            yield fact.subject


def _given(node: Term, predicate: IRI, store: Store) -> int | None:
    numbers = [_number(fact.object) for fact in store.match(node, predicate)]
    return min(numbers, default=None)


def _number(value: Term) -> int:
    try:
        return int(value.lexical) if isinstance(value, Literal) else UNRANKED
    except ValueError:
        return UNRANKED
