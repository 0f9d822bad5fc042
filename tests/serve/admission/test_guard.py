"""What holds for every request, whatever it asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from kgqa.serve.admission.guard import names_of
from kgqa.serve.app import create_app
from kgqa.serve.live import Live

if TYPE_CHECKING:
    from kgqa.pipeline import KnowledgeBase


@pytest.mark.parametrize(
    "path",
    ["/", "/?q=Who+is+Ann+Archer%27s+mentor%3F", "/docs", "/openapi.json", "/healthz", "/readyz", "/v1/conflicts",
     "/v1/explain?s=Ann+Archer&p=mentor&o=Beth+Moss", "/sparql?query=ASK+%7B%7D", "/static/ask.js", "/nowhere"],
)  # fmt: skip
def test_head_is_get_without_the_body(client: TestClient, path: str) -> None:
    head, get = client.head(path), client.get(path)
    assert head.content == b""
    assert get.content
    assert head.status_code == get.status_code
    assert head.headers["content-type"] == get.headers["content-type"]
    assert "content-length" in head.headers


def test_head_is_refused_where_there_is_no_get(client: TestClient) -> None:
    head = client.head("/v1/ask")
    assert (head.status_code, head.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:8000", "[::1]:8000", "[::1]"])
def test_a_local_server_answers_to_local_names(client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "localhost.evil.example", "127.0.0.1.evil:80"])
@pytest.mark.parametrize("path", ["/", "/sparql?query=ASK+%7B%7D", "/static/ask.js", "/v1/conflicts"])
def test_a_local_server_answers_to_no_other_name(client: TestClient, host: str, path: str) -> None:
    answer = client.get(path, headers={"Host": host})
    assert answer.status_code == 421
    assert answer.headers["content-type"] == "application/problem+json"
    assert "evil" in answer.json()["detail"]


def test_a_server_for_others_answers_to_any_name(kb: KnowledgeBase) -> None:
    with TestClient(create_app(Live(kb, replace(kb.settings, host="0.0.0.0")))) as client:
        assert client.get("/healthz", headers={"Host": "graph.example"}).status_code == 200


def test_the_address_bound_to_is_a_name() -> None:
    assert "127.0.0.5" in (names_of("127.0.0.5") or ())
    assert "[::1]" in (names_of("::1") or ())
    assert names_of("192.0.2.1") is None
