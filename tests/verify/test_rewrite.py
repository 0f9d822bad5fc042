"""A text with what is contradicted replaced by what is entailed, and marked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.model import ClaimVerdict, Edit
from kgqa.verify.rewrite import applied, corrected, marked, merged
from tests.verify import toy

if TYPE_CHECKING:
    from collections.abc import Iterable

judge = toy.Judge()


def judged(text: str) -> list[ClaimVerdict]:
    from kgqa.verify.verify import verify_text

    return list(verify_text(text, toy.read, judge, revision="r").claims)


def edits_of(text: str) -> tuple[Edit, ...]:
    return corrected(text, judged(text), judged)


def rewritten(text: str) -> str:
    return marked(text, edits_of(text))


def resolved(marks: str) -> str:
    """What a reader of CriticMarkup makes of a marked text when every change is accepted."""
    return re.sub(r"\{--.*?--\}", "", re.sub(r"\{~~.*?~>(.*?)~~\}", r"\1", marks, flags=re.S), flags=re.S)


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("a=1 and b=2", "a=1 and b=2"),
        ("a=1 and b=3", "a=1 and b={~~3~>2~~}"),
        ("a=9, b=9", "a={~~9~>1~~}, b={~~9~>2~~}"),
        ("secret=8!", "{--secret=8--}!"),
        ("!a=1 indeed", "{--!a=1--} indeed"),
        ("zed=1", "zed=1"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_is_wrong_is_replaced_by_what_is_entailed_or_struck_out(text: str, marks: str) -> None:
    assert rewritten(text) == marks


def claim(start: int, end: int, **more: object) -> ClaimVerdict:
    return ClaimVerdict("", "", "", "", "contradicted", "", start=start, end=end, **more)  # type: ignore[arg-type]


def nothing(_: str) -> Iterable[ClaimVerdict]:
    return ()


def test_a_claim_inside_another_that_is_struck_out_goes_with_it() -> None:
    claims = [claim(0, 20), claim(5, 10, focus=(8, 10), instead="x")]
    assert corrected("0123456789" * 3, claims, nothing) == (Edit(0, 20),)


def test_two_claims_corrected_in_the_same_place_are_struck_out_unless_they_agree() -> None:
    text = "0123456789"
    one, other = claim(0, 6, focus=(2, 5), instead="x"), claim(0, 9, focus=(4, 8), instead="y")
    same = claim(1, 7, focus=(2, 5), instead="x")
    assert corrected(text, [one, other], nothing) == (Edit(2, 8),)
    assert corrected(text, [one, same], nothing) == (Edit(2, 5, "x"),)


def test_claims_side_by_side_stay_apart() -> None:
    assert merged([Edit(3, 5), Edit(0, 3, "x")]) == (Edit(0, 3, "x"), Edit(3, 5))


def test_what_is_wrong_even_when_corrected_is_struck_out() -> None:
    """A judge that is never content with a value."""

    def never(text: str) -> list[ClaimVerdict]:
        return [claim(m.start(), m.end(), focus=m.span(1), instead="x") for m in re.finditer(r"a=(\w+)", text)]

    text = "so a=1 is"
    assert marked(text, corrected(text, never(text), never)) == "so {--a=1--} is"


def test_a_text_that_stays_wrong_whatever_is_done_is_struck_out() -> None:
    def always(text: str) -> list[ClaimVerdict]:
        return [claim(0, 1)] if text else []

    assert corrected("abcdefghij", always("abcdefghij"), always) == (Edit(0, 10),)


WORDS = "a=1 a=2 !a=1 !a=2 b=2 b=77 secret=7 secret=8 zed=1 é𝄞 and ??? (nice) { = \n"
texts = st.lists(st.sampled_from(WORDS.split(" ")) | st.text(max_size=4), max_size=12).map(" ".join)


@given(texts)
def test_a_rewritten_text_contradicts_nothing(text: str) -> None:
    assert [each for each in judged(applied(text, edits_of(text))) if each.verdict == "contradicted"] == []


@given(texts)
def test_what_is_not_contradicted_stays(text: str) -> None:
    edits = edits_of(text)
    if not any(each.verdict == "contradicted" for each in judged(text)):
        assert edits == ()
    gone = {at for edit in edits for at in range(edit.start, edit.end)}
    wrong = [range(each.start or 0, each.end or 0) for each in judged(text) if each.verdict == "contradicted"]
    assert all(any(at in span for span in wrong) for at in gone)


@given(texts.filter(lambda text: not set("{}~>-") & set(text)))
def test_marks_that_are_accepted_give_the_corrected_text(text: str) -> None:
    edits = edits_of(text)
    assert resolved(marked(text, edits)) == applied(text, edits)
