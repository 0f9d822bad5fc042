"""The page for SPARQL, and what it asks of the server: the vocabulary, labels, and why a row of a result holds."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from kgqa.model import IRI, is_absolute
from kgqa.serve.api.evidence import ProofObject  # noqa: TC001
from kgqa.serve.api.problems import described
from kgqa.serve.console.queries import ExampleQuery, example_queries
from kgqa.serve.console.rows import explained, term_of
from kgqa.serve.console.vocabulary import Named, Vocabulary, vocabulary_of

if TYPE_CHECKING:
    from jinja2 import Environment

    from kgqa.pipeline import KnowledgeBase
    from kgqa.serve.live import Live

MAX_LABELS = 2_000
MAX_QUERY = 50_000
_Iri = Annotated[str, StringConstraints(max_length=4_000)]


class NamedObject(BaseModel):
    """A class or property."""

    iri: str
    label: str
    labelled: bool = Field(description="Whether the label is stated; else it is made from the IRI.")
    count: int = Field(description="Members or facts, stated and entailed.")
    short: str = Field(description="As a query writes it: with a prefix where it has one.")


class ExampleQueryObject(BaseModel):
    """A query to begin with."""

    title: str
    query: str


class VocabularyObject(BaseModel):
    """What a query can use."""

    classes: list[NamedObject] = Field(description="Those with members first, the largest first; then those declared.")
    properties: list[NamedObject] = Field(description="Those with facts first, the most used first.")
    prefixes: dict[str, str]
    examples: list[ExampleQueryObject] = Field(description="Queries made from the graph, each of which gives rows.")
    revision: str


class Things(BaseModel):
    """IRIs to name."""

    model_config = ConfigDict(extra="forbid")

    iris: list[_Iri] = Field(max_length=MAX_LABELS)


class LabelsObject(BaseModel):
    """What things are called."""

    labels: dict[str, str] = Field(description="By IRI.")
    revision: str


class _Known:
    """The vocabulary and the examples of a revision, made when first asked for."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._revision: str | None = None
        self._found: tuple[Vocabulary, tuple[ExampleQuery, ...]]

    def of(self, kb: KnowledgeBase) -> tuple[Vocabulary, tuple[ExampleQuery, ...]]:
        with self._lock:
            if self._revision != kb.revision:
                terms = vocabulary_of(kb)
                self._found, self._revision = (terms, example_queries(kb, terms)), kb.revision
            return self._found


class TermObject(BaseModel):
    """A term of a row, as the SPARQL 1.1 Query Results JSON Format writes it."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    type: Literal["uri", "literal", "typed-literal", "bnode"]
    value: Annotated[str, StringConstraints(max_length=100_000)]
    datatype: _Iri | None = None
    language: Annotated[str, StringConstraints(max_length=100)] | None = Field(default=None, alias="xml:lang")


class Row(BaseModel):
    """A query, and a row of its result."""

    model_config = ConfigDict(extra="forbid")

    query: Annotated[str, StringConstraints(min_length=1, max_length=MAX_QUERY)]
    row: dict[str, TermObject] = Field(
        max_length=500, description="What its variables are bound to. Of a CONSTRUCT: subject, predicate and object."
    )


class PatternObject(BaseModel):
    """A part of a query, and the fact that it stands for in a row."""

    text: str
    role: Literal["required", "optional", "alternative", "inner"]
    status: Literal["asserted", "derived", "absent", "unbound", "other"] = Field(
        description="`other`: not a plain triple pattern, `note` says what; `unbound`: the row leaves a variable open."
    )
    note: str | None = None
    proof: ProofObject | None = None


class RowExplanation(BaseModel):
    """What a row rests on."""

    patterns: list[PatternObject]
    witness: str | None = Field(
        description="A query for one solution behind the row, with what the row leaves open; null if nothing."
    )
    revision: str


def router(live: Live, templates: Environment) -> APIRouter:
    """The page and its routes."""
    routes = APIRouter(tags=["console"])
    known = _Known()

    @routes.get("/console", include_in_schema=False, response_class=HTMLResponse)
    def console() -> HTMLResponse:
        return HTMLResponse(templates.get_template("console.html").render(revision=live.kb.revision))

    @routes.get("/v1/vocabulary", response_model=VocabularyObject)
    def vocabulary() -> JSONResponse:
        """What a SPARQL query can use: classes and properties with labels, prefixes, and queries to begin with."""
        kb = live.kb
        terms, examples = known.of(kb)
        return JSONResponse(
            {
                "classes": [_named(each, terms) for each in terms.classes],
                "properties": [_named(each, terms) for each in terms.properties],
                "prefixes": dict(terms.prefixes),
                "examples": [each._asdict() for each in examples],
                "revision": kb.revision,
            }
        )

    @routes.post("/v1/labels", response_model=LabelsObject, responses=described(400, 413, 415, 422))
    def labels(things: Things) -> JSONResponse:
        """What things are called; what is no absolute IRI is left out."""
        kb = live.kb
        found = {iri: kb.labels.of(IRI(iri)) for iri in things.iris if is_absolute(iri)}
        return JSONResponse({"labels": found, "revision": kb.revision})

    @routes.post("/v1/explain/row", response_model=RowExplanation, responses=described(400, 413, 415, 422))
    def explain_row(given: Row) -> JSONResponse:
        """Why a row of a query's result is there: for each triple pattern the fact it stands for, with its proof."""
        kb = live.kb
        row = {name: term_of(term.model_dump(by_alias=True, exclude_none=True)) for name, term in given.row.items()}
        return JSONResponse(explained(kb, given.query, row)._asdict() | {"revision": kb.revision})

    return routes


def _named(each: Named, terms: Vocabulary) -> dict[str, Any]:
    return {
        "iri": each.iri.value,
        "label": each.label,
        "labelled": each.is_labelled,
        "count": each.count,
        "short": terms.short(each.iri),
    }
