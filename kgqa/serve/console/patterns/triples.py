"""Reads the triples of a SPARQL query: subjects, paths, objects (SPARQL 1.1 Query, productions 75 to 124)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urljoin

from kgqa.errors import QueryError
from kgqa.model import IRI, RDF, RDF_TYPE, XSD
from kgqa.model import Literal as Value
from kgqa.serve.console.patterns.parts import Part, Pattern, Role, Variable, bounded, shortened
from kgqa.store.tokens import tokens, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Steps: TypeAlias = "list[tuple[Part, bool]] | None"
"""The steps of a predicate, each with whether it is taken backwards; None for what is no row of steps."""
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?<!\.)")
_ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\(.)", re.DOTALL)
_DEEPEST = 60
"""Groups and brackets in each other; a person writes a few."""
_MOST = 2_000
"""Patterns; a list of objects after a row of steps has as many as both together multiply to."""


@dataclass
class TripleReader:
    """Goes through the tokens of a query and collects the patterns that it finds."""

    text: str
    prefixes: dict[str, str] = field(default_factory=dict)
    base: str = ""
    found: list[Pattern] = field(default_factory=list)
    at: int = 0
    depth: int = 0
    made: int = 0

    def __post_init__(self) -> None:
        self.tokens: Sequence[re.Match[str]] = list(_closed(tokens(self.text)))
        taken = set(re.findall(r"of(\d*)_", self.text))
        self.stem = next(f"of{number}_" for number in ("", *map(str, range(len(taken)))) if number not in taken)

    # The tokens

    @property
    def now(self) -> str:
        """The next token; empty at the end."""
        return self.tokens[self.at].group() if self.at < len(self.tokens) else ""

    @property
    def kind(self) -> str:
        """What the next token is, as `kgqa.store.tokens` names it; empty at the end."""
        return (self.tokens[self.at].lastgroup or "") if self.at < len(self.tokens) else ""

    @property
    def word(self) -> str:
        """The keyword that comes next, in capitals; empty where none does."""
        return word(self.tokens[self.at]) if self.at < len(self.tokens) else ""

    def take(self, expected: str = "") -> str:
        """The next token, gone past. Raises QueryError at the end, and where another one was expected."""
        taken = self.now
        if not taken or (expected and taken != expected):
            raise QueryError(f"the query cannot be read: {expected or 'more'} was expected, not {taken or 'its end'}")
        self.at += 1
        return taken

    def is_next(self, *words: str) -> bool:
        """Whether one of these keywords comes next; it is gone past then."""
        if self.word not in words:
            return False
        self.at += 1
        return True

    def since(self, start: int) -> str:
        """The text of the tokens from number `start` to the last one taken."""
        return self.text[self.tokens[start].start() : self.tokens[self.at - 1].end()]

    def skip_balanced(self) -> str:
        """Over one bracket with all that is in it; nothing but a token where there is no bracket."""
        start, depth = self.at, 0
        while True:
            taken = self.take()
            depth += (taken in "({[") - (taken in ")}]")
            if depth <= 0:
                return self.since(start)

    # Triples

    def _triples(self, role: Role) -> None:
        is_list = self.now in "[("
        subject, text = self._node(role)
        if not (is_list and self.now in {".", "}"}):
            self._properties(subject, text, role)

    def _properties(self, subject: Part, text: str, role: Role) -> None:
        text = shortened(text)
        while True:
            start = self.at
            steps = self._verb()
            verb = shortened(self.since(start))
            self._objects(subject, text, steps, verb, role)
            if self.now != ";":
                return
            while self.now == ";":
                self.at += 1
            if self.now in {".", "}", "]"}:
                return

    def _objects(self, subject: Part, text: str, steps: Steps, verb: str, role: Role) -> None:
        while True:
            value, said = self._node(role)
            self._fact(subject, steps, value, " ".join((text, verb, shortened(said))), role)
            if self.now != ",":
                return
            self.at += 1

    def _fact(self, subject: Part, steps: Steps, value: Part, text: str, role: Role) -> None:
        if len(self.found) + len(steps or ()) > _MOST:
            raise QueryError("the query has too many patterns to be explained", remedy="explain a part of it")
        if steps is None:
            note = "A property path: many facts may lead along it, so that no one of them is the reason."
            self.found.append(Pattern(text, role=role, note=note))
            return
        ends = [*(self._hidden() for _ in steps[1:]), value]
        for (verb, inverse), end in zip(steps, ends, strict=True):
            triple = (end, verb, subject) if inverse else (subject, verb, end)
            said = text if len(steps) == 1 else f"{text}: {self._shown(verb)}"
            self.found.append(Pattern(said, triple, role))
            subject = end

    def _shown(self, verb: Part) -> str:
        iri = verb.value if isinstance(verb, IRI) else ""
        known = ((prefix, name) for prefix, name in self.prefixes.items() if iri.startswith(name))
        return next((f"{prefix}:{iri[len(name) :]}" for prefix, name in known), str(verb))

    def _hidden(self) -> Variable:
        self.made += 1
        return Variable(f"{self.stem}{self.made}", hidden=True)

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise QueryError("the query is nested too deep to be explained")

    # Predicates

    def _verb(self) -> Steps:
        """The steps of a predicate, each with whether it is taken backwards; None for what is no row of steps."""
        if self.kind == "variable":
            return [(Variable(self.take()[1:]), False)]
        return self._path()

    def _path(self) -> Steps:
        self._deeper()
        steps = self._sequence()
        while self.now == "|":
            self.at += 1
            self._sequence()
            steps = None
        self.depth -= 1
        return steps

    def _sequence(self) -> Steps:
        steps = self._step()
        while self.now == "/":
            self.at += 1
            more = self._step()
            steps = None if steps is None or more is None else [*steps, *more]
        return steps

    def _step(self) -> Steps:
        inverse = self.now == "^"
        self.at += inverse
        steps: Steps
        if self.now == "!":
            self.at += 1
            self.skip_balanced() if self.now == "(" else self._step()
            steps = None
        elif self.now == "(":
            self.at += 1
            steps = self._path()
            self.take(")")
        else:
            steps = [(self._predicate(), False)]
        if self.now in {"*", "+", "?"}:
            self.at += 1
            steps = None
        return [(verb, not back) for verb, back in reversed(steps)] if inverse and steps else steps

    def _predicate(self) -> Part:
        if self.now == "a":
            self.at += 1
            return RDF_TYPE
        if self.kind not in {"iri", "name"}:
            raise QueryError(f"the query cannot be read: a property was expected, not {self.now or 'its end'}")
        return self._iri()

    # Terms

    def _node(self, role: Role = "required") -> tuple[Part, str]:
        """A term or variable, and its text."""
        start = self.at
        match self.kind:
            case "variable":
                node: Part = Variable(self.take()[1:])
            case "blank":
                node = Variable(self.stem + "b_" + re.sub(r"\W", "_", self.take()[2:]), hidden=True)
            case "iri" | "name":
                node = self._iri()
            case "string":
                node = self._string()
            case "word" if self.now in {"true", "false"}:
                node = Value(self.take(), XSD + "boolean")
            case _ if self.now == "[":
                node = self._nested(role)
            case _ if self.now == "(":
                node = self._collection(role)
            case _:
                node = self._number()
        return node, self.since(start)

    def _iri(self) -> IRI:
        kind, text = self.kind, self.take()
        if kind == "iri":
            return IRI(self._resolved(text[1:-1]))
        prefix, _, local = text.partition(":")
        if prefix not in self.prefixes:
            raise QueryError(f"the prefix {prefix}: is not declared")
        return IRI(bounded(self.prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)))

    def _resolved(self, iri: str) -> str:
        return urljoin(bounded(self.base), iri) if self.base else iri

    def _string(self) -> Value:
        text = self.take()
        marks = 3 if text[:3] in {'"""', "'''"} else 1
        lexical = _ESCAPE.sub(_unescaped, text[marks:-marks])
        if self.kind == "language":
            return Value(lexical, language=self.take()[1:])
        if self.now == "^" and self.tokens[self.at + 1].group() == "^":
            self.at += 2
            return Value(lexical, self._iri().value)
        return Value(lexical)

    def _number(self) -> Value:
        found = _NUMBER.match(self.text, self.tokens[self.at].start()) if self.at < len(self.tokens) else None
        if found is None or not found.group():
            raise QueryError(f"the query cannot be read: a term was expected, not {self.now or 'its end'}")
        while self.at < len(self.tokens) and self.tokens[self.at].start() < found.end():
            self.at += 1
        text = found.group()
        kind = "double" if "e" in text.lower() else "decimal" if "." in text else "integer"
        return Value(text, XSD + kind)

    def _nested(self, role: Role) -> Part:
        self._deeper()
        self.take("[")
        node = self._hidden()
        if self.now != "]":
            self._properties(node, "[]", role)
        self.take("]")
        self.depth -= 1
        return node

    def _collection(self, role: Role) -> Part:
        self._deeper()
        self.take("(")
        nil: Part = IRI(RDF + "nil")
        items = list(self._items(role))
        self.take(")")
        self.depth -= 1
        cells: list[Part] = [*(self._hidden() for _ in items), nil]
        for cell, after, (item, text) in zip(cells, cells[1:], items, strict=False):
            self._fact(cell, [(IRI(RDF + "first"), False)], item, f"( … {shortened(text)} … )", role)
            self._fact(cell, [(IRI(RDF + "rest"), False)], after, "( … )", role)
        return cells[0]

    def _items(self, role: Role) -> Iterator[tuple[Part, str]]:
        while self.now != ")":
            yield self._node(role)


def _closed(found: Iterator[re.Match[str]]) -> Iterator[re.Match[str]]:
    """The tokens; at a string without an end it ends at once, or each quote after it would be tried as a beginning."""
    for token in found:
        if token.group() in {"'", '"'}:
            raise QueryError("the query cannot be read: a string has no end")
        yield token


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code and int(code, 16) < 0x110000 else _ESCAPES.get(found[3] or "", found[0])
