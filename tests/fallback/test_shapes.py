"""What small models do, over every rung of the ladder: each failure ends in the right status, none as an answer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from kgqa.model import Answer

    Ask = Callable[..., Answer]

ASKED = "Who might Ann Ågren's mentor be?"
UNKNOWN = "Who might Cora Lind's rival be?"


def claim(subject: str, predicate: str, value: str) -> dict[str, str]:
    return {"subject": subject, "predicate": predicate, "object": value}


def said(answer: str, answers: list[str], *claims: dict[str, str]) -> str:
    return json.dumps({"answer": answer, "answers": answers, "claims": claims})


RIGHT = claim("Ann Ågren", "mentor", "Beth Moss")


@dataclass(frozen=True)
class Shape:
    text: str
    ends: str
    question: str = ASKED
    finish: str = "stop"


SHAPES = {
    "prose instead of JSON": Shape("Ann Ågren's mentor is Beth Moss.", "model_failed"),
    "wrong prose instead of JSON": Shape("Ann Ågren's mentor is Cora Lind.", "model_failed"),
    "truncation": Shape(said("Beth.", ["Beth Moss"], RIGHT)[:40], "model_failed"),
    "truncation that is told": Shape(said("Beth.", ["Beth Moss"], RIGHT), "model_failed", finish="length"),
    "the same entity in every slot": Shape(
        said("Beth Moss", ["Beth Moss"], claim("Beth Moss", "Beth Moss", "Beth Moss")), "model_failed"
    ),
    "the question's entity at both ends": Shape(
        said("Ann.", ["Ann Ågren"], claim("Ann Ågren", "mentor", "Ann Ågren")), "model_failed"
    ),
    "the question's entity as the answer": Shape(
        said("Cora Lind", ["Cora Lind"], claim("Beth Moss", "mentor", "Cora Lind")), "model_failed", UNKNOWN
    ),
    "reversed relation": Shape(said("Beth.", ["Beth Moss"], claim("Beth Moss", "mentor", "Ann Ågren")), "dropped"),
    "reversed relation, open": Shape(
        said("It is Dan.", ["Dan Fox"], claim("Dan Fox", "rival", "Cora Lind")), "suggestion", UNKNOWN
    ),
    "wrong relation": Shape(said("Beth.", ["Beth Moss"], claim("Ann Ågren", "rival", "Beth Moss")), "suggestion"),
    "true but irrelevant claim": Shape(
        said("Beth.", ["Beth Moss"], claim("Beth Moss", "mentor", "Cora Lind")), "suggestion", UNKNOWN
    ),
    "answer that contradicts its own claim": Shape(said("Cora.", ["Cora Lind"], RIGHT), "model_failed"),
    "sentence that contradicts its own claim": Shape(
        said("Ann Ågren's mentor is Cora Lind.", ["Beth Moss"], RIGHT), "dropped"
    ),
    "example leakage": Shape(
        said("Quenby Marl's mentor is Odo Strake.", ["Odo Strake"], claim("Quenby Marl", "mentor", "Odo Strake")),
        "model_failed",
    ),
    "example leakage in part": Shape(said("Odo Strake.", ["Odo Strake"], RIGHT), "model_failed"),
    "misspelt name": Shape(said("Beth.", ["Beth Mos"], claim("Ann Ågren", "mentor", "Beth Mos")), "suggestion"),
    "misspelt name in the claim": Shape(
        said("Beth.", ["Beth Moss"], claim("Ann Ågrren", "mentor", "Beth Moss")), "suggestion"
    ),
    "sentence in a slot": Shape(
        said("Beth.", ["Ann Ågren's mentor is Beth Moss."], claim("Ann Ågren", "mentor", "she is Beth Moss")),
        "suggestion",
    ),
    "loop": Shape(said("Beth.", ["Beth Moss"] * 500, *[RIGHT] * 500), "model_failed"),
    "loop of other facts": Shape(
        said("Beth.", [f"Beth {k}" for k in range(500)], *[claim("a", "b", str(k)) for k in range(500)]), "model_failed"
    ),
    "endless sentence": Shape(said("Beth " * 2_000, ["Beth Moss"], RIGHT), "model_failed"),
    "echoed facts": Shape(said("Facts.", [], RIGHT, claim("Beth Moss", "mentor", "Cora Lind")), "nothing", UNKNOWN),
    "echoed facts as the answer": Shape(
        said("Ann Ågren, Beth Moss.", ["Ann Ågren", "Beth Moss"], RIGHT, claim("Beth Moss", "mentor", "Cora Lind")),
        "suggestion",
        UNKNOWN,
    ),
    "extra keys": Shape(said("Beth.", ["Beth Moss"], RIGHT)[:-1] + ', "confidence": 0.9}', "model_failed"),
    "extra keys in a claim": Shape(said("Beth.", ["Beth Moss"], RIGHT | {"year": "1900"}), "model_failed"),
    "no abstention for invented people": Shape(
        said("It is Gil Roy.", ["Gil Roy"], claim("Zebedee Quux", "mentor", "Gil Roy")),
        "suggestion",
        "Who might Zebedee Quux's mentor be?",
    ),
    "nothing known": Shape(said("Nobody could know that.", []), "nothing"),
    "right": Shape(said("Beth.", ["Beth Moss"], RIGHT), "verified"),
    "right, in a fence": Shape(f"```json\n{said('Beth.', ['Beth Moss'], RIGHT)}\n```", "verified"),
}


@pytest.mark.parametrize("policy_at_rung", [(p, rung) for p in ("guarded", "open") for rung in (0, 1, 2)])
@pytest.mark.parametrize("name", SHAPES)
def test_each_shape_ends_in_the_right_status(
    ask: Ask, endpoint: Any, say: Any, name: str, policy_at_rung: tuple[str, int]
) -> None:
    shape, (policy, rung) = SHAPES[name], policy_at_rung
    endpoint.says(*[say.status(400)] * rung, say.content(shape.text, shape.finish))
    answer = ask(shape.question, policy=policy)
    ends = shape.ends
    if ends == "verified":
        assert (answer.status, answer.certainty) == ("answered", "verified")
        assert [item.value for item in answer.answers] == ["http://example.org/beth"]
        return
    if ends == "suggestion" and policy == "open":
        assert (answer.status, answer.source, answer.certainty) == ("answered", "model", "unverified")
        assert {item.certainty for item in answer.answers} == {"unverified"}
        return
    assert (answer.status, answer.source, answer.certainty, answer.answers) == ("no_answer", None, None, ())
    assert (answer.suggestion is not None) == (ends == "suggestion")
    assert answer.reason is not None
    assert (answer.reason.code == "model_failed") == (ends == "model_failed")
    assert ("contradicted" in {claim.verdict for claim in answer.claims}) == (ends == "dropped")


@pytest.mark.parametrize(
    "name", [n for n, shape in SHAPES.items() if shape.ends in {"model_failed", "dropped"} and shape.question == ASKED]
)
def test_a_model_that_mends_its_reply_is_heard(ask: Ask, endpoint: Any, say: Any, name: str) -> None:
    shape = SHAPES[name]
    endpoint.says(say.content(shape.text, shape.finish), say.content(SHAPES["right"].text))
    answer = ask(shape.question)
    assert answer.usage.model_calls == 2
    assert answer.certainty == "verified"
    told = endpoint.requests[1]["messages"][-1]["content"]
    data = json.loads(told.partition("\n")[2])
    assert set(data) <= {"wrong", "form", "contradicted by the graph"}
    assert data


def test_the_conflict_is_fed_back_with_its_reason(ask: Ask, endpoint: Any, say: Any) -> None:
    endpoint.says(say.content(said("Cora.", ["Cora Lind"], claim("Ann Ågren", "mentor", "Cora Lind"))))
    ask(ASKED)
    told = json.loads(endpoint.requests[1]["messages"][-1]["content"].partition("\n")[2])
    (wrong,) = told["contradicted by the graph"]
    assert wrong["claim"] == "Ann Ågren, mentor: Cora Lind"
    assert "Beth Moss" in wrong["wrong"]
