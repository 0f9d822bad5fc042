"""What is missing for a fact to follow."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.model import IRI, Triple
from kgqa.reason.missing import why_not
from kgqa.reason.rule import Atom, Var
from tests.reason.families import family
from tests.reason.graphs import Closed, triple

KIN = """
:y family:hasFather :f ; family:hasMother :m .
:f family:hasFather :g . :x family:hasFather :g ; family:hasMother :q .
"""


def ways(closed, text, **options):
    return why_not(closed.program, closed.facts, closed.identity, triple(text), **options)


def told(way):
    return way.rule.name, {str(atom) for atom in way.lacking}


def test_nothing_is_missing_for_what_follows():
    assert ways(family(KIN), ":y family:hasParent :f") == ()


def test_the_nearest_rule_comes_first():
    closed = family(KIN)
    nearest = ways(closed, ":y family:hasUncle :x")[0]
    assert told(nearest) == ("an uncle or aunt who is a man is an uncle", {"x a Man"})
    assert nearest.held == (triple(":y family:hasUncleOrAunt :x"),)


def test_each_way_in_which_a_rule_nearly_fires_is_told():
    found = [told(way) for way in ways(family(KIN), ":y family:hasUncle :m")]
    assert ("a brother of a parent is an uncle", {"f hasBrother m"}) in found
    assert ("a brother of a parent is an uncle", {"m hasBrother m"}) in found
    assert found[0] != ("a brother of a parent is an uncle", {"m hasBrother m"}), "nobody is their own brother"


def test_what_any_thing_may_stand_for_is_a_variable():
    closed = Closed(":a owl:propertyChainAxiom ( :b :c ) . :s :d :o .")
    (way,) = ways(closed, ":s :a :o")
    assert [str(atom) for atom in way.lacking] == ["s b ?x1", "?x1 c o"]
    assert way.unknown == (Var("x1"),)


def test_premises_that_hold_bind_the_others():
    closed = Closed(":a owl:propertyChainAxiom ( :b :c ) . :s :b :n . :m :c :o .")
    assert [told(way)[1] for way in ways(closed, ":s :a :o")] == [{"n c o"}, {"s b m"}]


def test_rules_that_only_rename_are_looked_through():
    closed = Closed(":a owl:inverseOf :b . :c rdfs:subPropertyOf :b ; owl:propertyChainAxiom ( :d :e ) . :o :d :n .")
    (way,) = ways(closed, ":s :a :o")
    assert way.conclusion == triple(":o :c :s")
    assert [str(atom) for atom in way.lacking] == ["n e s"]
    assert [rule.name for rule in way.through] == ["prp-spo1", "prp-inv2"]


def test_a_synonym_is_told_only_where_it_is_all_there_is_and_in_use():
    synonyms = ":a owl:equivalentProperty :b . :c rdfs:subPropertyOf :a ."
    assert ways(Closed(synonyms), ":s :a :o") == ()
    in_use = Closed(synonyms + " :p :c :q .")
    assert [told(way)[1] for way in ways(in_use, ":s :a :o")] == [{"s b o"}, {"s c o"}]


def test_rules_of_equality_are_left_out():
    closed = Closed(":a owl:sameAs :b . :a :p :o .")
    assert ways(closed, ":c :p :o") == ()


def test_a_test_that_fails_is_told_last():
    found = ways(family(KIN), ":y family:hasUncle :y")
    fails = [bool(way.failed) for way in found]
    assert fails == sorted(fails)
    assert {str(test) for way in found for test in way.failed} == {"owl:differentFrom(y, y)"}


def test_words_in_use_come_before_others():
    closed = family(":x family:sex 'female' . :y a family:Person .")
    assert told(ways(closed, ":y a family:Man")[0])[1] == {'y sex "male"'}


def test_the_limit_holds_and_the_order_does_not_change():
    closed = family(KIN)
    all_ways = ways(closed, ":x family:hasAncestor :m", limit=50)
    assert ways(family(KIN), ":x family:hasAncestor :m", limit=3) == all_ways[:3]


@pytest.mark.parametrize("goal", [":y family:hasUncle :x", ":x family:hasFirstCousin :y", ":m family:hasGrandchild :x"])
def test_adding_what_is_missing_makes_a_family_fact_follow(goal):
    closed = family(KIN)
    way = ways(closed, goal)[0]
    assert Closed([*closed.asserted, *filled(way)]).facts.match(*triple(goal))
    assert goal in Closed([*closed.asserted, *filled(way)])


def filled(way):
    """The missing premises, with a new thing for each variable."""
    for atom in way.lacking:
        ends = (IRI(f"urn:x:new-{n.name}") if isinstance(n, Var) else n for n in (atom.subject, atom.object))
        subject, obj = ends
        yield Triple(subject, atom.predicate, obj)


things, properties = st.sampled_from("stuv"), st.sampled_from("abcdef")
facts = st.builds(":{} :{} :{} .".format, things, properties, things)
axioms = st.one_of(
    st.builds(":{} owl:propertyChainAxiom ( :{} :{} ) .".format, properties, properties, properties),
    st.builds(":{} rdfs:subPropertyOf :{} .".format, properties, properties),
    st.builds(":{} owl:inverseOf :{} .".format, properties, properties),
    st.builds(":{} a owl:SymmetricProperty .".format, properties),
    st.builds(":{} rdfs:domain :{} .".format, properties, st.sampled_from("KL")),
    st.builds(":K owl:intersectionOf ( :L [ a owl:Restriction ; owl:onProperty :{} ; owl:hasValue :{} ] ) .".format,
              properties, things),
)  # fmt: skip


@given(st.lists(axioms, min_size=1, max_size=5), st.lists(facts, max_size=6), facts)
@settings(max_examples=80, deadline=None)
def test_adding_what_is_missing_makes_it_follow(schema, given, goal):
    closed = Closed("\n".join(schema + given))
    for way in ways(closed, goal):
        assert not way.failed
        assert goal in Closed([*closed.asserted, *filled(way)])
        assert Atom(*triple(goal)) not in way.lacking
