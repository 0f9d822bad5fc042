"""The verdict on single claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.ask.lexicon import Lexicon
from kgqa.load.rdf import read_rdf
from kgqa.model import IRI, XSD, Conflict, Literal, Proof, RuleName, Triple
from kgqa.store import open_memory
from kgqa.verify.names import Names
from kgqa.verify.verdict import Claim, Judge, same_text, same_value

if TYPE_CHECKING:
    from pathlib import Path

GRAPH = """
@prefix : <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:capital rdfs:label "capital" .  :founded rdfs:label "founded" .  :motto rdfs:label "motto" .
:area rdfs:label "area" .  :partOf rdfs:label "part of" .
:peru rdfs:label "Perú" ; :capital :lima ; :motto "Firme y feliz" ; :area 1285216 .
:lima rdfs:label "Lima" ; :founded "1535-01-18"^^xsd:date ; :partOf :peru .
:quito rdfs:label "Quito" .
:lima2 rdfs:label "Springfield" .  :lima3 rdfs:label "Springfield" .
"""
SINGLE = ("capital", "founded")
"""Properties with one value at most; a second one is a conflict."""


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    (tmp_path / "graph.ttl").write_text(GRAPH, encoding="utf-8")
    store = open_memory()
    for loaded in read_rdf(tmp_path / "graph.ttl"):
        store.put(loaded.source, loaded.triples)

    def prove(triple: Triple) -> Proof | None:
        return Proof(triple, "asserted") if any(store.match(*triple)) else None

    def suppose(triple: Triple) -> Conflict | None:
        others = [known for known in store.match(triple.subject, triple.predicate, None) if known != triple]
        if not others or not triple.predicate.value.endswith(SINGLE):
            return None
        return Conflict(RuleName("prp-fp", ""), (Proof(others[0], "asserted"), Proof(triple, "asserted")))

    lexicon = Lexicon.build(store, "en")
    return Judge(store, Names.build(lexicon, store), lexicon.labels, prove, suppose)


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (("Peru", "capital", "Lima"), "supported"),
        (("PERÚ", "has capital", "lima"), "supported"),
        (("http://example.org/peru", "<http://example.org/capital>", "http://example.org/lima"), "supported"),
        (("Peru", "motto", "firme y feliz"), "supported"),
        (("Peru", "area", "1285216"), "supported"),
        (("Lima", "founded", "1535-01-18"), "supported"),
        (("Lima", "founded", "18 January 1535"), "supported"),
        (("Lima", "founded", "January 1535"), "supported"),
        (("Lima", "founded", "1535"), "supported"),
        (("Lima", "founded", "1536"), "contradicted"),
        (("Lima", "founded", "about 1536"), "unknown"),
        (("Peru", "capital", "Quito"), "contradicted"),
        (("Lima", "capital", "Peru"), "unknown"),
        (("Peru", "motto", "Firme"), "unknown"),
        (("Peruu", "capital", "Lima"), "unknown"),
        (("Peru", "capitol", "Lima"), "unknown"),
        (("Peru", "capital", "Lima City"), "unknown"),
        (("Peru", "capital", "Springfield"), "contradicted"),
        (("Springfield", "part of", "Peru"), "unknown"),
        (("Quito", "capital", "Lima"), "unknown"),
        (("", "", ""), "unknown"),
    ],
)
def test_the_verdict_is_what_the_graph_entails(judge: Judge, claim: tuple[str, str, str], verdict: str) -> None:
    found = judge.judge(Claim(*claim))
    assert found.verdict == verdict
    assert found.reason
    assert (found.proof is not None) == (verdict == "supported")
    assert (found.conflict is not None) == (verdict == "contradicted")


def test_a_contradiction_says_what_the_graph_has_instead(judge: Judge) -> None:
    assert judge.judge(Claim("Lima", "founded", "1 May 1600")).instead == "18 January 1535"


@pytest.mark.parametrize(
    ("claim", "part"),
    [(("Perou", "capital", "Lima"), "Perou"), (("Peru", "chief town", "Lima"), "chief town"),
     (("Springfield", "part of", "Peru"), "any of 2")],
)  # fmt: skip
def test_an_unknown_claim_says_which_part_is_not_known(judge: Judge, claim: tuple[str, str, str], part: str) -> None:
    assert part in judge.judge(Claim(*claim)).reason


@given(st.text(max_size=40), st.text(max_size=40))
def test_same_text_is_reflexive_and_symmetric(one: str, other: str) -> None:
    assert same_text(one, one)
    assert same_text(one, other) == same_text(other, one)


@given(st.dates(), st.dates())
def test_a_date_is_only_itself_or_what_holds_it(one: object, other: object) -> None:
    recorded = Literal(str(one), XSD + "date")
    assert same_value(recorded, str(one))
    assert same_value(recorded, str(one)[:7])
    assert same_value(recorded, str(other)) == (one == other)


def test_names_are_whole(judge: Judge) -> None:
    assert judge.names.thing("LIMA") == (IRI("http://example.org/lima"),)
    assert judge.names.thing("Lim") == ()
