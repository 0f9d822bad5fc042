"""Turtle inside another file: facts as a test or a call writes them, with prefixes declared beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgqa.errors import FormatError
from kgqa.store.terms import from_quad

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kgqa.model import Triple


def parse_turtle(text: str, prefixes: Mapping[str, str], *, file: str | None = None, line: int = 1) -> list[Triple]:
    """The distinct triples that `text` states, in order; `line` is where it stands in `file`.

    Raises FormatError, with the line of the fault in `file`.
    """
    header = " ".join(f"@prefix {name}: <{iri}> ." for name, iri in prefixes.items())
    try:
        quads = ox.parse(f"{header}\n{text}", ox.RdfFormat.TURTLE)
        return list(dict.fromkeys(from_quad(quad) for quad in quads))
    except SyntaxError as error:
        raise FormatError(
            f"this is not Turtle: {error.msg}",
            file=file,
            line=line + (error.lineno or 2) - 2,
            remedy="see the prefixes, and end each fact with a full stop",
        ) from None
    except ValueError as error:
        raise FormatError(str(error), file=file, line=line) from None
