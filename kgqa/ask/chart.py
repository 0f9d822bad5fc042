"""A chart parser: the cheapest ways in which a grammar composes the tokens of a question.

Symbols come first: which categories, and which beginnings of rules (a trie shares them), hold which spans. Starts are
taken from right to left, and the ends of what starts at one place are the bits of one integer, so that one step
settles many spans. Values come second, and only those that the whole question asks for, cheapest first and no more
than are wanted (L. Huang, D. Chiang, "Better k-best parsing", IWPT 2005, algorithm 3). Categories that unary rules
turn into one another share a queue (D. Knuth, "A generalization of Dijkstra's algorithm", 1977), so that cycles end.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby, product
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from kgqa.ask.forest import Forest, Ranked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["Grammar", "Ranked", "Readings", "Rule", "Seed", "is_category", "rules"]

Ends: TypeAlias = "dict[int, int]"
"""Of the nodes that start at one token: where they end, as bits."""

MOST_VALUES = 40
MOST_BUILT = 20_000


@dataclass(frozen=True, slots=True)
class Rule:
    """`target` is made of `parts`, at a `cost` that is not negative.

    Parts in capitals are categories; others are literal words, alternatives apart by "|". `build` takes the context
    and the values of the categories; it gives a value, `Ranked` ones, or None: there is none. Values are hashable, and
    depend on nothing but what `build` takes.
    """

    target: str
    parts: tuple[str, ...]
    build: Callable[..., Any]
    cost: int = 0


@dataclass(frozen=True, slots=True)
class Seed:
    """A span of tokens, from `start` up to `end`, that the lexicon knows as `symbol`."""

    start: int
    end: int
    symbol: str
    value: Any
    cost: int = 0


class Readings(list[tuple[Any, int]]):
    """Values of the goal over the whole input, each with its cost; `exhausted`: there may be more, but time is up."""

    exhausted = False


def rules(target: str, pattern: str, build: Callable[..., Any], cost: int = 0) -> list[Rule]:
    """The rules of a pattern in which "?" after a part makes it optional.

    >>> [rule.parts for rule in rules("NP", "the? N", lambda _, n: n)]
    [('the', 'N'), ('N',)]
    """
    choices = [((part[:-1],), ()) if part.endswith("?") else ((part,),) for part in pattern.split()]
    return [Rule(target, tuple(p for choice in chosen for p in choice), build, cost) for chosen in product(*choices)]


def is_category(part: str) -> bool:
    """Whether a part of a rule is a category, not literal words."""
    return part.isupper()


class Grammar:
    """Rules compiled for parsing.

    A node is a symbol (a category, a group of literal words) or a longer beginning of rules: its `before`, one node
    more, and the symbol that follows. Symbols have the least numbers. Rules without parts are left out.
    """

    def __init__(self, grammar_rules: Iterable[Rule], goal: str = "TOP") -> None:
        distinct = [rule for rule in dict.fromkeys(grammar_rules) if rule.parts]
        names = dict.fromkeys(name for rule in distinct for name in (rule.target, *rule.parts))
        self.goal = goal
        self.ids = {name: number for number, name in enumerate(dict.fromkeys((goal, *names)))}
        self.is_literal = [not is_category(name) for name in self.ids]
        self.literals: defaultdict[str, list[int]] = defaultdict(list)
        for name, symbol in self.ids.items():
            for word in dict.fromkeys(name.split("|")) if self.is_literal[symbol] else ():
                self.literals[word].append(symbol)
        self.words = frozenset(self.literals)
        self.before = [(symbol, symbol) for symbol in self.ids.values()]
        self.following: list[dict[int, int]] = [{} for _ in self.ids]
        ending = [(rule, self._node([self.ids[part] for part in rule.parts])) for rule in distinct]
        self.follows = [frozenset(following) for following in self.following]
        self._link(ending)

    def _node(self, parts: Sequence[int]) -> int:
        node = parts[0]
        for part in parts[1:]:
            if part not in self.following[node]:
                self.following[node][part] = len(self.before)
                self.before.append((node, part))
                self.following.append({})
            node = self.following[node][part]
        return node

    def _link(self, ending: Iterable[tuple[Rule, int]]) -> None:
        """What every node completes, and for every cycle of unary rules the nodes from outside that complete it."""
        targets: defaultdict[int, dict[int, None]] = defaultdict(dict)
        for rule, node in ending:
            targets[node][self.ids[rule.target]] = None
        self.reached = [_closure(node, targets) for node in range(len(self.before))]
        self.members = [[s for s in self.reached[symbol] if symbol in self.reached[s]] for symbol in self.ids.values()]
        self.cycle = [min(members) for members in self.members]
        self.inner: defaultdict[int, list[tuple[Rule, int]]] = defaultdict(list)
        self.outer: dict[int, dict[int, list[tuple[Rule, int]]]] = {cycle: {} for cycle in self.cycle}
        for rule, node in ending:
            target = self.ids[rule.target]
            if node < len(self.ids) and self.cycle[node] == self.cycle[target]:
                self.inner[node].append((rule, target))
            else:
                self.outer[self.cycle[target]].setdefault(node, []).append((rule, target))

    def readings(
        self,
        words: Sequence[str],
        seeds: Iterable[Seed],
        context: Any = None,
        *,
        most_values: int = MOST_VALUES,
        most_built: int = MOST_BUILT,
    ) -> Readings:
        """The values of the goal over all words, cheapest first, equal costs by `repr`; at most `most_values` of them.

        No span has more values than that as one category, the cheapest; and no more than `most_built` compositions
        are tried, or the readings are `exhausted`.
        """
        seeds = list(seeds)
        spans = self.recognise(words, seeds)
        if not spans[0].get(self.ids[self.goal], 0) >> len(words) & 1:
            return Readings()
        forest = Forest(self, spans, seeds, (context,), most_values=most_values, most_built=most_built)
        found = Readings(forest.cheapest(self.ids[self.goal], 0, len(words)))
        found.sort(key=itemgetter(1))
        tied = (list(those) for _, those in groupby(found, key=itemgetter(1)))
        found[:] = [each for those in tied for each in (sorted(those, key=_written) if len(those) > 1 else those)]
        found.exhausted = forest.exhausted
        return found

    def understood(self, words: Sequence[str], seeds: Iterable[Seed], symbols: Iterable[str]) -> list[tuple[int, int]]:
        """The spans that are one of the categories, whatever their values, and are within no other such span."""
        wanted = [self.ids[symbol] for symbol in symbols if symbol in self.ids]
        longest: list[tuple[int, int]] = []
        for start, ends in enumerate(self.recognise(words, seeds)):
            end = max((ends.get(symbol, 0).bit_length() - 1 for symbol in wanted), default=0)
            if end > (longest[-1][1] if longest else 0):
                longest.append((start, end))
        return longest

    def recognise(self, words: Sequence[str], seeds: Iterable[Seed]) -> list[Ends]:
        """For every token, where the nodes that start there end."""
        spans: list[Ends] = [{} for _ in range(len(words) + 1)]
        for k, word in enumerate(words):
            spans[k].update(dict.fromkeys(self.literals.get(word, ()), 2 << k))
        for seed in seeds:
            symbol = self.ids.get(seed.symbol)
            if symbol is not None and not self.is_literal[symbol]:
                spans[seed.start][symbol] = spans[seed.start].get(symbol, 0) | 1 << seed.end
        later = [_Later(self, {}) for _ in spans]
        for start in reversed(range(len(words))):
            spans[start] = self._starting(spans[start], later)
            later[start] = _Later(self, spans[start])
        return spans

    def _starting(self, first: Ends, later: Sequence[_Later]) -> Ends:
        """All that starts where `first` does."""
        ends: Ends = {}
        agenda: list[tuple[int, int]] = []
        self._add(first.items(), ends, agenda)
        while agenda:
            node, pending = agenda.pop()
            while pending:
                last = pending & -pending
                pending ^= last
                longer = later[last.bit_length() - 1].longer(node)
                if longer:
                    self._add(longer, ends, agenda)
        return ends

    def _add(self, nodes: Iterable[tuple[int, int]], ends: Ends, agenda: list[tuple[int, int]]) -> None:
        reached, follows = self.reached, self.follows
        for node, bits in nodes:
            if bits & ~ends.get(node, 0):
                for upper in reached[node]:
                    old = ends.get(upper, 0)
                    new = bits & ~old
                    if new:
                        ends[upper] = old | new
                        if follows[upper]:
                            agenda.append((upper, new))


class _Later:
    """What starts at one token, to follow what ends there."""

    __slots__ = ("_ends", "_following", "_follows", "_longer", "_symbols")

    def __init__(self, grammar: Grammar, ends: Ends) -> None:
        self._following = grammar.following
        self._follows = grammar.follows
        self._ends = ends
        self._symbols = frozenset(node for node in ends if node < len(grammar.ids))
        self._longer: dict[int, list[tuple[int, int]]] = {}

    def longer(self, node: int) -> list[tuple[int, int]]:
        """The nodes that `node` becomes with what starts here, and where they end."""
        known = self._longer.get(node)
        if known is None:
            following, ends = self._following[node], self._ends
            known = [(following[symbol], ends[symbol]) for symbol in self._follows[node] & self._symbols]
            self._longer[node] = known
        return known


def _written(reading: tuple[Any, int]) -> str:
    return repr(reading[0])


def _closure(node: int, targets: dict[int, dict[int, None]]) -> tuple[int, ...]:
    """The node, what it completes, and what unary rules make of that."""
    reached = {node: None}
    agenda = [node]
    for reaching in agenda:
        for target in targets.get(reaching, ()):
            if target not in reached:
                reached[target] = None
                agenda.append(target)
    return tuple(reached)
