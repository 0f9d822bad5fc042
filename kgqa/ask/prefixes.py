"""Names of things by how their words begin, for completion while typing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kgqa.ask.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kgqa.ask.names import NameIndex

_WIDTH = 16
"""So many bytes of each word are kept in order; what is longer is compared in full."""
_AT_ONCE = 65_536


class Prefixes:
    """The words of recorded names in alphabetical order, and the names that hold them.

    It is made from the arrays of a name index in one pass without reading the words one by one: a million names take
    a fraction of a second, and 20 bytes a word.
    """

    def __init__(self, names: NameIndex) -> None:
        import numpy as np

        self.names = names
        self._arrays = names.arrays
        self._words = Texts(names.arrays, "word")
        heads = _heads(self._arrays["word.bytes"], self._arrays["word.starts"])
        self._order: NDArray[Any] = np.argsort(heads, kind="stable").astype(np.int32)
        self._heads = heads[self._order]

    def beginning(self, prefix: str) -> NDArray[Any]:
        """Numbers of the words that begin with the prefix, in alphabetical order."""
        import numpy as np

        wanted = prefix.encode("utf-8", "surrogatepass")
        head = wanted[:_WIDTH]
        first = np.searchsorted(self._heads, np.bytes_(head), side="left")
        last = np.searchsorted(self._heads, np.bytes_(head.ljust(_WIDTH, b"\xff")), side="right")
        found = self._order[first:last]
        if len(wanted) > _WIDTH:
            fits = [self._words[n].startswith(prefix) for n in found.tolist()]
            found = found[np.array(fits, bool)]
        return found

    def holding(self, fixed: Sequence[Sequence[str]], last: NDArray[Any], most: int) -> list[int]:
        """Names that hold all the fixed words, each given by its alternatives, and one of the words `last`.

        Those that begin with the first of these words come first, then the shorter ones; `most` of them at most.
        """
        import numpy as np

        held = self._marked(last)
        for options in fixed:
            other = np.zeros(len(held), bool)
            for option in options:
                if self.names.knows(option):
                    other[self.names.holding[option]] = True
            held &= other
        held &= ~self._arrays["undivided"]
        found = np.flatnonzero(held)
        starts = self._arrays["name.starts"]
        begins = self._begins(starts[found], fixed, last)
        worth = (starts[found + 1] - starts[found]) + np.where(begins, 0, 1_000)
        if len(found) > most:
            nearest = np.sort(np.argpartition(worth, most)[:most])
            found, worth = found[nearest], worth[nearest]
        numbers: list[int] = found[np.argsort(worth, kind="stable")].tolist()
        return numbers

    def _marked(self, words: NDArray[Any]) -> NDArray[Any]:
        """Which names hold one of the words."""
        import numpy as np

        marks = np.zeros(len(self.names.names), bool)
        starts, rows = self._arrays["held.starts"], self._arrays["held.rows"]
        lengths = starts[words + 1] - starts[words]
        before = np.cumsum(lengths) - lengths
        places = np.repeat(starts[words] - before, lengths) + np.arange(int(lengths.sum()))
        marks[rows[places]] = True
        return marks

    def _begins(self, places: NDArray[Any], fixed: Sequence[Sequence[str]], last: NDArray[Any]) -> NDArray[Any]:
        import numpy as np

        first = self._arrays["name.rows"][places]
        if not fixed:
            return np.isin(first, last)
        numbers = [n for option in fixed[0] if (n := self._words.find(option)) is not None]
        return np.isin(first, numbers)


def _heads(content: NDArray[Any], starts: NDArray[Any]) -> NDArray[Any]:
    """The first bytes of each of some texts, as an array that numpy sorts."""
    import numpy as np

    count = len(starts) - 1
    made = np.zeros((count, _WIDTH), np.uint8)
    columns = np.arange(_WIDTH)
    for begin in range(0, count, _AT_ONCE):
        end = min(begin + _AT_ONCE, count)
        places = starts[begin:end, None] + columns
        inside = places < starts[begin + 1 : end + 1, None]
        made[begin:end][inside] = content[places[inside]]
    return made.view(f"S{_WIDTH}").reshape(count)
