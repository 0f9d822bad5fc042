# ruff: noqa: E501
"""The same constructions on a graph that is not about families, in both directions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.ask.english.syntax.conftest import Reader

SAID: list[tuple[str, list[str], bool]] = [
    ("Olaf Lund wrote Tides", ["Tides has Olaf Lund as author"], True),
    ("Tides was written by Olaf Lund", ["Olaf Lund is the author of Tides"], True),
    ("Ida Berg wrote Tides", ["Tides has Ida Berg as author"], False),
    ("Olaf Lund did not write Tides", ["not: Tides has Olaf Lund as author"], False),
    ("It was Olaf Lund who wrote Tides", ["Tides has Olaf Lund as author"], True),
    ("The person who wrote Tides was Olaf Lund", ["Tides has Olaf Lund as author"], True),
    (
        "Olaf Lund wrote two books",
        ["Olaf Lund is something for which (the number of books whose author is it) is 2"],
        True,
    ),
    (
        "Olaf Lund wrote three novels",
        ["Olaf Lund is something for which (the number of books whose author is it) is 3"],
        False,
    ),
    ("Olaf Lund is the author of Tides", ["Olaf Lund is the author of Tides"], True),
    (
        "The authors of Frost were Olaf Lund and Una Falk",
        ["Olaf Lund is the author of Frost", "Una Falk is the author of Frost"],
        True,
    ),
    ("The authors of Frost included Una Falk", ["Una Falk is the author of Frost"], True),
    ("Among the authors of Frost was Una Falk", ["Una Falk is the author of Frost"], True),
    ("Frost has two authors", ["Frost has exactly 2 authors"], True),
    ("Frost had exactly one author", ["Frost has exactly 1 author"], False),
    ("Olaf Lund and Una Falk wrote Frost", ["Frost has Olaf Lund as author", "Frost has Una Falk as author"], True),
    ("Ida Berg founded Nordlys", ["Nordlys has Ida Berg as founder"], True),
    (
        "Ida Berg founded Nordlys in 1950",
        ["Nordlys has Ida Berg as founder", "the date of foundation of Nordlys is in 1950"],
        True,
    ),
    (
        "Ida Berg founded Nordlys in 1951",
        ["Nordlys has Ida Berg as founder", "the date of foundation of Nordlys is in 1951"],
        False,
    ),
    (
        "Nordlys was founded by Ida Berg in 1950",
        ["Ida Berg is the founder of Nordlys", "the date of foundation of Nordlys is in 1950"],
        True,
    ),
    ("Nordlys was founded in 1950", ["the date of foundation of Nordlys is in 1950"], True),
    ("The foundation of Nordlys took place in 1950", ["the date of foundation of Nordlys is in 1950"], True),
    ("1950 saw the foundation of Nordlys", ["the date of foundation of Nordlys is in 1950"], True),
    ("Nordlys was founded before Ostwind", ["the date of foundation of Nordlys is before that of Ostwind"], True),
    ("Ostwind was founded before Nordlys", ["the date of foundation of Ostwind is before that of Nordlys"], False),
    ("Nordlys is based in Oslo", ["Oslo is the seat of Nordlys"], True),
    ("Nordlys is based in Riga", ["Riga is the seat of Nordlys"], False),
    ("Nordlys is not based in Riga", ["not: Riga is the seat of Nordlys"], True),
    ("The seat of Nordlys is Oslo", ["Oslo is the seat of Nordlys"], True),
    ("Nordlys's seat is in Oslo", ["Oslo is the seat of Nordlys"], True),
    ("The budget of Nordlys is 500", ["the budget of Nordlys is 500"], True),
    ("The budget of Nordlys is not 500", ["not: the budget of Nordlys is 500"], False),
    ("Nordlys has a budget of 600", ["the budget of Nordlys is 600"], False),
    ("Ida Berg was the mentor of Olaf Lund", ["Ida Berg is the mentor of Olaf Lund"], True),
    ("Olaf Lund was the mentor of Ida Berg", ["Olaf Lund is the mentor of Ida Berg"], False),
    ("Olaf Lund had Ida Berg as his mentor", ["Ida Berg is the mentor of Olaf Lund"], True),
    ("Ida Berg had Olaf Lund as her mentor", ["Olaf Lund is the mentor of Ida Berg"], False),
    (
        "Ida Berg was mentor to Olaf Lund and Una Falk",
        ["Ida Berg is the mentor of Olaf Lund", "Ida Berg is the mentor of Una Falk"],
        True,
    ),
    ("Olaf Lund and Una Falk had the same mentor", ["there are any mentors of both Olaf Lund and Una Falk"], True),
    ("Olaf Lund and Una Falk shared a mentor", ["there are any mentors of both Olaf Lund and Una Falk"], True),
    (
        "Olaf Lund and Una Falk were mentors",
        ["there is anything of which Olaf Lund is the mentor", "there is anything of which Una Falk is the mentor"],
        False,
    ),
    (
        "Neither Tides nor Frost was written by Ida Berg",
        ["not: Ida Berg is the author of Tides", "not: Ida Berg is the author of Frost"],
        True,
    ),
    ("Someone other than Ida Berg wrote Tides", ["not: Tides has Ida Berg as author"], True),
    ("Tides was published in 1970", ["the date of publication of Tides is in 1970"], True),
    ("The publication of Tides is dated 1970", ["the date of publication of Tides is in 1970"], True),
    ("Nordlys is a publisher", ["Nordlys is a publisher"], True),
    ("Nordlys is a book", ["Nordlys is a book"], False),
    ("Nordlys is no book", ["not: Nordlys is a book"], True),
    ("Olaf Lund is a publisher", ["Olaf Lund is a publisher"], False),
    (
        "Ida Berg is Nordlys's founder and Olaf Lund's mentor",
        ["Ida Berg is the founder of Nordlys", "Ida Berg is the mentor of Olaf Lund"],
        True,
    ),
    ("The founder of Ostwind wrote Tides", ["the founder of Ostwind is the author of Tides"], True),
    ("The founder of Nordlys wrote Tides", ["the founder of Nordlys is the author of Tides"], False),
    ("All authors of Frost wrote Tides", ["all authors of Frost are authors of Tides"], False),
]
"""Clauses, what each says, and whether that is so."""

COUNTED_EITHER_WAY: list[tuple[str, list[list[str]]]] = [
    (
        "Ostwind was founded 12 years after Nordlys",
        [
            [
                "Ostwind is something for which (the years from the date of foundation of Nordlys to the date of foundation of it) is 12 years"
            ],
            [
                "Ostwind is something for which (the years from the date of foundation of Nordlys to the date of foundation of it) is at least 11 years and Ostwind is something for which (the years from the date of foundation of Nordlys to the date of foundation of it) is at most 12 years"
            ],
        ],
    ),
    (
        "Frost was published five years after Tides",
        [
            [
                "Frost is something for which (the years from the date of publication of Tides to the date of publication of it) is 5 years"
            ],
            [
                "Frost is something for which (the years from the date of publication of Tides to the date of publication of it) is at least 4 years and Frost is something for which (the years from the date of publication of Tides to the date of publication of it) is at most 5 years"
            ],
        ],
    ),
]

UNREAD = [
    "Tides wrote Olaf Lund",
    "Tides is the author of Olaf Lund",
    "Oslo is based in Nordlys",
    "Nordlys belongs to Ida Berg",
    "Ida Berg has Nordlys",
    "Tides belongs to Olaf Lund",
    "Olaf Lund's book was published in 1970",
]


@pytest.mark.parametrize(("clause", "said", "so"), SAID, ids=[clause for clause, *_ in SAID])
def test_what_a_clause_says(clause: str, said: list[str], so: bool, publisher: Reader) -> None:
    assert publisher.said(clause) == [said]
    assert publisher.holds(clause) is so


@pytest.mark.parametrize(("clause", "readings"), COUNTED_EITHER_WAY, ids=[clause for clause, *_ in COUNTED_EITHER_WAY])
def test_years_apart_are_whole_years_or_one_more(clause: str, readings: list[list[str]], publisher: Reader) -> None:
    assert publisher.said(clause) == readings


@pytest.mark.parametrize("clause", UNREAD)
def test_what_nobody_can_be_sure_of_is_not_read(clause: str, publisher: Reader) -> None:
    assert publisher.said(clause) == []
