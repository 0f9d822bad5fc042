"""The page for texts, as a browser without JavaScript sees it."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

import pytest

from kgqa.model import Candidate, ClaimVerdict, Edit, Passage, Verdict

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from kgqa.pipeline import KnowledgeBase

TRUE = "Ann Archer's mentor is Beth Moss."
FALSE = "Ann Archer's mentor is Cora Lind."
HOSTILE = "<script>alert('x')</script>"


def page(client: TestClient, text: str) -> str:
    response = client.post("/verify", data={"text": text})
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].startswith("text/html")
    return response.text


def words(text: str) -> str:
    """What a page says, without its tags."""
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def test_the_first_page_offers_sentences_that_are_supported_and_one_that_is_contradicted(client: TestClient) -> None:
    text = client.get("/verify").text
    links = [html.unescape(link) for link in re.findall(r'<a href="(/verify\?text=[^"]*)"', text)]
    found = [re.findall(r'class="sentence (\w+)"', client.get(link).text) for link in links]
    assert found[:2] == [["supported"], ["contradicted"]]
    assert all(each == ["supported"] for each in found[2:])


def test_a_supported_claim_is_shown_with_its_proof(client: TestClient) -> None:
    text = page(client, TRUE)
    assert 'class="sentence supported"' in text
    assert 'class="said supported"' in text
    assert "The graph supports the claim." in text
    assert "stated in guild.ttl" in text
    assert "Show the rewritten text" not in text


def test_a_contradicted_claim_is_shown_with_what_the_graph_has(client: TestClient) -> None:
    text = page(client, FALSE)
    assert 'class="said contradicted"' in text
    assert "The graph has: Beth Moss" in words(text)
    assert "prp-fp" in text
    assert re.search(r"<del>.*Cora Lind</del> <ins>.*Beth Moss</ins>", text)


def test_what_is_not_understood_is_shown(client: TestClient) -> None:
    text = page(client, f"Gnrx the wug flurbled. {TRUE}")
    assert 'class="unread"' in text
    assert "(not understood)" in text


def test_a_verdict_is_told_by_a_word_and_a_sign_besides_its_colour(client: TestClient) -> None:
    text = page(client, FALSE)
    assert re.search(r'class="verdict contradicted"><span aria-hidden="true">✗</span> contradicted', text)


def test_line_ends_are_counted_as_one(client: TestClient) -> None:
    assert TRUE in html.unescape(page(client, f"\r\n{TRUE}\r\n"))
    area = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page(client, f"\r\n{TRUE}"), re.S)
    assert area is not None
    assert html.unescape(area[1]) == f"\n{TRUE}"


def made(text: str) -> Verdict:
    claims = (
        ClaimVerdict(
            text, text, text, text, "contradicted", text, start=0, end=len(text), instead=text,
            candidates=(Candidate(text, text, text, text),), focus=(2, 9),
        ),
    )  # fmt: skip
    return Verdict(
        "", text * 2, "contradicted", "r", claims, edits=(Edit(2, 9, text), Edit(30, 31)), rewritten="",
        unclaimed=(Passage(text, len(text), 2 * len(text), "opinion"),),
    )  # fmt: skip


@pytest.mark.parametrize(
    "hostile", [HOSTILE, '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}" * 4, "</textarea><u>" * 3]
)
def test_what_is_hostile_is_only_text(client: TestClient, kb: KnowledgeBase, monkeypatch: Any, hostile: str) -> None:
    monkeypatch.setattr(type(kb), "verify", lambda *_, **__: made(hostile))
    text = page(client, hostile)
    allowed = {"script": 2, "img": 0, "u": 0}
    for tag, times in allowed.items():
        assert len(re.findall(rf"<{tag}[ >]", text)) <= times
    assert "49" not in re.sub(r"\?v=\w+", "", text)
    assert re.findall(r"<script(?! type=\"module\" src=\"/static/)|<style|\sstyle=|<\w[^>]*\son\w+=", text) == []
    assert html.escape(hostile, quote=False).replace('"', "&#34;").replace("'", "&#39;") in text


def test_a_hostile_label_is_only_text(client: TestClient) -> None:
    assert "<script>alert" not in page(client, f"{HOSTILE}'s mentor is Cora Lind. Eve's mentor is Beth Moss.")


def test_a_text_that_is_too_long_is_refused_on_the_page(client: TestClient) -> None:
    response = client.post("/verify", data={"text": "a " * 10_001})
    assert response.status_code == 413
    assert 'role="alert"' in response.text
    assert "at most 20,000" in response.text


@pytest.mark.parametrize("length", [300_000, 1_000_000])
def test_a_form_that_is_too_large_is_refused_on_the_page(client: TestClient, length: int) -> None:
    response = client.post("/verify", data={"text": "a" * length})
    assert response.status_code == 413
    assert response.headers["content-type"].startswith("text/html")
    assert 'role="alert"' in response.text
    assert "at most 20,000 characters" in response.text


@pytest.mark.parametrize("body", [b"", b"text=", b"text=%20%0d%0a", b"nonsense", b"\xff\xfe", b"text"])
def test_no_text_is_the_first_page(client: TestClient, body: bytes) -> None:
    response = client.post("/verify", content=body, headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert response.status_code == 200
    assert "For example" in response.text


@pytest.mark.parametrize("body", [b"text=%ff%fe", b"text=%00", b"text=a&text=b", b"text=" + b"%F0%9F%92%A5" * 99])
def test_any_text_gets_a_page(client: TestClient, body: bytes) -> None:
    response = client.post("/verify", content=body, headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert response.status_code == 200
    assert response.text.endswith("</html>")


def test_pages_lead_to_each_other(client: TestClient) -> None:
    for path in ("/", "/verify", "/docs"):
        text = client.get(path).text
        assert all(f'href="{link}"' in text for link in ("/", "/verify", "/docs"))
