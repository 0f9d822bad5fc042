"""The values of what a chart has recognised, lazily and cheapest first.

A stream gives the k-th cheapest of its members when it is asked for it, and asks its own parts for no more than that
takes (L. Huang, D. Chiang, "Better k-best parsing", IWPT 2005, algorithm 3). Costs are not negative, so that what a
queue gives next is never cheaper than what it gave (D. Knuth, "A generalization of Dijkstra's algorithm", 1977).
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kgqa.ask.chart import Grammar, Rule, Seed

Found: TypeAlias = "tuple[tuple[int, ...], int]"
"""The numbers of the values of some categories, and what they cost together."""
Made: TypeAlias = "list[tuple[Rule, int]]"
"""Rules with the numbers of their targets."""
_SETTLE, _MAKE, _DRAW = range(3)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Several values that a rule builds of the same parts, each with what it costs more; no cost is negative."""

    alternatives: tuple[tuple[Any, int], ...]


class _Stream(Protocol):
    def get(self, k: int) -> Found | None:
        """The k-th cheapest member, or None: there are fewer."""


class _Nothing:
    """The only member of literal words: no values, at no cost."""

    def get(self, k: int) -> Found | None:
        return None if k else ((), 0)


class _Pairs:
    """What two streams are together, over each of some splits; each member once, at its least cost."""

    __slots__ = ("_forest", "_found", "_heap", "_seen", "_splits")

    def __init__(self, forest: Forest, splits: list[tuple[_Stream, _Stream]]) -> None:
        self._forest = forest
        self._splits = splits
        self._heap = [(0, number, 0, 0) for number in range(len(splits))]
        self._found: list[Found] = []
        self._seen: set[tuple[int, ...]] = set()

    def get(self, k: int) -> Found | None:
        # A cost in the heap may be too low: it is known only when the parts have been asked.
        heap, found = self._heap, self._found
        while len(found) <= k:
            if not heap or self._forest.exhausted:
                return None
            bound, number, a, b = heappop(heap)
            left = self._splits[number][0].get(a)
            right = self._splits[number][1].get(b) if left is not None else None
            if left is None or right is None:
                continue
            cost = left[1] + right[1]
            if cost > bound:
                heappush(heap, (cost, number, a, b))
                continue
            heappush(heap, (cost, number, a, b + 1))
            if b == 0:
                heappush(heap, (cost, number, a + 1, 0))
            numbers = left[0] + right[0]
            if numbers not in self._seen:
                self._seen.add(numbers)
                found.append((numbers, cost))
        return found[k]


class _Item:
    """The values of one category over one span, at most as many as the forest keeps."""

    __slots__ = ("_queue", "found", "seen")

    def __init__(self, queue: _Queue) -> None:
        self._queue = queue
        self.found: list[Found] = []
        self.seen: set[int] = set()

    def get(self, k: int) -> Found | None:
        # One frame for each level of a derivation: what is asked for a value may lie deep below.
        found, queue = self.found, self._queue
        if k >= queue.forest.most_values:
            return None
        if len(found) <= k:
            heap = queue.open()
            while len(found) <= k:
                if not heap:
                    return None
                cost, kind, _, what, which = heappop(heap)
                if kind == _SETTLE:
                    queue.settle(cost, what, which)
                elif queue.forest.exhausted:
                    continue
                elif kind == _MAKE:
                    queue.make(cost, what, which)
                else:
                    queue.drawn(cost, what, which, what[0].get(which))
        return found[k]


class _Queue:
    """What is still to do for one span as the categories of one cycle of unary rules, the cheapest first."""

    __slots__ = ("_heap", "_number", "_pushed", "_span", "forest", "items")

    def __init__(self, forest: Forest, number: int, span: tuple[int, int]) -> None:
        self.forest = forest
        self._number = number
        self._span = span
        self._heap: list[tuple[int, int, int, Any, Any]] = []
        self._pushed = -1
        self.items = {category: _Item(self) for category in forest.grammar.members[number]}

    def open(self) -> list[tuple[int, int, int, Any, Any]]:
        """The heap of steps: cost, kind, order, and what the step takes."""
        if self._pushed < 0:
            self._pushed = 0
            for category in self.items:
                for value, cost in self.forest.seeded(category, *self._span):
                    self._push(cost, _SETTLE, category, value)
            for stream, made in self.forest.streams(self._number, *self._span):
                self._push(0, _DRAW, (stream, made), 0)
        return self._heap

    def _push(self, cost: int, kind: int, what: Any, which: Any) -> None:
        self._pushed += 1
        heappush(self._heap, (cost, kind, self._pushed, what, which))

    def settle(self, cost: int, category: int, value: int) -> None:
        """The category has the value, at the least cost unless it had it before."""
        item = self.items[category]
        if value in item.seen or len(item.found) >= self.forest.most_values:
            return
        item.seen.add(value)
        item.found.append(((value,), cost))
        for rule, target in self.forest.grammar.inner.get(category, ()):
            self._push(cost + rule.cost, _MAKE, (rule, target), (value,))

    def make(self, cost: int, made: tuple[Rule, int], values: tuple[int, ...]) -> None:
        """Build what a rule makes of values."""
        rule, target = made
        if len(self.items[target].found) < self.forest.most_values:
            for value, extra in self.forest.build(rule, values):
                self._push(cost + extra, _SETTLE, target, value)

    def drawn(self, cost: int, drawing: tuple[_Stream, Made], k: int, found: Found | None) -> None:
        """Go on with the k-th member of a stream, which was expected to cost no less than `cost`."""
        if found is None:
            return
        values, real = found
        if real > cost:
            self._push(real, _DRAW, drawing, k)
            return
        for rule, target in drawing[1]:
            self._push(cost + rule.cost, _MAKE, (rule, target), values)
        self._push(cost, _DRAW, drawing, k + 1)


