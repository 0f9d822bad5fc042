"""The ways to ask for the form of a reply, the strictest first; endpoints differ in which they accept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel

MOST_TOKENS = 800
"""Tokens that a reply may have."""
RUNGS = 4


def options(form: type[BaseModel], rung: int) -> Mapping[str, Any]:
    """What a request for a reply of this form has at a rung: a JSON schema, any JSON object, or the prompt alone.

    The prompt alone is asked for twice, since servers of another age know another name of the limit, or none.
    """
    if rung == 0:
        schema = {"name": form.__name__.lower(), "strict": True, "schema": form.model_json_schema()}
        return {"response_format": {"type": "json_schema", "json_schema": schema}, "max_completion_tokens": MOST_TOKENS}
    if rung == 1:
        return {"response_format": {"type": "json_object"}, "max_completion_tokens": MOST_TOKENS}
    return {"max_tokens": MOST_TOKENS} if rung == 2 else {}
