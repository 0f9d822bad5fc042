"""Proofs made by the reasoner, the checker for them, and ways to spoil them."""

from dataclasses import replace

from kgqa.checker import Checker
from kgqa.model import IRI, Literal, Proof, RuleName, Triple
from tests.reason.graphs import Closed, triple

NOBODY = IRI("urn:x:nobody")


class Case:
    """A graph, what it entails, and the checker of its proofs."""

    def __init__(self, text, *, unique_names=True):
        self.closed = Closed(text, unique_names=unique_names)
        self.prover = self.closed.prover()
        self.checker = Checker(
            self.closed.asserted,
            lambda fact: fact in self.closed.asserted,
            unique_names=unique_names,
            prove=self.prover.prove,
            claimed=self.closed.inferred,
        )

    def proof(self, text):
        found = self.prover.prove(triple(text))
        assert found is not None
        return found

    def every_proof(self):
        for fact in self.closed.inferred:
            yield from self.prover.proofs(fact)

    def faults(self, proof):
        return [str(fault) for fault in self.checker.check(proof)]


def stated(text):
    return Proof(triple(text), "asserted")


def step(text, rule, *premises):
    return Proof(triple(text), "rule", rule=RuleName(rule, ""), premises=premises)


def test(text):
    return Proof(triple(text), "data")


test.__test__ = False


def spoiled(proof):
    """(what was done, a proof that is wrong for it) for a proof whose last step is by a rule."""
    fact, premises = proof.fact, proof.premises
    yield "another object", replace(proof, fact=fact._replace(object=NOBODY))
    yield "another subject", replace(proof, fact=fact._replace(subject=NOBODY))
    yield "another predicate", replace(proof, fact=fact._replace(predicate=NOBODY))
    if fact.subject != fact.object and not isinstance(fact.object, Literal):
        yield "ends exchanged", replace(proof, fact=Triple(fact.object, fact.predicate, fact.subject))
    yield "no such rule", replace(proof, rule=RuleName("prp-fun", ""))
    yield "no rule", replace(proof, rule=None)
    yield "stated after all", Proof(fact, "asserted")
    yield "a test", Proof(fact, "data")
    for place, premise in enumerate(premises):
        rest = premises[:place], premises[place + 1 :]
        yield "a premise less", replace(proof, premises=(*rest[0], *rest[1]))
        other = premise.fact._replace(subject=NOBODY)
        yield "an invented premise", replace(proof, premises=(*rest[0], Proof(other, "asserted"), *rest[1]))
        if premise.by != "data":
            yield "a premise made a test", replace(proof, premises=(*rest[0], Proof(premise.fact, "data"), *rest[1]))
    extra = Proof(Triple(NOBODY, fact.predicate, NOBODY), "asserted")
    yield "a premise more", replace(proof, premises=(*premises, extra))
