"""An index of the short texts that a graph has as values: "F", "Captured", "forward"; found by their words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from kgqa.ask.english.morphology import noun_bases
from kgqa.ask.form import Relation
from kgqa.ask.named import Languages
from kgqa.ask.stated import LABELS
from kgqa.ask.tokens import tokenize
from kgqa.model import Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kgqa.ask.schema import Schema
    from kgqa.ask.stated import Stated, Told
    from kgqa.model import IRI
    from kgqa.store import Store

_BRACKETS = frozenset("()[]")
_MOST_WORDS = 8
_LONG_ON_AVERAGE = 80
_SAMPLE = 200


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """A text that some thing has as value of a property."""

    property: IRI
    literal: Literal


@dataclass(frozen=True, slots=True)
class ValueIndex:
    """The distinct values of a graph by their folded words."""

    by_words: Mapping[tuple[str, ...], tuple[Value, ...]] = field(default_factory=dict)

    def lookup(self, words: Sequence[str]) -> tuple[Value, ...]:
        """The values that these folded words write, in the order of properties and texts.

        The last word may be the plural of what is recorded ("dogs": "Dog"), unless it is recorded as it stands.
        """
        key = tuple(word for word in words if word not in _BRACKETS)
        if not key:
            return ()
        for base in noun_bases(key[-1]):
            if found := self.by_words.get((*key[:-1], base)):
                return found
        return ()


def index_values(values: Iterable[Value]) -> ValueIndex:
    """The index of some values; those without a letter (numbers, dates) and those of many words are left out."""
    found: defaultdict[tuple[str, ...], set[Value]] = defaultdict(set)
    for value in values:
        key = value_key(value.literal.lexical)
        if key is not None:
            found[key].add(value)
    return ValueIndex({key: tuple(sorted(same, key=_order)) for key, same in found.items()})


def value_key(text: str) -> tuple[str, ...] | None:
    """The folded words of a value; None for what nobody would say as a word.

    >>> value_key("Grand Master (retired)"), value_key("1001"), value_key("")
    (('grand', 'master', 'retired'), None, None)
    """
    key = tuple(token.folded for token in tokenize(text) if token.folded not in _BRACKETS)
    spoken = len(key) <= _MOST_WORDS and any(character.isalpha() for character in text)
    return key if spoken and key else None


def values_of(
    told: Mapping[IRI, Iterable[Told]], entailed: Stated, store: Store, schema: Schema, language: str
) -> Iterator[Value]:
    """The values in the language: of the texts that are `told` by sources, by property, and of those entailed.

    No names of things, and nothing of a property that is unspoken or whose texts have more than 80 characters on
    average, as a sample tells.
    """
    fits = Languages(language)
    for iri in sorted(schema.properties - schema.unspoken):
        if not _names_things(iri, schema):
            texts = {(text, tag) for _, text, tag in chain(told.get(iri, ()), entailed.texts(iri)) if fits[tag]}
            if texts and not _has_long_texts(store, iri):
                yield from (Value(iri, Literal(text, language=tag or None)) for text, tag in texts)


def broadest(values: Sequence[Value], schema: Schema) -> tuple[Value, ...]:
    """The values without those of which another one, of a wider property and the same text, is entailed.

    Of properties that mean the same the first by IRI stays.
    """
    kept: list[Value] = []
    for value in sorted(values, key=_order):
        others = [other for other in values if other.literal == value.literal and other != value]
        if not any(
            _covers(other, value, schema) and (other in kept or not _covers(value, other, schema)) for other in others
        ):
            kept.append(value)
    return tuple(kept)


def _covers(other: Value, value: Value, schema: Schema) -> bool:
    return Relation(other.property) in schema.wider(Relation(value.property))


def _names_things(iri: IRI, schema: Schema) -> bool:
    return not schema.wider(Relation(iri)).isdisjoint(map(Relation, LABELS))


def _has_long_texts(store: Store, iri: IRI) -> bool:
    found = store.query(f"SELECT ?text WHERE {{ ?thing {iri} ?text }}", limit=_SAMPLE)
    texts = [term.lexical for (term,) in getattr(found, "rows", ()) if isinstance(term, Literal)]
    return sum(map(len, texts)) > _LONG_ON_AVERAGE * len(texts)


def _order(value: Value) -> tuple[IRI, str, str]:
    return value.property, value.literal.lexical, value.literal.language or ""
