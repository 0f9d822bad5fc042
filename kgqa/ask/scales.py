"""What an ontology says of measures: their superlatives and comparatives, spans of time, units and orders."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from kgqa.ask.form import HOLE, Join, Relation, Span
from kgqa.ask.labels import language_rank
from kgqa.model import IRI, KGQA, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kgqa.ask.form import Form
    from kgqa.model import Term
    from kgqa.store import Store

_SPAN, _START, _END, _UNIT = (IRI(KGQA + name) for name in ("span", "start", "end", "unit"))
_SUPERLATIVE, _COMPARATIVE = IRI(KGQA + "superlative"), IRI(KGQA + "comparative")
_WORD, _DIRECTION, _PROPERTY = (IRI(KGQA + name) for name in ("word", "direction", "property"))
_ORDERED_BY = IRI(KGQA + "orderedBy")

Words: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scales:
    """Words for measures (forms with a hole), in one language, sorted.

    `superlatives` and `comparatives` are keyed by the measure and whether the higher value wins; `spans` holds the
    words of lengths of time ("age"); `units` those of properties; `orders` the property that orders the values of
    another one.
    """

    superlatives: Mapping[tuple[Form, bool], Words] = field(default_factory=dict)
    comparatives: Mapping[tuple[Form, bool], Words] = field(default_factory=dict)
    spans: Mapping[Form, Words] = field(default_factory=dict)
    units: Mapping[IRI, str] = field(default_factory=dict)
    orders: Mapping[IRI, IRI] = field(default_factory=dict)


def read_scales(store: Store, language: str) -> Scales:
    """What the annotations of kgqa.ttl say of measures, with the words of one language; see ontologies/kgqa.ttl."""
    spans = dict(_spans(store))
    return Scales(
        superlatives=_worded(store, _SUPERLATIVE, spans, language),
        comparatives=_worded(store, _COMPARATIVE, spans, language),
        spans={measure: _words(node, store, language) for node, measure in spans.items()},
        units={iri: unit for iri, unit in _units(store) if isinstance(iri, IRI)},
        orders={
            t.subject: t.object
            for t in sorted(store.match(None, _ORDERED_BY), key=str, reverse=True)
            if isinstance(t.subject, IRI) and isinstance(t.object, IRI)
        },
    )


def _spans(store: Store) -> Iterator[tuple[Term, Form]]:
    for triple in store.match(None, _SPAN):
        ends = [next((t.object for t in store.match(triple.object, end)), None) for end in (_START, _END)]
        unit = next((t.object.lexical for t in store.match(triple.object, _UNIT) if isinstance(t.object, Literal)), "")
        if isinstance(ends[0], IRI) and unit in {"", "year", "month", "day"}:
            end = Join(Relation(ends[1]), HOLE) if isinstance(ends[1], IRI) else None
            yield triple.object, Span(Join(Relation(ends[0]), HOLE), end, unit or "year")  # type: ignore[arg-type]


def _units(store: Store) -> Iterator[tuple[Term, str]]:
    for triple in sorted(store.match(None, _UNIT), key=str, reverse=True):
        if isinstance(triple.object, Literal):
            yield triple.subject, triple.object.lexical


def _worded(store: Store, kind: IRI, spans: Mapping[Term, Form], language: str) -> Mapping[tuple[Form, bool], Words]:
    found: defaultdict[tuple[Form, bool], set[str]] = defaultdict(set)
    for triple in store.match(None, kind):
        measured: list[Term] = [t.object for t in store.match(triple.object, _PROPERTY)] or [triple.subject]
        for term in measured:
            measure = spans.get(term) or (Join(Relation(term), HOLE) if isinstance(term, IRI) else None)
            for t in store.match(triple.object, _DIRECTION):
                if measure is not None and isinstance(t.object, Literal):
                    found[measure, t.object.lexical == "higher"].update(_words(triple.object, store, language))
    return {key: tuple(sorted(words)) for key, words in found.items()}


def _words(node: Term, store: Store, language: str) -> Words:
    words = [t.object for t in store.match(node, _WORD) if isinstance(t.object, Literal)]
    return tuple(sorted(w.lexical.strip() for w in words if language_rank(w, language) is not None))
