"""The first conflict of supposed facts: there whenever there is any, resting on them, and the nearest."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kgqa.errors import InputError
from kgqa.reason import SUPPOSED, derive, first_conflict, suppose
from tests.reason.engine.comparing import source_of, tried
from tests.reason.engine.ontologies import flat
from tests.reason.engine.test_update import histories
from tests.reason.families import family
from tests.reason.graphs import Closed, triple

FAMILY = """
:ann family:hasFather :bob ; family:hasMother :cleo . :bob a family:Man ; family:hasFather :dan .
:cleo a family:Woman . :dan a family:Man . :eve a family:Woman .
"""


def conflict_of(closed, *facts):
    return first_conflict(closed.closure, map(triple, facts), closed.source_of)


def supposed_in(conflict):
    found, queue = set(), [*conflict.premises]
    while queue:
        proof = queue.pop()
        queue += proof.premises
        found |= {proof.fact} if proof.source == SUPPOSED else set()
    return found


@tried(100)
@given(histories(), st.booleans())
def test_there_is_a_first_conflict_exactly_if_there_is_any(history, unique_names):
    first, ((add, _), *_) = history
    facts, supposed = flat(first), flat(add)
    closure = derive(facts, unique_names=unique_names)
    try:
        every = suppose(closure, supposed, (), source_of(facts)).conflicts
        found = first_conflict(closure, supposed, source_of(facts))
    except InputError:
        assume(False)
    assert (found is not None) == bool(every)
    assert found is None or found.rule in {conflict.rule for conflict in every}
    if found is not None:
        assert supposed_in(found) <= set(supposed) - set(closure.match())


@pytest.mark.parametrize(
    ("claim", "rule"),
    [
        (":ann family:hasFather :dan", "prp-fp"),
        (":bob family:hasMother :dan", "cax-dw"),
        (":dan family:hasFather :dan", "prp-irp"),
        (":dan family:hasFather :ann", "prp-irp"),
        (":bob family:hasParent :ann", "prp-asyp"),
    ],
)
def test_the_nearest_conflict_is_told(claim, rule):
    found = conflict_of(family(FAMILY), claim)
    assert found.rule.name == rule
    assert supposed_in(found) == {triple(claim)}


@pytest.mark.parametrize(
    "claim", [":ann family:hasFather :bob", ":ann family:hasGrandfather :dan", ":eve family:hasChild :x"]
)
def test_what_holds_or_may_hold_brings_none(claim):
    assert conflict_of(family(FAMILY), claim) is None


def test_a_conflict_that_was_there_is_not_told():
    closed = Closed(":Man owl:disjointWith :Woman . :x a :Man, :Woman .")
    assert conflict_of(closed, ":x :likes :y", ":x a :Man") is None


def test_facts_that_clash_only_together_do():
    closed = Closed(":father a owl:FunctionalProperty .")
    assert conflict_of(closed, ":a :father :b") is None
    found = conflict_of(closed, ":a :father :b", ":a :father :c")
    assert supposed_in(found) == {triple(":a :father :b"), triple(":a :father :c")}


AROUND = """
:before a owl:TransitiveProperty, owl:IrreflexiveProperty . :just rdfs:subPropertyOf :before . :before rdfs:domain :T .
:a :before :b . :b :before :c . :d :just :e .
"""


@pytest.mark.parametrize(
    ("claims", "clash"),
    [
        ([":c :just :a"], True),
        ([":c :just :d"], False),
        ([":c :before :d", ":e :before :f"], False),
        ([":c :before :d", ":e :just :a"], True),
        ([":c :before :d", ":b :before :e", ":a :just :d"], False),
        ([":f :before :g", ":g :before :h", ":h :just :f"], True),
    ],
)
def test_new_steps_may_lead_round_together(claims, clash):
    closed = Closed(AROUND)
    found = conflict_of(closed, *claims)
    assert (found is not None) == clash == bool(closed.suppose(map(triple, claims)).conflicts)
    assert found is None or (found.rule.name == "prp-irp" and supposed_in(found))
