"""The page for sources: what the graph was loaded from; another file is added, and one is removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from kgqa.model import INFERRED_GRAPH, LOCAL_GRAPH, ONTOLOGY_GRAPH

if TYPE_CHECKING:
    from jinja2 import Environment

    from kgqa.model import IRI
    from kgqa.pipeline import KnowledgeBase
    from kgqa.serve.live import Live

_CALLED = {
    INFERRED_GRAPH: "what is derived from the others",
    ONTOLOGY_GRAPH: "the ontologies",
    LOCAL_GRAPH: "what was written here",
}


class Kept(NamedTuple):
    """A graph of the store: what it is called, and whether it may be removed."""

    graph: str
    called: str
    removable: bool


def router(live: Live, templates: Environment, *, writable: bool) -> APIRouter:
    """The route of the page; a server that cannot be written says there how one is started that can."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/upload")
    def upload() -> HTMLResponse:
        if not writable:
            return HTMLResponse(templates.get_template("absent.html").render(path="/upload"), 404)
        kb = live.kb
        page = templates.get_template("upload.html")
        return HTMLResponse(
            page.render(revision=kb.revision, sources=sources(kb), problems=kb.problems, most=live.settings.max_upload)
        )

    return routes


def sources(kb: KnowledgeBase) -> list[Kept]:
    """The graphs of the store, those that files were loaded into first."""
    graphs = sorted(kb.store.graphs(), key=lambda graph: (graph in _CALLED, graph))
    return [Kept(graph.value, _called(graph), graph not in {INFERRED_GRAPH, ONTOLOGY_GRAPH}) for graph in graphs]


def _called(graph: IRI) -> str:
    return _CALLED.get(graph) or graph.value.removeprefix("urn:kgqa:source:")
