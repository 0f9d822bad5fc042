"""Many texts in one block of bytes, each read where it lies: quick to write, to open from a file, and to look up."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, overload
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TypeAlias

    from numpy.typing import NDArray

    Arrays: TypeAlias = Mapping[str, NDArray[Any]]


def packed(name: str, texts: Sequence[str], *, found: bool = False) -> dict[str, NDArray[Any]]:
    """The arrays of `Texts` of that name; with `found`, also those by which `Texts.find` finds a text."""
    import numpy as np

    pieces = [text.encode("utf-8", "surrogatepass") for text in texts]
    starts = np.zeros(len(pieces) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, pieces), np.int64, len(pieces)), out=starts[1:])
    arrays: dict[str, NDArray[Any]] = {
        f"{name}.bytes": np.frombuffer(b"".join(pieces), np.uint8),
        f"{name}.starts": starts,
    }
    return arrays | (by_sum(f"{name}", np.fromiter(map(crc32, pieces), np.int64, len(pieces))) if found else {})


def by_sum(name: str, sums: NDArray[Any]) -> dict[str, NDArray[Any]]:
    """The arrays of `numbers_of`: some sums in order, and the numbers of what has them."""
    import numpy as np

    order = np.argsort(sums, kind="stable")
    return {f"{name}.sums": sums[order], f"{name}.order": order.astype(np.int32)}


class BySum:
    """Numbers of things by a sum that several may share."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        self._sums = seen(arrays[f"{name}.sums"])
        self._order = seen(arrays[f"{name}.order"])

    def of(self, total: int) -> Iterator[int]:
        """The numbers with that sum, in order."""
        place = bisect_left(self._sums, total)
        while place < len(self._sums) and self._sums[place] == total:
            yield self._order[place]
            place += 1

    def between(self, least: int, below: int) -> list[int]:
        """The numbers whose sum is at least `least` and below `below`, by their sums."""
        begin = bisect_left(self._sums, least)
        return list(self._order[begin : bisect_left(self._sums, below, begin)])


_MOST_FOUND = 20_000
"""So many texts are kept that were looked for."""


class Texts(Sequence[str]):
    """The texts that `packed` made arrays of."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        self._bytes = seen(arrays[f"{name}.bytes"])
        self._starts = seen(arrays[f"{name}.starts"])
        self._by_sum = BySum(arrays, name) if f"{name}.sums" in arrays else None
        self._found: dict[str, int | None] = {}

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> list[str]: ...
    def __getitem__(self, number: int | slice) -> str | list[str]:
        if isinstance(number, slice):
            return [self[n] for n in range(*number.indices(len(self)))]
        if not 0 <= number < len(self):
            raise IndexError(number)
        return str(self._bytes[self._starts[number] : self._starts[number + 1]], "utf-8", "surrogatepass")

    def find(self, text: str) -> int | None:
        """The number of a text, if it is one of these, which must have been packed to be found."""
        if text in self._found:
            return self._found[text]
        assert self._by_sum is not None
        if len(self._found) >= _MOST_FOUND:
            self._found.clear()
        number = next((n for n in self._by_sum.of(sum_of(text)) if self[n] == text), None)
        self._found[text] = number
        return number


def sum_of(text: str) -> int:
    """The checksum by which a text is found."""
    return crc32(text.encode("utf-8", "surrogatepass"))


def seen(array: NDArray[Any]) -> memoryview[Any]:
    """An array as plain Python reads it fastest."""
    # The types of numpy do not say, before Python 3.12, that an array is a buffer.
    return memoryview(array)  # type: ignore[arg-type]
