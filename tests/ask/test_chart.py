"""The chart parser finds every composition, and the cheapest cost of each."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kgqa.ask.chart import Grammar, Seed, rules


def whole(grammar: Grammar, words: list[str], seeds: list[Seed], symbol: str = "S") -> dict[Any, int]:
    chart = grammar.parse(words, seeds)
    return chart[0][len(words)].get(symbol, {})


SUM = Grammar([*rules("S", "N", lambda n: n), *rules("S", "S plus S", lambda a, b: f"({a}+{b})")])


def numbers(words: list[str]) -> list[Seed]:
    return [Seed(k, k + 1, "N", word, 1) for k, word in enumerate(words) if word != "plus"]


def test_every_way_of_composing_is_found() -> None:
    words = ["1", "plus", "2", "plus", "3"]

    assert whole(SUM, words, numbers(words)) == {"((1+2)+3)": 3, "(1+(2+3))": 3}


def test_optional_parts_and_alternatives() -> None:
    grammar = Grammar(rules("S", "the|a? N please?", lambda n: n))

    for text in ("x", "the x", "a x", "x please", "the x please"):
        words = text.split()
        seeds = [Seed(k, k + 1, "N", w) for k, w in enumerate(words) if w == "x"]
        assert list(whole(grammar, words, seeds)) == ["x"]
    assert whole(grammar, ["an", "x"], [Seed(1, 2, "N", "x")]) == {}


def test_a_rule_may_refuse_its_parts() -> None:
    grammar = Grammar(rules("S", "N N", lambda a, b: None if a == b else (a, b)))

    assert whole(grammar, ["x", "x"], [Seed(0, 1, "N", "x"), Seed(1, 2, "N", "x")]) == {}


def test_of_equal_values_the_cheapest_counts() -> None:
    grammar = Grammar([*rules("S", "N", lambda n: n), *rules("S", "M", lambda m: m)])

    assert whole(grammar, ["x"], [Seed(0, 1, "N", "x", 5), Seed(0, 1, "M", "x", 2)]) == {"x": 2}


@given(st.lists(st.sampled_from(["1", "plus"]), min_size=1, max_size=12))
def test_only_well_formed_sums_are_sums(words: list[str]) -> None:
    good = len(words) % 2 == 1 and all((word == "plus") == bool(k % 2) for k, word in enumerate(words))

    assert bool(whole(SUM, words, numbers(words))) == good
