"""Random small ontologies: every proof is accepted, and what is accepted is entailed."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgqa.checker import Checker
from kgqa.checker.check import DERIVING
from kgqa.model import Proof, RuleName
from tests.checker.proofs import Case
from tests.reason.graphs import triple

CLASSES, PROPERTIES = [":C", ":D", ":E", "owl:Thing"], [":p", ":q", ":r"]
THINGS = [":a", ":b", ":c", ":d"]
classes, properties, things = map(st.sampled_from, (CLASSES, PROPERTIES, THINGS))
inverse = st.builds("[ owl:inverseOf {} ]".format, properties)
expressions = st.one_of(properties, properties, inverse)
kinds = [f"owl:{name}Property" for name in ("Transitive", "Symmetric", "Functional", "InverseFunctional")]
axioms = st.one_of(
    st.builds("{} rdfs:subClassOf {} .".format, classes, classes),
    st.builds("{} owl:equivalentClass {} .".format, classes, classes),
    st.builds("{} owl:intersectionOf ({} {}) .".format, classes, classes, classes),
    st.builds("{} owl:unionOf ({} {}) .".format, classes, classes, classes),
    st.builds("{} owl:someValuesFrom {} ; owl:onProperty {} .".format, classes, classes, expressions),
    st.builds("{} owl:allValuesFrom {} ; owl:onProperty {} .".format, classes, classes, expressions),
    st.builds("{} owl:hasValue {} ; owl:onProperty {} .".format, classes, things, expressions),
    st.builds("{} owl:oneOf ({}) .".format, classes, things),
    st.builds("{} owl:disjointWith {} .".format, classes, classes),
    st.builds("{} owl:hasKey ({}) .".format, classes, expressions),
    st.builds("{} rdfs:subPropertyOf {} .".format, expressions, expressions),
    st.builds("{} owl:equivalentProperty {} .".format, properties, properties),
    st.builds("{} owl:inverseOf {} .".format, properties, properties),
    st.builds("{} rdfs:domain {} .".format, expressions, classes),
    st.builds("{} rdfs:range {} .".format, properties, classes),
    st.builds("{} a {} .".format, properties, st.sampled_from(kinds)),
    st.builds("{} owl:propertyChainAxiom ({} {}) .".format, properties, expressions, expressions),
    st.builds("{} owl:propertyChainAxiom ({} {} {}) .".format, properties, properties, properties, properties),
)
facts = st.one_of(
    st.builds("{} {} {} .".format, things, properties, things),
    st.builds("{} a {} .".format, things, classes),
    st.builds("{} owl:sameAs {} .".format, things, things),
)
graphs = st.builds(
    lambda axioms, facts: " ".join((*axioms, *facts)),
    st.lists(axioms, min_size=1, max_size=4),
    st.lists(facts, min_size=2, max_size=5),
)
small = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def nodes(proof):
    yield proof
    for premise in proof.premises:
        yield from nodes(premise)


def proofs(case):
    """What the reasoner can prove of what it entails."""
    return [proof for fact in case.closed.inferred if (proof := case.prover.prove(fact)) is not None]


def put(proof, old, new):
    """The proof with one of its steps replaced wherever it stands."""
    if proof is old:
        return new
    return replace(proof, premises=tuple(put(premise, old, new) for premise in proof.premises))


@small
@given(graphs, st.booleans())
def test_every_proof_is_accepted(graph, unique_names):
    case = Case(graph, unique_names=unique_names)
    for proof in proofs(case):
        assert case.faults(proof) == []
    for conflict in case.closed.conflicts():
        assert [str(fault) for fault in case.checker.check_conflict(conflict)] == []


@small
@given(graphs, st.data())
def test_what_is_accepted_is_entailed(graph, data):
    """A proof with another fact, rule or premise somewhere in it is either faulty or still a proof."""
    case = Case(graph, unique_names=False)
    known = proofs(case)
    if not known:
        return
    proof = data.draw(st.sampled_from(known))
    step = data.draw(st.sampled_from(list(nodes(proof))))
    predicate = data.draw(st.sampled_from([*PROPERTIES, "a", "rdfs:subClassOf", "owl:sameAs"]))
    value = data.draw(st.sampled_from(CLASSES if predicate in {"a", "rdfs:subClassOf"} else THINGS))
    other = triple(f"{data.draw(things)} {predicate} {value}")
    wrong = data.draw(
        st.sampled_from(
            [
                replace(step, fact=other),
                replace(step, fact=step.fact._replace(subject=step.fact.object, object=step.fact.subject)),
                replace(step, rule=RuleName(data.draw(st.sampled_from(sorted(DERIVING))), "")),
                replace(step, premises=step.premises[1:]),
                replace(step, premises=(*step.premises, Proof(other, "asserted"))),
                Proof(step.fact, "asserted"),
            ]
        )
    )
    changed = put(proof, step, wrong)
    if case.faults(changed) == []:
        assert changed.fact in case.closed.facts or changed.fact.subject == changed.fact.object


@small
@given(graphs, st.data())
def test_a_proof_does_not_outlive_what_it_rests_on(graph, data):
    """Without one of the stated facts that a proof rests on, it is a proof no more."""
    case = Case(graph, unique_names=False)
    for proof in proofs(case):
        leaves = sorted({node.fact for node in nodes(proof) if node.by == "asserted"}, key=str)
        if leaves:
            gone = data.draw(st.sampled_from(leaves))
            rest = [triple for triple in case.closed.asserted if triple != gone]
            assert Checker(rest, lambda fact, rest=rest: fact in rest).check(proof) != ()
