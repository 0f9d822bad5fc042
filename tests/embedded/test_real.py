"""The whole path for real: what the grammar does not read, a model that is often wrong, and no lie let through.

Nothing here depends on what the model says: what counts is that whatever it says ends as what it is worth.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kgqa import embedded
from kgqa.ask.render import answer_json
from kgqa.config import Settings
from kgqa.pipeline import KnowledgeBase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kgqa.model import Answer

QUESTIONS = {
    "Whom do the Obama girls call dad?": "Barack Obama",
    "Emma Darwin said I do to which naturalist?": "Charles Darwin",
    "Whom does the zorgle of Barack Obama frobnicate?": None,
}
"""With the right answer; None: there is none."""
STATUSES = {"answered", "no_answer", "not_understood", "ambiguous"}


@pytest.fixture(scope="module")
def kb(cache: Path) -> Iterator[KnowledgeBase]:
    settings = Settings(cache=cache, model_seconds=60.0, budget_seconds=120.0)
    yield KnowledgeBase.load(settings=settings)
    embedded.stop(settings)


@pytest.fixture(scope="module")
def answers(kb: KnowledgeBase) -> dict[str, Answer]:
    return {question: kb.ask(question) for question in QUESTIONS}


def test_the_weights_are_those_that_are_pinned(cache: Path) -> None:
    (file,) = (cache / "model").glob("*/" + embedded.MODEL.weights)
    assert hashlib.sha256(file.read_bytes()).hexdigest() == embedded.MODEL.sha256
    assert embedded.condition(Settings(cache=cache)).state == "installed"


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_grammar_does_not_read_these(kb: KnowledgeBase, question: str) -> None:
    answer = kb.ask(question, model=False)
    assert answer.status == "not_understood"
    assert answer.model is None
    assert answer.usage.model_calls == 0


def test_the_model_is_asked_and_named(answers: dict[str, Answer]) -> None:
    for answer in answers.values():
        assert answer.status in STATUSES
        assert answer.model is not None
        assert answer.model.name == embedded.MODEL.name
        assert answer.model.prompt
        assert answer.usage.model_calls > 0
        assert answer.usage.input_tokens > 0
        assert answer.usage.cost_usd == 0.0
        assert json.loads(json.dumps(answer_json(answer)))["model"]["name"] == embedded.MODEL.name


def test_nothing_wrong_is_an_answer(kb: KnowledgeBase, answers: dict[str, Answer]) -> None:
    for question, answer in answers.items():
        if answer.status == "answered":
            assert [item.label for item in answer.answers] == [QUESTIONS[question]]
            assert answer.certainty in {"verified", "derived", "asserted"}
            for item in answer.answers:
                assert item.proof is not None
                assert kb.entails([item.proof.fact])
        else:
            assert answer.answers == ()
            assert answer.reason is not None


def test_a_suggestion_holds_no_contradicted_claim(answers: dict[str, Answer]) -> None:
    for answer in answers.values():
        if answer.suggestion is not None:
            assert answer.suggestion.consistent
            assert all(claim.verdict != "contradicted" for claim in answer.suggestion.claims)


def test_the_same_question_has_the_same_answer(kb: KnowledgeBase, answers: dict[str, Answer]) -> None:
    question = next(iter(QUESTIONS))
    again = kb.ask(question)
    same = {"id": "", "conversation": "", "elapsed_ms": 0.0}
    assert replace(again, **same) == replace(answers[question], **same)  # type: ignore[arg-type]


def test_what_the_graph_answers_costs_no_call(kb: KnowledgeBase) -> None:
    answer = kb.ask("Who is Sasha Obama's father?")
    assert [item.label for item in answer.answers] == ["Barack Obama"]
    assert answer.usage.model_calls == 0


def test_strict_never_asks(kb: KnowledgeBase) -> None:
    answer = kb.ask("Whom do the Obama girls call dad?", policy="strict")
    assert answer.status == "not_understood"
    assert answer.model is None
