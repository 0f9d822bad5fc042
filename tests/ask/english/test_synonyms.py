"""General synonyms: what stands for what, in which order, and from where."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kgqa.ask.english
from kgqa.ask.english.synonyms import demonyms_of, expansions, places_of, sourced_synonyms, synonyms


@pytest.mark.parametrize(
    ("said", "recorded"),
    [
        ("job", "occupation"), ("profession", "job"), ("do for a living", "occupation"),
        ("birthplace", "place of birth"),
        ("born in", "place of birth"), ("die of", "cause of death"), ("died from", "cause of death"),
        ("nationality", "country"), ("citizenship", "nationality"), ("faith", "religion"), ("gender", "sex"),
        ("wages", "salary"), ("boss", "manager"), ("firm", "company"), ("first name", "fname"), ("surname", "lname"),
        ("number of", "num of"), ("when", "date"), ("where", "location"), ("type", "category"), ("price", "cost"),
        ("wounded", "injured"), ("death toll", "killed"), ("bordering", "adjoin"), ("run through", "traverse"),
        ("address", "street"), ("headquarters", "based in"), ("bought", "purchase"), ("people", "population"),
    ],
)  # fmt: skip
def test_what_people_say_for_what_is_recorded(said: str, recorded: str) -> None:
    assert recorded in synonyms(said)


@pytest.mark.parametrize(
    ("verb", "noun"),
    [
        ("direct", "director"), ("write", "writer"), ("own", "owner"), ("perform", "performance"), ("injure", "injury"),
        ("visit", "visitor"), ("lose", "loss"), ("win", "winner"), ("buy", "purchase"), ("sell", "sale"),
        ("employ", "employee"), ("publish", "publisher"), ("found", "founder"), ("teach", "teacher"),
    ],
)  # fmt: skip
def test_verbs_and_their_nouns(verb: str, noun: str) -> None:
    assert noun in synonyms(verb)
    assert verb in synonyms(noun)


def test_forms_have_the_synonyms_of_their_base() -> None:
    assert "director" in synonyms("directed")
    assert "direct" in synonyms("directors")
    assert set(synonyms("salary")) - {"salaries"} <= set(synonyms("salaries"))


def test_each_synonym_knows_its_source() -> None:
    sources = {synonym.phrase: synonym.source for synonym in sourced_synonyms("teacher")}

    assert (sources["teach"], sources["instructor"]) == ("derivation", "thesaurus")
    assert {s.phrase: s.source for s in sourced_synonyms("dept")} == {"department": "abbreviation"}


def test_one_way_synonyms() -> None:
    assert "birthplace" in synonyms("from")
    assert "from" not in synonyms("birthplace")


def test_unknown_words_have_no_synonyms() -> None:
    assert synonyms("zorp") == synonyms("") == synonyms("zorp of the zorps") == ()


@given(st.text(max_size=30))
def test_nothing_is_its_own_synonym(text: str) -> None:
    assert text not in synonyms(text)
    assert all(synonyms(text))


@pytest.mark.parametrize(
    ("label", "full"),
    [
        ("num of staff", "number of staff"), ("emp fname", "employee first name"), ("dept", "department"),
        ("max temp", "maximum temperature"), ("avg qty", "average quantity"),
    ],
)  # fmt: skip
def test_abbreviations_are_written_out(label: str, full: str) -> None:
    assert tuple(full.split()) in expansions(tuple(label.split()))


def test_words_that_are_no_abbreviations_stay() -> None:
    assert expansions(("first", "name")) == expansions(()) == ()
    assert expansions(("dist",)) == (("district",), ("distance",))


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("french", "france"), ("mexican", "mexico"), ("dutch", "netherlands"), ("swiss", "switzerland"),
        ("american", "united states"), ("british", "united kingdom"), ("south korean", "south korea"),
        ("germans", "germany"), ("texan", "texas"), ("european", "europe"),
    ],
)  # fmt: skip
def test_what_comes_from_where(word: str, place: str) -> None:
    assert place in places_of(word)
    assert any(word.startswith(demonym) for demonym in demonyms_of(place))


def test_what_is_no_demonym() -> None:
    assert places_of("human") == places_of("") == demonyms_of("zorpland") == ()


@pytest.mark.parametrize("file", ["thesaurus.txt", "demonyms.txt"])
def test_the_data_are_folded_phrases(file: str) -> None:
    text = Path(kgqa.ask.english.__file__).with_name(file).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    phrases = [phrase for line in lines for phrase in re.split(" := | : | > |, ", line.removeprefix("= "))]

    assert [phrase for phrase in phrases if not re.fullmatch("[a-z0-9]+( [a-z0-9]+)*", phrase)] == []
