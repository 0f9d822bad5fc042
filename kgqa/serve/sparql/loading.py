"""POST /v1/load: a file into the store, with word of how far it is; GET /v1/sources: the graphs that the store holds.

A file is loaded as `kgqa load` does it: one of the same name again replaces what it said before.
"""

from __future__ import annotations

import asyncio
import json
import re
from contextlib import AsyncExitStack
from email.message import Message
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, Field

from kgqa.errors import InputError, KgqaError
from kgqa.load.rdf import source_iri
from kgqa.model import INFERRED_GRAPH, IRI
from kgqa.serve.api.problems import described, problem
from kgqa.serve.api.terms import iri_of
from kgqa.serve.sparql.bodies import MULTIPART, kept
from kgqa.serve.sparql.operation import gone
from kgqa.serve.sparql.plain import RETRY_AFTER, status_for
from kgqa.serve.sparql.writes import as_json

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from kgqa.serve.live import Live
    from kgqa.serve.sparql.bodies import Part
    from kgqa.serve.sparql.sizes import Sizes
    from kgqa.serve.sparql.writes import Writes

EVENTS = "text/event-stream"
LONGEST_NAME = 200
_NO_CHARACTER_OF_A_NAME = re.compile(r"[\x00-\x1f\x7f]")


class ProblemOfFile(BaseModel):
    """Something in a file that could not be loaded; the rest of it was."""

    file: str
    message: str
    line: int | None = None


class LoadedObject(BaseModel):
    """What loading a file came to."""

    source: str = Field(description="The graph that holds what the file states.")
    file: str
    revision: str = Field(description="The revision that is served now.")
    added: int = Field(description="Stated facts that were not there before.")
    removed: int
    inferred_added: int
    inferred_removed: int
    created: bool = Field(description="Whether the graph is new.")
    remaining: int = Field(description="Facts to be taken away that still hold.")
    changed: bool = Field(description="Whether there is a new revision.")
    problems: list[ProblemOfFile]


class GraphObject(BaseModel):
    """A graph of the store."""

    graph: str
    file: str | None = Field(default=None, description="The file that it was loaded from.")
    time: str | None = Field(default=None, description="When it was last written.")
    triples: int
    inferred: bool = Field(description="Whether it holds what is entailed and not stated.")


class SourcesObject(BaseModel):
    """The graphs of the store, as one revision has them."""

    sources: list[GraphObject]
    revision: str


class Loading:
    """Takes files in."""

    def __init__(self, live: Live, writes: Writes) -> None:
        self._live, self._writes = live, writes
        self._running: set[asyncio.Task[None]] = set()

    async def answer(self, request: Request, filename: str | None, source: str | None) -> Response:
        """Load the file that a request brings."""
        try:
            self._writes.admit(request)
            async with AsyncExitStack() as stack:
                file = await _file(request, await stack.enter_async_context(kept(request)), filename)
                graph = _graph(source, file)
                if EVENTS not in request.headers.get("accept", ""):
                    return JSONResponse(await self._loaded(request, file, graph, lambda _: None))
                return self._told(request, file, graph, stack.pop_all())
        except KgqaError as error:
            return _problem(error)

    async def _loaded(self, request: Request, file: Path, graph: IRI, told: Callable[[bytes], None]) -> dict[str, Any]:
        unpacked = self._live.settings.max_unpacked * 2**20
        asked = {"files": [str(file)], "source": graph.value, "unpacked": unpacked}
        written = await self._writes.run("load", asked, lambda: gone(request), told)
        found = [{"file": name, "message": each.message, "line": each.line} for name, each in self._live.kb.problems]
        return {"source": graph.value, "file": file.name, **as_json(written), "problems": found}

    def _told(self, request: Request, file: Path, graph: IRI, stack: AsyncExitStack) -> Response:
        """The reply that comes as the load goes on; the load goes on to its end even where nobody listens any more."""
        news: asyncio.Queue[tuple[str, Any]] = asyncio.Queue()
        loop = asyncio.get_running_loop()

        def told(content: bytes) -> None:
            loop.call_soon_threadsafe(news.put_nowait, ("progress", json.loads(content)))

        async def work() -> None:
            async with stack:
                try:
                    news.put_nowait(("done", await self._loaded(request, file, graph, told)))
                except KgqaError as error:
                    news.put_nowait(("failed", json.loads(bytes(_problem(error).body))))
                except BaseException:
                    news.put_nowait(
                        ("failed", json.loads(bytes(problem(500, "the load failed; the log says why").body)))
                    )
                    raise

        task = asyncio.create_task(work())
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return StreamingResponse(_events(news), media_type=EVENTS, headers={"Cache-Control": "no-store"})


