"""Many facts as triples at once."""

from __future__ import annotations

from functools import partial
from itertools import repeat
from operator import itemgetter
from typing import TYPE_CHECKING

from kgqa.model import Term, Triple
from kgqa.reason.engine.dictionary import LITERAL

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from kgqa.reason.engine.alias import Key
    from kgqa.reason.engine.dictionary import Dictionary
    from kgqa.reason.engine.view import Numbered, View

_made: Callable[[Iterable[object]], Triple] = partial(tuple.__new__, Triple)
"""A triple of three terms; calling `Triple` takes twice the time."""


def decoded(
    tables: Mapping[Key, Collection[tuple[int, int]]], view: View, but: Collection[Numbered] = ()
) -> Iterator[Triple]:
    """All triples of facts by key, `but` some."""
    if view.equality:
        yield from _spread(tables, view, but)
        return
    terms = _Terms(view.dictionary).__getitem__
    for key, pairs in tables.items():
        for predicate, kind, turned in view.names.of(key):
            at = int(turned)
            ends = [pair for pair in pairs if pair[at] < LITERAL]
            without = {(subject, obj) for subject, name, obj in but if name == predicate}
            if without:
                ends = [pair for pair in ends if (pair[at], kind if kind >= 0 else pair[1 - at]) not in without]
            objects = repeat(kind) if kind >= 0 else map(itemgetter(1 - at), ends)
            parts = map(terms, map(itemgetter(at), ends)), repeat(terms(predicate)), map(terms, objects)
            yield from map(_made, zip(*parts, strict=False))


class _Terms(dict[int, Term]):
    """The terms of numbers, each made once."""

    def __init__(self, dictionary: Dictionary) -> None:
        super().__init__()
        self._dictionary = dictionary

    def __missing__(self, number: int) -> Term:
        term = self[number] = self._dictionary.term(number)
        return term


def _spread(
    tables: Mapping[Key, Collection[tuple[int, int]]], view: View, but: Collection[Numbered]
) -> Iterator[Triple]:
    """The triples where some things are the same as others."""
    without = set(but)
    for key, pairs in tables.items():
        for left, right in pairs:
            found = (triple for triple in view.triples((key, left, right)) if triple not in without)
            yield from (view.dictionary.triple(*triple) for triple in found)
