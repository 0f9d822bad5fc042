"""Texts in quotation marks, of whatever make."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.ask.quotes import quoted, quoted_tokens
from kgqa.ask.tokens import tokenize


@pytest.mark.parametrize(
    "text",
    [
        "the barn called 'Old Mill'",
        'the barn called "Old Mill"?',
        "the barn called “Old Mill”",
        "the barn called ‘Old Mill’.",
        "the barn called ``Old Mill''",
        "the barn called ‚ÄòOld Mill‚Äô.",
    ],
)
def test_the_marks_are_no_part_of_the_text(text: str) -> None:
    assert [text[start:end] for start, end in quoted(text)] == ["Old Mill"]


def test_apostrophes_quote_nothing() -> None:
    assert quoted("the dogs' owners' names don't matter to O'Neil") == []


def test_an_apostrophe_may_stand_within_quotation_marks() -> None:
    text = "'O'Neil' owns it"
    assert [text[start:end] for start, end in quoted(text)] == ["O'Neil"]


def test_a_mark_at_the_end_of_a_quoted_text_is_no_possessive() -> None:
    text = "rooms named 'The Stables' there"
    tokens, spans = quoted_tokens(text, tokenize(text))
    assert [token.folded for token in tokens] == ["rooms", "named", "the", "stables", "there"]
    assert spans == [(2, 4)]


@given(st.text(max_size=60))
def test_what_is_quoted_lies_in_the_text_and_in_order(text: str) -> None:
    spans = quoted(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
