"""Durations: months and seconds, two quantities that no number turns into one another.

Sources: W3C XML Schema Definition Language 1.1 Part 2, 3.3.6 (duration), 3.4.26 and 3.4.27 (its two ordered
subtypes); XQuery 1.0 and XPath 2.0 Functions and Operators, 10.4 to 10.7.
"""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from kgqa.model import XSD, Literal
from kgqa.reason.builtins.numerals import exact, whole, written
from kgqa.reason.values import number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kgqa.reason.builtins.computation import Computation

_MONTHS, _SECONDS = XSD + "yearMonthDuration", XSD + "dayTimeDuration"
_DURATION = re.compile(
    r"(?P<sign>-?)P(?=.)(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<days>\d+)D)?"
    r"(?P<time>T(?=.)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?",
    re.ASCII,
)
_MAX_DIGITS = 3_000


class Duration(NamedTuple):
    """So many months and so many seconds, both zero or more, or both zero or less."""

    months: int
    seconds: Fraction


def duration(literal: Literal) -> Duration | None:
    """What a literal of xsd:duration or one of its subtypes denotes; None for anything else."""
    if literal.datatype not in {XSD + "duration", _MONTHS, _SECONDS} or len(literal.lexical) > _MAX_DIGITS:
        return None
    found = _DURATION.fullmatch(literal.lexical.strip(" \t\r\n"))
    if found is None:
        return None
    has_months = found["years"] is not None or found["months"] is not None
    has_seconds = found["days"] is not None or found["time"] is not None
    if (literal.datatype == _MONTHS and has_seconds) or (literal.datatype == _SECONDS and has_months):
        return None
    sign = -1 if found["sign"] else 1
    years, months, days, hours, minutes = (
        int(found[name] or 0) for name in ("years", "months", "days", "hours", "minutes")
    )
    seconds = ((days * 24 + hours) * 60 + minutes) * 60 + Fraction(found["seconds"] or 0)
    return Duration(sign * (12 * years + months), sign * seconds)


def months_of(literal: Literal) -> int | None:
    """The months of a duration of years and months alone."""
    found = duration(literal)
    return found.months if found is not None and not found.seconds and literal.datatype != _SECONDS else None


def seconds_of(literal: Literal) -> Fraction | None:
    """The seconds of a duration of days, hours, minutes and seconds alone."""
    found = duration(literal)
    return found.seconds if found is not None and not found.months and literal.datatype != _MONTHS else None


def shorter(left: Duration, right: Duration) -> bool | None:
    """Whether the one is certainly shorter; None for a month and thirty days, which nothing orders."""
    if left.months == right.months or left.seconds == right.seconds:
        return left < right
    return None


def of_months(months: int) -> Literal:
    """The xsd:yearMonthDuration of so many months."""
    years, rest = divmod(abs(months), 12)
    text = (f"{years}Y" if years else "") + (f"{rest}M" if rest or not years else "")
    return Literal(f"{'-' if months < 0 else ''}P{text}", _MONTHS)


def of_seconds(seconds: Fraction) -> Literal | None:
    """The xsd:dayTimeDuration of so many seconds, to 18 digits after the point."""
    minutes, rest = divmod(abs(seconds), 60)
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    shown = written(rest)
    if shown is None:
        return None
    parts = [f"{count}{mark}" for count, mark in ((hours, "H"), (minutes, "M")) if count]
    parts += [f"{shown.lexical}S"] if rest or not (days or parts) else []
    time = "T" + "".join(parts) if parts else ""
    return Literal(f"{'-' if seconds < 0 else ''}P{f'{days}D' if days else ''}{time}", _SECONDS)


def _of_years(literals: Sequence[Literal]) -> Literal | None:
    years, months = map(whole, literals)
    return None if years is None or months is None else of_months(12 * years + months)


def _of_days(literals: Sequence[Literal]) -> Literal | None:
    days, hours, minutes = map(whole, literals[:3])
    seconds = exact(literals[3])
    if days is None or hours is None or minutes is None or seconds is None:
        return None
    return of_seconds(((days * 24 + hours) * 60 + minutes) * 60 + seconds)


def _both_months(function: Callable[[int, int], int]) -> Callable[[Sequence[Literal]], Literal | None]:
    def computed(literals: Sequence[Literal]) -> Literal | None:
        left, right = map(months_of, literals)
        return None if left is None or right is None else of_months(function(left, right))

    return computed


def _both_seconds(
    function: Callable[[Fraction, Fraction], Fraction],
) -> Callable[[Sequence[Literal]], Literal | None]:
    def computed(literals: Sequence[Literal]) -> Literal | None:
        left, right = map(seconds_of, literals)
        return None if left is None or right is None else of_seconds(function(left, right))

    return computed


def _scaled_months(*, inverse: bool) -> Callable[[Sequence[Literal]], Literal | None]:
    def computed(literals: Sequence[Literal]) -> Literal | None:
        months, factor = months_of(literals[0]), _factor(literals[1], inverse=inverse)
        return None if months is None or factor is None else of_months(math.floor(months * factor + Fraction(1, 2)))

    return computed


def _scaled_seconds(*, inverse: bool) -> Callable[[Sequence[Literal]], Literal | None]:
    def computed(literals: Sequence[Literal]) -> Literal | None:
        seconds, factor = seconds_of(literals[0]), _factor(literals[1], inverse=inverse)
        return None if seconds is None or factor is None else of_seconds(seconds * factor)

    return computed


def _factor(literal: Literal, *, inverse: bool) -> Fraction | None:
    value = number(literal)
    if value is None or (isinstance(value, float) and not math.isfinite(value)) or (inverse and value == 0):
        return None
    return 1 / Fraction(value) if inverse else Fraction(value)


DURATIONS: dict[str, Computation] = {
    "yearMonthDuration": (2, 2, _of_years),
    "dayTimeDuration": (4, 4, _of_days),
    "addYearMonthDurations": (2, 2, _both_months(lambda left, right: left + right)),
    "subtractYearMonthDurations": (2, 2, _both_months(lambda left, right: left - right)),
    "multiplyYearMonthDuration": (2, 2, _scaled_months(inverse=False)),
    "divideYearMonthDurations": (2, 2, _scaled_months(inverse=True)),
    "addDayTimeDurations": (2, 2, _both_seconds(lambda left, right: left + right)),
    "subtractDayTimeDurations": (2, 2, _both_seconds(lambda left, right: left - right)),
    "multiplyDayTimeDurations": (2, 2, _scaled_seconds(inverse=False)),
    "divideDayTimeDuration": (2, 2, _scaled_seconds(inverse=True)),
}
