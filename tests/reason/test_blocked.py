"""Claims on properties defined by their rules: refuted when every rule is blocked, and only then."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.model import IRI, KGQA
from kgqa.reason.blocked import refute_by_rules
from tests.reason.families import family
from tests.reason.graphs import Closed, triple

GRANDPARENTS = """
:y family:hasFather :f ; family:hasMother :m .
:f family:hasFather :ff ; family:hasMother :fm . :m family:hasFather :mf ; family:hasMother :mm .
"""
OF_OTHERS = ":x family:hasFather :xf ; family:hasMother :xm ."
UNCLE = """
:uncle kgqa:definedByRules true ; owl:propertyChainAxiom ( :father :brother ) .
:father a owl:FunctionalProperty . :y :father :f .
"""


def refuted(closed, goal, **options):
    options = {"prove": closed.prover().prove, **options}
    return refute_by_rules(closed.closure.grounds, closed.identity, triple(goal), **options)


def facts_of(blocked):
    return {premise.fact for premise in blocked.conflict.premises}


# X is Y's uncle


def test_an_uncle_needs_to_be_a_child_of_a_grandparent():
    """Both parents, all four grandparents, and the parents of the claimed uncle are recorded."""
    closed = family(GRANDPARENTS + OF_OTHERS)
    found = refuted(closed, ":y family:hasUncle :x")
    assert found.conflict.rule.name == "defined-by-rules"
    assert {triple(":y family:hasParent :f"), triple(":f family:hasParent :ff")} <= facts_of(found)
    assert {way.rule.name for way in found.rules} >= {
        "a brother of a parent is an uncle",
        "an uncle or aunt who is a man is an uncle",
        "a brother of the mother is a maternal uncle",
    }


@pytest.mark.parametrize(
    "left_out",
    [
        ":y family:hasFather :f ; family:hasMother :m .",
        "; family:hasMother :fm",
        ":m family:hasFather :mf ; family:hasMother :mm .",
        "; family:hasMother :xm",
    ],
)
def test_with_a_relative_unknown_it_may_be(left_out):
    text = GRANDPARENTS + OF_OTHERS
    assert left_out in text
    assert refuted(family(text.replace(left_out, "")), ":y family:hasUncle :x") is None


def test_all_children_of_the_grandparents_may_be_recorded_instead():
    complete = "".join(f":{g} kgqa:completeFor family:hasChild ." for g in ("ff", "fm", "mf", "mm"))
    found = refuted(family(GRANDPARENTS + complete), ":y family:hasUncle :x")
    assert triple(":ff kgqa:completeFor family:hasChild") in facts_of(found)
    assert refuted(family(GRANDPARENTS + complete + ":ff family:hasChild :x ."), ":y family:hasUncle :x") is None


def test_a_half_brother_of_a_parent_may_be_an_uncle():
    closed = family(GRANDPARENTS + ":x family:hasFather :ff ; family:hasMother :xm .")
    assert refuted(closed, ":y family:hasUncle :x") is None


@pytest.mark.parametrize(
    "claim", [":y family:hasPaternalUncle :x", ":x family:hasNephew :y", ":f <http://schema.org/siblings> :x"]
)
def test_narrower_words_and_inverses_are_refuted_as_well(claim):
    assert refuted(family(GRANDPARENTS + OF_OTHERS), claim)


def test_an_uncle_on_the_other_side_is_no_maternal_uncle():
    closed = family(GRANDPARENTS + ":x family:hasFather :ff ; family:hasMother :fm ; a family:Man .")
    assert refuted(closed, ":y family:hasMaternalUncle :x")
    assert ":y family:hasPaternalUncle :x" in closed


def test_siblings_that_are_only_said_to_be_so_leave_room():
    """A stated brother needs no common parent on record; whoever shares both parents with him is one, too."""
    closed = family(GRANDPARENTS + OF_OTHERS + ":f family:hasSibling :s .")
    assert refuted(closed, ":f family:hasSibling :x") is None


def test_what_holds_is_not_refuted():
    assert refuted(family(GRANDPARENTS + ":f family:hasSibling :x ."), ":f family:hasSibling :x") is None


# How a rule is blocked


def test_the_blocked_atom_and_what_fills_its_slot_are_told():
    closed = Closed(UNCLE + ":f kgqa:completeFor :brother ; :brother :b .")
    (way,) = refuted(closed, ":y :uncle :x").rules
    assert str(way.atom) == "f brother x"
    assert set(way.facts) == {triple(":y :father :f"), triple(":f kgqa:completeFor :brother")} | {
        triple(":f :brother :b")
    }


def test_an_open_slot_blocks_nothing():
    assert refuted(Closed(UNCLE), ":y :uncle :x") is None


def test_a_property_that_is_not_defined_by_its_rules_is_never_refuted():
    text = UNCLE.replace("kgqa:definedByRules true ;", "") + ":brother kgqa:isComplete true ."
    assert refuted(Closed(text), ":y :uncle :x") is None


def test_an_unmarked_narrower_property_is_a_rule_that_is_open():
    closed = Closed(UNCLE + ":brother kgqa:isComplete true . :godfather rdfs:subPropertyOf :uncle .")
    assert refuted(closed, ":y :uncle :x") is None


def test_a_marked_one_without_rules_is_another_word():
    closed = Closed(
        UNCLE + ":brother kgqa:isComplete true . :nuncle rdfs:subPropertyOf :uncle ; kgqa:definedByRules true ."
    )
    assert refuted(closed, ":y :uncle :x")
    assert refuted(closed, ":y :nuncle :x")


@pytest.mark.parametrize(
    ("slot", "blocked"),
    [
        (":brother a owl:FunctionalProperty . :f :brother :b .", True),
        (":brother kgqa:atMost 2 . :f :brother :b, :c .", True),
        (":brother kgqa:atMost 2 . :f :brother :b .", False),
        (":brother a owl:InverseFunctionalProperty . :g :brother :x .", True),
        (":brother a owl:InverseFunctionalProperty . :g :brother :z .", False),
        (":f kgqa:completeFor :brother .", True),
        (":g kgqa:completeFor :brother .", False),
        (":Person kgqa:completeOnInstances :brother . :f a :Person .", True),
        (":Person kgqa:completeOnInstances :brother . :g a :Person .", False),
        (":brother owl:inverseOf :sister . :x kgqa:completeFor :sister .", True),
        (":brother rdfs:subPropertyOf :kin . :f kgqa:completeFor :kin .", True),
        (":kin rdfs:subPropertyOf :brother . :f kgqa:completeFor :kin .", False),
        (":brother rdfs:range :Man . :Man owl:disjointWith :Woman . :x a :Woman .", True),
        (":f a [ owl:onProperty :brother ; owl:maxCardinality 1 ] ; :brother :b .", True),
        (":f a [ owl:onProperty :brother ; owl:maxCardinality 3 ] ; :brother :b, :c, :d .", True),
        (":f a [ owl:onProperty :brother ; owl:maxCardinality 3 ] ; :brother :b, :c .", False),
        (":f :brother _:b . :brother a owl:FunctionalProperty .", False),
        (":x owl:sameAs :b . :brother kgqa:atMost 1 . :f :brother :c .", True),
    ],
)  # fmt: skip
def test_slots(slot, blocked):
    assert (refuted(Closed(UNCLE + slot), ":y :uncle :x") is not None) == blocked


def test_a_full_slot_of_a_thing_without_a_name_leaves_room():
    closed = Closed(UNCLE.replace(":y :father :f", ":y :father _:f") + ":f kgqa:completeFor :brother .")
    assert refuted(closed, ":y :uncle :x") is None


OLDER = """
:born a owl:FunctionalProperty . :older kgqa:definedByRules true .
:x a swrl:Variable . :y a swrl:Variable . :d a swrl:Variable . :e a swrl:Variable .
[] a swrl:Imp ; swrl:head (
    [ a swrl:IndividualPropertyAtom ; swrl:propertyPredicate :older ; swrl:argument1 :x ; swrl:argument2 :y ]
) ; swrl:body (
    [ a swrl:IndividualPropertyAtom ; swrl:propertyPredicate :born ; swrl:argument1 :x ; swrl:argument2 :d ]
    [ a swrl:IndividualPropertyAtom ; swrl:propertyPredicate :born ; swrl:argument1 :y ; swrl:argument2 :e ]
    [ a swrl:BuiltinAtom ; swrl:builtin swrlb:lessThan ; swrl:arguments ( :d :e ) ] ) .
