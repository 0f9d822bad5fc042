"""GET and POST /sparql: the query operation of the SPARQL 1.1 Protocol, and the update operation by the same address.

Source: https://www.w3.org/TR/sparql11-protocol/#query-operation. A query runs in a child process (see
`workers`), which also writes its result, so that the server only passes bytes on.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response
from starlette.exceptions import HTTPException

from kgqa.errors import GoneError, KgqaError
from kgqa.serve.evaluation import EVERY_TYPE, Asked, decoded, evaluation_in
from kgqa.serve.operation import FORM_TYPE, Operation, ProtocolError, base_of, read
from kgqa.serve.problems import status_of
from kgqa.serve.turns import BusyError, Turns
from kgqa.serve.workers import Work, WorkerLostError, Workers

if TYPE_CHECKING:
    from kgqa.pipeline import KnowledgeBase
    from kgqa.serve.live import Live

QUERY_TYPE = "application/sparql-query"
METHODS = "GET, HEAD, POST, OPTIONS"
WAITING = 32
"""Queries that wait for their turn; any more are turned away at once."""
PATIENCE = 3
"""How long a query waits for its turn, in time limits: as many rounds of running queries may come before it."""
NICENESS = 19
"""Queries take what questions leave of the processor."""


def query_workers(live: Live) -> Workers:
    """Workers that evaluate queries: over the revisions of a store in files, or over the graph held in memory."""
    held = live.kb.store
    return Workers({"query": evaluation_in(held)} if held.image is None else "kgqa.serve.tasks")


def query_turns(live: Live, workers: Workers) -> Turns:
    """The turns of queries, within the settings."""
    settings = live.settings
    work = Work("query", "the query", settings.query_seconds, settings.query_memory * 2**20, NICENESS)
    patience = PATIENCE * settings.query_seconds
    return Turns(workers, work, running=settings.queries, waiting=WAITING, patience=patience)


def router(live: Live, workers: Workers) -> APIRouter:
    """The routes of /sparql."""
    routes = APIRouter(tags=["sparql"])
    turns = query_turns(live, workers)

    async def respond(request: Request) -> Response:
        # Held to the end: the revision that is asked is not removed meanwhile.
        kb = live.kb
        try:
            operation = read(request, await body_of(request))
            if operation.kind == "update":
                raise ProtocolError("this endpoint is read only: updates are refused", 403)
            asked = _asked(operation, request, kb, live.settings.query_rows)
            reply = await turns.run(json.dumps(asked).encode(), lambda: gone(request))
        except KgqaError as error:
            return refusal(error)
        status, media_type, body = decoded(reply)
        return Response(body, status, {"Vary": "Accept", "Kgqa-Revision": kb.revision}, media_type)

    @routes.get("/sparql/", include_in_schema=False)
    @routes.get("/sparql", responses=_RESPONSES, response_class=Response, openapi_extra=_GET)
    async def query_by_get(request: Request) -> Response:
        """Run a SPARQL query (SPARQL 1.1 Protocol, 2.1.1). SERVICE is refused."""
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
    image = kb.store.image
    return Asked(
        query=operation.text,
        accept=", ".join(request.headers.getlist("accept")),
        default_graphs=operation.default_graphs,
        named_graphs=operation.named_graphs,
        base=base_of(request),
        rows=rows,
        revision="" if image is None else str(image.with_suffix("")),
    )


def other_method(request: Request, allowed: str) -> Response:
    """The reply to OPTIONS, and to a method that an address does not have (RFC 9110, 9.3.7 and 15.5.6)."""
    if request.method == "OPTIONS":
        return Response(None, 204, {"Allow": allowed})
    return PlainTextResponse(f"{request.method} is not allowed here; use {allowed}\n", 405, {"Allow": allowed})


async def body_of(request: Request) -> bytes:
    """The body of a request. Raises ProtocolError for one over its limit."""
    try:
        return await request.body()
    except HTTPException as error:
        raise ProtocolError(str(error.detail), error.status_code) from error


async def gone(request: Request) -> None:
    """Returns once the client has closed the connection; the body must have been read."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def refusal(error: KgqaError) -> Response:
    """An error as the protocol has it: its status and one line of plain text."""
    passing = isinstance(error, WorkerLostError | BusyError | GoneError)
    status = error.status if isinstance(error, ProtocolError) else 503 if passing else status_of(error)
    headers = {"Retry-After": "5"} if status == 503 else {}
    if isinstance(error, ProtocolError):
        headers |= error.headers or {}
    return PlainTextResponse(f"{error}\n", status, headers)


_ERROR = {"content": {"text/plain": {"schema": {"type": "string"}}}}
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "SELECT and ASK as a results document, CONSTRUCT and DESCRIBE as RDF.",
        "content": {kind: {"schema": {"type": "string"}} for kind in EVERY_TYPE},
    },
    400: {"description": "No query, or a query that is malformed or refused", **_ERROR},
    403: {"description": "An update", **_ERROR},
    406: {"description": "No format that the request accepts", **_ERROR},
    413: {"description": "A request or a result over its limit", **_ERROR},
    415: {"description": "A body of another media type", **_ERROR},
    503: {"description": "A query over its time or memory, or too many queries at once", **_ERROR},
}
_QUERY_SCHEMA = {"type": "string", "description": "A SPARQL 1.1 query."}
_IRIS = {"type": "array", "items": {"type": "string"}}
_GRAPHS = [
    {"name": "default-graph-uri", "in": "query", "schema": _IRIS, "description": "Graphs for the default graph."},
    {"name": "named-graph-uri", "in": "query", "schema": _IRIS, "description": "Graphs that GRAPH sees."},
]
_GET = {"parameters": [{"name": "query", "in": "query", "required": True, "schema": _QUERY_SCHEMA}, *_GRAPHS]}
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
