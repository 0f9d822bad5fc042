# ruff: noqa: E501
"""More ways to say when things began and ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.ask.english.syntax.conftest import Reader

SAID: list[tuple[str, list[str], bool]] = [
    (
        "Ben Hale was born the son of Tom Hale and Ada Moss",
        ["Ben Hale is the son of Tom Hale", "Ben Hale is the son of Ada Moss"],
        True,
    ),
    (
        "Ben Hale, born to Tom Hale in 1926",
        ["Tom Hale is the parent of Ben Hale", "the date of birth of Ben Hale is in 1926"],
        True,
    ),
    (
        "Tom Hale was 25 years old when he married Ada Moss",
        [
            "Tom Hale is something for which (the age of it at the date of the marriage of those marriages of it that are the marriages of Ada Moss) is 25 years"
        ],
        True,
    ),
    (
        "Tom Hale was 25 at the birth of Ben Hale",
        ["Tom Hale is something for which (the age of it at the date of birth of Ben Hale) is 25 years"],
        True,
    ),
    ("Tom Hale was aged 69 when he died", ["the age of Tom Hale is 69 years"], True),
    ("Tom Hale was 69 years old at death", ["the age of Tom Hale is 69 years"], True),
    ("At his death, Tom Hale was 69", ["the age of Tom Hale is 69 years"], True),
    ("At death, Tom Hale was 69 years old", ["the age of Tom Hale is 69 years"], True),
    (
        "When Tom Hale died he was 69",
        ["Tom Hale is something for which (the age of it at the date of death of Tom Hale) is 69 years"],
        True,
    ),
    ("Tom Hale's age when he died was 69", ["the age of Tom Hale is 69 years"], True),
    ("Tom Hale reached the age of 69", ["the age of Tom Hale is at least 69 years"], True),
    ("Tom Hale lived to be 69 years old", ["the age of Tom Hale is 69 years"], True),
    ("Tom Hale lived to the age of 69", ["the age of Tom Hale is 69 years"], True),
    ("Tom Hale lived 69 years", ["the age of Tom Hale is 69 years"], True),
    ("Tom Hale died aged just 69", ["the age of Tom Hale is 69 years"], True),
    ("Tom Hale passed away in his seventieth year", ["the age of Tom Hale is 69 years"], True),
    ("Tom Hale died no later than 1975", ["the date of death of Tom Hale is no later than 1975"], True),
    ("Tom Hale was dead in 1975", ["the date of death of Tom Hale is no later than 1975"], True),
    (
        "Tom Hale was not alive in 1975",
        [
            "not: the date of birth of Tom Hale is no later than 1975 and the date of death of Tom Hale is no earlier than 1975"
        ],
        True,
    ),
    (
        "Tom Hale was living in 1965",
        [
            "the date of birth of Tom Hale is no later than 1965",
            "the date of death of Tom Hale is no earlier than 1965",
        ],
        True,
    ),
    ("Tom Hale was born between 1890 and 1910", ["the date of birth of Tom Hale is between 1890 and 1910"], True),
    (
        "Tom Hale's birth took place on 4 May 1900 in Leeds",
        ["the date of birth of Tom Hale is on 4 May 1900", "the place of birth of Tom Hale is in Leeds"],
        True,
    ),
    ("Tom Hale's birth was in 1900", ["the date of birth of Tom Hale is in 1900"], True),
    ("Tom Hale's birthday is 4 May 1900", ["the date of birth of Tom Hale is on 4 May 1900"], True),
    ("Leeds was the place of birth of Tom Hale", ["the place of birth of Tom Hale is in Leeds"], True),
    ("It was Leeds where Tom Hale was born", ["the place or region of birth of Tom Hale is in Leeds"], True),
    ("It is in Leeds that Tom Hale was born", ["the place or region of birth of Tom Hale is in Leeds"], True),
    ("The town in which Tom Hale was born is Leeds", ["the place or region of birth of Tom Hale is in Leeds"], True),
    ("Tom Hale's birth occurred at Leeds", ["the place of birth of Tom Hale is in Leeds"], True),
    ("Tom Hale's year of birth is given as 1900", ["the date of birth of Tom Hale is in 1900"], True),
    ("Tom Hale's birth year is 1900", ["the date of birth of Tom Hale is in 1900"], True),
    ("The year in which Tom Hale died is 1970", ["the date of death of Tom Hale is in 1970"], True),
    ("Tom Hale's death is dated to 1970", ["the date of death of Tom Hale is in 1970"], True),
    ("Tom Hale's death fell in February 1970", ["the date of death of Tom Hale is in February 1970"], True),
    ("In the year 1970 Tom Hale died", ["the date of death of Tom Hale is in 1970"], True),
    ("Tom Hale was born on the 4th of May 1900", ["the date of birth of Tom Hale is on 4 May 1900"], True),
    ("Tom Hale's death followed that of Ada Moss", ["the date of death of Tom Hale is after that of Ada Moss"], True),
    ("Tom Hale's death followed Ada Moss's", ["the date of death of Tom Hale is after that of Ada Moss"], True),
    ("Tom Hale died later than Ada Moss did", ["the date of death of Tom Hale is after that of Ada Moss"], True),
    ("Ada Moss died earlier than Tom Hale", ["the date of death of Ada Moss is before that of Tom Hale"], True),
    (
        "Ada Moss was already dead when Tom Hale died",
        ["the date of death of Ada Moss is no later than that of Tom Hale"],
        True,
    ),
    ("Ben Hale was born to a mother called Ada Moss", ["Ada Moss is the mother of Ben Hale"], True),
]
"""Clauses, what each says, and whether that is so."""


@pytest.mark.parametrize(("clause", "said", "so"), SAID, ids=[clause for clause, *_ in SAID])
def test_what_a_clause_says(clause: str, said: list[str], so: bool, family: Reader) -> None:
    assert family.said(clause) == [said]
    assert family.holds(clause) is so
