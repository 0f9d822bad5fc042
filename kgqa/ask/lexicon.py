"""The words of a graph: names of things, nouns and verbs for properties, nouns for classes.

Compiled from the graph alone: labels in the question's language or untagged, else words cut from IRIs.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from typing import Literal as OneOf

from kgqa.ask.english.wording import Wording, noun_keys, verb_keys
from kgqa.ask.form import Relation
from kgqa.ask.index_file import kept
from kgqa.ask.labels import Labels
from kgqa.ask.name_arrays import name_arrays
from kgqa.ask.named import names_of_things, records
from kgqa.ask.names import NameIndex
from kgqa.ask.naming_columns import naming_columns
from kgqa.ask.scales import Scales, read_scales
from kgqa.ask.schema import Schema, read_schema
from kgqa.ask.stated import StatedInClosure, StatedInStore
from kgqa.ask.values import ValueIndex, index_values, value_arrays, values_of
from kgqa.ask.worded import MOST_WORDS, WEAKER, weaker_wordings, worded_classes, worded_properties, words_of
from kgqa.dates import is_date
from kgqa.model import IRI, OWL_SAME_AS, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kgqa.ask.stated import Stated
    from kgqa.ask.texts import Arrays
    from kgqa.reason import Closure
    from kgqa.store import Store

_LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a word of the vocabulary may mean.

    A verb keeps its preposition; `strict`: it means this only together with it, since the bare verb means something
    else ("born in" beside "born"). `stative`: after "is" it tells what lasts ("married"), not when it began. `rank`:
    how far the word is from the preferred label.
    """

    kind: OneOf["noun", "verb", "class"]
    relation: Relation | None = None
    class_iri: IRI | None = None
    preposition: str | None = None
    strict: bool = False
    stative: bool = False
    rank: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the words of a question may mean in one graph, and how its terms are said.

    `nouns` and `verbs` lead from keys (see `wording.noun_keys`) to senses; `said` holds the preferred wording of a
    relation; `containers` are the properties by which things lie in one another ("located in"), by their own words,
    that are declared transitive or seen to lead on from what they lead to; `same_as` is whether the graph knows things
    under several IRIs; `dated` are properties said with verbs that lead to dates; `values` are the short texts that
    things have as values; `scales` are the words of measures.
    """

    language: str
    schema: Schema
    labels: Labels
    names: NameIndex
    nouns: Mapping[str, tuple[Sense, ...]]
    verbs: Mapping[str, tuple[Sense, ...]]
    said: Mapping[Relation, Wording]
    containers: frozenset[IRI]
    same_as: bool
    dated: frozenset[IRI] = frozenset()
    values: ValueIndex = field(default_factory=lambda: index_values(()))
    scales: Scales = field(default_factory=Scales)
    made: dict[type, object] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What is made of the lexicon once, by its type, and lives as long."""

    def has_word(self, word: str, *, surely: bool = False) -> bool:
        """Whether a property or class is called by this word alone, in any inflection; `surely`: not only by a part."""
        nouns = (sense for key in noun_keys((word,)) for sense in self.nouns.get(key, ()))
        verbs = (sense for key in verb_keys((word,)) for sense in self.verbs.get(key, ()))
        return any(not surely or sense.rank < WEAKER for sense in (*nouns, *verbs))

    def said_of(self, iri: IRI) -> str | None:
        """The words for the value of a property; None when there are none."""
        said = self.said.get(Relation(iri))
        return None if said is None else said.text

    @classmethod
    def build(cls, store: Store, language: str, closure: Closure | None = None) -> Lexicon:
        """Compile the lexicon of a graph (what is entailed included) for questions in `language`.

        With `closure`, which must be that of the store's facts, it is quicker on large graphs.
        """
        stated, schema, labels, (names, values) = _indexed(store, language, closure)
        worded = list(worded_properties(store, schema, labels, language))
        classes = list(worded_classes(store, schema, language))
        weak = [pair for pair in weaker_wordings(store, schema, language) if len(pair[1].words) <= MOST_WORDS]
        return cls(
            language=language,
            schema=schema,
            labels=labels,
            names=names,
            nouns=_general(_index((*worded, *weak), classes, "noun"), schema, (*worded, *weak)),
            verbs=_stative(_strict(_general(_index((*worded, *weak), (), "verb"), schema, (*worded, *weak))), schema),
            said=_said(worded, schema, labels),
            containers=frozenset(
                r.property
                for r, said in worded
                if said.contains and (r.property in schema.transitive or _chains(r.property, stated, schema))
            ),
            dated=frozenset(r.property for r, said in worded if said.kind == "verb" and _is_dated(r.property, store)),
            values=values,
            scales=read_scales(store, language),
            same_as=any(t.subject != t.object for t in store.match(None, OWL_SAME_AS)),
        )


