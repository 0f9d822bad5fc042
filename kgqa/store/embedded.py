"""A store over pyoxigraph: in memory, or one immutable revision on disk."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import chain, islice
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgqa.errors import QueryError, StoreReadOnlyError
from kgqa.model import (
    ASSERTED_GRAPH,
    INFERRED_GRAPH,
    IRI,
    KGQA,
    META_GRAPH,
    XSD,
    Literal,
    Source,
    Term,
    Triple,
)
from kgqa.store.dataset import expand_asserted, has_dataset_clause, refuse_service
from kgqa.store.functions import FUNCTIONS
from kgqa.store.results import is_hidden, lines_graph, results
from kgqa.store.terms import OxTerm, from_ox, from_quad, to_ox, to_quads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kgqa.store.protocol import Solutions, Triples
    from kgqa.store.streaming import Dataset

_META = ox.NamedNode(META_GRAPH.value)
_STORE = ox.NamedNode("urn:kgqa:store")
_FILE = ox.NamedNode(KGQA + "file")
_LOADED_AT = ox.NamedNode(KGQA + "loadedAt")
_CHANGED_AT = ox.NamedNode(KGQA + "changedAt")
_LINE = ox.NamedNode(KGQA + "line")
_DATE_TIME = ox.NamedNode(XSD + "dateTime")
_EMPTY = ox.NamedNode("urn:kgqa:empty")
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


class EmbeddedStore:
    """Facts in pyoxigraph; implements `Store` and, when writable, the writing of whole graphs.

    A fact that several sources state stands in several named graphs. Only then is the union kept as a copy in
    pyoxigraph's default graph (`merged`): a list of graphs as default graph would show the fact twice.
    """

    def __init__(self, store: ox.Store, *, writable: bool, image: Path | None = None) -> None:
        """`image` is the file for the closure of this revision; None for a store in memory."""
        self.image = image
        self.image_before: Path | None = None
        self._store = store
        self._writable = writable
        self._sources: list[IRI] | None = None
        self._merged = self.record("merged") == "true"
        self._revision = self.record("revision") or "empty"

    @property
    def revision(self) -> str:
        """The name of the revision."""
        return self._revision

    def graphs(self) -> list[IRI]:
        """All named graphs but those of the store's own records, sorted."""
        if self._sources is None or self._writable:
            names = (IRI(name.value) for name in self._store.named_graphs() if isinstance(name, ox.NamedNode))
            self._sources = sorted(name for name in names if not name.value.startswith(META_GRAPH.value))
        return self._sources

    def asserted_graphs(self) -> list[IRI]:
        """The graphs of what sources and ontologies state."""
        return [graph for graph in self.graphs() if graph != INFERRED_GRAPH]

    def match(
        self,
        subject: Term | None = None,
        predicate: IRI | None = None,
        object: Term | None = None,
        *,
        graph: IRI | None = None,
    ) -> Iterator[Triple]:
        """Distinct triples that fit the pattern; see `Store.match`."""
        if isinstance(subject, Literal):
            return
        try:
            pattern = tuple(None if term is None else to_ox(term) for term in (subject, predicate, object))
            named = None if graph is None else ox.NamedNode(graph.value)
        except ValueError:
            # What pyoxigraph takes for no IRI or language tag is in none of its stores.
            return
        if named is not None and graph != ASSERTED_GRAPH:
            yield from map(from_quad, self._quads(pattern, named))
        elif graph is None and self._merged:
            yield from map(from_quad, self._quads(pattern, ox.DefaultGraph()))
        elif graph is not None:
            names = [ox.NamedNode(name.value) for name in self.asserted_graphs()]
            found = map(from_quad, chain.from_iterable(self._quads(pattern, name) for name in names))
            yield from dict.fromkeys(found) if self._merged else found
        else:
            for quad in self._quads(pattern, None):
                if not is_hidden(quad):
                    yield from_quad(quad)

    def _quads(
        self, pattern: tuple[OxTerm | None, ...], graph: ox.NamedNode | ox.DefaultGraph | None
    ) -> Iterator[ox.Quad]:
        subject, predicate, obj = pattern
        return self._store.quads_for_pattern(subject, predicate, obj, graph)  # type: ignore[arg-type]

    def source_of(self, triple: Triple) -> Source | None:
        """The first source (by graph name) that states the triple."""
        if isinstance(triple.subject, Literal):
            return None
        try:
            pattern = to_ox(triple.subject), to_ox(triple.predicate), to_ox(triple.object)
        except ValueError:
            return None
        names = sorted(
            quad.graph_name.value
            for quad in self._quads(pattern, None)
            if isinstance(quad.graph_name, ox.NamedNode)
            and quad.graph_name.value != INFERRED_GRAPH.value
            and not quad.graph_name.value.startswith(META_GRAPH.value)
        )
        if not names:
            return None
        line = self._meta(to_ox(triple.subject), _LINE, lines_graph(names[0]))
        return Source(names[0], self._meta(ox.NamedNode(names[0]), _FILE), int(line) if line else None)

    def file_of(self, graph: IRI) -> str | None:
        """The file that a graph was loaded from."""
        return self._meta(ox.NamedNode(graph.value), _FILE)

    def written_at(self, graph: IRI) -> str | None:
        """When a graph was last loaded or changed (xsd:dateTime)."""
        name = ox.NamedNode(graph.value)
        times = (self._meta(name, predicate) for predicate in (_LOADED_AT, _CHANGED_AT))
        return max((time for time in times if time), default=None)

    def query(self, sparql: str, *, limit: int | None = None) -> Solutions | Triples | bool:
        """Evaluate a SPARQL 1.1 query; see `Store.query`."""
        refuse_service(sparql)
        try:
            return results(self.evaluate(sparql), limit)
        except (SyntaxError, ValueError) as error:
            raise QueryError(str(error).strip() or "the query is malformed") from error
        except (OSError, RuntimeError) as error:
            raise QueryError(f"the query failed: {error}") from error

    def texts(self, sparql: str) -> Iterator[tuple[str, ...]]:
        """The rows of a SELECT as bare texts; see `Store.texts`."""
        found = self.evaluate(sparql)
        assert isinstance(found, ox.QuerySolutions)
        for row in found:
            yield tuple([term.value for term in row])

    def bindings(
        self, select: str, default: Sequence[IRI] | None = None, named: Sequence[IRI] | None = None
    ) -> list[dict[str, Term]]:
        """The rows of a SELECT over a dataset of these graphs (None: as queries see it), for the WHERE of an update.

        Raises QueryError.
        """
        refuse_service(select)
        try:
            found = self._over(select, default, named)
            assert isinstance(found, ox.QuerySolutions)
            names = [variable.value for variable in found.variables]
            return [
                {name: from_ox(term) for name, term in zip(names, row, strict=True) if term is not None}
                for row in found
            ]
        except (SyntaxError, ValueError, OSError, RuntimeError) as error:
            raise QueryError(f"the pattern of the update failed: {error}") from error

    def _over(
        self, sparql: str, default: Sequence[IRI] | None, named: Sequence[IRI] | None
    ) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        of_default = self._union() if default is None else self._nodes(default)
        return self._store.query(
            sparql,
            default_graph=of_default,  # type: ignore[arg-type]
            named_graphs=self._nodes(self.graphs() if named is None else named),  # type: ignore[arg-type]
            custom_functions=FUNCTIONS,
        )

    def _union(self) -> list[ox.NamedNode] | list[ox.DefaultGraph]:
        return [ox.DefaultGraph()] if self._merged else self._nodes(self.graphs())

    def _nodes(self, graphs: Sequence[IRI]) -> list[ox.NamedNode]:
        """The names of graphs, each source by itself where all that is asserted is meant; never none at all."""
        found = [n for g in graphs for n in (self.asserted_graphs() if g == ASSERTED_GRAPH else [g])]
        return [ox.NamedNode(graph.value) for graph in dict.fromkeys(found)] or [_EMPTY]

    def evaluate(
        self, sparql: str, dataset: Dataset | None = None, base: str | None = None
    ) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        """What pyoxigraph makes of a query; `dataset` stands in for the one that the query names, if any."""
        if dataset is None and has_dataset_clause(sparql):
            expanded = expand_asserted(sparql, self.asserted_graphs())
            return self._store.query(expanded, base_iri=base, custom_functions=FUNCTIONS)
        graphs = self.graphs() if dataset is None else self._expanded(dataset.named)
        named = [ox.NamedNode(graph.value) for graph in graphs]
        default: list[ox.NamedNode] | list[ox.DefaultGraph] = [ox.DefaultGraph()] if self._merged else named
        if dataset is not None:
            default = [ox.NamedNode(graph.value) for graph in self._expanded(dataset.default)]
        return self._store.query(
            sparql,
            base_iri=base,
            default_graph=default,  # type: ignore[arg-type]
            named_graphs=named,  # type: ignore[arg-type]
            custom_functions=FUNCTIONS,
        )

    def _expanded(self, graphs: Iterable[IRI]) -> list[IRI]:
        """The graphs, with those of the sources for ASSERTED_GRAPH; each once."""
        parts = (self.asserted_graphs() if graph == ASSERTED_GRAPH else [graph] for graph in graphs)
        return list(dict.fromkeys(chain.from_iterable(parts)))

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
        for quad in list(self._store.quads_for_pattern(name, _LOADED_AT, None, _META)):
            self._store.remove(quad)
        meta = [ox.Quad(name, _LOADED_AT, ox.Literal(datetime.now(UTC).isoformat(), datatype=_DATE_TIME), _META)]
        if file is not None:
            meta.append(ox.Quad(name, _FILE, ox.Literal(file), _META))
        self._store.extend(meta)
        stands = lines_graph(graph.value)
        for subject in lines:
            for quad in list(self._store.quads_for_pattern(to_ox(subject), _LINE, None, stands)):  # type: ignore[arg-type]
                self._store.remove(quad)
        self._write(
            ox.Quad(to_ox(subject), _LINE, ox.Literal(line), stands)  # type: ignore[arg-type]
            for subject, line in lines.items()
        )

    def size(self, graph: IRI) -> int:
        """How many facts a graph holds."""
        return self._count(f"GRAPH {graph} {{ ?s ?p ?o }}")

    def sizes(self) -> tuple[int, int]:
        """How many facts are stated, each counted once, and how many are inferred."""
        inferred = self.size(INFERRED_GRAPH)
        return self._count("?s ?p ?o") - inferred, inferred

    def _count(self, pattern: str) -> int:
        return int(next(self.texts(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"))[0])

    def put_inferred(self, triples: Iterable[Triple]) -> None:
        """Make `triples` all that is inferred."""
        self._write(to_quads(triples, self._cleared(INFERRED_GRAPH)))
        self._sources = None

    @property
    def merged(self) -> bool:
        """Whether a fact stands in two graphs, so that there is a copy of the union."""
        return self._merged

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

    def record(self, name: str) -> str | None:
        """What the store records of itself under `name`."""
        return self._meta(_STORE, ox.NamedNode(KGQA + name))

    def set_record(self, name: str, value: str) -> None:
        """Record `value` under `name`."""
        self._require_writable()
        predicate = ox.NamedNode(KGQA + name)
        for quad in list(self._store.quads_for_pattern(_STORE, predicate, None, _META)):
            self._store.remove(quad)
        self._store.add(ox.Quad(_STORE, predicate, ox.Literal(value), _META))

    def flush(self) -> None:
        """Make sure that all writes are on disk."""
        self._store.flush()

    def optimize(self) -> None:
        """Have the files in the best order for reading."""
        self._store.optimize()

    def close(self) -> None:
        """Let go of the files; the store cannot be used afterwards."""
        del self._store

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
        for quad in list(self._store.quads_for_pattern(name, None, None, _META)):
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

    def _meta(self, subject: OxTerm, predicate: ox.NamedNode, graph: ox.NamedNode = _META) -> str | None:
        for quad in self._store.quads_for_pattern(subject, predicate, None, graph):  # type: ignore[arg-type]
            return str(quad.object.value)  # type: ignore[union-attr]
        return None
