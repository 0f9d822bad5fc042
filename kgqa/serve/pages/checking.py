"""The page for texts: each claim shown as what the graph says of it."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from kgqa.errors import KgqaError
from kgqa.proofs.segments import segments
from kgqa.serve.api.problems import status_of
from kgqa.serve.pages.samples import samples
from kgqa.verify.rewrite import pieces

if TYPE_CHECKING:
    from jinja2 import Environment

    from kgqa.model import Verdict
    from kgqa.pipeline import KnowledgeBase
    from kgqa.serve.admission.callers import Callers, Cancelled
    from kgqa.serve.live import Live
    from kgqa.serve.watching.tally import Tally


class Checked(NamedTuple):
    """What the page shows: a verdict, or one line that says why there is none, or neither."""

    text: str
    verdict: Verdict | None = None
    error: str | None = None
    status: int = 200


def router(live: Live, templates: Environment, callers: Callers, tally: Tally) -> APIRouter:
    """The routes of the page."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    begun = lru_cache(maxsize=1)(lambda revision: samples(live.kb))

    def page(text: str, cancelled: Cancelled) -> HTMLResponse:
        kb = live.kb
        return rendered(kb, check(kb, text, cancelled))

    def rendered(kb: KnowledgeBase, checked: Checked) -> HTMLResponse:
        shown = checked._asdict() | {"revision": kb.revision, "max_text": live.settings.max_text}
        if checked.verdict is not None:
            tally.verified(checked.verdict)
            shown |= _laid_out(checked.verdict)
        elif checked.error is None:
            shown |= {"examples": begun(kb.revision)}
        return HTMLResponse(templates.get_template("verify.html").render(shown), checked.status)

    @routes.get("/verify")
    async def linked(request: Request, text: str = "") -> HTMLResponse:
        return await callers.serve(request, partial(page, text))

    @routes.post("/verify")
    async def sent(request: Request) -> HTMLResponse:
        try:
            body = await request.body()
        except HTTPException as refused:  # the guard's: larger than any request may be
            parts = f"send the text in parts of at most {live.settings.max_text:,} characters"
            return rendered(live.kb, Checked("", error=f"{refused.detail}: {parts}", status=refused.status_code))
        fields = parse_qs(body.decode(errors="replace"))
        return await callers.serve(request, partial(page, fields.get("text", [""])[0]))

    return routes


def check(kb: KnowledgeBase, text: str, cancelled: Cancelled) -> Checked:
    """The verdict on a text, if there is one to check; an error of kgqa is shown on the page.

    Browsers send each line end as two characters: offsets count it as one.
    """
    text = text.replace("\r\n", "\n")
    if not text.strip():
        return Checked("")
    try:
        verdict = kb.verify(text, rewrite=True, cancelled=cancelled)
    except KgqaError as error:
        return Checked(text[: kb.settings.max_text], error=str(error), status=status_of(error))
    return Checked(text, verdict)


def _laid_out(verdict: Verdict) -> dict[str, object]:
    return {
        "summary": summary(verdict),
        "parts": segments(verdict.text, verdict.claims, [*verdict.unread, *verdict.unclaimed]),
        "edits": list(pieces(verdict.text, verdict.edits)) if verdict.edits else [],
    }


def summary(verdict: Verdict) -> str:
    """The verdict on the whole in one sentence."""
    given = [claim.verdict for claim in verdict.claims]
    wrong, open_ = given.count("contradicted"), given.count("unknown")
    if not given:
        return "Nothing here could be read as a claim." if verdict.unread else "There is no claim in this text."
    if wrong:
        return f"The graph contradicts {_of(wrong, len(given))}."
    if open_:
        return f"The graph contradicts nothing here, and does not decide {_of(open_, len(given))}."
    unread = ", but not all of the text was understood" if verdict.unread else ""
    return f"The graph supports {'the claim' if len(given) == 1 else f'all {len(given)} claims'}{unread}."


def _of(some: int, number: int) -> str:
    if some == number:
        return "the claim" if number == 1 else f"all {number} claims" if number > 2 else "both claims"
    return f"{some} of {number} claims"
