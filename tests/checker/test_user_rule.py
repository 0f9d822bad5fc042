"""Rules that users write: read by the checker itself, and what their built-ins test or compute."""

from dataclasses import replace

import pytest

from kgqa.checker import Checker
from kgqa.model import XSD, Literal, Proof, Triple
from tests.checker.proofs import Case, spoiled, stated, step, test
from tests.reason.graphs import triple, turtle
from tests.reason.test_swrl import DIFFERENT, SIBLING, builtin, has, rule

TWO = ":ann :parent :eve . :bob :parent :eve ."
TOTAL = rule(
    [has(":n", ":x", ":n"), has(":m", ":x", ":m"), builtin("swrlb:add", ":z", ":n", ":m", "1")],
    [has(":sum", ":x", ":z")],
    "total",
)


def sibling(*premises, fact=":ann :sibling :bob"):
    return step(fact, "sibling", *premises)


def test_a_rule_with_a_test_of_difference():
    case = Case(SIBLING + TWO)
    proof = case.proof(":ann :sibling :bob")
    assert [premise.by for premise in proof.premises] == ["asserted", "asserted", "data"]
    assert case.faults(proof) == []


@pytest.mark.parametrize("what", [SIBLING + TWO, TOTAL + ":a :n 2 ; :m 3 ."])
def test_a_spoiled_proof_is_rejected(what):
    case = Case(what)
    for proof in case.every_proof():
        if proof.by == "rule":
            assert case.faults(proof) == []
            # Sibling is what each is to the other; then the test stands the wrong way round.
            assert [how for how, wrong in spoiled(proof) if not case.faults(wrong)] == []


def test_the_test_must_be_of_the_same_things():
    case = Case(SIBLING + TWO + ":cay :parent :eve .")
    parents = [stated(":ann :parent :eve"), stated(":bob :parent :eve")]
    assert case.faults(sibling(*parents, test(":ann owl:differentFrom :bob"))) == []
    assert case.faults(sibling(*parents, test(":ann owl:differentFrom :cay"))) != []
    assert case.faults(sibling(*parents)) != []


def test_a_difference_that_is_stated_may_be_a_premise_like_others():
    case = Case(SIBLING + TWO + ":ann owl:differentFrom :bob .")
    parents = [stated(":ann :parent :eve"), stated(":bob :parent :eve")]
    assert case.faults(sibling(*parents, stated(":ann owl:differentFrom :bob"))) == []


def test_rules_of_one_name_are_all_tried_and_others_not():
    other = rule([has(":twin", ":x", ":y")], [has(":sibling", ":x", ":y")], "sibling")
    case = Case(SIBLING + other + ":ann :twin :bob .")
    assert case.faults(sibling(stated(":ann :twin :bob"))) == []
    assert case.faults(step(":ann :sibling :bob", "swrl", stated(":ann :twin :bob"))) != []
    assert case.faults(sibling(stated(":ann :twin :bob"), fact=":bob :sibling :ann")) != []


def test_a_rule_without_a_name_is_called_swrl():
    case = Case(
        rule([has(":p", ":x", ":y")], [has(":q", ":y", ":x")]).replace('rdfs:label "a rule" ;', "") + ":a :p :b ."
    )
    proof = case.proof(":b :q :a")
    assert (proof.rule.name, case.faults(proof)) == ("swrl", [])


def test_sums_are_worked_out_again():
    case = Case(TOTAL + ":a :n 2 ; :m 3 .")
    proof = case.proof(":a :sum 6")
    assert case.faults(proof) == []
    *facts, shown = proof.premises
    seven = Literal("7", shown.fact.subject.datatype)
    wrong = replace(shown, fact=shown.fact._replace(subject=seven))
    assert case.faults(replace(proof, fact=proof.fact._replace(object=seven), premises=(*facts, wrong))) != []


