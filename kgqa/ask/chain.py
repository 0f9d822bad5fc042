"""The shortest chain of steps between two things, in as few named relations as there are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from kgqa.ask.degree import Apart, named, values
from kgqa.ask.hop import Hop, hops_between
from kgqa.model import ASSERTED_GRAPH, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from networkx import Graph

    from kgqa.ask.lexicon import Lexicon
    from kgqa.ask.ways import Ways
    from kgqa.model import IRI, Term, Triple
    from kgqa.store import Store

MOST_THINGS = 20_000
"""Things that a search comes by before it gives up."""
MOST_OF_ONE = 500
"""Facts about one thing that are followed: what half the graph points to relates nothing."""
MOST_PATHS = 24
LONGEST = 24
"""Steps in a chain: a longer one tells nobody anything."""
LONGEST_NAMED = 8
"""Steps that one name may stand for within a chain."""


class Search(NamedTuple):
    """The chain found, if any; `ruled_out`: that there is none is certain."""

    hops: tuple[Hop, ...] | None
    ruled_out: bool = False


def find_chain(start: IRI, end: IRI, ways: Ways, lexicon: Lexicon, store: Store) -> Search:
    """What leads from `start` to `end` in the fewest steps, told in the fewest hops; the steps are those of `ways`."""
    from networkx import all_shortest_paths, has_path

    graph, whole = _explored(start, end, ways, store)
    if start not in graph or end not in graph or not has_path(graph, start, end):
        return Search(None, ruled_out=whole)
    paths = islice(all_shortest_paths(graph, start, end), MOST_PATHS)
    told = [hops for path in paths if (hops := _Path(path, ways, lexicon, store).fewest_hops(graph))]
    if not told:
        return Search(None)
    return Search(min(told, key=_length))


def _length(hops: Sequence[Hop]) -> tuple[int, int, tuple[str, ...]]:
    return (len(hops), sum(hop.rank for hop in hops), tuple(hop.noun or "" for hop in hops))


def _explored(start: IRI, end: IRI, ways: Ways, store: Store) -> tuple[Graph[Term], bool]:
    """The steps around both things until they meet, and whether all that can be reached from one of them is there."""
    from networkx import Graph as Undirected

    graph: Graph[Term] = Undirected()
    graph.add_nodes_from((start, end))
    sides: tuple[set[Term], set[Term]] = ({start}, {end})
    edges: list[list[Term]] = [[start], [end]]
    whole = True
    for _ in range(LONGEST):
        near = 0 if len(edges[0]) <= len(edges[1]) else 1
        reached: set[Term] = set()
        for thing in edges[near]:
            for followed, (value, fact) in enumerate(_around(thing, ways, store)):
                if followed == MOST_OF_ONE:
                    whole = False
                    break
                graph.add_edge(thing, value, fact=fact)
                if value not in sides[near]:
                    reached.add(value)
        sides[near].update(reached)
        edges[near] = sorted(reached, key=str)
        if not reached or sides[0] & sides[1]:
            return graph, whole
        if len(graph) > MOST_THINGS:
            break
    return graph, False


def _around(thing: Term, ways: Ways, store: Store) -> Iterator[tuple[Term, Triple]]:
    if ways.marked:
        yield from ((v, f) for v, f in values(thing, ways.steps, store) if not isinstance(v, Literal))
        return
    for facts in (store.match(thing, graph=ASSERTED_GRAPH), store.match(None, None, thing, graph=ASSERTED_GRAPH)):
        for fact in facts:
            other = fact.object if fact.subject == thing else fact.subject
            if fact.predicate in ways.named and not isinstance(other, Literal):
                yield other, fact


@dataclass(frozen=True)
class _Path:
    """Things from the start to the end, to be told in as few names as there are."""

    things: Sequence[Term]
    ways: Ways
    lexicon: Lexicon
    store: Store

    def fewest_hops(self, graph: Graph[Term]) -> tuple[Hop, ...]:
        """By dynamic programming over the things; what has no name of its own is a hop without a noun."""
        best: list[tuple[Hop, ...] | None] = [(), *[None] * (len(self.things) - 1)]
        for end in range(1, len(self.things)):
            for begin in range(max(0, end - LONGEST_NAMED), end):
                before, hop = best[begin], self._hop(begin, end)
                if hop is None and end == begin + 1:
                    hop = Hop(None, None, (graph.edges[self.things[begin], self.things[end]]["fact"],), 0)
                if hop is not None and before is not None:
                    known = best[end]
                    best[end] = (*before, hop) if known is None else min(known, (*before, hop), key=_length)
        return best[-1] or ()

    def _hop(self, begin: int, end: int) -> Hop | None:
        """The one name for a part of the path, if there is one."""
        single = end == begin + 1
        if single or self.ways.marked:
            for hop in hops_between(self.things[begin], self.things[end], self.ways, self.lexicon, self.store):
                if hop.noun and hop.relation and (single or hop.relation.property not in self.ways.vague):
                    return hop
        return None if single else self._degree(begin, end)

    def _degree(self, begin: int, end: int) -> Hop | None:
        """The degree that names a part of the path which goes up first and then down."""
        for iri, degrees in self.ways.degrees.items():
            steps = [turn.get(iri, 0) for turn in self._turns[begin:end]]
            if 0 in steps or steps != sorted(steps, reverse=True):
                continue
            apart = Apart(steps.count(1), steps.count(-1))
            degree = named(degrees, apart, self.things[end], self.store)
            if degree is not None:
                pairs = pairwise(self.things[begin : end + 1])
                facts = tuple(fact for one, other in pairs for fact in self._facts(iri, one, other))
                return Hop(degree.name(apart), None, facts, degree.order(apart))
        return None

    @cached_property
    def _turns(self) -> list[dict[IRI, int]]:
        """For each step whether it leads up (1) or down (-1) by the properties that have degrees."""
        return [
            {
                iri: 1 if facts[0].subject == one else -1
                for iri in self.ways.degrees
                if (facts := self._facts(iri, one, other))
            }
            for one, other in pairwise(self.things)
        ]

    def _facts(self, iri: IRI, one: Term, other: Term) -> list[Triple]:
        return [*self.store.match(one, iri, other), *self.store.match(other, iri, one)][:1]
