"""Amounts and times: bounds of quantities, and figures over sets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Literal as OneOf

from kgqa.ask.compose.measures import amounting
from kgqa.ask.compose.sets import both
from kgqa.ask.form import HOLE, Aggregate, Compare, Form, Join, Operator, Union, Value
from kgqa.dates import date_literal
from kgqa.model import XSD, Literal

if TYPE_CHECKING:
    from decimal import Decimal

    from kgqa.ask.compose.kinds import Kinds

Function = OneOf["sum", "average", "minimum", "maximum"]


@dataclass(frozen=True, slots=True)
class Amount:
    """Bounds of a quantity: each an operator and a number, a date or a measure."""

    bounds: tuple[tuple[Operator, Form], ...]


@dataclass(frozen=True, slots=True)
class Time:
    """A bound of a date: "in 1850", "before 1845", "between 1766 and 1770"."""

    operator: Operator
    date: Form


def number(value: int | Decimal) -> Value:
    """A number as a form."""
    integral = isinstance(value, int) or value == value.to_integral_value()
    return Value(Literal(str(int(value) if integral else value), XSD + ("integer" if integral else "decimal")))


def spanning(start: Literal, end: Literal) -> Time | None:
    """From the beginning of one date to the end of another."""
    if "/" in start.lexical or "/" in end.lexical:
        return None
    whole = date_literal(f"{start.lexical}/{end.lexical}")
    return None if whole is None else Time("in", Value(whole))


def bounded(kinds: Kinds, by: Form, amount: Amount) -> Form | None:
    """What has a noun's quantity within bounds."""
    found: Form | None = None
    for operator, value in amount.bounds:
        one = amounting(kinds, by, operator, value)
        if one is None:
            return None
        found = one if found is None else both(kinds, found, one)
    return found


def valued(kinds: Kinds, by: Form, amount: Amount) -> Form | None:
    """What has a value of a noun within bounds, be it kept as a number or as a text; things have no such values."""
    if kinds.literal_of(by) != "text":
        return None if kinds.literal_of(by) is None else bounded(kinds, by, amount)
    found: Form | None = None
    for operator, value in amount.bounds:
        one = Compare(by, operator, value) if isinstance(value, Value) else None
        if one is None:
            return None
        found = one if found is None else both(kinds, found, one)
    return found


def timed(kinds: Kinds, by: Form, time: Time) -> Form | None:
    """What has a date within bounds; a year may be kept as a number."""
    kind = kinds.literal_of(by)
    if kind == "date":
        return Compare(by, time.operator, time.date)
    year = _year(time.date)
    if year is None or kind not in {"number", "text"}:
        return None
    return Compare(by, "=" if time.operator == "in" else time.operator, year)


def _year(date: Form) -> Form | None:
    """A date that is but a year, as a number."""
    if not isinstance(date, Value) or not re.fullmatch(r"\d{4}", date.literal.lexical):
        return None
    return number(int(date.literal.lexical))


def aggregated(kinds: Kinds, function: Function, by: Form, of: Form) -> Form | None:
    """The sum, average, least or most of a measure over a set."""
    if kinds.literal_of(by) != "number" or isinstance(by, Union):
        return None
    return Aggregate(function, of, by) if kinds.compatible(kinds.needed(by), kinds.of(of)) else None


def aggregated_values(kinds: Kinds, function: Function, values: Form) -> Form | None:
    """The same of the values of a property of a set."""
    if not isinstance(values, Join) or kinds.literal_of(values) != "number":
        return None
    return Aggregate(function, values.of, Join(values.relation, HOLE))
