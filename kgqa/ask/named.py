"""What the things of a graph are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.labels import language_rank, local_words
from kgqa.ask.schema import is_built_in
from kgqa.ask.stated import LABELS
from kgqa.model import OWL, RDFS, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.naming_columns import Naming
    from kgqa.ask.schema import Schema
    from kgqa.ask.stated import Stated
    from kgqa.store import Store

_DATA = frozenset((OWL + "NamedIndividual", OWL + "Thing", RDFS + "Resource"))


def names_of_things(
    stated: Stated, store: Store, schema: Schema, language: str, naming: Naming = ()
) -> Iterator[tuple[str, str]]:
    """The names of things with their IRIs: labels in the language or in none, else the words of the IRI.

    What is unspoken has no name. Only what is stated of things makes
    their IRIs names.
    """
    unnamed = schema.properties | schema.classes | schema.unspoken
    vocabulary = {iri.value for iri in unnamed} | _described_by_the_language(store)
    fits = Languages(language)
    named: set[str] = set()
    foreign: set[str] = set()
    for predicate in LABELS:
        for part in (stated, stated.entailed()):
            rows = part.labels(predicate)
            foreign.update(thing for thing, _, tag in rows if not fits[tag])
            rows = [row for row in rows if fits[row[2]] and row[0] not in vocabulary and not is_built_in(row[0])]
            named.update(thing for thing, _, _ in rows)
            yield from ((thing, name) for thing, name, _ in rows)
    called = [row for row in _called(stated, naming) if row[0] not in named]
    named.update(thing for thing, _ in called)
    yield from called
    for thing in sorted(set(stated.things(schema.properties, foreign - named)) - named - vocabulary):
        if not is_built_in(thing):
            yield thing, local_words(thing)


def _called(stated: Stated, naming: Naming) -> Iterator[tuple[str, str]]:
    """What things are called by properties that name what has no label; the first way that names a thing is enough."""
    done: set[str] = set()
    for way in naming:
        told = [{thing: text for thing, text, _ in reversed(stated.texts(iri))} for iri in way]
        found = [thing for thing in told[0] if thing not in done and all(thing in texts for texts in told)]
        yield from ((thing, " ".join(texts[thing].strip() for texts in told)) for thing in found)
        done.update(found)


class Languages(dict[str, bool]):
    """Whether texts with a language tag are in a language; those without ("") are in any."""

    def __init__(self, language: str) -> None:
        super().__init__({"": True})
        self._language = language

    def __missing__(self, tag: str) -> bool:
        fits = self[tag] = language_rank(Literal("", language=tag), self._language) is not None
        return fits


def records(store: Store, schema: Schema) -> frozenset[str]:
    """The members of classes whose members record a relation."""
    found = (store.texts(f"SELECT ?thing WHERE {{ ?thing a {kind} FILTER(isIRI(?thing)) }}") for kind in schema.records)
    return frozenset(thing for rows in found for (thing,) in rows)


def _described_by_the_language(store: Store) -> set[str]:
    """Ontologies, properties, rules and whatever else is an instance of a class of OWL, RDFS or SWRL."""
    kinds = store.texts(
        "SELECT DISTINCT ?class FROM <urn:kgqa:asserted> WHERE { ?thing a ?class FILTER(isIRI(?class)) }"
    )
    return {
        thing
        for (kind,) in kinds
        if is_built_in(kind) and kind not in _DATA
        for (thing,) in store.texts(f"SELECT ?thing WHERE {{ ?thing a <{kind}> FILTER(isIRI(?thing)) }}")
    }
