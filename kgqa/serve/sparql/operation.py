"""The operation of the SPARQL 1.1 Protocol that a request asks for: a query or an update, with its dataset.

Source: https://www.w3.org/TR/sparql11-protocol/, 2.1 (query) and 2.2 (update).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException

from kgqa.errors import KgqaError

if TYPE_CHECKING:
    from fastapi import Request

Kind = Literal["query", "update"]

FORM_TYPE = "application/x-www-form-urlencoded"
DIRECT_TYPES: dict[str, Kind] = {"application/sparql-query": "query", "application/sparql-update": "update"}
_DATASET: dict[Kind, tuple[str, str]] = {
    "query": ("default-graph-uri", "named-graph-uri"),
    "update": ("using-graph-uri", "using-named-graph-uri"),
}
_ENCODINGS = {"utf-8", "utf8", "us-ascii"}


class Operation(NamedTuple):
    """A query or an update as a request has it; the graphs are those that the request names, outside of the text."""

    kind: Kind
    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


class ProtocolError(KgqaError):
    """A request that is no operation of the protocol, or of one that is not allowed."""

    def __init__(self, message: str, status: int = 400, *, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers


def read(request: Request, body: bytes, kinds: tuple[Kind, ...] = ("query", "update")) -> Operation:
    """The operation, one of `kinds`, that an HTTP request asks for. Raises ProtocolError where it asks for none."""
    parameters = parse_qsl(request.url.query, keep_blank_values=True)
    if request.method == "POST":
        media_type = media_type_of(request)
        offered = [kind for kind in DIRECT_TYPES if DIRECT_TYPES[kind] in kinds]
        if media_type == FORM_TYPE:
            parameters += parse_qsl(_text(request, body), keep_blank_values=True)
        elif media_type in offered:
            parameters.append((DIRECT_TYPES[media_type], _text(request, body)))
        else:
            raise ProtocolError(f"send it as {' or '.join([*offered, FORM_TYPE])}", 415)
    return _operation(parameters, kinds, request.method)


def media_type_of(request: Request) -> str:
    """The media type of a request's body, without parameters; empty where none is given."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def charset_of(content_type: str) -> str:
    """The character encoding that a Content-Type names; empty where it names none."""
    for parameter in content_type.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'").lower()
    return ""


def base_of(request: Request) -> str:
    """What relative IRIs in a request are resolved against: its own address, without the query."""
    path = request.scope.get("raw_path") or request.url.path.encode()
    return f"{request.url.scheme}://{request.url.netloc}{path.decode('ascii')}"


def _text(request: Request, body: bytes) -> str:
    charset = charset_of(request.headers.get("content-type", "")) or "utf-8"
    if charset not in _ENCODINGS:
        raise ProtocolError(f"the body is in {charset}; send UTF-8", 415)
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise ProtocolError("send the body without a Content-Encoding", 415)
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise ProtocolError("the body is not UTF-8") from None


def _operation(parameters: list[tuple[str, str]], kinds: tuple[Kind, ...], method: str) -> Operation:
    texts = [(name, value) for name, value in parameters if name in DIRECT_TYPES.values()]
    if len(texts) != 1:
        names = " or ".join(f"`{kind}`" for kind in kinds)
        raise ProtocolError(f"give one {' or '.join(kinds)}, in the parameter {names}")
    kind: Kind = "query" if texts[0][0] == "query" else "update"
    if kind == "update" and method == "GET":
        raise ProtocolError("an update is sent by POST")
    if kind not in kinds:
        raise ProtocolError(f"this address takes no {kind}")
    for name in (name for other, names in _DATASET.items() if other != kind for name in names):
        if any(given == name for given, _ in parameters):
            raise ProtocolError(f"{name} does not go with a {kind}; use {' and '.join(_DATASET[kind])}")
    default, named = (tuple(value for given, value in parameters if given == name) for name in _DATASET[kind])
    return Operation(kind, texts[0][1], default, named)


async def body_of(request: Request) -> bytes:
    """The body of a request. Raises ProtocolError for one over its limit."""
    try:
        return await request.body()
    except HTTPException as error:
        raise ProtocolError(str(error.detail), error.status_code) from error


async def gone(request: Request) -> None:
    """Returns once the client has closed the connection; the body must have been read."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
