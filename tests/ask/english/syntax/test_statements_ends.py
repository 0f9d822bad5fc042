# ruff: noqa: E501
"""Beginnings and ends in other words: "X's life ended in", "saw the birth of", "lies before that of Y"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.ask.english.syntax.conftest import Reader

BORN, DIED = "the date of birth of Tom Hale", "the date of death of Tom Hale"
SAID: list[tuple[str, str, bool]] = [
    ("The life of Tom Hale began on 4 May 1900", f"{BORN} is on 4 May 1900", True),
    ("Tom Hale's life came to an end in 1970", f"{DIED} is in 1970", True),
    ("Tom Hale's life ended in 1960", f"{DIED} is in 1960", False),
    ("Tom Hale's life lasted 69 years", "the age of Tom Hale is 69 years", True),
    ("Tom Hale's life did not last 70 years", "not: the age of Tom Hale is 70 years", True),
    ("Tom Hale had 69 years of life", "the age of Tom Hale is 69 years", True),
    ("Tom Hale died after 69 years of life", "the age of Tom Hale is 69 years", True),
    ("Tom Hale was over 60 when he died", "the age of Tom Hale is more than 60 years", True),
    ("Tom Hale was under 60 when he died", "the age of Tom Hale is less than 60 years", False),
    ("When death came, Tom Hale was 69", "the age of Tom Hale is 69 years", True),
    ("Tom Hale lived to be over 70", "the age of Tom Hale is more than 70 years", False),
    ("Tom Hale did not live to be 70", "the age of Tom Hale is less than 70 years", True),
    ("Tom Hale was born sometime in 1900", f"{BORN} is in 1900", True),
    ("Tom Hale was born back in 1901", f"{BORN} is in 1901", False),
    ("Tom Hale was born in the course of the year 1900", f"{BORN} is in 1900", True),
    ("4 May 1900 marked the birth of Tom Hale", f"{BORN} is on 4 May 1900", True),
    ("Leeds saw the birth of Tom Hale", "the place of birth of Tom Hale is in Leeds", True),
    ("Tom Hale's date of birth lies before that of Ada Moss", "Tom Hale is older than Ada Moss", True),
    ("Tom Hale's date of birth is later than Ada Moss's", "Tom Hale is younger than Ada Moss", False),
    ("Tom Hale lived up to 1970", f"{DIED} is in 1970", True),
    ("Tom Hale lived beyond the death of Ada Moss", "the date of death of Tom Hale is after that of Ada Moss", True),
    ("Tom Hale was the survivor of the two, compared with Ada Moss", "the date of death of Tom Hale is after that of Ada Moss", True),
    ("Of children, Tom Hale had 2", "Tom Hale has exactly 2 children", True),
    ("Tom Hale has more years than Ada Moss", "Tom Hale is older than Ada Moss", True),
    ("Between the two, Ada Moss was older than Tom Hale", "Ada Moss is older than Tom Hale", False),
    ("Tom Hale was the last of the two to die, compared with Ada Moss", "the date of death of Tom Hale is after that of Ada Moss", True),
]  # fmt: skip
"""Clauses, what each says, and whether that is so."""


@pytest.mark.parametrize(("clause", "said", "so"), SAID, ids=[clause for clause, *_ in SAID])
def test_what_a_clause_says(clause: str, said: str, so: bool, family: Reader) -> None:
    assert family.said(clause) == [[said]]
    assert family.holds(clause) is so


def test_what_began_and_lasts_is_dated_by_its_beginning(family: Reader) -> None:
    (said,) = family.said("Tom Hale and Ada Moss have been married since 1925")
    assert len(said) == 2
    assert said[1].endswith("is in 1925")
    assert family.holds("Tom Hale and Ada Moss have been married since 1925")
    assert family.said("Tom Hale was born since 1900") == []


def test_either_of_two_ages_may_be_meant(family: Reader) -> None:
    assert family.said("Tom Hale had turned 69 before his death") == [
        ["the age of Tom Hale is 69 years"],
        ["the age of Tom Hale is at least 69 years"],
    ]
