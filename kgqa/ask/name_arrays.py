"""The arrays of a name index, made from names in one pass."""

from __future__ import annotations

from itertools import chain, compress
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from kgqa.ask.texts import by_sum, packed
from kgqa.ask.tokens import key_of_name, tokenize

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    import numpy as np
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.int64]

SHORTEST_SHAPED = 2
FEWEST_INITIALS, MOST_INITIALS = 3, 4
FACTOR, MODULUS = 0x9E3779B97F4A7C15, 1 << 64
_PLACE = 21
"""Bits of a code point."""


def name_arrays(
    named: Iterable[tuple[str, str]], undivided: Container[str], titles: Iterable[tuple[str, str]]
) -> dict[str, NDArray[Any]]:
    """The arrays of `kgqa.ask.names.NameIndex`, from things (their IRIs) and names.

    `undivided` are things of which only the whole name names them; `titles` are short texts told of things.
    """
    import numpy as np

    words = _Vocabulary()
    things, texts, bearers, spans = _keyed(named, words)
    held = len(words)
    told = _told(titles, things, words)
    names = np.repeat(np.arange(len(texts)), spans.lengths)
    whole_only = np.fromiter((thing in undivided for thing in things), bool, len(things))
    return {
        **packed("text", texts),
        **packed("thing", list(things), found=True),
        **packed("word", list(words), found=True),
        **_shapes(list(words)[:held]),
        **_rows("name", names, spans.flat, len(texts), in_order=True),
        **_rows("held", spans.flat, names, len(words)),
        **_rows("title", told >> 32, told & 0xFFFFFFFF, len(things)),
        **by_sum("whole", _sums(*spans)),
        **_initials(spans, list(words)),
        "thing_of": bearers.astype(np.int32),
        "undivided": whole_only[bearers],
        "titled": np.isin(np.arange(len(words)), told & 0xFFFFFFFF),
    }


