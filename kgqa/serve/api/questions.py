"""The JSON API under /v1, and what tells others that the server is well."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from kgqa.ask.coverage import coverage_json
from kgqa.ask.render import proof_json
from kgqa.serve.api.contract import AnswerObject, Conflicts, Explanation, Health, Question, SchemaObject
from kgqa.serve.api.problems import described, problem
from kgqa.serve.api.spending import CostsObject
from kgqa.serve.api.verdicts import Claims, VerdictObject
from kgqa.serve.watching.seen import note
from kgqa.verify.render import verdict_json

if TYPE_CHECKING:
    from kgqa.serve.admission.callers import Callers, Cancelled
    from kgqa.serve.live import Live
    from kgqa.serve.pages.conflicts import FoundConflicts
    from kgqa.serve.watching.tally import Tally

TERM = "An IRI, a prefixed name or a label."
MAX_TERM = 2_000


def router(live: Live, callers: Callers, tally: Tally, known: FoundConflicts) -> APIRouter:
    """The routes of the API.

    The objects are built by `ask.render`, the same for every interface; `contract` describes them, and a test
    holds the two together, so that no answer is validated a second time on its way out.
    """
    routes = APIRouter(tags=["questions"])

    @routes.post("/v1/ask", response_model=AnswerObject, responses=described(400, 413, 415, 422))
    async def ask(request: Request, question: Question) -> Response:
        """Answer a question from the graph, with proofs; 200 whatever the status of the answer."""
        return await callers.serve(request, lambda cancelled: answered(question, cancelled))

    def answered(question: Question, cancelled: Cancelled) -> Response:
        reply = tally.clocked(
            live.kb.reply,
            question.question,
            choose=question.choose,
            conversation=question.conversation,
            policy=question.policy,
            model=question.model,
            cancelled=cancelled,
        )
        tally.asked(reply.made.outline)
        note(question=question.question, answer=reply.made.outline.status)
        return Response(reply.json, media_type="application/json")

    @routes.post("/v1/verify", response_model=VerdictObject, responses=described(400, 413, 415, 422))
    async def verify(request: Request, claims: Claims) -> JSONResponse:
        """Check a text, or claims given as such, against the graph; 200 whatever the verdict."""
        return await callers.serve(request, lambda cancelled: verified(claims, cancelled))

    def verified(claims: Claims, cancelled: Cancelled) -> JSONResponse:
        verdict = live.kb.verify(claims.given, rewrite=claims.rewrite, cancelled=cancelled)
        tally.verified(verdict)
        return JSONResponse(verdict_json(verdict) | ({} if claims.id is None else {"id": claims.id}))

    @routes.get("/v1/explain", response_model=Explanation, responses=described(400, 422))
    def explain(
        s: Annotated[str, Query(min_length=1, max_length=MAX_TERM, description=f"Subject. {TERM}")],
        p: Annotated[str, Query(min_length=1, max_length=MAX_TERM, description=f"Predicate. {TERM}")],
        o: Annotated[str, Query(min_length=1, max_length=MAX_TERM, description=f"Object. {TERM}")],
        all: Annotated[bool, Query(description="Every proof, not only the shortest.")] = False,
    ) -> JSONResponse:
        """Why a triple holds: its proofs, or none where it is not entailed."""
        kb = live.kb
        proofs = [proof_json(proof) for proof in kb.explain(s, p, o, every=all)]
        return JSONResponse({"entailed": bool(proofs), "proofs": proofs, "revision": kb.revision})

    @routes.get("/v1/schema", response_model=SchemaObject)
    def schema() -> JSONResponse:
        """What can be asked: classes and properties with their words, and questions that are answered."""
        kb = live.kb
        return JSONResponse(coverage_json(kb.coverage) | {"revision": kb.revision})

    @routes.get("/v1/conflicts", response_model=Conflicts, responses=described(422))
    def conflicts(
        limit: Annotated[int, Query(ge=1, le=10_000, description="The most conflicts to return.")] = 100,
    ) -> JSONResponse:
        """What in the graph cannot all be true."""
        kb = live.kb
        return JSONResponse({"conflicts": known.first(kb, limit), "revision": kb.revision})

    @routes.get("/v1/costs", response_model=CostsObject)
    def costs() -> JSONResponse:
        """What models took, and how many questions needed none."""
        return JSONResponse(live.kb.costs.json())

    return routes


def health(live: Live) -> APIRouter:
    """The routes that a supervisor polls."""
    routes = APIRouter(tags=["operations"])

    @routes.get("/healthz", response_model=Health, response_model_exclude_none=True)
    def healthz() -> dict[str, Any]:
        """The process is alive."""
        return {"status": "ok"}

    @routes.get("/readyz", response_model=Health, responses=described(503))
    def readyz(request: Request) -> Any:
        """The graph is loaded and reasoned over: questions are answered, and what is to be written can be."""
        if request.app.state.ending:
            return problem(503, "the server is ending", code="ending")
        if request.app.state.writable and live.folder is not None and not os.access(live.folder, os.W_OK):
            return problem(503, "the store cannot be written", code="not_writable")
        return {"status": "ready", "revision": live.kb.revision}

    return routes
