"""The pages for people: the question box with its answer, and the description of the API."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kgqa.errors import KgqaError
from kgqa.model import INFERRED_GRAPH, IRI
from kgqa.proofs import SUPPOSED
from kgqa.proofs.segments import ICONS
from kgqa.serve.api.contract import MAX_CHOICES, MAX_CONVERSATION
from kgqa.serve.api.problems import status_of
from kgqa.serve.pages.assets import asset
from kgqa.serve.pages.proving import key_of, laid_out, pieces
from kgqa.serve.watching.seen import note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kgqa.model import Answer, Proof, Source, Term, Triple
    from kgqa.pipeline import KnowledgeBase
    from kgqa.serve.admission.callers import Callers, Cancelled
    from kgqa.serve.live import Live
    from kgqa.serve.watching.tally import Tally

MEANING = {
    "asserted": "Stated by a source",
    "derived": "Entailed by what sources state; the proof shows how",
    "verified": "Proposed by a model and entailed by the graph",
    "unverified": "Said by a model; nothing in the graph decides it",
}


ADVICE = {
    "unknown_entity": "Is the name spelt as the graph has it? The box completes names while you type.",
    "unknown_words": "Other words may do.",
    "out_of_vocabulary": "The graph has no words for this.",
    "no_reading": "A plainer question may do: who or what is the … of …?",
    "missing_fact": "No source of this graph says so.",
    "empty": "No source of this graph says so.",
}
"""What to do where there is no answer, by the code of the reason."""
MOST_PROOFS = 50
"""So many answers are shown with their proofs; the others only as names."""


def router(live: Live, templates: Environment, callers: Callers, tally: Tally) -> APIRouter:
    """The routes of the pages."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/")
    async def page(
        request: Request,
        q: str = "",
        choose: Annotated[list[str] | None, Query(max_length=MAX_CHOICES)] = None,
        conversation: Annotated[str | None, Query(max_length=MAX_CONVERSATION)] = None,
    ) -> HTMLResponse:
        asked = (q.strip(), choose or (), conversation or None)
        return await callers.serve(request, lambda cancelled: answered(*asked, cancelled))

    def answered(q: str, choices: Sequence[str], conversation: str | None, cancelled: Cancelled) -> HTMLResponse:
        kb = live.kb
        given = (kb, q, choices, conversation, cancelled)
        found = tally.clocked(ask, *given) if q else ask(*given)
        if found.answer is not None:
            tally.asked(found.answer)
            note(question=q, answer=found.answer.status)
        shown = {"examples": () if found.asked else kb.examples, "revision": kb.revision, "costs": kb.costs}
        shown["empty"] = not found.asked and not any(graph != INFERRED_GRAPH for graph in kb.store.graphs())
        shown["similar"] = kb.similar(found.answer) if found.answer is not None else ()
        return HTMLResponse(
            templates.get_template("ask.html").render(found._asdict() | shown),
            found.status,
        )

    @routes.get("/docs")
    def docs(request: Request) -> HTMLResponse:
        return HTMLResponse(
            templates.get_template("docs.html").render(api=request.app.openapi(), revision=live.kb.revision)
        )

    return routes


def absent(templates: Environment, path: str) -> HTMLResponse:
    """The page that says that there is none at this path."""
    return HTMLResponse(templates.get_template("absent.html").render(path=path), 404)


class Found(NamedTuple):
    """What the page shows: an answer, or one line that says why the question was not read, or neither."""

    q: str
    choices: Sequence[str]
    conversation: str = ""
    """What the next question goes on with; empty before the first answer."""
    answer: Answer | None = None
    error: str | None = None
    status: int = 200

    @property
    def asked(self) -> bool:
        """Whether there was a question."""
        return self.answer is not None or self.error is not None


