"""Dataset clauses and refusals, read from the tokens of a SPARQL query (SPARQL 1.1 Query, 13.2 and 19)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.errors import QueryError
from kgqa.store.templates import resolved
from kgqa.store.tokens import tokens, word

if TYPE_CHECKING:
    import re

    from kgqa.model import IRI

_SERVICE = "SERVICE"
_FORMS = {"SELECT", "CONSTRUCT", "DESCRIBE", "ASK"}
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


def named_dataset(sparql: str, base: str | None = None) -> tuple[list[IRI], list[IRI]] | None:
    """The graphs of FROM and those of FROM NAMED; None for a query without either. Raises QueryError."""
    default: list[IRI] = []
    named: list[IRI] = []
    before, prologue, seen = "", None, False
    for token in tokens(sparql):
        keyword = word(token)
        if prologue is None and keyword in _FORMS:
            prologue = (f"BASE <{base}>\n" if base else "") + sparql[: token.start()]
        if keyword == "WHERE":
            break
        if before in {"FROM", "NAMED"} and token.lastgroup in {"iri", "name"}:
            seen = True
            (default if before == "FROM" else named).append(resolved(prologue or "", token.group()))
        before = keyword if keyword == "FROM" or (keyword == "NAMED" and before == "FROM") else ""
    return (default, named) if seen else None
