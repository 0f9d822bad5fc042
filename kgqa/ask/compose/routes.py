"""Ways between two kinds of things that no single property links: by way of one kind between them.

The kind between may hold a reference to each ("visits" between visitors and museums), or lie on the way from one to
the other ("songs" of "singers" of a country). Going on from what two things have in common to whatever else has it is
no way: it would link almost everything with everything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias
from weakref import WeakKeyDictionary

from kgqa.ask.form import Form, Join, Relation

if TYPE_CHECKING:
    from kgqa.ask.compose.kinds import Kinds
    from kgqa.model import IRI

Route: TypeAlias = "tuple[Relation, ...]"
"""Relations to follow one after the other."""
_MOST_RELATIONS = 300
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
    """The ways of two relations from members of one kind to members of another; `through`: by way of this kind."""
    if not heads or not ends:
        return []
    return [
        (first, second)
        for first in steps(kinds)
        if kinds.compatible(kinds.subjects(first), heads)
        for middle in (kinds.values(first),)
        if through is None or through in middle
        for second in steps(kinds)
        if (first.inverse or not second.inverse)
        and second != first.reversed()
        and kinds.subjects(second) & middle
        and kinds.compatible(kinds.values(second), ends)
    ]


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
