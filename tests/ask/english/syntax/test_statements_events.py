# ruff: noqa: E501
"""Verbs, events, numbers, ages, comparisons: each adjunct is a claim of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.ask.english.syntax.conftest import Reader

SAID: list[tuple[str, list[str], bool]] = [
    (
        "Tom Hale was born in 1900 in Leeds",
        ["the date of birth of Tom Hale is in 1900", "the place or region of birth of Tom Hale is in Leeds"],
        True,
    ),
    (
        "Tom Hale was born in Leeds on 4 May 1900",
        ["the place or region of birth of Tom Hale is in Leeds", "the date of birth of Tom Hale is on 4 May 1900"],
        True,
    ),
    (
        "On May 4, 1900, Tom Hale was born in Leeds",
        ["the place or region of birth of Tom Hale is in Leeds", "the date of birth of Tom Hale is on 4 May 1900"],
        True,
    ),
    ("In Leeds, Tom Hale was born", ["the place or region of birth of Tom Hale is in Leeds"], True),
    ("Tom Hale was born in York", ["the place or region of birth of Tom Hale is in York"], False),
    ("Tom Hale was not born in 1900", ["not: the date of birth of Tom Hale is in 1900"], False),
    (
        "Ben Hale was born in 1926 to Tom Hale and Ada Moss",
        [
            "the date of birth of Ben Hale is in 1926",
            "Tom Hale is the parent of Ben Hale",
            "Ada Moss is the parent of Ben Hale",
        ],
        True,
    ),
    ("It was in 1900 that Tom Hale was born", ["the date of birth of Tom Hale is in 1900"], True),
    ("It was not in 1901 that Tom Hale was born", ["not: the date of birth of Tom Hale is in 1901"], True),
    ("The year Tom Hale was born was 1900", ["the date of birth of Tom Hale is in 1900"], True),
    ("1900 was the year in which Tom Hale was born", ["the date of birth of Tom Hale is in 1900"], True),
    ("Leeds is where Tom Hale was born", ["the place or region of birth of Tom Hale is in Leeds"], True),
    ("The place where Tom Hale was born is Leeds", ["the place or region of birth of Tom Hale is in Leeds"], True),
    (
        "The birth of Tom Hale took place in Leeds in May 1900",
        ["the place of birth of Tom Hale is in Leeds", "the date of birth of Tom Hale is in May 1900"],
        True,
    ),
    ("Tom Hale's death came in 1970", ["the date of death of Tom Hale is in 1970"], True),
    ("Death overtook Tom Hale in 1970", ["the date of death of Tom Hale is in 1970"], True),
    ("1970 saw the death of Tom Hale", ["the date of death of Tom Hale is in 1970"], True),
    ("The year of Tom Hale's birth was 1900", ["the date of birth of Tom Hale is in 1900"], True),
    ("1900 was Tom Hale's year of birth", ["the date of birth of Tom Hale is in 1900"], True),
    ("Tom Hale had 1900 as his year of birth", ["the date of birth of Tom Hale is in 1900"], True),
    ("Tom Hale's date of birth was 4 May 1900", ["the date of birth of Tom Hale is on 4 May 1900"], True),
    ("Tom Hale's place of birth was not York", ["not: the place of birth of Tom Hale is in York"], True),
    (
        "Tom Hale and Ada Moss married in 1925 in York",
        [
            "Ada Moss is the spouse of Tom Hale",
            "the date of the marriage of (the marriages of both Tom Hale and Ada Moss) is in 1925",
            "the place of the marriage of (the marriages of both Tom Hale and Ada Moss) is in York",
        ],
        True,
    ),
    (
        "Tom Hale married Ada Moss in 1925",
        [
            "Ada Moss is the spouse of Tom Hale",
            "the date of the marriage of (the marriages of both Tom Hale and Ada Moss) is in 1925",
        ],
        True,
    ),
    (
        "Ada Moss was married to Tom Hale in York",
        [
            "Tom Hale is the spouse of Ada Moss",
            "the place of the marriage of (the marriages of both Ada Moss and Tom Hale) is in York",
        ],
        True,
    ),
    (
        "In 1925, Tom Hale took Ada Moss as his wife",
        [
            "Ada Moss is the wife of Tom Hale",
            "the date of the marriage of (the marriages of both Ada Moss and Tom Hale) is in 1925",
        ],
        True,
    ),
    (
        "Ada Moss became Tom Hale's wife in 1925",
        [
            "Ada Moss is the wife of Tom Hale",
            "the date of the marriage of (the marriages of both Ada Moss and Tom Hale) is in 1925",
        ],
        True,
    ),
    (
        "Tom Hale and Ada Moss did not marry in 1930",
        ["not: the date of the marriage of (the marriages of both Tom Hale and Ada Moss) is in 1930"],
        True,
    ),
    ("Tom Hale never married Cora Hale", ["not: Cora Hale is the spouse of Tom Hale"], True),
    ("Tom Hale and Cora Hale never married", ["not: Tom Hale and Cora Hale are spouses"], True),
    ("Ben Hale never married", ["not: there are any spouses of Ben Hale"], True),
    ("Tom Hale was married twice", ["Tom Hale has exactly 2 spouses"], False),
    (
        "The wedding of Tom Hale and Ada Moss took place on 1 June 1925",
        ["the date of the marriage of (the marriages of both Tom Hale and Ada Moss) is on 1 June 1925"],
        True,
    ),
    (
        "Tom Hale's marriage to Ada Moss dates from 1925",
        ["the date of the marriage of (the marriages of both Tom Hale and Ada Moss) is in 1925"],
        True,
    ),
    (
        "1925 saw the wedding of Tom Hale and Ada Moss",
        ["the date of the marriage of (the marriages of both Tom Hale and Ada Moss) is in 1925"],
        True,
    ),
    (
        "It was in 1925 that Tom Hale married Ada Moss",
        [
            "Ada Moss is the spouse of Tom Hale",
            "the date of the marriage of (the marriages of both Tom Hale and Ada Moss) is in 1925",
        ],
        True,
    ),
    (
        "It was not in 1925 that Tom Hale married Ada Moss",
        ["not: the date of the marriage of (the marriages of both Tom Hale and Ada Moss) is in 1925"],
        False,
    ),
    ("Tom Hale had exactly two children", ["Tom Hale has exactly 2 children"], True),
    ("Tom Hale had at least three children", ["Tom Hale has at least 3 children"], False),
    ("Tom Hale had two children in all", ["Tom Hale has exactly 2 children"], True),
    ("Two children were born to Tom Hale", ["Tom Hale has exactly 2 children"], True),
    ("The number of Tom Hale's children is two", ["Tom Hale has exactly 2 children"], True),
    ("Tom Hale's children numbered two", ["Tom Hale has exactly 2 children"], True),
    (
        "Tom Hale had two children, Ben Hale and Cora Hale",
        ["Tom Hale has exactly 2 children", "Ben Hale is the child of Tom Hale", "Cora Hale is the child of Tom Hale"],
        True,
    ),
    ("Tom Hale was the father of two children", ["Tom Hale has exactly 2 children"], True),
    ("Tom Hale fathered one son", ["Tom Hale has exactly 1 son"], True),
    ("Ben Hale had no children", ["not: there are any children of Ben Hale"], True),
    ("Ben Hale left no issue", ["not: there are any children of Ben Hale"], True),
    ("Ben Hale never had any children", ["not: there are any children of Ben Hale"], True),
    (
        "Tom Hale and Ada Moss had two children",
        ["Tom Hale is something for which (the number of children of it who are the children of Ada Moss) is 2"],
        True,
    ),
    ("Tom Hale had one son and one daughter", ["Tom Hale has exactly 1 son", "Tom Hale has exactly 1 daughter"], True),
    ("Tom Hale was older than Ada Moss", ["Tom Hale is older than Ada Moss"], True),
    ("Tom Hale was not older than Ada Moss", ["not: Tom Hale is older than Ada Moss"], False),
    ("Ben Hale was the elder of the two, compared with Cora Hale", ["Ben Hale is older than Cora Hale"], True),
    ("Cora Hale was Ben Hale's junior", ["Cora Hale is younger than Ben Hale"], True),
    ("Of Ben Hale and Cora Hale, the former was the older", ["Ben Hale is older than Cora Hale"], True),
    ("Of Ben Hale and Cora Hale, the latter was the older", ["Cora Hale is older than Ben Hale"], False),
    ("Tom Hale outlived Ada Moss", ["the date of death of Tom Hale is after that of Ada Moss"], True),
    ("Ada Moss was outlived by Tom Hale", ["the date of death of Tom Hale is after that of Ada Moss"], True),
    ("Ada Moss died before Tom Hale did", ["the date of death of Ada Moss is before that of Tom Hale"], True),
    ("Ada Moss's death preceded that of Tom Hale", ["the date of death of Ada Moss is before that of Tom Hale"], True),
    ("Tom Hale was born before Ben Hale", ["Tom Hale is older than Ben Hale"], True),
    ("Tom Hale died at the age of 69", ["the age of Tom Hale is 69 years"], True),
    (
        "Tom Hale died in 1970 aged 69",
        ["the date of death of Tom Hale is in 1970", "the age of Tom Hale is 69 years"],
        True,
    ),
    ("Tom Hale was 69 when he died", ["the age of Tom Hale is 69 years"], True),
    (
        "Tom Hale was 25 when Ben Hale was born",
        ["Tom Hale is something for which (the age of it at the date of birth of Ben Hale) is 25 years"],
        True,
    ),
    (
        "Tom Hale was 25 when he married Ada Moss",
        [
            "Tom Hale is something for which (the age of it at the date of the marriage of those marriages of it that are the marriages of Ada Moss) is 25 years"
        ],
        True,
    ),
    ("Tom Hale's age at death was 69", ["the age of Tom Hale is 69 years"], True),
    ("Tom Hale died in his 70th year", ["the age of Tom Hale is 69 years"], True),
    ("Tom Hale did not live past 60", ["not: the age of Tom Hale is more than 60 years"], False),
    (
        "Tom Hale lived from 1900 to 1970",
        ["the date of birth of Tom Hale is in 1900", "the date of death of Tom Hale is in 1970"],
        True,
    ),
    ("Tom Hale lived until 1970", ["the date of death of Tom Hale is in 1970"], True),
    ("Tom Hale's life ended in 1970", ["the date of death of Tom Hale is in 1970"], True),
    ("Tom Hale was still alive in 1965", ["the date of death of Tom Hale is no earlier than 1965"], True),
    ("Tom Hale was no longer alive in 1965", ["the date of death of Tom Hale is no later than 1965"], False),
    (
        "Tom Hale was still alive when Ada Moss died",
        ["the date of death of Tom Hale is no earlier than that of Ada Moss"],
        True,
    ),
    (
        "When Ada Moss died, Tom Hale was still alive",
        ["the date of death of Tom Hale is no earlier than that of Ada Moss"],
        True,
    ),
    (
        "Tom Hale was alive at the death of Ada Moss",
        [
            "the date of birth of Tom Hale is no later than the date of death of Ada Moss",
            "the date of death of Tom Hale is no earlier than that of Ada Moss",
        ],
        True,
    ),
    ("Ben Hale was not yet born in 1920", ["not: the date of birth of Ben Hale is no later than 1920"], True),
]
"""Clauses, what each says, and whether that is so."""

COUNTED_EITHER_WAY: list[tuple[str, list[list[str]]]] = [
    (
        "Ben Hale was four years older than Cora Hale",
        [
            ["Ben Hale is something for which (the age of it at the date of birth of Cora Hale) is 4 years"],
            [
                "Ben Hale is something for which (the age of it at the date of birth of Cora Hale) is at least 3 years and Ben Hale is something for which (the age of it at the date of birth of Cora Hale) is at most 4 years"
            ],
        ],
    ),
    (
        "Ben Hale was five years older than Cora Hale",
        [
            ["Ben Hale is something for which (the age of it at the date of birth of Cora Hale) is 5 years"],
            [
                "Ben Hale is something for which (the age of it at the date of birth of Cora Hale) is at least 4 years and Ben Hale is something for which (the age of it at the date of birth of Cora Hale) is at most 5 years"
            ],
        ],
    ),
    (
        "Tom Hale outlived Ada Moss by nine years",
        [
            [
                "Tom Hale is something for which (the years from the date of death of Ada Moss to the date of death of it) is 9 years"
            ],
            [
                "Tom Hale is something for which (the years from the date of death of Ada Moss to the date of death of it) is at least 8 years and Tom Hale is something for which (the years from the date of death of Ada Moss to the date of death of it) is at most 9 years"
            ],
        ],
    ),
    (
        "Ada Moss died nine years before Tom Hale",
        [
            [
                "Ada Moss is something for which (the years from the date of death of it to the date of death of Tom Hale) is 9 years"
            ],
            [
                "Ada Moss is something for which (the years from the date of death of it to the date of death of Tom Hale) is at least 8 years and Ada Moss is something for which (the years from the date of death of it to the date of death of Tom Hale) is at most 9 years"
            ],
        ],
    ),
]


@pytest.mark.parametrize(("clause", "said", "so"), SAID, ids=[clause for clause, *_ in SAID])
def test_what_a_clause_says(clause: str, said: list[str], so: bool, family: Reader) -> None:
    assert family.said(clause) == [said]
    assert family.holds(clause) is so


@pytest.mark.parametrize(("clause", "readings"), COUNTED_EITHER_WAY, ids=[clause for clause, *_ in COUNTED_EITHER_WAY])
def test_years_apart_are_whole_years_or_one_more(clause: str, readings: list[list[str]], family: Reader) -> None:
    assert family.said(clause) == readings
