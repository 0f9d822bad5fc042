"""Values of the records that relate two things: the date of the marriage of one to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.compose.measures import record_value
from kgqa.ask.form import HOLE, Class, Compare, Form, Intersection, Join, Minus, Relation
from kgqa.ask.structure import deeper

if TYPE_CHECKING:
    from kgqa.ask.compose.amounts import Time
    from kgqa.ask.compose.kinds import Kinds


def of_both(kinds: Kinds, relation: Relation, one: Form, other: Form) -> Form | None:
    """What the record of two things has, when the relation stands for a property of records (kgqa:recordProperty)."""
    if relation.inverse or one == other or kinds.excludes(relation, one) or kinds.excludes(relation, other):
        return None
    for recorded in sorted(kinds.schema.recorded_as.get(relation.property, ())):
        found = record_value(kinds, recorded, one, other)
        if found is not None:
            return found
    return None


def done_in(kinds: Kinds, relation: Relation, one: Form, time: Time) -> Form | None:
    """Those with whom `one` has a record at a time: whom X married in 1923.

    The relation is one that records tell of; the time is that by which its values are ordered.
    """
    for wider in sorted(kinds.schema.wider(relation), key=str):
        for ordering in sorted(kinds.schema.ordered_by.get(wider.property, ())):
            recorded = record_value(kinds, ordering, deeper(one), HOLE)
            if recorded is not None and kinds.literal_of(recorded) == "date":
                return Intersection(Join(relation, one), Compare(recorded, time.operator, time.date))
    return None


def among_them(kinds: Kinds, relation: Relation, things: Form) -> Form | None:
    """What records between members of a set have: when X's parents married, each other.

    None where the relation stands for no property of records, or the set is not told as several.
    """
    if relation.inverse or not isinstance(things, Join) or not things.relation.plural:
        return None
    kind = min(kinds.subjects(relation), default=None)
    for recorded in sorted(kinds.schema.recorded_as.get(relation.property, ())):
        for record, participants in sorted(kinds.schema.participants.items()):
            if kind is not None and kinds.compatible(kinds.subjects(Relation(recorded)), frozenset((record,))):
                leads = Relation(min(participants), inverse=True)
                others = Join(leads, Minus(Class(kind), things))
                return Join(Relation(recorded), Minus(Join(leads, things), others))
    return None
