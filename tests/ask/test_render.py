"""The answer object: every key of the design, and optional ones only when they say something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.render import answer_json

if TYPE_CHECKING:
    from tests.ask.conftest import Asked

KEYS = [
    "id", "question", "status", "source", "certainty", "answers", "text", "reading", "candidates", "reason",
    "suggestion", "claims", "completeness", "model", "usage", "revision", "conversation", "elapsed_ms",
]  # fmt: skip


def test_an_answer_has_all_keys_in_order(guild: Asked) -> None:
    answer = answer_json(guild("When did Ann Archer join?"))

    assert list(answer) == KEYS
    assert answer["answers"][0]["value"] == "1809-02-12"
    assert answer["answers"][0]["label"] == "12 February 1809"
    assert answer["answers"][0]["datatype"] == "http://www.w3.org/2001/XMLSchema#date"
    assert list(answer["reading"]) == ["text", "sparql", "by"]
    assert answer["reason"] is None


def test_optional_keys_are_absent_when_empty(guild: Asked) -> None:
    item = answer_json(guild("Who is Ann Archer's mentor?"))["answers"][0]

    assert list(item) == ["label", "value", "type", "certainty", "proof"]


def test_a_reason_names_the_words(guild: Asked) -> None:
    reason = answer_json(guild("Who is Ann Archer's manager?"))["reason"]

    assert reason == {
        "code": "unknown_words",
        "message": 'These words were not understood: "manager".',
        "words": ["manager"],
    }


def test_candidates_can_be_sent_back(guild: Asked) -> None:
    candidates = answer_json(guild("Dan Fox mentor"))["candidates"]

    assert [list(candidate) for candidate in candidates] == [["label", "value", "description", "choose"]] * 2
