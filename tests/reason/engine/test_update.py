"""Facts added and taken back: whatever the order, the closure ends as if it had been derived anew."""

from hypothesis import given
from hypothesis import strategies as st

from kgqa.errors import InputError
from kgqa.model import IRI, OWL, RDF_TYPE, Triple
from kgqa.reason import derive
from tests.reason.engine.comparing import clashes_of, clashing, tried
from tests.reason.engine.ontologies import AXIOMS, FACTS, ODD, flat
from tests.reason.graphs import Closed, triple


@st.composite
def histories(draw, axioms=AXIOMS):
    """A graph, and changes to it: each adds and takes back facts, seldom axioms or single triples of theirs."""
    schema = draw(st.lists(axioms, min_size=1, max_size=4))
    facts = draw(st.lists(FACTS, min_size=5, max_size=14))
    pool = [*facts, *draw(st.lists(FACTS, min_size=1, max_size=5))]
    if draw(st.integers(0, 3)) == 0:
        pool += [*schema, draw(axioms), *(single for axiom in schema if len(axiom) < 12 for single in axiom.single())]
    some = st.lists(st.sampled_from(pool), max_size=3)
    return [*schema, *facts], draw(st.lists(st.tuples(some, some), min_size=1, max_size=6))


def follow(history, unique_names):
    """A closure through all changes of a history; after each the stated facts and what the change said of itself."""
    first, changes = history
    stated = flat(first)
    closure = derive(stated, unique_names=unique_names)
    facts = dict.fromkeys(stated)
    for add, delete in changes:
        before = set(closure.match())
        wanted = {t: None for t in facts if t not in set(flat(delete))} | dict.fromkeys(flat(add))
        try:
            change = closure.change(flat(add), flat(delete))
        except InputError:
            assert set(closure.match()) == before
            assert set(closure.asserted()) == set(facts)
            continue
        facts = wanted
        yield closure, list(facts), before, change


@tried(120)
@given(histories(), st.booleans())
def test_changes_end_in_what_is_derived_anew(history, unique_names):
    for closure, facts, before, change in follow(history, unique_names):
        fresh = derive(facts, unique_names=unique_names)
        after = set(closure.match())
        assert after == set(fresh.match())
        assert set(closure.asserted()) == set(facts)
        assert change.added == after - before
        assert change.removed == before - after
        assert clashing(closure, clashes_of(closure)) == clashing(closure, clashes_of(fresh))


@tried(60)
@given(histories(ODD), st.booleans())
def test_changes_of_strange_ontologies_too(history, unique_names):
    test_changes_end_in_what_is_derived_anew.hypothesis.inner_test(history, unique_names)


def test_a_way_there_and_back_leads_to_where_it_began():
    near, begin, end = IRI("urn:near"), IRI("urn:begin"), IRI("urn:end")
    kinds = [Triple(near, RDF_TYPE, IRI(OWL + name)) for name in ("TransitiveProperty", "SymmetricProperty")]
    closure = derive(kinds)
    closure.change(add=[Triple(begin, near, end)])
    assert set(closure.match(begin, near)) == {Triple(begin, near, begin), Triple(begin, near, end)}


def test_what_is_new_to_the_dictionary_clashes_as_well():
    closed = Closed(":Man owl:disjointWith :Woman . :a a :Man . :b a :Woman .")
    closed.closure.change(add=[triple(":c a :Man"), triple(":c a :Woman"), triple(":d a :Woman")])
    assert len(list(closed.closure.clashes())) == 1