def test_a_sum_that_only_a_comparison_uses():
    bounded = rule(
        [has(":n", ":x", ":n"), builtin("swrlb:multiply", ":z", ":n", "2"), builtin("swrlb:lessThan", ":z", "10")],
        ["[ a swrl:ClassAtom ; swrl:classPredicate :Small ; swrl:argument1 :x ]"],
        "small",
    )
    case = Case(bounded + ":a :n 4 .")
    proof = case.proof(":a a :Small")
    assert case.faults(proof) == []
    assert [premise.by for premise in proof.premises] == ["asserted", "data", "data"]
    fact, product, _ = proof.premises
    assert case.faults(replace(proof, premises=(fact, product, test_of("8", "swrlb:lessThan", "7")))) != []
    assert case.faults(replace(proof, premises=(fact, product, test_of("9", "swrlb:lessThan", "10")))) != []


def test_older_is_checked_by_the_dates():
    older = rule(
        [has(":born", ":x", ":n"), has(":born", ":y", ":m"), builtin("swrlb:lessThan", ":n", ":m")],
        [has(":older", ":x", ":y")],
        "older",
    )
    case = Case(
        older + ':a :born "1809"^^xsd:gYear . :b :born "1810-01"^^xsd:gYearMonth . :c :born "1812~"^^edtf:EDTF .'
    )
    proof = case.proof(":a :older :b")
    assert case.faults(proof) == []
    late, early = stated(':b :born "1810-01"^^xsd:gYearMonth'), stated(':a :born "1809"^^xsd:gYear')
    vague = stated(':c :born "1812~"^^edtf:EDTF')
    assert case.faults(step(":b :older :a", "older", late, early, compared(late, early))) != []
    assert case.faults(step(":a :older :c", "older", early, vague, compared(early, vague))) != []


def compared(left, right):
    return test_of(left.fact.object, "swrlb:lessThan", right.fact.object)


def test_of(left, name, right):
    predicate = triple(f":x :p {name}").object
    terms = [Literal(term, XSD + "integer") if isinstance(term, str) else term for term in (left, right)]
    return Proof(Triple(terms[0], predicate, terms[1]), "data")


test_of.__test__ = False


def test_a_head_of_nothing_is_a_conflict():
    head = "[ a swrl:ClassAtom ; swrl:classPredicate owl:Nothing ; swrl:argument1 :x ]"
    case = Case(rule([has(":eats", ":x", ":x")], [head], "nobody eats itself") + ":a :eats :a .")
    (conflict,) = case.closed.conflicts()
    assert case.checker.check_conflict(conflict) == ()
    assert case.checker.check_conflict(replace(conflict, premises=()))
    assert case.faults(step(":a a owl:Nothing", "nobody eats itself", stated(":a :eats :a"))) != []


def test_a_head_that_makes_two_things_one():
    same = "[ a swrl:SameIndividualAtom ; swrl:argument1 :x ; swrl:argument2 :y ]"
    merging = rule([has(":code", ":x", ":z"), has(":code", ":y", ":z"), DIFFERENT], [same], "one code")
    given = merging.replace(DIFFERENT, "") + ':a :code "1" . :b :code "1" .'
    merged = Case(given, unique_names=False)
    assert merged.faults(merged.proof(":a owl:sameAs :b")) == []
    distinct = Case(given)
    (conflict, *_) = distinct.closed.conflicts()
    assert distinct.checker.check_conflict(conflict) == ()


def test_a_rule_that_is_not_understood_justifies_nothing():
    broken = SIBLING.replace("swrl:IndividualPropertyAtom", "swrl:IndividualPropertyAtoms")
    checker = Checker(turtle(broken + TWO), lambda fact: fact in turtle(TWO))
    proof = sibling(stated(":ann :parent :eve"), stated(":bob :parent :eve"), test(":ann owl:differentFrom :bob"))
    assert [fault.reason for fault in checker.check(proof)] == ["there is no rule of that name"]
    assert triple(":ann :parent :eve") in turtle(TWO)
