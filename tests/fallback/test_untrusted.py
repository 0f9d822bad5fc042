"""Texts made harmless: nothing hidden, nothing turned, nothing endless."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.fallback.untrusted import LONGEST, harmless


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ann Ågren", "Ann Ågren"),
        ("محمد علی", "محمد علی"),
        ("नमस्ते", "नमस्ते"),
        ("a\nb\tc", "a b c"),
        ("a\x00b\x1b[31mc", "a\ufffdb\ufffd[31mc"),
        ("Ann\u202e ereh", "Ann\ufffd ereh"),
        ("Ann\u2066x\u2069", "Ann\ufffdx\ufffd"),
        ("Be\u200bth", "Be\ufffdth"),
        ("x\U000e0041\U000e0042", "x\ufffd\ufffd"),
        ("\ud800", "\ufffd"),
        ("a\u00a0b\u2028c", "a b c"),
    ],
)
def test_what_is_left(text: str, shown: str) -> None:
    assert harmless(text) == shown


@given(st.text(max_size=1_000), st.integers(1, 300))
def test_it_is_one_short_line_that_can_be_sent(text: str, longest: int) -> None:
    shown = harmless(text, longest)
    assert len(shown) <= longest
    assert len(shown.splitlines()) <= 1
    assert harmless(shown, longest) == shown
    json.dumps(shown, ensure_ascii=False).encode()


def test_what_is_too_long_is_cut() -> None:
    assert harmless("a" * 1_000) == "a" * (LONGEST - 1) + "…"
