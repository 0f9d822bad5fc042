# ruff: noqa: E501
"""Being and having, in many words: who is what to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.ask.english.syntax.conftest import Reader

SAID: list[tuple[str, list[str], bool]] = [
    ("Tom Hale was the father of Ben Hale", ["Tom Hale is the father of Ben Hale"], True),
    ("Ben Hale was the father of Tom Hale", ["Ben Hale is the father of Tom Hale"], False),
    ("Tom Hale fathered Ben Hale", ["Ben Hale has Tom Hale as father"], True),
    ("Ben Hale was fathered by Tom Hale", ["Tom Hale is the father of Ben Hale"], True),
    ("Ben Hale fathered Tom Hale", ["Tom Hale has Ben Hale as father"], False),
    ("Ben Hale's father was Tom Hale", ["Tom Hale is the father of Ben Hale"], True),
    ("The name of Ben Hale's father was Tom Hale", ["Tom Hale is the father of Ben Hale"], True),
    ("Ben Hale is recorded as a son of Tom Hale", ["Ben Hale is the son of Tom Hale"], True),
    ("Ben Hale figures among Tom Hale's sons", ["Ben Hale is the son of Tom Hale"], True),
    ("Ben Hale belongs to the sons of Tom Hale", ["Ben Hale is the son of Tom Hale"], True),
    ("Among the sons of Tom Hale we find Ben Hale", ["Ben Hale is the son of Tom Hale"], True),
    ("One of Tom Hale's children was Cora Hale", ["Cora Hale is the child of Tom Hale"], True),
    (
        "Tom Hale's children included Ben Hale and Cora Hale",
        ["Ben Hale is the child of Tom Hale", "Cora Hale is the child of Tom Hale"],
        True,
    ),
    ("Tom Hale counted Cora Hale among his children", ["Cora Hale is the child of Tom Hale"], True),
    ("Ben Hale had Tom Hale as his father", ["Tom Hale is the father of Ben Hale"], True),
    (
        "Ben Hale had Tom Hale as father and Ada Moss as mother",
        ["Tom Hale is the father of Ben Hale", "Ada Moss is the mother of Ben Hale"],
        True,
    ),
    ("Tom Hale took Ada Moss to wife", ["Ada Moss is the wife of Tom Hale"], True),
    ("Tom Hale had a daughter named Cora Hale", ["Cora Hale is the daughter of Tom Hale"], True),
    ("Tom Hale had a daughter, Cora Hale", ["Cora Hale is the daughter of Tom Hale"], True),
    ("Tom Hale had no daughter called Ada Moss", ["not: Ada Moss is the daughter of Tom Hale"], True),
    (
        "Tom Hale had a son, Ben Hale, and a daughter, Cora Hale",
        ["Ben Hale is the son of Tom Hale", "Cora Hale is the daughter of Tom Hale"],
        True,
    ),
    ("Ben Hale called Tom Hale dad", ["Tom Hale is the father of Ben Hale"], True),
    (
        "Ben Hale was the son of Tom Hale and Ada Moss",
        ["Ben Hale is the son of Tom Hale", "Ben Hale is the son of Ada Moss"],
        True,
    ),
    (
        "Tom Hale and Ada Moss were the parents of Ben Hale",
        ["Tom Hale is the parent of Ben Hale", "Ada Moss is the parent of Ben Hale"],
        True,
    ),
    (
        "Ben Hale's father and mother were Tom Hale and Ada Moss",
        ["Tom Hale is the father of Ben Hale", "Ada Moss is the mother of Ben Hale"],
        True,
    ),
    (
        "Ada Moss and Tom Hale were Ben Hale's father and mother",
        ["Ada Moss is the father of Ben Hale", "Tom Hale is the mother of Ben Hale"],
        False,
    ),
    (
        "Tom Hale was the father of Ben Hale, and Ada Moss the mother",
        ["Tom Hale is the father of Ben Hale", "Ada Moss is the mother of Ben Hale"],
        True,
    ),
    (
        "To Tom Hale and Ada Moss was born a son, Ben Hale",
        [
            "Ben Hale is the son of Tom Hale",
            "Ben Hale is the son of Ada Moss",
            "Tom Hale is the parent of Ben Hale",
            "Ada Moss is the parent of Ben Hale",
        ],
        True,
    ),
    (
        "There was a son, Ben Hale, born to Tom Hale",
        ["Ben Hale is the son of Tom Hale", "Tom Hale is the parent of Ben Hale"],
        True,
    ),
    (
        "Tom Hale and Ada Moss were husband and wife",
        [
            "Tom Hale is either (the husband of Ada Moss whose wife is Ada Moss) or the wife of Ada Moss whose husband is Ada Moss"
        ],
        True,
    ),
    (
        "Ben Hale and Cora Hale were brother and sister",
        [
            "Ben Hale is either (the brother of Cora Hale whose sister is Cora Hale) or the sister of Cora Hale whose brother is Cora Hale"
        ],
        True,
    ),
    (
        "Ben Hale and Cora Hale were brothers",
        ["Cora Hale is among the brothers of Ben Hale whose brother is Ben Hale"],
        False,
    ),
    ("Ben Hale and Cora Hale were siblings", ["Ben Hale and Cora Hale are siblings"], True),
    ("Ben Hale and Cora Hale were not siblings", ["not: Ben Hale and Cora Hale are siblings"], False),
    ("Ben Hale and Cora Hale shared a parent", ["there are any parents of both Ben Hale and Cora Hale"], True),
    (
        "Ben Hale and Cora Hale had the same parents",
        ["all parents of Ben Hale are parents of Cora Hale", "all parents of Cora Hale are parents of Ben Hale"],
        True,
    ),
    ("It was Tom Hale who fathered Ben Hale", ["Ben Hale has Tom Hale as father"], True),
    ("It was not Ben Hale who was Cora Hale's father", ["not: Ben Hale is the father of Cora Hale"], True),
    ("The one who fathered Ben Hale was Tom Hale", ["Ben Hale has Tom Hale as father"], True),
    ("The man who fathered Ben Hale was Tom Hale", ["Ben Hale has Tom Hale as father", "Tom Hale is a man"], True),
    (
        "Ben Hale is the son of a father called Tom Hale",
        ["Ben Hale is the son of Tom Hale", "Tom Hale is the father of Ben Hale"],
        True,
    ),
    ("Ben Hale's mother was someone other than Cora Hale", ["not: Cora Hale is the mother of Ben Hale"], True),
    ("Someone other than Cora Hale was Ben Hale's mother", ["not: Cora Hale is the mother of Ben Hale"], True),
    ("Tom Hale is by no means Ben Hale's brother", ["not: Tom Hale is the brother of Ben Hale"], True),
    ("Tom Hale cannot have been Ben Hale's brother", ["not: Tom Hale is the brother of Ben Hale"], True),
    (
        "Tom Hale was neither the son nor the brother of Ben Hale",
        ["not: Tom Hale is the son of Ben Hale", "not: Tom Hale is the brother of Ben Hale"],
        True,
    ),
    (
        "Neither Tom Hale nor Ada Moss was a child of Ben Hale",
        ["not: Tom Hale is the child of Ben Hale", "not: Ada Moss is the child of Ben Hale"],
        True,
    ),
    (
        "Ben Hale was not the son of Ada Moss but of Cora Hale",
        ["not: Ben Hale is the son of Ada Moss", "Ben Hale is the son of Cora Hale"],
        False,
    ),
    (
        "Ben Hale was the son of Ada Moss, not of Cora Hale",
        ["Ben Hale is the son of Ada Moss", "not: Ben Hale is the son of Cora Hale"],
        True,
    ),
    ("Ben Hale's father married Ada Moss", ["the father of Ben Hale is the spouse of Ada Moss"], True),
    ("Ben Hale's father was the husband of Ada Moss", ["the father of Ben Hale is the husband of Ada Moss"], True),
    ("Tom Hale was the father of Ben Hale's sister", ["Tom Hale is the father of the sister of Ben Hale"], True),
    ("Tom Hale was Cora Hale's brother's father", ["Tom Hale is the father of the brother of Cora Hale"], True),
    ("No son of Tom Hale was born in 1930", ["not: the date of birth of the son of Tom Hale is in 1930"], True),
    (
        "All children of Tom Hale were born after 1920",
        ["all children of Tom Hale have a date of birth that is after 1920"],
        True,
    ),
    (
        "Tom Hale's children were born after 1920",
        ["all children of Tom Hale have a date of birth that is after 1920"],
        True,
    ),
    ("Ben Hale was Tom Hale's only son", ["Ben Hale is the son of those of Tom Hale with exactly 1 son"], True),
    ("Ben Hale was an only child", ["all parents of Ben Hale have exactly 1 child"], False),
    ("Cora Hale was Tom Hale's second child", ["Cora Hale is the second oldest child of Tom Hale"], True),
    (
        "Ben Hale was Cora Hale's elder brother",
        ["Ben Hale is among the brothers of Cora Hale older than Cora Hale"],
        True,
    ),
    (
        "Ben Hale was Cora Hale's younger brother",
        ["Ben Hale is among the brothers of Cora Hale younger than Cora Hale"],
        False,
    ),
    ("Cora Hale was a woman", ["Cora Hale is a woman"], True),
    ("Cora Hale was no man", ["not: Cora Hale is a man"], True),
    ("Cora Hale's sex is female", ['Cora Hale has "female" as sex'], True),
]
"""Clauses, what each says, and whether that is so."""

UNREAD = [
    "Tom Hale was almost the father of Ben Hale",
    "Tom Hale wanted to marry Ada Moss",
    "Tom Hale would have married Ada Moss",
    "Tom Hale was no longer married to Ada Moss",
    "Tom Hale was like a father to Ben Hale",
    "Tom Hale was the father of Ben Hale until 1930",
    "Ben Hale came in 1926",
    "Tom Hale and Ada Moss were born in 1900 and 1902",
    "After Ada Moss died in 1960, Tom Hale married Cora Hale",
    "The couple had two children",
]


@pytest.mark.parametrize(("clause", "said", "so"), SAID, ids=[clause for clause, *_ in SAID])
def test_what_a_clause_says(clause: str, said: list[str], so: bool, family: Reader) -> None:
    assert family.said(clause) == [said]
    assert family.holds(clause) is so


@pytest.mark.parametrize("clause", UNREAD)
def test_what_nobody_can_be_sure_of_is_not_read(clause: str, family: Reader) -> None:
    assert family.said(clause) == []