class Forest:
    """All derivations over spans that a grammar has recognised, and the values that they build.

    Values go by numbers, so that each is hashed once. `exhausted` says that more than `most_built` compositions would
    have been tried.
    """

    def __init__(
        self,
        grammar: Grammar,
        spans: Sequence[dict[int, int]],
        seeds: Iterable[Seed],
        context: tuple[Any, ...],
        *,
        most_values: int,
        most_built: int,
    ) -> None:
        self.grammar = grammar
        self.most_values = most_values
        self.exhausted = False
        self._left = most_built
        self._context = context
        self._spans = spans
        self._values: list[Any] = []
        self._numbers: dict[Any, int] = {}
        self._built: dict[tuple[int, tuple[int, ...]], list[tuple[int, int]]] = {}
        self._queues: dict[tuple[int, int, int], _Queue] = {}
        self._streams: dict[tuple[int, int, int], _Stream] = {}
        self._seeds: dict[tuple[int, int, int], list[tuple[int, int]]] = {}
        for seed in seeds:
            if seed.symbol in grammar.ids:
                place = (grammar.ids[seed.symbol], seed.start, seed.end)
                self._seeds.setdefault(place, []).append((self._number(seed.value), seed.cost))

    def cheapest(self, category: int, start: int, end: int) -> list[tuple[Any, int]]:
        """The values of a category over a span that it was recognised for, with their costs; to be asked once."""
        item = self._item(category, start, end)
        try:
            item.get(self.most_values - 1)
        except RecursionError:
            self.exhausted = True
        # Without cycles of references, what was built is freed at once, not when all garbage is collected.
        for queue in self._queues.values():
            queue.items.clear()
        self._queues.clear()
        self._streams.clear()
        return [(self._values[values[0]], cost) for values, cost in item.found]

    def seeded(self, category: int, start: int, end: int) -> Sequence[tuple[int, int]]:
        """The values that the seeds give, with their costs."""
        return self._seeds.get((category, start, end), ())

    def streams(self, cycle: int, start: int, end: int) -> Iterator[tuple[_Stream, Made]]:
        """What the categories of a cycle of unary rules may be made of from outside it, and the rules to do so."""
        made, ends = self.grammar.outer[cycle], self._spans[start]
        for node in made.keys() & ends.keys():
            if ends[node] >> end & 1:
                yield self._stream(node, start, end), made[node]

    def build(self, rule: Rule, values: tuple[int, ...]) -> list[tuple[int, int]]:
        """The values that a rule builds of values, with what each costs more; none when time is up."""
        key = (id(rule.build), values)
        known = self._built.get(key)
        if self._left <= 0:
            self.exhausted = True
            return []
        self._left -= 1
        if known is None:
            value = rule.build(*self._context, *(self._values[number] for number in values))
            ranked = value.alternatives if isinstance(value, Ranked) else () if value is None else ((value, 0),)
            known = self._built[key] = [(self._number(each), extra) for each, extra in ranked]
        return known

    def _number(self, value: Any) -> int:
        number = self._numbers.setdefault(value, len(self._values))
        if number == len(self._values):
            self._values.append(value)
        return number

    def _item(self, category: int, start: int, end: int) -> _Item:
        place = (self.grammar.cycle[category], start, end)
        queue = self._queues.get(place)
        if queue is None:
            queue = self._queues[place] = _Queue(self, place[0], (start, end))
        return queue.items[category]

    def _stream(self, node: int, start: int, end: int) -> _Stream:
        grammar = self.grammar
        before, last = grammar.before[node]
        if grammar.is_literal[last]:
            return _NOTHING if before == node else self._stream(before, start, end - 1)
        if before == node:
            return self._item(node, start, end)
        place = (node, start, end)
        if place not in self._streams:
            self._streams[place] = _Pairs(
                self,
                [
                    (self._stream(before, start, middle), self._item(last, middle, end))
                    for middle in range(start + 1, end)
                    if self._spans[start].get(before, 0) >> middle & 1 and self._spans[middle].get(last, 0) >> end & 1
                ],
            )
        return self._streams[place]


_NOTHING = _Nothing()
