"""The ways to ask for the form of a reply, the strictest first; endpoints differ in which they accept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel

    from kgqa.config import Endpoint

MOST_TOKENS = 800
"""Tokens that a reply may have."""
RUNGS = 4


def reply_tokens(endpoint: Endpoint) -> int:
    """Tokens that a reply may have there: no more than a quarter of what a request and its reply may have together."""
    return min(MOST_TOKENS, endpoint.context // 4) if endpoint.context else MOST_TOKENS


def options(form: type[BaseModel], rung: int, tokens: int = MOST_TOKENS) -> Mapping[str, Any]:
    """What a request for a reply of this form has at a rung: a JSON schema, any JSON object, or the prompt alone.

    The prompt alone is asked for twice, since servers of another age know another name of the limit, or none.
    """
    if rung == 0:
        schema = {"name": form.__name__.lower(), "strict": True, "schema": form.model_json_schema()}
        return {"response_format": {"type": "json_schema", "json_schema": schema}, "max_completion_tokens": tokens}
    if rung == 1:
        return {"response_format": {"type": "json_object"}, "max_completion_tokens": tokens}
    return {"max_tokens": tokens} if rung == 2 else {}
