"""An index of the names that the graph records: whole names, parts of names, near misses.

It lies in arrays, so that a million names are open at once where they were saved.
"""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING, Any

from kgqa.ask.name_arrays import SHORTEST_SHAPED, name_arrays, shape, sum_of_key
from kgqa.ask.name_views import Bearers, Holding, Keys, Titles, TitleWords
from kgqa.ask.texts import BySum, Texts
from kgqa.ask.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from kgqa.ask.texts import Arrays
    from kgqa.model import IRI

_MOST_COMBINATIONS = 32
_SHORTEST_TYPO = 5
_SHORTEST_DOUBLE_TYPO = 9
_ALIKE = 70
_MOST_SIMILAR, _MOST_ALIKE = 500, 100


class NameIndex:
    """Names of things by their canonical words, in the arrays of `name_arrays`.

    Names have numbers: `texts`, `names` (their canonical words) and `things` are in the order of these. `holding`
    leads from a word to the names that hold it. `titles` leads from a thing to the words of other short texts about
    it, and `title_words` holds all of those.
    """

    def __init__(self, arrays: Arrays) -> None:
        self.arrays = arrays
        self.texts = Texts(arrays, "text")
        self._words = Texts(arrays, "word")
        self.names: Sequence[tuple[str, ...]] = Keys(arrays, self._words)
        self.things: Sequence[IRI] = Bearers(arrays)
        self.holding: Mapping[str, NDArray[Any]] = Holding(arrays, self._words)
        self.titles: Mapping[IRI, set[str]] = Titles(arrays, self._words)
        self.title_words: Container[str] = TitleWords(arrays, self._words)
        self._whole = BySum(arrays, "whole")
        self._shapes = BySum(arrays, "shape")
        self._initials = BySum(arrays, "initials")

    def knows(self, word: str) -> bool:
        """Whether any name holds the word."""
        return word in self.holding

    def of_whole(self, words: Sequence[tuple[str, ...]]) -> list[int]:
        """Numbers of the names that are exactly these words, each given by its alternatives."""
        if not words:
            return []
        known = []
        for options in words:
            recorded = [(number, o) for o in options if (number := self._words.find(o)) is not None]
            if not recorded:
                return []
            known.append(recorded)
        found = []
        for chosen in itertools.islice(itertools.product(*known), _MOST_COMBINATIONS):
            numbers, key = zip(*chosen, strict=True)
            found += [n for n in self._whole.of(sum_of_key(numbers)) if self.names[n] == key]
        return found

    def with_parts(self, words: Sequence[tuple[str, ...]]) -> list[int]:
        """Numbers of the names that hold all these words, in any order."""
        import numpy as np

        found: NDArray[Any] | None = None
        for numbers in sorted(map(self._holding_any, words), key=len):
            found = numbers if found is None else found[np.isin(found, numbers, assume_unique=True)]
            if not len(found):
                return []
        if found is None:
            return []
        whole: list[int] = found[~self.arrays["undivided"][found]].tolist()
        options = Counter(option for options in words for option in set(options))
        return whole if max(options.values()) == 1 else [n for n in whole if _fits(self.names[n], words)]

    def _holding_any(self, options: Sequence[str]) -> NDArray[Any]:
        import numpy as np

        parts = [self.holding[option] for option in options if option in self.holding]
        if len(parts) == 1:
            return parts[0]
        return np.unique(np.concatenate(parts)) if parts else np.zeros(0, np.int32)

    def with_initials(self, letters: str) -> list[int]:
        """Numbers of the names of three or four words that begin with these letters, in order ("jfk")."""
        found = self._initials.of(sum_of_key(map(ord, letters)))
        return [n for n in found if "".join(word[0] for word in self.names[n]) == letters]

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
        shapes = [shape(word[0], len(word) + k, word[-1]) for k in range(-allowed, allowed + 1)]
        return closest(word, [self._words[n] for code in shapes for n in self._shapes.of(code)], allowed)

    def similar(self, text: str, limit: int = 3) -> list[str]:
        """Recorded names with words like all those of `text`, the most alike first.

        Words are alike only if they begin with the same letter.
        """
        import numpy as np

        words = [token.folded for token in tokenize(text)]
        holds = np.full(len(self.names), bool(words))
        for word in words:
            holds_like = np.zeros(len(self.names), bool)
            for other in self._alike(word):
                holds_like[self.holding[other]] = True
            holds &= holds_like
        found = np.flatnonzero(holds)
        if len(found) > _MOST_SIMILAR:
            starts = self.arrays["name.starts"]
            found = found[np.argsort(starts[found + 1] - starts[found], kind="stable")][:_MOST_SIMILAR]
        ranked = sorted((-_likeness(words, self.names[n]), len(self.names[n]), self.texts[n]) for n in found.tolist())
        return list(dict.fromkeys(name for _, _, name in ranked))[:limit]

    def _alike(self, word: str) -> list[str]:
        """Recorded words like a word: itself, and others that begin with the same letter."""
        from rapidfuzz import fuzz, process

        found = [word] if self.knows(word) else []
        # The ratio of two texts is at most twice the shorter length by the sum of the lengths.
        least, most = int(len(word) * _ALIKE / (200 - _ALIKE)), int(len(word) * (200 - _ALIKE) / _ALIKE) + 1
        if word and most >= SHORTEST_SHAPED:
            near = self._shapes.between(shape(word[0], max(least, SHORTEST_SHAPED)), shape(word[0], most + 1))
            others = process.extract(
                word, [self._words[n] for n in near], scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_MOST_ALIKE
            )
            found += [other for other, _, _ in others if other != word]
        return found


def index_names(
    named: Iterable[tuple[str, str]],
    undivided: Container[str] = frozenset(),
    titles: Iterable[tuple[str, str]] = (),
) -> NameIndex:
    """The index of some names: pairs of an IRI and a name of that thing.

    Of the things in `undivided` only the whole name names them. `titles` are short texts that are told of things and
    may stand beside their names: "King of England".
    """
    return NameIndex(name_arrays(named, undivided, titles))


def closest(word: str, candidates: Iterable[str], allowed: int) -> list[str]:
    """The candidates at the smallest edit distance from `word` (transpositions count one), at most `allowed`."""
    from rapidfuzz.distance import OSA

    distances = [(OSA.distance(word, c, score_cutoff=allowed), c) for c in candidates]
    best = min((d for d, _ in distances), default=allowed + 1)
    return sorted(c for d, c in distances if d == best <= allowed)


def _likeness(words: Sequence[str], name: tuple[str, ...]) -> float:
    """How alike the least alike of the words is to some word of the name, from 0 to 100."""
    from rapidfuzz import fuzz

    return min((max(fuzz.ratio(word, other) for other in name) for word in words), default=0)


def _fits(name: tuple[str, ...], words: Sequence[tuple[str, ...]]) -> bool:
    """Whether each word can be given a token of the name of its own."""
    left = list(name)
    for options in words:
        taken = next((o for o in options if o in left), None)
        if taken is None:
            return False
        left.remove(taken)
    return True
