"""Claims that are given as such: in three parts with labels or IRIs, as objects of JSON, or as triples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeAlias

from kgqa.errors import InputError
from kgqa.model import IRI, BlankNode, Literal, Triple
from kgqa.rdflib_terms import from_rdflib
from kgqa.verify.claim import Claim
from kgqa.verify.rdf_claims import claims_of

if TYPE_CHECKING:
    from rdflib import Graph

    from kgqa.model import Term

    Given: TypeAlias = "Claim | Triple | Mapping[str, Any] | tuple[Any, Any, Any]"
    Claims: TypeAlias = "Given | Iterable[Given] | Graph"


def claims_given(given: Claims) -> tuple[Claim, ...]:
    """The claims that one value, several, or an rdflib Graph make, in their order.

    A value is a `Claim`, a triple of terms (of kgqa or of rdflib), or a mapping with "subject", "predicate", "object"
    and perhaps "negated", "from" and "to". Triples alone are RDF: statement nodes with their times are one claim each.
    Raises InputError, naming the claim by its number, for what is none.
    """
    if isinstance(given, Claim | Triple | Mapping):
        return (_claim(given, "the claim"),)
    if not isinstance(given, Iterable):
        raise InputError("give a text, or a list of claims")
    several = list(given)
    triples = [triple for each in several if (triple := _triple(each)) is not None]
    if several and len(triples) == len(several):
        return tuple(claims_of(triples))
    return tuple(_claim(each, f"claim {number}") for number, each in enumerate(several, 1))


def _triple(given: object) -> Triple | None:
    """A value as a triple of terms, if it is one."""
    if isinstance(given, Triple) or not isinstance(given, tuple) or len(given) != 3:
        return given if isinstance(given, Triple) else None
    with suppress(TypeError, ValueError):
        subject, predicate, value = (from_rdflib(part) for part in given)
        return Triple(subject, predicate, value) if isinstance(predicate, IRI) else None
    return None


def _text(term: Term) -> str:
    match term:
        case IRI(value=value):
            return value
        case Literal(lexical=text):
            return text
        case BlankNode():
            return str(term)


def _claim(given: object, name: str) -> Claim:
    if isinstance(given, Claim):
        return given
    if isinstance(given, Mapping):
        return _of_mapping(given, name)
    if isinstance(given, tuple) and len(given) == 3:
        subject, predicate, value = (part if type(part) is str else _text(_term(part, name)) for part in given)
        return Claim(subject, predicate, value)
    raise InputError(f'{name} is not an object such as {{"subject": "...", "predicate": "...", "object": "..."}}')


def _term(part: object, name: str) -> Term:
    try:
        return from_rdflib(part)
    except (TypeError, ValueError):
        raise InputError(f"{name} holds {type(part).__name__}, which is no term") from None


def _of_mapping(fields: Mapping[str, Any], name: str) -> Claim:
    negated = fields.get("negated")
    if not isinstance(negated, bool | None):
        raise InputError(f'"negated" of {name} is neither true nor false')
    return Claim(
        _part(fields, "subject", name),
        _part(fields, "predicate", name),
        _part(fields, "object", name),
        negated=bool(negated),
        since=_time(fields, "from", name),
        until=_time(fields, "to", name),
    )


def _part(fields: Mapping[str, Any], part: str, name: str) -> str:
    text = _written(fields.get(part))
    if text is None or not text.strip():
        raise InputError(f'"{part}" of {name} is missing or is not text')
    return text


def _time(fields: Mapping[str, Any], part: str, name: str) -> str | None:
    given = fields.get(part)
    text = _written(given)
    if given is not None and text is None:
        raise InputError(f'"{part}" of {name} is not text')
    return (text or "").strip() or None


def _written(value: object) -> str | None:
    """A text, number or truth value as it is written; None for anything else."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int | float) else None
