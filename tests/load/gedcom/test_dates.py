"""DATE values: every form of the standard, and the slips of programs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.dates import date_label, edtf, interval
from kgqa.load.gedcom.dates import read_date_value


def written(text: str) -> str | None:
    date = read_date_value(text)
    return None if date.literal is None else edtf(date.literal)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24 MAY 1819", "1819-05-24"),
        ("may 1819", "1819-05"),
        ("1819", "1819"),
        ("ABT 1809", "1809~"),
        ("BEF 12 FEB 1809", "../1809-02-12"),
        ("AFT 1809", "1809/.."),
        ("BET 1808 AND MAR 1810", "1808/1810-03"),
        ("5 AUG 1100 B.C.", "-1099-08-05"),
        ("44 BC", "-0043"),
        ("1401 BCE", "-1400"),
    ],
)
def test_plain_dates_need_no_text_beside_them(text, expected):
    assert written(text) == expected
    assert read_date_value(text).text == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CAL 1809", "1809~"),
        ("EST FEB 1809", "1809-02~"),
        ("FROM 1800 TO 1 MAR 1804", "1800/1804-03-01"),
        ("FROM 1800", "1800/.."),
        ("TO 1804", "../1804"),
        ("INT 31 DEC 1997 (12/31/97)", "1997-12-31"),
        ("11 FEB 1731/32", "1732-02-11"),
        ("25 MAR 1699/00", "1700-03-25"),
        ("1815/1816", "1815/1816"),
        ("8 JUN 1137/38", "1137-06-08/1138-06-08"),
        ("@#DGREGORIAN@ 31 DEC 1997", "1997-12-31"),
        ("@#DJULIAN@ 5 OCT 1582", "1582-10-15"),
        ("JULIAN 25 DEC 1066", "1066-12-31"),
        ("JULIAN OCT 1401", "1401-10-10/1401-11-09"),
        ("ABT JULIAN 1401", "1401-01-10~/1402-01-09~"),
        ("@#DHEBREW@ 1 TSH 5758", "1997-10-02"),
        ("2 TVT 5758", "1997-12-31"),
        ("HEBREW ADS 5784", "2024-03-11/2024-04-08"),
        ("@#DFRENCH R@ 11 NIVO 6", "1797-12-31"),
        ("FRENCH_R COMP 3", "1795-09-17/1795-09-22"),
    ],
)
def test_what_says_more_than_the_literal_is_kept_as_text_too(text, expected):
    assert written(text) == expected
    assert read_date_value(text).text == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Abt. 1880", "1880~"),
        ("about 1880", "1880~"),
        ("BET. 1928 - 1970", "1928/1970"),
        ("1928-1970", "1928/1970"),
        ("BET JUN AND DEC 1900", "1900-06/1900-12"),
        ("BET 01 JAN AND 31 AUG 1977", "1977-01-01/1977-08-31"),
        ("September 1809", "1809-09"),
        ("1809-02-12", "1809-02-12"),
        ("  5   AUG   901 ", "0901-08-05"),
    ],
)
def test_slips_of_programs_are_understood(text, expected):
    assert written(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "31 FEB 1900",
        "29 FEB 1901",
        "0 JAN 1900",
        "BET 1950 AND 302",
        "10 JAN",
        "17 0ct 1986",
        "14/11/1931",
        "STILLBORN",
        "19928",
        "@#DROMAN@ 5",
        "_UNKNOWN 13 _MONTH 17",
        "HEBREW 1 ADS 5785",
        "FRENCH_R 1 VEND 99",
        "1809-13-01",
    ],
)
def test_what_is_no_date_is_kept_as_text_and_reported(text):
    date = read_date_value(text)
    assert date.literal is None
    assert date.text == text
    assert text in date.problem


def test_phrases_are_text_and_no_problem():
    assert read_date_value("(about Easter)").text == "about Easter"
    assert read_date_value("(about Easter)").problem == ""
    assert read_date_value("", "Afternoon").text == "Afternoon"
    assert read_date_value("") == read_date_value("  ")


def test_the_phrase_of_gedcom_7_stands_beside_the_date():
    date = read_date_value("27 MAR 2022", "Afternoon")
    assert date.literal is not None
    assert edtf(date.literal) == "2022-03-27"
    assert date.text == "Afternoon"


MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
moments = st.builds(
    "{}{} {}{}".format,
    st.sampled_from(["", "1 ", "28 "]),
    st.sampled_from(MONTHS),
    st.integers(1, 9999),
    st.sampled_from(["", " B.C.", " BCE"]),
)


@given(st.sampled_from(["", "ABT ", "BEF ", "AFT ", "CAL ", "EST ", "FROM ", "TO "]), moments)
def test_every_date_of_the_grammar_has_an_interval_and_a_label(word, moment):
    date = read_date_value(word + moment)
    assert date.problem == ""
    assert date.literal is not None
    assert interval(date.literal) is not None
    assert date_label(date.literal) != date.literal.lexical


@given(st.text("0123456789 /-@#().ABCDEFHINRT\tlJan", max_size=25))
def test_no_text_is_lost(text):
    date = read_date_value(text)
    assert date.literal is not None or date.text or not text.strip("() \t")
