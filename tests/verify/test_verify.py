"""Reading and judging tied together: one verdict on the whole, offsets that hold, nothing dropped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.model import ClaimVerdict, Passage, Verdict
from kgqa.verify.claim import Claim
from kgqa.verify.verify import legible, overall, verify_claims, verify_text
from tests.verify import toy


def verify(text: str, *, rewrite: bool = False) -> Verdict:
    return verify_text(text, toy.read, toy.Judge(), revision="r", rewrite=rewrite)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("a=1 b=2", "supported"),
        ("a=1 (nice)", "supported"),
        ("a=1 zed=2", "unknown"),
        ("a=1 ???", "unknown"),
        ("a=1 zed=3 ??? b=3", "contradicted"),
        ("(nice)", "unknown"),
        ("", "unknown"),
    ],
)
def test_the_whole_is_as_its_worst_part(text: str, verdict: str) -> None:
    assert verify(text).verdict == verdict


@given(st.lists(st.sampled_from(["supported", "contradicted", "unknown"])), st.booleans())
def test_the_whole_is_supported_only_if_all_of_it_is(names: list[str], unread: bool) -> None:
    claims = [ClaimVerdict("", "", "", "", name, "") for name in names]  # type: ignore[arg-type]
    found = overall(claims, [Passage("x", 0, 1)] if unread else ())
    assert (found == "contradicted") == ("contradicted" in names)
    assert (found == "supported") == (set(names) == {"supported"} and not unread)


@given(st.lists(st.sampled_from(["a=1", "b=3", "??", "(so)", "\ud800", "\x00", "𝄞é", "\r\n"]) | st.text(max_size=3)))
def test_offsets_are_those_of_the_text_as_it_was_given(words: list[str]) -> None:
    text = " ".join(words)
    found = verify(text)
    assert found.text == text
    for part in (*found.claims, *found.unread, *found.unclaimed):
        assert part.start is not None
        assert part.end is not None
        assert text[part.start : part.end] == part.text != ""


@given(st.text(st.characters(codec=None)))
def test_a_legible_text_can_be_encoded_and_is_as_long(text: str) -> None:
    found = legible(text)
    assert len(found) == len(text)
    assert b"\x00" not in found.encode()


def test_a_text_is_rewritten_only_when_that_is_asked_for() -> None:
    assert verify("a=3").rewritten is None
    asked = verify("a=3", rewrite=True)
    assert asked.rewritten == "a={~~3~>1~~}"
    assert [(edit.start, edit.end, edit.new) for edit in asked.edits] == [(2, 3, "1")]
    assert verify("a=1", rewrite=True).rewritten == "a=1"


def test_claims_given_as_such_have_no_offsets() -> None:
    found = verify_claims([Claim("a", "is", "1"), Claim("b", "is", "3", negated=True)], toy.Judge(), revision="r")
    assert found.verdict == "supported"
    assert [(claim.start, claim.end) for claim in found.claims] == [(None, None)] * 2
    assert found.text == "a, is: 1\nb, not is: 3"


def test_no_claims_are_not_supported() -> None:
    assert verify_claims([], toy.Judge(), revision="r").verdict == "unknown"
