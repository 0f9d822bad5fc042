"""GET and POST /sparql: the query operation of the SPARQL 1.1 Protocol, read only.

Source: https://www.w3.org/TR/sparql11-protocol/#query-operation. A query runs in a child process (see
`workers`), which also writes its result, so that the server only passes bytes on.
"""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response
from starlette.exceptions import HTTPException

from kgqa.errors import GoneError, KgqaError, QueryError, TooLargeError
from kgqa.serve.negotiate import preferred
from kgqa.serve.problems import status_of
from kgqa.serve.turns import BusyError, Turns
from kgqa.serve.workers import WorkerLostError, Workers
from kgqa.sparql_query import explained
from kgqa.sparql_results import GRAPH_TYPES, TABLE_TYPES, serialise
from kgqa.store.protocol import Solutions

if TYPE_CHECKING:
    from kgqa.config import Settings
    from kgqa.pipeline import KnowledgeBase
    from kgqa.serve.live import Live
    from kgqa.sparql_results import Result

log = logging.getLogger("kgqa.serve")

TABLE_OFFERS = {media_type.partition(";")[0]: name for name, media_type in TABLE_TYPES.items()} | {
    "application/json": "json",
    "application/xml": "xml",
}
GRAPH_OFFERS = {media_type.partition(";")[0]: name for name, media_type in GRAPH_TYPES.items()} | {
    "text/plain": "nt",
}

QUERY_TYPE = "application/sparql-query"
FORM_TYPE = "application/x-www-form-urlencoded"


class Asked(NamedTuple):
    """A query operation: the query and the formats wanted for its result."""

    query: str
    accept: str


class Reply(NamedTuple):
    """What to send back."""

    status: int
    media_type: str
    body: bytes


class ProtocolError(KgqaError):
    """A request that is no query operation of the protocol."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


def query_workers(live: Live) -> Workers:
    """Workers that evaluate queries over the graph served, within its settings."""
    kb, settings = live.kb, live.settings

    def task(request: bytes) -> bytes:
        reply = evaluate(kb, settings, Asked(*json.loads(request)))
        return f"{reply.status}\n{reply.media_type}\n".encode() + reply.body

    return Workers(task, seconds=settings.query_seconds)


def router(live: Live, workers: Workers) -> APIRouter:
    """The routes of /sparql."""
    routes = APIRouter(tags=["sparql"])
    turns = Turns(workers)

    async def respond(request: Request) -> Response:
        try:
            asked = read(request, await _body(request))
            reply = await turns.run(json.dumps(asked).encode(), lambda: _gone(request))
        except KgqaError as error:
            return refusal(error)
        status, media_type, body = reply.split(b"\n", 2)
        headers = {"Vary": "Accept", "Kgqa-Revision": live.kb.revision}
        return Response(body, int(status), headers, media_type.decode())

    @routes.get("/sparql", responses=_RESPONSES, response_class=Response, openapi_extra=_GET)
    async def query_by_get(request: Request) -> Response:
        """Run a SPARQL query (SPARQL 1.1 Protocol, 2.1.1). Read only; SERVICE and updates are refused."""
        return await respond(request)

    @routes.post("/sparql", responses=_RESPONSES, response_class=Response, openapi_extra=_POST)
    async def query_by_post(request: Request) -> Response:
        """Run a SPARQL query sent as a form or as it is (SPARQL 1.1 Protocol, 2.1.2 and 2.1.3)."""
        return await respond(request)

    return routes


async def _body(request: Request) -> bytes:
    try:
        return await request.body()
    except HTTPException as error:
        raise ProtocolError(str(error.detail), error.status_code) from error


async def _gone(request: Request) -> None:
    """Returns once the client has closed the connection; the body must have been read."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def refusal(error: KgqaError) -> Response:
    """An error as the protocol has it: its status and one line of plain text."""
    passing = isinstance(error, WorkerLostError | BusyError | GoneError)
    status = error.status if isinstance(error, ProtocolError) else 503 if passing else status_of(error)
    headers = {"Retry-After": "5"} if status == 503 else None
    return PlainTextResponse(f"{error}\n", status, headers)


