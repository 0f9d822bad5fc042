"""The reversal curse (Berglund et al. 2023): parents of celebrities, asked in both directions.

The data know two properties and the sex of people; an alignment to the family ontology does the rest.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from kgqa.pipeline import KnowledgeBase

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kgqa.model import Verdict

ALIGNMENT = """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix family: <https://w3id.org/kgqa/family#> .
@prefix celebrity: <http://example.org/family#> .
<http://example.org/alignment> a owl:Ontology ; owl:imports <https://w3id.org/kgqa/family> .
celebrity:father owl:equivalentProperty family:hasFather .
celebrity:mother owl:equivalentProperty family:hasMother .
celebrity:sex owl:equivalentProperty family:sex .
"""


@pytest.fixture(scope="module")
def celebrities(data: Path, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    alignment = tmp_path_factory.mktemp("reversal") / "alignment.ttl"
    alignment.write_text(ALIGNMENT, encoding="utf-8")
    return KnowledgeBase.load(data / "reversal_curse" / "kb.nt", alignment)


@pytest.fixture(scope="module")
def questions(data: Path) -> list[dict[str, Any]]:
    lines = (data / "reversal_curse" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _wrong(celebrities: KnowledgeBase, questions: Iterable[dict[str, Any]]) -> list[tuple[str, list[str], str]]:
    found = []
    for question in questions:
        answer = celebrities.ask(question["question"], model=False)
        told, right = {item.label for item in answer.answers}, set(question["answers"])
        enough = bool(told & right) if question["any_one_is_enough"] else told == right
        if answer.status != "answered" or not enough:
            found.append((question["question"], question["answers"], answer.text))
    return found


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("forward", 1_511),
        ("reverse", 1_476),
        ("derived-sibling(question text ours)", 23),
        ("derived-grandparent(question text ours)", 8),
    ],
)
def test_every_question_is_answered(
    celebrities: KnowledgeBase, questions: list[dict[str, Any]], kind: str, number: int
) -> None:
    asked = [question for question in questions if question["type"] == kind]

    assert len(asked) == number
    assert _wrong(celebrities, asked) == []


@pytest.fixture(scope="module")
def claims(data: Path) -> list[dict[str, Any]]:
    """What a model said when it was asked for children of celebrities: 484 are so, 11 name somebody else."""
    lines = (data / "reversal_curse" / "llm_claims.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _judged(claims: list[dict[str, Any]], verdicts: Iterable[Verdict]) -> dict[str, int]:
    """How many claims got the verdict that they should; those with another one are printed."""
    right = {"supported": 0, "other": 0}
    for claim, verdict in zip(claims, verdicts, strict=True):
        told = verdict.verdict if verdict.verdict == "supported" else "other"
        expected = claim["expected"] if claim["expected"] == "supported" else "other"
        right[told] += told == expected
        if told != expected:
            print(
                claim["claim"], "|", claim["expected"], "|", verdict.verdict, "|", *(c.reason for c in verdict.claims)
            )
    return right


def test_claims_of_a_model_in_its_words(celebrities: KnowledgeBase, claims: list[dict[str, Any]]) -> None:
    verdicts = [celebrities.verify(claim["claim"]) for claim in claims]

    assert _judged(claims, verdicts) == {"supported": 484, "other": 11}


def test_claims_of_a_model_in_three_parts(celebrities: KnowledgeBase, claims: list[dict[str, Any]]) -> None:
    given = [{"subject": claim["s"], "predicate": claim["rel"], "object": claim["o"]} for claim in claims]

    assert _judged(claims, [celebrities.verify([claim]) for claim in given]) == {"supported": 484, "other": 11}
