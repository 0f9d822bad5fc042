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

LONGEST = 64
"""Steps in a chain: a longer one tells nobody anything."""
MOST_OF_ONE = 2_000
"""Facts about one thing that are followed."""
_ROUNDS = ((40, 4, 2_000), (MOST_OF_ONE, LONGEST, 4_000))
"""For one search after the other: facts of a thing, more than which make it crowded; the longest chain; facts read.

What half the graph points to relates little: a short chain by way of other things is better.
"""
_MARKED_ROUNDS = ((MOST_OF_ONE, LONGEST, 20_000),)
"""The same where an ontology marks the steps: they are fewer, and all of them tell something."""
MOST_PATHS = 8
LONGEST_NAMED = 8
"""Steps that a property may stand for within a chain; a degree may stand for any number."""


class Search(NamedTuple):
    """The chain found, if any; `ruled_out`: that there is none is certain."""

    hops: tuple[Hop, ...] | None
    ruled_out: bool = False


def find_chain(start: IRI, end: IRI, ways: Ways, lexicon: Lexicon, store: Store) -> Search:
    """What leads from `start` to `end` in the fewest steps, told in the fewest hops; the steps are those of `ways`."""
    from networkx import all_shortest_paths, has_path

    for most, longest, most_read in _MARKED_ROUNDS if ways.marked else _ROUNDS:
        around = _Around({start, end}, ways, store, most)
        graph, whole = _explored(around, start, end, longest=longest, most_read=most_read)
        if has_path(graph, start, end):
            break
        if whole:
            return Search(None, ruled_out=True)
    else:
        return Search(None)
    paths = islice(all_shortest_paths(graph, start, end), MOST_PATHS)
    known: dict[tuple[Term, Term], Hop | None] = {}
    names = _Names(ways, lexicon, store)
    told = [hops for path in paths if (hops := _Path(path, known, names).fewest_hops(graph))]
    if not told:
        return Search(None)
    return Search(min(told, key=_length))


def _length(hops: Sequence[Hop]) -> tuple[int, int, tuple[str, ...]]:
    return (len(hops), sum(hop.rank for hop in hops), tuple(hop.noun or "" for hop in hops))


def _explored(around: _Around, start: IRI, end: IRI, *, longest: int, most_read: int) -> tuple[Graph[Term], bool]:
    """The steps around both things until they meet, and whether all that can be reached from one of them is there."""
    from networkx import Graph as Undirected

    graph: Graph[Term] = Undirected()
    graph.add_nodes_from((start, end))
    sides: tuple[set[Term], set[Term]] = ({start}, {end})
    edges: list[list[Term]] = [[start], [end]]
    for _ in range(longest):
        near = 0 if len(edges[0]) <= len(edges[1]) else 1
        reached: set[Term] = set()
        for thing in edges[near]:
            facts = around(thing)
            graph.add_edges_from((thing, value, {"fact": fact}) for value, fact in facts)
            reached.update(value for value, _ in facts if value not in sides[near])
            if around.read > most_read:
                return graph, False
        sides[near].update(reached)
        edges[near] = sorted(reached, key=str)
        met = {thing for thing in reached & sides[1 - near] if around(thing)}
        graph.remove_nodes_from(around.crowded)
        if not reached or met:
            return graph, around.whole
    return graph, False


class _Around:
    """The steps around things, but for crowded ones that are no ends: those have more than so many.

    `read` is how many facts were read, `whole` whether nothing was left out.
    """

    def __init__(self, ends: set[Term], ways: Ways, store: Store, most: int) -> None:
        self._ends, self._ways, self._store, self._most = ends, ways, store, most
        self.crowded: set[Term] = set()
        self.read = 0
        self.whole = True

    def __call__(self, thing: Term) -> list[tuple[Term, Triple]]:
        """The things one step away, each with the fact; none for a crowded thing."""
        limit = MOST_OF_ONE if thing in self._ends else self._most
        found = list(islice(_around(thing, self._ways, self._store), limit + 1))
        self.read += len(found)
        if len(found) <= limit:
            return [(value, fact) for value, fact in found if value not in self.crowded]
        self.whole = False
        if thing in self._ends:
            return found
        self.crowded.add(thing)
        return []


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
            {iri: steps for iri in names.ways.degrees if (steps := _leading(iri, one, other, names.store))}
            for one, other in pairwise(things)
        ]

    def fewest_hops(self, graph: Graph[Term]) -> tuple[Hop, ...]:
        """By dynamic programming over the things; what has no name of its own is a hop without a noun."""
        best: list[tuple[Hop, ...] | None] = [(), *[None] * (len(self._things) - 1)]
        for end in range(1, len(self._things)):
            for begin in range(end):
                before, known = best[begin], best[end]
                if before is None or (known is not None and len(before) >= len(known)):
                    continue
                hop = self._hop(begin, end)
                if hop is None and end == begin + 1:
                    hop = Hop(None, None, (graph.edges[self._things[begin], self._things[end]]["fact"],), 0)
                if hop is not None:
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
        for iri, degrees in self._names.ways.degrees.items():
            parts = [leading.get(iri) for leading in self._leading[begin:end]]
            steps = [step for part in parts for step in part or ()]
            ups = [step.up for step in steps]
            if not all(parts) or ups != sorted(ups, reverse=True):
                continue
            apart = Apart(sum(ups), len(ups) - sum(ups))
            degree = named(degrees, apart, self._things[end], self._names.store)
            if degree is not None:
                return Hop(degree.name(apart), None, tuple(step.fact for step in steps), degree.order(apart))
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


class _Step(NamedTuple):
    """A fact that leads up, or down."""

    fact: Triple
    up: bool


def _leading(iri: IRI, one: Term, other: Term, store: Store) -> tuple[_Step, ...]:
    """How a property leads from one thing to the other: up, down, or up to one thing above both and down again."""
    for fact in store.match(one, iri, other):
        return (_Step(fact, up=True),)
    for fact in store.match(other, iri, one):
        return (_Step(fact, up=False),)
    for fact in store.match(one, iri):
        for down in store.match(other, iri, fact.object):
            return (_Step(fact, up=True), _Step(down, up=False))
    return ()
