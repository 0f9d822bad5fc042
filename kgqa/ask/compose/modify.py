"""Modifiers: what the words around a noun make of the set that it means."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from kgqa.ask.compose.amounts import Amount, bounded
from kgqa.ask.compose.links import Link, gathering, tied
from kgqa.ask.compose.measures import Degree, best, best_by
from kgqa.ask.compose.routes import along, back
from kgqa.ask.compose.rows import holders, owners, value_of, with_such
from kgqa.ask.compose.sets import met, negated
from kgqa.ask.forest import Ranked
from kgqa.ask.form import HOLE, THING, Aggregate, Count, Entity, Form, Intersection, Join, Union, Value
from kgqa.ask.structure import fill

if TYPE_CHECKING:
    from kgqa.ask.compose.amounts import Function
    from kgqa.ask.compose.kinds import Kinds


@dataclass(frozen=True, slots=True)
class Owning:
    """How many of a set are linked to the thing: a measure of what the modifier stands by ("more than one song").

    `figure`: instead of their number a sum or the like of a measure of theirs ("total sales above 300").
    """

    of: Form
    figure: tuple[Function, Form] | None = None


@dataclass(frozen=True, slots=True)
class Bounded:
    """Having so many of a set linked to it."""

    by: Owning
    amount: Amount


@dataclass(frozen=True, slots=True)
class Extreme:
    """Being first: by a word of degree, or by a named measure, from its high end or its low end."""

    by: Degree | Owning | Form
    highest: bool = True
    place: int = 1
    number: int = 1


@dataclass(frozen=True, slots=True)
class Not:
    """What does not hold of the set."""

    of: Modifier


@dataclass(frozen=True, slots=True)
class Both:
    """Two modifiers, the left one nearer to the noun; `either`: one of them is enough."""

    left: Modifier
    right: Modifier
    either: bool = False


_FAR = 2
"""A measure of what refers to the members of a set is rather meant of those, where they are spoken of themselves."""

Modifier: TypeAlias = "Form | Link | Extreme | Bounded | Not | Both"


def modified(kinds: Kinds, head: Form, modifier: Modifier) -> Form | Ranked | None:
    """The members of a set to which a modifier applies."""
    match modifier:
        case Link():
            return tied(kinds, head, modifier)
        case Extreme(by=Degree() as degree, place=place, number=number):
            return best(kinds, head, degree, place, number)
        case Extreme():
            return _first(kinds, head, modifier)
        case Bounded(by=by, amount=amount):
            measure = _owned(kinds, head, by)
            condition = None if measure is None else bounded(kinds, measure, amount)
            if condition is not None and kinds.literal_of(head) is not None:
                return Intersection(head, condition)
            return None if condition is None else met(kinds, head, condition)
        case Value() | Not(of=Value()) if not _may_be(kinds, head, modifier):
            return None
        case Not(of=Link() as link):
            return _unless_linked(kinds, head, link)
        case Not(of=of) if not isinstance(of, (Extreme, Both, Not, Link, Bounded)):
            return met(kinds, head, negated(of))
        case Both(left=left, right=right, either=False):
            first = _one(modified(kinds, head, left))
            return None if first is None else modified(kinds, first, right)
        case Both(left=left, right=right):
            one, other = _one(modified(kinds, head, left)), _one(modified(kinds, head, right))
            return None if one is None or other is None else Union(one, other)
        case Not():
            return None
        case _:
            found = met(kinds, head, modifier)
            return with_such(kinds, head, modifier) if found is None else found


def _first(kinds: Kinds, head: Form, extreme: Extreme) -> Form | Ranked | None:
    by = extreme.by
    if isinstance(by, Degree):
        return best(kinds, head, by, extreme.place, extreme.number)
    highest = extreme.highest
    measure = _owned(kinds, head, by) if isinstance(by, Owning) else _reached(kinds, head, by, highest=highest)
    if measure is None:
        return None
    found = best_by(kinds, head, measure, highest=highest, place=extreme.place, number=extreme.number)
    return found if found is None or measure == by or isinstance(by, Owning) else Ranked(((found, _FAR),))


def _may_be(kinds: Kinds, head: Form, modifier: Modifier) -> bool:
    """Whether a text is one of the values that a set may consist of."""
    noun = value_of(kinds, head)
    value = modifier.of if isinstance(modifier, Not) else modifier
    if not isinstance(noun, Join) or not isinstance(value, Value):
        return True
    return any(True for _ in kinds.store.match(None, noun.relation.property, value.literal))


def _one(found: Form | Ranked | None) -> Form | None:
    """The only alternative, or the cheapest where it is cheaper than the others."""
    if not isinstance(found, Ranked):
        return found
    ranked = sorted(found.alternatives, key=lambda pair: pair[1])
    if not ranked or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]):
        return None
    form: Form = ranked[0][0]
    return form


def _owned(kinds: Kinds, head: Form, by: Owning) -> Form | None:
    """The measure, for members of `head`, of how many of a set are linked to them."""
    if (noun := value_of(kinds, head)) is not None and (having := holders(kinds, noun, by.of)) is not None:
        return _figure(having, by)
    route = gathering(kinds, by.of, head)
    if route is not None and by.figure is not None and len(route) > 1:
        return None
    linked = None if route is None else met(kinds, by.of, along(back(route), HOLE))
    return None if linked is None else _figure(linked, by)


def _reached(kinds: Kinds, head: Form, by: Form, *, highest: bool) -> Form | None:
    """A measure of members of `head`; of what refers to them the highest, or lowest, where it is told of that."""
    owner = None if isinstance(by, Count) else owners(kinds, by)
    if owner is None or kinds.literal_of(by) != "number" or kinds.compatible(kinds.needed(by), kinds.of(head)):
        return by
    return _owned(kinds, head, Owning(owner, ("maximum" if highest else "minimum", by)))


def _figure(linked: Form, by: Owning) -> Form:
    return Count(linked) if by.figure is None else Aggregate(by.figure[0], linked, by.figure[1])


def _unless_linked(kinds: Kinds, head: Form, link: Link) -> Form | None:
    linked = _one(tied(kinds, head, link))
    if isinstance(linked, Intersection) and linked.left == head:
        return met(kinds, head, negated(linked.right))
    return None


def everyone_called(thing: Entity) -> Entity:
    """All the things that bear a name, as a set."""
    return replace(thing, every=True)


def any_of(noun: Form) -> Form:
    """All that a noun names, of whatever owner: "capitals"."""
    return fill(noun, THING)
