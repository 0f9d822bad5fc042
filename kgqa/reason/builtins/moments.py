"""Days, instants and times of day: made of their parts, moved by durations, and subtracted.

Sources: SWRL, section 8.5, https://www.w3.org/submissions/SWRL/#8.5; XQuery 1.0 and XPath 2.0 Functions and
Operators, 10.8. Only exact values count: a year, a month or an EDTF date is no day, so the atom does not hold. Nor
does it when one of two values names its time zone and the other does not, for nobody knows how far apart they are.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from kgqa.dates import gregorian_day, gregorian_number
from kgqa.dates.days import month_length
from kgqa.model import XSD, Literal
from kgqa.reason.builtins.durations import months_of, of_seconds, seconds_of
from kgqa.reason.builtins.numerals import exact, whole, written
from kgqa.reason.values import ill_typed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kgqa.reason.builtins.computation import Computation

_DAY = 86_400
_FARTHEST = gregorian_number(999_999_999, 1, 1)
_ZONE_TEXT = r"(?P<zone>Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
_ZONE = re.compile(_ZONE_TEXT, re.ASCII)
_DATE_TEXT = r"(?P<year>-?\d{4,9})-(?P<month>\d\d)-(?P<day>\d\d)"
_TIME_TEXT = r"(?P<hours>\d\d):(?P<minutes>[0-5]\d):(?P<seconds>[0-5]\d(?:\.\d+)?)"
_SHAPES = {
    XSD + "date": re.compile(_DATE_TEXT + _ZONE_TEXT, re.ASCII),
    XSD + "dateTime": re.compile(f"{_DATE_TEXT}T{_TIME_TEXT}{_ZONE_TEXT}", re.ASCII),
    XSD + "dateTimeStamp": re.compile(f"{_DATE_TEXT}T{_TIME_TEXT}{_ZONE_TEXT}", re.ASCII),
    XSD + "time": re.compile(_TIME_TEXT + _ZONE_TEXT, re.ASCII),
}


class Moment(NamedTuple):
    """A local day and the seconds of it, and the text of its time zone ("" for none). A time of day is of day 0."""

    day: int
    seconds: Fraction
    zone: str

    def on_line(self) -> Fraction:
        """Seconds on the time line: of UTC where there is a zone, else of the local time."""
        minutes = 0 if len(self.zone) < 6 else int(self.zone[1:3]) * 60 + int(self.zone[4:6])
        return self.day * _DAY + self.seconds - (-minutes if self.zone.startswith("-") else minutes) * 60


Writer: TypeAlias = "Callable[[Moment], Literal | None]"


def moment(literal: Literal, kind: str) -> Moment | None:
    """The moment of an xsd:date, dateTime or time (`kind`), if the literal is exactly that."""
    if literal.datatype.removeprefix(XSD) not in {kind, f"{kind}Stamp"} or ill_typed(literal):
        return None
    found = _SHAPES[literal.datatype].fullmatch(literal.lexical.strip(" \t\r\n"))
    if found is None:
        return None
    parts = found.groupdict()
    day = gregorian_number(*(int(parts[n]) for n in ("year", "month", "day"))) if "year" in parts else 0
    seconds = Fraction(0)
    if "hours" in parts:
        seconds = int(parts["hours"]) * 3600 + int(parts["minutes"]) * 60 + Fraction(parts["seconds"])
    if seconds > _DAY or (seconds == _DAY and parts["hours"] != "24"):
        return None
    return _normal(Moment(0 if kind == "time" else day, seconds, parts["zone"] or ""), kind)


def apart(left: Moment, right: Moment) -> Fraction | None:
    """The seconds from `right` to `left`; None when only one of them names its time zone."""
    return left.on_line() - right.on_line() if bool(left.zone) == bool(right.zone) else None


def _normal(found: Moment, kind: str) -> Moment:
    days, seconds = divmod(found.seconds, _DAY)
    return Moment(0 if kind == "time" else found.day + int(days), seconds, found.zone)


def _shifted(found: Moment, seconds: Fraction) -> Moment:
    return found._replace(seconds=found.seconds + seconds)


def _later(found: Moment, months: int) -> Moment:
    """So many months later, on the last day of a month that has no such day (XSD 1.1, E.3.3)."""
    year, month, day = gregorian_day(found.day)
    years, month = divmod(12 * year + month - 1 + months, 12)
    return found._replace(day=gregorian_number(years, month + 1, min(day, month_length(years, month + 1))))


def _written(found: Moment, kind: str) -> Literal | None:
    found = _normal(found, kind)
    if abs(found.day) > _FARTHEST:
        return None
    year, month, day = gregorian_day(found.day)
    date = f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{day:02}"
    minutes, rest = divmod(found.seconds, 60)
    shown = written(rest)
    if shown is None:
        return None
    time = f"{minutes // 60:02}:{minutes % 60:02}:{'0' if rest < 10 else ''}{shown.lexical}"
    text = {"date": date, "time": time}.get(kind, f"{date}T{time}")
    return Literal(text + found.zone, XSD + kind)


def _made(kind: str) -> Callable[[Sequence[Literal]], Literal | None]:
    """The literal of a kind from its parts, and at the end the time zone if one is given."""
    count = {"date": 3, "dateTime": 6, "time": 3}[kind]

    def computed(literals: Sequence[Literal]) -> Literal | None:
        numbers = [exact(literal) if place == 5 or (kind, place) == ("time", 2) else whole(literal)
                   for place, literal in enumerate(literals[:count])]  # fmt: skip
        zone = literals[count].lexical if len(literals) > count else ""
        parts = [number for number in numbers if number is not None]
        if len(parts) != count or any(part < 0 for part in parts[1:]) or not _ZONE.fullmatch(zone):
            return None
        text = _text(kind, parts)
        made = None if text is None else Literal(text + zone, XSD + kind)
        return made if made is not None and moment(made, kind) is not None else None

    return computed


def _text(kind: str, parts: Sequence[int | Fraction]) -> str | None:
    date = ""
    if kind != "time":
        year, month, day = (int(part) for part in parts[:3])
        date = f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{day:02}"
        parts = parts[3:]
    if not parts:
        return date
    seconds = written(Fraction(parts[2]))
    if seconds is None:
        return None
    time = f"{int(parts[0]):02}:{int(parts[1]):02}:{'0' if parts[2] < 10 else ''}{seconds.lexical}"
    return f"{date}T{time}" if date else time


def _difference(kind: str) -> Callable[[Sequence[Literal]], Literal | None]:
    def computed(literals: Sequence[Literal]) -> Literal | None:
        left, right = (moment(literal, kind) for literal in literals)
        seconds = None if left is None or right is None else apart(left, right)
        return None if seconds is None else of_seconds(seconds)

    return computed


def _moved(kind: str, sign: int, *, by_months: bool = False) -> Callable[[Sequence[Literal]], Literal | None]:
    def computed(literals: Sequence[Literal]) -> Literal | None:
        found = moment(literals[0], kind)
        if found is None:
            return None
        if by_months:
            months = months_of(literals[1])
            return None if months is None else _written(_later(found, sign * months), kind)
        seconds = seconds_of(literals[1])
        return None if seconds is None else _written(_shifted(found, sign * seconds), kind)

    return computed


MOMENTS: dict[str, Computation] = {
    "date": (3, 4, _made("date")),
    "dateTime": (6, 7, _made("dateTime")),
    "time": (3, 4, _made("time")),
    "subtractDates": (2, 2, _difference("date")),
    "subtractTimes": (2, 2, _difference("time")),
    "subtractDateTimesYieldingDayTimeDuration": (2, 2, _difference("dateTime")),
    "addYearMonthDurationToDate": (2, 2, _moved("date", 1, by_months=True)),
    "addYearMonthDurationToDateTime": (2, 2, _moved("dateTime", 1, by_months=True)),
    "subtractYearMonthDurationFromDate": (2, 2, _moved("date", -1, by_months=True)),
    "subtractYearMonthDurationFromDateTime": (2, 2, _moved("dateTime", -1, by_months=True)),
    "addDayTimeDurationToDate": (2, 2, _moved("date", 1)),
    "addDayTimeDurationToDateTime": (2, 2, _moved("dateTime", 1)),
    "addDayTimeDurationToTime": (2, 2, _moved("time", 1)),
    "subtractDayTimeDurationFromDate": (2, 2, _moved("date", -1)),
    "subtractDayTimeDurationFromDateTime": (2, 2, _moved("dateTime", -1)),
    "subtractDayTimeDurationFromTime": (2, 2, _moved("time", -1)),
}
