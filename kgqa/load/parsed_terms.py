"""Terms as the parser made them, turned into the model's only when somebody asks for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgqa.store.terms import from_ox, to_ox

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from kgqa.model import Term
    from kgqa.store.terms import OxTerm


class ParsedTerms:
    """Distinct terms by position (what the reasoner's dictionary takes as `KeptTerms`)."""

    def __init__(self, terms: Sequence[OxTerm], numbers: Mapping[object, int], first: int) -> None:
        """`numbers` has the number of each term, `first` being that of the first one."""
        self._terms, self._numbers, self._first = terms, numbers, first

    def __len__(self) -> int:
        return len(self._terms)

    def term(self, number: int) -> Term:
        """The term at a position."""
        return from_ox(self._terms[number])

    def find(self, term: Term) -> int | None:
        """The position of a term."""
        try:
            number = self._numbers.get(to_ox(term))
        except ValueError:  # No file can hold such a term.
            return None
        return None if number is None else number - self._first

    def named(self) -> NDArray[np.bool_]:
        """Which of the terms are IRIs."""
        import numpy as np

        return np.fromiter((type(term) is ox.NamedNode for term in self._terms), np.bool_, len(self._terms))

    def written(self) -> Iterator[bytes]:
        """Each term as bytes: an IRI, `_:` and a label, or a datatype (`@` and a language), a zero byte and a text."""
        return map(_written, self._terms)


def _written(term: OxTerm) -> bytes:
    if type(term) is ox.NamedNode:
        return term.value.encode()
    if type(term) is ox.BlankNode:
        return b"_:" + term.value.encode()
    assert isinstance(term, ox.Literal)
    kind = term.datatype.value if term.language is None else f"@{term.language}"
    return f"{kind}\0{term.value}".encode()
