"""POST /update: the update operation of the SPARQL 1.1 Protocol.

Source: https://www.w3.org/TR/sparql11-protocol/#update-operation.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from anyio import to_thread
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from kgqa.errors import KgqaError
from kgqa.serve.admission.keys import AdmissionError
from kgqa.serve.sparql.bodies import Part, kept
from kgqa.serve.sparql.operation import FORM_TYPE, base_of, gone, media_type_of, read
from kgqa.serve.sparql.plain import PLAIN_ERROR, other_method, refusal
from kgqa.serve.sparql.writes import as_json, wants_json
from kgqa.store.streaming import graph_iris

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from kgqa.serve.sparql.writes import Writes
    from kgqa.updates import Written

METHODS = "POST, OPTIONS"
UPDATE_TYPE = "application/sparql-update"


def router(writes: Writes) -> APIRouter:
    """The routes of /update."""
    routes = APIRouter(tags=["sparql"])

    @routes.post("/update/", include_in_schema=False)
    @routes.post("/update", responses=_RESPONSES, response_class=Response, openapi_extra=_POST)
    async def update_by_post(request: Request) -> Response:
        """Run a SPARQL update (SPARQL 1.1 Protocol, 2.2). Needs --writable and a key; LOAD and SERVICE are refused.

        The reply comes when the inferences are in step and every answer is of the new revision.
        """
        return await update(request, writes)

    @routes.api_route("/update/", methods=["GET", "OPTIONS", "PUT", "PATCH", "DELETE"], include_in_schema=False)
    @routes.api_route("/update", methods=["GET", "OPTIONS", "PUT", "PATCH", "DELETE"], include_in_schema=False)
    async def other_methods_of_update(request: Request) -> Response:
        return other_method(request, METHODS)

    return routes


async def update(request: Request, writes: Writes, body: bytes | None = None) -> Response:
    """Carry out the update that a request holds; `body` is its form, where that was read already."""
    try:
        writes.admit(request)
        async with _read(request, body) as asked:
            written = await writes.run("update", asked, lambda: gone(request))
    except (KgqaError, AdmissionError) as error:
        return refusal(error)
    return done(request, written)


def done(request: Request, written: Written, status: int = 204, headers: dict[str, str] | None = None) -> Response:
    """The reply to a write: what it changed where JSON is asked for, else only that it is done."""
    headers = {"Kgqa-Revision": written.revision, **(headers or {})}
    if wants_json(request):
        return JSONResponse(as_json(written), 200 if status == 204 else status, headers)
    return Response(None if status == 204 else b"", status, headers)


@asynccontextmanager
async def _read(request: Request, body: bytes | None) -> AsyncIterator[dict[str, Any]]:
    """What the writer must know of an update; its text is in a file that lasts as long as the block."""
    direct = media_type_of(request) == UPDATE_TYPE
    # A text that is sent as it is stays in its file: what else there is to read stands in the address.
    operation = read(request, b"", ("update",)) if direct else None
    async with kept(request) if body is None else _kept(body) as (part,):
        if operation is None:
            operation = read(request, await to_thread.run_sync(part.file.read_bytes), ("update",))
            await to_thread.run_sync(part.file.write_text, operation.text, "utf-8")
        yield {
            "file": str(part.file),
            "using": [graph.value for graph in graph_iris(operation.default_graphs)],
            "using_named": [graph.value for graph in graph_iris(operation.named_graphs)],
            "base": base_of(request),
        }


@asynccontextmanager
async def _kept(body: bytes) -> AsyncIterator[list[Part]]:
    with TemporaryDirectory(prefix="kgqa-update-") as folder:
        file = Path(folder) / "body"
        await to_thread.run_sync(file.write_bytes, body)
        yield [Part(file, "the body", FORM_TYPE)]


_UPDATE_SCHEMA = {"type": "string", "description": "A SPARQL 1.1 update."}
_IRIS = {"type": "array", "items": {"type": "string"}}
_POST: dict[str, Any] = {
    "parameters": [
        {"name": "using-graph-uri", "in": "query", "schema": _IRIS, "description": "Graphs that WHERE sees."},
        {"name": "using-named-graph-uri", "in": "query", "schema": _IRIS, "description": "Graphs that GRAPH sees."},
    ],
    "requestBody": {
        "required": True,
        "content": {
            UPDATE_TYPE: {"schema": _UPDATE_SCHEMA},
            FORM_TYPE: {"schema": {"type": "object", "required": ["update"], "properties": {"update": _UPDATE_SCHEMA}}},
        },
    },
}
WRITE_RESPONSES: dict[int | str, dict[str, Any]] = {
    204: {"description": "Done; the header Kgqa-Revision names the revision that is served now"},
    400: {"description": "What is malformed or refused; nothing was changed", **PLAIN_ERROR},
    401: {"description": "No key", **PLAIN_ERROR},
    403: {"description": "A server that is read only, or a key that does not allow writing", **PLAIN_ERROR},
    413: {"description": "A body over its limit", **PLAIN_ERROR},
    415: {"description": "A body of another media type", **PLAIN_ERROR},
    503: {"description": "A write over its time or memory, or too many writes at once", **PLAIN_ERROR},
}
_RESPONSES = WRITE_RESPONSES | {
    200: {"description": "Done; what it changed", "content": {"application/json": {"schema": {"type": "object"}}}}
}
