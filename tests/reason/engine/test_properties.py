"""What holds of the engine for every small ontology: it says what the naive reference says."""

from hypothesis import given
from hypothesis import strategies as st

from kgqa.reason import derive
from tests.reason.engine.comparing import assert_right, clashes_of, clashing, expected, tried
from tests.reason.engine.ontologies import AXIOMS, ODD, flat, graphs


@tried(60)
@given(graphs(AXIOMS), st.booleans())
def test_a_closure_is_what_the_rules_say(graph, unique_names):
    facts = flat(graph)
    found = derive(facts, unique_names=unique_names)
    assert_right(found, facts, unique_names)
    assert set(found.inferred()) == set(found.match()) - set(facts)


@tried(60)
@given(graphs(ODD), st.booleans())
def test_a_closure_is_what_the_rules_say_when_schema_is_data(graph, unique_names):
    facts = flat(graph)
    found = derive(facts, unique_names=unique_names)
    assert_right(found, facts, unique_names)
    assert set(found.inferred()) == set(found.match()) - set(facts)


@tried(60)
@given(graphs(AXIOMS), st.booleans())
def test_what_clashes_is_what_the_rules_say(graph, unique_names):
    facts = flat(graph)
    found = derive(facts, unique_names=unique_names)
    assert clashing(found, clashes_of(found)) == clashing(found, expected(facts, unique_names).clashes)
