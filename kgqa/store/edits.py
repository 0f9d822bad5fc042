"""Changes of what sources state, one fact at a time, with what they come to in all.

A fact may be stated by several sources: it is stated anew when the first does, and no longer when the last does not.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

import pyoxigraph as ox

from kgqa.model import INFERRED_GRAPH, IRI, LOCAL_GRAPH, Triple
from kgqa.store.names import CHANGED_AT, DATE_TIME, META
from kgqa.store.results import is_hidden, lines_graph
from kgqa.store.terms import as_stored, to_quads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgqa.store.embedded import EmbeddedStore

_Key = TypeVar("_Key")


class Edits:
    """The changes of one write to a writable store.

    `added` and `removed` are what it comes to, by graph; `made` and `dropped` the graphs that there are now, and no
    more; `inferred` and `uninferred` what follows now, and no more. The copy of the union is kept in step.
    """

    def __init__(self, store: EmbeddedStore) -> None:
        self.store = store
        self.added: dict[tuple[IRI, Triple], None] = {}
        self.removed: dict[tuple[IRI, Triple], None] = {}
        self.made: dict[IRI, None] = {}
        self.dropped: dict[IRI, None] = {}
        self.inferred: dict[Triple, None] = {}
        self.uninferred: dict[Triple, None] = {}
        self._new: dict[Triple, None] = {}
        self._gone: dict[Triple, None] = {}

    @property
    def _quads(self) -> ox.Store:
        # Nothing here may keep it: RocksDB holds the folder until the last reference is gone.
        return self.store._store

    @property
    def is_empty(self) -> bool:
        """Whether it all comes to nothing."""
        return not (self.added or self.removed or self.made or self.dropped)

    @property
    def graphs(self) -> list[IRI]:
        """The graphs that are changed, sorted."""
        names = {graph for graph, _ in (*self.added, *self.removed)}
        return sorted(names.union(self.made, self.dropped))

    def exists(self, graph: IRI) -> bool:
        """Whether there is such a graph; the local one always is."""
        return graph == LOCAL_GRAPH or self._quads.contains_named_graph(ox.NamedNode(graph.value))

    def insert(self, graph: IRI, triples: Iterable[Triple]) -> None:
        """State triples in a graph, which is made where there is none."""
        new: list[Triple] = []
        repeated = False
        name = ox.NamedNode(graph.value)
        for triple, quad in _with_quads(dict.fromkeys(map(stored, triples)), name):
            if quad in self._quads:
                continue
            new.append(triple)
            _noted(self.added, self.removed, (graph, triple))
            if self._is_stated(triple):
                repeated = True
            else:
                _noted(self._new, self._gone, triple)
        if not new:
            return
        self.create(graph)
        self._quads.extend(to_quads(new, name))
        if repeated:
            self.store.keep_union()
        if self.store.merged:
            self._quads.extend(to_quads(new, ox.DefaultGraph()))

    def delete(self, graph: IRI, triples: Iterable[Triple]) -> None:
        """Take triples from a graph; those that are not there are left."""
        name = ox.NamedNode(graph.value)
        subjects: dict[ox.NamedNode | ox.BlankNode | ox.Triple, None] = {}
        for triple, quad in _with_quads(map(stored, triples), name):
            if quad not in self._quads:
                continue
            self._quads.remove(quad)
            subjects[quad.subject] = None
            _noted(self.removed, self.added, (graph, triple))
            if not self._is_stated(triple):
                _noted(self._gone, self._new, triple)
                self._forget(triple)
        stands = lines_graph(graph.value)
        for subject in subjects:
            if not any(True for _ in self._quads.quads_for_pattern(subject, None, None, name)):
                for line in list(self._quads.quads_for_pattern(subject, None, None, stands)):
                    self._quads.remove(line)

    def create(self, graph: IRI) -> None:
        """Make an empty graph where there is none."""
        name = ox.NamedNode(graph.value)
        if not self._quads.contains_named_graph(name):
            self._quads.add_graph(name)
            _noted(self.made, self.dropped, graph)

    def clear(self, graph: IRI) -> None:
        """Take everything from a graph, and what is recorded of its file."""
        self.delete(graph, list(self.store.match(graph=graph)))
        self.clear_records(graph)

    def clear_records(self, graph: IRI) -> None:
        """Forget which file and which lines state what is in a graph."""
        self._quads.clear_graph(lines_graph(graph.value))
        for quad in list(self._quads.quads_for_pattern(ox.NamedNode(graph.value), None, None, META)):
            self._quads.remove(quad)

    def drop(self, graph: IRI) -> None:
        """Remove a graph with all that it states."""
        self.clear(graph)
        name = ox.NamedNode(graph.value)
        if graph != LOCAL_GRAPH and self._quads.contains_named_graph(name):
            self._quads.remove_graph(name)
            _noted(self.dropped, self.made, graph)

    def taken(self) -> tuple[list[Triple], list[Triple]]:
        """The facts that are stated now and were not at the last call, and the other way round."""
        found = list(self._new), list(self._gone)
        self._new, self._gone = {}, {}
        return found

    def infer(self, new: Iterable[Triple], gone: Iterable[Triple]) -> None:
        """Add to what is inferred and take from it. Nothing of `new` may be stated."""
        name = ox.NamedNode(INFERRED_GRAPH.value)
        for triple, quad in _with_quads(gone, name):
            if quad in self._quads:
                self._quads.remove(quad)
                _noted(self.uninferred, self.inferred, triple)
                if self.store.merged and not self._is_quad_stated(quad):
                    self._quads.remove(ox.Quad(quad.subject, quad.predicate, quad.object))
        into = []
        for triple, quad in _with_quads(new, name):
            if quad not in self._quads:
                into.append(quad)
                _noted(self.inferred, self.uninferred, triple)
        self._quads.extend(into)
        if self.store.merged:
            self._quads.extend([ox.Quad(quad.subject, quad.predicate, quad.object) for quad in into])

    def stamp(self) -> None:
        """Record when the changed graphs were changed."""
        now = ox.Literal(datetime.now(UTC).isoformat(), datatype=DATE_TIME)
        for graph in self.graphs:
            if graph not in self.dropped:
                name = ox.NamedNode(graph.value)
                for quad in list(self._quads.quads_for_pattern(name, CHANGED_AT, None, META)):
                    self._quads.remove(quad)
                self._quads.add(ox.Quad(name, CHANGED_AT, now, META))

    def _is_stated(self, triple: Triple) -> bool:
        return any(map(self._is_quad_stated, to_quads([triple], ox.DefaultGraph())))

    def _is_quad_stated(self, quad: ox.Quad) -> bool:
        """Whether some source states what a quad says."""
        found = self._quads.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        return any(not is_hidden(other) and other.graph_name.value != INFERRED_GRAPH.value for other in found)  # type: ignore[union-attr]

    def _forget(self, triple: Triple) -> None:
        """Take from the copy of the union what no source states any more; what is entailed comes back by `infer`."""
        if self.store.merged:
            for quad in to_quads([triple], ox.DefaultGraph()):
                self._quads.remove(quad)


def stored(triple: Triple) -> Triple:
    """The triple as the store gives it back."""
    return Triple(triple.subject, triple.predicate, as_stored(triple.object))


def _with_quads(triples: Iterable[Triple], name: ox.NamedNode) -> Iterator[tuple[Triple, ox.Quad]]:
    """The triples that can be stored, each with its quad."""
    for triple in triples:
        for quad in to_quads([triple], name):
            yield triple, quad


def _noted(plus: dict[_Key, None], minus: dict[_Key, None], key: _Key) -> None:
    """What is done after it was undone comes to nothing."""
    if key in minus:
        del minus[key]
    else:
        plus[key] = None
