"""Seeds of statements: verbs with all that they may mean, and nouns for what happens ("birth", "the wedding")."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from kgqa.ask.chart import Seed
from kgqa.ask.complete import is_declared
from kgqa.ask.compose.amounts import number
from kgqa.ask.compose.measures import Degree
from kgqa.ask.english.wording import noun_keys
from kgqa.ask.english.words import FUNCTION_WORDS
from kgqa.ask.form import Form, Hole, Join, Relation, Span
from kgqa.ask.tokens import tokenize
from kgqa.ask.worded import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.graded import Grades
    from kgqa.ask.lexicon import Sense

_TIMES = ("date", "year", "day", "time")
_PLACES = ("place", "location", "site")
_UNCHANGED = frozenset(
    (
        "wed",
        "put",
        "set",
        "cut",
        "hit",
        "let",
        "shut",
        "cast",
        "shed",
        "split",
        "spread",
        "burst",
        "hurt",
        "quit",
        "bet",
    )
)
"""Verbs whose participle is their base form."""
_SURE = 3
_LIVES = {
    "alive": "LIVING", "living": "LIVING", "dead": "DEAD", "life": "LIFE", "lives": "LIFE", "lifetime": "LIFE",
    "dates": "LIFE",
}  # fmt: skip
"""Words of English for spans that begin and end."""
_MORE: dict[tuple[str, ...], str] = {("more", "years"): "older", ("fewer", "years"): "younger"}
"""Words for more of what age is counted in, and the word of degree by which."""
_RANKS = {"senior": "older", "junior": "younger", "survivor": "survived"}
"""Nouns for who is more than another, and the word of degree by which."""
_COST = 1
_HAPPENING: WeakKeyDictionary[Kinds, frozenset[str]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb with its senses, each with what it costs more than the likeliest; `spans` are the ages that things reach.

    `gerund` and `participle` tell which of its forms it may be.

    One clause may use several senses: "born in 1955 in Rome".
    """

    senses: tuple[tuple[Sense, int], ...]
    gerund: bool = False
    participle: bool = False
    spans: tuple[Form, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Event:
    """A noun for what happens: the properties of its dates, and those of its places."""

    dates: tuple[Relation, ...]
    places: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Ends:
    """What happens at the beginning of something that lasts, and at its end."""

    start: Event | None
    end: Event | None


def statement_seeds(words: Sequence[str], seeds: Sequence[Seed], kinds: Kinds, grades: Grades) -> Iterator[Seed]:
    """The seeds that only statements need."""
    spans = grades.spans.get(("age",), ())
    yield from _verbs(words, seeds, spans)
    yield from _events(words, kinds)
    for place, word in enumerate(words):
        for span in spans if word in _LIVES else ():
            yield Seed(place, place + 1, _LIVES[word], span, _COST)
        for span in spans if word in _LIVES else ():
            ends = Ends(_event_of(span.start, kinds), _event_of(span.end, kinds)) if isinstance(span, Span) else None
            if ends is not None:
                yield Seed(place, place + 1, "LIFEENDS", ends, _COST)
        for compared in grades.comparatives.get((_MORE.get(tuple(words[place : place + 2]), ""),), ()):
            degree = Degree(" ".join(words[place : place + 2]), (compared,), None)
            yield Seed(place, place + 2, "MOREYEARS", degree, _COST)
        if word in _RANKS:
            for compared in grades.comparatives.get((_RANKS[word],), ()):
                degree = Degree(_RANKS[word], (compared,), None)
                yield Seed(place, place + 1, "RANKN", degree, _COST)
    for seed in seeds:
        if seed.symbol == "NUM":
            for span in spans:
                yield Seed(seed.start, seed.end, "NUMAGE", (number(seed.value), span), seed.cost)


def told(seeds: Sequence[Seed], kinds: Kinds) -> list[Seed]:
    """The seeds without those for a property of which the graph has no fact, where the same words name another."""
    named: dict[tuple[int, int, str], set[Relation]] = {}
    for seed in seeds:
        if (relation := _named(seed)) is not None:
            named.setdefault((seed.start, seed.end, seed.symbol), set()).add(relation)
    unused: set[tuple[int, int, str, Relation]] = set()
    for place, relations in named.items():
        without = {r for r in relations if not _has_facts(kinds, r)} if len(relations) > 1 else set()
        if without != relations:
            unused |= {(*place, relation) for relation in without}
    return [seed for seed in seeds if (seed.start, seed.end, seed.symbol, _named(seed)) not in unused]


def _named(seed: Seed) -> Relation | None:
    match seed.value:
        case Relation():
            return seed.value
        case Join(relation=relation, of=Hole()):
            return relation
        case _:
            return None


def _has_facts(kinds: Kinds, relation: Relation) -> bool:
    return any(True for _ in kinds.store.match(None, relation.property)) or is_declared(relation, kinds.schema)


def _verbs(words: Sequence[str], seeds: Sequence[Seed], spans: tuple[Form, ...]) -> Iterator[Seed]:
    found: dict[tuple[int, int], dict[Sense, int]] = {}
    described = {(seed.start, seed.end) for seed in seeds if seed.symbol == "VED"}
    for seed in seeds:
        if seed.symbol == "V" and seed.value.relation is not None:
            senses = found.setdefault((seed.start, seed.end), {})
            senses[seed.value] = min(seed.cost, senses.get(seed.value, seed.cost))
    for (start, end), senses in found.items():
        least = min(senses.values())
        # What a participle with "with" may mean ("credited with") is only meant where the verb has no sense of its own.
        kept = {s: cost for s, cost in senses.items() if cost == least or not (s.strict and s.preposition == "with")}
        value = tuple((sense, cost - least) for sense, cost in kept.items())
        yield Seed(
            start,
            end,
            "VERB",
            Verb(value, words[start].endswith("ing"), (start, end) in described or words[start] in _UNCHANGED, spans),
            least,
        )


def _events(words: Sequence[str], kinds: Kinds) -> Iterator[Seed]:
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + 2) + 1):
            span = tuple(words[start:end])
            if not any(word in FUNCTION_WORDS for word in span):
                event = _event(span, kinds)
                if event is not None:
                    yield Seed(start, end, "EVENT", event, _COST)


