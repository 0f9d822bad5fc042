"""GET /v1/entity: what the graph says about one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from kgqa.serve.api.evidence import SourceObject  # noqa: TC001 - pydantic reads the annotations at run time
from kgqa.serve.api.problems import described
from kgqa.serve.api.terms import iri_of, term_json

if TYPE_CHECKING:
    from kgqa.ask.about import Group, Told
    from kgqa.pipeline import KnowledgeBase
    from kgqa.serve.live import Live

MAX_IRI = 4_000
SHOWN = 10
"""Facts of each property, unless more are asked for."""


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


def router(live: Live) -> APIRouter:
    """The route about things."""
    routes = APIRouter(tags=["questions"])

    @routes.get("/v1/entity", response_model=EntityObject, responses=described(404, 422))
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
