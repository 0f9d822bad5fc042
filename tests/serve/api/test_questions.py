"""The JSON API: answers, explanations, conflicts, and what is said of a request that is none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient

from kgqa.errors import KgqaError
from kgqa.serve.api.contract import AnswerObject, Conflicts, Explanation, ProofObject
from kgqa.serve.app import MAX_BODY, create_app
from kgqa.serve.live import Live

if TYPE_CHECKING:
    from httpx2 import Response

    from kgqa.pipeline import KnowledgeBase

LOCAL = "http://127.0.0.1"
PROBLEM = "application/problem+json"
EX = "http://example.org/"


def ask(client: TestClient, question: str, **more: Any) -> dict[str, Any]:
    response = client.post("/v1/ask", json={"question": question} | more)
    assert response.status_code == 200, response.text
    return dict(response.json())


def assert_problem(response: Response, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == PROBLEM
    body = response.json()
    assert body["status"] == status
    assert body["type"].startswith("urn:kgqa:problem:")
    assert body["detail"]
    return dict(body)


def test_a_question_is_answered_with_its_proof(client: TestClient) -> None:
    answer = ask(client, "Who is Beth Moss's pupil?")
    assert answer["status"] == "answered"
    assert answer["certainty"] == "derived"
    assert {item["value"] for item in answer["answers"]} == {EX + "ann", EX + "eve"}
    assert ProofObject.model_validate(answer["answers"][0]["proof"]).by == "rule"


@pytest.mark.parametrize(
    "question",
    ["Who is Ann Archer's mentor?", "Who is Dan Fox's mentor?", "Who is Zed's mentor?", "What is Ann's shoe size?",
     "When was Ann Archer born?", "<script>", "?", "\u0000", "💥"],
)  # fmt: skip
def test_every_answer_is_what_the_contract_says(client: TestClient, question: str) -> None:
    answer = ask(client, question)
    described = AnswerObject.model_validate(answer)
    assert set(answer) == set(AnswerObject.model_fields)
    assert described.question == question


def test_an_ambiguous_question_is_asked_back_and_resumed(client: TestClient) -> None:
    asked = ask(client, "Who is Dan Fox's mentor?")
    assert asked["status"] == "ambiguous"
    chosen = [ask(client, "Who is Dan Fox's mentor?", choose=[c["choose"]]) for c in asked["candidates"]]
    assert sorted(answer["status"] for answer in chosen) == ["answered", "no_answer"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"{", 400),
        (b"\xff", 400),
        (b"[]", 422),
        (b"null", 422),
        (b"{}", 422),
        (b'{"question": ""}', 422),
        (b'{"question": "  \\n "}', 422),
        (b'{"question": 7}', 422),
        (b'{"question": null}', 422),
        (b'{"question": "x", "policy": "lax"}', 422),
        (b'{"question": "x", "choose": "y"}', 422),
        (b'{"question": "x", "modle": false}', 422),
        (b'{"question": "\\ud800"}', 422),
    ],
)
def test_a_request_that_is_none_gets_a_problem(client: TestClient, body: bytes, status: int) -> None:
    response = client.post("/v1/ask", content=body, headers={"Content-Type": "application/json"})
    problem = assert_problem(response, status)
    assert "\n" not in problem["detail"]


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", None])
def test_a_question_is_sent_as_json(client: TestClient, media_type: str | None) -> None:
    headers = {} if media_type is None else {"Content-Type": media_type}
    body = json.dumps({"question": "Who is Ann Archer's mentor?"}).encode()
    problem = assert_problem(client.post("/v1/ask", content=body, headers=headers), 415)
    assert problem["remedy"] == "send it as application/json"


def test_json_of_any_kind_is_json(client: TestClient) -> None:
    body = json.dumps({"question": "Who is Ann Archer's mentor?"}).encode()
    for media_type in ("application/json; charset=utf-8", "application/vnd.example+json"):
        assert client.post("/v1/ask", content=body, headers={"Content-Type": media_type}).status_code == 200


def test_a_megabyte_of_question_is_too_large(client: TestClient) -> None:
    body = json.dumps({"question": "a" * 1_000_000}).encode()
    assert_problem(client.post("/v1/ask", content=body, headers={"Content-Type": "application/json"}), 413)

    def chunks() -> Any:
        for _ in range(20):
            yield b" " * (MAX_BODY // 10)

    assert_problem(client.post("/v1/ask", content=chunks(), headers={"Content-Type": "application/json"}), 413)


def test_a_question_over_the_limit_is_not_read(client: TestClient) -> None:
    assert ask(client, "a " * 2_000)["reason"]["code"] == "too_long"


def test_what_is_not_there_is_a_problem(client: TestClient) -> None:
    assert_problem(client.get("/v2/ask"), 404)
    assert assert_problem(client.get("/v1/ask"), 405)["title"] == "Method Not Allowed"
    assert client.get("/v1/ask").headers["allow"] == "POST"


def test_an_unexpected_error_hides_its_details(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the password is swordfish")

    with TestClient(create_app(Live(kb, kb.settings)), base_url=LOCAL) as client:
        monkeypatch.setattr(type(kb), "reply", fail)
        response = client.post("/v1/ask", json={"question": "x"})
    assert_problem(response, 500)
    assert "swordfish" not in response.text
    assert response.headers["x-content-type-options"] == "nosniff"


def test_an_error_of_ours_says_what_to_do(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KgqaError("the well is dry", remedy="dig")

    with TestClient(create_app(Live(kb, kb.settings)), base_url=LOCAL) as client:
        monkeypatch.setattr(type(kb), "conflicts", fail)
        assert assert_problem(client.get("/v1/conflicts"), 500)["remedy"] == "dig"


def test_a_triple_is_explained(client: TestClient) -> None:
    found = client.get("/v1/explain", params={"s": EX + "ann", "p": EX + "teacherOf", "o": EX + "cora"}).json()
    explanation = Explanation.model_validate(found)
    assert explanation.entailed
    assert explanation.proofs[0].rule is not None
    assert explanation.proofs[0].premises


def test_labels_will_do_for_terms(client: TestClient) -> None:
    found = client.get("/v1/explain", params={"s": "Ann Archer", "p": "mentor", "o": "Beth Moss"}).json()
    assert found["proofs"][0]["by"] == "asserted"
    assert found["proofs"][0]["source"]["file"].endswith("guild.ttl")


def test_what_is_not_entailed_has_no_proof(client: TestClient) -> None:
    found = client.get("/v1/explain", params={"s": EX + "dan", "p": EX + "mentor", "o": EX + "ann"})
    assert found.status_code == 200
    assert (found.json()["entailed"], found.json()["proofs"]) == (False, [])


@pytest.mark.parametrize("query", ["", "s=a", "s=a&p=b", "s=&p=b&o=c", "s=a&p=b&o=c&all=perhaps"])
def test_an_explanation_needs_a_triple(client: TestClient, query: str) -> None:
    assert_problem(client.get(f"/v1/explain?{query}"), 422)


def test_terms_that_name_nothing_are_bad_input(client: TestClient) -> None:
    assert_problem(client.get("/v1/explain", params={"s": "Nobody", "p": "mentor", "o": "Ann Archer"}), 400)


def test_conflicts_are_listed(client: TestClient) -> None:
    found = Conflicts.model_validate(client.get("/v1/conflicts").json())
    assert [conflict.rule.name for conflict in found.conflicts] == ["prp-irp"]
    assert_problem(client.get("/v1/conflicts?limit=0"), 422)


def test_a_supervisor_can_ask_how_it_is(client: TestClient, kb: KnowledgeBase) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready", "revision": kb.revision}
