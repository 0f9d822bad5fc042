"""Terms as they stand in addresses and in JSON: written as in N-Triples, read back as what they were."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kgqa.model import IRI, XSD, BlankNode, Literal, is_absolute
from kgqa.store.terms import to_ox

if TYPE_CHECKING:
    from kgqa.model import Term

_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?', re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


def iri_of(text: str) -> IRI | None:
    """The IRI that a text is; None if it is none that a graph can hold."""
    return IRI(text) if is_absolute(text) and _is_storable(IRI(text)) else None


def term_of(text: str) -> Term | None:
    """The term that a text writes as N-Triples does (`str` of a term writes it so); None if it is none."""
    found = _read(text)
    return found if found is not None and _is_storable(found) else None


def _is_storable(term: Term) -> bool:
    try:
        to_ox(term)
    except ValueError:
        return False
    return True


def _read(text: str) -> Term | None:
    if text.startswith("<") and text.endswith(">"):
        return IRI(text[1:-1]) if is_absolute(text[1:-1]) else None
    if text.startswith("_:") and len(text) > 2:
        return BlankNode(text[2:])
    if (found := _LITERAL.fullmatch(text)) is None:
        return None
    lexical = re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[1]), found[1], flags=re.DOTALL)
    return Literal(lexical, found[3] or XSD + "string", found[2])


def term_json(term: Term, label: str) -> dict[str, Any]:
    """A term as a JSON object, with what it is called."""
    if isinstance(term, Literal):
        more = {"language": term.language} if term.language else {"datatype": term.datatype}
        return {"type": "literal", "value": term.lexical, "label": label, **more}
    return {"type": "uri" if isinstance(term, IRI) else "bnode", "value": term.value, "label": label}