def router(live: Live, writes: Writes, sizes: Sizes) -> APIRouter:
    """The routes of loading."""
    routes = APIRouter(tags=["writing"])
    loading = Loading(live, writes)

    @routes.post("/v1/load", response_model=LoadedObject, responses=_RESPONSES, openapi_extra=_BODY)
    async def load(
        request: Request,
        filename: Annotated[
            str | None, Query(max_length=LONGEST_NAME, description="The name of the file, where the body is no form.")
        ] = None,
        source: Annotated[
            str | None, Query(description="IRI of the graph for what the file states; default: by its name.")
        ] = None,
    ) -> Response:
        """Load a file of RDF or GEDCOM, reason over it, and serve it. Needs --writable and a key.

        With `Accept: text/event-stream` word of how far it is (`progress`) comes before `done` or `failed`.
        """
        return await loading.answer(request, filename, source)

    @routes.get("/v1/sources", response_model=SourcesObject, responses=described(503))
    async def sources(request: Request) -> Response:
        """The graphs of the store: what each was loaded from, and how many triples it holds."""
        kb = live.kb
        try:
            counts = await sizes.of(kb, lambda: gone(request))
        except KgqaError as error:
            return _problem(error)
        found = [
            {
                "graph": graph.value,
                "file": kb.store.file_of(graph),
                "time": kb.store.written_at(graph),
                "triples": counts.get(graph, 0),
                "inferred": graph == INFERRED_GRAPH,
            }
            for graph in kb.store.graphs()
        ]
        return JSONResponse({"sources": found, "revision": kb.revision})

    return routes


async def _events(news: asyncio.Queue[tuple[str, Any]]) -> AsyncIterator[str]:
    """Server-sent events (HTML, 9.2), up to the last."""
    while True:
        kind, content = await news.get()
        yield f"event: {kind}\ndata: {json.dumps(content)}\n\n"
        if kind != "progress":
            return


async def _file(request: Request, parts: list[Part], filename: str | None) -> Path:
    """The file of a request under its own name, which says in what format it is. Raises InputError."""
    if len(parts) != 1:
        raise InputError("the form has several files", remedy="send one file in each request")
    (part,) = parts
    is_form = request.headers.get("content-type", "").lower().startswith(MULTIPART)
    given = part.name if is_form else filename or _disposed(request) or ""
    name = Path(given.replace("\\", "/")).name
    if not name or name in {".", ".."} or len(name) > LONGEST_NAME or _NO_CHARACTER_OF_A_NAME.search(name):
        raise InputError(
            f"{given!r} is no name of a file" if given else "the file has no name",
            remedy="send a form with a file, or add ?filename=NAME.ttl",
        )
    folder = part.file.with_name(f"{part.file.name}.named")
    folder.mkdir()
    return await to_thread.run_sync(part.file.rename, folder / name)


def _disposed(request: Request) -> str | None:
    """The name in a Content-Disposition (RFC 6266)."""
    message = Message()
    message["Content-Disposition"] = request.headers.get("content-disposition", "")
    return message.get_filename()


def _graph(source: str | None, file: Path) -> IRI:
    graph = source_iri(file) if source is None else iri_of(source)
    if graph is None:
        raise InputError(f"{source!r} is no absolute IRI", remedy="give `source` an IRI, or leave it out")
    return graph


def _content(response: Response) -> Any:
    return json.loads(bytes(response.body))


def _problem(error: KgqaError) -> Response:
    status = status_for(error)
    detail = str(error).removesuffix(f" ({error.remedy})")
    headers = {"Retry-After": str(RETRY_AFTER)} if status == 503 else None
    return problem(status, detail, code=error.code, remedy=error.remedy, headers=headers)


_FILE = {"schema": {"type": "string", "format": "binary"}}
_FORM = {"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary"}}}
_BODY = {
    "requestBody": {"required": True, "content": {MULTIPART: {"schema": _FORM}, "application/octet-stream": _FILE}}
}
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"content": {EVENTS: {"schema": {"type": "string"}}}},
    **described(400, 401, 403, 413, 415, 422, 503),
}
