"""Days, months and years of other calendars, as day numbers.

The Hebrew arithmetic is that of Reingold and Dershowitz, "Calendrical Calculations" (4th edition, chapter 8). The
French Republican calendar is taken as it was used: its years 1 to 14, of which 3, 7 and 11 had a sixth
complementary day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from kgqa.dates.days import gregorian_number, julian_number, month_length

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Bounds: TypeAlias = tuple[int, int]
"""The numbers of the first and the last day."""

_HEBREW_EPOCH = gregorian_number(-3760, 9, 7)
_FRENCH_EPOCH = gregorian_number(1792, 9, 22)
_FRENCH_LEAPS = (3, 7, 11)
_FRENCH_LAST = 14


def julian_days(year: int, month: int | None = None, day: int | None = None) -> Bounds:
    """The bounds of a Julian year, month or day; `year` is astronomical. ValueError: there is none such."""
    lengths = [month_length(year, number, julian=True) for number in range(1, 13)]
    return _bounds(julian_number(year, 1, 1), lengths, month, day)


def hebrew_days(year: int, month: int | None = None, day: int | None = None) -> Bounds:
    """The bounds of a Hebrew year, month or day.

    Months are counted as GEDCOM does: Tishri is 1, Adar 6, Adar Sheni 7 (in leap years only), Nisan 8, Elul 13.
    ValueError: there is none such.
    """
    if not 1 <= year <= 9999:
        raise ValueError(year)
    return _bounds(_hebrew_new_year(year), list(_hebrew_lengths(year)), month, day)


def french_days(year: int, month: int | None = None, day: int | None = None) -> Bounds:
    """The bounds of a French Republican year, month (13: complementary days) or day. ValueError: none such."""
    if not 1 <= year <= _FRENCH_LAST:
        raise ValueError(year)
    leaps = sum(leap < year for leap in _FRENCH_LEAPS)
    lengths = [30] * 12 + [6 if year in _FRENCH_LEAPS else 5]
    return _bounds(_FRENCH_EPOCH + 365 * (year - 1) + leaps, lengths, month, day)


def _bounds(new_year: int, lengths: Sequence[int], month: int | None, day: int | None) -> Bounds:
    if month is None:
        return new_year, new_year + sum(lengths) - 1
    if not 1 <= month <= len(lengths) or not 1 <= (day or 1) <= lengths[month - 1]:
        raise ValueError((month, day))
    begin = new_year + sum(lengths[: month - 1])
    return begin + (day or 1) - 1, begin + (day or lengths[month - 1]) - 1


def _hebrew_lengths(year: int) -> Iterator[int]:
    leap = (7 * year + 1) % 19 < 7
    days = _hebrew_new_year(year + 1) - _hebrew_new_year(year)
    yield 30
    yield 30 if days % 10 == 5 else 29
    yield 29 if days % 10 == 3 else 30
    yield 29
    yield 30
    yield 30 if leap else 29
    yield 29 if leap else 0
    yield from (30, 29, 30, 29, 30, 29)


def _hebrew_new_year(year: int) -> int:
    before, now, after = (_hebrew_elapsed(year + offset) for offset in (-1, 0, 1))
    delay = 2 if after - now == 356 else 1 if now - before == 382 else 0
    return _HEBREW_EPOCH + now + delay


def _hebrew_elapsed(year: int) -> int:
    """Days from the epoch to the mean new moon of Tishri, put off from Sunday, Wednesday and Friday."""
    months = (235 * year - 234) // 19
    parts = 12_084 + 13_753 * months
    days = 29 * months + parts // 25_920
    return days + 1 if 3 * (days + 1) % 7 < 3 else days
