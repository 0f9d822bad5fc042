"""Numbers and places in an order, as people type them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.ask.english.numbers import longest_number, read_number, read_ordinal, read_times

_UNIT_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_UNITS = _UNIT_WORDS.split()
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", 5), ("1800", 1800), ("1,000", 1000), ("1,234,567", 1234567), ("1 000 000", 1000000), ("007", 7),
        ("0.5", Decimal("0.5")), ("1,000.25", Decimal("1000.25")), ("zero", 0), ("seven", 7), ("twenty one", 21),
        ("twenty-one", 21), ("three hundred", 300), ("two hundred and five", 205), ("two hundred five", 205),
        ("twelve hundred", 1200), ("a hundred", 100), ("one thousand", 1000), ("two million", 2000000),
        ("five hundred and sixty seven thousand two hundred and one", 567201), ("a million and one", 1000001),
        ("1.5 million", 1500000), ("2 billion", 2000000000), ("150k", 150000), ("3bn", 3000000000),
        ("a dozen", 12), ("two dozen", 24), ("half a dozen", 6), ("half a million", 500000), ("half million", 500000),
        ("a quarter of a million", 250000), ("two and a half million", 2500000), ("two and a half", Decimal("2.5")),
        ("18 %", 18), ("18%", 18), ("18 percent", 18), ("$ 5,000", 5000), ("$5000", 5000),
    ],
)  # fmt: skip
def test_numbers(text: str, number: int | Decimal) -> None:
    assert read_number(text.split()) == number


@pytest.mark.parametrize(
    "text",
    [
        "", "a", "and", "%", "half", "hundred", "million", "people", "two people", "five five", "twenty twenty",
        "100 and", "ten million and", "5m", "1234,5", "two thousand million thousand", "a two",
        "first", "ii", "x" * 100, "9" * 100, "one " * 100,
    ],
)  # fmt: skip
def test_what_is_no_number(text: str) -> None:
    assert read_number(text.split()) is None


def test_whole_numbers_are_whole() -> None:
    assert isinstance(read_number(["1.5", "million"]), int)
    assert isinstance(read_number(["1.5"]), Decimal)


def _in_words(number: int) -> str:
    """A number below a million, as it is said."""
    if number < 20:
        return _UNITS[number]
    if number < 100:
        return _TENS[number // 10 - 2] + (f" {_UNITS[number % 10]}" if number % 10 else "")
    scale, name = (100, "hundred") if number < 1000 else (1000, "thousand")
    rest = number % scale
    joint = " and " if rest and (scale == 100 or rest < 100) else " "
    return f"{_in_words(number // scale)} {name}" + (f"{joint}{_in_words(rest)}" if rest else "")


@given(st.integers(0, 999_999))
def test_what_is_said_is_read(number: int) -> None:
    assert read_number(_in_words(number).split()) == number
    assert read_number([f"{number:,}"]) == number


@given(st.integers(1, 999_999))
def test_ordinals_are_read(number: int) -> None:
    *before, last = _in_words(number).split()
    last = _ORDINALS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last.replace("twelve", "twelf") + "th")

    assert read_ordinal([*before, last]) == number


@given(st.lists(st.text(max_size=8), max_size=20))
def test_any_words_are_read_or_not(words: list[str]) -> None:
    assert read_number(words) is None or read_number(words) >= 0  # type: ignore[operator]
    assert read_ordinal(words) != 0


@pytest.mark.parametrize(
    ("text", "number", "end"),
    [
        ("two hundred and five people", 205, 4),
        ("5 people", 5, 1),
        ("two hundred and more", 200, 2),
        ("a million", 10**6, 2),
    ],
)
def test_the_longest_number_is_taken(text: str, number: int, end: int) -> None:
    assert longest_number(text.split()) == (number, end)
    assert longest_number(["than", *text.split()], 1) == (number, end + 1)


@pytest.mark.parametrize("text", ["people", "", "a man"])
def test_no_number_begins(text: str) -> None:
    assert longest_number(text.split()) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("first", 1), ("second", 2), ("2nd", 2), ("third", 3), ("twelfth", 12), ("twentieth", 20), ("thirtieth", 30),
        ("twenty-first", 21), ("twenty first", 21), ("100th", 100), ("hundredth", 100), ("two hundredth", 200),
        ("one hundred and fifth", 105), ("last", -1), ("final", -1), ("penultimate", -2), ("antepenultimate", -3),
        ("second-to-last", -2), ("second to last", -2), ("second to the last", -2), ("next to last", -2),
        ("last but one", -2), ("third from last", -3), ("3rd last", -3),
    ],
)  # fmt: skip
def test_ordinals(text: str, place: int) -> None:
    assert read_ordinal(text) == place
    assert read_ordinal(text.split()) == place


@pytest.mark.parametrize(
    "text", ["", "2", "ii", "north", "twenty", "first last", "the last", "0th", "second second", "last but", "ten"]
)
def test_what_is_no_ordinal(text: str) -> None:
    assert read_ordinal(text) is None


def test_how_often() -> None:
    assert [read_times(text.split()) for text in ("once", "twice", "three times", "5 times")] == [1, 2, 3, 5]
    assert [read_times(text.split()) for text in ("", "times", "three", "1.5 times", "good times")] == [None] * 5
