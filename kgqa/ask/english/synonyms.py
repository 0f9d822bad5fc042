"""Words that may stand for each other: a thesaurus of general English, abbreviations, verbs with their nouns,
and words for what comes from places.

The words are data (*.txt beside this). They rank below every word of a graph, and say where they come from, so that a
reading that rests on one can name it.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Literal as OneOf

from kgqa.ask.english.morphology import noun_bases, verb_bases

if TYPE_CHECKING:
    from collections.abc import Iterator

Source = OneOf["abbreviation", "derivation", "thesaurus"]

_MOST_VARIANTS = 16


@dataclass(frozen=True, slots=True)
class Synonym:
    """A phrase that may stand for another, and the kind of knowledge that says so."""

    phrase: str
    source: Source


def synonyms(phrase: str) -> tuple[str, ...]:
    """What may stand for a word or phrase of folded words, the likeliest first; empty when nothing is known.

    >>> synonyms("gender")[:1], synonyms("fname")[:2]
    (('sex',), ('first name', 'given name'))
    """
    return tuple(synonym.phrase for synonym in sourced_synonyms(phrase))


@lru_cache(maxsize=16_384)
def sourced_synonyms(phrase: str) -> tuple[Synonym, ...]:
    """The synonyms of a phrase with their sources; plurals and forms of verbs have those of their base."""
    found: dict[str, Source] = {}
    for form in _forms(phrase):
        for synonym in _thesaurus().get(form, ()):
            found.setdefault(synonym.phrase, synonym.source)
    found.pop(phrase, None)
    return tuple(Synonym(other, source) for other, source in found.items())


def expansions(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """A label with its abbreviations written out, the likeliest first; empty when it has none.

    >>> expansions(("emp", "fname"))
    (('employee', 'first', 'name'),)
    """
    choices = [_written_out(word) for word in words]
    if all(choice == (word,) for choice, word in zip(choices, words, strict=True)):
        return ()
    combined = itertools.islice(itertools.product(*choices), _MOST_VARIANTS)
    return tuple(dict.fromkeys(tuple(" ".join(parts).split()) for parts in combined if parts != words))


def places_of(demonym: str) -> tuple[str, ...]:
    """The names of the place that a word for what comes from it means, folded, the commonest first; else empty.

    >>> places_of("dutch")[0], places_of("south koreans")[0], places_of("tall")
    ('netherlands', 'south korea', ())
    """
    return next((_demonyms()[form] for form in _singulars(demonym) if form in _demonyms()), ())


def demonyms_of(place: str) -> tuple[str, ...]:
    """The words for what comes from a place of a folded name: the other way round from `places_of`."""
    return tuple(word for word, places in _demonyms().items() if place in places)


@cache
def _demonyms() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _lines("demonyms.txt"):
        words, _, places = line.partition(" : ")
        found |= dict.fromkeys(_listed(words), tuple(_listed(places)))
    return found


def _lines(file: str) -> list[str]:
    text = Path(__file__).with_name(file).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _written_out(word: str) -> tuple[str, ...]:
    full = tuple(
        s.phrase for s in _thesaurus().get(word, ()) if s.source == "abbreviation" and len(s.phrase) > len(word)
    )
    return full or (word,)


def _forms(phrase: str) -> Iterator[str]:
    """The phrase, with its last word in the singular, with its first word as an infinitive."""
    yield from _singulars(phrase)
    first, _, tail = phrase.partition(" ")
    for base in verb_bases(first)[1:]:
        yield f"{base} {tail}".strip()


def _singulars(phrase: str) -> Iterator[str]:
    head, _, last = phrase.rpartition(" ")
    yield from (f"{head} {base}".strip() for base in noun_bases(last))


@cache
def _thesaurus() -> dict[str, tuple[Synonym, ...]]:
    """Every phrase with its synonyms, by rank and then in the order of the file."""
    found: dict[str, dict[str, tuple[int, Source]]] = {}
    for line in _lines("thesaurus.txt"):
        for one, other, rank, source in _pairs(line):
            if one != other:
                others = found.setdefault(one, {})
                others[other] = min(others.get(other, (rank, source)), (rank, source))
    return {word: _ranked(others) for word, others in found.items()}


def _ranked(others: dict[str, tuple[int, Source]]) -> tuple[Synonym, ...]:
    in_order = sorted(others.items(), key=lambda item: item[1][0])
    return tuple(Synonym(other, source) for other, (_, source) in in_order)


def _pairs(line: str) -> Iterator[tuple[str, str, int, Source]]:
    """What a line says: phrase, synonym, rank (nearest is 0) and source."""
    if line.startswith("= "):
        yield from ((one, other, 2, "thesaurus") for one, other in itertools.permutations(_listed(line[2:]), 2))
    elif " > " in line:
        left, _, right = line.partition(" > ")
        yield from ((left, other, 2, "thesaurus") for other in _listed(right))
    elif " := " in line:
        short, _, full = line.partition(" := ")
        for one in short.split():
            yield one, full, 0, "abbreviation"
            yield full, one, 0, "abbreviation"
    elif " : " in line:
        yield from _derived(line)
    else:
        first, *others = _listed(line)
        for other in others:
            yield first, other, 2, "thesaurus"
            yield other, first, 3, "thesaurus"


def _derived(line: str) -> Iterator[tuple[str, str, int, Source]]:
    verb, _, right = line.partition(" : ")
    nouns = _listed(right)
    for noun in nouns:
        yield verb, noun, 1, "derivation"
        yield noun, verb, 1, "derivation"
    yield from ((one, other, 4, "derivation") for one, other in itertools.permutations(nouns, 2))


def _listed(text: str) -> list[str]:
    return [phrase.strip() for phrase in text.split(",") if phrase]
