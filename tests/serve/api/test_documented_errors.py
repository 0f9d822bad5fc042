"""docs/http.md: the table of errors names what gets them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

PAGE = Path(__file__).parents[3] / "docs" / "http.md"
CLAIM = b'{"subject": "a", "predicate": "b", "object": "c"}'


def told(status: int) -> str:
    """What the table says of a status."""
    errors = PAGE.read_text(encoding="utf-8").partition("## Errors")[2]
    found = re.search(rf"^\|[^|]*\b{status}\b[^|]*\| (.*) \|$", errors, re.M)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("path", "body", "status", "named"),
    [
        ("/v1/ask", b"x", 415, "`/v1/ask`"),
        ("/v1/verify", b"x", 415, "`/v1/verify`"),
        ("/v1/ask", b" " * 262_145, 413, "256 KiB"),
        ("/v1/verify", b'{"text": "' + b"a" * 20_001 + b'"}', 413, "`KGQA_MAX_TEXT`"),
        ("/v1/verify", b'{"claims": [' + b",".join([CLAIM] * 1_001) + b"]}", 413, "`KGQA_MAX_CLAIMS`"),
    ],
)
def test_an_error_is_in_the_table(client: TestClient, path: str, body: bytes, status: int, named: str) -> None:
    kind = "text/plain" if status == 415 else "application/json"
    assert client.post(path, content=body, headers={"Content-Type": kind}).status_code == status
    assert named in told(status)