def read(request: Request, body: bytes) -> Asked:
    """The query operation that an HTTP request asks for.

    Raises ProtocolError when it asks for none (2.1.4) or for one that is not offered here.
    """
    parameters = parse_qsl(request.url.query, keep_blank_values=True)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method == "POST":
        if kind == FORM_TYPE:
            parameters += parse_qsl(_text(body), keep_blank_values=True)
        elif kind == QUERY_TYPE:
            parameters.append(("query", _text(body)))
        elif kind == "application/sparql-update":
            raise ProtocolError("this endpoint is read only: updates are refused", 403)
        else:
            raise ProtocolError(f"send a query as {QUERY_TYPE} or {FORM_TYPE}", 415)
    return Asked(_only_query(parameters), request.headers.get("accept", ""))


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise ProtocolError("the body is not UTF-8") from None


def _only_query(parameters: list[tuple[str, str]]) -> str:
    given = [name for name, _ in parameters]
    if "update" in given:
        raise ProtocolError("this endpoint is read only: updates are refused", 403)
    for name in ("default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri"):
        if name in given:
            raise ProtocolError(f"{name} is not supported: write FROM or FROM NAMED in the query")
    queries = [value for name, value in parameters if name == "query"]
    if len(queries) != 1:
        raise ProtocolError("give one query, in the parameter `query`")
    return queries[0]


def evaluate(kb: KnowledgeBase, settings: Settings, asked: Asked) -> Reply:
    """Run a query and write its result in the format preferred. Never raises: an error is a reply."""
    try:
        result = _bounded(kb, asked.query, settings.query_rows)
        table = isinstance(result, bool | Solutions)
        name = preferred(asked.accept, TABLE_OFFERS if table else GRAPH_OFFERS)
        if name is None:
            offers = ", ".join(TABLE_OFFERS if table else GRAPH_OFFERS)
            return _plain(406, f"this result can be had as {offers}")
        media_type = (TABLE_TYPES if table else GRAPH_TYPES)[name]
        return Reply(200, media_type, serialise(result, name).encode())
    except QueryError as error:
        return _plain(400, str(explained(error, asked.query)))
    except KgqaError as error:
        return _plain(status_of(error), str(error))
    except MemoryError:
        return _plain(503, "the query needed more memory than it may use")
    except Exception:
        log.exception("a query failed")
        return _plain(500, "the query failed; the log says why")


def _bounded(kb: KnowledgeBase, query: str, limit: int) -> Result:
    result = kb.store.query(query, limit=limit + 1)
    if isinstance(result, bool):
        return result
    if len(result.rows if isinstance(result, Solutions) else result.triples) > limit:
        # A result cut short without a word would be a wrong answer.
        raise TooLargeError(f"the result has more than {limit:,} rows", remedy="add LIMIT and OFFSET")
    return result


def _plain(status: int, message: str) -> Reply:
    return Reply(status, "text/plain; charset=utf-8", f"{message}\n".encode())


_ERROR = {"content": {"text/plain": {"schema": {"type": "string"}}}}
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "SELECT and ASK as a results document, CONSTRUCT and DESCRIBE as RDF.",
        "content": {kind: {"schema": {"type": "string"}} for kind in (*TABLE_OFFERS, *GRAPH_OFFERS)},
    },
    400: {"description": "No query, or a query that is malformed or refused", **_ERROR},
    403: {"description": "An update", **_ERROR},
    406: {"description": "No format that the request accepts", **_ERROR},
    413: {"description": "A request or a result over its limit", **_ERROR},
    503: {"description": "A query over its time or memory, or too many queries at once", **_ERROR},
}
_QUERY_SCHEMA = {"type": "string", "description": "A SPARQL 1.1 query."}
_GET = {"parameters": [{"name": "query", "in": "query", "required": True, "schema": _QUERY_SCHEMA}]}
_POST = {
    "requestBody": {
        "required": True,
        "content": {
            QUERY_TYPE: {"schema": _QUERY_SCHEMA},
            FORM_TYPE: {"schema": {"type": "object", "required": ["query"], "properties": {"query": _QUERY_SCHEMA}}},
        },
    }
}
