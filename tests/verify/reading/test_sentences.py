import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.verify.reading.sentences import sentences


def _texts(text: str) -> list[str]:
    return [sentence.text for sentence in sentences(text)]


def test_full_stops_end_sentences_but_those_of_initials_and_titles_do_not() -> None:
    assert _texts("J. E. Gibbs met Dr. Brown. He left!") == ["J. E. Gibbs met Dr. Brown.", "He left!"]


def test_what_stands_before_no_name_ends_a_sentence() -> None:
    for end in ("is a doctor", "met Bo Carp Jr", "came at 5 p.m", "died in 300 B.C", "said no", "has a Ph.D"):
        assert _texts(f"Ada {end}. Bo did not.") == [f"Ada {end}.", "Bo did not."]
    assert _texts("Ada met Bo Carp Jr. in 1601, in house No. 5.") == ["Ada met Bo Carp Jr. in 1601, in house No. 5."]


def test_a_small_letter_is_no_initial() -> None:
    assert _texts("the Danes say ø.\nAda did not.") == ["the Danes say ø.", "Ada did not."]


def test_a_small_word_begins_a_sentence_even_after_an_initial() -> None:
    assert _texts("Bo followed Ada V. He left the U.S. Then he died.") == [
        "Bo followed Ada V.",
        "He left the U.S.",
        "Then he died.",
    ]


def test_years_of_birth_and_death_are_abbreviated() -> None:
    assert _texts("Ada (b. 1601, d. 1655) painted. Bo did not.") == ["Ada (b. 1601, d. 1655) painted.", "Bo did not."]


def test_a_question_is_marked() -> None:
    assert [s.asks for s in sentences("Was it Bo? It was Bo.")] == [True, False]


def test_paragraphs_and_lists_are_sentences_without_a_full_stop() -> None:
    assert _texts("About Ada\n\n- born in Delft\n- died in Ghent") == [
        "About Ada",
        "- born in Delft",
        "- died in Ghent",
    ]


# Texts of this size took minutes when time grew with their square.
@pytest.mark.parametrize(("text", "found"), [("." * 200_000 + "x", 1), ("A. " * 70_000, 1), (".)" * 100_000 + "x", 1)])
def test_hostile_texts_are_read_to_their_end(text: str, found: int) -> None:
    assert len(_texts(text)) == found


def test_nothing_in_nothing_out() -> None:
    assert _texts("") == _texts(" \n ") == _texts("...") == []


@given(st.text(max_size=200))
def test_every_sentence_stands_where_it_says(text: str) -> None:
    found = list(sentences(text))

    assert all(text[s.start : s.end] == s.text for s in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    covered = {k for s in found for k in range(s.start, s.end)}
    assert not any(text[k].isalnum() for k in range(len(text)) if k not in covered)
