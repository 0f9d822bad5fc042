"""Verbs of amounts: what weighs, costs or earns something, by the graph's noun for how much ("weight", "price")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Seed
from kgqa.ask.compose.structured import number_of
from kgqa.ask.english.morphology import verb_bases
from kgqa.ask.english.synonyms import sourced_synonyms
from kgqa.ask.english.wording import noun_keys
from kgqa.ask.form import HOLE, Join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.form import Form

_COST, _SURE = 2, 3


def weighing_seeds(words: Sequence[str], kinds: Kinds) -> Iterator[Seed]:
    """The verbs of a question that tell an amount, each as the noun for it, open: "weighs" as the weight of _."""
    for place, word in enumerate(words):
        for number in dict.fromkeys(_numbers(word, kinds)):
            yield Seed(place, place + 1, "WEIGHS", number, _COST)
            if word.endswith("ing"):
                yield Seed(place, place + 1, "WEIGHING", number, _COST)


def number_seeds(seeds: Sequence[Seed], kinds: Kinds) -> list[Seed]:
    """Nouns for numbers that things of their own tell: "price", for the amount of a price."""
    return [
        Seed(seed.start, seed.end, "RN", number, max(0, seed.cost - 1))
        for seed in seeds
        if seed.symbol == "N" and (number := number_of(kinds, seed.value)) is not None
    ]


def _numbers(word: str, kinds: Kinds) -> list[Form]:
    """The numbers that the likeliest noun of a verb names."""
    for base in verb_bases(word):
        for synonym in sourced_synonyms(base):
            if synonym.source in {"derivation", "thesaurus"}:
                inside = [
                    number
                    for key in noun_keys(tuple(synonym.phrase.split()))
                    for sense in kinds.lexicon.nouns.get(key, ())
                    if sense.relation is not None and sense.rank <= _SURE
                    and (number := number_of(kinds, sense.relation)) is not None
                ]  # fmt: skip
                if inside:
                    return inside
                found: list[Form] = [
                    Join(sense.relation, HOLE)
                    for key in noun_keys(tuple(synonym.phrase.split()))
                    for sense in kinds.lexicon.nouns.get(key, ())
                    if sense.relation is not None and sense.rank <= _SURE and kinds.literal(sense.relation) == "number"
                ]
                if found:
                    return found
    return []
