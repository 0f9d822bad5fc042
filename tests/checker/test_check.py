"""Every rule: its proofs are accepted, what is changed in them is found."""

import ast
import sys
from dataclasses import replace

import pytest

from kgqa.checker import Checker
from kgqa.checker.check import DERIVING, REFUTING
from kgqa.checker.datatypes import RULES
from kgqa.model import KGQA, Conflict, Proof, RuleName
from kgqa.reason.owl2rl import DATA_RULES, SCHEMA
from tests.checker.proofs import Case, spoiled, stated, step, test
from tests.reason.graphs import triple, turtle
from tests.reason.test_owl2rl import CLASHING, DERIVED, MERGED

STILL_RIGHT = {
    # What rules of equivalence conclude holds with the ends exchanged, too; that things differ may be a test.
    **{name: {"ends exchanged"} for name in ("scm-eqc1", "scm-eqc2", "scm-eqp1", "scm-eqp2")},
    "dt-diff": {"a test"},
}
SAYS_THE_SAME = {"eq-trans", "eq-rep-s", "eq-rep-o"}
"""Of owl:sameAs itself these say the same."""


def last_step(name):
    """A proof whose last step is by the rule."""
    if name in MERGED:
        case = Case(MERGED[name], unique_names=False)
        return case, case.proof(":x owl:sameAs :y")
    given, expected = DERIVED[name]
    case = Case(given)
    return case, case.proof(expected)


def test_the_checker_knows_every_rule_of_the_reasoner():
    assert {row[0] for row in (*DATA_RULES, *SCHEMA)} <= {*DERIVING, *REFUTING, *RULES}


def test_the_checker_imports_nothing_but_the_model(root):
    for path in (root / "kgqa" / "checker").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                own = name.startswith("kgqa.checker") or name == "kgqa.model"
                assert own or name.partition(".")[0] in sys.stdlib_module_names, f"{path.name} imports {name}"


@pytest.mark.parametrize("name", [*DERIVED, *MERGED])
def test_the_proof_by_a_rule_is_accepted(name):
    case, proof = last_step(name)
    assert proof.rule.name == name or {proof.rule.name, name} <= SAYS_THE_SAME
    assert case.faults(proof) == []


@pytest.mark.parametrize("name", [*DERIVED, *MERGED])
def test_every_proof_in_its_graph_is_accepted(name):
    case, _ = last_step(name)
    assert [case.faults(proof) for proof in case.every_proof() if case.faults(proof)] == []


@pytest.mark.parametrize("name", [*DERIVED, *MERGED])
def test_a_spoiled_proof_is_rejected(name):
    case, proof = last_step(name)
    accepted = {how for how, wrong in spoiled(proof) if not case.faults(wrong)}
    assert accepted <= STILL_RIGHT.get(name, set())


@pytest.mark.parametrize("name", [*DERIVED, *MERGED])
def test_a_proof_by_another_rule_is_rejected(name):
    """The rules that say the same of the same facts are those of one equivalence."""
    case, proof = last_step(name)
    others = [rule for rule in (*DERIVING, *REFUTING, *RULES) if rule != proof.rule.name]
    accepted = {rule for rule in others if not case.faults(replace(proof, rule=RuleName(rule, "")))}
    assert accepted <= ALIKE.get(name, set())


ALIKE = {
    "eq-trans": SAYS_THE_SAME,
    "eq-rep-s": SAYS_THE_SAME,
    "eq-rep-o": SAYS_THE_SAME,
    "prp-spo1": {"prp-spo2"},
    "prp-eqp1": {"prp-eqp2", "prp-spo1"},
    "prp-eqp2": {"prp-eqp1", "prp-spo1"},
    "cls-int2": {"cax-sco"},
    "cls-uni": {"cax-sco"},
    "cax-eqc1": {"cax-eqc2", "cax-sco"},
    "cax-eqc2": {"cax-eqc1", "cax-sco"},
    "cls-maxqc4": set(),
}


@pytest.mark.parametrize("name", DERIVED)
def test_a_proof_is_rejected_where_the_axiom_is_not(name):
    """The same proof over the same facts, without any schema."""
    case, proof = last_step(name)
    bare = Checker((), lambda fact: fact in case.closed.asserted)
    free = name.startswith(("eq-", "dt-", "scm-")) and name not in {"scm-int", "scm-uni"}
    assert (bare.check(proof) == ()) == free


@pytest.mark.parametrize("name", CLASHING)
def test_a_conflict_is_accepted_and_not_by_another_rule_or_on_fewer_facts(name):
    case = Case(CLASHING[name])
    conflict = UNDER_TWO_NAMES.get(name) or case.closed.conflicts()[0]
    assert conflict.rule.name == name
    assert case.checker.check_conflict(conflict) == ()
    assert case.checker.check_conflict(replace(conflict, rule=RuleName("prp-fun", "")))
    for place in range(len(conflict.premises)):
        rest = conflict.premises[:place] + conflict.premises[place + 1 :]
        assert case.checker.check_conflict(replace(conflict, premises=rest))


