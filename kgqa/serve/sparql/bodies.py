"""What is sent to be written: kept in files while it comes in, so that its size costs no memory."""

from __future__ import annotations

import tempfile
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anyio import open_file, to_thread
from starlette.datastructures import Headers, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from kgqa.errors import GoneError
from kgqa.load.payload import MEDIA_TYPES, is_known_charset, is_known_encoding
from kgqa.serve.sparql.operation import FORM_TYPE, ProtocolError, charset_of, media_type_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from fastapi import Request
    from starlette.types import Scope

    from kgqa.config import Settings

MULTIPART = "multipart/form-data"
MAX_FORM = 16 * 2**20
"""The largest update that is sent as a form, in bytes: a form is read as a whole."""
_UPLOADS = ("/update", "/rdf-graph-store", "/v1/load")
_UPDATES = ("/sparql", "/sparql/")
"""Where a body of this size is kept in a file, or not read at all; other routes read theirs into memory."""
_COPIED = 2**20


def most_of(scope: Scope, settings: Settings, *, writable: bool, other: int) -> int:
    """The most bytes that the body of a request may have: for what writes the limit of uploads, else `other`."""
    if not writable:
        return other
    media_type = Headers(scope=scope).get("content-type", "").partition(";")[0].strip().lower()
    path = scope["path"]
    if any(path == place or path.startswith(f"{place}/") for place in _UPLOADS):
        return MAX_FORM if media_type == FORM_TYPE else settings.max_upload * 2**20
    is_update = media_type == "application/sparql-update" and path in _UPDATES
    return settings.max_upload * 2**20 if is_update else other


@dataclass(frozen=True, slots=True)
class Part:
    """One body, or one file of a form: where it is kept, what it is called, and what was said of it."""

    file: Path
    name: str
    media_type: str
    charset: str = ""
    encoding: str = ""

    def payload(self, base: str, unpacked: int) -> dict[str, Any]:
        """What the child that reads it must know. Raises ProtocolError (415) for what is no RDF that can be read."""
        if self.media_type not in MEDIA_TYPES:
            raise ProtocolError(
                f"{self.media_type or 'a body without Content-Type'} is no RDF; send one of: {', '.join(MEDIA_TYPES)}",
                415,
            )
        if not is_known_charset(self.charset):
            raise ProtocolError(f"{self.charset} is no character encoding that is known here; send UTF-8", 415)
        if not is_known_encoding(self.encoding):
            raise ProtocolError(f"the Content-Encoding {self.encoding} is not known here; send gzip or none", 415)
        return {
            "file": str(self.file),
            "name": self.name,
            "media_type": self.media_type,
            "base": base,
            "charset": self.charset,
            "encoding": self.encoding,
            "unpacked": unpacked,
        }


@asynccontextmanager
async def kept(request: Request) -> AsyncIterator[list[Part]]:
    """The body of a request as files that last as long as the block: one, or one for each file of a form.

    Raises ProtocolError for a body over its limit, or one that is no form though it says so.
    """
    with tempfile.TemporaryDirectory(prefix="kgqa-upload-") as folder:
        try:
            if media_type_of(request) == MULTIPART:
                yield await _files(request, Path(folder))
            else:
                yield [await _whole(request, Path(folder) / "body")]
        except HTTPException as error:
            raise ProtocolError(str(error.detail), error.status_code) from error
        except ClientDisconnect:
            raise GoneError("the client went away") from None


async def _whole(request: Request, file: Path) -> Part:
    async with await open_file(file, "wb") as out:
        async for chunk in request.stream():
            await out.write(chunk)
    content_type = request.headers.get("content-type", "")
    encoding = request.headers.get("content-encoding", "")
    return Part(file, "the body", media_type_of(request), charset_of(content_type), encoding)


async def _files(request: Request, folder: Path) -> list[Part]:
    parts = []
    async with request.form() as form:
        for number, (field, value) in enumerate(form.multi_items()):
            if isinstance(value, UploadFile):
                file = folder / str(number)
                await to_thread.run_sync(_copied, value, file)
                content_type = value.headers.get("content-type", "")
                media_type = content_type.partition(";")[0].strip().lower()
                parts.append(Part(file, value.filename or field, media_type, charset_of(content_type)))
    if not parts:
        raise ProtocolError("the form has no file")
    return parts


def _copied(upload: UploadFile, file: Path) -> None:
    with file.open("wb") as out:
        while content := upload.file.read(_COPIED):
            out.write(content)
