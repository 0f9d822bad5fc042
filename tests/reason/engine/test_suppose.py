"""What facts would bring: the difference to a closure derived anew, with the closure left as it is."""

from hypothesis import assume, given
from hypothesis import strategies as st

from kgqa.errors import InputError
from kgqa.reason import derive, suppose
from tests.reason.engine import reference
from tests.reason.engine.comparing import clashes_of, clashing, source_of, tried
from tests.reason.engine.ontologies import flat
from tests.reason.engine.test_update import histories


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
    old = clashing(fresh, clashes_of(closure))
    new = clashing(fresh, [frozenset(p.fact for p in c.premises if p.by != "data") for c in found.conflicts])
    assert new == clashing(fresh, clashes_of(fresh)) - old
    assert found.is_consistent == (not new)
    for triple in [*after, *before]:
        assert found.holds(triple) == (triple in after)
        assert (found.prove(triple) is not None) == (triple in after)
    assert set(closure.match()) == before
    assert set(closure.asserted()) == set(facts)
