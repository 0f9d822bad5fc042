"""An answer as text for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kgqa.cli import main
from kgqa.cli.answer import answer_text
from kgqa.model import Answer, Candidate, ClaimVerdict, ModelUse, Reading, Reason, Suggestion

if TYPE_CHECKING:
    from pathlib import Path


def test_a_suggestion_is_shown_as_unverified_with_its_verdicts() -> None:
    claim = ClaimVerdict("Ann is Bob's aunt", "Ann", "aunt", "Bob", "unknown", "nothing in the graph decides it")
    answer = Answer(
        id="1",
        question="Who is Bob's aunt?",
        status="no_answer",
        text="The graph does not say.",
        revision="r",
        suggestion=Suggestion("Ann.", (claim,), consistent=True),
        model=ModelUse("small", "p@1"),
    )
    assert answer_text(answer).splitlines() == [
        "The graph does not say.",
        "Unverified, from small: Ann.",
        "  unknown: Ann is Bob's aunt (nothing in the graph decides it)",
    ]


def test_a_choice_can_be_pasted_into_a_shell() -> None:
    candidate = Candidate("John", "urn:example:john", "", "name:john o'groats=urn:example:john")
    answer = Answer("1", "Who is John?", "ambiguous", "Which?", "r", candidates=(candidate,))
    assert answer_text(answer).splitlines()[1] == ("""  1. John   --choose 'name:john o'"'"'groats=urn:example:john'""")


def test_a_model_s_answer_says_that_it_is_unverified_and_whose_it_is() -> None:
    said = Answer(
        "1", "Who is Bob's aunt?", "answered", "Ann is.", "r",
        source="model", certainty="unverified", model=ModelUse("small", "p@1"),
    )  # fmt: skip
    assert answer_text(said).splitlines() == [
        "Ann is.",
        "(unverified: said by the model small, the graph does not hold it)",
    ]


def test_a_model_s_answer_that_the_graph_holds_says_so() -> None:
    said = Answer(
        "1", "Who is Bob's aunt?", "answered", "Bob's aunt is Ann.", "r",
        source="model", certainty="verified", model=ModelUse("small", "p@1"),
        reading=Reading("the aunt of Bob", "SELECT", by="model"),
    )  # fmt: skip
    assert answer_text(said).splitlines() == [
        "Bob's aunt is Ann.",
        "(verified: said by the model small, and the graph holds it)",
        "(read as: the aunt of Bob)",
    ]


@pytest.mark.parametrize("notes", ["", " (taking 'aunt' as a noun)"])
@pytest.mark.parametrize(
    "note",
    [
        "A model was asked, but the call failed (ConnectError).",
        "No model was asked: it failed before and is left alone for a while.",
    ],
)
def test_what_came_of_asking_a_model_is_told(notes: str, note: str) -> None:
    own = "No aunt of Bob is recorded."
    answer = Answer(
        "1", "Who is Bob's aunt?", "no_answer", own + notes, "r", reason=Reason("model_failed", f"{own} {note}")
    )
    assert answer_text(answer).splitlines() == [own + notes, note]


def test_a_reason_that_the_sentence_gives_is_not_said_twice() -> None:
    own = "No aunt of Bob is recorded."
    answer = Answer("1", "Who?", "no_answer", f"{own} (a note)", "r", reason=Reason("missing_fact", own))
    assert answer_text(answer) == f"{own} (a note)"


def test_a_model_that_fails_is_told_with_and_after_its_calls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "g.ttl"
    file.write_text('<urn:x:ann> <http://www.w3.org/2000/01/rdf-schema#label> "Ann Archer" .', encoding="utf-8")
    given = {"CACHE": str(tmp_path / "cache"), "MODEL_URL": "http://127.0.0.1:9/v1", "MODEL": "m"}
    for name, value in given.items():
        monkeypatch.setenv(f"KGQA_{name}", value)
    monkeypatch.setenv("KGQA_BREAKER_FAILURES", "1")
    told = []
    for _ in range(2):
        assert main(["ask", "Who is Ann Archer's zorb?", "-g", str(file)]) == 1
        told.append(capsys.readouterr().out)
    assert "A model was asked, but the call failed" in told[0]
    assert "No model was asked: it failed before" in told[1]
