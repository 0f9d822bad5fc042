"""The conflicts of the graph that is served, found once for a revision; and the page that shows them."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from kgqa.ask.render import conflict_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment

    from kgqa.model import Conflict, Proof
    from kgqa.pipeline import KnowledgeBase
    from kgqa.serve.live import Live

MOST_COUNTED = 1_000
A_PAGE = 20


class FoundConflicts:
    """Conflicts, found when first asked for and kept for the revision."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._revision: str | None = None
        self._limit = 0
        self._found: list[Conflict] = []

    def all(self, kb: KnowledgeBase, limit: int) -> list[Conflict]:
        """At most `limit` conflicts; whoever asks while they are sought waits for the same search."""
        with self._lock:
            all_are_found = len(self._found) < self._limit
            if self._revision != kb.revision or (limit > self._limit and not all_are_found):
                self._found = kb.conflicts(limit=limit)
                self._revision, self._limit = kb.revision, limit
            return self._found[:limit]

    def first(self, kb: KnowledgeBase, limit: int) -> list[dict[str, Any]]:
        """At most `limit` conflicts as JSON objects."""
        return [conflict_json(conflict) for conflict in self.all(kb, limit)]


class Shown(NamedTuple):
    """A conflict as the page shows it: `facts` are the fewest stated ones from which it arises."""

    number: int
    conflict: Conflict
    facts: tuple[Proof, ...]


def router(live: Live, templates: Environment, known: FoundConflicts) -> APIRouter:
    """The route of the page."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/conflicts")
    def conflicts(page: Annotated[int, Query(ge=1, le=1 + MOST_COUNTED // A_PAGE)] = 1) -> HTMLResponse:
        kb = live.kb
        found = known.all(kb, MOST_COUNTED + 1)
        part = found[:MOST_COUNTED][(page - 1) * A_PAGE : page * A_PAGE]
        shown = [Shown((page - 1) * A_PAGE + k, each, kb.responsible(each)) for k, each in enumerate(part, 1)]
        return HTMLResponse(
            templates.get_template("conflicts.html").render(
                revision=kb.revision,
                shown=shown,
                page=page,
                more=page * A_PAGE < min(len(found), MOST_COUNTED),
                number=min(len(found), MOST_COUNTED),
                uncounted=len(found) > MOST_COUNTED,
                address=_address(),
            )
        )

    return routes


def _address() -> Callable[[int], str]:
    return lambda page: f"/conflicts?page={page}"
