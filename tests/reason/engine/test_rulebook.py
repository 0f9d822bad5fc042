"""The program in numbers: which rules are evaluated together, and which are not evaluated at all."""

from kgqa.model import IRI, OWL, RDF, RDF_TYPE, Triple
from kgqa.reason import derive
from tests.reason.engine.ontologies import CLASSES, SUB_CLASS, THINGS

A, B, *_ = THINGS
C, D, E = CLASSES


def test_even_rdf_type_may_be_symmetric_or_transitive():
    stated = [Triple(A, RDF_TYPE, C), Triple(C, RDF_TYPE, D)]
    turned = derive([*stated, Triple(RDF_TYPE, RDF_TYPE, IRI(OWL + "SymmetricProperty"))])
    assert Triple(C, RDF_TYPE, A) in turned
    led_on = derive([*stated, Triple(RDF_TYPE, RDF_TYPE, IRI(OWL + "TransitiveProperty"))])
    assert Triple(A, RDF_TYPE, D) in led_on


def test_a_class_of_an_empty_list_says_nothing():
    nothing = [Triple(C, IRI(OWL + name), IRI(RDF + "nil")) for name in ("intersectionOf", "unionOf", "oneOf")]
    closure = derive([*nothing, Triple(A, RDF_TYPE, D)])
    assert set(closure.match(A)) == {Triple(A, RDF_TYPE, D)}


def test_what_is_said_of_any_class_is_known_to_the_rules_about_one():
    symmetric = Triple(RDF_TYPE, RDF_TYPE, IRI(OWL + "SymmetricProperty"))
    closure = derive([symmetric, Triple(D, SUB_CLASS, C), Triple(D, RDF_TYPE, A)])
    assert Triple(A, RDF_TYPE, C) in closure
