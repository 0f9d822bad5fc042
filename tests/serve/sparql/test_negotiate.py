"""Content negotiation (RFC 9110, 12.5.1)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.serve.sparql.negotiate import preferred

OFFERS = {"application/json": "json", "application/xml": "xml", "text/csv": "csv"}


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "json"),
        ("", "json"),
        ("*/*", "json"),
        ("text/csv", "csv"),
        ("TEXT/CSV", "csv"),
        ("text/*", "csv"),
        ("text/csv;q=0.5, application/xml", "xml"),
        ("text/csv;q=0.5, application/xml;q=0.4", "csv"),
        ("*/*;q=0.1, text/csv", "csv"),
        ("application/*;q=0.2, application/json;q=0, */*;q=0.1", "xml"),
        ("application/json;charset=utf-8", "json"),
        ("text/html, image/png", None),
        ("text/csv;q=0", None),
        ("text/csv;q=much", None),
        ("nonsense", None),
    ],
)
def test_the_weightiest_offer_wins(accept: str | None, expected: str | None) -> None:
    assert preferred(accept, OFFERS) == expected


@given(st.text())
def test_any_header_gives_an_offer_or_none(accept: str) -> None:
    assert preferred(accept, OFFERS) in {*OFFERS.values(), None}
