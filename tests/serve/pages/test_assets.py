"""The files that pages load: kept for good under their hashes, sent as gzip."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from kgqa.serve.pages.assets import STATIC, asset

if TYPE_CHECKING:
    from fastapi.testclient import TestClient


def test_a_file_asked_for_by_its_hash_is_kept_for_good(client: TestClient) -> None:
    answer = client.get(asset("kgqa.css"))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"].startswith("text/css")


def test_any_other_address_of_it_is_asked_for_again(client: TestClient) -> None:
    for path in ("/static/kgqa.css", "/static/kgqa.css?v=old"):
        answer = client.get(path)
        assert answer.headers["cache-control"] == "no-cache"
        again = client.get(path, headers={"If-None-Match": answer.headers["etag"]})
        assert again.status_code == 304


def test_texts_are_sent_as_gzip_to_those_who_take_it(client: TestClient) -> None:
    plain = client.get(asset("dagre.js"), headers={"Accept-Encoding": "identity"})
    packed = client.get(asset("dagre.js"), headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content == (STATIC / "dagre.js").read_bytes()
    assert int(packed.headers["content-length"]) < len(plain.content) / 2
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"


def test_a_file_that_is_not_there_is_not_found(client: TestClient) -> None:
    assert client.get("/static/none.js").status_code == 404
    assert client.get("/static/../app.py").status_code == 404


def test_what_is_compressed_is_the_file(client: TestClient) -> None:
    with client.stream("GET", asset("page.js"), headers={"Accept-Encoding": "gzip"}) as answer:
        assert gzip.decompress(b"".join(answer.iter_raw())) == (STATIC / "page.js").read_bytes()
