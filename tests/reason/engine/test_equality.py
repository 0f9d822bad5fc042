"""Things that are the same: one stands for all, and every one of them has the answers."""

from kgqa.model import OWL_SAME_AS, RDF_TYPE, XSD, BlankNode, Literal, Triple
from kgqa.reason import derive
from kgqa.reason.rule import DIFFERENT
from tests.reason.engine.comparing import source_of
from tests.reason.engine.ontologies import CLASSES, PROPERTIES, THINGS, VARIABLES, owl, restriction, swrl

A, B, C, D = THINGS
P, Q, *_ = PROPERTIES
X, Y, *_ = VARIABLES


def test_a_property_may_be_the_same_as_something_nameless():
    closure = derive([Triple(P, OWL_SAME_AS, BlankNode("u")), Triple(BlankNode("u"), OWL_SAME_AS, Q), Triple(A, P, B)])
    assert {t.predicate for t in closure.match(A)} == {P, Q}
    assert Triple(A, Q, B) in set(closure.inferred())
    assert closure.change([Triple(B, P, A)]).added == {Triple(B, P, A), Triple(B, Q, A)}


def test_owl_same_as_may_have_another_name():
    closure = derive([Triple(P, OWL_SAME_AS, OWL_SAME_AS), Triple(A, P, B)])
    assert {Triple(B, P, A), Triple(B, OWL_SAME_AS, A)} <= set(closure.match())
    assert set(closure.match()) == {*closure.asserted(), *closure.inferred()}


def test_things_are_apart_again_when_the_reason_is_gone():
    mailbox = Triple(P, RDF_TYPE, owl("InverseFunctionalProperty"))
    closure = derive([mailbox, Triple(A, P, C), Triple(B, P, C), Triple(A, Q, D)], unique_names=False)
    assert Triple(B, Q, D) in closure
    change = closure.change(delete=[Triple(B, P, C)])
    assert Triple(A, OWL_SAME_AS, B) in change.removed
    assert set(closure.match()) == {mailbox, Triple(A, P, C), Triple(A, Q, D)}


def test_a_nameless_thing_gets_the_first_name_whenever_it_comes():
    father, child, nameless = P, A, BlankNode("v")
    one = Triple(father, RDF_TYPE, owl("FunctionalProperty"))
    facts = [Triple(child, father, nameless), Triple(child, father, D), Triple(child, father, B)]
    closure = derive([one, *facts[:2]])
    assert Triple(nameless, OWL_SAME_AS, D) in closure
    closure.change(facts[2:])
    assert set(closure.match()) == set(derive([one, *facts]).match())
    assert Triple(nameless, OWL_SAME_AS, B) in closure
    assert Triple(B, OWL_SAME_AS, D) not in closure


def test_a_rule_may_conclude_from_what_is_the_same_that_more_is():
    rule = swrl([("IndividualProperty", P, X, Y), ("SameIndividual", X, Y)], [("SameIndividual", X, A)])
    closure = derive([*rule, Triple(B, P, C), Triple(B, OWL_SAME_AS, C)], unique_names=False)
    assert Triple(A, P, C) in closure


def test_everything_is_the_same_as_itself_and_so_proved():
    rule = swrl([("IndividualProperty", P, X, Y), ("SameIndividual", X, Y)], [("IndividualProperty", Q, X, Y)])
    closure = derive([*rule, Triple(B, P, B)])
    stated, itself = closure.prover(lambda _: None).prove(Triple(B, Q, B)).premises
    assert (stated.by, itself.rule.name) == ("asserted", "eq-ref")


def test_what_is_said_to_differ_from_itself_clashes_once_and_for_that_reason():
    functional = Triple(P, RDF_TYPE, owl("FunctionalProperty"))
    closure = derive([functional, Triple(A, P, B), Triple(B, DIFFERENT, B)])
    assert {rule.name for rule, _ in closure.clashes()} == {"eq-diff1"}


def test_a_conflict_calls_a_nameless_thing_by_its_name():
    functional = Triple(P, RDF_TYPE, owl("FunctionalProperty"))
    nameless = BlankNode("v")
    facts = [functional, Triple(A, P, nameless), Triple(A, P, B), Triple(A, P, C)]
    closure = derive(facts)
    (conflict,) = closure.conflicts(closure.prover(source_of(facts)).prove)
    assert {premise.fact.object for premise in conflict.premises if premise.by == "asserted"} == {B, C}


def test_what_is_stated_of_a_class_under_another_name_stays_stated():
    same = Triple(CLASSES[1], OWL_SAME_AS, CLASSES[0])
    facts = [same, *restriction(CLASSES[0], P, "hasValue", B, "is"), Triple(A, P, B)]
    closure = derive(facts)
    closure.change([Triple(A, RDF_TYPE, CLASSES[0])])
    assert closure.change(delete=[Triple(A, P, B)]).removed == set()


def test_what_is_the_same_as_a_literal_has_its_value():
    five, seven = Literal("5", XSD + "integer"), Literal("7", XSD + "integer")
    less = swrl([("IndividualProperty", P, X, Y), ("Builtin", "lessThan", Y, seven)], [("IndividualProperty", Q, X, Y)])
    functional = Triple(P, RDF_TYPE, owl("FunctionalProperty"))
    closure = derive([functional, *less, Triple(A, OWL_SAME_AS, five), Triple(B, P, five), Triple(B, P, seven)])
    assert {Triple(B, Q, five), Triple(B, Q, A)} == set(closure.match(B, Q))
    assert [rule.name for rule, _ in closure.clashes()] == ["prp-fp", "prp-fp"]