def keep_indexes(store: Store, language: str, closure: Closure) -> None:
    """Make the indexes that are kept beside a revision, so that its first reader need not."""
    _indexed(store, language, closure)


def _indexed(
    store: Store, language: str, closure: Closure | None
) -> tuple[Stated, Schema, Labels, tuple[NameIndex, ValueIndex]]:
    stated = StatedInStore(store) if closure is None else StatedInClosure(closure)
    schema, labels = read_schema(store, stated), Labels(store, language)
    labels.naming = naming_columns(store, schema, labels.has, lambda iri: words_of(iri, store, language))
    return stated, schema, labels, _indexes(store, stated, schema, labels)


def _is_dated(iri: IRI, store: Store) -> bool:
    """Whether the property leads to dates, by the first fact that there is."""
    first = next(iter(store.match(None, iri)), None)
    return first is not None and isinstance(first.object, Literal) and is_date(first.object.datatype)


def _chains(iri: IRI, stated: Stated, schema: Schema) -> bool:
    """Whether what lies in something lies in what that lies in: an office in a city that is in a country.

    Not where other kinds of things are declared at both ends: then a thing with two kinds is an accident.
    """
    starts, ends = schema.subjects(Relation(iri)), schema.values(Relation(iri))
    above = {kind: schema.classes_above(kind) for kind in (*starts, *ends)}
    if starts and ends and not any(a in above[b] or b in above[a] for a in starts for b in ends):
        return False
    return stated.chains(iri)


def _index(
    worded: Iterable[tuple[Relation, Wording]], classes: Iterable[tuple[IRI, Wording]], kind: str
) -> dict[str, list[Sense]]:
    keys = noun_keys if kind == "noun" else verb_keys
    found: defaultdict[str, dict[Sense, None]] = defaultdict(dict)
    for relation, said in worded:
        if said.kind == kind:
            sense = Sense(said.kind, relation, preposition=said.preposition, rank=said.rank)
            for key in keys(said.words):
                found[key].setdefault(sense, None)
    for iri, said in classes:
        for key in noun_keys(said.words):
            found[key].setdefault(Sense("class", class_iri=iri, rank=said.rank), None)
    return {key: list(senses) for key, senses in found.items()}


def _general(
    index: Mapping[str, list[Sense]], schema: Schema, worded: Iterable[tuple[Relation, Wording]]
) -> dict[str, tuple[Sense, ...]]:
    """Of senses that one entails, only the most general; of equivalent ones the first as ordered here."""
    wider = {relation: schema.wider(relation) for relation, _ in worded}
    labelled = {relation: k for k, (relation, _) in reversed(list(enumerate(worded)))}
    sure = {key: [s for s in senses if not _is_half(s, senses, wider)] for key, senses in index.items()}
    return {key: tuple(_most_general(senses, wider, labelled, schema)) for key, senses in sure.items()}


def _is_half(sense: Sense, senses: Iterable[Sense], wider: Mapping[Relation, frozenset[Relation]]) -> bool:
    """Whether the word has a meaning of its own that is narrower than this weaker one: a part of "uncle or aunt"."""
    return sense.rank >= WEAKER and any(
        other.rank < WEAKER and other.relation is not None and sense.relation in wider.get(other.relation, ())
        for other in senses
    )


