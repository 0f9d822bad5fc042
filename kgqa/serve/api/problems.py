"""Errors as RFC 9457 problem documents."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from kgqa import errors
from kgqa.serve.watching.seen import request_id

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from fastapi import FastAPI, Request, Response

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:kgqa:problem:"


class Fault(BaseModel):
    """One thing that is wrong with a request."""

    pointer: str = Field(
        description="Where: a JSON Pointer into the body (RFC 6901; empty: all of it), or the name of a parameter."
    )
    detail: str


class Problem(BaseModel):
    """An RFC 9457 problem document."""

    type: str = Field(description=f"`{TYPE_PREFIX}` and the code of the problem.")
    title: str
    status: int
    detail: str = Field(description="One line for people.")
    remedy: str | None = Field(default=None, description="What to do about it.")
    errors: list[Fault] | None = None
    request: str | None = Field(default=None, description="The id of this request, as in `X-Request-Id` and the log.")


class ProblemResponse(JSONResponse):
    """A response whose body is a problem document."""

    media_type = MEDIA_TYPE


STATUSES: tuple[tuple[type[errors.KgqaError], int], ...] = (
    (errors.TooLargeError, 413),
    (errors.NoGraphError, 404),
    (errors.InputError, 400),
    (errors.QueryTimeoutError, 503),
    (errors.StoreLockedError, 503),
    (errors.StoreReadOnlyError, 403),
)
"""The first row whose class fits an error gives its HTTP status; any other is the server's own fault."""


def status_of(error: errors.KgqaError) -> int:
    """The HTTP status of an error that kgqa raised on purpose."""
    return next((status for kind, status in STATUSES if isinstance(error, kind)), 500)


def problem(
    status: int,
    detail: str,
    *,
    code: str | None = None,
    remedy: str | None = None,
    faults: Sequence[Fault] | None = None,
    headers: Mapping[str, str] | None = None,
) -> ProblemResponse:
    """A problem response; `code` names the kind of problem where the status alone is too coarse."""
    title = HTTPStatus(status).phrase
    body = Problem(
        type=TYPE_PREFIX + (code or title.lower().replace(" ", "_")),
        title=title,
        status=status,
        detail=detail,
        remedy=remedy,
        errors=list(faults) if faults else None,
        request=request_id(),
    )
    return ProblemResponse(body.model_dump(exclude_none=True), status, headers=dict(headers or {}))


def described(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of an operation that may answer with these problems, for its OpenAPI description."""
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in statuses
    }


def install(app: FastAPI, absent: Callable[[str], Response]) -> None:
    """Make every error that leaves a route of `app` a problem document; `absent` is the page for a path without route.

    Only who asks for HTML by name, as browsers do, gets that page.
    """

    def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        unrouted = error.status_code == 404 and error.detail == HTTPStatus.NOT_FOUND.phrase
        if unrouted and "text/html" in request.headers.get("accept", ""):
            return absent(request.url.path)
        return _http(request, error)

    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(errors.KgqaError, _ours)


def _http(_: Request, error: Exception) -> ProblemResponse:
    assert isinstance(error, HTTPException)
    # What FastAPI leaves of a body that it cannot read is only that it cannot.
    if isinstance(error.__cause__, UnicodeDecodeError):
        return problem(400, "the body is not UTF-8", code="bad_json", remedy="send JSON in UTF-8")
    if isinstance(error.__cause__, RecursionError):
        return problem(400, "the body is JSON nested too deep", code="bad_json")
    response = problem(error.status_code, str(error.detail), headers=error.headers)
    # A header each: browsers know no list of them.
    for challenge in getattr(error, "challenges", ()):
        response.headers.append("WWW-Authenticate", challenge)
    return response


def _invalid(request: Request, error: Exception) -> ProblemResponse:
    assert isinstance(error, RequestValidationError)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method == "POST" and not re.fullmatch(r"application/([^/]+\+)?json", kind):
        return problem(415, f"the body is {kind or 'of no stated type'}", remedy="send it as application/json")
    for each in error.errors():
        if each["type"] == "json_invalid":
            where = f"at character {each['loc'][-1] + 1}"
            return problem(400, f"the body is not JSON: {each['ctx']['error']} {where}", code="bad_json")
    faults = _faults(error.errors(), error.body)
    detail = "; ".join(f"{fault.pointer or 'the body'}: {fault.detail}" for fault in faults)
    return problem(422, detail, code="bad_request", faults=faults)


TYPES = {
    "string_type": "a string",
    "string_unicode": "a string",
    "int": "an integer",
    "float": "a number",
    "bool": "true or false",
}
"""What a value should have been, by how the type of pydantic's error begins."""


def _faults(found: Sequence[Mapping[str, Any]], body: object) -> list[Fault]:
    """A fault for each place; where a value may be of several types, pydantic finds one for each of them."""
    places: dict[str, list[Mapping[str, Any]]] = {}
    for error in found:
        places.setdefault(_pointer(error, body), []).append(error)
    return [Fault(pointer=pointer, detail=_detail(errors)) for pointer, errors in places.items()]


def _pointer(error: Mapping[str, Any], body: object) -> str:
    """Where in the body (RFC 6901), without pydantic's names for the types that a value may have."""
    first, *place = error["loc"]
    if first != "body":
        return str(error["loc"][-1])
    parts: list[str] = []
    for part in place:
        if isinstance(body, dict) and (part in body or error["type"] == "missing"):
            body = body.get(part)
        elif isinstance(body, list) and isinstance(part, int):
            body = body[part]
        else:
            break
        parts.append(str(part).replace("~", "~0").replace("/", "~1"))
    return "".join(f"/{part}" for part in parts)


def _detail(errors: Sequence[Mapping[str, Any]]) -> str:
    """What is wrong in one place: of a value of the right type what else is, else the types that it may have."""
    types = [_expected(error) for error in errors]
    messages = [str(error["msg"]) for error, kind in zip(errors, types, strict=True) if kind is None or len(types) == 1]
    if messages:
        return "; ".join(message.removeprefix("Value error, ") for message in messages)
    return f"Input should be {' or '.join(dict.fromkeys(filter(None, types)))}"


def _expected(error: Mapping[str, Any]) -> str | None:
    """The type that the value should have had, if that is what the error says."""
    return next((name for kind, name in TYPES.items() if str(error["type"]).startswith(kind)), None)


def _ours(_: Request, error: Exception) -> ProblemResponse:
    assert isinstance(error, errors.KgqaError)
    detail = str(error).removesuffix(f" ({error.remedy})")
    return problem(status_of(error), detail, code=error.code, remedy=error.remedy)
