"""Terms as bytes in one block, found by position and by their content."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

from kgqa.model import IRI, BlankNode, Literal, Term
from kgqa.reason.engine.relation import seen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray


def packed(pieces: Sequence[bytes]) -> dict[str, NDArray[Any]]:
    """The arrays of `TermsOnDisk` for terms as bytes (`written`).

    They are the bytes, where each term begins, the checksums in order, and the terms in that order.
    """
    sums = np.fromiter(map(crc32, pieces), np.uint32, len(pieces))
    order = np.argsort(sums, kind="stable").astype(np.uint32)
    starts = np.zeros(len(pieces) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, pieces), np.int64, len(pieces)), out=starts[1:])
    return {
        "bytes": np.frombuffer(b"".join(pieces), np.uint8),
        "starts": starts,
        "sums": sums[order],
        "order": order,
    }


def written(term: Term) -> bytes:
    """A term as bytes: an IRI, `_:` and a label, or a datatype (`@` and a language), a zero byte and the text."""
    if isinstance(term, IRI):
        return term.value.encode("utf-8", "surrogatepass")
    if isinstance(term, BlankNode):
        return b"_:" + term.value.encode("utf-8", "surrogatepass")
    kind = term.datatype if term.language is None else f"@{term.language}"
    return f"{kind}\0{term.lexical}".encode("utf-8", "surrogatepass")


class TermsOnDisk:
    """The terms that `packed` made arrays of (implements `KeptTerms`)."""

    def __init__(self, arrays: dict[str, NDArray[Any]], *, literals: bool) -> None:
        self._bytes = seen(arrays["bytes"])
        self._starts = seen(arrays["starts"])
        self._sums = seen(arrays["sums"])
        self._order = seen(arrays["order"])
        self._arrays = arrays
        self._literals = literals

    def __len__(self) -> int:
        return len(self._order)

    def term(self, number: int) -> Term:
        """The term at a position."""
        text = self._piece(number).decode("utf-8", "surrogatepass")
        if not self._literals:
            return BlankNode(text[2:]) if text.startswith("_:") else IRI(text)
        kind, _, lexical = text.partition("\0")
        return Literal(lexical, language=kind[1:]) if kind.startswith("@") else Literal(lexical, kind)

    def find(self, term: Term) -> int | None:
        """The position of a term."""
        wanted = written(term)
        total = crc32(wanted)
        place = bisect_left(self._sums, total)
        while place < len(self._sums) and self._sums[place] == total:
            number = self._order[place]
            if self._piece(number) == wanted:
                return number
            place += 1
        return None

    def named(self) -> NDArray[np.bool_]:
        """Which of the terms are IRIs; no IRI begins with `_:`, for its scheme begins with a letter."""
        starts, content = self._arrays["starts"][:-1], self._arrays["bytes"]
        if not len(starts) or not len(content):
            return np.ones(len(starts), bool)
        first = content[np.minimum(starts, len(content) - 1)]
        second = content[np.minimum(starts + 1, len(content) - 1)]
        named: NDArray[np.bool_] = ~((first == ord("_")) & (second == ord(":")))
        return named

    def written(self) -> Iterator[bytes]:
        """Each term as bytes."""
        content = bytes(self._bytes)
        return (content[begin:end] for begin, end in pairwise(self._starts))

    def _piece(self, number: int) -> bytes:
        return bytes(self._bytes[self._starts[number] : self._starts[number + 1]])
