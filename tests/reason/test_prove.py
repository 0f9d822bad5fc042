"""Proofs: the shallowest first, others on demand, none for what does not hold."""

from kgqa.reason import size
from tests.reason.graphs import Closed, triple

FAMILY = """
:parent rdfs:subPropertyOf :ancestor . :ancestor a owl:TransitiveProperty . :father rdfs:subPropertyOf :parent .
:a :father :b . :b :parent :c . :c :parent :d .
"""


def test_what_is_stated_needs_no_rule():
    proof = Closed(FAMILY).prover().prove(triple(":a :father :b"))
    assert (proof.by, proof.premises, proof.source.graph) == ("asserted", (), "urn:x:graph")


def test_what_does_not_hold_has_no_proof():
    prover = Closed(FAMILY).prover()
    assert prover.prove(triple(":d :ancestor :a")) is None
    assert prover.proofs(triple(":d :ancestor :a")) == []


def test_the_shortest_proof_comes_first():
    closed = Closed(FAMILY + ":a :ancestor :c .")
    first, *others = closed.prover().proofs(triple(":a :ancestor :d"))
    assert len(others) == 1
    assert size(first) < size(others[0])
    assert [premise.fact for premise in first.premises] == [triple(":a :ancestor :c"), triple(":c :ancestor :d")]


def test_a_stated_fact_may_also_be_derived():
    proofs = Closed(FAMILY + ":a :parent :b .").prover().proofs(triple(":a :parent :b"))
    assert [proof.by for proof in proofs] == ["asserted", "rule"]


def test_facts_that_support_each_other_do_not_prove_each_other():
    closed = Closed(":p owl:inverseOf :q . :r rdfs:subPropertyOf :p . :a :r :b .")
    (proof,) = closed.prover().proofs(triple(":b :q :a"))
    assert proof.premises[0].rule.name == "prp-spo1"


def test_the_same_question_has_the_same_proof():
    one, two = (Closed(FAMILY).prover().prove(triple(":a :ancestor :d")) for _ in range(2))
    assert one == two


def chain(length, extra=""):
    links = " ".join(f":n{n} :next :n{n + 1} ." for n in range(length))
    return Closed(f":next a owl:TransitiveProperty . {extra} {links}")


def depth(proof):
    return 1 + max(map(depth, proof.premises), default=0)


def test_a_long_path_has_a_balanced_proof():
    proof = chain(150).prover().prove(triple(":n0 :next :n150"))
    assert depth(proof) == 9
    assert size(proof) == 299


def test_a_path_takes_the_shortest_way():
    proof = chain(30, ":n0 :next :n29 .").prover().prove(triple(":n0 :next :n30"))
    assert [premise.fact for premise in proof.premises] == [triple(":n0 :next :n29"), triple(":n29 :next :n30")]


def test_a_symmetric_and_transitive_property_does_not_go_in_circles():
    closed = chain(6, ":next a owl:SymmetricProperty .")
    for fact in closed.inferred:
        assert not rests_on(closed.prover().prove(fact), ())


def rests_on(proof, above):
    return proof.fact in above or any(rests_on(premise, (*above, proof.fact)) for premise in proof.premises)
