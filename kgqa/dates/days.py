"""Day numbers of the proleptic Gregorian calendar, extended to years before Christ.

Years are astronomical as in ISO 8601 and XSD 1.1: 0 is 1 BC, -43 is 44 BC. From the year 1 on, the number of
a day is what `datetime.date.toordinal` gives. The algorithms are Hinnant's ("chrono-compatible low-level date
algorithms").
"""

from __future__ import annotations

from typing import NamedTuple


class Day(NamedTuple):
    """A calendar day; `year` is astronomical."""

    year: int
    month: int
    day: int


_BEFORE_YEAR_ONE = 306
"""Days from 1 March of the year 0, where the algorithms count from, to 31 December of that year."""
_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap(year: int) -> bool:
    """Whether the Gregorian `year` has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int, *, julian: bool = False) -> int:
    """The number of days of a month, in the Gregorian or the Julian calendar."""
    leap = year % 4 == 0 if julian else is_leap(year)
    return 29 if month == 2 and leap else _MONTH_LENGTHS[month - 1]


def gregorian_number(year: int, month: int, day: int) -> int:
    """The number of a Gregorian day; the day is taken to exist."""
    march_year = year - (month < 3)
    century_leaps = march_year // 4 - march_year // 100 + march_year // 400
    return 365 * march_year + century_leaps + _day_of_march_year(month, day) - _BEFORE_YEAR_ONE + 1


def julian_number(year: int, month: int, day: int) -> int:
    """The (Gregorian) number of a day given in the Julian calendar; the day is taken to exist."""
    march_year = year - (month < 3)
    return 365 * march_year + march_year // 4 + _day_of_march_year(month, day) - _BEFORE_YEAR_ONE - 1


def gregorian_day(number: int) -> Day:
    """The Gregorian day of a number: the inverse of `gregorian_number`."""
    shifted = number + _BEFORE_YEAR_ONE - 1
    era, of_era = divmod(shifted, 146_097)
    year = (of_era - of_era // 1_460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    march_month = (5 * of_year + 2) // 153
    month = march_month + 3 if march_month < 10 else march_month - 9
    return Day(year + era * 400 + (month < 3), month, of_year - (153 * march_month + 2) // 5 + 1)


def _day_of_march_year(month: int, day: int) -> int:
    return (153 * ((month + 9) % 12) + 2) // 5 + day - 1
