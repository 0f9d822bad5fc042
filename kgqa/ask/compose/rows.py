"""Sets over rows of tables: things called by a value ("dogs"), the commonest values, counts and figures in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.compose.kinds import hole_relation
from kgqa.ask.compose.links import Link, routes, tied, ways
from kgqa.ask.compose.routes import along, back
from kgqa.ask.compose.sets import filled, met
from kgqa.ask.forest import Ranked
from kgqa.ask.form import HOLE, Aggregate, Best, Class, Compare, Count, Form, Intersection, Join, Table
from kgqa.ask.structure import fill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kgqa.ask.compose.amounts import Amount, Function
    from kgqa.ask.compose.kinds import Kinds

_SUCH = 3
"""What it costs that a condition is one of something linked, not of the thing itself."""


def owners(kinds: Kinds, noun: Form) -> Class | None:
    """The class of all things that have a noun, where it is one."""
    relation = hole_relation(noun)
    found = sorted(kinds.subjects(relation)) if relation is not None else []
    return Class(found[0]) if len(found) == 1 else None


def called_by(kinds: Kinds, value: Form) -> Form | None:
    """The things of a kind that have a value, called by it: "dogs"."""
    if not isinstance(value, Join):
        return None
    held = sorted(kinds.values(value.relation))
    return met(kinds, Class(held[0]), value) if len(held) == 1 else None


def holders(kinds: Kinds, noun: Form, of: Form) -> Form | None:
    """The members of a set that have, as a noun, what fills the hole."""
    if not isinstance(noun, Join) or noun.of != HOLE or filled(kinds, noun, of) is None:
        return None
    return Intersection(of, Join(noun.relation.reversed(), HOLE))


def value_of(kinds: Kinds, values: Form) -> Form | None:
    """The noun whose values a set of literals consists of, open."""
    match values:
        case Join(relation=relation) if kinds.literal(relation) is not None:
            return Join(relation, HOLE)
        case Intersection(left=left):
            return value_of(kinds, left)
        case _:
            return None


def commonest(kinds: Kinds, noun: Form, of: Form | None, *, highest: bool = True) -> Form | None:
    """The values of a noun that most members of a set have."""
    members = of if of is not None else owners(kinds, noun)
    having = None if members is None else holders(kinds, noun, members)
    return None if having is None or members is None else Best(fill(noun, members), Count(having), highest)


def with_counts(kinds: Kinds, form: Form) -> Form:
    """A table of what is first by a count tells the count too, and so is told how common the commonest value is."""
    match form:
        case Table(of=Best(by=Count() as by) as best, columns=columns):
            return Table(best, (*columns, by))
        case Best(of=of, by=Count() as by) if kinds.literal_of(of) is not None:
            return Table(form, (HOLE, by))
        case _:
            return form


def shared(kinds: Kinds, noun: Form, of: Form, amount: Amount) -> Form | None:
    """The values of a noun that so many members of a set have."""
    having = holders(kinds, noun, of)
    if having is None:
        return None
    found: Form = fill(noun, of)
    for operator, bound in amount.bounds:
        found = Intersection(found, Compare(Count(having), operator, bound))
    return found


def beside_columns(
    kinds: Kinds, nouns: Sequence[Form], of: Form, linked: Form, figure: tuple[Function, Form] | None = None
) -> Ranked | None:
    """Columns of what something is linked to, and how many are; or a figure of a measure over them."""
    if any(filled(kinds, noun, of) is None for noun in nouns) or (HOLE in nouns and kinds.is_named(of)):
        return None
    found = []
    for route, cost in routes(kinds, linked, Link(None, of)):
        inside = met(kinds, linked, along(back(route), HOLE))
        rows = met(kinds, of, along(route, linked))
        if inside is not None and rows is not None:
            last = Count(inside) if figure is None else Aggregate(figure[0], inside, figure[1])
            found.append((Table(rows, (*nouns, last)), cost))
    return Ranked(tuple(found)) if found else None


def side_by_side(kinds: Kinds, one: Table, other: Table) -> Table | None:
    """Columns of two kinds side by side, where each thing of one kind has one of the other."""
    for many, single in ((one, other), (other, one)):
        found = [
            route
            for route, _ in routes(kinds, many.of, Link(None, single.of))
            if not any(relation.inverse for relation in route)
        ]
        linked = met(kinds, many.of, along(back(found[0]), single.of)) if len(found) == 1 else None
        if linked is None and (paired := _paired(kinds, many, single)) is not None:
            return paired
        if linked is not None:
            ends = tuple(fill(column, along(found[0], HOLE)) for column in single.columns)
            return Table(linked, (*many.columns, *ends) if many is one else (*ends, *many.columns))
    return None


def _paired(kinds: Kinds, one: Table, other: Table) -> Table | None:
    """Columns of two kinds that records of a third link to each other: a row for each record."""
    found = [
        route
        for route, _ in routes(kinds, one.of, Link(None, other.of))
        if len(route) > 1 and route[0].inverse and not route[1].inverse
    ]
    between = kinds.values(found[0][0]) if len(found) == 1 else frozenset()
    if len(between) != 1:
        return None
    first, second = found[0][0].reversed(), found[0][1]
    records = met(kinds, Class(min(between)), Join(first.reversed(), one.of))
    records = None if records is None else met(kinds, records, Join(second.reversed(), other.of))
    if records is None:
        return None
    ends = [fill(c, Join(first, HOLE)) for c in one.columns] + [fill(c, Join(second, HOLE)) for c in other.columns]
    return Table(records, tuple(ends))


def with_such(kinds: Kinds, head: Form, condition: Form) -> Ranked | None:
    """The members of a set that are linked to something of another kind whose values fulfil a condition.

    What things of another kind do ("Which students work for Ames?") is not said of those linked to them.
    """
    if kinds.literal_of(head) is not None or kinds.literal_of(condition) is not None:
        return None
    if not isinstance(condition, Compare) or kinds.literal_of(condition.by) is None or isinstance(condition.by, Count):
        return None
    if not kinds.of(head) or not kinds.of(condition) or kinds.meet(head, condition):
        return None
    found = tied(kinds, head, Link("with", condition)) if ways(kinds, head, Link(None, condition)) else None
    return None if found is None else Ranked(tuple((form, cost + _SUCH) for form, cost in found.alternatives))
