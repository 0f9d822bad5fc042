"""Materialisation: the same closure whatever the order, and the oracle's on small random ontologies."""

import random

from hypothesis import given
from hypothesis import strategies as st

from kgqa.model import IRI, OWL, RDF_TYPE, RDFS, Triple
from kgqa.reason import materialise_owlrl
from tests.reason.graphs import Closed

THINGS = [IRI(f"urn:x:{name}") for name in "abcd"]
PROPERTIES = [IRI(f"urn:x:{name}") for name in "pqr"]
CLASSES = [IRI(f"urn:x:{name}") for name in "CDE"]


def statements(subjects, predicates, objects):
    return st.builds(Triple, st.sampled_from(subjects), st.sampled_from(predicates), st.sampled_from(objects))


AXIOMS = st.one_of(
    statements(CLASSES, [IRI(RDFS + "subClassOf"), IRI(OWL + "equivalentClass")], CLASSES),
    statements(
        PROPERTIES,
        [IRI(RDFS + "subPropertyOf"), IRI(OWL + "inverseOf"), IRI(OWL + "equivalentProperty")],
        PROPERTIES,
    ),
    statements(PROPERTIES, [IRI(RDFS + "domain"), IRI(RDFS + "range")], CLASSES),
    statements(PROPERTIES, [RDF_TYPE], [IRI(OWL + "SymmetricProperty"), IRI(OWL + "TransitiveProperty")]),
)
FACTS = st.one_of(statements(THINGS, PROPERTIES, THINGS), statements(THINGS, [RDF_TYPE], CLASSES))
GRAPHS = st.builds(
    lambda axioms, facts: list(dict.fromkeys([*axioms, *facts])),
    st.lists(AXIOMS, max_size=6),
    st.lists(FACTS, max_size=8),
)
OURS = {*PROPERTIES, RDF_TYPE}


def of_the_data(triples):
    return {t for t in triples if t.subject in THINGS and t.predicate in OURS and t.object in {*THINGS, *CLASSES}}


@given(GRAPHS)
def test_the_closure_of_the_data_is_that_of_owlrl(graph):
    assert of_the_data(Closed(graph).inferred) == of_the_data(materialise_owlrl(graph))


@given(GRAPHS, st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_matter(graph, source):
    shuffled = list(graph)
    source.shuffle(shuffled)
    assert set(Closed(graph).inferred) == set(Closed(shuffled).inferred)


@given(GRAPHS)
def test_a_closure_entails_nothing_more(graph):
    closed = Closed(graph)
    assert set(Closed(list(closed.facts)).facts) == set(closed.facts)


@given(GRAPHS, FACTS)
def test_more_facts_entail_no_less(graph, fact):
    assert set(Closed(graph).facts) <= set(Closed([*graph, fact]).facts)


@given(GRAPHS)
def test_every_inferred_fact_has_a_well_founded_proof(graph):
    closed = Closed(graph)
    prover = closed.prover()
    for fact in closed.inferred:
        check(prover.prove(fact), closed, ())


def check(proof, closed, above):
    """Every leaf is stated, every premise is a fact, and nothing rests on itself."""
    assert proof is not None
    assert proof.fact not in above
    if proof.by == "asserted":
        assert proof.fact in closed.asserted
    elif proof.by == "rule":
        assert proof.fact in closed.facts
        assert proof.rule
        for premise in proof.premises:
            check(premise, closed, (*above, proof.fact))


def test_a_long_chain_under_a_transitive_property():
    links = [Triple(IRI(f"urn:x:n{n}"), PROPERTIES[0], IRI(f"urn:x:n{n + 1}")) for n in range(60)]
    random.Random(1).shuffle(links)
    closed = Closed([Triple(PROPERTIES[0], RDF_TYPE, IRI(OWL + "TransitiveProperty")), *links])
    assert len(closed.inferred) == 61 * 60 // 2 - 60
    proof = closed.prover().prove(Triple(IRI("urn:x:n0"), PROPERTIES[0], IRI("urn:x:n60")))
    check(proof, closed, ())


def test_nothing_entails_nothing():
    assert Closed([]).inferred == []
