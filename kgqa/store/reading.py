"""What a store over pyoxigraph tells: patterns, queries, sources and records."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgqa.errors import QueryError
from kgqa.model import (
    ASSERTED_GRAPH,
    INFERRED_GRAPH,
    IRI,
    KGQA,
    META_GRAPH,
    Literal,
    Source,
    Term,
    Triple,
)
from kgqa.store.dataset import named_dataset, refuse_service
from kgqa.store.functions import FUNCTIONS
from kgqa.store.names import CHANGED_AT, EMPTY, FILE, LINE, LOADED_AT, META, STORE
from kgqa.store.results import is_hidden, lines_graph, results
from kgqa.store.terms import OxTerm, from_ox, from_quad, to_ox

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kgqa.store.protocol import Solutions, Triples
    from kgqa.store.streaming import Dataset


class Reading:
    """Facts in pyoxigraph, read; implements `Store`.

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
        line = self._meta(to_ox(triple.subject), LINE, lines_graph(names[0]))
        return Source(names[0], self._meta(ox.NamedNode(names[0]), FILE), int(line) if line else None)

    def file_of(self, graph: IRI) -> str | None:
        """The file that a graph was loaded from."""
        return self._meta(ox.NamedNode(graph.value), FILE)

    def written_at(self, graph: IRI) -> str | None:
        """When a graph was last loaded or changed (xsd:dateTime)."""
        name = ox.NamedNode(graph.value)
        times = (self._meta(name, predicate) for predicate in (LOADED_AT, CHANGED_AT))
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
        """The names of graphs, each source by itself where all that is asserted is meant; never none at all.

        What the store records of itself, with the places of files, is no graph of anybody's dataset.
        """
        found = [n for g in graphs for n in (self.asserted_graphs() if g == ASSERTED_GRAPH else [g])]
        return [
            ox.NamedNode(graph.value) for graph in dict.fromkeys(found) if not graph.value.startswith(META_GRAPH.value)
        ] or [EMPTY]

    def evaluate(
        self, sparql: str, dataset: Dataset | None = None, base: str | None = None
    ) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        """What pyoxigraph makes of a query; `dataset` stands in for the one that the query names, if any."""
        given = named_dataset(sparql, base) if dataset is None else dataset
        named = self._nodes(self.graphs() if given is None else given[1])
        default = self._union() if given is None else self._nodes(given[0])
        return self._store.query(
            sparql,
            base_iri=base,
            default_graph=default,  # type: ignore[arg-type]
            named_graphs=named,  # type: ignore[arg-type]
            custom_functions=FUNCTIONS,
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

    @property
    def merged(self) -> bool:
        """Whether a fact stands in two graphs, so that there is a copy of the union."""
        return self._merged

    def record(self, name: str) -> str | None:
        """What the store records of itself under `name`."""
        return self._meta(STORE, ox.NamedNode(KGQA + name))

    def close(self) -> None:
        """Let go of the files; the store cannot be used afterwards."""
        del self._store

    def _meta(self, subject: OxTerm, predicate: ox.NamedNode, graph: ox.NamedNode = META) -> str | None:
        for quad in self._store.quads_for_pattern(subject, predicate, None, graph):  # type: ignore[arg-type]
            return str(quad.object.value)  # type: ignore[union-attr]
        return None
