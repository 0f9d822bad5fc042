"""The web application: which routes there are, and the layers around them."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from kgqa.serve.admission.callers import Callers
from kgqa.serve.admission.guard import Guard, names_of
from kgqa.serve.admission.keys import keys_of, needs
from kgqa.serve.admission.limited import Limited
from kgqa.serve.admission.rates import Rates
from kgqa.serve.api import completing, openapi, problems, questions, things
from kgqa.serve.api.steady import Steady
from kgqa.serve.console import page as console
from kgqa.serve.pages import asking, checking, conflicts, entities, question, uploading
from kgqa.serve.pages.assets import Assets
from kgqa.serve.sparql import graph_store, loading, query, updating
from kgqa.serve.sparql.bodies import most_of
from kgqa.serve.sparql.sizes import Sizes
from kgqa.serve.sparql.writes import Writes
from kgqa.serve.watching import metrics
from kgqa.serve.watching.tally import Tally
from kgqa.serve.watching.watch import Watch

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from fastapi import APIRouter
    from jinja2 import Environment
    from starlette.types import Scope

    from kgqa.serve.children.workers import Workers
    from kgqa.serve.live import Live

MAX_BODY = 256 * 1024
"""The largest request body, in bytes; a question is far smaller, a query seldom larger."""

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
TAKEN = ("Accept", "Authorization", "Content-Type", "If-None-Match", "X-API-Key", "X-Request-Id")
GIVEN = ("ETag", "Kgqa-Revision", "Location", "Retry-After", "X-Request-Id")
"""What pages of other origins may send and see, where the settings name such origins (Fetch, CORS protocol)."""

DESCRIPTION = "Answers that are derived, not predicted: questions to an RDF graph, answered with proofs."


def create_app(live: Live, *, writable: bool = False, processes: int = 1) -> FastAPI:
    """The ASGI application that serves a graph; `writable`: whether the graph can be changed over HTTP.

    The graph must be loaded; child processes for SPARQL are started when the application starts up. Call
    `app.state.end` when the server begins to shut down: it ends the queries and the model calls that are running.
    With several `processes`, forked from this one, each calls `app.state.sit` with its number first of all.
    """
    workers, callers = query.query_workers(live), Callers()
    tally = Tally(processes)
    writes = Writes(live, tally, writable=writable)

    def end() -> None:
        callers.end()
        workers.close()
        writes.close()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        workers.start()
        writes.start()
        follower = asyncio.create_task(live.following()) if live.folder is not None else None
        yield
        if follower is not None:
            follower.cancel()
        end()

    app = FastAPI(
        title="kgqa",
        version="1",
        description=DESCRIPTION,
        lifespan=lifespan,
        # FastAPI's own pages load their scripts from a CDN.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.end = end
    app.state.sit = tally.sit
    app.state.tally = tally
    app.state.settings = live.settings
    app.state.ending = False
    app.state.keys = keys_of(live)
    app.state.writable = writable
    _wrap(app, live, tally, partial(most_of, settings=live.settings, writable=writes.writable, other=MAX_BODY))
    openapi.describe(app)
    templates = question.environment(live, writable=writable)
    problems.install(app, partial(question.absent, templates))
    app.include_router(questions.health(live))
    # What writes asks for its scope besides: see `keys.needs`.
    for routes in (
        *_protocols(live, workers, writes, tally),
        *_questions(live, templates, callers, tally),
        uploading.router(live, templates, writable=writable),
    ):
        app.include_router(routes, dependencies=[needs("read")])
    app.mount("/static", Assets(), name="static")
    return app


def _wrap(app: FastAPI, live: Live, tally: Tally, most: Callable[[Scope], int]) -> None:
    """Put the layers around the routes: the last one added is the first that a request comes to."""
    app.add_middleware(Steady, live=live)
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5, thread_minimum_size=64 * 1024)
    if origins := live.settings.origins:
        app.add_middleware(CORSMiddleware, allow_origins=origins, allow_methods=METHODS, allow_headers=TAKEN,
                           expose_headers=GIVEN)  # fmt: skip
    if live.settings.rate:
        rates = Rates(live.settings.rate, live.settings.rate_burst)
        app.add_middleware(Limited, rates=rates, keys=app.state.keys, tally=tally)
    app.add_middleware(Guard, max_body=most, names=names_of(live.settings.host))
    app.add_middleware(Watch, live=live, tally=tally)
    if live.settings.trusted_proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=live.settings.trusted_proxies)


def _protocols(live: Live, workers: Workers, writes: Writes, tally: Tally) -> tuple[APIRouter, ...]:
    """What stands in the specifications of SPARQL, and the loading of files."""
    turns = query.query_turns(live, workers, tally)
    sizes = Sizes(turns)
    return (
        query.router(live, turns, writes, sizes),
        loading.router(live, writes, sizes),
        updating.router(writes),
        graph_store.router(live, query.graph_turns(live, workers, tally), writes),
    )


def _questions(live: Live, templates: Environment, callers: Callers, tally: Tally) -> tuple[APIRouter, ...]:
    """The API and the pages that ask the graph."""
    known = conflicts.FoundConflicts()
    return (
        questions.router(live, callers, tally, known),
        completing.router(live),
        things.router(live),
        entities.router(live, templates),
        conflicts.router(live, templates, known),
        asking.router(live, templates),
        metrics.router(live, tally),
        question.router(live, templates, callers, tally),
        checking.router(live, templates, callers, tally),
        console.router(live, templates),
    )