# The reasoner states these of the one name that it keeps of several.
UNDER_TWO_NAMES = {
    "eq-diff1": Conflict(RuleName("eq-diff1", ""), (stated(":a owl:sameAs :b"), stated(":a owl:differentFrom :b"))),
    "eq-diff2": Conflict(RuleName("eq-diff2", ""), (stated(":a owl:sameAs :b"),)),
    "eq-diff3": Conflict(RuleName("eq-diff3", ""), (stated(":a owl:sameAs :b"),)),
}


def test_what_differs_from_itself_is_a_conflict():
    case = Case(":a owl:differentFrom :a .")
    alone = Conflict(RuleName("eq-diff1", ""), (stated(":a owl:differentFrom :a"),))
    itself = replace(alone, premises=(step(":a owl:sameAs :a", "eq-ref"), *alone.premises))
    assert case.checker.check_conflict(alone) == case.checker.check_conflict(itself) == ()


def test_a_place_in_a_list_may_be_a_premise():
    case = Case("[] a owl:AllDifferent ; owl:distinctMembers (:a :b) . :a owl:sameAs :b . :c owl:sameAs :d .")
    for things, right in ((":a {} :b", True), (":c {} :d", False)):
        premises = (stated(things.format("owl:sameAs")), test(things.format(f"<{KGQA}listedBefore>")))
        assert (case.checker.check_conflict(Conflict(RuleName("eq-diff3", ""), premises)) == ()) == right


@pytest.mark.parametrize("name", MERGED)
def test_two_values_under_unique_names_are_an_accepted_conflict(name):
    case = Case(MERGED[name])
    (conflict,) = case.closed.conflicts()
    assert case.checker.check_conflict(conflict) == ()
    merging = Checker(case.closed.asserted, lambda fact: fact in case.closed.asserted, unique_names=False)
    assert [str(fault) for fault in merging.check_conflict(conflict)] != []


def test_a_fault_names_the_step_the_rule_and_why():
    case = Case(":p rdfs:domain :C . :a :p :b .")
    assert case.faults(step(":a a :D", "prp-dom", stated(":a :p :b"))) == [
        "<urn:x:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:x:D> . [prp-dom]: "
        "it does not follow from these premises by any such axiom or rule of the ontology"
    ]
    assert case.faults(step(":a a :C", "prp-dom")) != []
    assert case.faults(step(":a a :C", "prp-domain", stated(":a :p :b"))) == [
        "<urn:x:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:x:C> . [prp-domain]: "
        "there is no rule of that name"
    ]
    assert case.faults(stated(":a :p :c")) == ["<urn:x:a> <urn:x:p> <urn:x:c> . [asserted]: no source states it"]


def test_a_fault_names_the_premise_that_is_missing_or_not_needed():
    case = Case(":p a owl:TransitiveProperty . :a :p :b . :b :p :c . :c :p :d .")
    one, two, three = stated(":a :p :b"), stated(":b :p :c"), stated(":c :p :d")
    (fault,) = case.faults(step(":a :p :c", "prp-trp", one))
    assert fault.endswith("the premise <urn:x:b> <urn:x:p> <urn:x:c> . is missing")
    (fault,) = case.faults(step(":a :p :c", "prp-trp", one, two, three))
    assert fault.endswith("the premise <urn:x:c> <urn:x:p> <urn:x:d> . is not needed")


def test_the_order_of_premises_says_nothing():
    case = Case(":u owl:propertyChainAxiom (:p :q :r) . :a :p :b . :b :q :c . :c :r :d .")
    proof = case.proof(":a :u :d")
    assert case.faults(replace(proof, premises=proof.premises[::-1])) == []


def test_a_fact_that_rests_on_itself_is_a_fault_though_each_step_is_right():
    case = Case(":p owl:inverseOf :q . :a :p :b .")
    right = step(":b :q :a", "prp-inv1", stated(":a :p :b"))
    assert case.faults(right) == []
    round_about = step(":b :q :a", "prp-inv1", step(":a :p :b", "prp-inv2", right))
    assert [fault.partition("[")[2] for fault in case.faults(round_about)] == [
        "prp-inv1]: the fact rests on itself",
        "prp-inv2]: the fact rests on itself",
    ]


def test_every_step_of_a_deep_proof_is_checked():
    links = " ".join(f":C{n} rdfs:subClassOf :C{n + 1} ." for n in range(3000))
    checker = Checker(turtle(links), lambda fact: fact == triple(":a a :C0"))
    proof = stated(":a a :C0")
    for n in range(1, 3000):
        proof = step(f":a a :C{n}", "cax-sco", proof)
    assert checker.check(proof) == ()
    wrong = Proof(proof.fact, "rule", rule=proof.rule, premises=(replace(proof.premises[0], premises=()),))
    assert len(checker.check(wrong)) == 1


