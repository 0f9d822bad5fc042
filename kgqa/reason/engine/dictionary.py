"""Terms as numbers: resources count from 0, literals from `LITERAL`, each in the order in which they are met."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Protocol

import numpy as np

from kgqa.model import IRI, Literal, Term, Triple
from kgqa.reason.engine.terms import written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

LITERAL = 1 << 30
"""The number of the first literal; a smaller number is an IRI or a blank node."""
_REMEMBERED = 1 << 16
"""How many terms are kept that were read where they lie."""


class KeptTerms(Protocol):
    """Terms that lie elsewhere: in a saved closure (`TermsOnDisk`), or as a parser left them."""

    def __len__(self) -> int: ...

    def term(self, number: int) -> Term:
        """The term at a position."""

    def find(self, term: Term) -> int | None:
        """The position of a term."""

    def named(self) -> NDArray[np.bool_]:
        """Which of the terms are IRIs."""

    def written(self) -> Iterable[bytes]:
        """Each term as bytes, as `kgqa.reason.engine.terms.written` has it."""


class Dictionary:
    """Numbers for terms; `resources` and `literals` may be terms kept elsewhere, which new ones follow."""

    def __init__(self, resources: KeptTerms | None = None, literals: KeptTerms | None = None) -> None:
        self._kept = (resources, literals)
        self._base = (len(resources) if resources else 0, len(literals) if literals else 0)
        self._new: tuple[list[Term], list[Term]] = ([], [])
        self._numbers: dict[Term, int] = {}
        self._found_before: dict[Term, int] = {}
        self._terms: dict[int, Term] = {}
        self._named: NDArray[np.bool_] | None = None
        self._lock = Lock()

    @property
    def resources(self) -> int:
        """How many resources there are; every number below is one."""
        return self._base[0] + len(self._new[0])

    @property
    def literals(self) -> int:
        """How many literals there are."""
        return self._base[1] + len(self._new[1])

    @property
    def added(self) -> int:
        """How many terms have been given a number since what is kept elsewhere was opened."""
        return len(self._numbers)

    def encode(self, term: Term) -> int:
        """The number of a term, a new one if need be."""
        number = self.find(term)
        return self._add(term) if number is None else number

    def find(self, term: Term) -> int | None:
        """The number of a term that has one."""
        number = self._numbers.get(term)
        if number is None:
            number = self._found_before.get(term)
        if number is None:
            number = self._found(term)
            if number is not None:
                if len(self._found_before) >= _REMEMBERED:
                    self._found_before.clear()
                self._found_before[term] = number
        return number

    def term(self, number: int) -> Term:
        """The term of a number."""
        term = self._terms.get(number)
        if term is None:
            if len(self._terms) >= _REMEMBERED:
                self._terms.clear()
            term = self._terms[number] = self._made(number)
        return term

    def terms(self, numbers: Iterable[int]) -> list[Term]:
        """The terms of numbers."""
        return [self.term(number) for number in numbers]

    def triple(self, subject: int, predicate: int, obj: int) -> Triple:
        """The triple of three numbers."""
        name = self.term(predicate)
        assert isinstance(name, IRI)
        return Triple(self.term(subject), name, self.term(obj))

    def named(self) -> NDArray[np.bool_]:
        """For each resource whether it is an IRI rather than a blank node."""
        if self._named is None or len(self._named) < self.resources:
            kept = self._kept[0]
            old = kept.named() if kept is not None else np.zeros(0, bool)
            new = np.fromiter((isinstance(term, IRI) for term in self._new[0]), bool, len(self._new[0]))
            self._named = np.concatenate([old, new])
        return self._named

    def written(self) -> tuple[list[bytes], list[bytes]]:
        """The resources and the literals as bytes (`kgqa.reason.engine.terms`), in the order of their numbers."""
        found: tuple[list[bytes], list[bytes]] = ([], [])
        for pieces, kept, new in zip(found, self._kept, self._new, strict=True):
            pieces.extend(kept.written() if kept is not None else ())
            pieces.extend(map(written, new))
        return found

    def _made(self, number: int) -> Term:
        which, position = (1, number - LITERAL) if number >= LITERAL else (0, number)
        base = self._base[which]
        if position >= base:
            return self._new[which][position - base]
        kept = self._kept[which]
        assert kept is not None
        return kept.term(position)

    def _found(self, term: Term) -> int | None:
        literal = isinstance(term, Literal)
        kept = self._kept[literal]
        position = kept.find(term) if kept is not None else None
        return None if position is None else position + LITERAL * literal

    def _add(self, term: Term) -> int:
        literal = isinstance(term, Literal)
        with self._lock:
            number = self._numbers.get(term)
            if number is None:
                new = self._new[literal]
                new.append(term)
                number = self._base[literal] + len(new) - 1 + LITERAL * literal
                self._numbers[term] = number
        return number
