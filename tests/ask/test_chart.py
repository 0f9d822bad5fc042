"""The chart parser finds every composition, and the cheapest cost of each."""

from __future__ import annotations

import gc
import weakref
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from kgqa.ask.chart import Grammar, Ranked, Rule, Seed, is_category, rules

SUM = Grammar([*rules("S", "N", lambda _, n: n), *rules("S", "S plus S", lambda _, a, b: f"({a}+{b})")], goal="S")


def record(built: list[tuple[str, ...]], *values: str) -> str:
    built.append(values)
    return " ".join(values)


def numbers(words: list[str]) -> list[Seed]:
    return [Seed(k, k + 1, "N", word, 1) for k, word in enumerate(words) if word != "plus"]


def test_every_way_of_composing_is_found_in_a_fixed_order() -> None:
    words = ["1", "plus", "2", "plus", "3"]

    assert SUM.readings(words, numbers(words)) == [("((1+2)+3)", 3), ("(1+(2+3))", 3)]


def test_optional_parts_and_alternatives() -> None:
    grammar = Grammar(rules("TOP", "the|a? N please?", lambda _, n: n))

    for text in ("x", "the x", "a x", "x please", "the x please"):
        words = text.split()
        seeds = [Seed(k, k + 1, "N", w) for k, w in enumerate(words) if w == "x"]
        assert grammar.readings(words, seeds) == [("x", 0)]
    assert grammar.readings(["an", "x"], [Seed(1, 2, "N", "x")]) == []
    assert grammar.words == {"the", "a", "please"}


def test_rules_of_words_alone_build_values_too() -> None:
    grammar = Grammar([*rules("TOP", "HI you there", lambda _, hi: hi), *rules("HI", "hi|hello", lambda _: "hi")])

    assert grammar.readings(["hello", "you", "there"], []) == [("hi", 0)]
    assert grammar.readings(["hello", "there", "you"], []) == []
    assert grammar.readings([], []) == []


def test_builders_know_the_context() -> None:
    grammar = Grammar(rules("TOP", "N", lambda known, n: known.get(n)))

    assert grammar.readings(["x"], [Seed(0, 1, "N", "x"), Seed(0, 1, "N", "y")], {"x": "found"}) == [("found", 0)]


def test_a_rule_may_refuse_its_parts() -> None:
    grammar = Grammar(rules("TOP", "N N", lambda _, a, b: None if a == b else (a, b)))

    assert grammar.readings(["x", "x"], [Seed(0, 1, "N", "x"), Seed(1, 2, "N", "x")]) == []


def test_of_equal_values_the_cheapest_counts() -> None:
    grammar = Grammar([*rules("TOP", "N", lambda _, n: n), *rules("TOP", "M", lambda _, m: m, cost=1)])

    assert grammar.readings(["x"], [Seed(0, 1, "N", "x", 5), Seed(0, 1, "M", "x", 2)]) == [("x", 3)]


def test_a_rule_may_rank_several_values() -> None:
    grammar = Grammar(rules("TOP", "N", lambda _, n: Ranked(((n + "?", 2), (n, 0))), cost=1))

    assert grammar.readings(["x"], [Seed(0, 1, "N", "x", 3)]) == [("x", 4), ("x?", 6)]


def test_what_the_whole_does_not_need_is_not_built() -> None:
    grammar = Grammar([*rules("TOP", "NP", lambda _, n: n), *rules("NP", "the? N", record)])
    built: list[tuple[str, ...]] = []

    assert grammar.readings(["the", "x"], [Seed(0, 1, "N", "article"), Seed(1, 2, "N", "x")], built) == [("x", 0)]
    assert built == [("x",)]


def test_only_the_cheapest_values_are_kept_and_the_others_not_built() -> None:
    grammar = Grammar(rules("TOP", "N N", record))
    seeds = [Seed(k, k + 1, "N", digit, int(digit)) for k in range(2) for digit in "0123456789"]
    built: list[tuple[str, ...]] = []

    assert grammar.readings(["x", "x"], seeds, built, most_values=3) == [("0 0", 0), ("0 1", 1), ("1 0", 1)]
    assert len(built) <= 5


