"""Why a row of a query's result is there: the facts that its triple patterns stand for, with their proofs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from kgqa.ask.render import proof_json
from kgqa.errors import InputError
from kgqa.model import IRI, XSD, BlankNode, Literal, Term, is_absolute
from kgqa.serve.console.patterns import Pattern, ReadQuery, Variable, read_query

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kgqa.pipeline import KnowledgeBase
    from kgqa.serve.console.patterns import Part

MOST = 30
"""Patterns that are explained."""
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_OF_TRIPLES = Pattern("?subject ?predicate ?object", (Variable("subject"), Variable("predicate"), Variable("object")))
_ABSENT = {
    "required": "The graph does not entail this.",
    "optional": "The optional part did not match here.",
    "alternative": "This alternative did not give this row.",
}


class Explained(NamedTuple):
    """The patterns of the query as JSON objects; and a query for one way that the row comes about, if it is needed."""

    patterns: list[dict[str, Any]]
    witness: str | None


def explained(kb: KnowledgeBase, query: str, row: Mapping[str, Term]) -> Explained:
    """What a row rests on. Raises QueryError where the patterns of the query cannot be read."""
    read = read_query(query)
    if read.form in {"CONSTRUCT", "DESCRIBE"}:
        return Explained([_explained(kb, _OF_TRIPLES, row)], None)
    patterns = [_explained(kb, pattern, row) for pattern in read.patterns[:MOST]]
    return Explained(patterns, witness(read, row) if any(_lacks(p, row) for p in read.patterns) else None)


def _lacks(pattern: Pattern, row: Mapping[str, Term]) -> bool:
    parts = pattern.triple if pattern.triple and pattern.role in {"required", "alternative"} else ()
    return any(isinstance(part, Variable) and part.name not in row for part in parts)


def _explained(kb: KnowledgeBase, pattern: Pattern, row: Mapping[str, Term]) -> dict[str, Any]:
    said: dict[str, Any] = {"text": pattern.text, "role": pattern.role}
    if pattern.triple is None or pattern.role == "inner":
        note = pattern.note or "In a subquery: its own rows are not in this one."
        return said | {"status": "other", "note": note}
    subject, predicate, value = (_bound(part, row) for part in pattern.triple)
    if subject is None or predicate is None or value is None:
        optional = "The optional part did not match here." if pattern.role == "optional" else ""
        return said | {"status": "unbound", "note": optional or "The row does not say what all its variables are."}
    proofs = kb.explain(subject, predicate, value) if _is_fact(subject, predicate) else []  # type: ignore[arg-type]
    if not proofs:
        return said | {"status": "absent", "note": _ABSENT[pattern.role]}
    status = "asserted" if proofs[0].by == "asserted" else "derived"
    return said | {"status": status, "proof": proof_json(proofs[0])}


def _bound(part: Part, row: Mapping[str, Term]) -> Term | None:
    return row.get(part.name) if isinstance(part, Variable) else part


def _is_fact(subject: Term, predicate: Term) -> bool:
    iris = [term for term in (subject, predicate) if isinstance(term, IRI)]
    return not isinstance(subject, Literal) and isinstance(predicate, IRI) and all(is_absolute(i.value) for i in iris)


def witness(read: ReadQuery, row: Mapping[str, Term]) -> str:
    """A query for one solution behind the row, with a value for every variable that the row does not show."""
    known = {n: t for n, t in row.items() if n in read.variables and not isinstance(t, BlankNode)}
    given = {name: term for name, term in known.items() if name not in read.assigned}
    names, values = " ".join(f"?{name}" for name in given), " ".join(map(str, given.values()))
    where = read.where if read.where[1:].lstrip()[:6].upper() == "SELECT" else read.where[1:-1]
    values = f"VALUES ({names}) {{ ({values}) }}\n" if given else ""
    hidden = "".join(f"\n{_line(p.triple)}" for p in read.patterns if p.triple and p.role == "required" and _hides(p))
    same = "".join(f"\nFILTER(sameTerm(?{name}, {known[name]}))" for name in known if name not in given)
    dataset = f"{read.dataset}\n" if read.dataset else ""
    return f"{read.prologue}SELECT *\n{dataset}WHERE {{\n{values}{where}\n{_grouped(hidden)}{same}\n}}\nLIMIT 1"


def _grouped(patterns: str) -> str:
    """In a group of their own: the patterns before may end without a full stop."""
    return f"{{{patterns}\n}}" if patterns else ""


def _hides(pattern: Pattern) -> bool:
    return any(isinstance(part, Variable) and part.hidden for part in pattern.triple or ())


def _line(triple: tuple[Part, Part, Part] | None) -> str:
    return " ".join(map(str, triple or ())) + " ."


def term_of(given: Mapping[str, str]) -> Term:
    """A term as the SPARQL 1.1 Query Results JSON Format writes it. Raises InputError for what is none."""
    value, language, datatype = given.get("value", ""), given.get("xml:lang"), given.get("datatype")
    if given.get("type") == "bnode":
        return BlankNode(value.removeprefix("_:"))
    iri = value if given.get("type") == "uri" else datatype
    if iri is not None and not is_absolute(iri):
        raise InputError(f"{iri!r} is no absolute IRI")
    if given.get("type") == "uri":
        return IRI(value)
    if language and not _LANGUAGE.fullmatch(language):
        raise InputError(f"{language!r} is no language tag")
    return Literal(value, language=language) if language else Literal(value, datatype or XSD + "string")
