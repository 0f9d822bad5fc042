"""`verify --file`: a text or a list of claims a line in, one verdict a line out, whatever the lines hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kgqa.cli import lines as jsonl
from kgqa.errors import InputError, KgqaError
from kgqa.model import Verdict
from kgqa.verify.given import claims_given
from kgqa.verify.render import verdict_json

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from kgqa.verify.claim import Claim

    Verify: TypeAlias = "Callable[[str | tuple[Claim, ...]], Verdict]"

EXAMPLE = '{"id": 1, "text": "..."} or {"id": 1, "claims": [{"subject": "...", "predicate": "...", "object": "..."}]}'


def judged(number: int, line: bytes, verify: Verify, revision: str) -> dict[str, Any]:
    """The verdict object of line `number`. A line that fails has an unknown verdict and its "error"."""
    name: Any = number
    text = ""
    try:
        fields = jsonl.fields(line, EXAMPLE)
        name = fields.get("id", number)
        given = _given(fields)
        text = given if isinstance(given, str) else ""
        return verdict_json(verify(given)) | {"id": name}
    # Whatever one line does, the lines after it are judged.
    except Exception as error:
        code = error.code if isinstance(error, KgqaError) else "error"
        failed = Verdict(id="", text=text, verdict="unknown", revision=revision)
        message = f"line {number}: {error or type(error).__name__}"
        return verdict_json(failed) | {"id": name, "error": {"code": code, "message": message}}


def _given(fields: dict[str, Any]) -> str | tuple[Claim, ...]:
    if ("text" in fields) == ("claims" in fields):
        raise InputError(f'this has not one of "text" and "claims": {EXAMPLE}')
    if "text" in fields:
        return jsonl.text(fields, "text")
    if not isinstance(fields["claims"], list):
        raise InputError('"claims" is not a list')
    return claims_given(fields["claims"])