def test_unary_cycles_end() -> None:
    grammar = Grammar([
        *rules("TOP", "A", lambda _, a: a),
        *rules("A", "B", lambda _, b: b + 1, cost=1),
        *rules("B", "A", lambda _, a: a, cost=1),
        *rules("B", "N", lambda _, n: n),
        *rules("A", "A", lambda _, a: a),
    ])  # fmt: skip
    seeds = [Seed(0, 1, "N", 0)]

    assert grammar.readings(["x"], seeds, most_values=3) == [(1, 1), (2, 3), (3, 5)]
    assert len(grammar.readings(["x"], seeds)) == 40


def test_a_parse_is_given_up_when_it_builds_too_much() -> None:
    words = ["1", *["plus", "1"] * 20]

    found = SUM.readings(words, numbers(words), most_built=500)

    assert found.exhausted
    assert all(cost == 21 for _, cost in found)
    assert not SUM.readings(words[:5], numbers(words[:5])).exhausted


def test_what_was_built_is_freed_with_the_readings() -> None:
    class Built:
        pass

    made = weakref.WeakSet[Built]()

    def build(_: None, *parts: object) -> Built:
        made.add(built := Built())
        return built

    grammar = Grammar([*rules("TOP", "A", build), *rules("A", "A A", build), *rules("A", "N", build)])
    gc.disable()
    try:
        assert len(grammar.readings(["x", "x", "x"], numbers(["x", "x", "x"]))) == 2
        assert len(made) == 0
    finally:
        gc.enable()


def test_a_derivation_may_be_too_deep() -> None:
    words = ["1"] * 2000
    grammar = Grammar([*rules("TOP", "N", lambda _, n: n), *rules("TOP", "N TOP", lambda _, _n, top: top)])

    found = grammar.readings(words, numbers(words))

    assert found == []
    assert found.exhausted


def test_what_was_understood_of_a_question_that_was_not() -> None:
    grammar = Grammar([
        *rules("NP", "the? N", lambda _, n: n),
        *rules("NP", "NP of NP", lambda _, a, b: (a, b)),
        *rules("TOP", "what is NP", lambda _, np: np),
    ])  # fmt: skip
    words = ["what", "was", "the", "x", "of", "y", "but", "z"]
    seeds = [Seed(k, k + 1, "N", words[k]) for k in (3, 5, 7)]

    assert grammar.readings(words, seeds) == []
    assert grammar.understood(words, seeds, ["NP"]) == [(2, 6), (7, 8)]
    assert grammar.understood(words, seeds, ["UNHEARD"]) == []


@given(st.lists(st.sampled_from(["1", "plus"]), min_size=1, max_size=12))
def test_only_well_formed_sums_are_sums(words: list[str]) -> None:
    good = len(words) % 2 == 1 and all((word == "plus") == bool(k % 2) for k, word in enumerate(words))

    assert bool(SUM.readings(words, numbers(words))) == good


# Random grammars, beside a parser that tries every rule on every span until nothing changes

WORDS = ["x", "y"]
CATEGORIES = ["TOP", "A", "B", "C"]
Table = dict[tuple[str, int, int], dict[int, int]]


class Mixed:
    """A builder whose values are few: it adds up its parts, refuses some sums, and ranks others."""

    def __init__(self, offset: int, refused: int) -> None:
        self.offset = offset
        self.refused = refused

    def __call__(self, modulus: int, *values: int) -> int | Ranked | None:
        value = (sum((k + 1) * value for k, value in enumerate(values)) + self.offset) % modulus
        if value == self.refused:
            return None
        return Ranked(((value, 0), ((value + 1) % modulus, 2))) if value == 0 else value


parts = st.lists(st.sampled_from([*WORDS, "x|y", *CATEGORIES, *CATEGORIES]), min_size=1, max_size=4)
builders = st.builds(Mixed, st.integers(0, 4), st.integers(0, 4))
grammars = st.lists(
    st.builds(Rule, st.sampled_from(CATEGORIES), parts.map(tuple), builders, st.integers(0, 3)), min_size=1, max_size=8
)
tokens = st.lists(st.sampled_from([*WORDS, "z"]), min_size=1, max_size=6)


