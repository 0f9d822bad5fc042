"""A chart parser: all the ways in which a grammar composes the tokens of a question, bottom up.

Rules are binarised by sharing their prefixes, and spans are filled from short to long (Cocke, Kasami, Younger), so
that the time is at most cubic in the number of tokens, whatever the grammar.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Symbol: TypeAlias = "str | tuple[str, ...]"
"""A category or a group of literal words ("is|was"), or the first symbols of a rule."""
Cell: TypeAlias = "dict[Symbol, dict[Any, int]]"
"""What a span may be: values of each symbol, with the least cost of each value."""

_MOST_VALUES = 200


@dataclass(frozen=True, slots=True)
class Rule:
    """`target` is made of `parts`; `build` makes its value from the values of the categories, or None: it is none.

    Parts in capitals are categories; others are literal words, alternatives apart by "|".
    """

    target: str
    parts: tuple[str, ...]
    build: Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Seed:
    """A span of tokens, from `start` up to `end`, that the lexicon knows as `symbol`."""

    start: int
    end: int
    symbol: str
    value: Any
    cost: int = 0


def rules(target: str, pattern: str, build: Callable[..., Any]) -> list[Rule]:
    """The rules of a pattern in which "?" after a part makes it optional.

    >>> [rule.parts for rule in rules("NP", "the? N", lambda n: n)]
    [('the', 'N'), ('N',)]
    """
    choices = [((part[:-1],), ()) if part.endswith("?") else ((part,),) for part in pattern.split()]
    return [Rule(target, tuple(p for choice in chosen for p in choice), build) for chosen in product(*choices)]


class Grammar:
    """Rules compiled for parsing."""

    def __init__(self, grammar_rules: Iterable[Rule]) -> None:
        self._unary: defaultdict[Symbol, list[Rule]] = defaultdict(list)
        self._finish: defaultdict[Symbol, list[Rule]] = defaultdict(list)
        self._extend: defaultdict[Symbol, dict[str, tuple[str, ...]]] = defaultdict(dict)
        self._literals: defaultdict[str, list[str]] = defaultdict(list)
        for rule in dict.fromkeys(grammar_rules):
            self._add(rule)
        self.words = frozenset(self._literals)

    def _add(self, rule: Rule) -> None:
        for part in rule.parts:
            if part not in self._literals.get(part.split("|")[0], ()) and not is_category(part):
                for word in part.split("|"):
                    self._literals[word].append(part)
        if len(rule.parts) == 1:
            self._unary[rule.parts[0]].append(rule)
            return
        prefix: Symbol = rule.parts[0]
        for k in range(1, len(rule.parts)):
            longer = rule.parts[: k + 1]
            self._extend[prefix][rule.parts[k]] = longer
            prefix = longer
        self._finish[prefix].append(rule)

    def parse(self, words: Sequence[str], seeds: Iterable[Seed]) -> list[list[Cell]]:
        """The chart: `chart[i][j]` holds what the words from i up to j may be."""
        length = len(words)
        chart: list[list[Cell]] = [[{} for _ in range(length + 1)] for _ in range(length + 1)]
        for k, word in enumerate(words):
            for literal in self._literals.get(word, ()):
                _put(chart[k][k + 1], literal, (), 0)
        for seed in seeds:
            _put(chart[seed.start][seed.end], seed.symbol, seed.value, seed.cost)
        for size in range(1, length + 1):
            for start in range(length - size + 1):
                self._fill(chart, start, start + size)
        return chart

    def _fill(self, chart: list[list[Cell]], start: int, end: int) -> None:
        cell = chart[start][end]
        for middle in range(start + 1, end):
            left, right = chart[start][middle], chart[middle][end]
            if not left or not right:
                continue
            for symbol in list(left):
                for following, longer in self._extend.get(symbol, {}).items():
                    if following in right:
                        values = _pairs(symbol, left[symbol], following, right[following])
                        self._complete(cell, longer, values)
        agenda = list(cell)
        for symbol in agenda:
            for rule in self._unary.get(symbol, ()):
                if self._build(cell, rule, cell[symbol], whole=False):
                    agenda.append(rule.target)

    def _complete(self, cell: Cell, symbols: tuple[str, ...], values: dict[Any, int]) -> None:
        if symbols in self._extend:
            for value, cost in values.items():
                _put(cell, symbols, value, cost)
        for rule in self._finish.get(symbols, ()):
            self._build(cell, rule, values, whole=True)

    def _build(self, cell: Cell, rule: Rule, values: dict[Any, int], *, whole: bool) -> bool:
        new = False
        for value, cost in list(values.items()):
            built = rule.build(*(value if whole else _as_value(rule.parts[0], value)))
            if built is not None:
                new |= _put(cell, rule.target, built, cost)
        return new


def _pairs(symbol: Symbol, lefts: dict[Any, int], following: str, rights: dict[Any, int]) -> dict[Any, int]:
    """The values of two symbols together, with their least costs."""
    values: dict[Any, int] = {}
    for (left, left_cost), (right, right_cost) in product(lefts.items(), rights.items()):
        before = left if isinstance(symbol, tuple) else _as_value(symbol, left)
        value, cost = before + _as_value(following, right), left_cost + right_cost
        values[value] = min(cost, values.get(value, cost))
        if len(values) >= _MOST_VALUES:
            break
    return values


def is_category(part: str) -> bool:
    """Whether a part of a rule is a category, not literal words."""
    return part.isupper()


def _as_value(symbol: str, value: Any) -> tuple[Any, ...]:
    return (value,) if is_category(symbol) else ()


def _put(cell: Cell, symbol: Symbol, value: Any, cost: int) -> bool:
    values = cell.setdefault(symbol, {})
    if value in values:
        better = cost < values[value]
        values[value] = min(cost, values[value])
        return better
    if len(values) >= _MOST_VALUES:
        return False
    values[value] = cost
    return True
