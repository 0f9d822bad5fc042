"""Text as tokens: what is folded, what is split, what is dropped."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.ask.tokens import alternatives, fold, key_of_name, numeral, tokenize


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Who is Obama's mother?", ["who", "is", "obama", "'s", "mother"]),
        ("who’s Obama’s mother", ["who", "'s", "obama", "'s", "mother"]),
        ("the parents' names", ["the", "parents", "'s", "names"]),
        ("Robert Downey Jr.'s father", ["robert", "downey", "jr", "'s", "father"]),
        ("Ann (born 1801)'s pupil", ["ann", "(", "born", "1801", ")", "'s", "pupil"]),
        ("mother-in-law", ["mother", "in", "law"]),
        ("José O'Neill, Łódź", ["jose", "oneill", "lodz"]),
        ("Marks & Spencer", ["marks", "and", "spencer"]),
        ("what is 2+2?", ["what", "is", "2", "+", "2"]),
        ("J. F. Kennedy", ["j", "f", "kennedy"]),
        ("… — “?”! ‚؟。", []),
    ],
)
def test_tokens(text: str, words: list[str]) -> None:
    assert [token.folded for token in tokenize(text)] == words


@given(st.text())
def test_tokens_lie_in_the_text_in_order(text: str) -> None:
    tokens = tokenize(text)

    assert all(token.text == text[token.start : token.end] for token in tokens)
    assert all(one.end <= other.start for one, other in itertools.pairwise(tokens))


@given(st.text())
def test_folding_is_stable(word: str) -> None:
    assert fold(fold(word)) == fold(word)


@pytest.mark.parametrize(
    ("word", "number"), [("ii", "#2"), ("xiv", "#14"), ("second", "#2"), ("2nd", "#2"), ("8", "#8")]
)
def test_numerals(word: str, number: str) -> None:
    assert numeral(word) == number


@pytest.mark.parametrize("word", ["", "vv", "iiii", "dad", "1809", "0", "civil"])
def test_what_is_no_numeral(word: str) -> None:
    assert numeral(word) is None


def test_numbers_of_rulers_are_the_same_however_written() -> None:
    assert key_of_name("Henry VIII") == key_of_name("HENRY  VIII") == key_of_name("Hénry VIII") == ("henry", "#8")
    for written in ("viii", "8th", "eighth", "VIII"):
        assert "#8" in alternatives(tokenize(written)[0])


def test_an_initial_is_no_numeral() -> None:
    assert key_of_name("Robert V. Jones") == ("robert", "v", "jones")
    assert key_of_name("I Claudius") == ("i", "claudius")


def test_not_stands_apart_from_the_verb_that_it_is_written_with() -> None:
    assert [token.folded for token in tokenize("They don't, he won't, it isn’t")] == [
        "they", "do", "not", "he", "will", "not", "it", "is", "not",
    ]  # fmt: skip