def ask(
    kb: KnowledgeBase, question: str, choices: Sequence[str], conversation: str | None, cancelled: Cancelled
) -> Found:
    """The answer to `question`, if there is one to answer; an error of kgqa is shown on the page.

    The conversation stays as it is, and a copy goes on: a page that is reloaded, or gone back to, shows the same.
    """
    if not question:
        return Found("", ())
    shown = Found(question[: kb.settings.max_question], choices, conversation or "")
    try:
        branch = kb.branch(conversation) if conversation else None
        answer = kb.ask(question, choose=choices, conversation=branch, cancelled=cancelled)
    except KgqaError as error:
        return shown._replace(error=str(error), status=status_of(error))
    too_long = answer.reason is not None and answer.reason.code == "too_long"
    going_on = answer.conversation or ""
    return shown._replace(conversation=going_on, answer=answer, status=413 if too_long else 200)


def environment(live: Live, *, writable: bool = False) -> Environment:
    """The templates, with what they may call; everything that they print is escaped."""
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parents[1] / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    templates.globals |= {
        "language": live.settings.language,
        "writable": writable,
        "asset": asset,
        "max_question": live.settings.max_question,
        "meaning": MEANING,
        "advice": ADVICE,
        "most_proofs": MOST_PROOFS,
        "icons": ICONS,
        "ask_url": ask_url,
        "stated": stated,
        "money": money,
        "count": count,
        "claim": lambda proof: claim(live.kb, proof),
        "linked": lambda proof: pieces(claim(live.kb, proof), proof.fact, live.kb.labels.of),
        "laid_out": laid_out,
        "key_of": key_of,
        "entity_url": entity_url,
        "why_url": why_url,
        "facts_address": lambda iri, group: partial(_facts_page, iri, group.iri.value, group.inverse),
        "describe_query": describe_query,
        "label_of": partial(label_of, live),
        "is_iri": lambda term: isinstance(term, IRI),
        "cut": cut,
    }
    return templates


def ask_url(question: str, choices: Sequence[str] = (), conversation: str = "") -> str:
    """The address of the page that answers `question`, with these choices made, in a conversation."""
    continued = [("conversation", conversation)] if conversation else []
    return "/?" + urlencode([("q", question), *(("choose", choice) for choice in choices), *continued])


def entity_url(iri: str, **more: str) -> str:
    """The address of the page about a thing."""
    return "/entity?" + urlencode({"iri": iri} | more)


def _facts_page(iri: str, p: str, inverse: bool, page: int) -> str:
    return entity_url(iri, p=p, page=str(page), **({"inverse": "true"} if inverse else {}))


def why_url(fact: Triple) -> str:
    """The address of the page that proves a fact."""
    return "/why?" + urlencode(dict(zip("spo", map(str, fact), strict=True)))


def describe_query(iri: str) -> str:
    """The query for all that is said of a thing."""
    return f"SELECT ?property ?value WHERE {{ <{iri}> ?property ?value }} LIMIT 100"


def label_of(live: Live, term: Term) -> str:
    """What a term is called."""
    return live.kb.labels.of(term)


def cut(text: str, most: int = 300) -> str:
    """A text for one line: at most so many characters of it."""
    return text if len(text) <= most else text[: most - 1] + "…"


def money(usd: float) -> str:
    """An amount of US dollars, for people."""
    return "$0" if not usd else "less than $0.0001" if usd < 0.0001 else f"${usd:,.4f}" if usd < 1 else f"${usd:,.2f}"


def count(number: int, noun: str) -> str:
    """So many of what the noun names."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def stated(source: Source) -> str:
    """Where a fact was stated, for people: `stated in people.ttl, line 12`."""
    if source.graph == SUPPOSED:
        return "supposed"
    place = Path(source.file).name if source.file else source.graph
    return f"stated in {place}, line {source.line}" if source.line else f"stated in {place}"


def claim(kb: KnowledgeBase, proof: Proof) -> str:
    """The fact of one step of a proof in words."""
    return proof.text or " ".join(kb.labels.of(term) for term in proof.fact)
