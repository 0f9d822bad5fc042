"""A SPARQL 1.1 Update request carried out on a draft (W3C Recommendation of 21 March 2013, sections 3 and 4).

The default graph that patterns see is the union of all that is stated and entailed; the one that is written is
urn:kgqa:local. Each operation sees what those before it left, with its inferences.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.errors import QueryError
from kgqa.load.rdf import is_reserved
from kgqa.model import INFERRED_GRAPH, IRI, LOCAL_GRAPH, ONTOLOGY_GRAPH, Triple
from kgqa.store.dataset import refuse_service
from kgqa.store.operations import ALL, DEFAULT, NAMED, Operation, operations
from kgqa.store.templates import check, instantiated, read_template, resolved, variables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kgqa.model import Term
    from kgqa.store.templates import Template
    from kgqa.updates.draft import Draft

_ROW = "kgqa_row"


@dataclass(frozen=True, slots=True)
class Request:
    """A request that is well formed, and the dataset that its caller names for its patterns."""

    operations: tuple[Operation, ...]
    using: tuple[IRI, ...] = ()
    using_named: tuple[IRI, ...] = ()


def read_request(sparql: str, using: Sequence[IRI] = (), using_named: Sequence[IRI] = ()) -> Request:
    """Read a request. Raises QueryError for what is malformed or refused (LOAD, SERVICE)."""
    refuse_service(sparql)
    found = operations(sparql)
    for operation in found:
        check(operation.whole)
        if (using or using_named) and (operation.using or operation.using_named or operation.under):
            raise QueryError("the request names its dataset twice: by USING or WITH, and beside the update")
    return Request(tuple(found), tuple(using), tuple(using_named))


def carry_out(request: Request, draft: Draft) -> None:
    """Carry out every operation in order. Raises QueryError for one that fails: the draft is of no use then."""
    for operation in request.operations:
        if operation.kind in {"CLEAR", "DROP"}:
            _clear(operation, draft)
        elif operation.kind == "CREATE":
            _create(operation, draft)
        elif operation.kind in {"ADD", "MOVE", "COPY"}:
            _transfer(operation, draft)
        elif operation.has_pattern:
            _modify(operation, request, draft)
        else:
            _data(operation, draft)


def check_writable(graph: IRI) -> None:
    """Raise QueryError for a graph that kgqa keeps by itself."""
    if is_reserved(graph) and graph != ONTOLOGY_GRAPH:
        remedy = "name the graphs to write, or FILTER(?g != <urn:kgqa:inferred>)" if graph == INFERRED_GRAPH else None
        raise QueryError(f"{graph} is kept by kgqa itself and cannot be written", remedy=remedy)


def _data(operation: Operation, draft: Draft) -> None:
    template = read_template(operation.prologue, operation.insert or operation.delete)
    _write(draft, operation, template, [{}], LOCAL_GRAPH)


def _modify(operation: Operation, request: Request, draft: Draft) -> None:
    draft.settle()
    under = resolved(operation.prologue, operation.under) if operation.under else None
    graph = under or LOCAL_GRAPH
    where = operation.where if operation.kind == "MODIFY" else operation.delete
    gone, new = (read_template(operation.prologue, text) for text in (operation.delete, operation.insert))
    names = " ".join(f"?{name}" for name in variables((gone, new))) or f"(1 AS ?{_ROW})"
    default, named = _dataset(operation, request, under)
    select = f"{operation.prologue}\nSELECT {names} WHERE {{{where}\n}}"
    rows = draft.store.bindings(select, default, named)
    _write(draft, operation, gone, rows, graph, delete=True)
    _write(draft, operation, new, rows, graph, delete=False)


def _dataset(
    operation: Operation, request: Request, under: IRI | None
) -> tuple[Sequence[IRI] | None, Sequence[IRI] | None]:
    """The default graph and the named graphs of a pattern; None: as queries see them."""
    using, using_named = (
        [resolved(operation.prologue, name) for name in names] for names in (operation.using, operation.using_named)
    )
    default, named = [*request.using, *using], [*request.using_named, *using_named]
    if default or named:
        return default, named
    return (None if under is None else [under]), None


def _write(
    draft: Draft,
    operation: Operation,
    template: Template,
    rows: Iterable[Mapping[str, Term]],
    default: IRI,
    *,
    delete: bool | None = None,
) -> None:
    """State or take away what a template gives for some rows."""
    delete = not operation.insert if delete is None else delete
    graphs: dict[IRI, dict[Triple, None]] = {}
    for graph, triple in instantiated(template, rows, draft.fresh):
        name = graph or default
        assert isinstance(name, IRI)
        graphs.setdefault(name, {})[triple] = None
    for name in graphs:
        check_writable(name)
    for name, triples in graphs.items():
        if delete:
            draft.delete(name, triples)
        else:
            draft.edits.insert(name, triples)


def _clear(operation: Operation, draft: Draft) -> None:
    for graph in _meant(operation, operation.graph, draft):
        if operation.kind == "DROP":
            draft.edits.drop(graph)
        else:
            draft.edits.clear(graph)


def _meant(operation: Operation, name: str, draft: Draft) -> list[IRI]:
    """The graphs that CLEAR and DROP are about. Raises QueryError for one that is not there, unless SILENT."""
    if name == DEFAULT:
        return [LOCAL_GRAPH]
    if name in {ALL, NAMED}:
        return [graph for graph in draft.store.asserted_graphs() if name == ALL or graph != LOCAL_GRAPH]
    graph = resolved(operation.prologue, name)
    check_writable(graph)
    if draft.edits.exists(graph):
        return [graph]
    if operation.silent:
        return []
    raise QueryError(f"there is no graph {graph}", remedy=f"{operation.kind} SILENT passes over it")


def _create(operation: Operation, draft: Draft) -> None:
    graph = resolved(operation.prologue, operation.graph)
    check_writable(graph)
    if draft.edits.exists(graph) and not operation.silent:
        raise QueryError(f"there is a graph {graph} already", remedy="CREATE SILENT passes over it")
    draft.edits.create(graph)


def _transfer(operation: Operation, draft: Draft) -> None:
    """ADD, MOVE or COPY (3.2.3 to 3.2.5)."""
    source, target = (
        LOCAL_GRAPH if name == DEFAULT else resolved(operation.prologue, name)
        for name in (operation.graph, operation.to)
    )
    check_writable(target)
    if operation.kind == "MOVE" or (is_reserved(source) and source not in {ONTOLOGY_GRAPH, INFERRED_GRAPH}):
        # What the store records of itself is not to be read, either.
        check_writable(source)
    if not draft.edits.exists(source):
        if operation.silent:
            return
        raise QueryError(f"there is no graph {source}", remedy=f"{operation.kind} SILENT passes over it")
    if source == target:
        return
    if operation.kind != "ADD":
        draft.edits.clear(target)
    draft.edits.create(target)
    draft.edits.insert(target, list(draft.store.match(graph=source)))
    if operation.kind == "MOVE":
        draft.edits.drop(source)