"""


def test_a_date_may_be_known_more_precisely():
    """Two people born in one year: the older one may yet be told."""
    closed = Closed(OLDER + ':a :born "1900"^^xsd:gYear . :b :born "1900"^^xsd:gYear .')
    assert refuted(closed, ":a :older :b") is None
    assert ":a :older :b" in Closed(
        OLDER
        + ':a :born "1900"^^xsd:gYear, "1900-01-02"^^xsd:date . :b :born "1900"^^xsd:gYear, "1900-03-04"^^xsd:date .'
    )


def test_without_unique_names_another_name_may_be_the_same_thing():
    text = UNCLE + ":brother a owl:FunctionalProperty . :f :brother :b ."
    assert refuted(Closed(text, unique_names=False), ":y :uncle :x") is None
    assert refuted(Closed(text + ":b owl:differentFrom :x .", unique_names=False), ":y :uncle :x")


# Claims that rest on claims


def test_a_claim_that_needs_a_refuted_claim_is_refuted():
    text = (
        UNCLE
        + """
    :f kgqa:completeFor :brother . :cousin kgqa:definedByRules true ; owl:propertyChainAxiom ( :uncle :child ) .
    :parent owl:inverseOf :child ; a owl:FunctionalProperty . :c :parent :x .
    """
    )
    (way,) = refuted(Closed(text), ":y :cousin :c").rules
    assert str(way.atom) == "y uncle x"
    assert [str(inner.atom) for inner in way.within] == ["f brother x"]


def test_what_would_have_to_follow_from_itself_is_refuted():
    text = """
    :near kgqa:definedByRules true ; a owl:SymmetricProperty, owl:TransitiveProperty .
    :beside rdfs:subPropertyOf :near ; kgqa:isComplete true ; owl:inverseOf :next . :a :beside :b . :c :beside :d .
    """
    assert refuted(Closed(text), ":a :near :c") is None, "by way of unknown things there is no telling"
    text = text.replace("owl:SymmetricProperty, owl:TransitiveProperty", "owl:SymmetricProperty")
    assert refuted(Closed(text), ":a :near :c")


def test_the_search_ends_undecided_when_it_grows_too_large():
    closed = family(GRANDPARENTS + OF_OTHERS)
    assert refuted(closed, ":y family:hasUncle :x", budget=20) is None


# Nothing that does not conflict undoes a refutation

THINGS = "abcd"
DEFINED, OPEN = "pq", "rstu"
things = st.sampled_from(THINGS)
any_property, open_property = st.sampled_from(DEFINED + OPEN), st.sampled_from(OPEN)
statements = st.builds(":{} :{} :{} .".format, things, any_property, things)
additions = st.builds(
    ":{} :{} :{} .".format, st.sampled_from(THINGS + "n"), open_property, st.sampled_from(THINGS + "n")
)
axioms = st.one_of(
    st.builds(":{} owl:propertyChainAxiom ( :{} :{} ) .".format, st.sampled_from(DEFINED), any_property, any_property),
    st.builds(":{} rdfs:subPropertyOf :{} .".format, any_property, st.sampled_from(DEFINED)),
    st.builds(":{} owl:inverseOf :{} .".format, open_property, open_property),
    st.builds(":{} a owl:SymmetricProperty .".format, st.sampled_from(DEFINED)),
)
full = st.one_of(
    st.builds(":{} a owl:FunctionalProperty .".format, open_property),
    st.builds(":{} a owl:InverseFunctionalProperty .".format, open_property),
    st.builds(":{} kgqa:isComplete true .".format, open_property),
    st.builds(":{} kgqa:completeFor :{} .".format, things, open_property),
    st.builds(":{} kgqa:atMost 2 .".format, open_property),
)


@given(
    st.lists(axioms, min_size=1, max_size=4),
    st.lists(full, min_size=2, max_size=5),
    st.lists(statements, max_size=6),
    st.lists(st.lists(additions, min_size=1, max_size=4), min_size=3, max_size=6),
)
@settings(max_examples=40, deadline=None)
def test_no_fact_that_does_not_conflict_undoes_a_refutation(schema, slots, given, added):
    text = "\n".join([":p kgqa:definedByRules true . :q kgqa:definedByRules true .", *schema, *slots, *given])
    closed = Closed(text)
    goals = [f":{a} :{p} :{b}" for p in DEFINED for a in THINGS for b in THINGS]
    gone = [goal for goal in goals if refuted(closed, goal, budget=200)]
    for more in added:
        larger = Closed(text + "\n".join(more))
        if is_possible(larger, closed):
            assert [goal for goal in gone if goal in larger] == []


def is_possible(larger, smaller):
    """Whether nothing clashes, and what is declared to be all there is has stayed as it was."""
    values = larger.facts.match
    declared = [(t.subject, t.object) for t in smaller.facts.match(None, IRI(KGQA + "completeFor"))]
    declared += [(None, t.subject) for t in smaller.facts.match(None, IRI(KGQA + "isComplete"))]
    kept = all(set(values(s, p)) == set(smaller.facts.match(s, p)) for s, p in declared)
    limited = [t.subject for t in smaller.facts.match(None, IRI(KGQA + "atMost"))]
    return kept and not larger.conflicts() and all(_count(larger, p) <= 2 for p in limited)


def _count(closed, predicate):
    subjects = [fact.subject for fact in closed.facts.match(None, predicate)]
    return max(map(subjects.count, subjects), default=0)
