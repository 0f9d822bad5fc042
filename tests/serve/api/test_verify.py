"""POST /v1/verify: a verdict whatever the claims, a problem for what is no request, limits that hold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgqa.serve.api.problems import Problem
from kgqa.serve.api.verdicts import VerdictObject

if TYPE_CHECKING:
    from fastapi.testclient import TestClient
    from httpx2 import Response

EX = "http://example.org/"
JSON = {"Content-Type": "application/json"}
TRUE = "Ann Archer's mentor is Beth Moss."
FALSE = "Ann Archer's mentor is Cora Lind."
CLAIM = {"subject": "Ann Archer", "predicate": "mentor", "object": "Beth Moss"}


def verify(client: TestClient, **body: Any) -> dict[str, Any]:
    response = client.post("/v1/verify", json=body)
    assert response.status_code == 200, response.text
    return dict(response.json())


def assert_problem(response: Response, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    return dict(response.json())


@pytest.mark.parametrize(
    ("text", "verdict"),
    [(TRUE, "supported"), (FALSE, "contradicted"), ("Zed's mentor is Eve.", "unknown"), ("", "unknown")],
)
def test_a_text_gets_its_verdict(client: TestClient, text: str, verdict: str) -> None:
    found = verify(client, id=7, text=text)
    assert VerdictObject.model_validate(found).verdict == verdict
    assert (found["id"], found["text"]) == (7, text)
    assert all(text[claim["start"] : claim["end"]] == claim["text"] for claim in found["claims"])


def test_a_contradiction_comes_with_its_conflict_and_what_is_entailed(client: TestClient) -> None:
    [claim] = verify(client, text=FALSE)["claims"]
    assert claim["conflict"]["rule"]["name"] == "prp-fp"
    assert claim["instead"] == "Beth Moss"


def test_a_text_is_rewritten_where_that_is_asked_for(client: TestClient) -> None:
    assert "rewritten" not in verify(client, text=FALSE)
    found = verify(client, text=FALSE, rewrite=True)
    assert VerdictObject.model_validate(found).rewritten == "Ann Archer's mentor is {~~Cora Lind~>Beth Moss~~}."


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (CLAIM, "supported"),
        ({"subject": EX + "ann", "predicate": EX + "mentor", "object": EX + "beth"}, "supported"),
        (CLAIM | {"negated": True}, "contradicted"),
        (CLAIM | {"object": "Cora Lind"}, "contradicted"),
        (CLAIM | {"predicate": "birth date", "object": 1809}, "supported"),
        (CLAIM | {"subject": "Nobody"}, "unknown"),
        (CLAIM | {"subject": "Dan Fox", "object": "Cora Lind"}, "unknown"),
        (CLAIM | {"source": "a column that a data set has besides"}, "supported"),
    ],
)
def test_claims_get_their_verdict(client: TestClient, claim: dict[str, Any], verdict: str) -> None:
    found = VerdictObject.model_validate(verify(client, claims=[claim]))
    assert [each.verdict for each in found.claims] == [verdict]
    assert found.verdict == verdict


def test_an_ambiguous_name_comes_with_its_candidates(client: TestClient) -> None:
    [claim] = verify(client, claims=[CLAIM | {"subject": "Dan Fox", "object": "Cora Lind"}])["claims"]
    assert {each["value"] for each in claim["candidates"]} == {EX + "dan", EX + "dan2"}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"{", 400),
        (b"\xff", 400),
        (b"[]", 422),
        (b"{}", 422),
        (b'{"text": 7}', 422),
        (b'{"text": "x", "claims": []}', 422),
        (b'{"text": null, "claims": null}', 422),
        (b'{"claims": "x"}', 422),
        (b'{"claims": [{}]}', 422),
        (b'{"claims": [{"subject": " ", "predicate": "p", "object": "o"}]}', 422),
        (b'{"text": "\\ud800"}', 422),
        (b'{"text": "x", "rewrite": "perhaps"}', 422),
        (b"[" * 100_000, 400),
    ],
)
def test_a_request_that_is_none_gets_a_problem(client: TestClient, body: bytes, status: int) -> None:
    assert_problem(client.post("/v1/verify", content=body, headers=JSON), status)


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        (b'{"id": 1.5, "text": ""}', {"/id": "Input should be a string or an integer"}),
        (b'{"id": {"str": 1}, "text": ""}', {"/id": "Input should be a string or an integer"}),
        (b'{"id": "\\ud800", "text": ""}', {"/id": "half of a surrogate pair is no character"}),
        (b'{"text": 7}', {"/text": "Input should be a valid string"}),
        (b'{"claims": [{"subject": "s", "predicate": "p"}]}', {"/claims/0/object": "Field required"}),
    ],
)
def test_a_fault_is_told_by_its_place_in_the_body(client: TestClient, body: bytes, faults: dict[str, str]) -> None:
    told = assert_problem(client.post("/v1/verify", content=body, headers=JSON), 422)
    assert {fault["pointer"]: fault["detail"] for fault in told["errors"]} == faults
    assert len(told["errors"]) == len(faults)


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b"{bad", "the body is not JSON: Expecting property name enclosed in double quotes at character 2"),
        (b'{"text": "\xff"}', "the body is not UTF-8"),
        (b"[" * 100_000, "the body is JSON nested too deep"),
    ],
)
def test_a_body_that_cannot_be_read_says_why(client: TestClient, body: bytes, detail: str) -> None:
    told = assert_problem(client.post("/v1/verify", content=body, headers=JSON), 400)
    assert (told["detail"], told["type"]) == (detail, "urn:kgqa:problem:bad_json")
    assert "errors" not in told


def test_a_remedy_is_told_once(client: TestClient) -> None:
    told = assert_problem(client.post("/v1/verify", json={"text": "a" * 20_001}), 413)
    assert told["remedy"] == "send it in parts"
    assert told["remedy"] not in told["detail"]


def test_claims_are_sent_as_json(client: TestClient) -> None:
    assert_problem(client.post("/v1/verify", content=b"text=x", headers={"Content-Type": "text/plain"}), 415)


def test_limits_are_told(client: TestClient) -> None:
    long = assert_problem(client.post("/v1/verify", json={"text": "a" * 20_001}), 413)
    assert "at most 20,000" in long["detail"]
    many = assert_problem(client.post("/v1/verify", json={"claims": [CLAIM] * 1_001}), 413)
    assert "at most 1,000" in many["detail"]
    assert_problem(client.post("/v1/verify", json={"text": "a" * 1_000_000}), 413)


STRANGE = [
    "\x00",
    "a\x00b",
    "💥" * 50,
    "\u202e\u2066",
    "\r\n\t",
    "'" * 300,
    "((" * 99,
    "<script>",
    "\ufeff",
    "e\u0301" * 99,
]


@pytest.mark.parametrize("text", STRANGE)
def test_any_characters_get_a_verdict(client: TestClient, text: str) -> None:
    assert verify(client, text=text)["verdict"] == "unknown"
    assert verify(client, claims=[CLAIM | {"object": text.strip() or "x"}])["text"]


WORDS = "Ann Archer Beth Moss Dan Fox 's mentor pupil is was not a the of born in 1809 and who , . ? \x00"
words = st.sampled_from(WORDS.split(" "))
bodies = st.fixed_dictionaries(
    {},
    optional={
        "id": st.none() | st.integers() | st.text(max_size=5),
        "text": st.lists(words, max_size=12).map(" ".join) | st.text(max_size=40),
        "claims": st.lists(
            st.fixed_dictionaries({name: words | st.text(max_size=10) for name in CLAIM}, optional={"from": words}),
            max_size=3,
        ),
        "rewrite": st.booleans(),
    },
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=bodies)
def test_any_json_gets_a_verdict_or_a_problem(client: TestClient, body: Any) -> None:
    response = client.post("/v1/verify", content=json.dumps(body).encode("utf-8", "surrogatepass"), headers=JSON)
    assert response.status_code in {200, 400, 422}, response.text
    (VerdictObject if response.status_code == 200 else Problem).model_validate(response.json())
