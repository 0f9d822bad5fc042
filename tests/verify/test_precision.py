"""Claims of dates that are told less precisely than the graph declares them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kgqa.pipeline import KnowledgeBase

if TYPE_CHECKING:
    from pathlib import Path

GUILD = """
@prefix : <urn:example:> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:entered a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "date of entry" ; rdfs:range xsd:date .
:ann rdfs:label "Ann Orr" ; :entered "1801-02-03"^^xsd:date .
:bo rdfs:label "Bo Carp" ; :knows :ann .
"""


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    file: Path = tmp_path_factory.mktemp("guild") / "guild.ttl"
    file.write_text(GUILD, encoding="utf-8")
    return KnowledgeBase.load(file)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Ann Orr's date of entry is 1801.", "supported"),
        ("Ann Orr's date of entry is 1900.", "contradicted"),
        ("Bo Carp's date of entry is 1900.", "unknown"),
        ("Bo Carp's date of entry is not 1900.", "unknown"),
    ],
)
def test_a_year_is_less_precise_than_a_day_and_no_other_kind_of_value(
    kb: KnowledgeBase, text: str, verdict: str
) -> None:
    assert kb.verify(text).verdict == verdict
