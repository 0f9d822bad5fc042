"""`verify --file`: a text or a list of claims a line in, one verdict a line out, whatever the lines hold."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, Any

from kgqa.cli import lines as jsonl
from kgqa.errors import InputError, KgqaError, TooLargeError
from kgqa.model import Verdict
from kgqa.verify.given import claims_given
from kgqa.verify.render import verdict_json

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from kgqa.verify.claim import Claim

    Verify: TypeAlias = "Callable[[str | tuple[Claim, ...]], Verdict]"

EXAMPLE = '{"id": 1, "text": "..."} or {"id": 1, "claims": [{"subject": "...", "predicate": "...", "object": "..."}]}'
MOST_ECHOED = 100
"""Characters that are given back of a text over its limit."""
_RDF = re.compile(rb"(\xef\xbb\xbf)?\s*(<|_:|@?(prefix|base)\s)", re.IGNORECASE)


def judged(number: int, line: bytes, verify: Verify, revision: str) -> dict[str, Any]:
    """The verdict object of line `number`. A line that fails has an unknown verdict and its "error"."""
    name: Any = number
    text = ""
    try:
        _refuse_rdf(line)
        fields = jsonl.fields(line, EXAMPLE)
        name = fields.get("id", number)
        given = _given(fields)
        text = given if isinstance(given, str) else ""
        return verdict_json(verify(given)) | {"id": name}
    # Whatever one line does, the lines after it are judged.
    except Exception as error:
        return _failed(name, text, error, f"line {number}", revision)


def judged_claim(number: int, claim: Claim, verify: Verify, revision: str) -> dict[str, Any]:
    """The verdict object of claim `number` of some RDF."""
    try:
        return verdict_json(verify((claim,))) | {"id": number}
    except Exception as error:
        return _failed(number, claim.text, error, f"claim {number}", revision)


def lost(number: int, line: bytes, revision: str) -> dict[str, Any]:
    """The verdict object of a line on which a process died."""
    name: Any = number
    with contextlib.suppress(InputError):
        name = jsonl.fields(line, EXAMPLE).get("id", number)
    return _failed(name, "", KgqaError("the process that worked on it died"), f"line {number}", revision)


def _failed(name: Any, text: str, error: Exception, place: str, revision: str) -> dict[str, Any]:
    code = error.code if isinstance(error, KgqaError) else "error"
    told = {"code": code, "message": f"{place}: {error or type(error).__name__}"}
    if isinstance(error, TooLargeError) and len(text) > MOST_ECHOED:
        text = f"{text[:MOST_ECHOED]}…"
    unknown = Verdict(id="", text=text, verdict="unknown", revision=revision)
    return verdict_json(unknown) | {"id": name, "error": told}


def _refuse_rdf(line: bytes) -> None:
    if _RDF.match(line):
        raise InputError(
            "this is not JSON; it looks like RDF",
            remedy="RDF is known by the extension of its file, such as .ttl or .nt: rename it",
        )


def _given(fields: dict[str, Any]) -> str | tuple[Claim, ...]:
    if "text" in fields and "claims" in fields:
        raise InputError('this has both "text" and "claims"', remedy="give either")
    if "text" not in fields and "claims" not in fields:
        raise InputError(f'this has neither "text" nor "claims": {EXAMPLE}')
    if "text" in fields:
        return jsonl.text(fields, "text")
    if not isinstance(fields["claims"], list):
        raise InputError('"claims" is not a list')
    return claims_given(fields["claims"])
