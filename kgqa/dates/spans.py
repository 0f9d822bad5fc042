"""The first and the last moment that a date may mean, and the completed time between two dates.

Moments are texts of xsd:dateTime without a zone. "About" and "possibly" widen a date by ten years either way: no
standard says by how much such a date may be off (EDTF leaves it open), and genealogists mean less.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal as OneOf
from typing import NamedTuple, TypeAlias

from kgqa.dates.days import Day, gregorian_day, gregorian_number, month_length
from kgqa.dates.edtf import interval
from kgqa.model import XSD, Literal

Unit: TypeAlias = OneOf["year", "month", "day"]
WIDTH = 10
"""Years by which a date that is "about" another may be off."""

_TIME = re.compile(r"T(\d\d:\d\d:\d\d(?:\.\d+)?)")
_TEXT = re.compile(r"-?\d{4,9}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?", re.ASCII)


class Moments(NamedTuple):
    """The days that a date may mean, the time of day if it tells one; None is an open end."""

    earliest: int | None
    latest: int | None
    time: str | None = None


@lru_cache(maxsize=65_536)
def moments(literal: Literal) -> Moments | None:
    """What a date may mean: a date literal, or a text that writes a day in ISO 8601; None for anything else."""
    if literal.datatype == XSD + "string":
        if not _TEXT.fullmatch(literal.lexical):
            return None
        literal = Literal(literal.lexical[: literal.lexical.index("-", 1) + 6], XSD + "date")
    found = interval(literal)
    if found is None:
        return None
    time = _TIME.search(literal.lexical) if found.precision == "day" and found.earliest == found.latest else None
    if not found.approximate:
        return Moments(found.earliest, found.latest, time[1] if time else None)
    return Moments(_moved(found.earliest, -WIDTH), _moved(found.latest, WIDTH))


def earliest(literal: Literal) -> str | None:
    """The first moment that a date may mean, as an xsd:dateTime; None when it is no date or has no beginning.

    >>> earliest(Literal("1850", XSD + "gYear")), latest(Literal("1850", XSD + "gYear"))
    ('1850-01-01T00:00:00', '1850-12-31T00:00:00')
    """
    found = moments(literal)
    return None if found is None or found.earliest is None else _written(found.earliest, found.time or "00:00:00")


def latest(literal: Literal) -> str | None:
    """The beginning of the last day that a date may mean, or its time, as an xsd:dateTime; None when it has no end."""
    found = moments(literal)
    return None if found is None or found.latest is None else _written(found.latest, found.time or "00:00:00")


def whole(literal: Literal) -> tuple[str | None, str | None] | None:
    """The first and the last moment, to the second, of a time that is meant as a whole; None when it is no date."""
    found = moments(literal)
    if found is None:
        return None
    last = None if found.latest is None else _written(found.latest, found.time or "23:59:59")
    return earliest(literal), last


def completed(start: Literal, end: Literal, unit: Unit = "year") -> int | None:
    """The completed units of time between two dates; None when it is not certain, or the end is before the start.

    >>> completed(Literal("1850", XSD + "gYear"), Literal("1901-06-01", XSD + "date")) is None
    True
    """
    first, last = moments(start), moments(end)
    if first is None or last is None:
        return None
    if None in (first.earliest, first.latest, last.earliest, last.latest):
        return None
    most = between(first.earliest or 0, last.latest or 0, unit)
    fewest = max(0, between(first.latest or 0, last.earliest or 0, unit))
    return most if most == fewest else None


def between(start: int, end: int, unit: Unit) -> int:
    """The completed units from one day number to another; negative when the end comes first."""
    if unit == "day":
        return end - start
    one, other = gregorian_day(start), gregorian_day(end)
    months = 12 * (other.year - one.year) + other.month - one.month - (other.day < _same_day(one, other))
    return months if unit == "month" else months // 12


def _same_day(one: Day, other: Day) -> int:
    """The day of the month of `one`, or the last there is in the month of `other` (born on 29 February)."""
    return min(one.day, month_length(other.year, other.month))


def _moved(number: int | None, years: int) -> int | None:
    """The same day of another year; 28 February for 29 where there is none."""
    if number is None:
        return None
    year, month, day = gregorian_day(number)
    return gregorian_number(year + years, month, min(day, month_length(year + years, month)))


def _written(number: int, time: str) -> str:
    year, month, day = gregorian_day(number)
    return f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{day:02}T{time}"
