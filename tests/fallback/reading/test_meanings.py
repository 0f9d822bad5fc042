"""A trusted model may say what unknown words mean; it must say so twice, and not of what narrows."""

from __future__ import annotations

import pytest

from tests.fallback.reading.scripted import Reader, proposal

TAUGHT = "Who taught Ann Moss, do you happen to know?"
MEANT = [{"said": "taught", "meant": "mentor"}]


def test_an_unknown_word_may_mean_a_word_of_the_graph(reader: Reader) -> None:
    reply = proposal("list", "Ann Moss", steps="mentor", meanings=MEANT)
    assert reader.says(reply).labels(TAUGHT, trusted=True) == ["Beth Lind"]
    assert len(reader.messages) == 2


def test_only_a_trusted_model_may_say_so(reader: Reader) -> None:
    assert reader.says(proposal("list", "Ann Moss", steps="mentor", meanings=MEANT)).read(TAUGHT) is None
    assert reader.messages == []


def test_what_is_meant_is_said(reader: Reader) -> None:
    assert reader.says(proposal("list", "Ann Moss", steps="mentor")).read(TAUGHT, trusted=True) is None


def test_it_must_say_the_same_twice(reader: Reader) -> None:
    first = proposal("list", "Ann Moss", steps="mentor", meanings=MEANT)
    second = proposal("list", "Ann Moss", steps="rival", meanings=[{"said": "taught", "meant": "rival"}])
    assert reader.says(first, second).read(TAUGHT, trusted=True) is None
    assert Reader(reader.kb).says(first, proposal("none")).read(TAUGHT, trusted=True) is None


@pytest.mark.parametrize("word", ["vicementors", "comentors"])
def test_what_is_made_of_a_word_of_the_graph_does_not_mean_it(reader: Reader, word: str) -> None:
    reply = proposal("list", "Ann Moss", steps="mentor", meanings=[{"said": word, "meant": "mentor"}])
    assert reader.says(reply).read(f"Who are Ann Moss's {word}, do you happen to know?", trusted=True) is None


def test_a_word_that_the_graph_has_means_what_it_means_there(reader: Reader) -> None:
    reply = proposal("list", "Ann Moss", steps="rival", meanings=[{"said": "mentor", "meant": "rival"}])
    assert reader.says(reply).read("Ann Moss's mentor, who might that be?", trusted=True) is None


def test_idle_words_stand_before_what_is_asked(reader: Reader) -> None:
    idle = proposal("list", "Ann Moss", steps="mentor", ignored=["could you", "dig", "up"])
    assert reader.says(idle).labels("Could you dig up the mentor of Ann Moss?", trusted=True) == ["Beth Lind"]


@pytest.mark.parametrize(
    "question",
    ["Who is the mentor of Ann Moss, secretly?", "Find the secretly mentor of Ann Moss"],
)
def test_words_that_narrow_are_not_idle(reader: Reader, question: str) -> None:
    narrowing = proposal("list", "Ann Moss", steps="mentor", ignored=["secretly"])
    assert reader.says(narrowing).read(question, trusted=True) is None


def test_directions_that_the_words_do_not_show_are_the_model_s(reader: Reader) -> None:
    """Not those that they show: see `test_structure`."""
    question = "Whose mentor, do you think, is Beth Lind?"
    reply = proposal("list", "Beth Lind", steps="^mentor")
    assert reader.says(reply).labels(question, trusted=True) == ["Ann Moss", "Dora Falk"]
    assert Reader(reader.kb).says(reply).read(question) is None
    assert Reader(reader.kb).says(proposal("list", "Beth Lind", steps="mentor")).read(question, trusted=True) is None
