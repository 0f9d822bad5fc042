"""The arrays of a name index, made from names in one pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kgqa.ask.texts import by_sum, packed
from kgqa.ask.tokens import key_of_name, tokenize

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable

    from numpy.typing import NDArray

SHORTEST_SHAPED = 2
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

    words: dict[str, int] = {}
    things, texts, bearers, keys, lengths = _keyed(named, words)
    flat, many = np.array(keys, np.int64), np.array(lengths, np.int64)
    told, held = _told(titles, things, words), len(words)
    names = np.repeat(np.arange(len(texts)), many)
    whole_only = np.fromiter((thing in undivided for thing in things), bool, len(things))
    thing_of = np.array(bearers, np.int32)
    return {
        **packed("text", texts),
        **packed("thing", list(things), found=True),
        **packed("word", list(words), found=True),
        **_shapes(list(words)[:held]),
        **_rows("name", names, flat, len(texts), in_order=True),
        **_rows("held", flat, names, len(words)),
        **_rows("title", told >> 32, told & 0xFFFFFFFF, len(things)),
        **by_sum("whole", _sums(flat, many)),
        "thing_of": thing_of,
        "undivided": whole_only[thing_of],
        "titled": np.isin(np.arange(len(words)), told & 0xFFFFFFFF),
    }


class _Pieces(dict[str, tuple[int, ...]]):
    """What stands between two spaces as numbers of words, kept once it has been read."""

    def __init__(self, words: dict[str, int], read: Callable[[str], Iterable[str]]) -> None:
        super().__init__()
        self._words, self._read = words, read

    def __missing__(self, piece: str) -> tuple[int, ...]:
        found = self[piece] = tuple(self._words.setdefault(word, len(self._words)) for word in self._read(piece))
        return found


def _keyed(
    named: Iterable[tuple[str, str]], words: dict[str, int]
) -> tuple[dict[str, int], list[str], list[int], list[int], list[int]]:
    """Things by number; then of each name its text, its thing, its words (all in one list) and how many they are."""
    first, later = _Pieces(words, key_of_name), _Pieces(words, lambda piece: key_of_name(f"x {piece}")[1:])
    things: dict[str, int] = {}
    known: set[tuple[int, str]] = set()
    texts: list[str] = []
    bearers: list[int] = []
    keys: list[int] = []
    lengths: list[int] = []
    for thing, text in named:
        key: tuple[int, ...] = ()
        for piece in text.split():
            key += later[piece] if key else first[piece]
        bearer = things.setdefault(thing, len(things)) if key else -1
        if not key or (bearer, text) in known:
            continue
        known.add((bearer, text))
        texts.append(text)
        bearers.append(bearer)
        keys += key
        lengths.append(len(key))
    return things, texts, bearers, keys, lengths


def _told(titles: Iterable[tuple[str, str]], things: dict[str, int], words: dict[str, int]) -> NDArray[Any]:
    """Pairs of a thing and a word of what is told of it, sorted."""
    import numpy as np

    texts = _Pieces(words, lambda text: (token.folded for token in tokenize(text)))
    known = ((things[thing], text) for thing, text in titles if thing in things)
    pairs = {thing << 32 | word for thing, text in known for word in texts[text]}
    return np.sort(np.fromiter(pairs, np.int64, len(pairs)))


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
