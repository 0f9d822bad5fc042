"""What facts would bring: the difference to a closure derived anew, with the closure left as it is."""

from hypothesis import assume, given
from hypothesis import strategies as st

from kgqa.errors import InputError
from kgqa.model import RDF_TYPE, Triple
from kgqa.reason import derive, suppose
from kgqa.reason.engine.conflicts import facts_of
from tests.reason.engine import reference
from tests.reason.engine.comparing import clashing, source_of, tried
from tests.reason.engine.ontologies import CLASSES, PROPERTIES, SUB_CLASS, THINGS, flat, owl
from tests.reason.engine.test_update import histories

A, *_ = THINGS
P, *_ = PROPERTIES
C, D, E = CLASSES


def test_a_conflict_that_was_there_is_not_new_though_what_it_rests_on_is_taken_back_and_supposed_again():
    disjoint = Triple(C, owl("disjointWith"), D)
    facts = [disjoint, Triple(A, RDF_TYPE, C), Triple(A, RDF_TYPE, D), Triple(E, SUB_CLASS, C), Triple(A, RDF_TYPE, E)]
    found = suppose(derive(facts), add=[Triple(A, P, A)], delete=[Triple(A, RDF_TYPE, C)])
    assert found.conflicts == ()
    found = suppose(derive(facts[:3]), add=[Triple(A, RDF_TYPE, E), facts[3]], delete=[Triple(A, RDF_TYPE, C)])
    assert found.conflicts == ()


@tried(100)
@given(histories(), st.booleans())
def test_a_supposition_is_the_difference_to_what_would_be_derived(history, unique_names):
    first, ((add, delete), *_) = history
    facts, given_, gone = flat(first), flat(add), flat(delete)
    closure = derive(facts, unique_names=unique_names)
    before = set(closure.match())
    wanted = list({t: None for t in facts if t not in set(gone)} | dict.fromkeys(given_))
    try:
        found = suppose(closure, given_, gone, source_of(facts))
        fresh = derive(wanted, unique_names=unique_names)
    except InputError:
        assume(False)
    assume(not reference.closed(wanted, unique_names=unique_names).arbitrary)
    assume(not reference.closed(facts, unique_names=unique_names).arbitrary)
    after = set(fresh.match())
    assert set(found.known) == before & set(given_)
    assert set(found.entailed) == after - before - set(given_)
    assert set(found.lost) == before - after - set(gone)
    assert len(found.entailed) == len(set(found.entailed))
    told = [frozenset(p.fact for p in conflict.premises if p.by != "data") for conflict in found.conflicts]
    new = [facts_of(*clash) for clash in fresh.clashes() if is_new(clash, closure, fresh)]
    assert clashing(fresh, told) == clashing(fresh, new)
    assert found.is_consistent == (not told)
    for triple in [*after, *before]:
        assert found.holds(triple) == (triple in after)
        assert (found.prove(triple) is not None) == (triple in after)
    assert set(closure.match()) == before
    assert set(closure.asserted()) == set(facts)


def is_new(clash, old, fresh):
    """Whether a clash was not there before, under whatever names."""
    rule, bindings = clash
    for closure in (old, fresh):
        known = [facts_of(other, found) for other, found in old.clashes() if other.name == rule.name]
        if closure.view.facts(facts_of(rule, bindings)) in map(closure.view.facts, known):
            return False
    return True
