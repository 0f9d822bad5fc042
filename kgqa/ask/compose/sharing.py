"""What things share: those with the same director as a film, those who act in a film together with an actor.

Nothing shares anything with itself: what is compared is taken away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.compose.sets import filled, having, joined, met
from kgqa.ask.form import HOLE, Entity, Form, Intersection, Join, Minus, Union

if TYPE_CHECKING:
    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.form import Relation


def sharing(kinds: Kinds, noun: Form, other: Form) -> Form | None:
    """What has a member of the open set `noun` in common with `other`."""
    values = filled(kinds, noun, other)
    found = None if values is None else having(kinds, noun, values)
    return None if found is None else Minus(found, other)


def together(kinds: Kinds, relation: Relation, other: Form, kind: Form | None = None) -> Form | None:
    """What has the `relation` to something, of a kind if given, to which `other` has it too."""
    reached = joined(kinds, relation, other)
    if reached is not None and kind is not None:
        reached = met(kinds, kind, reached)
    found = None if reached is None else joined(kinds, relation.reversed(), reached)
    return None if found is None else Minus(found, other)


def companions(kinds: Kinds, noun: Relation) -> Form | None:
    """The open set of those who are what a noun says together with somebody: "co-author of _"."""
    if kinds.literal(noun) is not None:
        return None
    return Minus(Join(noun, Join(noun.reversed(), HOLE)), HOLE)


def others(form: Form) -> Form | None:
    """A set without the thing from which it leads out and back: the other films of a film's director.

    None, where it leads back to nothing that the question names.
    """
    named = _origin(form)
    return None if named is None else Minus(form, named)


def _origin(form: Form) -> Entity | None:
    """The thing to which the members of a set lead, and from which they are led to by the same relations."""
    match form:
        case Intersection(left=left, right=right) | Union(left=left, right=right):
            return _origin(left) or _origin(right)
        case Join(relation=relation, of=Join(relation=inner, of=Entity() as named)):
            return named if inner == relation.reversed() else None
        case _:
            return None
