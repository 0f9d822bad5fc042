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

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fastapi import FastAPI, Request

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:kgqa:problem:"


class Fault(BaseModel):
    """One thing that is wrong with a request."""

    pointer: str = Field(description="Where: a JSON Pointer into the body, or the name of a parameter.")
    detail: str


class Problem(BaseModel):
    """An RFC 9457 problem document."""

    type: str = Field(description=f"`{TYPE_PREFIX}` and the code of the problem.")
    title: str
    status: int
    detail: str = Field(description="One line for people.")
    remedy: str | None = Field(default=None, description="What to do about it.")
    errors: list[Fault] | None = None


class ProblemResponse(JSONResponse):
    """A response whose body is a problem document."""

    media_type = MEDIA_TYPE


STATUSES: tuple[tuple[type[errors.KgqaError], int], ...] = (
    (errors.TooLargeError, 413),
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


def install(app: FastAPI) -> None:
    """Make every error that leaves a route of `app` a problem document, and describe that object."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(errors.KgqaError, _ours)
    plain = app.openapi

    def with_problem() -> dict[str, Any]:
        description = plain()
        schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        description["components"]["schemas"] |= schema.pop("$defs") | {"Problem": schema}
        return description

    app.openapi = with_problem  # type: ignore[method-assign]


def _http(_: Request, error: Exception) -> ProblemResponse:
    assert isinstance(error, HTTPException)
    return problem(error.status_code, str(error.detail), headers=error.headers)


def _invalid(request: Request, error: Exception) -> ProblemResponse:
    assert isinstance(error, RequestValidationError)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method == "POST" and not re.fullmatch(r"application/([^/]+\+)?json", kind):
        return problem(415, f"the body is {kind or 'of no stated type'}", remedy="send it as application/json")
    faults = [_fault(each) for each in error.errors()]
    if any(each["type"] == "json_invalid" for each in error.errors()):
        return problem(400, "the body is not JSON", code="bad_json", faults=faults)
    detail = "; ".join(f"{fault.pointer}: {fault.detail}" for fault in faults)
    return problem(422, detail, code="bad_request", faults=faults)


def _fault(error: Mapping[str, Any]) -> Fault:
    place = error["loc"]
    pointer = "/" + "/".join(str(part) for part in place[1:]) if place[0] == "body" else str(place[-1])
    return Fault(pointer=pointer, detail=str(error["msg"]).removeprefix("Value error, "))


def _ours(_: Request, error: Exception) -> ProblemResponse:
    assert isinstance(error, errors.KgqaError)
    return problem(status_of(error), str(error), code=error.code, remedy=error.remedy)