def test_axioms_that_follow_from_the_schema_may_be_used():
    case = Case(
        ":C owl:equivalentClass :D . :D owl:intersectionOf (:E :F) . :E rdfs:subClassOf :G . :G owl:unionOf (:H :G) ."
        ":p rdfs:subPropertyOf :q . :q owl:equivalentProperty :r . :r rdfs:domain :C . :a :p :b ; a :C ."
    )
    assert case.faults(step(":a a :G", "cax-sco", stated(":a a :C"))) == []
    assert case.faults(step(":a a :G", "prp-dom", stated(":a :p :b"))) == []
    assert case.faults(step(":a :r :b", "prp-spo1", stated(":a :p :b"))) == []
    assert case.faults(step(":a a :H", "cax-sco", stated(":a a :C"))) != []
    assert case.faults(step(":a a :F", "cax-eqc1", stated(":a a :C"))) != []


def test_restrictions_are_ordered_by_their_fillers_and_properties():
    case = Case(
        ":R owl:someValuesFrom :X ; owl:onProperty :p . :S owl:someValuesFrom :Y ; owl:onProperty :q ."
        ":M owl:someValuesFrom :Y ; owl:onProperty :p . :X rdfs:subClassOf :Y . :p rdfs:subPropertyOf :q . :a a :R ."
    )
    assert case.faults(step(":a a :S", "cax-sco", stated(":a a :R"))) == []
    assert case.faults(step(":a a :R", "cax-sco", step(":a a :S", "cax-sco", stated(":a a :R")))) != []


def test_inverse_and_nameless_properties():
    case = Case(
        ":uncle owl:propertyChainAxiom ([ owl:inverseOf :childOf ] :brother) . :p :childOf :a . :p :brother :c ."
        ":near rdfs:subPropertyOf [ a owl:TransitiveProperty ; rdfs:subPropertyOf :far ] . :a :near :b . :b :near :c ."
        "[ owl:inverseOf :near ] rdfs:domain :Neighbour . :K owl:hasKey ([ owl:inverseOf :owns ]) ."
        ":x a :K . :y a :K . :o :owns :x, :y ."
    )
    for fact in (":a :uncle :c", ":a :far :c", ":b a :Neighbour"):
        assert case.faults(case.proof(fact)) == []
    assert all(not case.faults(proof) for proof in case.every_proof())
    (conflict,) = case.closed.conflicts()
    assert case.checker.check_conflict(conflict) == ()
    assert case.faults(step(":p :uncle :c", "prp-spo2", stated(":p :childOf :a"), stated(":p :brother :c"))) != []
    assert case.faults(step(":a a :Neighbour", "prp-dom", stated(":a :near :b"))) != []


def test_a_path_split_in_the_middle():
    links = " ".join(f":n{n} :next :n{n + 1} ." for n in range(40))
    case = Case(f":next a owl:TransitiveProperty . {links}")
    proof = case.proof(":n0 :next :n40")
    assert case.faults(proof) == []
    left, right = proof.premises
    assert case.faults(replace(proof, premises=(left, replace(right, fact=triple(":n19 :next :n40"))))) != []


def test_an_axiom_that_only_data_entail_is_admitted_with_its_proof():
    given = ":C rdfs:subClassOf :E . :C owl:sameAs :D . :a a :D ."
    case = Case(given)
    use = step(":a a :E", "cax-sco", stated(":a a :D"))
    assert case.faults(use) == []
    alone = Checker(case.closed.asserted, lambda fact: fact in case.closed.asserted)
    assert alone.check(use) != ()
    lied_to = Checker(
        case.closed.asserted,
        lambda fact: fact in case.closed.asserted,
        prove=lambda fact: Proof(fact, "asserted"),
        claimed=[triple(":D rdfs:subClassOf :E"), triple(":a rdfs:label :name")],
    )
    assert lied_to.check(use) != ()


def test_a_list_that_does_not_end_is_none():
    case = Case(":C owl:intersectionOf :l . :l rdf:first :D ; rdf:rest :m . :m rdf:first :E ; rdf:rest :l . :a a :C .")
    assert case.faults(step(":a a :D", "cls-int2", stated(":a a :C"))) != []


def test_things_under_two_names_are_not_said_to_differ():
    case = Case(":a owl:sameAs :b . :c :p :d .")
    assert case.faults(test(":c owl:differentFrom :d")) == []
    assert case.faults(test(":a owl:differentFrom :b")) != []
    assert case.faults(test(":a owl:differentFrom :a")) != []
    assert case.faults(test(":c :p :d")) != []


def test_without_unique_names_a_difference_needs_a_proof():
    given = ":x owl:sameAs 1 . :y owl:sameAs 2 . :c owl:differentFrom :d ."
    case = Case(given, unique_names=False)
    assert case.faults(test(":d owl:differentFrom :c")) == []
    assert case.faults(test(":x owl:differentFrom :y")) == []
    assert case.faults(test(":x owl:differentFrom :c")) != []
