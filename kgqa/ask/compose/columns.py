"""Tables: columns of a set, figures for each group of one, orders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Literal as OneOf

from kgqa.ask.compose.kinds import hole_relation
from kgqa.ask.compose.links import Link, gathering, ways
from kgqa.ask.compose.measures import sorted_by
from kgqa.ask.compose.routes import along, back
from kgqa.ask.compose.rows import holders, value_of
from kgqa.ask.compose.sets import filled, met
from kgqa.ask.form import HOLE, THING, Aggregate, Class, Count, Entity, Form, Intersection, Join, Sorted, Table
from kgqa.ask.structure import fill, is_open

if TYPE_CHECKING:
    from kgqa.ask.compose.kinds import Kinds

Function = OneOf["sum", "average", "minimum", "maximum", "count"]


@dataclass(frozen=True, slots=True)
class Columns:
    """Nouns asked for side by side, each an open form."""

    nouns: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """What figures are told for each of: the values of a noun (open), or the members of a set."""

    by: Form


def one_column(kinds: Kinds, noun: Form) -> Columns:
    """A single column."""
    del kinds
    return Columns((noun,))


def with_column(kinds: Kinds, columns: Columns, other: Columns) -> Columns | None:
    """Columns side by side, none twice."""
    del kinds
    return None if set(columns.nouns) & set(other.nouns) else Columns((*columns.nouns, *other.nouns))


def table(kinds: Kinds, columns: Columns, of: Form, *, itself: bool = False) -> Table | None:
    """The columns of each member of a set; `itself`: the member first."""
    if HOLE in columns.nouns and kinds.is_named(of):
        return None
    if kinds.literal_of(of) is not None or any(filled(kinds, noun, of) is None for noun in columns.nouns):
        return None
    return Table(of, ((HOLE,) if itself else ()) + columns.nouns)


def per_group(by: Form) -> Group:
    """Groups by the values of a noun, or of the members of a set."""
    return Group(by)


def figures_for_each(
    kinds: Kinds, functions: tuple[Function, ...], by: Form, group: Group, of: Form | None = None
) -> Table | None:
    """For each group its figures: of the measure `by` over the members of `of`; "count" counts the set `by`."""
    members = by if functions == ("count",) else (of or _owners(kinds, by))
    if members is None:
        return None
    told = of is not None or functions == ("count",) or is_open(group.by) or kinds.literal_of(group.by) is not None
    if not told and not ways(kinds, members, Link(None, group.by)):
        return None
    grouped = _grouped(kinds, members, group)
    if grouped is None:
        return None
    groups, inside = grouped
    figures = tuple(_figure(kinds, function, by, inside) for function in functions)
    found = tuple(figure for figure in figures if figure is not None)
    return Table(groups, (HOLE, *found)) if len(found) == len(figures) else None


def _owners(kinds: Kinds, by: Form) -> Form | None:
    """All things that have a measure, where they are of one class."""
    relation = hole_relation(by)
    owners = sorted(kinds.subjects(relation)) if relation is not None else []
    return Class(owners[0]) if len(owners) == 1 else None


def _grouped(kinds: Kinds, members: Form, group: Group) -> tuple[Form, Form] | None:
    """The groups, and the members of the one that fills the hole."""
    if is_open(group.by):
        if not isinstance(group.by, Join) or filled(kinds, group.by, members) is None:
            return None
        inside = Intersection(members, Join(group.by.relation.reversed(), HOLE))
        return fill(group.by, members), inside
    if (noun := value_of(kinds, group.by)) is not None and isinstance(group.by, Join):
        among = met(kinds, members, group.by.of)
        inside_of = None if among is None else holders(kinds, noun, among)
        return None if among is None or inside_of is None else (fill(noun, among), inside_of)
    route = gathering(kinds, members, group.by)
    linked = None if route is None else met(kinds, members, along(back(route), HOLE))
    having = None if route is None else met(kinds, group.by, along(route, members))
    return None if linked is None or having is None else (having, linked)


def _figure(kinds: Kinds, function: Function, by: Form, inside: Form) -> Form | None:
    if function == "count":
        return Count(inside)
    return Aggregate(function, inside, by) if kinds.literal_of(by) == "number" else None


def ordered_by(kinds: Kinds, form: Form, by: Form, rising: bool) -> Form | None:
    """The form with its members in the order of a measure."""
    if isinstance(form, Table):
        ordered = sorted_by(kinds, form.of, by, rising=rising)
        return None if ordered is None else Table(ordered, form.columns)
    if isinstance(form, Join) and kinds.literal_of(form) is not None and not isinstance(form.of, Entity):
        ordered = sorted_by(kinds, form.of, by, rising=rising)
        return None if ordered is None else Join(form.relation, ordered)
    return (
        None
        if isinstance(form, (Count, Aggregate, Sorted)) or form == THING
        else sorted_by(kinds, form, by, rising=rising)
    )
