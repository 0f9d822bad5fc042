"""Pages and JSON about one thing, and the page that proves one fact."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel, Field

from kgqa.errors import KgqaError
from kgqa.model import IRI
from kgqa.serve.api.evidence import SourceObject  # noqa: TC001 - pydantic reads the annotations at run time
from kgqa.serve.api.problems import described, status_of
from kgqa.serve.pages.terms import iri_of, term_json, term_of

if TYPE_CHECKING:
    from jinja2 import Environment

    from kgqa.ask.about import Group, Told
    from kgqa.model import Proof, Term
    from kgqa.pipeline import KnowledgeBase
    from kgqa.serve.live import Live

MAX_IRI = 4_000
MAX_TERM = 40_000
SHOWN, A_PAGE = 10, 100


class KnownTerm(BaseModel):
    """A term, and what it is called."""

    type: Literal["uri", "literal", "bnode"]
    value: str
    label: str
    datatype: str | None = None
    language: str | None = None


class KnownFact(BaseModel):
    """What stands at the other end of a fact, and how that is known."""

    value: KnownTerm
    certainty: Literal["asserted", "derived"]
    source: SourceObject | None = Field(default=None, description="Where it is stated.")


class FactsBy(BaseModel):
    """Facts of a thing by one property; `inverse`: those that lead to the thing."""

    property: KnownTerm
    inverse: bool
    count: int | None = Field(description="How many there are; null when they are too many to be counted.")
    offset: int
    facts: list[KnownFact]


class EntityObject(BaseModel):
    """What the graph says about a thing."""

    iri: str
    label: str
    description: str
    types: list[KnownFact]
    groups: list[FactsBy]
    questions: list[str] = Field(description="Questions about it that are answered.")
    revision: str


def router(live: Live, templates: Environment) -> APIRouter:
    """The routes about things and facts."""
    routes = APIRouter()
    pages = partial(routes.get, include_in_schema=False, response_class=HTMLResponse)

    def shown(name: str, kb: KnowledgeBase, status: int = 200, **values: Any) -> HTMLResponse:
        return HTMLResponse(templates.get_template(name).render(revision=kb.revision, **values), status)

    def unknown(kb: KnowledgeBase, iri: str) -> HTMLResponse:
        return shown("unknown.html", kb, 404, iri=iri, close=[c for c in _close(kb, iri) if c.kind == "thing"])

    @pages("/entity")
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

    @pages("/why")
    def why(
        s: Annotated[str, Query(max_length=MAX_TERM)] = "",
        p: Annotated[str, Query(max_length=MAX_TERM)] = "",
        o: Annotated[str, Query(max_length=MAX_TERM)] = "",
    ) -> HTMLResponse:
        kb = live.kb
        proofs, error, status = _proved(kb, *map(term_of, (s, p, o)))
        return shown("why.html", kb, status, proofs=proofs, error=error)

    @routes.get("/v1/entity", response_model=EntityObject, responses=described(404, 422), tags=["questions"])
    def about(
        iri: Annotated[str, Query(min_length=1, max_length=MAX_IRI, description="The IRI of the thing.")],
        property: Annotated[str, Query(max_length=MAX_IRI, description="Only facts by this property (its IRI).")] = "",
        inverse: Annotated[bool, Query(description="With `property`: facts that lead to the thing.")] = False,
        offset: Annotated[int, Query(ge=0, le=100_000, description="With `property`: facts to skip.")] = 0,
        limit: Annotated[int, Query(ge=1, le=1_000, description="The most facts of each property.")] = SHOWN,
    ) -> JSONResponse:
        """What the graph says about a thing: its facts by property, stated and entailed, and questions about it."""
        kb, thing = live.kb, iri_of(iri)
        found = None if thing is None else kb.about(thing, shown=limit)
        if thing is None or found is None:
            raise HTTPException(404, f"nothing is known of {iri}")
        groups: list[Group] = [*found.groups, *found.elsewhere, *found.rest]
        if property:
            by = iri_of(property)
            only = None if by is None else kb.facts_by(thing, by, inverse=inverse, offset=offset, limit=limit)
            groups = [only] if only is not None else []
        return JSONResponse(
            {
                "iri": iri,
                "label": found.label,
                "description": found.description,
                "types": [_fact_json(kb, told, inverse=False) for told in found.kinds],
                "groups": [_group_json(kb, group) for group in groups],
                "questions": list(kb.questions_about(found)),
                "revision": kb.revision,
            }
        )

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


def _group_json(kb: KnowledgeBase, group: Group) -> dict[str, Any]:
    return {
        "property": term_json(group.iri, group.label),
        "inverse": group.inverse,
        "count": group.count,
        "offset": group.offset,
        "facts": [_fact_json(kb, told, inverse=group.inverse) for told in group.facts],
    }


def _fact_json(kb: KnowledgeBase, told: Told, *, inverse: bool) -> dict[str, Any]:
    end = told.other(inverse=inverse)
    stated = told.source
    source = {} if stated is None else {"graph": stated.graph, "file": stated.file, "line": stated.line}
    return {
        "value": term_json(end, kb.labels.of(end)),
        "certainty": "derived" if stated is None else "asserted",
        **({"source": {name: value for name, value in source.items() if value is not None}} if source else {}),
    }
