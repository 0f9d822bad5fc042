"""Many facts as triples at once."""

from __future__ import annotations

from functools import partial
from itertools import repeat
from typing import TYPE_CHECKING

from kgqa.model import Triple
from kgqa.reason.engine.dictionary import LITERAL

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from kgqa.reason.engine.alias import Key
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
    for key, pairs in tables.items():
        for predicate, kind, turned in view.names.of(key):
            without = {(subject, obj) for subject, name, obj in but if name == predicate}
            ends = [(right, left) for left, right in pairs] if turned else pairs
            if kind >= 0:
                ends = [(left, kind) for left, _ in ends]
            yield from _named(predicate, [pair for pair in ends if pair[0] < LITERAL and pair not in without], view)


def _named(predicate: int, ends: list[tuple[int, int]], view: View) -> Iterator[Triple]:
    """The triples of a predicate."""
    term = view.dictionary.term
    subjects, objects = [subject for subject, _ in ends], [obj for _, obj in ends]
    return map(_made, zip(map(term, subjects), repeat(term(predicate)), map(term, objects), strict=False))


def _spread(
    tables: Mapping[Key, Collection[tuple[int, int]]], view: View, but: Collection[Numbered]
) -> Iterator[Triple]:
    """The triples where some things are the same as others."""
    without = set(but)
    for key, pairs in tables.items():
        for left, right in pairs:
            found = (triple for triple in view.triples((key, left, right)) if triple not in without)
            yield from (view.dictionary.triple(*triple) for triple in found)
