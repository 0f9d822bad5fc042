"""GET /v1/complete, and the words that it goes on with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kgqa.serve.api.completing import Completions

if TYPE_CHECKING:
    from fastapi.testclient import TestClient


def complete(client: TestClient, q: str, **more: Any) -> list[dict[str, Any]]:
    answer = client.get("/v1/complete", params={"q": q} | more)
    assert answer.status_code == 200
    Completions.model_validate(answer.json(), strict=True)
    found: list[dict[str, Any]] = answer.json()["completions"]
    return found


def test_a_name_is_completed_by_any_of_its_words(client: TestClient) -> None:
    for typed in ("Who is arch", "Who is ann", "Who is Ann Ar"):
        [found] = [each for each in complete(client, typed) if each["kind"] == "thing"]
        assert found["label"] == "Ann Archer"
        assert found["question"] == "Who is Ann Archer"
        assert found["at"] == len(found["question"])
        assert "12 February 1809" in found["description"]


def test_a_property_is_completed_and_those_of_the_thing_come_first(client: TestClient) -> None:
    assert complete(client, "Who is Ann Archer's me")[0]["question"] == "Who is Ann Archer's mentor"
    offered = [each["label"] for each in complete(client, "Who is Ann Archer's ")]
    assert "mentor" in offered
    assert "rival" not in offered


def test_what_stands_after_the_cursor_stays(client: TestClient) -> None:
    [found] = complete(client, "Is beth here?", at=7)
    assert (found["question"], found["at"]) == ("Is Beth Moss here?", len("Is Beth Moss"))


def test_a_misspelt_word_is_completed_too(client: TestClient) -> None:
    assert [each["label"] for each in complete(client, "Who is arhcer")] == ["Ann Archer"]


def test_namesakes_are_told_apart(client: TestClient) -> None:
    found = complete(client, "Who is Dan F")
    assert [each["label"] for each in found] == ["Dan Fox", "Dan Fox"]
    assert len({each["description"] for each in found}) == 2


def test_an_empty_box_is_offered_questions(client: TestClient) -> None:
    found = complete(client, "")
    assert {each["kind"] for each in found} == {"question"}


@pytest.mark.parametrize(
    "typed", ["?", "x", "Who is ", "'", "(((", "\u202e", "🦉🦉", "a" * 9_000, "%00", "who is\x00an"]
)
def test_anything_may_be_typed(client: TestClient, typed: str) -> None:
    for at in (0, 1, len(typed), len(typed) + 5):
        for found in complete(client, typed, at=at):
            assert 0 <= found["at"] <= len(found["question"])


def test_no_more_come_than_are_asked_for(client: TestClient) -> None:
    assert len(complete(client, "Who is mo", n=1)) <= 1
    assert client.get("/v1/complete", params={"q": "a", "n": 0}).status_code == 422