@st.composite
def seeded(draw: st.DrawFn) -> tuple[list[str], list[Seed]]:
    words = draw(tokens)
    spans = st.sampled_from(list(combinations(range(len(words) + 1), 2)))
    seed = st.builds(
        lambda span, *rest: Seed(*span, *rest), spans, st.sampled_from(CATEGORIES), st.integers(0, 4), st.integers(0, 3)
    )
    return words, draw(st.lists(seed, max_size=6))


def naive(grammar: list[Rule], words: list[str], seeds: list[Seed]) -> Table:
    table: Table = {}
    for seed in seeds:
        keep(table, (seed.symbol, seed.start, seed.end), seed.value, seed.cost)
    spans = list(combinations(range(len(words) + 1), 2))
    changed = True
    while changed:
        changed = False
        for rule in grammar:
            for start, end in spans:
                for values, cost in naive_parts(table, words, rule.parts, start, end):
                    built = rule.build(5, *values)
                    ranked = built.alternatives if isinstance(built, Ranked) else ((built, 0),)
                    for value, extra in ranked:
                        changed |= keep(table, (rule.target, start, end), value, cost + rule.cost + extra)
    return table


def naive_parts(
    table: Table, words: list[str], symbols: tuple[str, ...], start: int, end: int
) -> list[tuple[tuple[int, ...], int]]:
    if not symbols:
        return [((), 0)] if start == end else []
    found: list[tuple[tuple[int, ...], int]] = []
    for middle in range(start + 1, end + 1):
        firsts: list[tuple[tuple[int, ...], int]]
        if is_category(symbols[0]):
            firsts = [((value,), cost) for value, cost in table.get((symbols[0], start, middle), {}).items()]
        else:
            firsts = [((), 0)] if middle == start + 1 and words[start] in symbols[0].split("|") else []
        rests = naive_parts(table, words, symbols[1:], middle, end) if firsts else []
        found += [(first + rest, cost + more) for first, cost in firsts for rest, more in rests]
    return found


def keep(table: Table, place: tuple[str, int, int], value: int | None, cost: int) -> bool:
    values = table.setdefault(place, {})
    if value is None or values.get(value, cost + 1) <= cost:
        return False
    values[value] = cost
    return True


@given(grammars, seeded())
def test_values_and_least_costs_are_those_of_a_naive_parser(
    grammar: list[Rule], question: tuple[list[str], list[Seed]]
) -> None:
    words, seeds = question
    expected = naive(grammar, words, seeds)

    found = Grammar(grammar).readings(words, seeds, 5)

    assert found == sorted(expected.get(("TOP", 0, len(words)), {}).items(), key=lambda v: (v[1], repr(v[0])))
    assert not found.exhausted


@given(grammars, seeded(), st.integers(0, 12))
def test_too_small_a_budget_is_told_and_gives_nothing_wrong(
    grammar: list[Rule], question: tuple[list[str], list[Seed]], most_built: int
) -> None:
    words, seeds = question
    full = Grammar(grammar).readings(words, seeds, 5)

    found = Grammar(grammar).readings(words, seeds, 5, most_built=most_built)

    assert all(value in dict(full) and cost >= dict(full)[value] for value, cost in found)
    assert found.exhausted or found == full


@given(grammars, seeded())
def test_spans_that_have_values_are_understood(grammar: list[Rule], question: tuple[list[str], list[Seed]]) -> None:
    words, seeds = question
    grammar = [*grammar, Rule("TOP", ("A", "B"), Mixed(0, 0))]
    understood = Grammar(grammar).understood(words, seeds, ["A"])

    for (symbol, start, end), values in naive(grammar, words, seeds).items():
        assert symbol != "A" or not values or any(s <= start and end <= e for s, e in understood)
    assert all(a < b and c < d for (a, c), (b, d) in pairwise(understood))
