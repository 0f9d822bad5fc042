"""What is said of the one record of two things: when and where they did it together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.compose.joint import of_both
from kgqa.ask.compose.measures import record_value
from kgqa.ask.compose.sets import placed
from kgqa.ask.english.syntax.saying.adjuncts import At, Beside
from kgqa.ask.english.syntax.verbal import PLACING, measured
from kgqa.ask.form import HOLE, Compare, DateIn, Form, Join, Overlap, Relation, Value

if TYPE_CHECKING:
    from kgqa.ask.compose.amounts import Time
    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.english.occurring import Verb
    from kgqa.ask.english.syntax.saying.adjuncts import Adjunct


def of_record(
    kinds: Kinds, verb: Verb | None, relation: Relation, pair: tuple[Form, Form], adjunct: Adjunct
) -> Form | None:
    """What an adjunct says of the record of two: by the verb's own dates and places, else by those of the records."""
    senses = [r for sense, _ in verb.senses if (r := measured(sense)) is not None] if verb is not None else []
    match adjunct:
        case At(time=time):
            dates = [r for r in senses if kinds.literal(r) == "date"]
            found = [form for r in dates if (form := of_both(kinds, r, *pair)) is not None]
            when = found[0] if found else None if dates else record_date(kinds, relation, *pair)
            if when is None or not isinstance(when, Join):
                return None
            if time.operator == "in" and isinstance(time.date, Value):
                return DateIn(when, time.date.literal)
            return _when_record(when, time)
        case Beside(preposition=str() as p, things=(place,)) if p in PLACING:
            wheres = [r for r in senses if "where" in kinds.words(r)] or record_places(kinds, relation)
            found = [form for r in wheres if (form := of_both(kinds, r, *pair)) is not None]
            return Overlap(found[0], placed(kinds, place, kinds.of(found[0]))) if len(found) == 1 else None
        case _:
            return None


def _when_record(when: Join, time: Time) -> Form:
    """That there is a record of which the date is before, or after, a time."""
    by = Join(when.relation, HOLE)
    return Overlap(Compare(by, time.operator, time.date), when.of)


def record_date(kinds: Kinds, relation: Relation, one: Form, other: Form) -> Form | None:
    """The date by which records of a relation are ordered."""
    for wider in sorted(kinds.schema.wider(relation), key=str):
        for ordering in sorted(kinds.schema.ordered_by.get(wider.property, ())):
            found = record_value(kinds, ordering, one, other)
            if found is not None and kinds.literal_of(found) == "date":
                return found
    return None


def record_places(kinds: Kinds, relation: Relation) -> list[Relation]:
    """The properties of participants that stand for the place of their record."""
    needed = kinds.subjects(relation)
    return [
        r
        for r in map(Relation, sorted(kinds.schema.recorded_as))
        if "where" in kinds.words(r) and kinds.compatible(kinds.subjects(r), needed)
    ]
