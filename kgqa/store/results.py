"""What pyoxigraph answers, as values of the model."""

from __future__ import annotations

import pyoxigraph as ox

from kgqa.model import META_GRAPH, Triple
from kgqa.store.protocol import Row, Solutions, Triples
from kgqa.store.terms import from_ox, from_quad


def lines_graph(graph: str) -> ox.NamedNode:
    """Where the lines of a source's subjects are recorded."""
    return ox.NamedNode(f"{META_GRAPH.value}:lines:{graph}")


def is_hidden(quad: ox.Quad) -> bool:
    """Whether a quad is the store's own: a record of itself, or its copy of the union."""
    name = quad.graph_name
    return not isinstance(name, ox.NamedNode) or name.value.startswith(META_GRAPH.value)


def results(
    found: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean, limit: int | None
) -> Solutions | Triples | bool:
    """The result of a query, at most `limit` rows or triples of it."""
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    if isinstance(found, ox.QueryTriples):
        triples: list[Triple] = []
        for triple in found:
            if limit is not None and len(triples) >= limit:
                break
            triples.append(from_quad(triple))
        return Triples(triples)
    names = tuple(variable.value for variable in found.variables)
    rows: list[Row] = []
    for solution in found:
        if limit is not None and len(rows) >= limit:
            break
        rows.append(tuple(None if term is None else from_ox(term) for term in solution))
    return Solutions(names, rows)
