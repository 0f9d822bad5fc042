"""Terms as they stand in addresses and in JSON: written as in N-Triples, read back as what they were."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kgqa.model import IRI, XSD, BlankNode, Literal, is_absolute

if TYPE_CHECKING:
    from kgqa.model import Term

_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?', re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


def term_of(text: str) -> Term | None:
    """The term that a text writes as N-Triples does (`str` of a term writes it so); None if it is none."""
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
