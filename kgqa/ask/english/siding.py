"""Phrases that belong to a noun of the graph but stand apart from it: "uncles of X on his mother's side".

A noun of the graph may be called by another one and such a phrase: "uncle on the mother's side". The owner of the
phrase may be a pronoun, and the words in it may be said otherwise ("mum" for "mother").
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from kgqa.ask.chart import Seed
from kgqa.ask.compose.sides import Side
from kgqa.ask.english.wording import noun_keys
from kgqa.ask.tokens import POSSESSIVE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.form import Relation

_BEGINNING = frozenset(("on", "by", "through", "from", "via", "in"))
_ARTICLES = frozenset(("the", "his", "her", "its", "their"))
_LONGEST = 5
_OWN_COST = 3
"""What a noun costs that is so called, not by a synonym."""


def side_seeds(words: Sequence[str], seeds: Iterable[Seed], kinds: Kinds) -> Iterator[Seed]:
    """The phrases of a question that make nouns in it narrower."""
    nouns = [seed for seed in seeds if seed.symbol == "N" and seed.cost <= _OWN_COST]
    for start in range(len(words)):
        if words[start] not in _BEGINNING and not _goes_on(words, start):
            continue
        if words[start] == "in" and words[start + 1 : start + 2] != ["the"]:
            continue
        for end in range(start + 2, min(len(words), start + _LONGEST) + 1):
            phrases = _phrases(words[start:end], kinds)
            apart = [noun for noun in nouns if noun.end <= start or noun.start >= end]
            found = frozenset(pair for noun in apart for pair in _narrower(noun, words, phrases, kinds))
            if found:
                yield Seed(start, end, "SIDE", Side(found))
            back = frozenset(pair for noun in apart for pair in _narrower_back(noun, phrases, kinds))
            if back:
                yield Seed(start, end, "BACKSIDE", Side(back))


def _goes_on(words: Sequence[str], start: int) -> bool:
    """Whether a second phrase begins without its preposition: "on his father's or mother's side"."""
    return start > 0 and words[start - 1] in {"or", "and"}


def _phrases(words: Sequence[str], kinds: Kinds) -> list[tuple[str, ...]]:
    """The ways to say a phrase: with "the" and without, and with other words for what is in it."""
    said = [word for word in words if word != POSSESSIVE]
    if not said:
        return []
    beginning = said[:1] if said[0] in _BEGINNING else ["on"]
    rest = [word for word in (said[1:] if said[0] in _BEGINNING else said) if word not in _ARTICLES]
    options = [(word, *_preferred(word, kinds)) for word in rest]
    found = [(*beginning, *the, *chosen) for the in (("the",), ()) for chosen in product(*options)]
    if beginning[0] != "on" and len(rest) == 1:
        found += [("on", "the", word, "side") for word in options[0]]
    return found


def _preferred(word: str, kinds: Kinds) -> Iterator[str]:
    for key in noun_keys((word,)):
        for sense in kinds.lexicon.nouns.get(key, ()):
            said = None if sense.relation is None else kinds.lexicon.said.get(sense.relation)
            if said is not None and len(said.words) == 1 and said.words[0] != word:
                yield said.words[0]


def _narrower(
    noun: Seed, words: Sequence[str], phrases: Iterable[tuple[str, ...]], kinds: Kinds
) -> Iterator[tuple[Relation, Relation]]:
    own = kinds.lexicon.said.get(noun.value)
    names = [tuple(words[noun.start : noun.end]), *([own.words] if own is not None else [])]
    for name, phrase in product(names, phrases):
        for key in noun_keys((*name, *phrase)):
            for sense in kinds.lexicon.nouns.get(key, ()):
                if sense.relation is not None and sense.rank < _OWN_COST:
                    yield noun.value, sense.relation


def _narrower_back(noun: Seed, phrases: Iterable[tuple[str, ...]], kinds: Kinds) -> Iterator[tuple[Relation, Relation]]:
    """What the owner of a noun is back to who is it, by a phrase: who is a grandson on his mother's side has the owner
    as a grandparent on the mother's side.
    """
    for wide in kinds.schema.wider(noun.value):
        back = kinds.lexicon.said.get(wide.reversed())
        if back is None or wide.reversed().inverse:
            continue
        for phrase in phrases:
            for key in noun_keys((*back.words, *phrase)):
                for sense in kinds.lexicon.nouns.get(key, ()):
                    if sense.relation is not None and sense.rank < _OWN_COST:
                        yield noun.value, sense.relation


def shared_heads(words: Sequence[str], seeds: Iterable[Seed], kinds: Kinds) -> Iterator[Seed]:
    """Nouns that share what stands before the first of them: the "sisters" of "full brothers and sisters".

    Cheaper than the noun alone: what is said of the first of two nouns goes for both where it can.
    """
    nouns = [seed for seed in seeds if seed.symbol == "N" and seed.cost <= _OWN_COST]
    for one in nouns:
        for other in nouns:
            if one.end - one.start < 2 or other.start != one.end + 1 or words[one.end] not in {"and", "or"}:
                continue
            before = words[one.start : one.end - 1]
            for key in noun_keys((*before, *words[other.start : other.end])):
                for sense in kinds.lexicon.nouns.get(key, ()):
                    if sense.relation is not None:
                        shared = replace(sense.relation, plural=other.value.plural)
                        yield Seed(other.start, other.end, "N", shared)
