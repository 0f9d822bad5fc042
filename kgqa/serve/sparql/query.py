"""GET and POST /sparql: the query operation of the SPARQL 1.1 Protocol, and the update operation by the same address.

Source: https://www.w3.org/TR/sparql11-protocol/#query-operation. A query runs in a child process (see
`workers`), which also writes its result, so that the server only passes bytes on.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from kgqa.errors import KgqaError
from kgqa.serve.children.evaluation import EVERY_TYPE, GRAPH_OFFERS, Asked, decoded, evaluation_in
from kgqa.serve.children.turns import Turns
from kgqa.serve.children.workers import Work, Workers
from kgqa.serve.sparql.description import description
from kgqa.serve.sparql.negotiate import preferred
from kgqa.serve.sparql.operation import FORM_TYPE, Operation, ProtocolError, base_of, body_of, gone, media_type_of, read
from kgqa.serve.sparql.plain import PLAIN_ERROR, other_method, refusal
from kgqa.serve.sparql.sizes import place_of
from kgqa.serve.sparql.updating import UPDATE_TYPE, update
from kgqa.sparql_results import GRAPH_TYPES, chunks

if TYPE_CHECKING:
    from kgqa.pipeline import KnowledgeBase
    from kgqa.serve.live import Live
    from kgqa.serve.sparql.sizes import Sizes
    from kgqa.serve.sparql.writes import Writes
    from kgqa.serve.watching.tally import Tally

QUERY_TYPE = "application/sparql-query"
METHODS = "GET, HEAD, POST, OPTIONS"
WAITING = 32
"""Queries that wait for their turn; any more are turned away at once."""
GRAPHS = 2
"""Whole graphs that are sent at the same time."""
PATIENCE = 3
"""How long a query waits for its turn, in time limits: as many rounds of running queries may come before it."""
NICENESS = 19
"""Queries take what questions leave of the processor."""


def query_workers(live: Live) -> Workers:
    """Workers that evaluate queries: over the revisions of a store in files, or over the graph held in memory."""
    held = live.kb.store
    return Workers({"query": evaluation_in(held)} if held.image is None else "kgqa.serve.children.tasks")


def query_turns(live: Live, workers: Workers, tally: Tally) -> Turns:
    """The turns of queries, within the settings."""
    settings = live.settings
    work = Work("query", "the query", settings.query_seconds, settings.query_memory * 2**20, NICENESS)
    patience = PATIENCE * settings.query_seconds
    return Turns(workers, work, running=settings.queries, waiting=WAITING, patience=patience, tally=tally)


def graph_turns(live: Live, workers: Workers, tally: Tally) -> Turns:
    """The turns of sending whole graphs, which takes as long as the client needs to take them in."""
    settings = live.settings
    work = Work("query", "the request", settings.write_seconds, settings.query_memory * 2**20, NICENESS)
    patience = PATIENCE * settings.query_seconds
    return Turns(workers, work, running=GRAPHS, waiting=WAITING, patience=patience, tally=tally)


def router(live: Live, turns: Turns, writes: Writes, sizes: Sizes) -> APIRouter:
    """The routes of /sparql."""
    routes = APIRouter(tags=["sparql"])

    async def respond(request: Request) -> Response:
        # Held to the end: the revision that is asked is not removed meanwhile.
        kb = live.kb
        if request.method == "POST" and media_type_of(request) == UPDATE_TYPE:
            return await update(request, writes)
        try:
            if request.method == "GET" and not request.url.query:
                return await describe(request, kb)
            body = await body_of(request)
            operation = read(request, body)
            if operation.kind == "update":
                return await update(request, writes, body)
            asked = _asked(operation, request, kb, live.settings.query_rows)
            reply = await turns.run(json.dumps(asked).encode(), lambda: gone(request))
        except KgqaError as error:
            response = refusal(error)
            response.headers["Kgqa-Revision"] = kb.revision
            return response
        status, media_type, content = decoded(reply)
        return Response(content, status, {"Vary": "Accept", "Kgqa-Revision": kb.revision}, media_type)

    async def describe(request: Request, kb: KnowledgeBase) -> Response:
        name = preferred(request.headers.get("accept"), GRAPH_OFFERS)
        if name is None:
            raise ProtocolError("give a query, in the parameter `query`")
        counts = await sizes.of(kb, lambda: gone(request))
        found = description(base_of(request), kb.store.graphs(), counts, writable=writes.writable)
        headers = {"Vary": "Accept", "Kgqa-Revision": kb.revision}
        return Response("".join(chunks(iter(found), name)), 200, headers, GRAPH_TYPES[name])

    @routes.get("/sparql/", include_in_schema=False)
    @routes.get("/sparql", responses=_RESPONSES, response_class=Response, openapi_extra=_GET)
    async def query_by_get(request: Request) -> Response:
        """Run a SPARQL query (SPARQL 1.1 Protocol, 2.1.1); SERVICE is refused. Without one: the service description."""
        return await respond(request)

    @routes.post("/sparql/", include_in_schema=False)
    @routes.post("/sparql", responses=_RESPONSES, response_class=Response, openapi_extra=_POST)
    async def query_by_post(request: Request) -> Response:
        """Run a SPARQL query sent as a form or as it is (SPARQL 1.1 Protocol, 2.1.2 and 2.1.3)."""
        return await respond(request)

    @routes.api_route("/sparql/", methods=["OPTIONS", "PUT", "PATCH", "DELETE"], include_in_schema=False)
    @routes.api_route("/sparql", methods=["OPTIONS", "PUT", "PATCH", "DELETE"], include_in_schema=False)
    async def other_methods_of_sparql(request: Request) -> Response:
        return other_method(request, METHODS)

    return routes


def _asked(operation: Operation, request: Request, kb: KnowledgeBase, rows: int) -> Asked:
    return Asked(
        query=operation.text,
        accept=", ".join(request.headers.getlist("accept")),
        default_graphs=operation.default_graphs,
        named_graphs=operation.named_graphs,
        base=base_of(request),
        rows=rows,
        revision=place_of(kb),
    )


_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "SELECT and ASK as a results document, CONSTRUCT and DESCRIBE as RDF.",
        "content": {kind: {"schema": {"type": "string"}} for kind in EVERY_TYPE},
    },
    204: {"description": "An update that is done"},
    400: {"description": "No query, or a query that is malformed or refused", **PLAIN_ERROR},
    401: {"description": "An update without a key", **PLAIN_ERROR},
    403: {"description": "An update that is not allowed", **PLAIN_ERROR},
    404: {"description": "An update of a graph that is not there", **PLAIN_ERROR},
    406: {"description": "No format that the request accepts", **PLAIN_ERROR},
    413: {"description": "A request or a result over its limit", **PLAIN_ERROR},
    415: {"description": "A body of another media type", **PLAIN_ERROR},
    503: {"description": "A query over its time or memory, or too many queries at once", **PLAIN_ERROR},
}
_QUERY_SCHEMA = {"type": "string", "description": "A SPARQL 1.1 query."}
_IRIS = {"type": "array", "items": {"type": "string"}}
_GRAPHS = [
    {"name": "default-graph-uri", "in": "query", "schema": _IRIS, "description": "Graphs for the default graph."},
    {"name": "named-graph-uri", "in": "query", "schema": _IRIS, "description": "Graphs that GRAPH sees."},
]
_GET = {"parameters": [{"name": "query", "in": "query", "schema": _QUERY_SCHEMA}, *_GRAPHS]}
_POST = {
    "parameters": _GRAPHS,
    "requestBody": {
        "required": True,
        "content": {
            QUERY_TYPE: {"schema": _QUERY_SCHEMA},
            FORM_TYPE: {"schema": {"type": "object", "required": ["query"], "properties": {"query": _QUERY_SCHEMA}}},
        },
    },
}
