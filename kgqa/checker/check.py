"""A proof in, its faults out: every step is justified anew, by rules that share no code with the reasoner."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kgqa.checker import classes, datatypes, equality, properties, schema
from kgqa.checker.fault import Fault
from kgqa.checker.ontology import Ontology, is_schema
from kgqa.checker.rule import same, typed
from kgqa.checker.tree import circular, nodes
from kgqa.checker.trial import are_different, holds, is_test
from kgqa.checker.user_rule import user_rules
from kgqa.checker.vocabulary import DIFFERENT, LABEL, LISTED_BEFORE, MERGEABLE, OUTSIDE, SAME
from kgqa.model import Literal, Triple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kgqa.checker.rule import Derives, Refutes
    from kgqa.checker.user_rule import UserRule
    from kgqa.model import Conflict, Proof

DERIVING: dict[str, Derives] = equality.DERIVING | properties.DERIVING | classes.DERIVING | schema.DERIVING
REFUTING: dict[str, Refutes] = equality.REFUTING | properties.REFUTING | classes.REFUTING
REMEMBERED = 50_000
"""How many steps that are right are kept for the next proofs; they are kept alive, so that none takes their place."""


class Checker:
    """Checks proofs over one graph: made once from its ontology, used for any number of proofs."""

    def __init__(
        self,
        ontology: Iterable[Triple],
        stated: Callable[[Triple], bool],
        *,
        unique_names: bool = True,
        prove: Callable[[Triple], Proof | None] | None = None,
        claimed: Iterable[Triple] = (),
    ) -> None:
        """`ontology` holds the stated schema (other triples are passed over), `stated` tells what sources state.

        A proof does not show on what it rests that things differ or that an axiom holds which only data entail.
        For such facts `prove` is asked, and what it gives is checked like any proof; `claimed` are the axioms.
        """
        self._stated, self._unique_names, self._prove = stated, unique_names, prove
        self._asked: set[Triple] = set()
        self._right: dict[int, Proof] = {}
        self._read(ontology)
        self._admit([axiom for axiom in claimed if is_schema(axiom) and axiom.predicate != LABEL])

    def check(self, proof: Proof) -> tuple[Fault, ...]:
        """What is wrong with a proof; nothing when each of its steps is justified and none rests on itself."""
        return (*self._faults_of([proof]), *circular([proof]))

    def check_conflict(self, conflict: Conflict) -> tuple[Fault, ...]:
        """What is wrong with a conflict: with the proofs of what clashes, or with the rule by which it does."""
        faults = [*self._faults_of(conflict.premises), *circular(conflict.premises)]
        name, splits = conflict.rule.name, list(_splits(conflict.premises))
        if not any(self._refutes(name, facts, tests) for facts, tests in splits):
            faults.append(Fault(None, name, self._reason(name, None, splits[0][0])))
        return tuple(faults)

    def _read(self, triples: Iterable[Triple]) -> None:
        self._ontology = Ontology(triples)
        self._rules: defaultdict[str, list[UserRule]] = defaultdict(list)
        for rule in user_rules(self._ontology):
            for name in rule.names:
                self._rules[name].append(rule)

    def _admit(self, claimed: list[Triple]) -> None:
        """Take axioms into the ontology that it lacks and that have a proof; those of which others are proved first."""
        prove = self._prove
        while prove is not None:
            lacking = [axiom for axiom in claimed if not self._ontology.holds(axiom)]
            proofs = [proof for axiom in lacking if (proof := prove(axiom)) is not None and proof.fact == axiom]
            admitted = [proof.fact for proof in proofs if not self.check(proof)]
            if not admitted:
                return
            self._read([*self._ontology, *admitted])

    def _faults_of(self, roots: Sequence[Proof]) -> list[Fault]:
        """The faults of each step by itself; steps that other proofs share are not looked at again."""
        faults: list[Fault] = []
        if len(self._right) > REMEMBERED:
            self._right.clear()
        for node in nodes(roots):
            if id(node) not in self._right:
                fault = self._fault_of(node)
                if fault is None:
                    self._right[id(node)] = node
                else:
                    faults.append(fault)
        return faults

    def _fault_of(self, node: Proof) -> Fault | None:
        if node.by == "rule":
            return self._fault_of_step(node)
        if node.premises or node.by not in {"asserted", "data"}:
            return Fault(node.fact, node.by, "a step that starts from premises needs a rule")
        if node.by == "asserted":
            return None if self._stated(node.fact) else Fault(node.fact, node.by, "no source states it")
        return None if self._is_so(node.fact) else Fault(node.fact, node.by, "this test fails")

    def _fault_of_step(self, node: Proof) -> Fault | None:
        if node.rule is None:
            return Fault(node.fact, node.by, "the step names no rule")
        name, splits = node.rule.name, list(_splits(node.premises))
        if any(self._derives(name, node.fact, facts, tests) for facts, tests in splits):
            return None
        return Fault(node.fact, name, self._reason(name, node.fact, splits[0][0]))

    def _derives(self, name: str, fact: Triple, facts: Sequence[Triple], tests: Sequence[Triple]) -> bool:
        if name in datatypes.RULES and self._by_datatypes(name, fact, facts, tests):
            return True
        # Under unique names a rule may only make one of two things that are not known to be distinct.
        merge = {Triple(fact.subject, MERGEABLE, fact.object)} if fact.predicate == SAME else set()
        if name in equality.DERIVING:
            merge = set()
        if set(tests) == merge and self._by_table(name, fact, facts):
            return True
        return any(
            rule.justifies(fact, facts, rest)
            for rule in self._rules.get(name, ())
            if not rule.refutes
            for rest in ([test for test in tests if test not in merge], tests)
        )

    def _refutes(self, name: str, facts: Sequence[Triple], tests: Sequence[Triple]) -> bool:
        if name in datatypes.RULES and self._by_datatypes(name, None, facts, tests):
            return True
        refutes = REFUTING.get(name)
        # That two things are in one list is a test that the rule itself makes again.
        listed = {Triple(fact.subject, LISTED_BEFORE, fact.object) for fact in facts}
        if refutes is not None and listed.issuperset(tests) and _is_among(facts, refutes(facts, self._ontology)):
            return True
        if any(rule.justifies(None, facts, tests) for rule in self._rules.get(name, ()) if rule.refutes):
            return True
        return any(self._derives_untruth(name, test, facts, tests) for test in tests)

    def _derives_untruth(self, name: str, test: Triple, facts: Sequence[Triple], tests: Sequence[Triple]) -> bool:
        """Whether a rule concludes what a test excludes: that different things are one, a value of a wrong type."""
        conclude = {DIFFERENT: same, OUTSIDE: typed}.get(test.predicate)
        if conclude is None:
            return False
        untruth, rest = conclude(test.subject, test.object), [other for other in tests if other != test]
        if not rest and self._by_table(name, untruth, facts):
            return True
        rules = [rule for rule in self._rules.get(name, ()) if not rule.refutes]
        return any(rule.justifies(untruth, facts, rest) for rule in rules)

    def _by_table(self, name: str, fact: Triple, facts: Sequence[Triple]) -> bool:
        derives = DERIVING.get(name)
        return derives is not None and _is_among(facts, derives(fact, facts, self._ontology))

    def _by_datatypes(self, name: str, fact: Triple | None, facts: Sequence[Triple], tests: Sequence[Triple]) -> bool:
        found = datatypes.RULES[name](fact, facts, tests)
        return any(set(needed) == set(facts) and set(tried) == set(tests) for needed, tried in found)

    def _is_so(self, test: Triple) -> bool:
        """Whether a test holds, or at least is not known to fail; difference of things must be known."""
        if test.predicate == LISTED_BEFORE:
            return equality.are_listed(test.subject, test.object, self._ontology)
        if not is_test(test.predicate):
            return False
        if test.predicate != DIFFERENT:
            return holds(test, unique_names=self._unique_names) is not False
        verdict = are_different(test.subject, test.object, self._stated, unique_names=self._unique_names)
        return isinstance(test.subject, Literal) or self._is_proved(test) if verdict is None else verdict

    def _is_proved(self, fact: Triple) -> bool:
        """Whether there is a sound proof of a fact, or of its converse, that a proof rests on without showing it."""
        if self._prove is None or fact in self._asked:
            return False
        self._asked.add(fact)
        converse = Triple(fact.object, fact.predicate, fact.subject)
        proofs = [proof for side in (fact, converse) if (proof := self._prove(side)) and proof.fact == side]
        found = any(not self.check(proof) for proof in proofs)
        self._asked.discard(fact)
        return found

    def _reason(self, name: str, fact: Triple | None, facts: Sequence[Triple]) -> str:
        if name not in {*DERIVING, *REFUTING, *datatypes.RULES, *self._rules}:
            return "there is no rule of that name"
        derives, refutes = DERIVING.get(name), REFUTING.get(name)
        found: list[set[Triple]] = []
        if fact is not None and derives is not None:
            found = [set(needed) for needed in derives(fact, facts, self._ontology)]
        elif fact is None and refutes is not None:
            found = [set(needed) for needed in refutes(facts, self._ontology)]
        nearest = min(found, key=lambda needed: len(needed ^ set(facts)), default=None)
        if nearest is None:
            return "it does not follow from these premises by any such axiom or rule of the ontology"
        lacking, idle = sorted(nearest - set(facts), key=str), sorted(set(facts) - nearest, key=str)
        if lacking:
            return f"the premise {lacking[0]} is missing"
        return f"the premise {idle[0]} is not needed" if idle else "the tests among its premises are not those it needs"


def _splits(premises: Sequence[Proof]) -> Iterator[tuple[list[Triple], list[Triple]]]:
    """The facts and the tests that a step starts from; that things differ may be either."""
    facts = [node.fact for node in premises if node.by != "data"]
    tests = [node.fact for node in premises if node.by == "data"]
    yield facts, tests
    differing = [fact for fact in facts if fact.predicate == DIFFERENT]
    if differing:
        yield [fact for fact in facts if fact.predicate != DIFFERENT], [*tests, *differing]


def _is_among(facts: Sequence[Triple], candidates: Iterable[Sequence[Triple]]) -> bool:
    given = set(facts)
    return any(set(needed) == given for needed in candidates)
