"""Words that deny what is in them: "unmarried", "childless"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Seed
from kgqa.ask.english.morphology import is_participle
from kgqa.ask.english.wording import noun_keys, verb_keys
from kgqa.ask.form import HOLE, Join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgqa.ask.compose.kinds import Kinds

_SHORTEST = 3


def negative_seeds(words: Sequence[str], kinds: Kinds) -> Iterator[Seed]:
    """Participles with "un-" (UNVED, the verb), nouns with "-less" (LACKING, the noun with its owner lacking)."""
    lexicon = kinds.lexicon
    for place, word in enumerate(words):
        done = word.removeprefix("un").removeprefix("-")
        if done != word and len(done) >= _SHORTEST and is_participle(done):
            for sense in dict.fromkeys(s for key in verb_keys((done,)) for s in lexicon.verbs.get(key, ())):
                yield Seed(place, place + 1, "UNVED", sense, sense.rank)
        lacked = word.removesuffix("less").removesuffix("-")
        if lacked != word and len(lacked) >= _SHORTEST:
            for sense in dict.fromkeys(s for key in noun_keys((lacked,)) for s in lexicon.nouns.get(key, ())):
                if sense.relation is not None:
                    yield Seed(place, place + 1, "LACKING", Join(sense.relation, HOLE), sense.rank)
