"""The catalogue of questions in tests/questions: each file a graph, and what its questions are answered.

Keys of a question: `ask`; then any of `status` (default: answered), `reading`, `sparql` (without its prefixes),
`answers` (labels), `text`, `certainty`, `completeness`, `reason`, `words`, `missing`, `candidates` (labels), `proof`
(false: what is compared has none).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from kgqa.pipeline import KnowledgeBase

if TYPE_CHECKING:
    from kgqa.model import Answer

FOLDER = Path(__file__).resolve().parent.parent / "questions"


@dataclass(frozen=True)
class Case:
    file: Path
    expected: dict[str, Any]


CASES = [
    Case(file, question)
    for file in sorted(FOLDER.glob("*.yaml"))
    for question in yaml.safe_load(file.read_text(encoding="utf-8"))["questions"]
]


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, KnowledgeBase]:
    folder, found = tmp_path_factory.mktemp("questions"), {}
    for file in sorted(FOLDER.glob("*.yaml")):
        turtle = folder / f"{file.stem}.ttl"
        turtle.write_text(yaml.safe_load(file.read_text(encoding="utf-8"))["graph"], encoding="utf-8")
        found[file] = KnowledgeBase.load(turtle)
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file.stem}: {case.expected['ask']}")
def test_question(graphs: dict[Path, KnowledgeBase], case: Case) -> None:
    answer = graphs[case.file].ask(case.expected["ask"], model=False)
    found = told(answer)

    assert {key: found[key] for key in case.expected if key != "ask"} == {
        key: value for key, value in case.expected.items() if key != "ask"
    }, answer.text
    assert found["status"] == case.expected.get("status", "answered"), answer.text


def told(answer: Answer) -> dict[str, Any]:
    return {
        "status": answer.status,
        "reading": answer.reading and answer.reading.text,
        "sparql": answer.reading and _body(answer.reading.sparql),
        "answers": [item.label for item in answer.answers],
        "text": answer.text,
        "certainty": answer.certainty,
        "completeness": answer.completeness,
        "reason": answer.reason and answer.reason.code,
        "words": list((answer.reason and answer.reason.words) or ()),
        "missing": answer.reason and answer.reason.missing,
        "candidates": [candidate.label for candidate in answer.candidates],
        "proof": all(item.proof is not None for item in answer.answers),
    }


def _body(query: str) -> str:
    return "\n".join(line for line in query.splitlines() if not line.startswith("PREFIX "))


def test_every_answer_has_a_proof_but_counts_truths_and_cells(graphs: dict[Path, KnowledgeBase]) -> None:
    for case in CASES:
        answer = graphs[case.file].ask(case.expected["ask"], model=False)
        for item in answer.answers:
            counted = answer.reading is not None and answer.reading.text.startswith("the number of")
            measured = counted or item.unit is not None or case.expected.get("proof") is False
            if item.label not in {"no"} and not measured and item.row is None:
                assert item.proof is not None, case.expected["ask"]
