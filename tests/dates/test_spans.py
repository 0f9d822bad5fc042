"""The moments that a date may mean, and the completed time between two dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.dates.spans import completed, earliest, latest, whole
from kgqa.model import EDTF, XSD, Literal

if TYPE_CHECKING:
    from datetime import date


def day(text: str) -> Literal:
    return Literal(text, XSD + "date")


@pytest.mark.parametrize(
    ("literal", "first", "last"),
    [
        (day("1850-02-03"), "1850-02-03T00:00:00", "1850-02-03T00:00:00"),
        (Literal("1850", XSD + "gYear"), "1850-01-01T00:00:00", "1850-12-31T00:00:00"),
        (Literal("1850-02", XSD + "gYearMonth"), "1850-02-01T00:00:00", "1850-02-28T00:00:00"),
        (Literal("1850-02-03T10:20:30Z", XSD + "dateTime"), "1850-02-03T10:20:30", "1850-02-03T10:20:30"),
        (Literal("../1850", EDTF), None, "1850-12-31T00:00:00"),
        (Literal("1850/..", EDTF), "1850-01-01T00:00:00", None),
        (Literal("1850~", EDTF), "1840-01-01T00:00:00", "1860-12-31T00:00:00"),
        (Literal("-0043", EDTF), "-0043-01-01T00:00:00", "-0043-12-31T00:00:00"),
        (Literal("2012-03-04"), "2012-03-04T00:00:00", "2012-03-04T00:00:00"),
        (Literal("2012-03-04 10:00:00"), "2012-03-04T00:00:00", "2012-03-04T00:00:00"),
        (Literal("2012"), None, None),
        (Literal("next week"), None, None),
        (Literal("5", XSD + "integer"), None, None),
    ],
)
def test_moments(literal: Literal, first: str | None, last: str | None) -> None:
    assert (earliest(literal), latest(literal)) == (first, last)


def test_a_time_meant_as_a_whole_ends_with_its_last_second() -> None:
    assert whole(Literal("1850", XSD + "gYear")) == ("1850-01-01T00:00:00", "1850-12-31T23:59:59")
    assert whole(Literal("long ago")) is None


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("1950-06-15", "2000-06-14", 49),
        ("1950-06-15", "2000-06-15", 50),
        ("2000-02-29", "2001-02-28", 1),
        ("2000-01-01", "1999-12-31", None),
    ],
)
def test_completed_years(start: str, end: str, years: int | None) -> None:
    assert completed(day(start), day(end)) == years


def test_years_are_told_where_they_are_certain() -> None:
    year = Literal("1950", XSD + "gYear")

    assert completed(year, day("2000-06-15")) is None
    assert completed(year, day("2000-12-31")) == 50
    assert completed(year, year) == 0
    assert completed(Literal("1950/..", EDTF), day("2000-12-31")) is None


@given(st.dates(), st.dates())
def test_years_are_as_birthdays_count_them(start: date, end: date) -> None:
    found = completed(day(start.isoformat()), day(end.isoformat()))

    if end < start:
        assert found is None
    else:
        birthday = (start.month, start.day) if (start.month, start.day) != (2, 29) else (2, 28 + is_leap(end.year))
        assert found == end.year - start.year - ((end.month, end.day) < birthday)


def is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
