"""What a grammar makes of the parts of one sequence of words: which spans are what, and with which values."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from kgqa.ask.chart import MOST_BUILT, MOST_VALUES
from kgqa.ask.forest import Forest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgqa.ask.chart import Grammar, Seed


class Parsed:
    """Words with what the lexicon knows of them, recognised once; values are built when they are asked for."""

    def __init__(self, grammar: Grammar, words: Sequence[str], seeds: Sequence[Seed], context: Any = None) -> None:
        self.words, self.seeds = tuple(words), tuple(seeds)
        self._grammar, self._context = grammar, context
        self._spans = grammar.recognise(words, self.seeds)
        self._forest: Forest | None = None

    def ends(self, symbol: str, start: int) -> Iterator[int]:
        """Where spans that start there end as a category, the longest first."""
        ends = self._spans[start].get(self._grammar.ids.get(symbol, -1), 0)
        while ends:
            end = ends.bit_length() - 1
            ends ^= 1 << end
            yield end

    def has(self, symbol: str, start: int, end: int) -> bool:
        """Whether a span is recognised as a category."""
        return bool(self._spans[start].get(self._grammar.ids.get(symbol, -1), 0) >> end & 1)

    def values(self, symbol: str, start: int, end: int) -> list[tuple[Any, int]]:
        """The values of a span as a category with their costs, the cheapest first, equal costs by `repr`."""
        if not self.has(symbol, start, end):
            return []
        if self._forest is None:
            self._forest = Forest(
                self._grammar,
                self._spans,
                self.seeds,
                (self._context,),
                most_values=MOST_VALUES,
                most_built=MOST_BUILT,
            )
        found = self._forest.cheapest(self._grammar.ids[symbol], start, end)
        return sorted(found, key=lambda pair: (pair[1], repr(pair[0]))) if len(found) > 1 else found

    def cheapest(self, symbol: str, start: int, end: int) -> list[Any]:
        """The values of a span as a category that cost the least."""
        found = self.values(symbol, start, end)
        least = min(map(itemgetter(1), found), default=0)
        return [value for value, cost in found if cost == least]
