"""A text cut into parts, each shown as what the graph says of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kgqa.model import Answer, ClaimVerdict, Passage, Suggestion, Verdict
from kgqa.proofs.segments import segments

VERDICTS = ["supported", "contradicted", "unknown"]


def claim(start: int, end: int, verdict: str = "supported", focus: tuple[int, int] | None = None) -> ClaimVerdict:
    return ClaimVerdict("", "", "", "", verdict, "", start=start, end=end, focus=focus)  # type: ignore[arg-type]


def cut(
    text: str, claims: list[ClaimVerdict], others: list[Passage] | None = None
) -> list[tuple[str, str, int | None]]:
    return [(part.text, part.kind, part.number) for part in segments(text, claims, others or [])]


def test_claims_passages_and_what_lies_between() -> None:
    assert cut("aa bb cc", [claim(0, 2)], [Passage("cc", 6, 8)]) == [
        ("aa", "supported", 1),
        (" bb ", "", None),
        ("cc", "unread", None),
    ]


def test_a_claim_inside_another_keeps_its_own_part() -> None:
    parts = segments("aaa bbb aaa", [claim(0, 11), claim(4, 7, "contradicted")])
    assert [(part.number, part.first, part.last) for part in parts] == [
        (1, True, False),
        (2, True, True),
        (1, False, True),
    ]


def test_of_claims_over_the_same_words_the_worst_is_shown() -> None:
    assert cut("aaa", [claim(0, 3), claim(0, 3, "contradicted"), claim(0, 3, "unknown")]) == [
        ("aaa", "contradicted", 2)
    ]


def test_what_is_wrong_in_a_claim_that_shares_its_words_is_shown_where_it_is() -> None:
    claims = [claim(0, 9, focus=(0, 2)), claim(0, 9, "contradicted", focus=(7, 9))]
    assert cut("aa and bb", claims) == [("aa", "supported", 1), (" and bb", "contradicted", 2)]


spans = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.sampled_from(VERDICTS)), max_size=6)


@given(text=st.text(max_size=10), claimed=spans, others=spans)
def test_all_of_the_text_is_shown_once(
    text: str, claimed: list[tuple[int, int, str]], others: list[tuple[int, int, str]]
) -> None:
    parts = segments(text, [claim(*span) for span in claimed], [Passage("", *span[:2]) for span in others])
    assert "".join(part.text for part in parts) == text
    assert all(part.text for part in parts)
    numbers = {part.number for part in parts} - {None}
    assert [sum(part.first for part in parts if part.number == n) for n in numbers] == [1] * len(numbers)
    assert [sum(part.last for part in parts if part.number == n) for n in numbers] == [1] * len(numbers)


def test_a_notebook_shows_a_verdict_without_running_what_it_holds() -> None:
    hostile = "<script>alert(1)</script>"
    wrong = ClaimVerdict(hostile, "", "", "", "contradicted", hostile, start=0, end=25, instead=hostile)
    shown = Verdict("", hostile, "contradicted", "r", (wrong,), rewritten=hostile)._repr_html_()
    assert "<script" not in shown
    assert shown.count("&lt;script&gt;") >= 5


def test_a_notebook_shows_a_claim_apart_from_its_reason() -> None:
    wrong = ClaimVerdict("It is so", "", "", "", "contradicted", "it is not", instead="else")
    shown = Verdict("", "", "contradicted", "r", (wrong,))._repr_html_()
    assert "It is so<div>it is not</div><div>the graph has: else</div>" in shown


def test_a_verdict_is_printed_with_a_line_for_each_claim() -> None:
    claims = (
        ClaimVerdict("It\nis so", "", "", "", "contradicted", "it is not", instead="else"),
        ClaimVerdict("It was", "", "", "", "supported", "the graph entails it"),
    )
    verdict = Verdict(
        "", "", "contradicted", "r", claims, (Passage("Gnrx", 0, 4),), (Passage("Is it?", 5, 11, "question"),)
    )
    assert str(verdict).splitlines() == [
        "contradicted",
        "- contradicted: It is so (the graph has: else)",
        "- supported: It was",
        "- unread: Gnrx",
        "- question: Is it?",
    ]
    assert repr(verdict).startswith("Verdict(id=")


def test_a_notebook_shows_a_suggestion_apart_from_the_answer() -> None:
    suggestion = Suggestion("It is <b>Zed</b>.", (), consistent=True)
    shown = Answer("", "Who?", "no_answer", "Nothing is known.", "r", suggestion=suggestion)._repr_html_()
    assert "<strong>Nothing is known.</strong>" in shown
    assert "not verified:</em> It is &lt;b&gt;Zed&lt;/b&gt;." in shown
