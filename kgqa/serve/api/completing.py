"""GET /v1/complete: how a question that is being typed may go on."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from kgqa.serve.api.problems import described

if TYPE_CHECKING:
    from kgqa.serve.live import Live

MOST = 50
MAX_TYPED = 10_000


class CompletionObject(BaseModel):
    """One way to go on."""

    label: str = Field(description="What it puts there.")
    kind: Literal["thing", "property", "class", "question"]
    description: str = Field(description="What tells it from others of the same name; may be empty.")
    question: str = Field(description="The whole question then.")
    at: int = Field(description="The place of the cursor in it, in characters (code points).")


class Completions(BaseModel):
    """How a question may go on, the likeliest way first."""

    completions: list[CompletionObject]
    revision: str


def router(live: Live) -> APIRouter:
    """The route of completion."""
    routes = APIRouter(tags=["questions"])

    @routes.get("/v1/complete", response_model=Completions, responses=described(422))
    def complete(
        q: Annotated[str, Query(max_length=MAX_TYPED, description="The question so far; examples for none.")] = "",
        at: Annotated[int | None, Query(ge=0, description="The place of the cursor; default: the end.")] = None,
        n: Annotated[int, Query(ge=1, le=MOST, description="The most completions to return.")] = 8,
    ) -> JSONResponse:
        """How a question that is being typed may go on: names of things, words of properties and classes."""
        kb = live.kb
        found = [asdict(each) for each in kb.complete(q, at, n)]
        return JSONResponse({"completions": found, "revision": kb.revision})

    return routes
