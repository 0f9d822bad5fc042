"""What is wrong with a refused SPARQL query, where a parser's word for it would mislead."""

from __future__ import annotations

import re

from kgqa.errors import QueryError

_PROLOGUE = re.compile(r"(?:\s|#[^\r\n]*|BASE\s*<[^>]*>|PREFIX\s+[^\s:]*:\s*<[^>]*>)*", re.IGNORECASE)
_WORD = re.compile("[A-Za-z]+")
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "ADD", "MOVE", "COPY", "WITH"}
"""The words that operations of SPARQL 1.1 Update begin with (its grammar, production 30)."""


def explained(error: QueryError, query: str) -> QueryError:
    """The error to tell for `query`, which met `error`: that it is empty or an update, if it is."""
    rest = query[_prologue_end(query) :]
    if not rest:
        return QueryError("the query is empty", remedy="write SELECT, ASK, CONSTRUCT or DESCRIBE")
    word = _WORD.match(rest)
    if word and word.group().upper() in _UPDATES:
        return QueryError(f"{word.group().upper()} is an update, and updates are refused: queries only read")
    return error


def _prologue_end(query: str) -> int:
    found = _PROLOGUE.match(query)
    return found.end() if found else 0
