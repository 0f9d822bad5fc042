"""Replies as the SPARQL protocols have them: errors as one line of plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi.responses import PlainTextResponse, Response

from kgqa.errors import GoneError, KgqaError, StoreLockedError
from kgqa.serve.admission.keys import AdmissionError
from kgqa.serve.api.problems import status_of
from kgqa.serve.children.turns import BusyError
from kgqa.serve.children.workers import WorkerLostError
from kgqa.serve.sparql.operation import ProtocolError

if TYPE_CHECKING:
    from fastapi import Request

RETRY_AFTER = 5
"""Seconds after which a client may try again what was refused for now."""
PLAIN_ERROR = {"content": {"text/plain": {"schema": {"type": "string"}}}}
"""For OpenAPI descriptions."""


def status_for(error: KgqaError) -> int:
    """The HTTP status of an error that a SPARQL protocol meets."""
    if isinstance(error, ProtocolError):
        return error.status
    if isinstance(error, WorkerLostError | BusyError | GoneError | StoreLockedError):
        return 503
    return status_of(error)


def refusal(error: KgqaError | AdmissionError) -> Response:
    """An error as one line of plain text, with its status."""
    if isinstance(error, AdmissionError):
        response = PlainTextResponse(f"{error.detail}\n", error.status_code)
        for challenge in error.challenges:
            response.headers.append("WWW-Authenticate", challenge)
        return response
    status = status_for(error)
    headers = {"Retry-After": str(RETRY_AFTER)} if status == 503 else {}
    return PlainTextResponse(f"{error}\n", status, headers)


def other_method(request: Request, allowed: str) -> Response:
    """The reply to OPTIONS, and to a method that an address does not have (RFC 9110, 9.3.7 and 15.5.6)."""
    if request.method == "OPTIONS":
        return Response(None, 204, {"Allow": allowed})
    return PlainTextResponse(f"{request.method} is not allowed here; use {allowed}\n", 405, {"Allow": allowed})
