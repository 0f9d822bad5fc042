"""More ways to say who is what to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.ask.english.syntax.conftest import Reader

SAID: list[tuple[str, list[str], bool]] = [
    ("Tom Hale is Ben Hale's dad", ["Tom Hale is the father of Ben Hale"], True),
    ("Ben Hale is Tom Hale's boy", ["Ben Hale is the son of Tom Hale"], True),
    ("Ben Hale is a son of Tom Hale's", ["Ben Hale is the son of Tom Hale"], True),
    ("Tom Hale acted as father to Ben Hale", ["Tom Hale is the father of Ben Hale"], True),
    ("Ben Hale is descended from Ada Moss", ["Ada Moss is the ancestor of Ben Hale"], True),
    ("Tom Hale is in the ancestry of Ben Hale", ["Tom Hale is the ancestor of Ben Hale"], True),
    ("Ben Hale can count Tom Hale among his ancestors", ["Tom Hale is the ancestor of Ben Hale"], True),
    ("The offspring of Tom Hale include Ben Hale", ["Ben Hale is the child of Tom Hale"], True),
    (
        "Ada Moss bore Tom Hale two children",
        ["Ada Moss is something for which (the number of children of it who are the children of Tom Hale) is 2"],
        True,
    ),
    (
        "Ada Moss bore Tom Hale a son, Ben Hale",
        ["Ben Hale is the son of Ada Moss", "Ben Hale is the son of Tom Hale"],
        True,
    ),
    (
        "Tom Hale and Ada Moss produced two children",
        ["Tom Hale is something for which (the number of children of it who are the children of Ada Moss) is 2"],
        True,
    ),
    (
        "Tom Hale and Ada Moss became parents of Ben Hale",
        ["Tom Hale is the parent of Ben Hale", "Ada Moss is the parent of Ben Hale"],
        True,
    ),
    (
        "Ben Hale's parents are Ada Moss and Tom Hale",
        ["Ada Moss is the parent of Ben Hale", "Tom Hale is the parent of Ben Hale"],
        True,
    ),
    (
        "The two parents of Ben Hale were Tom Hale and Ada Moss",
        ["Ben Hale has exactly 2 parents", "Tom Hale is the parent of Ben Hale", "Ada Moss is the parent of Ben Hale"],
        True,
    ),
    (
        "Both Tom Hale and Ada Moss were parents of Ben Hale",
        ["Tom Hale is the parent of Ben Hale", "Ada Moss is the parent of Ben Hale"],
        True,
    ),
    (
        "The mother of Ben Hale and Cora Hale was Ada Moss",
        ["Ada Moss is the mother of Ben Hale", "Ada Moss is the mother of Cora Hale"],
        True,
    ),
    (
        "Ada Moss was the mother of both Ben Hale and Cora Hale",
        ["Ada Moss is the mother of Ben Hale", "Ada Moss is the mother of Cora Hale"],
        True,
    ),
    ("Ben Hale and Cora Hale had the same mother", ["there are any mothers of both Ben Hale and Cora Hale"], True),
    ("Ben Hale and Cora Hale shared a mother", ["there are any mothers of both Ben Hale and Cora Hale"], True),
    (
        "Ben Hale and Cora Hale were both children of Ada Moss",
        ["Ben Hale is the child of Ada Moss", "Cora Hale is the child of Ada Moss"],
        True,
    ),
    (
        "Ben Hale and Cora Hale are the children of Tom Hale",
        ["Ben Hale is the child of Tom Hale", "Cora Hale is the child of Tom Hale"],
        True,
    ),
    (
        "Ben Hale and Cora Hale are Tom Hale's only children",
        ["Tom Hale has exactly 2 children", "Ben Hale is the child of Tom Hale", "Cora Hale is the child of Tom Hale"],
        True,
    ),
    ("The wife of Tom Hale was Ada Moss", ["Ada Moss is the wife of Tom Hale"], True),
    ("Tom Hale's wife's name was Ada Moss", ["Ada Moss is the wife of Tom Hale"], True),
    ("Tom Hale's wife went by the name of Ada Moss", ["Ada Moss is the wife of Tom Hale"], True),
    ("The woman Tom Hale married was Ada Moss", ["Ada Moss is a woman who is the spouse of Tom Hale"], True),
    ("The woman whom Tom Hale married was Ada Moss", ["Ada Moss is a woman who is the spouse of Tom Hale"], True),
    ("Ada Moss was the woman Tom Hale married", ["Ada Moss is a woman who is the spouse of Tom Hale"], True),
    ("Tom Hale's spouse is Ada Moss", ["Ada Moss is the spouse of Tom Hale"], True),
    ("Ada Moss was wedded to Tom Hale", ["Tom Hale is the spouse of Ada Moss"], True),
    ("Tom Hale and Ada Moss were a couple", ["Tom Hale and Ada Moss are spouses"], True),
    ("Tom Hale and Ada Moss were married to each other", ["Tom Hale and Ada Moss are spouses"], True),
    ("Tom Hale and Ada Moss were man and wife", ["Tom Hale and Ada Moss are spouses"], True),
    ("Tom Hale and Ada Moss got married", ["Tom Hale and Ada Moss are spouses"], True),
    (
        "Tom Hale got married to Ada Moss in 1925",
        [
            "Ada Moss is the spouse of Tom Hale",
            "the date of the marriage of (the marriages of both Tom Hale and Ada Moss) is in 1925",
        ],
        True,
    ),
    (
        "Tom Hale and Ada Moss wed on 1 June 1925 in York",
        [
            "Ada Moss is the spouse of Tom Hale",
            "the date of the marriage of (the marriages of both Tom Hale and Ada Moss) is on 1 June 1925",
            "the place of the marriage of (the marriages of both Tom Hale and Ada Moss) is in York",
        ],
        True,
    ),
    (
        "The marriage between Tom Hale and Ada Moss was celebrated in York",
        ["the place of the marriage of (the marriages of both Tom Hale and Ada Moss) is in York"],
        True,
    ),
    (
        "The marriage of Tom Hale with Ada Moss took place at York in 1925",
        [
            "the place of the marriage of (the marriages of both Tom Hale and Ada Moss) is in York",
            "the date of the marriage of (the marriages of both Tom Hale and Ada Moss) is in 1925",
        ],
        True,
    ),
    (
        "Tom Hale's wedding with Ada Moss was in 1925",
        ["the date of the marriage of (the marriages of both Tom Hale and Ada Moss) is in 1925"],
        True,
    ),
    (
        "Tom Hale and Ada Moss's wedding took place in 1925",
        ["the date of the marriage of (the marriages of both Tom Hale and Ada Moss) is in 1925"],
        True,
    ),
    (
        "The date of Tom Hale's marriage to Ada Moss was 1 June 1925",
        ["the date of the marriage of (the marriages of both Tom Hale and Ada Moss) is on 1 June 1925"],
        True,
    ),
    (
        "The wedding date of Tom Hale and Ada Moss is 1 June 1925",
        ["the date of the marriage of (the marriages of both Tom Hale and Ada Moss) is on 1 June 1925"],
        True,
    ),
    ("Tom Hale was a native of Leeds", ["Tom Hale is the native of Leeds"], True),
    ("Leeds was Tom Hale's native place", ["the place of birth of Tom Hale is in Leeds"], True),
    (
        "Tom Hale first saw the light of day in Leeds on 4 May 1900",
        ["the place or region of birth of Tom Hale is in Leeds", "the date of birth of Tom Hale is on 4 May 1900"],
        True,
    ),
    ("Tom Hale had two kids", ["Tom Hale has exactly 2 children"], True),
    ("Tom Hale had a couple of children", ["Tom Hale has exactly 2 children"], True),
    ("Tom Hale has more than one child", ["Tom Hale has more than 1 child"], True),
    ("Tom Hale had no more than two children", ["Tom Hale has at most 2 children"], True),
    ("Tom Hale had just one daughter", ["Tom Hale has exactly 1 daughter"], True),
    (
        "Tom Hale had only one daughter, Cora Hale",
        ["Tom Hale has exactly 1 daughter", "Cora Hale is the daughter of Tom Hale"],
        True,
    ),
    ("Tom Hale had as many as two children", ["Tom Hale has exactly 2 children"], True),
    ("Altogether, Tom Hale had two children", ["Tom Hale has exactly 2 children"], True),
    ("In all, Tom Hale had two children", ["Tom Hale has exactly 2 children"], True),
    ("Tom Hale did not have three children", ["not: Tom Hale has exactly 3 children"], True),
    ("Tom Hale was not childless", ["Tom Hale has children"], True),
    ("Ben Hale had one sister", ["Ben Hale has exactly 1 sister"], True),
    ("Ben Hale had no brothers", ["not: there are any brothers of Ben Hale"], True),
    ("Ben Hale had a sister", ["there are any sisters of Ben Hale"], True),
    ("Ben Hale had a sister and no brothers", ["Ben Hale has sisters", "not: Ben Hale has brothers"], True),
    ("Ben Hale has exactly one sibling", ["Ben Hale has exactly 1 sibling"], True),
    ("Ben Hale was the only son of Tom Hale", ["Ben Hale is the son of those of Tom Hale with exactly 1 son"], True),
    ("Ben Hale was the eldest of Tom Hale's children", ["Ben Hale is the oldest child of Tom Hale"], True),
    (
        "Ben Hale was the oldest child of Tom Hale and Ada Moss",
        ["Ben Hale is among those of (the oldest children of Tom Hale) that are the oldest children of Ada Moss"],
        True,
    ),
    ("Ada Moss was Tom Hale's first wife", ["Ada Moss is the first wife of Tom Hale by date of the marriage"], True),
    ("Ada Moss was the only wife of Tom Hale", ["Ada Moss is the wife of those of Tom Hale with exactly 1 wife"], True),
    ("Tom Hale survived his wife", ["the date of death of Tom Hale is after that of the wife of Tom Hale"], True),
    ("Ada Moss did not outlive Tom Hale", ["not: the date of death of Ada Moss is after that of Tom Hale"], True),
    ("Tom Hale was a male", ["Tom Hale is a man"], True),
    ("Tom Hale was of male sex", ['Tom Hale has "male" as sex'], True),
    ("The sex of Tom Hale was male", ['Tom Hale has "male" as sex'], True),
    ("Tom Hale's gender is male", ['Tom Hale has "male" as sex'], True),
    ("Tom Hale was not female", ["not: Tom Hale is a woman"], True),
    ("Ben Hale was delivered by a mother named Ada Moss", ["Ada Moss is the mother of Ben Hale"], True),
    ("Ada Moss delivered Ben Hale", ["Ben Hale has Ada Moss as mother"], True),
    (
        "By Ada Moss Tom Hale had two children",
        ["Tom Hale is something for which (the number of children of it who are the children of Ada Moss) is 2"],
        True,
    ),
    (
        "With Ada Moss, Tom Hale had a son, Ben Hale",
        ["Ben Hale is the son of Tom Hale", "Ben Hale is the son of Ada Moss"],
        True,
    ),
    (
        "Together with Ada Moss, Tom Hale had two children",
        ["Tom Hale is something for which (the number of children of it who are the children of Ada Moss) is 2"],
        True,
    ),
    ("Ben Hale was sired by a father named Tom Hale", ["Tom Hale is the father of Ben Hale"], True),
]
"""Clauses, what each says, and whether that is so."""


@pytest.mark.parametrize(("clause", "said", "so"), SAID, ids=[clause for clause, *_ in SAID])
def test_what_a_clause_says(clause: str, said: list[str], so: bool, family: Reader) -> None:
    assert family.said(clause) == [said]
    assert family.holds(clause) is so
