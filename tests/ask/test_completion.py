"""How a question that is being typed goes on."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.ask.completion import Completer, Completion
from kgqa.ask.names import index_names
from kgqa.ask.prefixes import Prefixes
from tests.ask.conftest import graph_of

GUILD = """
@prefix : <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:mentor a owl:ObjectProperty ; rdfs:label "mentor" ; skos:altLabel "guide" .
:member a owl:ObjectProperty ; rdfs:label "member" .
:founded a owl:DatatypeProperty ; rdfs:label "founding date", "founded" .
:Guild a owl:Class ; rdfs:label "guild" .
:ann rdfs:label "Ann Mary Archer" ; skos:altLabel "Annie" ; :mentor :beth .
:beth rdfs:label "Beth Moss" .
:old a :Guild ; rdfs:label "Guild of Weavers" ; :founded "1350-01-01"^^xsd:date ; :member :ann .
:new a :Guild ; rdfs:label "Guild of Weavers" ; :founded "1920-01-01"^^xsd:date .
:odd a :Guild ; rdfs:label "Zoë O'Brien-Łuk" .
"""


@cache
def completer() -> Completer:
    graph = graph_of(GUILD)
    return Completer(graph.lexicon, graph.store)


def complete(text: str, at: int | None = None) -> list[Completion]:
    return completer().complete(text, at)


def questions(text: str) -> list[str]:
    return [found.question for found in complete(text)]


@pytest.mark.parametrize("typed", ["Who is ann", "Who is mar", "Who is Ann Mary Ar", "Who is mary archer"])
def test_a_name_is_found_by_the_beginning_of_any_of_its_words(typed: str) -> None:
    assert "Who is Ann Mary Archer" in questions(typed)


def test_the_words_that_are_replaced_are_those_of_the_name() -> None:
    assert questions("Who is the mentor of Ann Mary arch") == ["Who is the mentor of Ann Mary Archer"]


def test_another_name_is_shown_with_the_label_beside_it() -> None:
    [found] = [each for each in complete("Who is annie") if each.kind == "thing"]
    assert found.label == "Annie"
    assert found.description.startswith("Ann Mary Archer")


@pytest.mark.parametrize("typed", ["zo", "zoe", "obr", "O'Br", "luk"])
def test_accents_case_and_apostrophes_make_no_difference(typed: str) -> None:
    assert "Zoë O'Brien-Łuk" in questions(typed)


def test_namesakes_are_told_apart_inside_the_question() -> None:
    found = [each for each in complete("Who is in the weav") if each.kind == "thing"]
    assert {each.question for each in found} == {
        "Who is in the Guild of Weavers (founded 1350)",
        "Who is in the Guild of Weavers (founded 1920)",
    }
    assert len({each.description for each in found}) == 2


def test_a_word_for_a_property_or_a_class_is_found_in_any_form() -> None:
    assert "Who is the mentor" in questions("Who is the men")
    assert "Who is the guide" in questions("Who is the gui")
    assert "How many guilds" in questions("How many gui")


def test_after_a_possessive_the_properties_of_the_thing_are_offered() -> None:
    assert questions("Who is Ann Mary Archer's ") == ["Who is Ann Mary Archer's mentor"]
    assert questions("Who is Ann Mary Archer's") == ["Who is Ann Mary Archer's mentor"]
    assert questions("Who is Ann Mary Archer's m")[:1] == []
    assert questions("Who is Ann Mary Archer's me")[0] == "Who is Ann Mary Archer's mentor"


def test_function_words_are_no_names() -> None:
    assert complete("who is") == []
    assert complete("Who is the") == []


def test_a_slip_is_forgiven() -> None:
    assert questions("Who is arhcer") == ["Who is Ann Mary Archer"]


@given(st.text(max_size=60), st.integers(0, 70))
def test_whatever_is_typed_the_rest_of_the_question_stays(text: str, at: int) -> None:
    for found in complete(text, at):
        after = text[min(at, len(text)) :]
        assert found.question.endswith(after)
        assert found.question[: found.at] + after == found.question


@given(st.sampled_from(["Ann Mary", "Beth", "Guild of"]), st.integers(1, 8), st.sampled_from(["", " ?", " and so on"]))
def test_a_completion_holds_what_was_typed(name: str, length: int, after: str) -> None:
    typed = f"Tell me of {name[:length]}"
    for found in complete(typed + after, len(typed)):
        assert name[:length].strip().split()[-1].casefold() in found.label.casefold()


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", categories=("L",)), min_size=1, max_size=30), min_size=1, max_size=30
    ),
    st.data(),
)
def test_words_by_their_beginning_are_all_that_begin_so(words: list[str], data: st.DataObject) -> None:
    names = index_names([(f"urn:thing:{number}", word) for number, word in enumerate(words)])
    known = sorted(names.holding)
    if not known:
        return
    word = data.draw(st.sampled_from(known))
    prefix = word[: data.draw(st.integers(1, len(word)))]
    prefixes = Prefixes(names)
    found = [prefixes._words[number] for number in prefixes.beginning(prefix).tolist()]
    assert sorted(found) == [other for other in known if other.startswith(prefix)]
