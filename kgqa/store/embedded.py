"""A store over pyoxigraph: in memory, or one immutable revision on disk."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import chain, islice
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgqa.errors import StoreReadOnlyError
from kgqa.model import (
    ASSERTED_GRAPH,
    INFERRED_GRAPH,
    IRI,
    KGQA,
    Term,
    Triple,
)
from kgqa.store.names import DATE_TIME, FILE, LINE, LOADED_AT, META, STORE
from kgqa.store.reading import Reading
from kgqa.store.results import is_hidden, lines_graph
from kgqa.store.terms import to_ox, to_quads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


_BULK = 50_000


def open_memory(revision: str = "memory.0") -> EmbeddedStore:
    """A new, empty, writable store in memory."""
    store = EmbeddedStore(ox.Store(), writable=True)
    store.set_revision(revision)
    return store


class Asserted:
    """What the sources and ontologies of a store state, without what is inferred."""

    def __init__(self, store: EmbeddedStore) -> None:
        self._store = store

    def match(
        self, subject: Term | None = None, predicate: IRI | None = None, object: Term | None = None
    ) -> Iterator[Triple]:
        """The stated triples that fit; None fits anything."""
        return self._store.match(subject, predicate, object, graph=ASSERTED_GRAPH)


class EmbeddedStore(Reading):
    """Facts in pyoxigraph, and, when writable, the writing of whole graphs; `Edits` writes single facts."""

    def put(
        self,
        graph: IRI,
        triples: Iterable[Triple],
        *,
        file: str | None = None,
        lines: Mapping[Term, int] | None = None,
    ) -> None:
        """Make `triples` the whole content of `graph`; `lines` says where in `file` each subject is stated.

        Raises StoreReadOnlyError on a store opened for reading.
        """
        name = self._cleared(graph)
        self._write(to_quads(triples, name))
        self.record_source(graph, file, lines or {})
        self._sources = None

    def record_source(self, graph: IRI, file: str | None, lines: Mapping[Term, int]) -> None:
        """Record that a graph was loaded now, from which file, and where that states each subject."""
        name = ox.NamedNode(graph.value)
        for quad in list(self._store.quads_for_pattern(name, LOADED_AT, None, META)):
            self._store.remove(quad)
        meta = [ox.Quad(name, LOADED_AT, ox.Literal(datetime.now(UTC).isoformat(), datatype=DATE_TIME), META)]
        if file is not None:
            meta.append(ox.Quad(name, FILE, ox.Literal(file), META))
        self._store.extend(meta)
        stands = lines_graph(graph.value)
        for subject in lines:
            for quad in list(self._store.quads_for_pattern(to_ox(subject), LINE, None, stands)):  # type: ignore[arg-type]
                self._store.remove(quad)
        self._write(
            ox.Quad(to_ox(subject), LINE, ox.Literal(line), stands)  # type: ignore[arg-type]
            for subject, line in lines.items()
        )

    def put_inferred(self, triples: Iterable[Triple]) -> None:
        """Make `triples` all that is inferred."""
        self._write(to_quads(triples, self._cleared(INFERRED_GRAPH)))
        self._sources = None

    def merge(self) -> None:
        """Keep a copy of the union when a fact stands in two graphs; to be called after the last `put`.

        What is inferred is never also asserted, so that only sources can repeat each other.
        """
        self._require_writable()
        self._store.clear_graph(ox.DefaultGraph())
        seen: set[ox.Quad] = set()
        total = 0
        for graph in self.asserted_graphs():
            for quad in self._quads((None, None, None), ox.NamedNode(graph.value)):
                total += 1
                seen.add(ox.Quad(quad.subject, quad.predicate, quad.object))
        self._merged = False
        self.set_record("merged", "false")
        if total > len(seen):
            self.keep_union()

    def keep_union(self) -> None:
        """Make the copy of the union where there is none."""
        if not self._merged:
            shown = (quad for quad in self._quads((None, None, None), None) if not is_hidden(quad))
            self._write(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in shown)
            self._merged = True
            self.set_record("merged", "true")

    def set_revision(self, revision: str) -> None:
        """Name the revision that this store now shows."""
        self._require_writable()
        self.set_record("revision", revision)
        self._revision = revision

    def set_record(self, name: str, value: str) -> None:
        """Record `value` under `name`."""
        self._require_writable()
        predicate = ox.NamedNode(KGQA + name)
        for quad in list(self._store.quads_for_pattern(STORE, predicate, None, META)):
            self._store.remove(quad)
        self._store.add(ox.Quad(STORE, predicate, ox.Literal(value), META))

    def flush(self) -> None:
        """Make sure that all writes are on disk."""
        self._store.flush()

    def optimize(self) -> None:
        """Have the files in the best order for reading."""
        self._store.optimize()

    def copy_to(self, other: EmbeddedStore) -> None:
        """Write everything, the store's own records included, into `other`, which must be empty."""
        other._write(self._quads((None, None, None), None))
        for name in self._store.named_graphs():
            other._store.add_graph(name)
        other._merged, other._revision, other._sources = self._merged, self._revision, None

    def _cleared(self, graph: IRI) -> ox.NamedNode:
        self._require_writable()
        name = ox.NamedNode(graph.value)
        self._store.clear_graph(name)
        self._store.clear_graph(lines_graph(graph.value))
        for quad in list(self._store.quads_for_pattern(name, None, None, META)):
            self._store.remove(quad)
        return name

    def _require_writable(self) -> None:
        if not self._writable:
            raise StoreReadOnlyError("this store is open for reading only")

    def _write(self, quads: Iterable[ox.Quad]) -> None:
        self._require_writable()
        rest = iter(quads)
        first = list(islice(rest, _BULK))
        if len(first) < _BULK:
            self._store.extend(first)
        else:
            self._store.bulk_extend(chain(first, rest))
