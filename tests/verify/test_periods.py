"""Claims with times, checked against statement nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kgqa.model import IRI, OWL, RDF, XSD, BlankNode, Literal, Triple
from kgqa.verify.claim import Claim
from kgqa.verify.periods import Periods
from kgqa.verify.rdf_claims import claims_of
from tests.verify.graphs import BASE, iri, judge_of, knowledge

if TYPE_CHECKING:
    from kgqa.verify.judge import Judge

GRAPH = """
@prefix dbo: <http://dbpedia.org/ontology/> .
:office a owl:ObjectProperty ; rdfs:label "office" ; kgqa:statedOnce true .
:team a owl:ObjectProperty ; rdfs:label "team" .
:seat a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "seat" .
:since rdfs:subPropertyOf kgqa:validFrom .
:ann rdfs:label "Ann" ; :office :mayor ; :team :reds, :blues ; :seat :hall .
:mayor rdfs:label "mayor" . :reds rdfs:label "Reds" . :blues rdfs:label "Blues" . :hall rdfs:label "Hall" .
:s1 rdf:subject :ann ; rdf:predicate :office ; rdf:object :mayor ; dbo:from "2004-09-05" ; dbo:to "2011-06" .
:s2 rdf:subject :ann ; rdf:predicate :team ; rdf:object :reds ; dbo:from "1995" ; dbo:to "1999" .
:s3 rdf:subject :ann ; rdf:predicate :seat ; rdf:object :hall ; :since "2001"^^xsd:gYear .
"""


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """A judge of claims on who was what, and when."""
    return judge_of(knowledge(tmp_path_factory.mktemp("periods"), GRAPH))


@pytest.mark.parametrize(
    ("fact", "since", "until", "verdict"),
    [
        (("Ann", "office", "mayor"), None, None, "supported"),
        (("Ann", "office", "mayor"), "2004-09-05", "2011-06", "supported"),
        (("Ann", "office", "mayor"), "5 September 2004", None, "supported"),
        (("Ann", "office", "mayor"), "2004", "2011", "supported"),
        (("Ann", "office", "mayor"), "2004", "2010", "contradicted"),
        (("Ann", "office", "mayor"), "1990", "1992", "contradicted"),
        (("Ann", "office", "mayor"), "2004", "1 June 2011", "unknown"),
        (("Ann", "team", "Reds"), "1995", "1999", "supported"),
        (("Ann", "team", "Reds"), "1990", "1992", "unknown"),
        (("Ann", "team", "Blues"), "1990", "1992", "unknown"),
        (("Ann", "seat", "Hall"), "2001", None, "supported"),
        (("Ann", "seat", "Hall"), "2001", "2005", "unknown"),
        (("Ann", "seat", "Hall"), "2002", None, "contradicted"),
        (("Ann", "seat", "mayor"), "2001", None, "contradicted"),
        (("Ann", "team", "Reds"), "lately", None, "unknown"),
    ],
)
def test_a_claim_holds_at_the_recorded_time(
    judge: Judge, fact: tuple[str, str, str], since: str | None, until: str | None, verdict: str
) -> None:
    found = judge.judge(Claim(*fact, since=since, until=until))
    assert found.verdict == verdict
    assert (found.proof is not None) == (verdict == "supported")


def test_another_time_is_told(judge: Judge) -> None:
    found = judge.judge(Claim("Ann", "office", "mayor", since="1990"))
    assert found.instead == "from 5 September 2004 to June 2011"
    assert "there is but one period" in found.reason
    open_one = judge.judge(Claim("Ann", "team", "Reds", since="1990"))
    assert open_one.reason == "the graph has it from 1995 to 1999"


def test_a_denied_time_is_judged_the_other_way_round(judge: Judge) -> None:
    assert judge.judge(Claim("Ann", "office", "mayor", negated=True, since="2004")).verdict == "contradicted"
    assert judge.judge(Claim("Ann", "office", "mayor", negated=True, since="1990")).verdict == "supported"
    assert judge.judge(Claim("Ann", "team", "Reds", negated=True, since="1990")).verdict == "unknown"


def test_the_vocabulary_of_times_is_data() -> None:
    own = Triple(iri("entered"), iri("unrelated"), iri("x"))
    known = Periods.read([own])
    assert "http://dbpedia.org/ontology/from" in {each.value for each in known.begin}
    assert "http://www.wikidata.org/prop/qualifier/P582" in {each.value for each in known.end}
    assert iri("entered") not in known.begin


def test_triples_are_claims() -> None:
    year = Literal("1900", XSD + "gYear")
    assert claims_of([Triple(iri("a"), iri("p"), iri("b")), Triple(iri("a"), iri("q"), year)]) == [
        Claim(f"{BASE}a", f"{BASE}p", f"{BASE}b"),
        Claim(f"{BASE}a", f"{BASE}q", "1900", value=year),
    ]


def test_a_statement_node_is_one_claim_with_its_times() -> None:
    node = BlankNode("n")
    about = {"subject": iri("a"), "predicate": iri("p"), "object": iri("b")}
    triples = [Triple(node, IRI(RDF + name), value) for name, value in about.items()]
    triples += [
        Triple(node, IRI("http://dbpedia.org/ontology/from"), Literal("1990")),
        Triple(iri("a"), iri("p"), iri("b")),
    ]
    assert claims_of(triples) == [Claim(f"{BASE}a", f"{BASE}p", f"{BASE}b", since="1990")]


def test_a_negative_assertion_is_a_denial() -> None:
    node = BlankNode("n")
    about = {"sourceIndividual": iri("a"), "assertionProperty": iri("p"), "targetIndividual": iri("b")}
    triples = [Triple(node, IRI(OWL + name), value) for name, value in about.items()]
    assert claims_of(triples) == [Claim(f"{BASE}a", f"{BASE}p", f"{BASE}b", negated=True)]
