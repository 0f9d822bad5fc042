"""Measures: by which property things are older, larger or first, and what is compared with what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.ask.forest import Ranked
from kgqa.ask.form import (
    HOLE,
    THING,
    Best,
    Compare,
    Count,
    Entity,
    Form,
    Intersection,
    Join,
    Operator,
    Relation,
    Sorted,
    Span,
    Value,
)
from kgqa.ask.structure import deeper, fill

if TYPE_CHECKING:
    from kgqa.ask.compose.amounts import Amount
    from kgqa.ask.compose.kinds import Kinds
    from kgqa.model import IRI

_TURNED: dict[Operator, Operator] = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Measure:
    """What a word of degree measures: `by` is a form with a hole, `highest` the end of it that the word means.

    `on`: the word measures this only of members of the class. `tier`: measures of a lower tier hide those above.
    """

    by: Form
    highest: bool
    on: IRI | None = None
    tier: int = 0


@dataclass(frozen=True, slots=True)
class Degree:
    """A word of degree ("oldest", "larger") and what it may measure.

    `up`: which end of a measure it means that is named beside it ("the largest population"); None: it goes with none.
    """

    word: str
    measures: tuple[Measure, ...]
    up: bool | None = None


@dataclass(frozen=True, slots=True)
class Superlative:
    """A noun that begins with a word of degree: "highest elevation", "lowest point"."""

    noun: Relation
    degree: Degree


def applicable(kinds: Kinds, of: Form, degree: Degree) -> tuple[Measure, ...]:
    """The measures that members of `of` have, of the lowest tier that has any; those for their class go first."""
    fitting = [m for m in degree.measures if _fits(kinds, of, m)]
    if any(m.on is not None for m in fitting):
        fitting = [m for m in fitting if m.on is not None]
    lowest = min((m.tier for m in fitting), default=0)
    return tuple(m for m in fitting if m.tier == lowest)


def _fits(kinds: Kinds, of: Form, measure: Measure) -> bool:
    held = kinds.of(of)
    if measure.on is not None:
        return bool(held) and all(measure.on in kinds.schema.classes_above(k) for k in held)
    return kinds.literal_of(of) is None and kinds.compatible(kinds.needed(measure.by), held)


def best(kinds: Kinds, of: Form, degree: Degree, place: int = 1, number: int = 1) -> Ranked | None:
    """The members of `of` that are first by a word of degree: the second oldest, the three largest."""
    if kinds.literal_of(of) in {"number", "date"}:
        found = {Best(of, HOLE, m.highest, place, number): m.tier for m in degree.measures}
        return Ranked(tuple((form, 1) for form in found)) if len(found) == 1 else None
    measures = applicable(kinds, of, degree)
    return Ranked(tuple((Best(of, m.by, m.highest, place, number), 0) for m in measures)) if measures else None


def best_by(kinds: Kinds, of: Form, by: Form, *, highest: bool, place: int = 1, number: int = 1) -> Form | None:
    """The members of `of` first by a named measure: the state with the largest population."""
    if kinds.literal_of(by) not in {"number", "date"} or not kinds.compatible(kinds.needed(by), kinds.of(of)):
        return None
    return Best(of, by, highest, place, number)


def end_of(degree: Degree, by: Form) -> bool | None:
    """Which end of a measure a word of degree means: the high one, the low one, or nobody knows."""
    own = [measure.highest for measure in degree.measures if measure.by == by]
    return own[0] if own else degree.up


def measure_of(kinds: Kinds, own: Superlative) -> Measure | None:
    """What things are compared by that have a noun with its own word of degree: the elevation of the lowest point."""
    values = Join(own.noun, HOLE)
    if kinds.literal(own.noun) in {"number", "date"}:
        up = end_of(own.degree, values)
        return None if up is None else Measure(values, up)
    found = applicable(kinds, values, own.degree)
    return Measure(fill(found[0].by, values), found[0].highest) if len(found) == 1 else None


def _measured_of(kinds: Kinds, thing: Entity, degree: Degree) -> tuple[Measure, ...]:
    """The measures of a word for what a name may mean: those for a class of it go first."""
    above = [{c for held in kinds.classes(iri) for c in kinds.schema.classes_above(held)} for iri in thing.iris]
    own = tuple(m for m in degree.measures if any(m.on in classes for classes in above))
    return own or tuple(m for m in degree.measures if m.on is None)


def compared(kinds: Kinds, degree: Degree, than: Form) -> Ranked | None:
    """What is older than a thing, longer than a number."""
    literal = kinds.literal_of(than)
    found: list[tuple[Form, int]] = []
    for measure in _measured_of(kinds, than, degree) if isinstance(than, Entity) else degree.measures:
        kind = kinds.literal_of(measure.by)
        operator: Operator = ">" if measure.highest else "<"
        if literal is None and kinds.compatible(kinds.needed(measure.by), kinds.of(than)):
            found.append((Compare(measure.by, operator, fill(measure.by, than)), measure.tier))
        elif literal is not None and literal == kind:
            found.append((Compare(measure.by, operator, than), measure.tier))
    lowest = min((tier for _, tier in found), default=0)
    return Ranked(tuple((form, 0) for form, tier in found if tier == lowest)) if found else None


def within(kinds: Kinds, degree: Degree, amount: Amount) -> Ranked | None:
    """What is so old, so long: of which a measure of the word is within bounds."""
    fitting = [m for m in degree.measures if kinds.literal_of(m.by) == "number"]
    lowest = min((m.tier for m in fitting), default=0)
    found: dict[Form, int] = {}
    for measure in (m for m in fitting if m.tier == lowest):
        form: Form = THING
        for operator, value in amount.bounds:
            bound = Compare(measure.by, operator, value)
            form = bound if form == THING else Intersection(form, bound)
        found[form] = 0
    return Ranked(tuple(found.items())) if found else None


def amounting(kinds: Kinds, by: Form, operator: Operator, than: Form) -> Form | None:
    """What has more than so many, or so much, of a noun."""
    measure = quantity(kinds, by)
    if measure is None:
        return None
    one, other = kinds.literal_of(measure), kinds.literal_of(than)
    if one == other:
        return Compare(measure, operator, than)
    comparable = one in {"text", "other"} and other in {"number", "text"} and isinstance(than, Value)
    return Compare(measure, operator, than) if comparable else None


def more_than(kinds: Kinds, by: Form, operator: Operator, thing: Form) -> Form | None:
    """What has more, or less, of a measure than a thing has."""
    if kinds.literal_of(thing) is not None or not kinds.compatible(kinds.needed(by), kinds.of(thing)):
        return None
    return Compare(by, operator, fill(by, thing))


def quantity(kinds: Kinds, by: Form) -> Form | None:
    """The measure that a noun names: its number, or how many there are."""
    literal = kinds.literal_of(by)
    if literal in {"number", "date"}:
        return by
    return Count(by)


def turned(operator: Operator) -> Operator:
    """The operator with its sides changed."""
    return _TURNED.get(operator, operator)


def ordered(kinds: Kinds, of: Form, place: int, number: int = 1) -> Form | None:
    """The first, second or last (-1) of what is declared to have an order: children, spouses."""
    relation = _ordered_relation(of)
    by = None if relation is None else order_of(kinds, relation, of)
    if by is None:
        return None
    return Best(of, by, highest=place < 0, place=abs(place), number=number)


def _ordered_relation(of: Form) -> Relation | None:
    """The relation that says whose the members are; what is only said of them ("with a wife") gives no order."""
    match of:
        case Join(relation=relation):
            return relation
        case Intersection(left=left, right=right):
            return _ordered_relation(left) or (None if _is_of_any(right) else _ordered_relation(right))
        case _:
            return None


def _is_of_any(form: Form) -> bool:
    return isinstance(form, Join) and form.of == THING


def order_of(kinds: Kinds, relation: Relation, of: Form) -> Form | None:
    """The measure that orders the values of a relation: a property of theirs, or of the record of the relation."""
    for wider in sorted(kinds.schema.wider(relation), key=str):
        for ordering in sorted(kinds.schema.ordered_by.get(wider.property, ())):
            own = Join(Relation(ordering), HOLE)
            if kinds.compatible(kinds.needed(own), kinds.values(relation)):
                return own
            recorded = record_value(kinds, ordering, _owner(of), HOLE)
            if recorded is not None:
                return recorded
    return None


def _owner(of: Form) -> Form:
    """Whose values are ordered, as seen from within the measure."""
    match of:
        case Join(of=owner):
            return deeper(owner)
        case Intersection(left=left, right=right):
            return _owner(left if _ordered_relation(left) else right)
        case _:
            return of


def record_value(kinds: Kinds, value: IRI, one: Form, other: Form) -> Form | None:
    """The value that the record of two things' relation has: the date of their marriage."""
    for record, participants in sorted(kinds.schema.participants.items()):
        if kinds.compatible(kinds.subjects(Relation(value)), frozenset((record,))):
            leads = Relation(min(participants), inverse=True)
            return Join(Relation(value), Intersection(Join(leads, one), Join(leads, other)))
    return None


def sorted_by(kinds: Kinds, of: Form, by: Form, *, rising: bool) -> Form | None:
    """The members of `of` in the order of a measure."""
    return Sorted(of, by, rising) if kinds.compatible(kinds.needed(by), kinds.of(of)) else None


def age_at(kinds: Kinds, start: Form, end: Form | None) -> Form | None:
    """The whole years from one date to another."""
    if kinds.literal_of(start) != "date" or (end is not None and kinds.literal_of(end) != "date"):
        return None
    return Span(start, end)
