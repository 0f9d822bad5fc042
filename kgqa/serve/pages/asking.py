"""The page of what can be asked: classes and properties with their words, their numbers and questions to begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from kgqa.ask.tokens import fold

if TYPE_CHECKING:
    from jinja2 import Environment

    from kgqa.ask.coverage import ClassCoverage, PropertyCoverage
    from kgqa.serve.live import Live


def router(live: Live, templates: Environment) -> APIRouter:
    """The route of the page."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/schema")
    def schema(q: Annotated[str, Query(max_length=1_000)] = "") -> HTMLResponse:
        kb = live.kb
        coverage = kb.coverage
        sought = fold(q.strip())
        return HTMLResponse(
            templates.get_template("schema.html").render(
                revision=kb.revision,
                q=q.strip(),
                classes=[each for each in coverage.classes if sought in _text(each)],
                properties=[each for each in coverage.properties if sought in _text(each)],
                examples=coverage.examples if not sought else (),
                texts=_text,
            )
        )

    return routes


def _text(each: ClassCoverage | PropertyCoverage) -> str:
    """What a search looks at."""
    return fold(" ".join((each.label, *each.words, *getattr(each, "inverse_words", ()))))
