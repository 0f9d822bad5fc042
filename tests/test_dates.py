"""Dates as intervals of days, as EDTF and as words."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.dates import (
    DateInterval,
    date_label,
    date_literal,
    edtf,
    french_days,
    gregorian_day,
    gregorian_number,
    hebrew_days,
    interval,
    is_date,
    julian_days,
    read_date,
)
from kgqa.model import EDTF, XSD, Literal

DAY, MONTH, YEAR, TIME = (XSD + name for name in ("date", "gYearMonth", "gYear", "dateTime"))


def ordinal(year: int, month: int, day: int) -> int:
    return datetime.date(year, month, day).toordinal()


@pytest.mark.parametrize(
    ("literal", "earliest", "latest", "precision"),
    [
        (Literal("1819-05-24", DAY), (1819, 5, 24), (1819, 5, 24), "day"),
        (Literal("1819-05-24-08:00", DAY), (1819, 5, 24), (1819, 5, 24), "day"),
        (Literal("1819-05-24T12:30:00Z", TIME), (1819, 5, 24), (1819, 5, 24), "day"),
        (Literal("1819-05-24T24:00:00", TIME), (1819, 5, 25), (1819, 5, 25), "day"),
        (Literal("1900-02", MONTH), (1900, 2, 1), (1900, 2, 28), "month"),
        (Literal("2000-02", MONTH), (2000, 2, 1), (2000, 2, 29), "month"),
        (Literal("1809", YEAR), (1809, 1, 1), (1809, 12, 31), "year"),
        (Literal("1809-05:00", YEAR), (1809, 1, 1), (1809, 12, 31), "year"),
        (Literal("1808/1810", EDTF), (1808, 1, 1), (1810, 12, 31), "interval"),
        (Literal("156X", EDTF), (1560, 1, 1), (1569, 12, 31), "interval"),
        (Literal("15XX", EDTF), (1500, 1, 1), (1599, 12, 31), "interval"),
        (Literal("1985-XX-XX", EDTF), (1985, 1, 1), (1985, 12, 31), "year"),
        (Literal("2001-21", EDTF), (2001, 1, 1), (2001, 12, 31), "interval"),
    ],
)
def test_a_date_is_an_interval_of_days(literal, earliest, latest, precision):
    assert interval(literal) == DateInterval(ordinal(*earliest), ordinal(*latest), False, precision)


def test_open_ends_are_none():
    assert interval(Literal("../1809-02-12", EDTF)) == DateInterval(None, ordinal(1809, 2, 12), False, "interval")
    assert interval(Literal("1809-02-12/..", EDTF)) == DateInterval(ordinal(1809, 2, 12), None, False, "interval")
    assert interval(Literal("/1809", EDTF)) == DateInterval(None, ordinal(1809, 12, 31), False, "interval")


@pytest.mark.parametrize("text", ["1809~", "1809?", "1809-02%", "1808~/1810", "2004-06~-11"])
def test_about_and_possibly_are_approximate(text):
    found = interval(Literal(text, EDTF))
    assert found is not None
    assert found.approximate


def test_years_before_christ_count_from_the_year_zero():
    ides = interval(Literal("-0043-03-15", DAY))
    year_zero = interval(Literal("0000", YEAR))
    assert ides is not None
    assert year_zero is not None
    assert year_zero.latest == ordinal(1, 1, 1) - 1
    assert ides.latest == gregorian_number(-43, 3, 15) < year_zero.earliest


@pytest.mark.parametrize(
    "literal",
    [
        Literal("1999-02-31", DAY),
        Literal("1900-02-29", DAY),
        Literal("1999-13", MONTH),
        Literal("99", YEAR),
        Literal("Y12345", YEAR),
        Literal("-0000", YEAR),
        Literal("1809", DAY),
        Literal("1809-02-12", TIME),
        Literal("1809-02-12T25:00:00", TIME),
        Literal("1809~", YEAR),
        Literal("1810/1808", EDTF),
        Literal("1808/1809/1810", EDTF),
        Literal("1808/soon", EDTF),
        Literal("soon", EDTF),
        Literal("", EDTF),
        Literal("1809-05-06-07", EDTF),
        Literal("1809"),
        Literal("--05", XSD + "gMonth"),
    ],
)
def test_what_is_no_date_has_no_interval_and_is_shown_as_it_stands(literal):
    assert interval(literal) is None
    assert date_label(literal) == edtf(literal) == literal.lexical


def test_is_date_goes_by_datatype():
    assert all(map(is_date, (DAY, MONTH, YEAR, TIME, XSD + "dateTimeStamp", EDTF)))
    assert not is_date(XSD + "string")
    assert not is_date(XSD + "integer")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("1819-05-24", "24 May 1819"),
        ("1819-05", "May 1819"),
        ("1819", "1819"),
        ("1809~", "about 1809"),
        ("1809-02-12~", "about 12 February 1809"),
        ("1809?", "possibly 1809"),
        ("1809%", "possibly about 1809"),
        ("../1809-02-12", "before 12 February 1809"),
        ("1809/..", "after 1809"),
        ("1808/1810", "between 1808 and 1810"),
        ("1808~/1810-03", "between about 1808 and March 1810"),
        ("-0043", "44 BC"),
        ("-0043-03-15", "15 March 44 BC"),
        ("0000", "1 BC"),
        ("0064-07", "July AD 64"),
        ("Y12345", "12345"),
        ("156X", "1560s"),
        ("15XX", "between 1500 and 1599"),
        ("-015X", "between 160 BC and 151 BC"),
        ("2001-24", "winter 2001"),
        ("../..", "at an unknown time"),
    ],
)
def test_labels_are_english(text, label):
    literal = date_literal(text)
    assert literal is not None
    assert date_label(literal) == label
    assert edtf(literal) == text


def test_a_time_of_day_is_shown_unless_it_is_midnight():
    assert date_label(Literal("1819-05-24T00:00:00Z", TIME)) == "24 May 1819"
    assert date_label(Literal("1819-05-24T04:15:00Z", TIME)) == "24 May 1819 04:15"
    assert edtf(Literal("1819-05-24T04:15:00Z", TIME)) == "1819-05-24T04:15:00"


def test_exact_dates_get_xsd_datatypes_and_all_others_edtf():
    assert date_literal("1819-05-24") == Literal("1819-05-24", DAY)
    assert date_literal("1819-05") == Literal("1819-05", MONTH)
    assert date_literal("-0043") == Literal("-0043", YEAR)
    assert date_literal("Y12345") == Literal("12345", YEAR)
    assert date_literal("1809~") == Literal("1809~", EDTF)
    assert date_literal("1819-02-31") is None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("24 May 1819", "1819-05-24"),
        ("May 24, 1819", "1819-05-24"),
        ("the year", None),
        ("24th of May 1819", "1819-05-24"),
        ("circa 1809", "1809~"),
        ("15 Mar 44 B.C.", "-0043-03-15"),
        ("before 12 February 1809", "../1809-02-12"),
        ("31 February 1809", None),
        ("31", None),
        ("1809-02", "1809-02"),
        ("between 1808", None),
        ("24 Mai 1819", None),
    ],
)
def test_dates_that_people_write_are_read(text, written):
    literal = read_date(text)
    assert (None if literal is None else edtf(literal)) == written


def bounds(first: tuple[int, int, int], last: tuple[int, int, int]) -> tuple[int, int]:
    return gregorian_number(*first), gregorian_number(*last)


def test_the_julian_calendar_was_ten_days_behind_when_it_ended():
    assert julian_days(1582, 10, 5) == bounds((1582, 10, 15), (1582, 10, 15))
    assert julian_days(-43, 3, 15) == bounds((-43, 3, 13), (-43, 3, 13))
    assert julian_days(1900, 2) == bounds((1900, 2, 13), (1900, 3, 13))
    assert julian_days(1918) == bounds((1918, 1, 14), (1919, 1, 13))


def test_hebrew_dates():
    assert hebrew_days(5758, 1, 1) == bounds((1997, 10, 2), (1997, 10, 2))
    assert hebrew_days(5708, 9, 5) == bounds((1948, 5, 14), (1948, 5, 14))
    assert hebrew_days(5784, 7) == bounds((2024, 3, 11), (2024, 4, 8))
    assert hebrew_days(5785) == bounds((2024, 10, 3), (2025, 9, 22))


def test_french_republican_dates():
    assert french_days(1, 1, 1) == bounds((1792, 9, 22), (1792, 9, 22))
    assert french_days(8, 2, 18) == bounds((1799, 11, 9), (1799, 11, 9))
    assert french_days(3, 13) == bounds((1795, 9, 17), (1795, 9, 22))
    assert french_days(14, 4, 10) == bounds((1805, 12, 31), (1805, 12, 31))


@pytest.mark.parametrize(
    ("days_of", "date"),
    [
        (julian_days, (1901, 2, 29)),
        (julian_days, (1900, 13)),
        (hebrew_days, (0,)),
        (hebrew_days, (5785, 7)),
        (hebrew_days, (5785, 4, 30)),
        (french_days, (15, 1, 1)),
        (french_days, (1, 13, 6)),
        (french_days, (1, 1, 31)),
    ],
)
def test_days_that_other_calendars_lack(days_of, date):
    with pytest.raises(ValueError, match=r"\d"):
        days_of(*date)


@given(st.integers(1, 9000))
def test_hebrew_years_follow_each_other_and_begin_on_no_sunday_wednesday_or_friday(year):
    first, last = hebrew_days(year)
    assert last + 1 == hebrew_days(year + 1)[0]
    assert last - first + 1 in {353, 354, 355, 383, 384, 385}
    assert first % 7 not in {0, 3, 5}


days = st.integers(min_value=-3_000_000, max_value=3_000_000)


@given(st.dates())
def test_day_numbers_extend_those_of_datetime(date):
    assert gregorian_number(date.year, date.month, date.day) == date.toordinal()
    assert gregorian_day(date.toordinal()) == (date.year, date.month, date.day)


@given(days)
def test_day_numbers_round_trip_and_follow_each_other(number):
    assert gregorian_number(*gregorian_day(number)) == number
    assert gregorian_day(number) < gregorian_day(number + 1)


def written(number: int, precision: int, qualifier: str) -> str:
    year, month, day = gregorian_day(number)
    sign = "-" if year < 0 else ""
    return f"{sign}{abs(year):04}" + "".join(f"-{part:02}" for part in (month, day)[:precision]) + qualifier


moments = st.builds(written, days, st.integers(0, 2), st.sampled_from(["", "~", "?", "%"]))
dates = moments | st.builds("{}/{}".format, moments, st.just("..")) | st.builds("../{}".format, moments)


@given(dates)
def test_labels_and_edtf_round_trip(text):
    literal = date_literal(text)
    assert literal is not None
    assert edtf(literal) == text
    assert date_literal(edtf(literal)) == literal
    assert read_date(date_label(literal)) == literal
    assert interval(Literal(edtf(literal), EDTF)) == interval(literal)


@given(moments, moments)
def test_between_holds_exactly_what_its_ends_hold(start, end):
    first, last = interval(Literal(start, EDTF)), interval(Literal(end, EDTF))
    whole = interval(Literal(f"{start}/{end}", EDTF))
    assert first is not None
    assert last is not None
    if first.earliest > last.latest:
        assert whole is None
    else:
        assert whole is not None
        assert (whole.earliest, whole.latest) == (first.earliest, last.latest)


@given(st.text(max_size=20), st.sampled_from([DAY, MONTH, YEAR, TIME, EDTF]))
def test_no_text_is_too_strange(text, datatype):
    literal = Literal(text, datatype)
    found = interval(literal)
    assert found is None or found.earliest is None or found.latest is None or found.earliest <= found.latest
    assert (date_label(literal) == text) or found is not None
    assert (edtf(literal) == text) or found is not None
    read_date(text)
