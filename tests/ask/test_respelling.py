"""Questions with a name that nothing bears, asked of names like it."""

from __future__ import annotations

import pytest

from kgqa.ask.names import index_names
from kgqa.ask.respelling import respelt

NAMES = index_names([("urn:a", "Jacob Daniel Stockmere"), ("urn:b", "Beth Moss")])


@pytest.mark.parametrize(
    ("question", "words", "asked"),
    [
        ("Who is Jakob Stockmore?", ["Jakob", "Stockmore"], "Who is Jacob Daniel Stockmere?"),
        ("Who is jakob  stockmore's aunt?", ["jakob", "stockmore"], "Who is Jacob Daniel Stockmere's aunt?"),
        ("Who is Jakob Stockmores aunt?", ["Jakob", "Stockmore"], "Who is Jacob Daniel Stockmere's aunt?"),
    ],
)
def test_the_name_takes_the_place_of_the_words(question: str, words: list[str], asked: str) -> None:
    assert respelt(question, words, NAMES) == (("Jacob Daniel Stockmere", asked),)


@pytest.mark.parametrize("words", [["Zed"], ["Jakob", "(.*"], ["Moss"]])
def test_what_is_not_in_the_question_or_like_no_name_gives_nothing(words: list[str]) -> None:
    assert respelt("Who is Jakob Stockmore and Zed?", words, NAMES) == ()
