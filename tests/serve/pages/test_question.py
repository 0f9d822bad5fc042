"""The page, as a browser without JavaScript sees it."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient

from kgqa.config import Settings
from kgqa.model import ClaimVerdict, Suggestion
from kgqa.pipeline import KnowledgeBase
from kgqa.serve.app import create_app
from kgqa.serve.live import Live

if TYPE_CHECKING:
    from pathlib import Path


def page(client: TestClient, question: str, **more: str) -> str:
    response = client.get("/", params={"q": question} | more)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")
    return response.text


def test_the_page_without_a_question_offers_examples_that_work(client: TestClient) -> None:
    text = client.get("/").text
    links = [html.unescape(link) for link in re.findall(r'<a data-ask href="([^"]*)"', text)]
    assert len(links) >= 2
    for link in links:
        assert 'class="sentence answered"' in client.get(link).text


def test_an_answer_is_shown_with_its_reading_query_and_proof(client: TestClient) -> None:
    text = page(client, "Who is Cora Lind's pupil?")
    assert 'class="sentence answered"' in text
    assert 'class="badge derived"' in text
    assert "the pupil of Cora Lind" in html.unescape(text)
    assert "SELECT" in text
    assert "<summary>" in text
    assert "because" in text
    assert "stated in guild.ttl" in text


def test_the_proof_of_a_stated_fact_is_its_source(client: TestClient) -> None:
    text = page(client, "Who is Ann Archer's mentor?")
    assert 'class="badge asserted"' in text
    assert "because" not in text


def test_candidates_are_links_that_resend_the_choice(client: TestClient) -> None:
    text = page(client, "Who is Dan Fox's mentor?")
    links = [html.unescape(link) for link in re.findall(r'<a data-ask href="([^"]*)"', text)]
    assert len(links) == 2
    assert all(link.startswith("/?q=") and "&choose=" in link for link in links)
    assert any('class="sentence answered"' in client.get(link).text for link in links)


@pytest.mark.parametrize("question", ["Who is Zed Zane's mentor?", "What is Ann Archer's shoe size?"])
def test_a_question_without_an_answer_says_why(client: TestClient, question: str) -> None:
    text = page(client, question)
    assert 'class="sentence not_understood"' in text
    assert 'class="reason"' in text


def test_a_close_name_is_offered(client: TestClient) -> None:
    text = page(client, "Who is Anne Archerson's mentor?")
    assert "Ann Archer" in text


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}"])
def test_a_hostile_question_is_only_text(client: TestClient, hostile: str) -> None:
    text = page(client, hostile)
    assert hostile not in text or hostile.startswith("{{")
    assert "49" not in re.sub(r"[\d.]+ ms|[0-9a-f]{32}", "", text)
    assert html.escape(hostile, quote=False).replace('"', "&#34;") in text or hostile.startswith("{{")


def test_a_hostile_label_is_only_text(client: TestClient) -> None:
    text = page(client, "Who is Beth Moss's pupil?")
    assert "alert" in text
    assert "<script>alert" not in text


def test_a_hostile_choice_is_only_text(client: TestClient) -> None:
    text = page(client, "Who is Dan Fox's mentor?", choose='"><script>alert(1)</script>')
    assert "<script>alert" not in text


def test_a_suggestion_is_marked_as_not_verified(client: TestClient, kb: KnowledgeBase, monkeypatch: Any) -> None:
    claim = ClaimVerdict("Ann, rival: <i>Zed</i>", "Ann", "rival", "Zed", "unknown", "nothing decides it")
    suggestion = Suggestion("It is <b>Zed</b>.", (claim,), consistent=True)
    answer = replace(kb.ask("Who is Ann Archer's rival?"), suggestion=suggestion)
    monkeypatch.setattr(type(kb), "ask", lambda *_, **__: answer)
    text = page(client, "Who is Ann Archer's rival?")
    assert "not verified" in text
    assert "It is &lt;b&gt;Zed&lt;/b&gt;." in text
    assert "Ann, rival: &lt;i&gt;Zed&lt;/i&gt;" in text
    assert 'class="unknown"' in text
    assert 'class="badge' not in text


def test_an_empty_question_is_the_first_page(client: TestClient) -> None:
    assert page(client, "  ") == client.get("/").text


def test_a_question_that_is_too_long_is_refused_on_the_page(client: TestClient) -> None:
    response = client.get("/", params={"q": "a " * 3_000})
    text = response.text
    assert response.status_code == 413
    assert 'class="sentence answered' not in text
    assert "at most 2000" in text


def test_every_response_is_guarded(client: TestClient) -> None:
    for path in ("/", "/docs", "/healthz", "/static/ask.js", "/verify", "/metrics", "/nowhere", "/sparql"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?q=Who+is+Ann+Archer%27s+mentor%3F",
        "/verify",
        "/verify?text=Ann+Archer%27s+mentor+is+Cora+Lind.",
        "/docs",
    ],
)
def test_a_page_needs_nothing_from_elsewhere(client: TestClient, path: str) -> None:
    text = client.get(path).text
    assert re.findall(r'(?:src|href)="(?:https?:)?//', text) == []
    assert re.findall(r"<script(?! type=\"module\" src=\"/static/)|<style|\sstyle=|\son\w+=", text) == []


def test_the_api_is_described_offline(client: TestClient) -> None:
    text = client.get("/docs").text
    for path in (
        "/v1/ask",
        "/v1/verify",
        "/v1/costs",
        "/metrics",
        "/v1/explain",
        "/v1/conflicts",
        "/sparql",
        "/healthz",
        "AnswerObject",
    ):
        assert path in text
    schema = client.get("/openapi.json").json()
    assert schema["paths"]["/v1/ask"]["post"]["operationId"] == "ask"
    assert "application/problem+json" in schema["paths"]["/v1/ask"]["post"]["responses"]["422"]["content"]
    assert "Problem" in schema["components"]["schemas"]


def test_every_reference_in_the_description_resolves(client: TestClient) -> None:
    response = client.get("/openapi.json")
    names = set(re.findall(r'"#/components/schemas/(\w+)"', response.text))
    assert names <= set(response.json()["components"]["schemas"])
    operations = re.findall(r'"operationId":"(\w+)"', response.text)
    assert len(operations) == len(set(operations))


@pytest.mark.parametrize(("path", "said"), [("/nothing", "There is no such page"), ("/upload", "--writable")])
def test_a_page_that_is_not_there_says_so_to_a_browser(client: TestClient, path: str, said: str) -> None:
    response = client.get(path, headers={"Accept": "text/html,application/xhtml+xml"})
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("text/html")
    assert said in response.text


def test_a_program_is_told_of_no_such_path_by_a_problem(client: TestClient) -> None:
    response = client.get("/<b>nothing")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert "<b>" not in client.get("/<b>nothing", headers={"Accept": "text/html"}).text


def test_an_empty_graph_says_so_and_how_it_is_filled(tmp_path: Path, client: TestClient) -> None:
    (tmp_path / "empty.ttl").write_text("", encoding="utf-8")
    settings = Settings(cache=tmp_path / "cache")
    kb = KnowledgeBase.load(tmp_path / "empty.ttl", settings=settings)
    with TestClient(create_app(Live(kb, settings), writable=True), base_url="http://localhost:8000") as other:
        text = other.get("/").text
        assert "This graph is empty" in text
        assert 'href="/upload">Upload a file' in text
        assert "This graph is empty" not in other.get("/", params={"q": "Who is Ann?"}).text
    assert "This graph is empty" not in client.get("/").text