def _strict(verbs: Mapping[str, tuple[Sense, ...]]) -> dict[str, tuple[Sense, ...]]:
    bare = {key for key, senses in verbs.items() if any(sense.preposition is None for sense in senses)}
    return {
        key: tuple(replace(s, strict=key in bare and s.preposition is not None) for s in senses)
        for key, senses in verbs.items()
    }


def _stative(verbs: Mapping[str, tuple[Sense, ...]], schema: Schema) -> dict[str, tuple[Sense, ...]]:
    """Verbs that may also say a symmetric relation: "married" on a day, and to somebody."""
    lasting = {key for key, senses in verbs.items() if any(_is_symmetric(sense, schema) for sense in senses)}
    return {key: tuple(replace(s, stative=key in lasting) for s in senses) for key, senses in verbs.items()}


def _is_symmetric(sense: Sense, schema: Schema) -> bool:
    return sense.relation is not None and sense.relation.property in schema.symmetric


def _most_general(
    senses: list[Sense],
    wider: Mapping[Relation, frozenset[Relation]],
    order: Mapping[Relation, int],
    schema: Schema,
) -> list[Sense]:
    kept: list[Sense] = []
    for sense in sorted(senses, key=lambda s: _rank(s, order)):
        if not any(
            _covers(other, sense, wider, schema)
            for other in senses
            if other != sense and (other in kept or not _covers(sense, other, wider, schema))
        ):
            kept.append(sense)
    return kept


def _rank(sense: Sense, order: Mapping[Relation, int]) -> tuple[int, int, str]:
    if sense.relation is None:
        return (1, 0, sense.class_iri.value if sense.class_iri else "")
    return (0, order.get(sense.relation, 0), sense.relation.property.value)


def _covers(other: Sense, sense: Sense, wider: Mapping[Relation, frozenset[Relation]], schema: Schema) -> bool:
    """Whether everything that `sense` says `other` says too, in the same kind of words."""
    if other.kind != sense.kind or other.preposition != sense.preposition or other.rank > sense.rank:
        return False
    if sense.relation is not None:
        return other.relation in wider[sense.relation]
    return sense.class_iri is not None and other.class_iri in schema.classes_above(sense.class_iri)


def _said(worded: Sequence[tuple[Relation, Wording]], schema: Schema, labels: Labels) -> dict[Relation, Wording]:
    """The first wording of each relation, nouns before verbs.

    A relation without a label borrows from one that means the same, or from an inverse.
    """
    labelled = {relation.property for relation, _ in worded if labels.has(relation.property)}
    ordered = sorted(worded, key=lambda pair: (pair[1].kind != "noun", pair[0].property not in labelled))
    found: dict[Relation, Wording] = {}
    for relation, said in ordered:
        found.setdefault(relation, said)
    for relation, said in ordered:
        if relation.property not in labelled:
            better = sorted(same for same in schema.same(relation) if same.property in labelled and same in found)
            found[relation] = found[better[0]] if better else found[relation]
        elif said.kind == "noun":
            for same in schema.same(relation):
                found.setdefault(same, said)
    return found


def _indexes(store: Store, stated: Stated, schema: Schema, labels: Labels) -> tuple[NameIndex, ValueIndex]:
    """What things are called, and the texts that they have as values; kept beside the store's closure."""

    def built() -> Arrays:
        with uncollected():
            return _arrays(store, stated, schema, labels)

    arrays = kept(store, labels.language, built)
    return NameIndex(arrays), ValueIndex(arrays)


def _arrays(store: Store, stated: Stated, schema: Schema, labels: Labels) -> Arrays:
    entailed, language = stated.entailed(), labels.language
    told = {iri: stated.texts(iri) for iri in stated.textual(schema.used)}
    titles = ((thing, text) for rows in told.values() for thing, text, _ in rows if len(text) < _LONGEST_TITLE)
    names = names_of_things(stated, store, schema, language, labels.naming)
    return {
        **name_arrays(names, records(store, schema), titles),
        **value_arrays(values_of(told, entailed, store, schema, language)),
    }


@contextmanager
def uncollected() -> Iterator[None]:
    """A block that makes millions of objects and no cycles: looking for some would take a third of its time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
