"""Words of degree that an ontology declares: "older", "the longest-lived", "age"."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.ask.compose.measures import Measure
from kgqa.ask.english.morphology import is_past, verb_bases
from kgqa.ask.form import HOLE, Form, Join, Relation, Span
from kgqa.ask.labels import language_rank
from kgqa.ask.tokens import tokenize
from kgqa.model import IRI, KGQA, Literal, Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kgqa.ask.schema import Schema
    from kgqa.store import Store

COMPARATIVE, SUPERLATIVE, SPAN = (IRI(KGQA + name) for name in ("comparative", "superlative", "span"))
_WORD, _DIRECTION, _PROPERTY = (IRI(KGQA + name) for name in ("word", "direction", "property"))
_START, _END, _UNIT = (IRI(KGQA + name) for name in ("start", "end", "unit"))
_UNITS = {"year": "year", "month": "month", "day": "day"}

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grades:
    """Folded words with what they measure. `spans` are nouns ("age") for a length of time, with a hole.

    `lasting` are verbs, in any form, for the span that their comparative measures ("lived" of "lived longer").
    """

    comparatives: Mapping[Words, tuple[Measure, ...]]
    superlatives: Mapping[Words, tuple[Measure, ...]]
    spans: Mapping[Words, tuple[Form, ...]]
    lasting: Mapping[str, tuple[Form, ...]]


def read_grades(store: Store, schema: Schema, language: str) -> Grades:
    """The words of degree that a graph declares, in the language."""
    spans: defaultdict[Words, dict[Form, None]] = defaultdict(dict)
    hung: dict[Term, tuple[Form, IRI | None]] = {}
    for triple in store.match(None, SPAN):
        form = _span(triple.object, store)
        if form is not None and isinstance(triple.subject, IRI):
            hung[triple.object] = form, triple.subject
            for words in _words(triple.object, store, language):
                spans[words][form] = None
    found = {kind: _graded(kind, hung, store, schema, language) for kind in (COMPARATIVE, SUPERLATIVE)}
    return Grades(
        found[COMPARATIVE],
        found[SUPERLATIVE],
        {words: tuple(forms) for words, forms in spans.items()},
        _lasting(found[COMPARATIVE]),
    )


def _lasting(comparatives: Mapping[Words, tuple[Measure, ...]]) -> dict[str, tuple[Form, ...]]:
    found: defaultdict[str, dict[Form, None]] = defaultdict(dict)
    for words, measures in comparatives.items():
        if len(words) == 2 and words[1] == "longer":
            found[words[0]].update((m.by, None) for m in measures if m.highest and isinstance(m.by, Span))
    return {word: tuple(forms) for word, forms in found.items()}


def _span(node: Term, store: Store) -> Form | None:
    start, end = _iri(node, _START, store), _iri(node, _END, store)
    if start is None:
        return None
    unit = next((t.object.lexical for t in store.match(node, _UNIT) if isinstance(t.object, Literal)), "year")
    ends = None if end is None else Join(Relation(end), HOLE)
    return Span(Join(Relation(start), HOLE), ends, _UNITS.get(unit, "year"))  # type: ignore[arg-type]


def _graded(
    kind: IRI, hung: Mapping[Term, tuple[Form, IRI | None]], store: Store, schema: Schema, language: str
) -> dict[Words, tuple[Measure, ...]]:
    found: defaultdict[Words, dict[Measure, None]] = defaultdict(dict)
    for triple in sorted(store.match(None, kind), key=str):
        node = triple.object
        by, on = _measured(triple.subject, node, hung, store, schema)
        if by is None:
            continue
        highest = any(
            isinstance(t.object, Literal) and t.object.lexical == "higher" for t in store.match(node, _DIRECTION)
        )
        for words in _words(node, store, language):
            for said in _said(words):
                found[said][Measure(by, highest, on)] = None
    return {words: tuple(measures) for words, measures in found.items()}


def _said(words: Words) -> Iterator[Words]:
    """The words, and with the other forms of a verb in the past that they begin with: "outlived", "outlive"."""
    yield words
    if is_past(words[0]):
        for base in verb_bases(words[0])[1:]:
            yield (base, *words[1:])


def _measured(
    subject: Term, node: Term, hung: Mapping[Term, tuple[Form, IRI | None]], store: Store, schema: Schema
) -> tuple[Form | None, IRI | None]:
    """What a node measures, and of which class only."""
    if subject in hung:
        return hung[subject]
    named = _iri(node, _PROPERTY, store)
    if isinstance(subject, IRI) and subject in schema.properties and named is None:
        return Join(Relation(subject), HOLE), None
    if named is None or not isinstance(subject, IRI):
        return None, None
    return Join(Relation(named), HOLE), subject if subject in schema.classes else None


def _iri(node: Term, predicate: IRI, store: Store) -> IRI | None:
    return next((t.object for t in store.match(node, predicate) if isinstance(t.object, IRI)), None)


def _words(node: Term, store: Store, language: str) -> Iterator[Words]:
    for triple in store.match(node, _WORD):
        if isinstance(triple.object, Literal) and language_rank(triple.object, language) is not None:
            yield tuple(token.folded for token in tokenize(triple.object.lexical))
