"""Times that a claim bounds, ages, and places of one name: what they exclude and what they leave open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kgqa import KnowledgeBase
from kgqa.load import bundled_folder
from tests.verify.graphs import PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

LIVES = """
@prefix family: <https://w3id.org/kgqa/family#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:riga a family:Place ; rdfs:label "Riga, Latvia" ; skos:altLabel "Riga" .
:riga2 a family:Place ; rdfs:label "Riga, Livonia" ; skos:altLabel "Riga" .
:oslo a family:Place ; rdfs:label "Oslo" .
:tom rdfs:label "Tom Hale" ; family:sex "male" ; family:birthDate "1884-02-08"^^xsd:date ; family:birthPlace :riga2 ;
  family:deathDate "1950-03-01"^^xsd:date .
:ada rdfs:label "Ada Moss" ; family:sex "female" ; family:birthDate "1885"^^xsd:gYear ; family:birthPlace :oslo ;
  family:deathDate "1910-06-01"^^xsd:date .
:cora rdfs:label "Cora Hale" ; family:sex "female" ; family:hasMother :ada ; family:hasFather :tom ;
  family:birthDate "1907-01-01"^^xsd:date .
:ann rdfs:label "Ann Riga" ; family:sex "female" . :ann2 rdfs:label "Ann Riga" ; family:sex "female" .
"""


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """Two lives, and two records of one place."""
    path: Path = tmp_path_factory.mktemp("lives") / "graph.ttl"
    path.write_text(PREFIXES + LIVES, encoding="utf-8")
    return KnowledgeBase.load(path, bundled_folder("ontologies") / "family.ttl")


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Tom Hale was born before 1884.", "contradicted"),
        ("Tom Hale was born after 1884.", "contradicted"),
        ("Tom Hale was not born before 1884.", "supported"),
        ("Tom Hale was born before 1885.", "supported"),
        ("Tom Hale was born before February 1884.", "contradicted"),
        ("Tom Hale was born after 1883.", "supported"),
        ("Ada Moss was born before 1885.", "contradicted"),
        ("Tom Hale was born after about 1884.", "unknown"),
        ("Tom Hale was born by 1884.", "unknown"),
        ("Tom Hale was not yet born in 1884.", "unknown"),
    ],
)
def test_a_time_that_is_told_lies_outside_what_comes_before_and_after_it(
    lives: KnowledgeBase, claim: str, verdict: str
) -> None:
    assert lives.verify(claim).verdict == verdict


def test_a_date_does_not_mend_a_bound(lives: KnowledgeBase) -> None:
    found = lives.verify("Tom Hale was born before 1884.", rewrite=True)
    assert [claim.instead for claim in found.claims] == [None]


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Tom Hale lived to be 66.", "supported"),
        ("Tom Hale lived to be 65 years old.", "contradicted"),
        ("Tom Hale lived to the age of 65.", "contradicted"),
        ("Tom Hale did not live to be 66.", "contradicted"),
        ("Tom Hale did not live to be 67.", "supported"),
        ("Tom Hale reached the age of 65.", "supported"),
        ("Tom Hale made it to the age of 65.", "unknown"),
        ("Tom Hale reached the age of 67.", "contradicted"),
        ("Tom Hale completed 65 years of life.", "unknown"),
        ("Tom Hale completed 66 years of life.", "supported"),
        ("Tom Hale completed 67 years of life.", "contradicted"),
    ],
)
def test_who_lived_to_be_so_old_grew_no_older(lives: KnowledgeBase, claim: str, verdict: str) -> None:
    assert lives.verify(claim).verdict == verdict


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Tom Hale was born in Riga.", "supported"),
        ("Tom Hale was not born in Riga.", "contradicted"),
        ("Ada Moss was born in Riga.", "unknown"),
        ("Ann Riga is a woman.", "supported"),
        ("Ann Riga was born in Oslo.", "unknown"),
    ],
)
def test_one_word_means_any_record_of_a_place(lives: KnowledgeBase, claim: str, verdict: str) -> None:
    assert lives.verify(claim).verdict == verdict


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Cora Hale's mother died when she was three.", "unknown"),
        ("Cora Hale's mother died when she was four.", "contradicted"),
        ("Cora Hale's father died when she was 43.", "supported"),
        ("Cora Hale's father died when he was 66.", "supported"),
        ("Cora Hale's father died when he was 43.", "contradicted"),
        ("Cora Hale's father was 22 when she was born.", "supported"),
    ],
)
def test_a_pronoun_that_may_mean_either_contradicts_only_both(lives: KnowledgeBase, claim: str, verdict: str) -> None:
    assert lives.verify(claim).verdict == verdict


def test_a_noun_means_the_property_that_is_recorded(lives: KnowledgeBase) -> None:
    assert lives.verify("The gender of Ada Moss is female.").verdict == "supported"
    assert lives.verify("Ada Moss's gender was male.").verdict == "contradicted"
