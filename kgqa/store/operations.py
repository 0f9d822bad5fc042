"""A SPARQL 1.1 Update request cut into its operations, each with its parts as text (Update, 3; grammar rules 29-53).

The request is read by its tokens alone; that each operation is well formed is for the parser to say.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from kgqa.errors import QueryError
from kgqa.store.tokens import tokens, word

_OPENING, _CLOSING = "{([", "})]"
_ON_GRAPHS = {"CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"}
ALL, NAMED, DEFAULT = "ALL", "NAMED", "DEFAULT"
"""Instead of the name of a graph."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a request.

    `kind` is its first keyword or two ("INSERT DATA", "DELETE WHERE", "MODIFY" for DELETE/INSERT with WHERE). `whole`
    is the operation with the declarations before it, placed as in the request, so that faults are found where they
    stand; `prologue` is those declarations. Graphs are named as in the text: an IRI, a prefixed name, or
    ALL, NAMED, DEFAULT; `delete`, `insert` and `where` are what stands between braces.
    """

    kind: str
    whole: str
    prologue: str
    silent: bool = False
    graph: str = ""
    to: str = ""
    delete: str = ""
    insert: str = ""
    where: str = ""
    under: str = ""
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()

    @property
    def has_pattern(self) -> bool:
        """Whether what it does depends on what the graph holds."""
        return self.kind in {"DELETE WHERE", "MODIFY"}


def operations(request: str) -> list[Operation]:
    """The operations of a request, in order. Raises QueryError for LOAD and for what cannot be cut."""
    return _Cutter(request).operations()


class _Cutter:
    def __init__(self, request: str) -> None:
        self._text = request
        self._tokens = list(tokens(request))
        self._at = 0
        self._declared: list[tuple[int, int]] = []
        self._lines = [0, *(match.end() for match in re.finditer("\n", request))]

    def operations(self) -> list[Operation]:
        found: list[Operation] = []
        while True:
            self._declarations()
            if self._at == len(self._tokens):
                return found
            found.append(self._operation())
            if self._at < len(self._tokens):
                self._expect(";")

    def _declarations(self) -> None:
        """PREFIX, BASE and VERSION: kept for every operation after them."""
        while self._word() in {"PREFIX", "BASE", "VERSION"}:
            start = self._tokens[self._at].start()
            self._at += 2 + (self._word() == "PREFIX")
            if self._at > len(self._tokens):
                raise QueryError("the request ends within a declaration")
            self._declared.append((start, self._tokens[self._at - 1].end()))

    def _operation(self) -> Operation:
        start = self._tokens[self._at].start()
        parts = self._parts()
        end = self._tokens[self._at - 1].end()
        return Operation(
            whole=self._only([*self._declared, (start, end)]),
            prologue="\n".join(self._text[a:b] for a, b in self._declared),
            **parts,
        )

    def _parts(self) -> dict[str, Any]:
        first = self._word()
        if first == "LOAD":
            raise QueryError("LOAD is refused: an update never opens a connection", remedy="use kgqa load")
        if first in _ON_GRAPHS:
            return self._on_graphs(first)
        if first in {"INSERT", "DELETE"} and self._word(1) in {"DATA", "WHERE"}:
            second = self._word(1)
            self._at += 2
            part = {"INSERT": "insert", "DELETE": "delete"}[first]
            return {"kind": f"{first} {second}", part: self._block()}
        return self._modify()

    def _on_graphs(self, kind: str) -> dict[str, Any]:
        self._at += 1
        silent = self._skip("SILENT")
        graph, to = self._graph(), ""
        if kind in {"ADD", "MOVE", "COPY"}:
            if not self._skip("TO"):
                raise self._fault()
            to = self._graph()
        return {"kind": kind, "silent": silent, "graph": graph, "to": to}

    def _modify(self) -> dict[str, Any]:
        parts: dict[str, Any] = {"kind": "MODIFY"}
        using: dict[str, list[str]] = {"using": [], "using_named": []}
        if self._skip("WITH"):
            parts["under"] = self._name()
        if self._word() not in {"INSERT", "DELETE"}:
            raise self._fault()
        if self._skip("DELETE"):
            parts["delete"] = self._block()
        if self._skip("INSERT"):
            parts["insert"] = self._block()
        while self._skip("USING"):
            using["using_named" if self._skip("NAMED") else "using"].append(self._name())
        if not self._skip("WHERE"):
            raise self._fault()
        parts["where"] = self._block()
        return {**parts, **{name: tuple(graphs) for name, graphs in using.items()}}

    def _graph(self) -> str:
        if self._word() in {ALL, NAMED, DEFAULT}:
            self._at += 1
            return self._tokens[self._at - 1].group().upper()
        self._skip("GRAPH")
        return self._name()

    def _name(self) -> str:
        token = self._next()
        if token.lastgroup not in {"iri", "name"}:
            self._at -= 1
            raise self._fault()
        return token.group()

    def _block(self) -> str:
        """What stands between braces, which are matched."""
        self._expect("{")
        start, closing = self._tokens[self._at - 1].end(), ["}"]
        while closing:
            token = self._next()
            text = token.group() if token.lastgroup == "other" else ""
            if text and text in _OPENING:
                closing.append(_CLOSING[_OPENING.index(text)])
            elif text and text in _CLOSING and text != closing.pop():
                self._at -= 1
                raise self._fault()
        return self._text[start : self._tokens[self._at - 1].start()]

    def _only(self, spans: list[tuple[int, int]]) -> str:
        """Parts of the text, each on the line and in the column where it stands."""
        found: list[str] = []
        line, column = 0, 0
        for start, end in spans:
            its_line, its_column = self._place(start)
            found.append("\n" * (its_line - line) + " " * (its_column - (column if its_line == line else 0)))
            found.append(self._text[start:end])
            line, column = self._place(end)
        return "".join(found)

    def _place(self, at: int) -> tuple[int, int]:
        line = bisect_right(self._lines, at) - 1
        return line, at - self._lines[line]

    def _word(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return word(self._tokens[at]) if at < len(self._tokens) else ""

    def _skip(self, keyword: str) -> bool:
        found = self._word() == keyword
        self._at += found
        return found

    def _next(self) -> re.Match[str]:
        if self._at == len(self._tokens):
            raise QueryError("the request ends before an operation does")
        self._at += 1
        return self._tokens[self._at - 1]

    def _expect(self, mark: str) -> None:
        if self._next().group() != mark:
            self._at -= 1
            raise self._fault()

    def _fault(self) -> QueryError:
        if self._at >= len(self._tokens):
            return QueryError("the request ends before an operation does")
        token = self._tokens[self._at]
        line, column = self._place(token.start())
        return QueryError(f"error at {line + 1}:{column + 1}: {token.group()[:40]!r} is not expected here")
