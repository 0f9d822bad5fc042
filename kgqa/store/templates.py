"""The triples between the braces of an update (grammar rules 48-53), read by the parser that reads TriG.

What SPARQL calls quads is TriG once variables are IRIs of their own; collections, blank nodes and prefixes are read
as in any file, in the order in which they stand.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import pyoxigraph as ox

from kgqa.errors import QueryError
from kgqa.model import IRI, BlankNode, Literal, Term, Triple
from kgqa.store.terms import from_ox
from kgqa.store.tokens import tokens, word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    Fresh: TypeAlias = Callable[[], BlankNode]

_VARIABLE = f"urn:kgqa:variable:{secrets.token_hex(8)}:"
"""No update can name such an IRI: what it would say with one would be taken for a variable."""


class Quad(NamedTuple):
    """A triple in a graph; None: the default graph. In a template any part may be a variable."""

    subject: Term
    predicate: Term
    object: Term
    graph: Term | None


Template: TypeAlias = tuple[Quad, ...]


def check(operation: str) -> None:
    """Raise QueryError when the text of one operation, with its declarations, is not SPARQL 1.1 Update."""
    try:
        ox.Store().update(operation)
    except (SyntaxError, ValueError) as error:
        raise QueryError(str(error).strip() or "the update is malformed") from error
    except (OSError, RuntimeError):
        # It is well formed, and fails on an empty store: what it does is not asked here.
        return


def resolved(prologue: str, name: str) -> IRI:
    """The IRI that a name in an update stands for. Raises QueryError."""
    template = read_template(prologue, f"{name} {name} {name}")
    assert isinstance(template[0].subject, IRI)
    return template[0].subject


def read_template(prologue: str, text: str) -> Template:
    """The quads of a template, or of data. Raises QueryError for what is no RDF 1.1."""
    try:
        parsed = ox.parse(f"{prologue}\n{_trig(text)}".encode(), format=ox.RdfFormat.TRIG)
        return tuple(_quad(quad) for quad in parsed)
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"the triples cannot be read: {error}") from error


def _trig(text: str) -> str:
    """Variables as IRIs; a dot before GRAPH and none after its block, as TriG has it."""
    found: list[str] = []
    last, depth, end = ".", 0, 0
    for token in tokens(text):
        mark = token.group()
        if end < token.start():
            found.append(" ")
        end = token.end()
        if mark == "." and last == "}":
            last = "."
            continue
        if word(token) == "GRAPH" and last not in {".", "}"}:
            found.append(" . ")
        depth += (mark == "{") - (mark == "}")
        found.append(f"<{_VARIABLE}{mark[1:]}>" if token.lastgroup == "variable" else mark)
        last = "}" if mark == "}" and depth == 0 else mark
    return "".join(found) + ("" if last in {".", "}"} else " .")


def _quad(quad: ox.Quad) -> Quad:
    graph = None if isinstance(quad.graph_name, ox.DefaultGraph) else from_ox(quad.graph_name)
    return Quad(from_ox(quad.subject), from_ox(quad.predicate), from_ox(quad.object), graph)


def variables(templates: Iterable[Template]) -> tuple[str, ...]:
    """The names of the variables in templates, each once."""
    terms = (term for template in templates for quad in template for term in quad if isinstance(term, IRI))
    names = (term.value.removeprefix(_VARIABLE) for term in terms if term.value.startswith(_VARIABLE))
    return tuple(dict.fromkeys(names))


def instantiated(
    template: Template, rows: Iterable[Mapping[str, Term]], fresh: Fresh
) -> Iterator[tuple[Term | None, Triple]]:
    """The graph and the triple of each quad for each row; a template's blank nodes are new ones in each row.

    What has an unbound variable, or would be no RDF, is left out (SPARQL 1.1 Update, 3.1.3).
    """
    for row in rows:
        blanks: dict[BlankNode, BlankNode] = {}
        for quad in template:
            terms = [None if term is None else _value(term, row, blanks, fresh) for term in quad]
            subject, predicate, obj, graph = terms
            unbound = quad.graph is not None and not isinstance(graph, IRI)
            if obj is None or not isinstance(predicate, IRI) or unbound:
                continue
            if isinstance(subject, IRI | BlankNode):
                yield graph, Triple(subject, predicate, obj)


def _value(term: Term, row: Mapping[str, Term], blanks: dict[BlankNode, BlankNode], fresh: Fresh) -> Term | None:
    if isinstance(term, BlankNode):
        if term not in blanks:
            blanks[term] = fresh()
        return blanks[term]
    if isinstance(term, IRI) and term.value.startswith(_VARIABLE):
        return row.get(term.value.removeprefix(_VARIABLE))
    return term


def has_literal_subject(template: Template) -> bool:
    """Whether a triple of a template can never be one."""
    return any(isinstance(quad.subject, Literal) for quad in template)
