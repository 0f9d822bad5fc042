"""Entailment of graphs: what is stored, what always holds, and what a trial shows."""

import pytest

from kgqa.reason import entails
from tests.reason.graphs import Closed, turtle

GIVEN = """
:Man rdfs:subClassOf :Person ; owl:disjointWith :Woman . :adam a :Man . :eve a :Woman .
:father a owl:FunctionalProperty ; rdfs:range :Man . :parent owl:propertyChainAxiom (:parent :parent) .
:cain :father :adam . :abel :father :seth . :adam owl:differentFrom :seth . :same owl:sameAs 4 .
:knows a owl:ReflexiveProperty .
"""


def follows(conclusion, **options):
    closed = Closed(GIVEN, unique_names=False)
    return entails(closed.closure, turtle(conclusion), closed.suppose, **options)


@pytest.mark.parametrize(
    "conclusion",
    [
        ":adam a :Person .",
        "[] :father [ a :Man ] .",
        ":adam owl:sameAs :adam ; a owl:Thing ; :knows :adam .",
        ":Man rdfs:subClassOf :Man, owl:Thing . owl:Nothing rdfs:subClassOf :Man .",
        ":parent a owl:TransitiveProperty .",
        ":parent owl:propertyChainAxiom (:parent :parent :parent) .",
        ":adam a [ owl:complementOf :Woman ] .",
        ":cain owl:differentFrom :abel .",
        "[] a owl:AllDifferent ; owl:members (:cain :abel) .",
        ":same a xsd:byte, xsd:decimal .",
        ":Woman owl:disjointWith :Man .",
        "[] a owl:Class ; owl:unionOf (:Man :Woman) .",
        "",
    ],
)
def test_what_follows(conclusion):
    assert follows(conclusion)


@pytest.mark.parametrize(
    "conclusion",
    [
        ":eve a :Person .",
        "[] :father [ a :Woman ] .",
        ":Person rdfs:subClassOf :Man .",
        ":father a owl:TransitiveProperty .",
        ":eve a [ owl:complementOf :Person ] .",
        ":cain owl:differentFrom :eve .",
        ":same a xsd:string .",
        ':adam rdfs:label "Adam" .',
    ],
)
def test_what_does_not(conclusion):
    assert not follows(conclusion)


def test_without_annotations_a_label_says_nothing():
    assert follows(':adam rdfs:label "Adam" .', annotations=False)


def test_facts_that_change_the_schema_change_what_follows():
    same = ":C owl:sameAs :D . :a a :C . :D rdfs:subClassOf :E ."
    closed = Closed(same + ":m :kind :n . :kind owl:sameAs rdfs:subClassOf . :x a :m .")
    assert ":a a :E" in closed
    assert ":x a :n" in closed
    assert ":x a :n" in Closed(":m :kind :n . :kind owl:equivalentProperty rdfs:subClassOf . :x a :m .")


def test_a_literal_lies_in_all_datatypes_that_a_range_is_made_of():
    small = ":p rdfs:range [ a rdfs:Datatype ; owl:intersectionOf (xsd:nonNegativeInteger xsd:byte) ] . "
    assert not Closed(small + ":a :p 3 .").conflicts()
    assert {conflict.rule.name for conflict in Closed(small + ":a :p -3 .").conflicts()} == {"prp-rng"}
    assert {conflict.rule.name for conflict in Closed(small + ":a :p 300 .").conflicts()} == {"prp-rng"}


@pytest.mark.parametrize(
    ("conclusion", "holds"),
    [
        ("[] owl:sourceIndividual :d ; owl:assertionProperty :m ; owl:targetIndividual :b .", True),
        ("[] owl:sourceIndividual :b ; owl:assertionProperty :f ; owl:targetIndividual :two .", True),
        (":not owl:sourceIndividual :b ; owl:assertionProperty :dp ; owl:targetValue 6 .", True),
        ("[] owl:sourceIndividual :b ; owl:assertionProperty :m ; owl:targetIndividual :c .", False),
        (":m owl:inverseOf :inv .", True),
        (":m owl:inverseOf :f .", False),
    ],
)
def test_negative_and_inverse_statements_are_tried(conclusion, holds):
    closed = Closed(
        ":m a owl:AsymmetricProperty . :f a owl:FunctionalProperty . :dp a owl:FunctionalProperty . "
        ":inv owl:inverseOf :m . :b :m :d ; :f :one ; :dp 5 ."
    )
    assert entails(closed.closure, turtle(conclusion), closed.suppose) is holds