class _Vocabulary(dict[str, int]):
    """Numbers for words, each new one the next."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


def _keyed(named: Iterable[tuple[str, str]], words: _Vocabulary) -> tuple[_Vocabulary, list[str], Numbers, Spans]:
    """Things by number; then of each name its text, its thing and its words."""
    import numpy as np

    rows = [row for row in dict.fromkeys(named) if row[1] and not row[1].isspace()]
    spans = _words_of_names([text for _, text in rows], words)
    kept = spans.lengths > 0
    if not kept.all():
        rows = list(compress(rows, kept.tolist()))
    things = _Vocabulary()
    bearers = np.fromiter(map(things.__getitem__, map(itemgetter(0), rows)), np.int64, len(rows))
    return things, [text for _, text in rows], bearers, spans._replace(lengths=spans.lengths[kept])


class Spans(NamedTuple):
    """Rows of numbers of different lengths, one after another."""

    flat: Numbers
    lengths: Numbers

    def taken(self, rows: Numbers) -> Numbers:
        """The numbers of some rows, one after another."""
        import numpy as np

        begins, many = (np.cumsum(self.lengths) - self.lengths)[rows], self.lengths[rows]
        found: Numbers = self.flat[np.repeat(begins - (np.cumsum(many) - many), many) + np.arange(many.sum())]
        return found


def _spans(rows: Iterable[Iterable[int]]) -> Spans:
    import numpy as np

    kept = list(map(tuple, rows))
    lengths = np.fromiter(map(len, kept), np.int64, len(kept))
    return Spans(np.fromiter(chain.from_iterable(kept), np.int64, int(lengths.sum())), lengths)


def _words_of_names(texts: list[str], words: _Vocabulary) -> Spans:
    """The words of names (`key_of_name`), none of which is blank.

    What stands between spaces is read once, wherever it is repeated: nothing is read across a space, but that the
    first word of a name is no number.
    """
    import numpy as np

    pieces = list(map(str.split, texts))
    blank = {piece for piece in {row[0] for row in pieces} if not key_of_name(piece)}
    if blank:
        pieces = [[text] if row[0] in blank else row for row, text in zip(pieces, texts, strict=True)]
    first, later = _Vocabulary(), _Vocabulary()
    many = np.fromiter(map(len, pieces), np.int64, len(pieces))
    begins = np.cumsum(many) - many
    place = np.full(int(many.sum()), -1)
    place[begins] = np.fromiter((first[row[0]] for row in pieces), np.int64, len(pieces))
    rest = (later[piece] for row in pieces for piece in row[1:])
    place[place < 0] = len(first) + np.fromiter(rest, np.int64, len(place) - len(pieces))
    keys = chain(map(key_of_name, first), (key_of_name(f"x {piece}")[1:] for piece in later))
    spans = _spans(map(words.__getitem__, key) for key in keys)
    many_words = spans.lengths[place]
    return Spans(spans.taken(place), np.add.reduceat(many_words, begins) if len(begins) else many_words)


def _told(titles: Iterable[tuple[str, str]], things: Mapping[str, int], words: _Vocabulary) -> Numbers:
    """Pairs of a thing and a word of what is told of it, in one number each."""
    import numpy as np

    known = [(things[thing], text) for thing, text in titles if thing in things]
    pieces = _Vocabulary()
    rows = _spans(map(pieces.__getitem__, text.split()) for _, text in known)
    spans = _spans((words[token.folded] for token in tokenize(piece)) for piece in pieces)
    bearers = np.repeat(np.fromiter((thing for thing, _ in known), np.int64, len(known)), rows.lengths)
    return (np.repeat(bearers, spans.lengths[rows.flat]) << 32) | spans.taken(rows.flat)


def _rows(
    name: str, left: NDArray[Any], right: NDArray[Any], count: int, *, in_order: bool = False
) -> dict[str, NDArray[Any]]:
    """For each number below `count` the numbers paired with it: as they come if `in_order`, else sorted, once each."""
    import numpy as np

    if not in_order:
        pairs = np.sort((left << 32) | right)
        if len(pairs):
            pairs = pairs[np.concatenate(([True], pairs[1:] != pairs[:-1]))]
        left, right = pairs >> 32, pairs & 0xFFFFFFFF
    starts = np.searchsorted(left, np.arange(count + 1))
    return {f"{name}.starts": starts.astype(np.int64), f"{name}.rows": right.astype(np.int32)}


def _sums(flat: NDArray[Any], lengths: NDArray[Any]) -> NDArray[Any]:
    """One sum for the words of each name, by Horner's rule."""
    import numpy as np

    sums = np.zeros(len(lengths), np.uint64)
    begins = np.cumsum(lengths) - lengths
    left = np.arange(len(lengths))
    place = 0
    while len(left := left[lengths[left] > place]):
        sums[left] = sums[left] * np.uint64(FACTOR) + flat[begins[left] + place].astype(np.uint64) + np.uint64(1)
        place += 1
    return sums


def _initials(spans: Spans, words: list[str]) -> dict[str, NDArray[Any]]:
    """The names of three or four words by the first letters of these."""
    import numpy as np

    letters = np.fromiter((ord(word[0]) for word in words), np.int64, len(words))
    numbers = np.flatnonzero((spans.lengths >= FEWEST_INITIALS) & (spans.lengths <= MOST_INITIALS))
    found = by_sum("initials", _sums(letters[spans.taken(numbers)], spans.lengths[numbers]))
    return {**found, "initials.order": numbers.astype(np.int32)[found["initials.order"]]}


def sum_of_key(words: Iterable[int]) -> int:
    """The sum of the words of one name."""
    total = 0
    for word in words:
        total = (total * FACTOR + word + 1) % MODULUS
    return total


def shape(first: str, length: int, last: str = "\0") -> int:
    """A number for words of a first letter, a length and a last letter, in that order of importance."""
    return (ord(first) << _PLACE | min(length, (1 << _PLACE) - 1)) << _PLACE | ord(last)


def _shapes(words: list[str]) -> dict[str, NDArray[Any]]:
    """Words that may have been misspelt, by their shapes."""
    import numpy as np

    numbers = [n for n, word in enumerate(words) if len(word) >= SHORTEST_SHAPED and word.isalpha()]
    shapes = [shape(words[n][0], len(words[n]), words[n][-1]) for n in numbers]
    found = by_sum("shape", np.array(shapes, np.int64))
    return {**found, "shape.order": np.array(numbers, np.int32)[found["shape.order"]]}
