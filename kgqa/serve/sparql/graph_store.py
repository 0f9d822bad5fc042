"""/rdf-graph-store: the SPARQL 1.1 Graph Store HTTP Protocol.

Source: https://www.w3.org/TR/sparql11-http-rdf-update/. A graph is named by `?graph=IRI`, by `?default` (what is
stated in urn:kgqa:local), or by its own address below /rdf-graph-store/.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl
from uuid import uuid4

from fastapi import APIRouter, Request
from fastapi.responses import Response

from kgqa.errors import KgqaError, NoGraphError
from kgqa.model import ASSERTED_GRAPH, IRI, LOCAL_GRAPH
from kgqa.serve.admission.keys import AdmissionError
from kgqa.serve.api.terms import iri_of
from kgqa.serve.children.evaluation import GRAPH_OFFERS, Asked
from kgqa.serve.sparql.bodies import MULTIPART, kept
from kgqa.serve.sparql.operation import ProtocolError, base_of, gone, media_type_of
from kgqa.serve.sparql.pieces import in_pieces
from kgqa.serve.sparql.plain import PLAIN_ERROR, other_method, refusal
from kgqa.serve.sparql.sizes import place_of
from kgqa.serve.sparql.updating import WRITE_RESPONSES, done

if TYPE_CHECKING:
    from kgqa.serve.children.turns import Turns
    from kgqa.serve.live import Live
    from kgqa.serve.sparql.writes import Writes

PLACE = "/rdf-graph-store"
METHODS = "GET, HEAD, PUT, POST, DELETE, OPTIONS"


class GraphStore:
    """Answers the requests to a graph store; `turns` are those of queries."""

    def __init__(self, live: Live, turns: Turns, writes: Writes) -> None:
        self._live, self._turns, self._writes = live, turns, writes

    async def answer(self, request: Request) -> Response:
        """What the method of a request asks for."""
        try:
            match request.method:
                case "GET":
                    return await self._read(request)
                case "PUT" | "POST":
                    return await self._write(request, request.method.lower())
                case "DELETE":
                    return await self._delete(request)
        except (KgqaError, AdmissionError) as error:
            return refusal(error)
        return other_method(request, METHODS)

    async def _read(self, request: Request) -> Response:
        # Held to the end: the revision that is read is not removed meanwhile.
        kb = self._live.kb
        graph = named(request)
        if graph not in {None, ASSERTED_GRAPH} and graph not in kb.store.graphs():
            raise NoGraphError(f"there is no graph {graph}")
        accept = ", ".join(request.headers.getlist("accept"))
        asked = Asked("", accept=accept, graph=(graph or LOCAL_GRAPH).value, revision=place_of(kb))
        headers = {"Vary": "Accept", "Kgqa-Revision": kb.revision}
        return await in_pieces(self._turns, json.dumps(asked).encode(), request, headers)

    async def _write(self, request: Request, action: str) -> Response:
        self._writes.admit(request)
        new = action == "post" and _is_bare(request)
        graph = IRI(f"{base_of(request).rstrip('/')}/{uuid4().hex}") if new else named(request)
        was_empty = graph is None and not any(True for _ in self._live.kb.store.match(graph=LOCAL_GRAPH))
        if action == "put" and media_type_of(request) == MULTIPART:
            raise ProtocolError(f"{MULTIPART} is for POST", 415)
        base, unpacked = graph or IRI(base_of(request)), self._live.settings.max_unpacked * 2**20
        async with kept(request) as parts:
            payloads = [part.payload(base.value, unpacked) for part in parts]
            asked = {"graph": graph and graph.value, "parts": payloads}
            written = await self._writes.run(action, asked, lambda: gone(request))
        if written.created or was_empty:
            return done(request, written, 201, {"Location": graph.value} if new and graph else None)
        return done(request, written, 204 if action == "put" else 200)

    async def _delete(self, request: Request) -> Response:
        self._writes.admit(request)
        graph = named(request)
        asked = {"graph": graph and graph.value}
        return done(request, await self._writes.run("delete", asked, lambda: gone(request)), 200)


def router(live: Live, turns: Turns, writes: Writes) -> APIRouter:
    """The routes of the graph store."""
    routes = APIRouter(tags=["graph store"])
    store = GraphStore(live, turns, writes)

    @routes.get(PLACE, responses=_READ, response_class=Response, openapi_extra=_parameters())
    async def read_graph(request: Request) -> Response:
        """The triples of a graph (Graph Store HTTP Protocol, 5.2)."""
        return await store.answer(request)

    @routes.put(PLACE, responses=_WRITE, response_class=Response, openapi_extra=_parameters(body=True))
    async def replace_graph(request: Request) -> Response:
        """Make the body the whole content of a graph (5.3). Needs --writable and a key."""
        return await store.answer(request)

    @routes.post(PLACE, responses=_WRITE, response_class=Response, openapi_extra=_parameters(body=True))
    async def add_to_graph(request: Request) -> Response:
        """Add the body to a graph; to a new one, which Location names, where none is named (5.5)."""
        return await store.answer(request)

    @routes.delete(PLACE, responses=_WRITE | _GONE, response_class=Response, openapi_extra=_parameters())
    async def remove_graph(request: Request) -> Response:
        """Remove a graph (5.4). Needs --writable and a key."""
        return await store.answer(request)

    every = ["GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS"]
    routes.add_api_route(PLACE, store.answer, methods=["PATCH", "OPTIONS"], include_in_schema=False)
    routes.add_api_route(f"{PLACE}/{{rest:path}}", store.answer, methods=every, include_in_schema=False)
    return routes


def _is_bare(request: Request) -> bool:
    return not request.url.query and request.url.path.rstrip("/") == PLACE


def named(request: Request) -> IRI | None:
    """The graph that a request is about (4.1, 4.2); None: the default graph. Raises ProtocolError for none or two."""
    parameters = parse_qsl(request.url.query, keep_blank_values=True)
    graphs = [value for name, value in parameters if name == "graph"]
    default = any(name == "default" for name, _ in parameters)
    direct = request.url.path.rstrip("/") != PLACE
    if len(graphs) + default + direct != 1:
        raise ProtocolError(f"name one graph: by ?graph=IRI, by ?default, or by its address below {PLACE}/")
    if default:
        return None
    name = base_of(request) if direct else graphs[0]
    graph = iri_of(name)
    if graph is None:
        raise ProtocolError(f"{name!r} is no absolute IRI, as the name of a graph must be")
    return None if graph == LOCAL_GRAPH else graph


_RDF = {"schema": {"type": "string"}}
_FILES = {"schema": {"type": "object", "additionalProperties": {"type": "string", "format": "binary"}}}


def _parameters(*, body: bool = False) -> dict[str, Any]:
    described: dict[str, Any] = {
        "parameters": [
            {"name": "graph", "in": "query", "schema": {"type": "string"}, "description": "The IRI of the graph."},
            {"name": "default", "in": "query", "schema": {"type": "string"}, "description": "The default graph."},
        ]
    }
    if body:
        content = dict.fromkeys(("text/turtle", "application/n-triples", "application/rdf+xml"), _RDF)
        described["requestBody"] = {
            "required": True,
            "content": {**content, "application/ld+json": {"schema": {}}, MULTIPART: _FILES},
        }
    return described


_GONE: dict[int | str, dict[str, Any]] = {404: {"description": "No such graph", **PLAIN_ERROR}}
_READ: dict[int | str, dict[str, Any]] = {
    200: {"description": "The graph", "content": dict.fromkeys(GRAPH_OFFERS, _RDF)},
    400: {"description": "No graph is named, or two", **PLAIN_ERROR},
    406: {"description": "No format that the request accepts", **PLAIN_ERROR},
    503: {"description": "Too many queries at once", **PLAIN_ERROR},
    **_GONE,
}
_WRITE = WRITE_RESPONSES | {
    200: {"description": "Done; what it changed, where JSON is asked for"},
    201: {"description": "Done; the graph is new"},
}
