"""What stays the same while the revision does is sent once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from kgqa.pipeline import KnowledgeBase
from kgqa.serve.admission.keyfile import add_key
from kgqa.serve.api.steady import PATHS
from kgqa.serve.app import create_app
from kgqa.serve.live import Live

if TYPE_CHECKING:
    from pathlib import Path

    from kgqa.config import Settings

ANN = "http://example.org/ann"
ASKED = {
    "/v1/explain": {"s": "Ann Archer", "p": "mentor", "o": "Beth Moss"},
    "/v1/complete": {"q": "ann"},
    "/v1/entity": {"iri": ANN},
    "/entity": {"iri": ANN},
}


PREFLIGHT = {
    "Origin": "https://pages.example",
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "content-type, authorization",
}


@pytest.mark.parametrize("path", sorted(PATHS - {"/v1/sources"}))
def test_who_has_it_already_is_told_so(client: TestClient, path: str) -> None:
    first = client.get(path, params=ASKED.get(path, {}))
    assert first.status_code == 200, first.text
    assert first.headers["cache-control"] == "no-cache"
    again = client.get(path, params=ASKED.get(path, {}), headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    other = client.get(path, params=ASKED.get(path, {}), headers={"If-None-Match": '"another"'})
    assert (other.status_code, other.content) == (200, first.content)


@pytest.mark.parametrize("header", ['{0}, "x"', 'W/"y",{0}', "{1}"])
def test_one_of_several_tags_is_enough(client: TestClient, header: str) -> None:
    tag = client.get("/v1/schema").headers["etag"]
    asked = header.format(tag, tag.removeprefix("W/"))
    assert client.get("/v1/schema", headers={"If-None-Match": asked}).status_code == 304


def test_what_may_differ_has_no_tag(client: TestClient) -> None:
    for path in ("/", "/v1/costs", "/readyz", "/sparql?query=ASK%20%7B%7D"):
        assert "etag" not in client.get(path).headers, path


def test_errors_have_no_tag(client: TestClient) -> None:
    assert "etag" not in client.get("/v1/explain").headers
    assert "etag" not in client.get("/v1/entity", params={"iri": "urn:nothing"}).headers


def test_a_new_revision_is_sent(tmp_path: Path, settings: Settings) -> None:
    file = tmp_path / "g.ttl"
    file.write_text('<urn:a> <http://www.w3.org/2000/01/rdf-schema#label> "Ann" .', encoding="utf-8")
    kb = KnowledgeBase.load_into(tmp_path / "store", file, settings=settings)
    live = Live(kb, settings, folder=tmp_path / "store")
    with TestClient(create_app(live), base_url="http://localhost") as client:
        tag = client.get("/v1/schema").headers["etag"]
        file.write_text('<urn:a> <http://www.w3.org/2000/01/rdf-schema#label> "Beth" .', encoding="utf-8")
        KnowledgeBase.load_into(tmp_path / "store", file, settings=settings)
        live.renew()
        assert client.get("/v1/schema", headers={"If-None-Match": tag}).status_code == 200


def test_who_may_not_read_is_not_told(kb: KnowledgeBase, tmp_path: Path) -> None:
    token = add_key(tmp_path / "keys.json", "ann", "read")
    app = create_app(Live(kb, replace(kb.settings, keys=tmp_path / "keys.json", require_key=True)))
    client = TestClient(app, base_url="http://localhost")
    first = client.get("/v1/schema", headers={"X-API-Key": token})
    assert first.headers["cache-control"] == "private, no-cache"
    asked = {"If-None-Match": first.headers["etag"]}
    assert client.get("/v1/schema", headers=asked).status_code == 401
    assert client.get("/v1/schema", headers=asked | {"X-API-Key": token}).status_code == 304


def test_texts_are_sent_compressed_to_who_takes_it(client: TestClient) -> None:
    packed = client.get("/v1/schema", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/v1/schema", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json()
    assert packed.headers["etag"] == plain.headers["etag"]


class TestOtherOrigins:
    """Pages of other origins: none, unless the settings name them."""

    def test_none_may_call_unless_it_is_named(self, client: TestClient) -> None:
        answer = client.get("/v1/schema", headers=PREFLIGHT)
        assert not any(name.startswith("access-control") for name in answer.headers)

    def test_one_that_is_named_may(self, kb: KnowledgeBase) -> None:
        settings = replace(kb.settings, cors="https://pages.example, https://other.example")
        client = TestClient(create_app(Live(kb, settings)), base_url="http://localhost")
        asked = client.options("/v1/ask", headers=PREFLIGHT)
        assert asked.status_code == 200
        assert asked.headers["access-control-allow-origin"] == "https://pages.example"
        assert "access-control-allow-credentials" not in asked.headers
        answer = client.get("/v1/schema", headers=PREFLIGHT)
        assert answer.headers["access-control-allow-origin"] == "https://pages.example"
        assert "Kgqa-Revision" in answer.headers["access-control-expose-headers"]
        stranger = client.get("/v1/schema", headers={"Origin": "https://evil.example"})
        assert "access-control-allow-origin" not in stranger.headers
