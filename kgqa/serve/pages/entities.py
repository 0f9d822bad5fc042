"""The pages about one thing, and the page that proves one fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from kgqa.errors import KgqaError
from kgqa.model import IRI
from kgqa.serve.api.problems import status_of
from kgqa.serve.api.terms import iri_of, term_of
from kgqa.serve.api.things import MAX_IRI, SHOWN

if TYPE_CHECKING:
    from jinja2 import Environment

    from kgqa.ask.about import Group
    from kgqa.model import Proof, Term
    from kgqa.pipeline import KnowledgeBase
    from kgqa.serve.live import Live

MAX_TERM = 40_000
A_PAGE = 100


def router(live: Live, templates: Environment) -> APIRouter:
    """The routes about things and facts."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    def shown(name: str, kb: KnowledgeBase, status: int = 200, **values: Any) -> HTMLResponse:
        return HTMLResponse(templates.get_template(name).render(revision=kb.revision, **values), status)

    def unknown(kb: KnowledgeBase, iri: str) -> HTMLResponse:
        return shown("unknown.html", kb, 404, iri=iri, close=[c for c in _close(kb, iri) if c.kind == "thing"])

    @routes.get("/entity")
    def entity(
        iri: Annotated[str, Query(max_length=MAX_IRI)] = "",
        p: Annotated[str, Query(max_length=MAX_IRI)] = "",
        inverse: bool = False,
        page: Annotated[int, Query(ge=1, le=1_001)] = 1,
    ) -> HTMLResponse:
        kb, thing = live.kb, iri_of(iri.strip())
        if thing is None:
            return unknown(kb, iri)
        if p:
            group = _page_of(kb, thing, p, page, inverse=inverse)
            if group is None or not group.facts:
                return unknown(kb, iri)
            return shown("facts.html", kb, iri=iri, label=kb.labels.of(thing), group=group, page=page)
        found = kb.about(thing, shown=SHOWN)
        if found is None:
            return unknown(kb, iri)
        return shown("entity.html", kb, about=found, questions=kb.questions_about(found))

    @routes.get("/why")
    def why(
        s: Annotated[str, Query(max_length=MAX_TERM)] = "",
        p: Annotated[str, Query(max_length=MAX_TERM)] = "",
        o: Annotated[str, Query(max_length=MAX_TERM)] = "",
    ) -> HTMLResponse:
        kb = live.kb
        proofs, error, status = _proved(kb, *map(term_of, (s, p, o)))
        return shown("why.html", kb, status, proofs=proofs, error=error)

    return routes


def _page_of(kb: KnowledgeBase, thing: IRI, p: str, page: int, *, inverse: bool) -> Group | None:
    by = iri_of(p)
    if by is None:
        return None
    return kb.facts_by(thing, by, inverse=inverse, offset=(page - 1) * A_PAGE, limit=A_PAGE)


def _close(kb: KnowledgeBase, iri: str) -> list[Any]:
    """Things whose names are like the last words of what was asked for."""
    from kgqa.ask.labels import local_words

    return kb.complete(local_words(iri)[:200] or "?", limit=8)


def _proved(
    kb: KnowledgeBase, subject: Term | None, predicate: Term | None, value: Term | None
) -> tuple[list[Proof], str | None, int]:
    if subject is None or not isinstance(predicate, IRI) or value is None:
        return [], "This address names no fact: s, p and o are terms as N-Triples writes them.", 400
    try:
        proofs = kb.explain(subject, predicate, value)
    except KgqaError as error:
        return [], str(error), status_of(error)
    return (proofs, None, 200) if proofs else ([], "The graph does not entail this (any more).", 404)
