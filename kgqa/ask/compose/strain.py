"""Where the kinds of two sets meet by accident only: the rare thing that is in two classes that have little to do
with each other, such as a person and a book of one name that a graph takes for one thing.

A reading that rests on such a meeting is possible, but less likely than one that does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.form import Entity, Form, Intersection, Join, Within
from kgqa.ask.structure import parts

if TYPE_CHECKING:
    from kgqa.ask.compose.kinds import Kinds
    from kgqa.model import IRI


_MOST_NAMED = 20
_IMPROBABLE = 3
"""The strain of a relation that nothing of a thing's classes ever has, though nothing is declared of it."""


def strain(kinds: Kinds, form: Form) -> int:
    """In how many places of a form sets meet by accident only."""
    return _here(kinds, form) + sum(strain(kinds, part) for part in parts(form))


def _here(kinds: Kinds, form: Form) -> int:
    match form:
        case Join(relation=relation, of=Within(of=of)) | Join(relation=relation, of=of):
            ends = [kinds.classes(iri) for iri in of.iris[:_MOST_NAMED]] if isinstance(of, Entity) else [kinds.of(of)]
            subjects = kinds.subjects(relation)
            if all(not kinds.compatible(subjects, end) for end in ends):
                return _IMPROBABLE
            return int(all(by_accident(kinds, subjects, end) for end in ends))
        case Intersection(left=left, right=right):
            return int(by_accident(kinds, kinds.of(left), kinds.of(right)))
        case _:
            return 0


def by_accident(kinds: Kinds, one: frozenset[IRI], other: frozenset[IRI]) -> bool:
    """Whether two sets of classes meet by accident only; unknown ones do not."""
    return bool(one and other) and all(kinds.is_accident(a, b) for a in one for b in other)
