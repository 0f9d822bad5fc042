"""Many facts as triples at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.model import IRI, Triple
from kgqa.reason.engine.dictionary import LITERAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kgqa.reason.engine.alias import Key
    from kgqa.reason.engine.view import View

Pairs = dict[tuple[int, int], None]


def decoded(tables: Mapping[Key, Pairs], view: View) -> Iterator[Triple]:
    """All triples of facts by key."""
    if not view.equality:
        for key, pairs in tables.items():
            yield from _renamed(key, pairs, view)
        return
    triple = view.dictionary.triple
    for key, pairs in tables.items():
        for left, right in pairs:
            yield from (triple(*found) for found in view.triples((key, left, right)))


def _renamed(key: Key, pairs: Iterable[tuple[int, int]], view: View) -> Iterator[Triple]:
    """The triples where nothing is the same as anything else."""
    term = view.dictionary.term
    for predicate, kind, turned in view.names.of(key):
        name = term(predicate)
        assert isinstance(name, IRI)
        if kind >= 0:
            its = term(kind)
            yield from [Triple(term(left), name, its) for left, _ in pairs]
        elif turned:
            yield from [Triple(term(right), name, term(left)) for left, right in pairs if right < LITERAL]
        else:
            yield from [Triple(term(left), name, term(right)) for left, right in pairs if left < LITERAL]
