"""Graphs of awkward shapes: deep, wide, circular, empty, and schema that says odd things of itself."""

import pytest

from kgqa.model import IRI, OWL_SAME_AS, RDF_TYPE, XSD, Literal, Triple
from kgqa.reason import derive, suppose
from tests.reason.engine import reference
from tests.reason.engine.ontologies import (
    CLASSES,
    PROPERTIES,
    SUB_CLASS,
    SUB_PROPERTY,
    THINGS,
    VARIABLES,
    chain,
    combination,
    flat,
    owl,
    restriction,
    swrl,
)

A, B, C, D = THINGS
P, Q, R, S = PROPERTIES
K, L, M = CLASSES
X, Y, Z, _ = VARIABLES
TRANSITIVE, SYMMETRIC = owl("TransitiveProperty"), owl("SymmetricProperty")
DEEP = 3_000


def node(number):
    return IRI(f"urn:x:n{number}")


def assert_fresh(closure):
    """The closure is what would be derived anew."""
    assert set(closure.match()) == set(derive(list(closure.asserted())).match())


@pytest.fixture(scope="module")
def deep():
    """Whoever has a p in K is in K: from the last of a chain all the way up."""
    rule = restriction(K, P, "someValuesFrom", K, "above")
    facts = [Triple(node(n), P, node(n + 1)) for n in range(DEEP)]
    return derive([*rule, Triple(node(DEEP), RDF_TYPE, K), *facts])


def test_a_deep_recursion_is_derived(deep):
    assert all(Triple(node(n), RDF_TYPE, K) in deep for n in range(DEEP + 1))


def test_a_deep_proof_is_found_and_made_without_recursion(deep):
    proof, depth = deep.prover(lambda _: None).prove(Triple(node(0), RDF_TYPE, K)), 0
    while proof.by == "rule":
        proof, depth = next(premise for premise in proof.premises if premise.fact.predicate == RDF_TYPE), depth + 1
    assert depth == 2 * DEEP


