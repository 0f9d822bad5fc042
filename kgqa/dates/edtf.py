"""What a date literal says, as an interval of day numbers, and as EDTF.

Read: xsd:date, xsd:dateTime, xsd:dateTimeStamp, xsd:gYearMonth, xsd:gYear (XSD 1.1 part 2, 3.3.7-3.3.12) and
the Extended Date/Time Format (Library of Congress, 2019): level 1, and qualifiers anywhere as in level 2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal as OneOf
from typing import TypeAlias

from kgqa.dates.days import gregorian_day, gregorian_number, month_length
from kgqa.model import EDTF, XSD, Literal

Precision: TypeAlias = OneOf["day", "month", "year", "interval"]

_TIMES = (XSD + "dateTime", XSD + "dateTimeStamp")
_SHAPES = {XSD + "date": "day", XSD + "gYearMonth": "month", XSD + "gYear": "year"}
_DATATYPES = frozenset((*_TIMES, *_SHAPES, EDTF))


@dataclass(frozen=True, slots=True)
class DateInterval:
    """The first and the last day that a date may mean; None is an open end.

    Days are proleptic Gregorian day numbers (`datetime.date.toordinal`, extended to BC). `approximate` holds
    for "about" and "possibly": the true day may lie somewhat outside.
    """

    earliest: int | None
    latest: int | None
    approximate: bool
    precision: Precision


@dataclass(frozen=True, slots=True)
class Moment:
    """One end of an interval, or a date that is none. `unknown` counts the unspecified digits of the year."""

    year: int
    month: int | None = None
    day: int | None = None
    qualifier: str = ""
    time: str = ""
    unknown: int = 0


Span: TypeAlias = tuple[Moment | None, Moment | None]

_MARK = "[?~%]?"
_MOMENT = re.compile(
    rf"(?P<year>{_MARK}(?:Y?-?\d{{4,9}}|-?(?:\d{{3}}X|\d\dXX|\dXXX)){_MARK})"
    rf"(?:-(?P<month>{_MARK}(?:\d\d|XX){_MARK})(?:-(?P<day>{_MARK}(?:\d\d|XX){_MARK}))?)?"
    r"(?:T(?P<time>\d\d:\d\d:\d\d)(?:\.\d+)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII,
)
_ZONE = re.compile(r"(?:Z|[+-]\d\d:\d\d)$")


def is_date(datatype: str) -> bool:
    """Whether literals of this datatype IRI are dates."""
    return datatype in _DATATYPES


@lru_cache(maxsize=65_536)
def interval(literal: Literal) -> DateInterval | None:
    """The interval of days that a literal means; None when it is no date, or a date that does not exist."""
    span = read_span(literal)
    if span is None:
        return None
    if isinstance(span, Moment):
        first, last = _days(span)
        return DateInterval(first, last, span.qualifier != "", _precision(span))
    start, end = span
    approximate = any(moment is not None and moment.qualifier != "" for moment in span)
    earliest = None if start is None else _days(start)[0]
    return DateInterval(earliest, None if end is None else _days(end)[1], approximate, "interval")


def edtf(literal: Literal) -> str:
    """The date in EDTF ("1819-05-24", "1809~", "../1809-02-12"); the lexical form when it is no date."""
    span = read_span(literal)
    return literal.lexical if span is None else _write(span)


def date_literal(text: str) -> Literal | None:
    """The literal for a date in EDTF: xsd:date, gYearMonth or gYear when it is exact, else EDTF.

    None when `text` is no date.
    """
    span = read_span(Literal(text, EDTF))
    if span is None:
        return None
    if not isinstance(span, Moment) or not _plain(span) or span.time:
        return Literal(_write(span), EDTF)
    datatype = next(datatype for datatype, shape in _SHAPES.items() if shape == _precision(span))
    return Literal(_write(span).removeprefix("Y"), datatype)


@lru_cache(maxsize=65_536)
def read_span(literal: Literal) -> Moment | Span | None:
    """The parts of a date literal: a moment, or the two ends of an interval; None when it is no date."""
    text = literal.lexical.strip()
    if literal.datatype == EDTF:
        return _read_edtf(text)
    if literal.datatype not in _DATATYPES or text.startswith("Y"):
        return None
    moment = _read_moment(text if literal.datatype in _TIMES else _ZONE.sub("", text))
    if moment is None or not _plain(moment) or (literal.datatype in _TIMES) != bool(moment.time):
        return None
    if moment.time:
        return _without_midnight(moment)
    return moment if _precision(moment) == _SHAPES[literal.datatype] else None


_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}


def season(moment: Moment) -> str | None:
    """The season that EDTF writes in place of a month (21 to 24)."""
    return None if moment.month is None else _SEASONS.get(moment.month)


def _plain(moment: Moment) -> bool:
    return not (moment.qualifier or moment.unknown or season(moment))


def _without_midnight(moment: Moment) -> Moment:
    if moment.time == "24:00:00":
        after = gregorian_day(_days(moment)[1] + 1)
        return Moment(*after)
    return replace(moment, time="") if moment.time == "00:00:00" else moment


# EDTF tells an open end ("..") from an unknown one (""); as bounds they are the same.
_OPEN = {"", ".."}


def _read_edtf(text: str) -> Moment | Span | None:
    if "/" not in text:
        return _read_moment(text)
    ends = text.split("/")
    if len(ends) != 2:
        return None
    start, end = map(_read_moment, ends)
    if any(moment is None and text not in _OPEN for moment, text in ((start, ends[0]), (end, ends[1]))):
        return None
    if start is not None and end is not None and _days(start)[0] > _days(end)[1]:
        return None
    return start, end


def _read_moment(text: str) -> Moment | None:
    match = _MOMENT.fullmatch(text)
    if match is None or (match["time"] and match["day"] is None):
        return None
    marks = set(re.findall("[?~%]", text))
    qualifier = "%" if "%" in marks or len(marks) > 1 else "".join(marks)
    year_text = re.sub("[Y?~%]", "", match["year"])
    year, unknown = int(year_text.replace("X", "0")), year_text.count("X")
    if year == 0 and year_text.startswith("-"):
        return None
    month, day = _part(match["month"]), _part(match["day"])
    moment = Moment(year, month, day, qualifier, match["time"] or "", unknown)
    return moment if _exists(moment) else None


def _part(text: str | None) -> int | None:
    digits = "" if text is None else text.strip("?~%")
    return int(digits) if digits.isdigit() else None


def _exists(moment: Moment) -> bool:
    if moment.time and (moment.time > "24:00:00" or moment.time[3:] > "59:60"):
        return False
    if moment.month is None:
        return moment.day is None
    if season(moment):
        return moment.day is None
    if not 1 <= moment.month <= 12:
        return False
    return moment.day is None or 1 <= moment.day <= month_length(moment.year, moment.month)


def _days(moment: Moment) -> tuple[int, int]:
    if moment.month is None or moment.unknown or season(moment):
        # A season differs by hemisphere and winter by custom: only the year is sure.
        width = 10**moment.unknown - 1
        first, last = moment.year, moment.year + width
        if moment.year < 0:
            first, last = moment.year - width, moment.year
        return gregorian_number(first, 1, 1), gregorian_number(last, 12, 31)
    if moment.day is None:
        length = month_length(moment.year, moment.month)
        return (
            gregorian_number(moment.year, moment.month, 1),
            gregorian_number(moment.year, moment.month, length),
        )
    number = gregorian_number(moment.year, moment.month, moment.day)
    return number, number


def _precision(moment: Moment) -> Precision:
    if moment.unknown or season(moment):
        return "interval"
    if moment.month is None:
        return "year"
    return "month" if moment.day is None else "day"


def _write(span: Moment | Span) -> str:
    if isinstance(span, Moment):
        return _write_moment(span)
    return "/".join(".." if end is None else _write_moment(end) for end in span)


def _write_moment(moment: Moment) -> str:
    digits = f"{abs(moment.year):04}"
    if moment.unknown:
        digits = digits[: -moment.unknown] + "X" * moment.unknown
    sign = "-" if moment.year < 0 else ""
    long = "Y" if len(digits) > 4 and moment.month is None else ""
    parts = [f"{long}{sign}{digits}"]
    parts += [f"{part:02}" for part in (moment.month, moment.day) if part is not None]
    return "-".join(parts) + (f"T{moment.time}" if moment.time else "") + moment.qualifier
