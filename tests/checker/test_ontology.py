"""The schema as the rules read it."""

from kgqa.checker import nodes, schema_in
from kgqa.checker.ontology import Edge, Ontology
from kgqa.checker.vocabulary import INTERSECTION
from kgqa.model import IRI, BlankNode, Triple
from kgqa.reason import TripleSet
from tests.checker.proofs import stated, step
from tests.reason.graphs import triple, turtle


def ontology(text):
    return Ontology(turtle(text))


def x(name):
    return IRI(f"urn:x:{name}")


def test_only_the_schema_is_read():
    read = ontology(":a :p :b ; a :C ; rdfs:label :name . :p a owl:TransitiveProperty . :C rdfs:subClassOf :D .")
    assert set(read) == set(turtle(":p a owl:TransitiveProperty . :C rdfs:subClassOf :D ."))


def test_the_schema_is_found_in_facts():
    rule = "[] a swrl:Imp ; rdfs:label :name ."
    facts = TripleSet(turtle(f":a :p :b ; rdfs:label :a . :C rdfs:subClassOf :D . :p a owl:SymmetricProperty . {rule}"))
    assert len(set(schema_in(facts))) == 4


def test_classes_are_ordered():
    read = ontology(
        ":C rdfs:subClassOf :D . :D owl:equivalentClass :E . :E owl:intersectionOf (:F) . :G owl:unionOf (:F) ."
    )
    assert read.sub_class(x("C"), x("G"))
    assert not read.sub_class(x("G"), x("C"))
    assert read.equivalent_class(x("D"), x("E"))
    assert not read.equivalent_class(x("E"), x("F"))


def test_a_round_of_subclasses_is_one_class():
    read = ontology(":C rdfs:subClassOf :D . :D rdfs:subClassOf :E . :E rdfs:subClassOf :C .")
    assert read.equivalent_class(x("C"), x("E"))


def test_domains_and_ranges_go_down_to_subproperties_and_up_to_superclasses():
    read = ontology(":p rdfs:subPropertyOf :q . :q rdfs:domain :C ; rdfs:range :C . :C rdfs:subClassOf :D .")
    assert read.has_domain(x("p"), x("D"))
    assert read.has_range(x("p"), x("D"))
    assert not read.has_domain(x("r"), x("D"))


def test_what_holds_is_stated_or_follows():
    read = ontology(":C rdfs:subClassOf :D . :D rdfs:subClassOf :E . :p a owl:TransitiveProperty .")
    assert read.holds(triple(":C rdfs:subClassOf :E"))
    assert read.holds(triple(":p a owl:TransitiveProperty"))
    assert not read.holds(triple(":q a owl:TransitiveProperty"))
    assert not read.holds(triple(":C owl:equivalentClass :D"))


def test_restrictions_follow_each_other_into_restrictions():
    """One that is below by its filler makes another, which it fills, narrower."""
    read = ontology(
        ":R owl:someValuesFrom :X ; owl:onProperty :p . :S owl:someValuesFrom :Y ; owl:onProperty :p ."
        ":V owl:allValuesFrom :R ; owl:onProperty :q . :W owl:allValuesFrom :S ; owl:onProperty :q ."
        ":H owl:hasValue :v ; owl:onProperty :q . :I owl:hasValue :v ; owl:onProperty :p ."
        ":X rdfs:subClassOf :Y . :q rdfs:subPropertyOf :p ."
    )
    assert read.sub_class(x("R"), x("S"))
    assert read.sub_class(x("V"), x("W"))
    assert read.sub_class(x("H"), x("I"))
    assert not any(read.sub_class(x(high), x(low)) for low, high in ("RS", "VW", "HI"))


def test_all_values_of_a_wider_property_are_the_narrower_class():
    read = ontology(
        ":V owl:allValuesFrom :X ; owl:onProperty :p . :W owl:allValuesFrom :X ; owl:onProperty :q ."
        ":p rdfs:subPropertyOf :q ."
    )
    assert read.sub_class(x("W"), x("V"))
    assert not read.sub_class(x("V"), x("W"))


def test_a_list_is_read_in_every_way_that_it_is_stated():
    read = ontology(":C owl:intersectionOf :l . :l rdf:first :D, :E ; rdf:rest () .")
    assert sorted(read.lists(x("C"), INTERSECTION)) == [(x("D"),), (x("E"),)]


def test_a_list_without_an_end_or_a_member_is_none():
    assert ontology(":C owl:intersectionOf :l . :l rdf:first :D .").lists(x("C"), INTERSECTION) == []
    assert ontology(":C owl:intersectionOf :l . :l rdf:rest () .").lists(x("C"), INTERSECTION) == []
    assert ontology(":C owl:intersectionOf () .").lists(x("C"), INTERSECTION) == [()]


def test_a_fact_is_read_along_inverses_and_nameless_properties_and_back():
    read = Ontology([triple(":q owl:inverseOf :p")._replace(subject=BlankNode("turned"))])
    fact = triple(":a :p :b")
    assert read.readings(fact) == [Edge(*fact), Edge(x("b"), BlankNode("turned"), x("a"))]
    assert all(read.fact(*edge) == fact for edge in read.readings(fact))
    nameless = Triple(x("a"), IRI("urn:kgqa:property:some"), x("b"))
    assert read.readings(nameless)[1] == Edge(x("a"), BlankNode("some"), x("b"))
    assert all(read.fact(*edge) == nameless for edge in read.readings(nameless))


def test_a_step_that_others_share_is_one_step():
    shared = stated(":a :p :b")
    proof = step(":a :q :b", "prp-spo1", step(":a :r :b", "prp-spo1", shared), shared)
    assert len(nodes([proof])) == 3
