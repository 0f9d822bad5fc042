"""Rules that users write."""

import pytest

from kgqa.errors import ClosureTooLargeError, InputError
from tests.reason.graphs import Closed, triple

VARIABLES = ":x a swrl:Variable . :y a swrl:Variable . :z a swrl:Variable . :n a swrl:Variable . :m a swrl:Variable ."


def has(prop, first, second):
    arguments = f"swrl:argument1 {first} ; swrl:argument2 {second}"
    return f"[ a swrl:IndividualPropertyAtom ; swrl:propertyPredicate {prop} ; {arguments} ]"


def builtin(name, *arguments):
    return f"[ a swrl:BuiltinAtom ; swrl:builtin {name} ; swrl:arguments ({' '.join(arguments)}) ]"


def rule(body, head, name="a rule"):
    parts = f"swrl:body ({' '.join(body)}) ; swrl:head ({' '.join(head)})"
    return f'{VARIABLES} [] a swrl:Imp ; rdfs:label "{name}" ; {parts} .'


DIFFERENT = "[ a swrl:DifferentIndividualsAtom ; swrl:argument1 :x ; swrl:argument2 :y ]"
SIBLING = rule(
    [has(":parent", ":x", ":z"), has(":parent", ":y", ":z"), DIFFERENT], [has(":sibling", ":x", ":y")], "sibling"
)


def test_two_different_children_are_siblings():
    closed = Closed(SIBLING + ":ann :parent :eve . :bob :parent :eve .")
    assert ":ann :sibling :bob" in closed
    assert ":bob :sibling :ann" in closed
    assert ":ann :sibling :ann" not in closed
    assert len([t for t in closed.inferred if t.predicate.value == "urn:x:sibling"]) == 2


def test_a_proof_names_the_rule_and_the_difference():
    proof = Closed(SIBLING + ":ann :parent :eve . :bob :parent :eve .").prover().prove(triple(":ann :sibling :bob"))
    assert proof.rule.name == "sibling"
    assert [premise.by for premise in proof.premises] == ["asserted", "asserted", "data"]
    assert proof.premises[2].fact == triple(":ann owl:differentFrom :bob")


def test_one_person_under_two_names_is_no_sibling():
    assert ":ann :sibling :bob" not in Closed(SIBLING + ":ann :parent :eve ; owl:sameAs :bob . :bob :parent :eve .")


def test_without_unique_names_difference_must_be_stated():
    given = SIBLING + ":ann :parent :eve . :bob :parent :eve ."
    assert ":ann :sibling :bob" not in Closed(given, unique_names=False)
    assert ":ann :sibling :bob" in Closed(given + ":bob owl:differentFrom :ann .", unique_names=False)


def test_comparison_of_dates_is_strict_where_they_may_overlap():
    older = rule(
        [has(":born", ":x", ":n"), has(":born", ":y", ":m"), builtin("swrlb:lessThan", ":n", ":m")],
        [has(":older", ":x", ":y")],
    )
    closed = Closed(
        older + ':a :born "1809"^^xsd:gYear . :b :born "1809-05-01"^^xsd:date . :c :born "1810-01"^^xsd:gYearMonth .'
        ':d :born "1815~"^^edtf:EDTF .'
    )
    found = {(t.subject.value[-1], t.object.value[-1]) for t in closed.inferred if t.predicate.value == "urn:x:older"}
    assert found == {("a", "c"), ("b", "c")}


def test_arithmetic_binds_its_first_argument():
    total = rule(
        [has(":n", ":x", ":n"), has(":m", ":x", ":m"), builtin("swrlb:add", ":z", ":n", ":m")],
        [has(":sum", ":x", ":z")],
    )
    assert ":a :sum 5" in Closed(total + ":a :n 2 ; :m 3 .")


def test_what_a_built_in_computes_another_may_use():
    age = rule(
        [
            has(":age", ":x", ":n"),
            builtin("swrlb:stringConcat", ":z", "'aged '", ":m"),
            builtin("swrlb:floor", ":m", ":n"),
        ],
        [has(":told", ":x", ":z")],
    )
    assert ":a :told 'aged 7'" in Closed(age + ":a :age 7.5 .")


def test_a_head_of_nothing_is_a_conflict():
    head = "[ a swrl:ClassAtom ; swrl:classPredicate owl:Nothing ; swrl:argument1 :x ]"
    closed = Closed(rule([has(":eats", ":x", ":x")], [head], "nobody eats itself") + ":a :eats :a .")
    (conflict,) = closed.conflicts()
    assert conflict.rule.name == "nobody eats itself"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (rule([builtin("swrlb:frobnicate", ":x")], [has(":p", ":x", ":x")]), "frobnicate"),
        (rule([has(":p", ":x", ":y")], [has(":p", ":x", ":z")]), "does not bind ?z"),
        (
            rule([has(":p", ":x", ":y"), builtin("swrlb:equal", ":x", ":z")], [has(":q", ":x", ":y")]),
            "does not bind ?z",
        ),
        (rule([has(":p", ":x", ":y"), builtin("swrlb:add", ":z", ":n", ":n")], [has(":q", ":x", ":y")]), "not bind ?n"),
        (rule([has(":p", ":x", ":y"), builtin("swrlb:equal", ":y")], [has(":q", ":x", ":y")]), "takes 2 arguments"),
        (rule([has(":p", ":x", ":y"), builtin("swrlb:matches", ":y", "'('")], [has(":q", ":x", ":y")]), "not closed"),
        (f"{VARIABLES} [] a swrl:Imp ; swrl:head ({has(':p', ':x', ':y')}) .", "no body"),
    ],
)
def test_a_rule_that_is_not_understood_is_named(text, complaint):
    with pytest.raises(InputError) as error:
        Closed(text)
    assert complaint in str(error.value)


def test_a_rule_that_computes_from_its_own_results_is_stopped():
    counting = """
    :n :age 1 . <urn:v#x> a swrl:Variable . <urn:v#a> a swrl:Variable . <urn:v#b> a swrl:Variable .
    [] a swrl:Imp ; rdfs:label "older and older" ;
      swrl:body (
        [ a swrl:DatavaluedPropertyAtom ; swrl:propertyPredicate :age ; swrl:argument1 <urn:v#x> ; swrl:argument2 <urn:v#a> ]
        [ a swrl:BuiltinAtom ; swrl:builtin swrlb:add ; swrl:arguments ( <urn:v#b> <urn:v#a> 1 ) ] ) ;
      swrl:head (
        [ a swrl:DatavaluedPropertyAtom ; swrl:propertyPredicate :age ; swrl:argument1 <urn:v#x> ; swrl:argument2 <urn:v#b> ] ) .
    """  # noqa: E501
    with pytest.raises(ClosureTooLargeError, match="older and older compute new values without end"):
        Closed(counting)


def test_each_conclusion_of_a_rule_is_proved_as_itself():
    friend = "[ a swrl:ClassAtom ; swrl:classPredicate :Friend ; swrl:argument1 :x ]"
    both = rule([has(":likes", ":x", ":y")], [has(":knows", ":x", ":y"), friend])
    both += ":a :likes :b . :Friend rdfs:subClassOf :Person ; owl:disjointWith :Foe . :a a :Foe ."
    closed = Closed(both)
    for fact in map(triple, (":a :knows :b", ":a a :Friend", ":a a :Person")):
        proof = closed.prover().prove(fact)
        assert proof.fact == fact
    assert proof.premises[0].fact == triple(":a a :Friend")
    (conflict,) = closed.conflicts()
    assert {premise.fact for premise in conflict.premises} == {triple(":a a :Friend"), triple(":a a :Foe")}
