"""The functions on dates that every query may call."""

from __future__ import annotations

import pytest

from kgqa.store import Solutions, open_memory

PREFIXES = """
PREFIX kgqa: <https://w3id.org/kgqa/vocabulary#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ('kgqa:earliest("1850"^^xsd:gYear)', "1850-01-01T00:00:00"),
        ('kgqa:latest("1850-02"^^xsd:gYearMonth)', "1850-02-28T00:00:00"),
        ('kgqa:years("1850-02-03"^^xsd:date, "1900-02-02"^^xsd:date)', "49"),
        ('kgqa:months("1850-02-03"^^xsd:date, "1850-04-02"^^xsd:date)', "1"),
        ('kgqa:days("1850-02-03"^^xsd:date, "1850-03-01"^^xsd:date)', "26"),
        ('kgqa:latest("1850"^^xsd:gYear) < kgqa:earliest("1851-01-01"^^xsd:date)', "true"),
        ('kgqa:years("1850"^^xsd:gYear, "1900"^^xsd:gYear)', None),
        ('kgqa:earliest("soon")', None),
        ("kgqa:earliest(<urn:a>)", None),
        ('kgqa:years("1850"^^xsd:gYear)', None),
    ],
)
@pytest.mark.parametrize("dataset", ["", "FROM <urn:kgqa:asserted>"])
def test_functions(expression: str, value: str | None, dataset: str) -> None:
    found = open_memory().query(f"{PREFIXES} SELECT ({expression} AS ?value) {dataset} WHERE {{}}")

    assert isinstance(found, Solutions)
    assert [getattr(term, "lexical", None) for row in found.rows for term in row] == [value]
