"""Ways between two kinds of things that no single property links: by way of one kind between them.

The kind between may hold a reference to each ("visits" between visitors and museums), or lie on the way from one to
the other ("songs" of "singers" of a country). Going on from what two things have in common to whatever else has it is
no way: it would link almost everything with everything.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, TypeAlias
from weakref import WeakKeyDictionary

from kgqa.ask.form import Form, Join, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.model import IRI

Route: TypeAlias = "tuple[Relation, ...]"
"""Relations to follow one after the other."""
_MOST_RELATIONS = 300
_FOUND: WeakKeyDictionary[Kinds, dict[tuple[object, ...], list[Route]]] = WeakKeyDictionary()
_STEPS: WeakKeyDictionary[Kinds, tuple[Relation, ...]] = WeakKeyDictionary()


def along(route: Route, of: Form) -> Form:
    """What a route leads to from a set."""
    for relation in route:
        of = Join(relation, of)
    return of


def back(route: Route) -> Route:
    """The route from its end to its start."""
    return tuple(relation.reversed() for relation in reversed(route))


def detours(kinds: Kinds, heads: frozenset[IRI], ends: frozenset[IRI], through: IRI | None = None) -> list[Route]:
    """The ways of two relations from members of one kind to members of another, no more than two: several are none.

    `through`: by way of this kind.
    """
    if not heads or not ends:
        return []
    known, key = _FOUND.setdefault(kinds, {}), (heads, ends, through)
    if key not in known:
        known[key] = list(islice(_detours(kinds, heads, ends, through), 2))
    return known[key]


def _detours(kinds: Kinds, heads: frozenset[IRI], ends: frozenset[IRI], through: IRI | None) -> Iterator[Route]:
    seconds = [(kinds.subjects(r), r) for r in steps(kinds) if kinds.compatible(kinds.values(r), ends)]
    for first in steps(kinds):
        middle = kinds.values(first)
        if (through is None or through in middle) and kinds.compatible(kinds.subjects(first), heads):
            for subjects, second in seconds:
                if (first.inverse or not second.inverse) and subjects & middle and second != first.reversed():
                    yield first, second


def steps(kinds: Kinds) -> tuple[Relation, ...]:
    """All relations between things whose kinds are known at both ends; none where they are too many to tell apart."""
    if kinds not in _STEPS:
        spoken = sorted(kinds.schema.properties - kinds.schema.unspoken)
        found = [
            Relation(iri, inverse)
            for iri in (spoken if len(spoken) <= _MOST_RELATIONS else ())
            if kinds.literal(Relation(iri)) is None and kinds.values(Relation(iri)) and kinds.subjects(Relation(iri))
            for inverse in (False, True)
        ]
        _STEPS[kinds] = tuple(found)
    return _STEPS[kinds]
