"""Proofs: whatever is entailed has one, founded on what is stated, and another program finds no fault with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.checker import Checker
from kgqa.model import OWL_SAME_AS, RDF_TYPE, Literal, Triple
from kgqa.reason import derive
from tests.reason.engine.comparing import source_of, tried
from tests.reason.engine.ontologies import AXIOMS, PROPERTIES, THINGS, VARIABLES, chain, flat, graphs, owl, swrl
from tests.reason.engine.test_update import histories

A, B, C, D = THINGS
P, Q, R, *_ = PROPERTIES
X, Y, *_ = VARIABLES


def prover_and_checker(closure, facts, unique_names):
    prover = closure.prover(source_of(facts))
    stated = set(facts)
    checker = Checker(
        facts, stated.__contains__, unique_names=unique_names, prove=prover.prove, claimed=list(closure.inferred())
    )
    return prover, checker


def faults_of(proof, fact, stated):
    """What is wrong with a proof by itself, whatever its rules say."""
    assert proof is not None, fact
    assert proof.fact == fact
    seen, stack = {}, [(proof, ())]
    while stack:
        step, above = stack.pop()
        assert step.fact not in above, f"{step.fact} rests on itself"
        if step.by == "asserted":
            assert step.fact in stated, f"{step.fact} is not stated"
            assert not step.premises
        elif step.by == "rule":
            assert step.rule is not None
        if id(step) not in seen:
            seen[id(step)] = step
            stack += [(premise, (*above, step.fact)) for premise in step.premises]


@tried(80)
@given(graphs(AXIOMS, least_facts=3), st.booleans())
def test_every_entailed_fact_has_a_proof_without_fault(graph, unique_names):
    facts = flat(graph)
    closure = derive(facts, unique_names=unique_names)
    prover, checker = prover_and_checker(closure, facts, unique_names)
    for fact in closure.match():
        proof = prover.prove(fact)
        faults_of(proof, fact, set(facts))
        assert not checker.check(proof)
    for conflict in closure.conflicts(prover.prove):
        assert not checker.check_conflict(conflict)


@tried(40)
@given(graphs(AXIOMS, most_axioms=4, least_facts=3), st.booleans())
def test_the_first_proof_is_among_all(graph, unique_names):
    facts = flat(graph)
    closure = derive(facts, unique_names=unique_names)
    prover, checker = prover_and_checker(closure, facts, unique_names)
    for fact in closure.match():
        first, *others = prover.proofs(fact)
        assert first == prover.prove(fact)
        for proof in others:
            faults_of(proof, fact, set(facts))
            assert not checker.check(proof)
        last_steps = [(str(p.rule), tuple(q.fact for q in p.premises)) for p in (first, *others)]
        assert len(set(last_steps)) == len(last_steps)


@tried(40)
@given(histories(), st.booleans())
def test_proofs_after_a_change_are_as_good(history, unique_names):
    first, ((add, delete), *_) = history
    facts = flat(first)
    closure = derive(facts, unique_names=unique_names)
    facts = list({t: None for t in facts if t not in set(flat(delete))} | dict.fromkeys(flat(add)))
    closure.change(flat(add), flat(delete))
    prover, checker = prover_and_checker(closure, facts, unique_names)
    for fact in closure.match():
        proof = prover.prove(fact)
        faults_of(proof, fact, set(facts))
        assert not checker.check(proof)


def test_what_is_not_entailed_has_no_proof():
    closure = derive([Triple(A, P, B)])
    prover = closure.prover(lambda _: None)
    assert prover.prove(Triple(B, P, A)) is None
    assert prover.proofs(Triple(B, P, A)) == []
    assert prover.prove(Triple(A, Q, D)) is None


def test_a_proof_may_lead_through_what_is_the_same_as_a_literal():
    text = Literal("x")
    facts = [Triple(A, OWL_SAME_AS, text), Triple(B, P, text)]
    closure = derive(facts)
    proof = closure.prover(source_of(facts)).prove(Triple(B, P, A))
    assert {premise.fact for premise in proof.premises} == {facts[1], Triple(text, OWL_SAME_AS, A)}
    assert Triple(text, OWL_SAME_AS, A) not in set(closure.match())


CIRCLES = [
    flat(
        [
            [Triple(P, RDF_TYPE, owl("TransitiveProperty")), Triple(R, owl("inverseOf"), P)],
            [Triple(P, owl("inverseOf"), Q), Triple(A, P, C), Triple(D, Q, C), Triple(B, Q, D)],
            chain(P, [R, R]),
        ]
    ),
    flat(
        [
            [Triple(P, RDF_TYPE, owl(f"{kind}Property")) for kind in ("Symmetric", "Transitive")],
            [Triple(C, R, D), Triple(D, Q, B), Triple(D, P, B), Triple(A, P, D)],
            chain(P, [R, Q, P]),
        ]
    ),
    flat(
        [
            [Triple(R, RDF_TYPE, owl(f"{kind}Property")) for kind in ("Symmetric", "Transitive")],
            [Triple(R, owl("equivalentProperty"), Q), Triple(C, P, D), Triple(D, P, C), Triple(A, Q, B)],
            [Triple(B, P, C)],
            chain(Q, [Q, P]),
        ]
    ),
]


@pytest.mark.parametrize("facts", CIRCLES)
def test_no_proof_rests_on_itself_whatever_was_asked_before(facts):
    closure = derive(facts)
    for order in (sorted, lambda found, key: sorted(found, key=key, reverse=True)):
        prover, checker = prover_and_checker(closure, facts, unique_names=True)
        for fact in order(closure.match(), key=str):
            faults_of(prover.prove(fact), fact, set(facts))
            assert not checker.check(prover.prove(fact))


def test_a_chain_that_amounts_to_transitivity_is_cited_as_it_was_written():
    equivalent, p_p_to_q = Triple(Q, owl("equivalentProperty"), P), chain(Q, [P, P])
    facts = [equivalent, *p_p_to_q, Triple(A, P, B), Triple(B, P, C), Triple(C, P, D)]
    closure = derive(facts)
    prover, checker = prover_and_checker(closure, facts, unique_names=True)
    proof = prover.prove(Triple(A, Q, D))
    assert proof.rule.name == "prp-spo2"
    assert [premise.fact.predicate for premise in proof.premises] == [P, P]
    assert not checker.check(proof)


def test_a_proof_may_turn_a_literal_round():
    facts = [
        *(Triple(P, RDF_TYPE, owl(f"{kind}Property")) for kind in ("Symmetric", "Functional")),
        *(Triple(P, owl("inverseOf"), Q), Triple(A, P, Literal("2")), Triple(B, P, C), Triple(B, P, D)),
    ]
    closure = derive(facts, unique_names=False)
    prover, checker = prover_and_checker(closure, facts, unique_names=False)
    assert not checker.check(prover.prove(Triple(A, Q, Literal("2"))))


def test_that_a_thing_is_itself_is_proved_where_other_things_are_the_same_too():
    rule = swrl([("IndividualProperty", P, X, Y), ("SameIndividual", X, Y)], [("IndividualProperty", Q, X, Y)])
    facts = [*rule, Triple(A, P, A), Triple(B, OWL_SAME_AS, C)]
    closure = derive(facts)
    _, itself = closure.prover(source_of(facts)).prove(Triple(A, Q, A)).premises
    assert (itself.rule.name, itself.fact) == ("eq-ref", Triple(A, OWL_SAME_AS, A))
    assert set(closure.match(A, OWL_SAME_AS)) == set()
    assert set(closure.match(B, OWL_SAME_AS)) == {Triple(B, OWL_SAME_AS, C)}
