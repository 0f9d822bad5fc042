"""An index of the short texts that a graph has as values: "F", "Captured", "forward"; found by their words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from kgqa.ask.english.morphology import noun_bases
from kgqa.ask.form import Relation
from kgqa.ask.named import Languages
from kgqa.ask.stated import LABELS
from kgqa.ask.texts import BySum, Texts, by_sum, packed, seen, sum_of
from kgqa.ask.tokens import tokenize
from kgqa.model import IRI, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from kgqa.ask.schema import Schema
    from kgqa.ask.stated import Telling, Told
    from kgqa.ask.texts import Arrays
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


class ValueIndex:
    """The distinct values of a graph by their folded words, in the arrays that `value_arrays` makes."""

    def __init__(self, arrays: Arrays) -> None:
        self.arrays = arrays
        self._texts, self._properties = Texts(arrays, "value"), Texts(arrays, "valued")
        self._property_of = seen(arrays["property_of"])
        self._by_words = BySum(arrays, "said")

    def __len__(self) -> int:
        return len(self._texts)

    def lookup(self, words: Sequence[str]) -> tuple[Value, ...]:
        """The values that these folded words write, in the order of properties and texts.

        The last word may be the plural of what is recorded ("dogs": "Dog"), unless it is recorded as it stands.
        """
        key = tuple(word for word in words if word not in _BRACKETS)
        if not key:
            return ()
        for base in noun_bases(key[-1]):
            if found := self._written((*key[:-1], base)):
                return tuple(sorted(found, key=_order))
        return ()

    def _written(self, key: tuple[str, ...]) -> list[Value]:
        said = " ".join(key)
        numbers = self._by_words.of(sum_of(said))
        return [v for v in map(self._value, numbers) if _is_written(v.literal.lexical, said, key)]

    def _value(self, number: int) -> Value:
        tag, _, text = self._texts[number].partition("\0")
        return Value(IRI(self._properties[self._property_of[number]]), Literal(text, language=tag or None))


def _is_written(text: str, said: str, key: tuple[str, ...]) -> bool:
    # Most values are plain words: to take them apart costs more than to find them.
    return (text.isalpha() and text.lower() == said) or value_key(text) == key


def index_values(values: Iterable[Value]) -> ValueIndex:
    """The index of some values; those without a letter (numbers, dates) and those of many words are left out."""
    return ValueIndex(value_arrays((v.property.value, v.literal.lexical, v.literal.language or "") for v in values))


def value_arrays(values: Iterable[tuple[str, str, str]]) -> dict[str, NDArray[Any]]:
    """The arrays of a `ValueIndex`, from properties, texts and their language tags ("": none)."""
    import numpy as np

    rows, sums = [], []
    folded = _Folded()
    for row in dict.fromkeys(values):
        key = _key(row[1], folded)
        if key is not None:
            rows.append(row)
            sums.append(sum_of(" ".join(key)))
    properties = list(dict.fromkeys(name for name, _, _ in rows))
    places = {name: place for place, name in enumerate(properties)}
    return {
        **packed("value", [f"{tag}\0{text}" for _, text, tag in rows]),
        **packed("valued", properties),
        "property_of": np.array([places[name] for name, _, _ in rows], np.int32),
        **by_sum("said", np.array(sums, np.int64)),
    }


def value_key(text: str) -> tuple[str, ...] | None:
    """The folded words of a value; None for what nobody would say as a word.

    >>> value_key("Grand Master (retired)"), value_key("1001"), value_key("")
    (('grand', 'master', 'retired'), None, None)
    """
    return _key(text, _Folded())


class _Folded(dict[str, tuple[str, ...]]):
    """The folded words of what stands between two spaces, kept once it has been read."""

    def __missing__(self, piece: str) -> tuple[str, ...]:
        words = (token.folded for token in tokenize(piece))
        found = self[piece] = tuple(word for word in words if word not in _BRACKETS)
        return found


def _key(text: str, folded: _Folded) -> tuple[str, ...] | None:
    key = tuple(chain.from_iterable(map(folded.__getitem__, text.split())))
    spoken = 0 < len(key) <= _MOST_WORDS and (text.isalpha() or any(map(str.isalpha, text)))
    return key if spoken else None


def values_of(
    told: Mapping[IRI, Iterable[Told]], entailed: Telling, store: Store, schema: Schema, language: str
) -> Iterator[tuple[str, str, str]]:
    """The values in the language, as `value_arrays` takes them.

    They are those that are `told` by sources, by property, and those that are entailed; but no names of things, and
    nothing of a property that is unspoken or whose texts have more than 80 characters on average, as a sample tells.
    """
    fits = Languages(language)
    for iri in sorted(schema.properties - schema.unspoken):
        if not _names_things(iri, schema):
            texts = {(text, tag) for _, text, tag in chain(told.get(iri, ()), entailed.texts(iri)) if fits[tag]}
            if texts and not _has_long_texts(store, iri):
                yield from ((iri.value, text, tag) for text, tag in texts)


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
