"""An index of the short texts that a graph has as values: "F", "Captured", "forward"; found by their words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kgqa.ask.english.morphology import noun_bases
from kgqa.ask.form import Relation
from kgqa.ask.labels import ALTERNATIVE, PREFERRED, language_rank
from kgqa.ask.tokens import tokenize
from kgqa.model import RDF, XSD, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kgqa.ask.schema import Schema
    from kgqa.model import IRI
    from kgqa.store import Store

_TEXTS = (XSD + "string", RDF + "langString")
_BRACKETS = frozenset("()[]")
_MOST_WORDS = 8
_LONGEST = 120
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


def read_values(store: Store, schema: Schema, language: str) -> Iterator[Value]:
    """The distinct short texts in the language, by property; names of things and properties with long texts aside.

    What is entailed counts as what is stated. Texts of up to 120 characters are read from properties whose texts
    have at most 80 on average, as a sample tells.
    """
    names = {Relation(label) for label in (*PREFERRED, *ALTERNATIVE)}
    for iri in sorted(schema.properties - schema.unspoken):
        if schema.wider(Relation(iri)) & names or _has_long_texts(store, iri):
            continue
        for literal in _texts(store, f"DISTINCT ?text WHERE {{ ?thing {iri} ?text {_short()} }}"):
            if language_rank(literal, language) is not None:
                yield Value(iri, literal)


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


def _has_long_texts(store: Store, iri: IRI) -> bool:
    lengths = [len(text.lexical) for text in _texts(store, f"?text WHERE {{ ?thing {iri} ?text }}", limit=_SAMPLE)]
    return sum(lengths) > _LONG_ON_AVERAGE * len(lengths)


def _texts(store: Store, query: str, limit: int | None = None) -> Iterator[Literal]:
    found = store.query(f"SELECT {query}", limit=limit)
    for (term,) in getattr(found, "rows", ()):
        if isinstance(term, Literal) and term.datatype in _TEXTS:
            yield term


def _short() -> str:
    kinds = ", ".join(f"<{kind}>" for kind in _TEXTS)
    return f"FILTER(isLiteral(?text) && DATATYPE(?text) IN ({kinds}) && STRLEN(STR(?text)) <= {_LONGEST})"


def _order(value: Value) -> tuple[IRI, str, str]:
    return value.property, value.literal.lexical, value.literal.language or ""
