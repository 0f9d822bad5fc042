"""The words for the properties and classes of a graph: their labels, and what else these may say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kgqa.ask.english.variants import class_wordings, head_noun, weaker
from kgqa.ask.english.wording import Wording, wording
from kgqa.ask.form import Relation
from kgqa.ask.labels import ALTERNATIVE, PREFERRED, Labels, language_rank, local_words
from kgqa.model import IRI, KGQA, RDF_TYPE, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.schema import Schema
    from kgqa.store import Store

INVERSE_LABEL = IRI(KGQA + "inverseLabel")
WEAKER = 3
"""The rank of wordings that are no label, but what one may stand for."""
MOST_WORDS = 8
"""Labels of properties and classes longer than this are sentences, not words."""


def words_of(term: IRI, store: Store, language: str) -> list[str]:
    """The labels of a property or class in the language, preferred ones first; else the words of its IRI."""
    found: list[tuple[int, int, str]] = []
    for place, predicate in enumerate((*PREFERRED, *ALTERNATIVE)):
        for triple in store.match(term, predicate):
            if isinstance(triple.object, Literal):
                rank = language_rank(triple.object, language)
                if rank is not None and triple.object.lexical.strip():
                    found.append((place, rank, triple.object.lexical.strip()))
    if not any(place < len(PREFERRED) for place, _, _ in found):
        found.append((-1, 0, local_words(term.value)))
    return [text for _, _, text in sorted(found)]


def worded_properties(
    store: Store, schema: Schema, labels: Labels, language: str
) -> Iterator[tuple[Relation, Wording]]:
    """What properties are called, each wording with how far the label is from the preferred one."""
    spoken = schema.properties - schema.unspoken
    for iri in sorted(spoken, key=lambda p: (p not in schema.used, not labels.has(p), p)):
        texts = [(text, False, min(k, 1)) for k, text in enumerate(words_of(iri, store, language))]
        texts += [(text, True, 1 + min(k, 1)) for k, text in enumerate(_inverse_words(iri, store, language))]
        for text, backwards, rank in texts:
            said = wording(text)
            if said is not None and len(said.words) <= MOST_WORDS:
                yield (
                    Relation(iri, inverse=said.backwards != backwards),
                    replace(said, rank=max(rank, int(bool(said.object)))),
                )


def weaker_wordings(store: Store, schema: Schema, language: str) -> Iterator[tuple[Relation, Wording]]:
    """What properties may be called besides, at a cost: see `variants.weaker`."""
    for iri in sorted(schema.properties - schema.unspoken):
        owners = tuple(tuple(said.words) for said in _owners(iri, store, schema, language))
        texts = words_of(iri, store, language)
        for text in texts:
            for said in weaker(text, owners):
                yield Relation(iri, inverse=said.backwards), replace(said, rank=said.rank or WEAKER)
        if texts and (head := head_noun(texts[0])) is not None:
            yield Relation(iri), replace(head, rank=WEAKER + 2)


def _owners(iri: IRI, store: Store, schema: Schema, language: str) -> Iterator[Wording]:
    """What things are called that have a property: the classes declared, else those of the first that has it."""
    kinds = schema.subjects(Relation(iri))
    if not kinds and (first := next(iter(store.match(None, iri)), None)) is not None:
        kinds = frozenset(t.object for t in store.match(first.subject, RDF_TYPE) if isinstance(t.object, IRI))
    for kind in sorted(kinds & schema.classes):
        yield from (said for text in words_of(kind, store, language) for said in class_wordings(text))


def _inverse_words(iri: IRI, store: Store, language: str) -> list[str]:
    values = [t.object for t in store.match(iri, INVERSE_LABEL)]
    literals = [v for v in values if isinstance(v, Literal) and language_rank(v, language) is not None]
    return sorted(v.lexical.strip() for v in literals if v.lexical.strip())


def worded_classes(store: Store, schema: Schema, language: str) -> Iterator[tuple[IRI, Wording]]:
    """What classes are called."""
    for iri in sorted(schema.classes - schema.unspoken):
        for text in words_of(iri, store, language):
            own, *others = class_wordings(text) or (None,)
            if own is not None and len(own.words) <= MOST_WORDS:
                yield iri, own
                yield from ((iri, replace(said, rank=WEAKER)) for said in others)
