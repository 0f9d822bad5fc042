"""The shortest chain of steps between two things, in as few named relations as there are."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from kgqa.ask.climb import values
from kgqa.ask.degree import Apart, named
from kgqa.ask.hop import Hop, hops_between, most_specific
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
MOST_PATHS = 12
LONGEST = 64
"""Steps in a chain: a longer one tells nobody anything."""
LONGEST_NAMED = 8
"""Steps that a property may stand for within a chain; a degree may stand for any number."""


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
    known: dict[tuple[Term, Term], Hop | None] = {}
    names = _Names(ways, lexicon, store)
    told = [hops for path in paths if (hops := _Path(path, known, names).fewest_hops(graph))]
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


class _Path:
    """Things from the start to the end, to be told in as few names as there are.

    `known` keeps what was found between two things, for other paths between the same ends.
    """

    def __init__(self, things: Sequence[Term], known: dict[tuple[Term, Term], Hop | None], names: _Names) -> None:
        self._things, self._known, self._names = things, known, names
        self._leading = [
            {iri: fact for iri in names.ways.degrees if (fact := _fact(iri, one, other, names.store))}
            for one, other in pairwise(things)
        ]

    def fewest_hops(self, graph: Graph[Term]) -> tuple[Hop, ...]:
        """By dynamic programming over the things; what has no name of its own is a hop without a noun."""
        best: list[tuple[Hop, ...] | None] = [(), *[None] * (len(self._things) - 1)]
        for end in range(1, len(self._things)):
            for begin in range(end):
                before, hop = best[begin], self._hop(begin, end)
                if hop is None and end == begin + 1:
                    hop = Hop(None, None, (graph.edges[self._things[begin], self._things[end]]["fact"],), 0)
                if hop is not None and before is not None:
                    known = best[end]
                    best[end] = (*before, hop) if known is None else min(known, (*before, hop), key=_length)
        return best[-1] or ()

    def _hop(self, begin: int, end: int) -> Hop | None:
        """The one name for a part of the path, if there is one."""
        pair = self._things[begin], self._things[end]
        if end - begin <= LONGEST_NAMED and pair not in self._known:
            self._known[pair] = self._names.between(*pair, single=end == begin + 1)
        return self._known.get(pair) or (None if end == begin + 1 else self._degree(begin, end))

    def _degree(self, begin: int, end: int) -> Hop | None:
        """The degree that names a part of the path which goes up first and then down."""
        things, part = self._things[begin:end], self._leading[begin:end]
        for iri, degrees in self._names.ways.degrees.items():
            facts = tuple(leading[iri] for leading in part if iri in leading)
            ups = [fact.subject == thing for fact, thing in zip(facts, things, strict=False)]
            if len(facts) < len(things) or ups != sorted(ups, reverse=True):
                continue
            apart = Apart(sum(ups), len(ups) - sum(ups))
            degree = named(degrees, apart, self._things[end], self._names.store)
            if degree is not None:
                return Hop(degree.name(apart), None, facts, degree.order(apart))
        return None


class _Names(NamedTuple):
    """What names relations in a graph."""

    ways: Ways
    lexicon: Lexicon
    store: Store

    def between(self, start: Term, end: Term, *, single: bool) -> Hop | None:
        """The property to tell between two things; "somewhere above" only for a single step."""
        if not single and not self.ways.marked:
            return None
        hops = [hop for hop in hops_between(start, end, *self, turned=single) if hop.noun]
        if not single:
            hops = [hop for hop in hops if hop.relation and hop.relation.property not in self.ways.vague]
        return most_specific(hops, self.ways) if hops else None


def _fact(iri: IRI, one: Term, other: Term, store: Store) -> Triple | None:
    """The fact that leads up or down between two things by a property."""
    return next(store.match(one, iri, other), None) or next(store.match(other, iri, one), None)
