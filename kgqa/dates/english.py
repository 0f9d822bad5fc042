"""Dates for people, in English, and back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kgqa.dates.edtf import Moment, date_literal, read_span, season

if TYPE_CHECKING:
    from kgqa.model import Literal

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_QUALIFIERS = {"": "", "~": "about ", "?": "possibly ", "%": "possibly about "}


def date_label(literal: Literal) -> str:
    """The date in words: "24 May 1819", "about 1809", "44 BC"; the lexical form when it is no date."""
    span = read_span(literal)
    if span is None:
        return literal.lexical
    if isinstance(span, Moment):
        return _words(span)
    start, end = span
    if start is None:
        return "at an unknown time" if end is None else f"before {_words(end)}"
    return f"after {_words(start)}" if end is None else f"between {_words(start)} and {_words(end)}"


def _words(moment: Moment) -> str:
    qualifier = _QUALIFIERS[moment.qualifier]
    if moment.unknown:
        return qualifier + _unknown_years(moment)
    parts = [_year(moment.year)]
    if moment.month is not None:
        parts.insert(0, season(moment) or MONTHS[moment.month - 1])
    if moment.day is not None:
        parts.insert(0, str(moment.day))
    if moment.time:
        parts.append(moment.time.removesuffix(":00"))
    return qualifier + " ".join(parts)


def _year(year: int) -> str:
    if year <= 0:
        return f"{1 - year} BC"
    return str(year) if year >= 100 else f"AD {year}"


def _unknown_years(moment: Moment) -> str:
    if moment.unknown == 1 and moment.year > 0:
        return f"{moment.year}s"
    width = 10**moment.unknown - 1
    first, last = sorted((moment.year, moment.year + (width if moment.year >= 0 else -width)))
    return f"between {_year(first)} and {_year(last)}"


_MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(MONTHS, 1)} | {
    name[:3].lower(): number for number, name in enumerate(MONTHS, 1)
}
_DAY = re.compile(
    r"(?:(?P<qualifier>possibly about|possibly|about|around|circa|c\.|ca\.?)\s+)?"
    r"(?:(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?P<month>[a-z]{3,9})\.?,?\s+"
    r"|(?P<month2>[a-z]{3,9})\.?\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?,\s*)?"
    r"(?:ad\s*)?(?P<year>\d{1,5})\s*(?P<era>bce?|b\.c\.|ad|ce)?",
    re.ASCII,
)
_MARKS = {"possibly about": "%", "possibly": "?", None: ""}


def read_date(text: str) -> Literal | None:
    """The date that a person wrote: what `date_label` writes, "May 24, 1819", "24th of May 1819", or EDTF.

    None when it is no date of these forms; a number of one or two digits is a year only with BC or AD.
    """
    text = " ".join(text.split())
    if (written := _edtf_of(text.lower())) is not None:
        return date_literal(written)
    return date_literal(text)


def _edtf_of(text: str) -> str | None:
    if text.startswith("before "):
        end = _moment_of(text[7:])
        return end and f"../{end}"
    if text.startswith("after "):
        start = _moment_of(text[6:])
        return start and f"{start}/.."
    if text.startswith("between ") and text.count(" and ") == 1:
        start, end = map(_moment_of, text[8:].split(" and "))
        return f"{start}/{end}" if start and end else None
    return _moment_of(text)


def _moment_of(text: str) -> str | None:
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    era = match["era"] or ("ad" if "ad " in text else "")
    if len(match["year"]) < 3 and not era:
        return None
    year = 1 - int(match["year"]) if era.startswith("b") else int(match["year"])
    written = f"-{-year:04}" if year < 0 else f"{year:04}"
    name, day = match["month"] or match["month2"], match["day"] or match["day2"]
    if name:
        month = _MONTH_NUMBERS.get(name)
        if month is None:
            return None
        written += f"-{month:02}" + (f"-{int(day):02}" if day else "")
    elif len(match["year"]) > 4:
        written = f"Y{written}"
    return written + _MARKS.get(match["qualifier"], "~")
