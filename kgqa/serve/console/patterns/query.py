"""Reads a SPARQL query down to its triple patterns (SPARQL 1.1 Query, productions 1 to 74)."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from kgqa.errors import QueryError
from kgqa.serve.console.patterns.parts import Pattern, ReadQuery, Role
from kgqa.serve.console.patterns.triples import TripleReader
from kgqa.store.tokens import word

_FORMS = ("SELECT", "CONSTRUCT", "DESCRIBE", "ASK")


def read_query(query: str) -> ReadQuery:
    """The parts of a query. Raises QueryError for what is no query, or none whose patterns can be read."""
    return _QueryReader(query).query()


class _QueryReader(TripleReader):
    def query(self) -> ReadQuery:
        self._prologue()
        prologue = self.text[: self.tokens[self.at].start()] if self.at < len(self.tokens) else ""
        form = self.word
        if form not in _FORMS:
            raise QueryError("this is no query whose rows could be explained", remedy="explain the rows of a SELECT")
        self.at += 1
        if form == "CONSTRUCT" and self.now == "{":
            self.skip_balanced()
        while self.now and self.now != "{" and self.word not in {"FROM", "WHERE"}:
            self.skip_balanced()
        dataset = self._dataset()
        self.is_next("WHERE")
        if form == "DESCRIBE" and self.now != "{":
            return ReadQuery(form, ())
        start = self.at
        self._group("required")
        inside = self.tokens[start : self.at]
        names = [token.group()[1:] for token in inside if token.lastgroup == "variable"]
        given = [b.group()[1:] for a, b in pairwise(inside) if word(a) == "AS"]
        where = self.since(start)
        return ReadQuery(form, tuple(self.found), prologue, dataset, where, frozenset(names), frozenset(given))

    def _prologue(self) -> None:
        while self.word in {"BASE", "PREFIX"}:
            if self.is_next("BASE"):
                self.base = self.take()[1:-1]
            else:
                self.at += 1
                prefix = self.take().removesuffix(":")
                self.prefixes[prefix] = self._resolved(self.take()[1:-1])

    def _dataset(self) -> str:
        start = self.at
        while self.is_next("FROM"):
            self.is_next("NAMED")
            self.take()
        return self.since(start) if self.at > start else ""

    # Group graph patterns

    def _group(self, role: Role) -> None:
        self._deeper()
        self.take("{")
        if self.word == "SELECT":
            self._subquery()
        while self.now != "}":
            self._element(role)
        self.take("}")
        self.depth -= 1

    def _subquery(self) -> None:
        while self.now != "{" and self.word != "WHERE":
            self.skip_balanced()
        self.is_next("WHERE")
        self._group("inner")
        while self.now != "}":
            self.skip_balanced()

    def _element(self, role: Role) -> None:
        start = self.at
        if self.now == ".":
            self.at += 1
        elif self.now == "{":
            self._groups(role)
        elif self.is_next("OPTIONAL"):
            self._group("inner" if role == "inner" else "optional")
        elif self.is_next("MINUS"):
            self.skip_balanced()
            self._note(start, "What is absent has no proof.")
        elif self.is_next("GRAPH"):
            self._node()
            self._group(role)
        elif self.is_next("LATERAL"):
            self._group(role)
        elif self.is_next("SERVICE"):
            self.is_next("SILENT")
            self.take()
            self.skip_balanced()
        elif self.is_next("FILTER"):
            self._filter(start)
        elif self.is_next("BIND"):
            self.skip_balanced()
        elif self.is_next("VALUES"):
            self.skip_balanced()
            self.skip_balanced()
        else:
            self._triples(role)

    def _groups(self, role: Role) -> None:
        """A group, or several that are alternatives."""
        first, is_union = len(self.found), False
        self._group(role)
        while self.is_next("UNION"):
            is_union = True
            self._group(role)
        if is_union:
            alternatives = [
                replace(p, role="alternative" if p.role == "required" else p.role) for p in self.found[first:]
            ]
            self.found[first:] = alternatives

    def _filter(self, start: int) -> None:
        is_not = self.is_next("NOT")
        if self.is_next("EXISTS"):
            self.skip_balanced()
            self._note(
                start, "What is absent has no proof." if is_not else "A condition; it is not among the row's own facts."
            )
            return
        if self.now != "(":
            self.at += 1
        if self.now == "(":
            self.skip_balanced()

    def _note(self, start: int, note: str) -> None:
        self.found.append(Pattern(" ".join(self.since(start).split()), note=note))
