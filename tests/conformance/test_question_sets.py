"""Questions that nobody here wrote, scored by the scripts that stand beside the data: precision and recall.

An answer is right only if the set is exactly right. The floors are those of the project; what is measured is printed.
"""

from __future__ import annotations

import importlib.util
import json
from typing import TYPE_CHECKING, Any

import pytest

from kgqa.pipeline import KnowledgeBase

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from types import ModuleType

    from kgqa.model import Answer

ALIGNMENT = """
@prefix r: <http://example.org/pq/r/> .
@prefix schema: <https://schema.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
r:parents rdfs:subPropertyOf schema:parent . r:children rdfs:subPropertyOf schema:children .
r:spouse rdfs:subPropertyOf schema:spouse . r:gender rdfs:subPropertyOf schema:gender .
r:nationality rdfs:subPropertyOf schema:nationality . r:profession rdfs:subPropertyOf schema:hasOccupation .
r:place_of_birth rdfs:subPropertyOf schema:birthPlace . r:place_of_death rdfs:subPropertyOf schema:deathPlace .
r:institution rdfs:subPropertyOf schema:affiliation . r:location rdfs:subPropertyOf schema:homeLocation .
"""
DATABASES = ("battle_death", "museum_visit", "pets_1", "singer")


@pytest.fixture(scope="module")
def scorer(data: Path) -> ModuleType:
    return script(data, "score_answers")


def script(data: Path, name: str) -> ModuleType:
    """A scoring script that comes with the data, as a module."""
    path = data.parent / "tools" / f"{name}.py"
    if not path.is_file():
        pytest.skip(f"no {name}.py beside the data: set KGQA_DATA to the folder that comes with the tools")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def score(
    kb: KnowledgeBase, questions: Iterable[dict[str, Any]], field: str, scorer: ModuleType
) -> tuple[int, int, int]:
    """How many questions there are, how many were answered, and how many rightly."""
    items = answered = right = 0
    for question in questions:
        answer = kb.ask(question["question"], model=False)
        told = {scorer.normalise(item.label) for item in answer.answers}
        items += 1
        answered += answer.status == "answered"
        right += answer.status == "answered" and told == {scorer.normalise(gold) for gold in question[field]}
    return items, answered, right


def check(name: str, scored: tuple[int, int, int], precision: float, recall: float) -> None:
    items, answered, right = scored
    print(f"{name}: {items} questions, precision {right / answered:.3f}, recall {right / items:.3f}")
    assert right / answered >= precision
    assert right / items >= recall


def test_geography(data: Path, root: Path, scorer: ModuleType) -> None:
    kb = KnowledgeBase.load(data / "geoquery" / "kb.nt", root / "ontologies" / "geography.ttl")
    questions = [q for q in rows(data / "geoquery" / "questions.jsonl") if q["gold_reliable"]]

    check("geoquery", score(kb, questions, "answers", scorer), 0.97, 0.88)


def test_paths(data: Path, root: Path, tmp_path: Path, scorer: ModuleType) -> None:
    (tmp_path / "alignment.ttl").write_text(ALIGNMENT, encoding="utf-8")
    folder = data / "pathquestion"
    kb = KnowledgeBase.load(
        folder / "kb_pruned.nt", folder / "axioms.ttl", tmp_path / "alignment.ttl", root / "ontologies" / "family.ttl"
    )
    questions = [q for q in rows(folder / "questions.jsonl") if q["gender_neutral"]]

    check("pathquestion", score(kb, questions, "answers_closed", scorer), 0.98, 0.90)


def test_databases(data: Path, scorer: ModuleType) -> None:
    totals = [0, 0, 0]
    for name in DATABASES:
        folder = data / "databases" / name
        kb = KnowledgeBase.load(folder / "kb.nt", folder / "labels.nt")
        found = score(kb, rows(folder / "questions.jsonl"), "answers", scorer)
        totals = [total + one for total, one in zip(totals, found, strict=True)]

    check("databases", (totals[0], totals[1], totals[2]), 0.85, 0.35)


def test_families(data: Path) -> None:
    scorer = script(data, "score_family")
    kb = KnowledgeBase.load(data / "gedcom" / "royal92.ged")
    questions = rows(data / "family_questions" / "questions.jsonl")
    unanswerable = rows(data / "family_questions" / "unanswerable.jsonl")
    told = {q["id"]: told_as(q["id"], kb.ask(q["question"], model=False)) for q in (*questions, *unanswerable)}

    scored = scorer.score_questions(questions, told)["TOTAL"]
    refused = scorer.score_unanswerable(unanswerable, told)["TOTAL"]

    assert scored["right"] / scored["answered"] >= 0.97
    assert scored["right"] / scored["all"] >= 0.85
    assert refused["false_answer"] / refused["all"] <= 0.02


def told_as(number: str, answer: Answer) -> dict[str, Any]:
    """An answer as the scorer of the families reads it."""
    if answer.status == "ambiguous":
        found = [(candidate.label, candidate.value) for candidate in answer.candidates]
    else:
        found = [(item.label, item.value) for item in answer.answers]
    things = [value.rpartition("/")[2] for _, value in found if value.partition(":")[0] in {"http", "https", "urn"}]
    status = answer.status if answer.status in {"answered", "ambiguous"} else "abstained"
    return {"id": number, "status": status, "answers": [label for label, _ in found], "ids": things}