def test_a_deep_chain_is_cut_in_the_middle_and_mended(deep):
    middle = Triple(node(DEEP // 2), P, node(DEEP // 2 + 1))
    upper = {node(n) for n in range(DEEP // 2 + 1)}
    assert {fact.subject for fact in suppose(deep, (), [middle]).lost} == upper
    change = deep.change(delete=[middle])
    assert {fact.subject for fact in change.removed} == upper
    assert not any(Triple(thing, RDF_TYPE, K) in deep for thing in upper)
    assert deep.change([middle]).added == change.removed


def test_a_deep_chain_closed_to_a_circle_does_not_hold_itself_up():
    rule = restriction(K, P, "someValuesFrom", K, "above")
    facts = [Triple(node(n), P, node((n + 1) % 60)) for n in range(60)]
    closure = derive([*rule, *facts, Triple(node(7), RDF_TYPE, K)])
    assert len(set(closure.match(None, RDF_TYPE, K))) == 60
    closure.change(delete=[Triple(node(7), RDF_TYPE, K)])
    assert set(closure.match(None, RDF_TYPE, K)) == set()


def test_many_things_that_are_the_same():
    same = [Triple(node(n), OWL_SAME_AS, node(n + 1)) for n in range(500)]
    closure = derive([*same, Triple(node(0), P, A), Triple(B, P, node(250))])
    assert len(set(closure.match(None, P, A))) == 501
    assert len(set(closure.match(B, P))) == 501
    assert len(set(closure.match(node(9), OWL_SAME_AS))) == 500
    assert closure.change([Triple(node(499), Q, C)]).added == {Triple(node(n), Q, C) for n in range(501)}
    closure.change(delete=[same[250]])
    assert {t.subject for t in closure.match(None, P, A)} == {node(n) for n in range(251)}


def test_a_class_with_many_members():
    members = [Triple(node(n), RDF_TYPE, K) for n in range(50_000)]
    closure = derive([Triple(K, SUB_CLASS, L), Triple(L, owl("equivalentClass"), M), *members])
    assert sum(1 for _ in closure.match(None, RDF_TYPE, M)) == 50_000
    change = closure.change([Triple(A, RDF_TYPE, K)], members[:1])
    assert change.added == {Triple(A, RDF_TYPE, kind) for kind in CLASSES}
    assert change.removed == {Triple(node(0), RDF_TYPE, kind) for kind in CLASSES}
    assert not change.rebuilt


def test_a_literal_in_the_middle_of_a_chain_leads_nowhere():
    text = Literal("x")
    facts = [Triple(A, P, text), Triple(B, P, C), Triple(C, Q, text)]
    closure = derive([*chain(R, [P, Q]), *chain(S, [P, P]), Triple(P, RDF_TYPE, TRANSITIVE), *facts])
    assert set(closure.inferred()) == {Triple(B, R, text)}


def test_a_circle_of_a_transitive_property():
    circle = [Triple(A, P, B), Triple(B, P, C), Triple(C, P, A)]
    closure = derive([Triple(P, RDF_TYPE, TRANSITIVE), *circle])
    assert len(set(closure.match(None, P))) == 9
    closure.change(delete=[circle[0]])
    assert set(closure.match(None, P)) == {Triple(B, P, C), Triple(C, P, A), Triple(B, P, A)}


def test_an_empty_graph():
    closure = derive([])
    assert (len(closure), list(closure.match()), list(closure.inferred()), list(closure.clashes())) == (0, [], [], [])
    assert closure.change(delete=[Triple(A, P, B)]).removed == set()
    assert closure.change([Triple(A, P, B)]).added == {Triple(A, P, B)}
    assert closure.change(delete=[Triple(A, P, B)]).removed == {Triple(A, P, B)}
    assert len(closure) == 0


def test_nothing_but_schema():
    schema = [Triple(K, SUB_CLASS, L), Triple(L, SUB_CLASS, M), Triple(P, SUB_PROPERTY, Q)]
    closure = derive(schema)
    assert set(closure.inferred()) == {Triple(K, SUB_CLASS, M)}
    assert closure.change([Triple(A, RDF_TYPE, K)]).added == {Triple(A, RDF_TYPE, kind) for kind in CLASSES}
    assert closure.change(delete=schema[1:2]).rebuilt
    assert Triple(A, RDF_TYPE, M) not in closure


def test_an_enumeration_needs_no_facts():
    closure = derive(combination(K, "oneOf", [A, B]))
    assert set(closure.match(None, RDF_TYPE, K)) == {Triple(A, RDF_TYPE, K), Triple(B, RDF_TYPE, K)}
    assert closure.prover(lambda _: None).prove(Triple(A, RDF_TYPE, K)).rule.name == "cls-oo"
    closure.change([Triple(A, RDF_TYPE, K)])
    assert closure.change(delete=[Triple(A, RDF_TYPE, K)]).removed == set()


def test_a_property_that_is_the_same_as_its_inverse_is_symmetric():
    facts = [Triple(P, owl("inverseOf"), Q), Triple(A, P, B)]
    closure = derive([*facts, Triple(P, OWL_SAME_AS, Q)])
    assert {Triple(s, name, o) for name in (P, Q) for s, o in ((A, B), (B, A))} <= set(closure.match())
    closure.change(delete=[Triple(P, OWL_SAME_AS, Q)])
    assert set(closure.match()) == {*facts, Triple(B, Q, A)}


def test_an_alias_of_a_symmetric_property_is_changed_in_both_directions():
    schema = [Triple(Q, RDF_TYPE, SYMMETRIC), Triple(P, owl("equivalentProperty"), Q), Triple(R, owl("inverseOf"), P)]
    closure = derive([*schema, Triple(A, P, B), Triple(B, R, A)])
    assert {t.predicate for t in closure.match(B, None, A)} == {P, Q, R}
    assert closure.change(delete=[Triple(A, P, B)]).removed == set()
    assert len(closure.change(delete=[Triple(B, R, A)]).removed) == 6


def test_a_predicate_and_a_class_may_be_things_as_well():
    facts = [Triple(P, P, P), Triple(P, RDF_TYPE, P), Triple(K, P, K), Triple(K, RDF_TYPE, K)]
    closure = derive([*facts, Triple(P, SUB_PROPERTY, Q), Triple(K, SUB_CLASS, L), Triple(P, RDF_TYPE, SYMMETRIC)])
    assert {Triple(P, Q, P), Triple(K, Q, K), Triple(K, RDF_TYPE, L)} <= set(closure.match())
    assert_fresh(closure)


def test_values_are_told_apart_as_they_are_written():
    facts = [Triple(A, P, Literal(text, XSD + "integer")) for text in ("1", "01", "+1")]
    closure = derive([Triple(P, SUB_PROPERTY, Q), Triple(P, RDF_TYPE, owl("FunctionalProperty")), *facts])
    assert len(set(closure.match(A, Q))) == 3
    assert list(closure.clashes()) == []


def test_an_added_fact_may_be_a_reason_for_what_is_taken_back_at_once():
    closure = derive([Triple(P, SUB_PROPERTY, Q), Triple(A, Q, B)])
    change = closure.change([Triple(A, P, B)], [Triple(A, Q, B)])
    assert (change.added, change.removed) == ({Triple(A, P, B)}, set())
    change = closure.change([Triple(A, P, B)], [Triple(A, P, B)])
    assert (change.added, change.removed, change.rebuilt) == (set(), set(), False)


def test_a_rule_that_is_not_understood_changes_nothing():
    rule = swrl([("IndividualProperty", P, X, Y)], [("IndividualProperty", Q, X, Y)])
    closure = derive([Triple(A, P, B)])
    before = set(closure.match())
    with pytest.raises(Exception, match="has no body"):
        closure.change([rule[0], Triple(B, P, C)])
    assert set(closure.match()) == set(closure.asserted()) == before
    assert closure.change([Triple(B, P, C)]).added == {Triple(B, P, C)}


def test_all_shapes_of_schema_are_as_the_reference_says():
    graph = flat(
        [
            chain(P, [Q, R, S, Q]),
            combination(K, "intersectionOf", [L, M]),
            combination(M, "unionOf", [K, L]),
            restriction(L, P, "hasValue", A, "is"),
            [Triple(A, Q, B), Triple(B, R, C), Triple(C, S, D), Triple(D, Q, A), Triple(B, RDF_TYPE, L)],
        ]
    )
    assert set(derive(graph).match()) == reference.closed(graph).facts
