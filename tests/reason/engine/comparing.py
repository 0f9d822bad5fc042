"""How many examples are tried, and closures compared: with the reference, and with one another.

CI tries the same examples each time. `MORE_EXAMPLES=20 pytest ...` tries twenty times as many, others each time.
"""

import os

from hypothesis import HealthCheck, assume, settings

from kgqa.model import Literal, Source
from kgqa.reason.engine.conflicts import facts_of
from tests.reason.engine import reference

MORE = int(os.environ.get("MORE_EXAMPLES", "0"))


def tried(examples):
    """Settings for a property: so many examples."""
    return settings(
        max_examples=examples * max(MORE, 1),
        derandomize=not MORE,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
    )


def expected(facts, unique_names):
    """What the reference makes of facts; examples in which it had to choose between two names are left out."""
    found = reference.closed(facts, unique_names=unique_names)
    assume(not found.arbitrary)
    return found


def assert_right(closure, facts, unique_names):
    """That a closure holds what the reference says."""
    held = set(closure.match())
    least = expected(facts, unique_names).facts
    assert least <= held
    if held != least:
        # How far literals may be subjects within a derivation, where a circle of inverse properties has them as such.
        most = reference.closed(facts, unique_names=unique_names, freely=True).facts
        assert held <= most
        assert any(isinstance(triple.object, Literal) for triple in facts)


def source_of(facts):
    """What tells the source of stated facts."""
    stated = set(facts)
    return lambda triple: Source("urn:x:graph") if triple in stated else None


def clashes_of(closure):
    return [facts_of(rule, bindings) for rule, bindings in closure.clashes()]


def clashing(closure, clashes):
    """Clashes as sets of facts, whatever their names; what is the same as itself goes without saying."""
    named = [closure.view.facts(clash) for clash in clashes]
    same = closure.base.book.same_as
    return {frozenset(f for f in facts if f[0] != same or f[1] != f[2]) or facts for facts in named}
