"""An answer as text for people."""

from __future__ import annotations

from kgqa.cli.answer import answer_text
from kgqa.model import Answer, Candidate, ClaimVerdict, ModelUse, Suggestion


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
