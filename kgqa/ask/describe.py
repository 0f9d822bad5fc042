"""Short descriptions that tell things apart: the class, and the dates or other facts that are stated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.schema import is_built_in
from kgqa.dates import date_label, interval
from kgqa.model import ASSERTED_GRAPH, IRI, RDF_TYPE, Literal

if TYPE_CHECKING:
    from kgqa.ask.lexicon import Lexicon
    from kgqa.dates import DateInterval
    from kgqa.model import Triple
    from kgqa.store import Store

_MOST_FACTS = 2
_LONGEST_VALUE = 60


def description(thing: IRI, lexicon: Lexicon, store: Store) -> str:
    """What the thing is, in a few words: "woman, 24 May 1819 – 22 January 1901"; empty when nothing is known."""
    facts = sorted(store.match(thing, graph=ASSERTED_GRAPH), key=str)
    parts = [kind] if (kind := class_label(thing, lexicon, store)) else []
    dates = _dates(facts)
    return ", ".join(parts + ([dates] if dates else _others(facts, lexicon)))


def class_label(thing: IRI, lexicon: Lexicon, store: Store) -> str | None:
    """The label of the most specific class of the thing."""
    classes = {t.object for t in store.match(thing, RDF_TYPE) if isinstance(t.object, IRI)}
    named = sorted(c for c in classes & lexicon.schema.classes if c not in lexicon.schema.unspoken)
    above = {a for c in named for a in lexicon.schema.classes_above(c) if c not in lexicon.schema.classes_above(a)}
    specific = sorted((c for c in named if c not in above), key=lambda c: (not lexicon.labels.has(c), c))
    return lexicon.labels.of(specific[0]) if specific else None


def _dates(facts: list[Triple]) -> str | None:
    dates = [(when, f.object) for f in facts if isinstance(f.object, Literal) and (when := interval(f.object))]
    ordered = sorted(dates, key=lambda pair: (_day(pair[0]), str(pair[1])))
    if not ordered:
        return None
    first, last = date_label(ordered[0][1]), date_label(ordered[-1][1])
    return first if first == last else f"{first} – {last}"


def _day(when: DateInterval) -> int:
    return next((day for day in (when.earliest, when.latest) if day is not None), 0)


def _others(facts: list[Triple], lexicon: Lexicon) -> list[str]:
    found = []
    for fact in facts:
        spoken = fact.predicate in lexicon.schema.properties and fact.predicate not in lexicon.schema.unspoken
        value = lexicon.labels.of(fact.object)
        if spoken and not is_built_in(fact.predicate.value) and len(value) <= _LONGEST_VALUE:
            found.append(f"{lexicon.labels.of(fact.predicate)}: {value}")
    return found[:_MOST_FACTS]


def summary(thing: IRI, lexicon: Lexicon, store: Store) -> str:
    """One sentence on a thing: its class and what is stated of it."""
    name, kind = lexicon.labels.of(thing), class_label(thing, lexicon, store)
    told: dict[str, list[str]] = {}
    for fact in sorted(store.match(thing, graph=ASSERTED_GRAPH), key=str):
        value = lexicon.labels.of(fact.object)
        said = lexicon.said_of(fact.predicate)
        if said is not None and fact.predicate not in lexicon.schema.unspoken and len(value) <= _LONGEST_VALUE:
            told.setdefault(said, []).append(value)
    facts = "; ".join(f"{said}: {', '.join(values)}" for said, values in sorted(told.items()))
    head = f"{name} ({kind})" if kind else name
    return f"{head} – {facts}." if facts else f"{head}." if kind else f"Nothing more is recorded of {name}."
