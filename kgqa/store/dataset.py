"""Dataset clauses and refusals, read from the tokens of a SPARQL query (SPARQL 1.1 Query, 13.2 and 19)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.errors import QueryError
from kgqa.model import ASSERTED_GRAPH, IRI
from kgqa.store.tokens import tokens, word

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

_SERVICE = "SERVICE"
_BEFORE_NAMES = {"GRAPH", "FROM", "NAMED", "DESCRIBE"}
"""After these a name may stand before a brace."""


def refuse_service(sparql: str) -> None:
    """Raise QueryError when the query calls another endpoint (SERVICE).

    The parser takes keywords that no space parts from what is before and after them, too: `1e3SERVICE`,
    `SERVICESILENT`, and `SERVICEa:b`, which might be a name with a prefix but for the brace after it.
    """
    before, last = "", None
    for token in tokens(sparql):
        glued = last is not None and token.group() == "{" and before not in _BEFORE_NAMES
        if _SERVICE in word(token) or (glued and last is not None and _SERVICE in _prefix(last)):
            raise QueryError("SERVICE is refused: a query never opens a connection", remedy="load the data instead")
        before, last = ("" if last is None else word(last)), token


def _prefix(token: re.Match[str]) -> str:
    """The prefix of a name, in capitals; empty for anything else."""
    return token.group().partition(":")[0].upper() if token.lastgroup == "name" else ""


def has_dataset_clause(sparql: str) -> bool:
    """Whether the query names its own dataset (FROM or FROM NAMED)."""
    return any(True for _ in _from_clauses(sparql))


def expand_asserted(sparql: str, sources: Sequence[IRI]) -> str:
    """The query with `FROM <urn:kgqa:asserted>` replaced by one FROM clause per source graph."""
    clauses = "\nFROM ".join(str(source) for source in sources) or "<urn:kgqa:empty>"
    spans = [m.span() for m in _from_clauses(sparql) if m.group() == str(ASSERTED_GRAPH)]
    for start, end in reversed(spans):
        sparql = sparql[:start] + clauses + sparql[end:]
    return sparql


def _from_clauses(sparql: str) -> Iterator[re.Match[str]]:
    """The tokens that name the graphs of FROM and FROM NAMED clauses."""
    after_from = False
    for token in tokens(sparql):
        keyword = word(token)
        if after_from and keyword != "NAMED":
            yield token
            after_from = False
        elif keyword == "FROM":
            after_from = True
        elif keyword == "WHERE":
            return
