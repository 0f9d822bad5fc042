"""The index of names: what is found whole, in parts, misspelt; and that it reads names as `key_of_name` does."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kgqa.ask.names import NameIndex, index_names
from kgqa.ask.tokens import alternatives, key_of_name, tokenize
from kgqa.model import IRI

EX = "http://example.org/"
NAMES = [
    ("j", "John Fitzgerald Kennedy"),
    ("jr", "John Kennedy Jr."),
    ("h8", "Henry VIII Tudor"),
    ("jj", "John John Moss"),
    ("m", "José Martí"),
    ("m", "Pepe"),
    ("m", "Pepe"),
    ("r", "marriage of John and Jane"),
    ("none", "..."),
    ("o", "Ostergaard & Sons"),
]


@pytest.fixture(scope="module")
def names() -> NameIndex:
    named = [(EX + thing, name) for thing, name in NAMES]
    return index_names(named, {EX + "r"}, [(EX + "h8", "King of England"), (EX + "nobody", "Duke")])


def options(text: str) -> list[tuple[str, ...]]:
    return [alternatives(token) for token in tokenize(text)]


def bearers(names: NameIndex, numbers: list[int]) -> list[str]:
    return [names.things[number].value.removeprefix(EX) for number in numbers]


def test_each_name_has_a_number(names: NameIndex) -> None:
    assert list(names.texts) == [name for _, name in dict.fromkeys(NAMES) if name != "..."]
    assert names.names[2] == ("henry", "#8", "tudor")
    assert names.texts[1:3] == ["John Kennedy Jr.", "Henry VIII Tudor"]
    assert names.things[:2] == [IRI(EX + "j"), IRI(EX + "jr")]
    with pytest.raises(IndexError):
        names.texts[len(names.texts)]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("henry the 8th tudor", []),
        ("Henry 8th Tudor", ["h8"]),
        ("jose marti", ["m"]),
        ("Pepe", ["m"]),
        ("Ostergaard and Sons", ["o"]),
        ("John Kennedy", []),
        ("marriage of John and Jane", ["r"]),
        ("somebody", []),
        ("", []),
    ],
)
def test_whole_names(names: NameIndex, text: str, things: list[str]) -> None:
    assert bearers(names, names.of_whole(options(text))) == things


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("John", ["j", "jr", "jj"]),
        ("Kennedy John", ["j", "jr"]),
        ("John John", ["jj"]),
        ("Kennedy Kennedy", []),
        ("Jane", []),
        ("John Tudor", []),
        ("8th", ["h8"]),
        ("somebody", []),
        ("", []),
    ],
)
def test_parts_of_names(names: NameIndex, text: str, things: list[str]) -> None:
    assert bearers(names, names.with_parts(options(text))) == things


@pytest.mark.parametrize(
    ("letters", "things"), [("jfk", ["j"]), ("jkj", ["jr"]), ("h#t", ["h8"]), ("jm", []), ("moja", []), ("", [])]
)
def test_initials_of_names(names: NameIndex, letters: str, things: list[str]) -> None:
    assert bearers(names, names.with_initials(letters)) == things


def test_words_of_a_part_may_stand_first_or_together(names: NameIndex) -> None:
    assert names.begins(0, options("John Fitzgerald"))
    assert not names.begins(0, options("Fitzgerald Kennedy"))
    assert names.is_phrase(0, options("Fitzgerald Kennedy"))
    assert not names.is_phrase(0, options("John Kennedy"))


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("kenedy", ["kennedy"]),
        ("kennedi", []),
        ("fitzgerrald", ["fitzgerald"]),
        ("fitsgerrald", ["fitzgerald"]),
        ("jon", []),
        ("john", []),
        ("tudr", []),
        ("englend", []),
    ],
)
def test_misspelt_words(names: NameIndex, word: str, meant: list[str]) -> None:
    assert names.respelt(word) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Jon Kenedy", ["John Fitzgerald Kennedy", "John Kennedy Jr."]),
        ("Jose Martin", ["José Martí"]),
        ("Pope", ["Pepe"]),
        ("Jon Xerxes", []),
        ("", []),
    ],
)
def test_similar_names(names: NameIndex, text: str, meant: list[str]) -> None:
    assert names.similar(text) == meant


def test_titles_are_words_beside_names(names: NameIndex) -> None:
    assert names.titles[IRI(EX + "h8")] == {"king", "of", "england"}
    assert names.titles.get(IRI(EX + "j")) == set()
    assert names.titles.get(IRI(EX + "nobody")) is None
    assert "king" in names.title_words
    assert "duke" not in names.title_words
    assert not names.knows("king")


def test_words_lead_to_names(names: NameIndex) -> None:
    assert names.knows("kennedy")
    assert {word: list(numbers) for word, numbers in names.holding.items()}["kennedy"] == [0, 1]
    assert len(names.holding) == len(list(names.holding))
    assert "king" not in names.holding


def test_an_index_of_nothing_finds_nothing() -> None:
    empty = index_names([])

    assert not len(empty.names)
    assert empty.of_whole(options("Ada")) == empty.with_parts(options("Ada")) == []
    assert empty.with_initials("jfk") == []
    assert empty.respelt("kennedy") == empty.similar("Kennedy") == []


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), max_size=6))
@example(["( II Henry VIII", "ʼ V. I", "J.F. Kennedy (1917)", "O'Brien's Boat", "a\u2028b\x1fc", "- - -", " "])
def test_names_are_read_as_their_keys(texts: list[str]) -> None:
    names = index_names((EX + "thing", text) for text in texts)
    kept = [text for text in dict.fromkeys(texts) if key_of_name(text)]

    assert list(names.texts) == kept
    assert list(names.names) == [key_of_name(text) for text in kept]
    for number, key in enumerate(names.names):
        words = [(word,) for word in key]
        assert number in names.of_whole(words)
        assert number in names.with_parts(words)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), max_size=6))
def test_titles_are_read_as_tokens(texts: list[str]) -> None:
    names = index_names([(EX + "a", "Ada")], titles=((EX + "a", text) for text in texts))

    assert names.titles[IRI(EX + "a")] == {token.folded for text in texts for token in tokenize(text)}
