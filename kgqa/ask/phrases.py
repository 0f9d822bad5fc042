"""The words for properties and classes as phrases that a question can be continued with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from typing import Literal as OneOf

from kgqa.ask.english.morphology import plural
from kgqa.ask.english.wording import wording
from kgqa.ask.tokens import tokenize
from kgqa.ask.worded import INVERSE_LABEL, words_of
from kgqa.model import IRI, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.lexicon import Lexicon
    from kgqa.store import Store

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words for a property or a class: `folded` is what is compared, `description` what they are used of.

    `rank`: 0 for the preferred label, 1 for any other; `several`: the plural.
    """

    text: str
    folded: str
    kind: OneOf["property", "class"]
    iri: IRI
    description: str
    rank: int
    several: bool = False


def phrases(lexicon: Lexicon, store: Store) -> tuple[Phrase, ...]:
    """All phrases of a graph, preferred labels first, then shorter ones; nouns in the singular and in the plural."""
    found: dict[tuple[str, str], Phrase] = {}
    for phrase in (*_of_properties(lexicon, store), *_of_classes(lexicon, store)):
        found.setdefault((phrase.folded, phrase.kind), phrase)
    return tuple(sorted(found.values(), key=lambda p: (p.rank, len(p.folded), p.folded)))


def _of_properties(lexicon: Lexicon, store: Store) -> Iterator[Phrase]:
    schema = lexicon.schema
    for iri in sorted(schema.properties - schema.unspoken, key=lambda p: (not lexicon.labels.has(p), p)):
        about = _about(iri, lexicon)
        inverse = [t.object.lexical for t in store.match(iri, INVERSE_LABEL) if isinstance(t.object, Literal)]
        for place, text in enumerate((*words_of(iri, store, lexicon.language), *inverse)):
            said = wording(text)
            if said is None:
                continue
            spoken = said.text if said.kind == "noun" else text
            made = Phrase(spoken, folded_words(spoken), "property", iri, about, min(place, 1))
            yield from _both(made) if said.kind == "noun" else (made,)


def _of_classes(lexicon: Lexicon, store: Store) -> Iterator[Phrase]:
    schema = lexicon.schema
    for iri in sorted(schema.classes - schema.unspoken):
        for place, text in enumerate(words_of(iri, store, lexicon.language)):
            yield from _both(Phrase(text, folded_words(text), "class", iri, "", min(place, 1)))


def _both(one: Phrase) -> Iterator[Phrase]:
    many = plural(one.text)
    yield one
    yield replace(one, text=many, folded=folded_words(many), several=True)


def _about(iri: IRI, lexicon: Lexicon) -> str:
    """What has the property, and what its values are, as declared: "of a person: a place"."""
    schema, label = lexicon.schema, lexicon.labels.of
    ends = [sorted(label(c) for c in found.get(iri, ())) for found in (schema.domains, schema.ranges)]
    subjects, values = (" or ".join(end) if len(end) <= _MOST_NAMED else "" for end in ends)
    return ", ".join(part for part in (subjects and f"of: {subjects}", values and f"gives: {values}") if part)


def folded_words(text: str) -> str:
    """The words of a text as they are compared, with one space between them."""
    return " ".join(token.folded for token in tokenize(text))
