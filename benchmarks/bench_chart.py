"""How long the chart parser takes for a question, on a made-up grammar of the size of that of English.

python benchmarks/bench_chart.py
"""

from __future__ import annotations

import gc
import random
import sys
import time
from typing import TYPE_CHECKING

from timing import heading, latency

from kgqa.ask.chart import Grammar, Rule, Seed, rules

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = 200
LENGTHS = {12: 1.0, 25: 10.0, 48: 60.0}
"""Milliseconds that recognising a question of so many tokens should take, at most."""
OPENINGS = (
    "who|whom",
    "what|which",
    "when|where",
    "how many",
    "list|name",
    "is|are|was|were",
    "do|does|did",
    "tell me",
)
JOINTS = ("in", "of", "with", "by", "from", "to", "at", "on", "and", "or", "than", "that|which|who", "'s", "not")
FILLERS = ("the", "a|an", "all|every", "the|a", "the|some|any", "please", "there", "than", "more|less", "most|least")
KINDS = ("E", "N", "V", "C", "D", "A")
PHRASES = ("NP", "X", "DEF", "SOME", "VP", "PP", "CLAUSE", "MEMBERS", "VALUE", "MEASURE", "COMPARED", "BEST")


def phrase(_: object, *parts: object) -> tuple[object, ...]:
    return parts


def grammar_rules(draw: random.Random) -> Iterator[Rule]:
    """About 600 rules: noun phrases that nest and can be attached in many ways, and questions that begin with words."""
    for kind in KINDS:
        yield from rules(draw.choice(PHRASES), kind, phrase, 1)
    for lower in PHRASES[1:]:
        yield from rules("NP", lower, phrase)
    yield from rules("X", "NP N", phrase, 1)
    yield from rules("DEF", "A NP", phrase, 1)
    for _ in range(150):
        pattern = f"{draw.choice(FILLERS)}? {draw.choice(KINDS)} {draw.choice(JOINTS)} {draw.choice(PHRASES)}"
        yield from rules(draw.choice(PHRASES), pattern, phrase, draw.randrange(3))
    for joint in JOINTS:
        yield Rule("X", ("NP", joint, "NP"), phrase, 1)
    for _ in range(60):
        yield Rule(draw.choice(PHRASES), (draw.choice(PHRASES), draw.choice(JOINTS), draw.choice(PHRASES)), phrase, 2)
    for _ in range(240):
        middle = " ".join(draw.choice((*KINDS, *PHRASES, *FILLERS)) for _ in range(draw.randrange(1, 4)))
        yield Rule("Q", (*draw.choice(OPENINGS).split(), *middle.split(), draw.choice(PHRASES)), phrase)
    yield from rules("TOP", "Q please?", phrase)


def question(draw: random.Random, made: list[Rule], length: int) -> tuple[list[str], list[Seed]]:
    """A question that the rules make, and what the lexicon knows its words as: some of them as several things."""
    parts = None
    while parts is None:
        parts = derived(draw, made, "TOP", length)
    words, seeds = [], []
    for k, part in enumerate(parts):
        words.append(draw.choice(part.split("|")) if part.islower() else f"word{k}")
        if not part.islower():
            more = draw.sample(KINDS, draw.choice((0, 0, 1, 2)))
            seeds += [Seed(k, k + 1, kind, f"{kind.lower()}{k}", cost) for cost, kind in enumerate((part, *more))]
    return words, seeds


def derived(draw: random.Random, made: list[Rule], symbol: str, length: int) -> list[str] | None:
    """Literals and kinds, as many as `length`, that a category may be made of; None if it was not found by trying."""
    if not symbol.isupper() or symbol in KINDS:
        return [symbol] if length == 1 else None
    for rule in draw.sample(fitting := [r for r in made if r.target == symbol], min(20, len(fitting))):
        larger = [part in PHRASES or part == "Q" for part in rule.parts]
        spare = length - len(rule.parts)
        if spare < 0 or (spare and not any(larger)):
            continue
        shares = [0] * len(rule.parts)
        for _ in range(spare):
            shares[draw.choice([k for k, large in enumerate(larger) if large])] += 1
        found = [derived(draw, made, part, 1 + share) for part, share in zip(rule.parts, shares, strict=True)]
        if all(found):
            return [part for each in found for part in each or ()]
    return None


def main() -> int:
    draw = random.Random(11)
    made = list(dict.fromkeys(grammar_rules(draw)))
    started = time.perf_counter()
    grammar = Grammar(made)
    taken = 1000 * (time.perf_counter() - started)
    print(f"{len(made)} rules, {len(grammar.before)} nodes, compiled in {taken:.1f} ms")
    gc.freeze()  # as the server does
    heading()
    for length, bar in LENGTHS.items():
        cases = [question(draw, made, length) for _ in range(CASES)]
        latency(f"recognise {length} tokens", lambda case: grammar.recognise(*case), cases, bar)
        read = latency(f"read {length} tokens", lambda case: grammar.readings(*case), cases)
        print(f"  {read} of them have readings")
    return 0


if __name__ == "__main__":
    sys.exit(main())
