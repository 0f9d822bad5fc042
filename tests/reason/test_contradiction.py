"""What contradicts a claim: found exactly where supposing it conflicts or no rule can derive it, and told with it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.reason import SUPPOSED
from kgqa.reason.blocked import Blocked, refute_by_rules
from kgqa.reason.contradiction import contradiction
from tests.reason.engine.test_contradict import supposed_in
from tests.reason.families import family
from tests.reason.graphs import Closed, triple
from tests.reason.test_blocked import DEFINED, GRANDPARENTS, OF_OTHERS, OPEN, axioms, full, statements


def contradicted(closed, *claims):
    found = contradiction(closed.closure, [triple(claim) for claim in claims], closed.source_of, closed.prover().prove)
    return found.conflict if isinstance(found, Blocked) else found


@pytest.mark.parametrize(
    ("claim", "rule"),
    [
        (":y family:hasFather :x", "prp-fp"),
        (":ff family:hasFather :y", "prp-irp"),
        (":y family:hasUncle :m", "cax-dw"),
        (":y family:hasUncle :x", "defined-by-rules"),
        (":x family:hasNephew :y", "defined-by-rules"),
    ],
)
def test_the_simplest_reason_comes_first(claim, rule):
    found = contradicted(family(GRANDPARENTS + OF_OTHERS), claim)
    assert found.rule.name == rule
    assert supposed_in(found) == {triple(claim)}


@pytest.mark.parametrize(
    "claim", [":y family:hasGrandfather :ff", ":ff family:hasFather :n", ":x family:hasSibling :n"]
)
def test_what_holds_or_may_hold_is_not_contradicted(claim):
    assert contradicted(family(GRANDPARENTS), claim) is None


def test_of_several_claims_the_refuted_one_is_told():
    found = contradicted(family(GRANDPARENTS + OF_OTHERS), ":x family:hasChild :n", ":y family:hasUncle :x")
    assert supposed_in(found) == {triple(":y family:hasUncle :x")}
    assert found.premises[0].source == SUPPOSED


claims = st.builds(
    ":{} :{} :{}".format, st.sampled_from("abcd"), st.sampled_from(DEFINED + OPEN), st.sampled_from("abcd")
)
more = st.one_of(
    st.builds(":{} a owl:AsymmetricProperty .".format, st.sampled_from(DEFINED + OPEN)),
    st.builds(":{} a owl:IrreflexiveProperty, owl:TransitiveProperty .".format, st.sampled_from(DEFINED + OPEN)),
    st.builds(":{} owl:propertyDisjointWith :{} .".format, st.sampled_from(OPEN), st.sampled_from(DEFINED)),
)


@given(
    st.lists(st.one_of(axioms, more), min_size=1, max_size=5),
    st.lists(full, max_size=4),
    st.lists(statements, max_size=6),
    st.lists(claims, min_size=4, max_size=8),
)
@settings(max_examples=60, deadline=None)
def test_nothing_is_lost_and_nothing_made_up(schema, slots, stated, claimed):
    marked = [":p kgqa:definedByRules true . :q kgqa:definedByRules true ."]
    closed = Closed("\n".join([*marked, *schema, *slots, *stated]))
    for claim in claimed:
        fact = triple(claim)
        refuted = refute_by_rules(closed.closure.grounds, closed.identity, fact)
        wanted = bool(closed.suppose([fact]).conflicts) or refuted is not None
        found = contradicted(closed, claim)
        assert (found is not None) == wanted
        assert found is None or supposed_in(found) == {fact}
        assert found is None or claim not in closed
