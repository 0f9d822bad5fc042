"""Dates and times as spans of seconds, and which of two is certainly earlier.

Source: XML Schema Definition Language 1.1 Part 2, 3.3.7 to 3.3.12, and the Extended Date/Time Format (Library of
Congress, 2019). A date is the whole day; what is about, or open, has no certain end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from kgqa.model import EDTF, XSD, Literal

DAY = 86_400
MARGIN = 14 * 3_600
"""How far, in seconds, a time whose zone is not said may be from the same time in UTC."""

_SHAPES = {"gYear": 1, "gYearMonth": 2, "date": 3, "dateTime": 4, "dateTimeStamp": 4}
DATATYPES = frozenset((EDTF, *(XSD + name for name in _SHAPES)))
_ISO = re.compile(
    r"(-?\d{4,9})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d):(\d\d(?:\.\d+)?))?)?)?(Z|[+-]\d\d:\d\d)?", re.ASCII
)
_EDTF = re.compile(r"Y?(-?)(\d+X*|X+)(?:-(\d\d|XX)(?:-(\d\d|XX)(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?)?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` on and before `end`, in seconds; a point in time where they are equal. None is open.

    `zoned` tells whether the time line is UTC or a local time that is not said.
    """

    start: Fraction | None
    end: Fraction | None
    vague: bool = False
    zoned: bool = False

    @property
    def is_point(self) -> bool:
        """Whether this is an instant."""
        return self.start is not None and self.start == self.end


def span(literal: Literal) -> Span | None:
    """When a literal of one of `DATATYPES` is; None for what is no such time."""
    text = literal.lexical.strip()
    if literal.datatype == EDTF:
        return _edtf(text)
    found = _ISO.fullmatch(text)
    if found is None or _SHAPES.get(literal.datatype.removeprefix(XSD)) != _parts(found):
        return None
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    days = _days(year, month, day)
    if days is None or found[1] == "-0000":
        return None
    if found[4] is None:
        shift = _offset(found[7])
        return Span(Fraction(days[0] * DAY - shift), Fraction(days[1] * DAY - shift), zoned=bool(found[7]))
    return _instant(days[0], found)


def before(one: Span, other: Span) -> bool | None:
    """Whether `one` is certainly before `other`; None where that hangs on a zone that is not said."""
    if one.vague or other.vague or one.end is None or other.start is None:
        return False
    gap = other.start - one.end
    margin = 0 if one.zoned == other.zoned else MARGIN
    if gap > margin or (gap == margin and not one.is_point):
        return True
    return None if gap >= -margin and margin else False


def _parts(found: re.Match[str]) -> int:
    return 1 + sum(found[group] is not None for group in (2, 3, 4))


def _instant(days: int, found: re.Match[str]) -> Span | None:
    hours, minutes, seconds = int(found[4]), int(found[5]), Fraction(found[6])
    if hours > 24 or minutes > 59 or seconds >= 60 or (hours == 24 and (minutes or seconds)):
        return None
    at = Fraction(days * DAY + hours * 3_600 + minutes * 60) + seconds - _offset(found[7])
    return Span(at, at, zoned=bool(found[7]))


def _offset(zone: str | None) -> int:
    if not zone or zone == "Z":
        return 0
    seconds = int(zone[1:3]) * 3_600 + int(zone[4:6]) * 60
    return -seconds if zone[0] == "-" else seconds


def _edtf(text: str) -> Span | None:
    plain = re.sub("[?~%]", "", text)
    ends = [None if end in {"", ".."} else _edtf_days(end) for end in plain.split("/")]
    if len(ends) > 2 or any(end == () for end in ends) or plain == "":
        return None
    first, last = ends[0], ends[-1]
    start = None if not first else Fraction(first[0] * DAY)
    return Span(start, None if not last else Fraction(last[1] * DAY), vague=plain != text)


def _edtf_days(text: str) -> tuple[int, int] | tuple[()]:
    found = _EDTF.fullmatch(text)
    if found is None:
        return ()
    sign = -1 if found[1] else 1
    years = sorted(sign * int(found[2].replace("X", digit)) for digit in "09")
    month, day = (int(part) if part and part != "XX" else 0 for part in (found[3], found[4]))
    if years[0] != years[1] or month > 12:
        # A season differs by hemisphere: only the year is sure.
        first, last = _days(years[0], 0, 0), _days(years[1], 0, 0)
        return (first[0], last[1]) if first and last and month in {*range(13), 21, 22, 23, 24} else ()
    return _days(years[0], month, day) or ()


def _days(year: int, month: int, day: int) -> tuple[int, int] | None:
    """The number of the first day and of the day after the last; month and day 0 are not said."""
    if month > 12 or (day and not 1 <= day <= _length(year, month)):
        return None
    if month == 0:
        return _number(year, 1, 1), _number(year + 1, 1, 1)
    first = _number(year, month, day or 1)
    return first, first + (1 if day else _length(year, month))


def _length(year: int, month: int) -> int:
    return _number(year + month // 12, month % 12 + 1, 1) - _number(year, month, 1)


def _number(year: int, month: int, day: int) -> int:
    """Days since 1 March of the year 0, proleptic Gregorian: years counted from March end with the leap day."""
    year -= month < 3
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * ((month - 3) % 12) + 2) // 5 + day - 1
