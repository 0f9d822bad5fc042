"""The short texts that a graph has as values, found by the words of a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.ask.tokens import tokenize
from kgqa.ask.values import Value, broadest, index_values
from kgqa.model import IRI, Literal
from tests.ask.conftest import Asked, graph_of

if TYPE_CHECKING:
    from kgqa.ask.values import ValueIndex

EX = "http://example.org/"

SHIPS = """
:Ship a owl:Class . :flag a owl:DatatypeProperty ; rdfs:label "flag" .
:fate a owl:DatatypeProperty ; rdfs:subPropertyOf :note . :note a owl:DatatypeProperty .
:name rdfs:subPropertyOf rdfs:label .
:code kgqa:unspoken true . :sex a owl:DatatypeProperty .
:s1 a :Ship ; rdfs:label "Marie" ; :name "Marie Celeste" ; :fate "Captured" ; :code "X" ; :kind "Brig", "brig" .
:s2 a :Ship ; rdfs:label "Otto" ; :fate "captured" ; :crew "forty" ; :weight 1001 ; :kind "Šhip's boat" ; :sunk "1900" .
:s3 a :Ship ; rdfs:label "Anna" ; :kind "Grand Master (retired)", "dogs", "Dog" ; :flag "rot"@de, "red"@en .
:s4 a :Ship ; :log "one two three four five six seven eight", "one two three four five six seven eight nine" .
"""


@pytest.fixture(scope="module")
def ships() -> Asked:
    return graph_of(SHIPS, inferred=':s1 :note "Captured" . :s1 rdfs:label "Marie Celeste" . :s3 :sex "F" .')


def written(words: str, index: ValueIndex) -> set[tuple[str, str]]:
    found = index.lookup([token.folded for token in tokenize(words)])
    return {(value.property.value.removeprefix(EX), value.literal.lexical) for value in found}


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("brig", {("kind", "Brig"), ("kind", "brig")}),
        ("BRIGS", {("kind", "Brig"), ("kind", "brig")}),
        ("captured", {("fate", "Captured"), ("fate", "captured"), ("note", "Captured")}),
        ("ship's boats", {("kind", "Šhip's boat")}),
        ("Grand Master (retired)", {("kind", "Grand Master (retired)")}),
        ("grand master retired", {("kind", "Grand Master (retired)")}),
        ("dogs", {("kind", "dogs")}),
        ("dog", {("kind", "Dog")}),
        ("F", {("sex", "F")}),
        ("red", {("flag", "red")}),
        ("one two three four five six seven eight", {("log", "one two three four five six seven eight")}),
        ("rot", set()),
        ("master", set()),
        ("captures", set()),
        ("1001", set()),
        ("1900", set()),
        ("X", set()),
        ("Marie", set()),
        ("Marie Celeste", set()),
        ("one two three four five six seven eight nine", set()),
        ("()", set()),
        ("", set()),
    ],
)
def test_which_values_words_write(ships: Asked, words: str, values: set[tuple[str, str]]) -> None:
    assert written(words, ships.lexicon.values) == values


def test_properties_with_long_texts_have_no_values() -> None:
    story = "and then " * 40
    graph = graph_of(f':a :note "short" ; :story "short", "{story}" .')

    assert written("short", graph.lexicon.values) == {("note", "short")}


def test_of_values_that_one_entails_the_broadest_counts(ships: Asked) -> None:
    found = ships.lexicon.values.lookup(["captured"])

    assert broadest(found, ships.lexicon.schema) == (
        Value(IRI(EX + "fate"), Literal("captured")),
        Value(IRI(EX + "note"), Literal("Captured")),
    )


def test_of_values_of_equivalent_properties_one_counts() -> None:
    graph = graph_of(":b owl:equivalentProperty :a . :x :a 'red' ; :b 'red' ; :c 'red' .")

    kept = broadest(graph.lexicon.values.lookup(["red"]), graph.lexicon.schema)
    assert [value.property.value.removeprefix(EX) for value in kept] == ["a", "c"]


@given(st.lists(st.text(st.characters(categories=("L", "N", "Zs", "P")), max_size=20), max_size=8))
def test_what_is_recorded_is_found_by_its_own_words(texts: list[str]) -> None:
    values = [Value(IRI(EX + "p"), Literal(text)) for text in texts]
    index = index_values(values)

    for value in values:
        words = [token.folded for token in tokenize(value.literal.lexical)]
        spoken = any(c.isalpha() for c in value.literal.lexical) and len(words) <= 8
        assert (value in index.lookup(words)) == spoken
