"""The files that pages load: named with a hash of their content, so that browsers may keep them for good."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.staticfiles import StaticFiles

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import Scope

STATIC = Path(__file__).parent / "static"
FOR_GOOD = "public, max-age=31536000, immutable"


@lru_cache(maxsize=256)
def version(name: str) -> str:
    """A hash of the content of a static file; raises OSError where there is none."""
    return sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def asset(name: str) -> str:
    """The address of a static file, which changes with its content."""
    return f"/static/{name}?v={version(name)}"


class Assets(StaticFiles):
    """Static files; asked for by their hash they are kept for good, else asked for again each time (RFC 9111)."""

    def __init__(self) -> None:
        super().__init__(directory=STATIC)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file at `path`."""
        response = await super().get_response(path, scope)
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("v")
        is_known = response.status_code in {200, 304} and asked == [version(path)]
        response.headers["Cache-Control"] = FOR_GOOD if is_known else "no-cache"
        return response
