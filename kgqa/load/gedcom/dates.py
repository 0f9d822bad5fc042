"""DATE values as literals: every form of GEDCOM 5.5, 5.5.1 and 7.0, with the slips that programs make.

ged4py reads the grammar; the days of other calendars come from `kgqa.dates` (ged4py 0.5.5 itself takes Tishri
for Nisan and so puts Hebrew dates half a year off).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kgqa.dates import date_literal, french_days, gregorian_day, hebrew_days, interval, julian_days

if TYPE_CHECKING:
    from ged4py.calendar import CalendarDate
    from ged4py.date import DateValue

    from kgqa.model import Literal

Ends: TypeAlias = tuple[str, str]
"""The first and the last moment of a date, in EDTF; equal for one that EDTF can write as it stands."""


@dataclass(frozen=True, slots=True)
class EventDate:
    """A date as far as it was understood.

    `text` is the original when it says more than `literal` (a phrase, a calendar, a period); `problem` says
    why there is no literal.
    """

    literal: Literal | None
    text: str = ""
    problem: str = ""


def read_date_value(text: str, phrase: str = "") -> EventDate:
    """The date in a DATE value, and in the PHRASE below it."""
    from ged4py.date import DateValue, DateValueTypes

    original = " ".join(text.split())
    shown = phrase or original
    if not original:
        return EventDate(None, phrase)
    try:
        value = DateValue.parse(_normal(original))
        if value.kind == DateValueTypes.PHRASE:
            inside = original.removeprefix("(").removesuffix(")").strip()
            in_brackets = original.startswith("(") and original.endswith(")")
            return EventDate(None, phrase or inside, "" if in_brackets else f'no date: "{original}"')
        literal = date_literal(_edtf(value))
    except (ValueError, OverflowError):
        return EventDate(None, shown, f'no known date: "{original}"')
    if literal is None or interval(literal) is None:
        return EventDate(None, shown, f'there is no such date: "{original}"')
    return EventDate(literal, shown if phrase or _says_more(original) else "")


# An ordinary date, or one with a qualifier that EDTF keeps.
_MONTH = "(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)"
_PLAIN = rf"(?:(?:\d\d? )?{_MONTH} )?\d{{1,4}}(?: ?B\.?C\.?(?:E\.?)?)?"
_SAYS_NO_MORE = re.compile(rf"(?:(?:ABT|BEF|AFT)\.? )?{_PLAIN}|BET {_PLAIN} AND {_PLAIN}", re.IGNORECASE)


def _says_more(original: str) -> bool:
    return _SAYS_NO_MORE.fullmatch(original) is None


_WORDS = {
    "about": "ABT", "abt": "ABT", "circa": "ABT", "ca": "ABT", "c": "ABT", "around": "ABT",
    "before": "BEF", "bef": "BEF", "after": "AFT", "aft": "AFT", "between": "BET", "bet": "BET", "btw": "BET",
    "cal": "CAL", "calculated": "CAL", "est": "EST", "estimated": "EST", "int": "INT",
    "from": "FROM", "to": "TO", "and": "AND",
    "january": "JAN", "february": "FEB", "march": "MAR", "april": "APR", "june": "JUN", "july": "JUL",
    "august": "AUG", "sept": "SEP", "september": "SEP", "october": "OCT", "november": "NOV",
    "december": "DEC", "bc": "B.C.", "bce": "B.C.", "b.c": "B.C.", "b.c.e": "B.C.", "b.c.e.": "B.C.",
    "gregorian": "@#DGREGORIAN@", "julian": "@#DJULIAN@", "french_r": "@#DFRENCH R@", "hebrew": "@#DHEBREW@",
}  # fmt: skip
_WORD = re.compile(r"@#D[^@]*@|\([^)]*\)?|[A-Za-z][\w.]*")
_RANGE = re.compile(r"(?:BET |FROM )?(\S.*?) ?[-–] ?(\d.*)")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_HALF = re.compile(rf"BET ((?:\d+ )?{_MONTH}) AND ((?:\d+ )?{_MONTH} (\d+))")


def _normal(text: str) -> str:
    """The date in the words of GEDCOM 5.5.1."""
    if iso := _ISO.fullmatch(text):
        months = _MONTH[3:-1].split("|")
        return f"{int(iso[3])} {months[int(iso[2]) - 1]} {iso[1]}" if 1 <= int(iso[2]) <= 12 else text
    text = _WORD.sub(lambda word: _WORDS.get(word[0].lower().rstrip("."), word[0]), text).replace("B.C..", "B.C.")
    if "(" not in text and "@" not in text and (found := _RANGE.fullmatch(text)):
        text = f"BET {found[1]} AND {found[2]}"
    if half := _HALF.fullmatch(text.upper()):
        return f"BET {half[1]} {half[3]} AND {half[2]}"
    return text


def _edtf(value: DateValue) -> str:
    from ged4py.date import DateValueTypes as Kind

    first, last = _ends(getattr(value, "date1", None) or value.date)  # type: ignore[attr-defined]
    if value.kind in {Kind.BEFORE, Kind.TO}:
        return f"../{last}"
    if value.kind in {Kind.AFTER, Kind.FROM}:
        return f"{first}/.."
    if value.kind in {Kind.RANGE, Kind.PERIOD}:
        return f"{first}/{_ends(value.date2)[1]}"  # type: ignore[attr-defined]
    about = "~" if value.kind in {Kind.ABOUT, Kind.CALCULATED, Kind.ESTIMATED} else ""
    return f"{first}{about}" if first == last else f"{first}{about}/{last}{about}"


def _ends(date: CalendarDate) -> Ends:
    """Raises ValueError for a date that does not exist or whose calendar is not known."""
    from ged4py.calendar import CalendarType

    date = _of_its_month(date)
    year = 1 - date.year if date.bc else date.year
    if not -9998 <= year <= 9999 or (date.year == 0 and date.bc):
        raise ValueError(year)
    if date.calendar == CalendarType.GREGORIAN:
        return _gregorian(year, date)
    days = {
        CalendarType.JULIAN: julian_days,
        CalendarType.HEBREW: hebrew_days,
        CalendarType.FRENCH_R: french_days,
    }
    first, last = days[date.calendar](year, date.month_num, date.day)
    return _written(*gregorian_day(first)), _written(*gregorian_day(last))


def _of_its_month(date: CalendarDate) -> CalendarDate:
    """The date in the calendar that has its month: some programs leave out the calendar."""
    from ged4py.calendar import FrenchDate, GregorianDate, HebrewDate

    if date.month is None or date.month_num is not None:
        return date
    for calendar in (FrenchDate, HebrewDate):
        if isinstance(date, GregorianDate) and date.month in calendar.months():
            return calendar(date.year, date.month, date.day, date.bc)
    raise ValueError(date.month)


def _written(year: int, month: int | None = None, day: int | None = None) -> str:
    return f"{'-' if year < 0 else ''}{abs(year):04}" + "".join(
        f"-{part:02}" for part in (month, day) if part is not None
    )


def _gregorian(year: int, date: CalendarDate) -> Ends:
    dual = getattr(date, "dual_year", None)
    # A year that began in March (1741/42) tells two styles apart in the first three months only. Elsewhere
    # two years mean either.
    if dual is not None and (date.month_num is None or date.month_num > 3):
        return _written(year, date.month_num, date.day), _written(dual, date.month_num, date.day)
    written = _written(year if dual is None else dual, date.month_num, date.day)
    return written, written
