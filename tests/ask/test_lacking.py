"""What is missing, and what cannot be, in English."""

import pytest

from kgqa import KnowledgeBase
from kgqa.ask.lacking import missing_text
from kgqa.load import bundled_folder

PEOPLE = """
@prefix : <http://example.org/> . @prefix family: <https://w3id.org/kgqa/family#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:ann rdfs:label "Ann" ; family:hasFather :bob ; family:hasMother :eve .
:bob rdfs:label "Bob" ; family:hasFather :carl ; family:hasMother :dora .
:eve rdfs:label "Eve" ; family:hasFather :fred ; family:hasMother :gina .
:hugh rdfs:label "Hugh" ; family:hasFather :ivan ; family:hasMother :jane .
:kim rdfs:label "Kim" ; family:hasFather :carl ; family:hasMother :dora .
"""


@pytest.fixture(scope="module")
def kb(tmp_path_factory):
    folder = tmp_path_factory.mktemp("people")
    (folder / "people.ttl").write_text(PEOPLE, encoding="utf-8")
    return KnowledgeBase.load(folder / "people.ttl", bundled_folder("ontologies") / "family.ttl")


def text(kb, *fact):
    return missing_text(kb.why_not(*fact)[0], kb.labels).split("\n")


def test_what_holds_and_what_is_missing_is_said_in_words(kb):
    assert text(kb, "Ann", "uncle", "Kim") == [
        "The nearest rule: an uncle or aunt who is a man is an uncle",
        "  holds: Kim is the uncle or aunt of Ann",
        "  missing: Kim is a man",
    ]


def test_what_anything_may_stand_for_is_a_variable(kb):
    ways = [missing_text(way, kb.labels) for way in kb.why_not("Ann", "birth parent", "Hugh")]
    assert any(
        way.endswith("missing: some ?x1 with: ?x1 is the birth family of Ann; Hugh is the partner on record of ?x1")
        for way in ways
    )


def test_a_test_that_fails_is_said(kb):
    ways = kb.why_not("Ann", "uncle", "Ann")
    assert "  fails: Ann is not Ann" in missing_text(ways[-1], kb.labels).split("\n")


def test_a_refuted_claim_is_a_conflict_in_words(kb):
    found = kb.refute("Ann", "uncle", "Hugh")
    assert found.conflict.text.startswith("it cannot be that Hugh is the uncle of Ann: ")
    assert "Bob is the parent of Ann" in {premise.text for premise in found.conflict.premises}
    assert all(premise.by != "asserted" or premise.source for premise in found.conflict.premises)


def test_a_claim_that_may_be_true_is_not_refuted(kb):
    assert kb.refute("Ann", "uncle", "Kim") is None
