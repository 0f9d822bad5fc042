"""The description of the API: what FastAPI writes, and what holds for every operation besides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kgqa.serve.api.problems import MEDIA_TYPE, Problem
from kgqa.serve.api.steady import PATHS

if TYPE_CHECKING:
    from fastapi import FastAPI

SCHEMES: dict[str, dict[str, str]] = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "An API key, made with `kgqa keys add`."},
    "key": {"type": "apiKey", "in": "header", "name": "X-API-Key", "description": "The same key in another header."},
    "browser": {"type": "http", "scheme": "basic", "description": "The key as a password; for reading only."},
}
ABOUT = {
    400: "What was sent cannot be used",
    401: "No key that is good, where one is needed",
    403: "The scope of the key does not suffice",
    408: "The request did not come in within its time",
    421: "The server does not answer to this Host",
    422: "A parameter is missing, too long or of the wrong type",
    429: "Too many requests; Retry-After says when to come again",
    431: "The address and the headers are too long",
    500: "A fault of the server; the log has the incident that is named",
    503: "A limit of time or of what runs at once was reached, or the server is ending",
}
OPEN = frozenset({"/healthz", "/readyz"})
"""What needs no key, and is not limited in its rate."""
WRITING = frozenset({"put", "delete", "patch"})
WRITES = frozenset({"/update", "/v1/load"})


def describe(app: FastAPI) -> None:
    """Complete the description of `app`."""
    plain = app.openapi
    made: dict[str, Any] = {}

    def completed() -> dict[str, Any]:
        if not made:
            made.update(_completed(plain()))
        return made

    app.openapi = completed  # type: ignore[method-assign]


def _completed(description: dict[str, Any]) -> dict[str, Any]:
    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    components = description.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    schemas |= schema.pop("$defs") | {"Problem": schema}
    components["securitySchemes"] = SCHEMES
    for path, operations in description["paths"].items():
        for method, operation in operations.items():
            _complete(path, method, operation)
    # No operation answers with FastAPI's own object of errors.
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    return description


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    statuses = [408, 421, 431, 500]
    if path not in OPEN:
        statuses += [401, 403, 429]
        writes = method in WRITING or path in WRITES
        schemes = ("bearer", "key") if writes else ("bearer", "key", "browser")
        operation["security"] = [*([] if writes else [{}]), *({scheme: []} for scheme in schemes)]
    if operation.get("parameters"):
        statuses.append(422)
    if path.startswith("/v1/"):
        statuses += [400, 503]
    for status in statuses:
        described = responses.setdefault(str(status), {"description": ABOUT[status]})
        # A problem may be what the server answers before the operation is reached.
        content = described.setdefault("content", {})
        if "HTTPValidationError" in str(content):
            content.clear()
        content.setdefault(MEDIA_TYPE, {"schema": {"$ref": "#/components/schemas/Problem"}})
    if path in PATHS and method == "get":
        responses["304"] = {"description": "The revision is still the one of If-None-Match"}
        _tag(responses["200"])
    for response in responses.values():
        for kind, content in response.get("content", {}).items():
            # A results document may be had as text, or as JSON.
            if kind.endswith("json") and content.get("schema") == {"type": "string"}:
                response["content"][kind] = {"schema": {}}
    operation["responses"] = dict(sorted(responses.items()))


def _tag(response: dict[str, Any]) -> None:
    about = {"description": "Names the revision: send it as If-None-Match.", "schema": {"type": "string"}}
    response.setdefault("headers", {})["ETag"] = about
