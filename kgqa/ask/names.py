"""An index of the names that the graph records: whole names, parts of names, near misses."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kgqa.ask.tokens import key_of_name, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kgqa.model import IRI

_MOST_COMBINATIONS = 32
_SHORTEST_TYPO = 5
_SHORTEST_DOUBLE_TYPO = 9
_ALIKE = 70


@dataclass(slots=True)
class NameIndex:
    """Names of things by their canonical tokens; `names` numbers them, the rest leads to those numbers.

    `undivided` are names of which no part names the thing; `titles` are words of other short texts about things.
    """

    things: list[IRI] = field(default_factory=list)
    names: list[tuple[str, ...]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    undivided: set[int] = field(default_factory=set)
    whole: dict[tuple[str, ...], list[int]] = field(default_factory=dict)
    holding: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_shape: defaultdict[tuple[str, int], list[str]] = field(default_factory=lambda: defaultdict(list))
    titles: dict[IRI, set[str]] = field(default_factory=dict)
    title_words: set[str] = field(default_factory=set)

    def add(self, thing: IRI, name: str, *, in_parts: bool = True) -> None:
        """Record a name of `thing`; not `in_parts`: only the whole name names it."""
        key = key_of_name(name)
        if not key:
            return
        number = len(self.names)
        self.things.append(thing)
        self.names.append(key)
        self.texts.append(name)
        self.whole.setdefault(key, []).append(number)
        for word in set(key):
            self.holding[word].append(number)
        if not in_parts:
            self.undivided.add(number)

    def add_title(self, thing: IRI, text: str) -> None:
        """Record a short text that is told of `thing` and may stand beside its name: "King of England"."""
        words = {token.folded for token in tokenize(text)}
        self.titles.setdefault(thing, set()).update(words)
        self.title_words |= words

    def finish(self) -> None:
        """Prepare the search for misspelt words, once all names are in."""
        for word in self.holding:
            if len(word) >= _SHORTEST_TYPO - 1 and word.isalpha():
                self.by_shape[word[0], len(word)].append(word)

    def knows(self, word: str) -> bool:
        """Whether any name holds the word."""
        return word in self.holding

    def of_whole(self, words: Sequence[tuple[str, ...]]) -> list[int]:
        """Numbers of the names that are exactly these words, each given by its alternatives."""
        return [n for key in _combinations(words) for n in self.whole.get(key, ())]

    def with_parts(self, words: Sequence[tuple[str, ...]]) -> list[int]:
        """Numbers of the names that hold all these words, in any order."""
        found: set[int] | None = None
        for options in sorted(words, key=lambda options: sum(len(self.holding.get(o, ())) for o in options)):
            numbers = {n for option in options for n in self.holding.get(option, ())}
            found = numbers if found is None else found & numbers
            if not found:
                return []
        return sorted(n for n in (found or set()) - self.undivided if _fits(self.names[n], words))

    def begins(self, number: int, words: Sequence[tuple[str, ...]]) -> bool:
        """Whether the name begins with the words."""
        name = self.names[number]
        return len(name) >= len(words) and all(word in options for word, options in zip(name, words, strict=False))

    def is_phrase(self, number: int, words: Sequence[tuple[str, ...]]) -> bool:
        """Whether the words stand together, in this order, in the name."""
        name, length = self.names[number], len(words)
        return any(all(name[start + k] in words[k] for k in range(length)) for start in range(len(name) - length + 1))

    def respelt(self, word: str) -> list[str]:
        """Recorded words that `word` may be a misspelling of; nothing for a recorded or a short word.

        One slip from five letters on, two from nine on; the first letter and the last must be right, since other
        endings make other names: "Frances" is neither "France" nor "Francesca".
        """
        if len(word) < _SHORTEST_TYPO or not word.isalpha() or self.knows(word):
            return []
        allowed = 2 if len(word) >= _SHORTEST_DOUBLE_TYPO else 1
        near = [w for k in range(-allowed, allowed + 1) for w in self.by_shape.get((word[0], len(word) + k), ())]
        near = [w for w in near if w[-1] == word[-1]]
        return closest(word, near, allowed)

    def similar(self, text: str, limit: int = 3) -> list[str]:
        """Recorded names with words like all those of `text`, the most alike first."""
        from rapidfuzz import fuzz, process, utils

        words = [token.folded for token in tokenize(text)]
        near = process.extract(
            text, self.texts, scorer=fuzz.WRatio, processor=utils.default_process, limit=50, score_cutoff=60
        )
        ranked = sorted((-_likeness(words, self.names[number]), name) for name, _, number in near)
        return list(dict.fromkeys(name for score, name in ranked if score <= -_ALIKE))[:limit]


def _likeness(words: Sequence[str], name: tuple[str, ...]) -> float:
    """How alike the least alike of the words is to some word of the name, from 0 to 100."""
    from rapidfuzz import fuzz

    return min((max(fuzz.ratio(word, other) for other in name) for word in words), default=0)


def closest(word: str, candidates: Iterable[str], allowed: int) -> list[str]:
    """The candidates at the smallest edit distance from `word` (transpositions count one), at most `allowed`."""
    from rapidfuzz.distance import OSA

    distances = [(OSA.distance(word, c, score_cutoff=allowed), c) for c in candidates]
    best = min((d for d, _ in distances), default=allowed + 1)
    return sorted(c for d, c in distances if d == best <= allowed)


def _combinations(words: Sequence[tuple[str, ...]]) -> Iterable[tuple[str, ...]]:
    return itertools.islice(itertools.product(*words), _MOST_COMBINATIONS)


def _fits(name: tuple[str, ...], words: Sequence[tuple[str, ...]]) -> bool:
    """Whether each word can be given a token of the name of its own."""
    left = list(name)
    for options in words:
        taken = next((o for o in options if o in left), None)
        if taken is None:
            return False
        left.remove(taken)
    return True