def _event(words: tuple[str, ...], kinds: Kinds) -> Event | None:
    """What happens, if the graph has its date or its place: "date of birth", "birth date", "place of the marriage"."""
    if _happening(kinds).isdisjoint(noun_keys(words)):
        return None
    dates, places = dict[Relation, None](), dict[Relation, None]()
    for relation in _called((words,), kinds):
        if kinds.literal(relation) == "date":
            dates[relation] = None
    for found, nouns in ((dates, _TIMES), (places, _PLACES)):
        for noun in nouns:
            said = ((noun, "of", *words), (noun, "of", "the", *words), (*words, noun), ("".join(words) + noun,))
            for relation in _called(said, kinds):
                is_date = kinds.literal(relation) == "date"
                if is_date if found is dates else "where" in kinds.words(relation):
                    found[relation] = None
    return Event(tuple(dates), tuple(places)) if dates or places else None


def _happening(kinds: Kinds) -> frozenset[str]:
    """The keys of nouns of a graph, and those without a word for a time or a place: what may be asked for at all."""
    known = _HAPPENING.get(kinds)
    if known is None:
        known = _HAPPENING[kinds] = frozenset(_without_time_or_place(kinds.lexicon.nouns))
    return known


def _without_time_or_place(keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        yield key
        for noun in (*_TIMES, *_PLACES):
            if key.endswith(noun):
                yield key[: -len(noun)]
            for before in (f"{noun}of", f"{noun}ofthe"):
                if key.startswith(before):
                    yield key[len(before) :]


def _event_of(date: Form | None, kinds: Kinds) -> Event | None:
    """What happens on a date, by its name: "date of birth"."""
    if not isinstance(date, Join):
        return None
    for text in words_of(date.relation.property, kinds.store, kinds.lexicon.language):
        words = tuple(token.folded for token in tokenize(text))
        if len(words) > 2 and words[0] in _TIMES and words[1] == "of":
            return _event(words[2:], kinds)
    return None


def _called(said: Sequence[tuple[str, ...]], kinds: Kinds) -> Iterator[Relation]:
    for words in said:
        for key in noun_keys(words):
            for sense in kinds.lexicon.nouns.get(key, ()):
                if sense.relation is not None and sense.rank <= _SURE and not sense.relation.inverse:
                    yield Relation(sense.relation.property)
