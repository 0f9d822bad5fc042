"""The files that pages load: named with a hash of their content, so that browsers may keep them for good."""

from __future__ import annotations

import gzip
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

if TYPE_CHECKING:
    from starlette.types import Scope

STATIC = Path(__file__).parents[1] / "static"
TEXTS = (".css", ".js", ".svg", ".txt")
FOR_GOOD = "public, max-age=31536000, immutable"


@lru_cache(maxsize=256)
def version(name: str) -> str:
    """A hash of the content of a static file; raises OSError where there is none."""
    return sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def asset(name: str) -> str:
    """The address of a static file, which changes with its content."""
    return f"/static/{name}?v={version(name)}"


@lru_cache(maxsize=256)
def compressed(name: str, _: str) -> bytes:
    """A static file as gzip; made once for each version."""
    return gzip.compress((STATIC / name).read_bytes(), 9, mtime=0)


class Assets(StaticFiles):
    """Static files; asked for by their hash they are kept for good, else asked for again each time (RFC 9111).

    Texts are sent as gzip to those who take it.
    """

    def __init__(self) -> None:
        super().__init__(directory=STATIC)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file at `path`."""
        response = await super().get_response(path, scope)
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("v")
        is_found = response.status_code in {200, 304}
        if response.status_code == 200 and path.endswith(TEXTS) and _takes_gzip(Headers(scope=scope)):
            kept = {name: response.headers[name] for name in ("last-modified", "etag")}
            packed = compressed(path, version(path))
            response = Response(
                packed,
                headers=kept | {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"},
                media_type=response.media_type,
            )
            response.headers["ETag"] = f"W/{kept['etag']}"
        response.headers["Cache-Control"] = FOR_GOOD if is_found and asked == [version(path)] else "no-cache"
        return response


def _takes_gzip(headers: Headers) -> bool:
    return "range" not in headers and "gzip" in headers.get("accept-encoding", "")
