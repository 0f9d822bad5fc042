"""How many triples each graph of a revision holds: counted in a child process, once per revision."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kgqa.model import IRI
from kgqa.serve.children.evaluation import Asked, decoded

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from kgqa.pipeline import KnowledgeBase
    from kgqa.serve.children.turns import Turns

COUNTS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
_MOST = 1_000_000


def place_of(kb: KnowledgeBase) -> str:
    """The folder of a revision, for a child that opens it; empty for a graph held in memory."""
    image = kb.store.image
    return "" if image is None else str(image.with_suffix(""))


class Sizes:
    """Counts the triples of graphs; `turns` are those of queries."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._kept: tuple[str, dict[IRI, int]] = ("", {})

    async def of(self, kb: KnowledgeBase, gone: Callable[[], Awaitable[None]]) -> Mapping[IRI, int]:
        """The numbers of triples of a revision's graphs; an empty graph has none. Raises as `Turns.run` does."""
        if self._kept[0] != kb.revision:
            asked = Asked(COUNTS, accept="application/json", rows=_MOST, revision=place_of(kb))
            reply = decoded(await self._turns.run(json.dumps(asked).encode(), gone))
            rows = json.loads(reply.body)["results"]["bindings"] if reply.status == 200 else []
            self._kept = kb.revision, {IRI(row["g"]["value"]): int(row["n"]["value"]) for row in rows if row}
        return self._kept[1]
