"""Degrees of adjectives, and the attributes they measure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.ask.english.degrees import (
    FREQUENCY,
    Degree,
    attributes,
    degree,
    extreme,
    measured_by_how,
    measured_by_verb,
)


@pytest.mark.parametrize(
    ("text", "base", "step"),
    [
        ("old", "old", "positive"), ("older", "old", "comparative"), ("oldest", "old", "superlative"),
        ("larger", "large", "comparative"), ("happiest", "happy", "superlative"), ("biggest", "big", "superlative"),
        ("driest", "dry", "superlative"), ("hotter", "hot", "comparative"),
        ("elder", "old", "comparative"), ("better", "good", "comparative"), ("worst", "bad", "superlative"),
        ("farthest", "far", "superlative"), ("further", "far", "comparative"), ("latest", "late", "superlative"),
        ("northernmost", "northern", "superlative"), ("more", "many", "comparative"), ("most", "many", "superlative"),
        ("fewest", "few", "superlative"), ("least", "little", "superlative"),
        ("more populous", "populous", "comparative"), ("most common", "common", "superlative"),
        ("most visited", "visited", "superlative"), ("most famous", "famous", "superlative"),
        ("highest paid", "paid", "superlative"), ("best selling", "selling", "superlative"),
        ("most recently", "recent", "superlative"), ("more often", "frequent", "comparative"),
        ("most densely populated", "dense", "superlative"), ("most heavily populated", "populated", "superlative"),
        ("most widely spoken", "spoken", "superlative"), ("longest reigning", "reigning", "superlative"),
        ("top rated", "rated", "superlative"), ("longer running", "running", "comparative"),
    ],
)  # fmt: skip
def test_degrees(text: str, base: str, step: str) -> None:
    found = degree(text.split())

    assert found is not None
    assert (found.base, found.degree, found.reversed) == (base, step, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("least expensive", Degree("expensive", "superlative", reversed=True)),
        ("less popular", Degree("popular", "comparative", reversed=True)),
        ("lowest paid", Degree("paid", "superlative", reversed=True)),
        ("worst rated", Degree("rated", "superlative", reversed=True)),
    ],
)
def test_some_words_turn_the_direction_round(text: str, expected: Degree) -> None:
    assert degree(text.split()) == expected


@pytest.mark.parametrize(
    "text",
    [
        "forest", "dries", "interest", "west", "test", "guest", "player", "river", "number", "under", "other", "over",
        "after", "more people", "more salary", "more music", "most dishes", "more cost",
        "most people", "less money", "longest river", "best red", "the oldest", "",
        "most of the", "more money than", "most early people",
    ],
)  # fmt: skip
def test_what_is_no_degree(text: str) -> None:
    assert degree(text.split()) is None


@pytest.mark.parametrize(
    ("base", "attribute", "higher"),
    [
        ("old", "age", True), ("old", "date of birth", False), ("old", "founded", False), ("young", "age", False),
        ("young", "date of birth", True), ("new", "release date", True), ("early", "start date", False),
        ("long", "length", True), ("short", "length", False), ("short", "height", False), ("high", "elevation", True),
        ("low", "elevation", False), ("large", "area", True), ("large", "population", True), ("tiny", "size", False),
        ("light", "weight", False), ("cheap", "price", False), ("rich", "net worth", True),
        ("cold", "temperature", False),
        ("good", "rating", True), ("good", "rank", False), ("bad", "rank", True), ("ranked", "rank", False),
        ("fast", "speed", True), ("fast", "duration", False), ("close", "distance", False),
        ("sparse", "density", False),
        ("common", FREQUENCY, True), ("rare", FREQUENCY, False), ("borrowed", "number of borrows", True),
    ],
)  # fmt: skip
def test_adjectives_measure_attributes(base: str, attribute: str, higher: bool) -> None:
    assert dict(attributes(base))[attribute] is higher


def test_adjectives_that_measure_nothing_known() -> None:
    assert attributes("beautiful") == attributes("zorpy") == attributes("red") == ()


def test_the_likeliest_attribute_is_first() -> None:
    firsts = {
        base: attributes(base)[0][0] for base in ("old", "tall", "long", "deep", "heavy", "expensive", "populous")
    }
    assert firsts == {
        "old": "age", "tall": "height", "long": "length", "deep": "depth", "heavy": "weight", "expensive": "price",
        "populous": "population",
    }  # fmt: skip


def test_questions_for_measures() -> None:
    assert measured_by_how("old") == ("age",)
    assert measured_by_how("heavy")[0] == measured_by_how("light")[0] == "weight"
    assert measured_by_how("fast")[0] == "speed"
    assert "duration" not in measured_by_how("fast")
    assert "date of birth" not in measured_by_how("young")
    assert measured_by_verb("weigh")[0] == "weight"
    assert measured_by_verb("be worth")[0] == "net worth"
    assert measured_by_verb("sing") == measured_by_how("red") == ()


def test_extremes() -> None:
    assert (extreme("maximum"), extreme("lowest"), extreme("average")) == (True, False, None)


@given(st.lists(st.text(max_size=12), max_size=3))
def test_any_words_have_a_degree_or_none(words: list[str]) -> None:
    found = degree(words)

    assert found is None or found.base
    assert all(name for word in words for name, _ in attributes(word))
