"""Short descriptions that tell things apart: the class, what they are known for, and dates or other facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from kgqa.ask.schema import RECORD_OF, is_built_in
from kgqa.ask.tokens import key_of_name
from kgqa.dates import date_label, interval
from kgqa.model import ASSERTED_GRAPH, IRI, KGQA, RDF_TYPE, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgqa.ask.lexicon import Lexicon
    from kgqa.dates import DateInterval
    from kgqa.model import Triple
    from kgqa.store import Store

PROMINENCE = IRI(KGQA + "prominence")
RAISES_PROMINENCE = IRI(KGQA + "raisesProminence")
_MOST_FACTS = 2
_LONGEST_VALUE = 60
_KEPT: WeakKeyDictionary[Store, _Marks] = WeakKeyDictionary()


def description(thing: IRI, lexicon: Lexicon, store: Store) -> str:
    """What the thing is, in a few words: "woman, Queen, 24 May 1819 – 22 January 1901"; empty when nothing is known."""
    return _described(thing, _stated(thing, store), lexicon, store)


def _stated(thing: IRI, store: Store) -> list[Triple]:
    return sorted(store.match(thing, graph=ASSERTED_GRAPH), key=str)


def _described(thing: IRI, facts: list[Triple], lexicon: Lexicon, store: Store) -> str:
    kind, known_for, dates = class_label(thing, lexicon, store), _known_for(facts, store), _dates(facts)
    parts = [part for part in (kind, known_for, dates) if part]
    return ", ".join(parts if dates or known_for else parts + _others(thing, facts, lexicon))


def descriptions(things: Iterable[IRI], lexicon: Lexicon, store: Store) -> dict[IRI, str]:
    """Descriptions of things of one name: where two are the same or have no dates, with what each is related to."""
    stated = {thing: _stated(thing, store) for thing in things}
    found = {thing: _described(thing, facts, lexicon, store) for thing, facts in stated.items()}
    told = list(found.values())
    for thing, text in found.items():
        if told.count(text) > 1 or _dates(stated[thing]) is None:
            more = [fact for fact in dict.fromkeys(_relations(thing, lexicon, store)) if fact not in text]
            found[thing] = ", ".join(filter(None, (text, *more[:_MOST_FACTS])))
    return found


def prominence(thing: IRI, store: Store) -> tuple[float, int]:
    """How well known the thing is: its kgqa:prominence (0 without), and how many properties it has that raise it."""
    marks = _marks(store)
    stated = [_number(t.object) for t in store.match(thing, PROMINENCE)] if marks.stated else []
    raising = sum(1 for p in marks.raising if next(iter(store.match(thing, p)), None) is not None)
    return max(stated, default=0.0), raising


def _number(value: object) -> float:
    try:
        return float(value.lexical) if isinstance(value, Literal) else 0.0
    except ValueError:
        return 0.0


@dataclass(frozen=True, slots=True)
class _Marks:
    """Whether a graph states how well known anything is, and the properties that raise it."""

    stated: bool
    raising: tuple[IRI, ...]


def _marks(store: Store) -> _Marks:
    if store not in _KEPT:
        marked = store.match(None, RAISES_PROMINENCE)
        raising = sorted({t.subject for t in marked if isinstance(t.subject, IRI) and _is_true(t)})
        _KEPT[store] = _Marks(any(True for _ in store.match(None, PROMINENCE)), tuple(raising))
    return _KEPT[store]


def _is_true(triple: Triple) -> bool:
    return isinstance(triple.object, Literal) and triple.object.lexical in {"true", "1"}


def _known_for(facts: list[Triple], store: Store) -> str | None:
    raising = _marks(store).raising
    texts = (f.object.lexical for f in facts if f.predicate in raising and isinstance(f.object, Literal))
    return next((text for text in texts if len(text) <= _LONGEST_VALUE), None)


def _relations(thing: IRI, lexicon: Lexicon, store: Store) -> Iterator[str]:
    """What the thing is related to by properties with few values each: functional ones, and those that records tell."""
    schema = lexicon.schema
    recorded = {t.object for t in store.match(None, RECORD_OF)}
    for relation in sorted(p for p in schema.properties if p in schema.functional or p in recorded):
        said = lexicon.said_of(relation)
        values = sorted(t.object for t in store.match(thing, relation) if isinstance(t.object, IRI))
        if said is not None and values and relation not in schema.unspoken:
            yield f"{said}: {lexicon.labels.of(values[0])}"
    stated = (f for f in sorted(store.match(thing, graph=ASSERTED_GRAPH), key=str) if isinstance(f.object, IRI))
    yield from _spoken(list(stated), lexicon)


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


def _others(thing: IRI, facts: list[Triple], lexicon: Lexicon) -> list[str]:
    """The first facts that say more than the name of the thing."""
    name = set(key_of_name(lexicon.labels.of(thing)))
    telling = [f for f in facts if not name.issuperset(key_of_name(lexicon.labels.of(f.object)))]
    return _spoken(telling, lexicon)[:_MOST_FACTS]


def _spoken(facts: list[Triple], lexicon: Lexicon) -> list[str]:
    found = []
    for fact in facts:
        spoken = fact.predicate in lexicon.schema.properties and fact.predicate not in lexicon.schema.unspoken
        value = lexicon.labels.of(fact.object)
        if spoken and not is_built_in(fact.predicate.value) and len(value) <= _LONGEST_VALUE:
            found.append(f"{lexicon.labels.of(fact.predicate)}: {value}")
    return found


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
