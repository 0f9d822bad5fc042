"""Facts over facts: an overlay holds what a plain set would hold after the same additions and removals."""

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kgqa.reason.engine.relation import ordered
from kgqa.reason.engine.rows import ClosureRows, Overlay
from kgqa.reason.engine.state import State
from tests.reason.engine.comparing import tried

PROPERTY, OTHER, CLASS = (0, -1), (1, -1), (2, 7)
NUMBERS = st.integers(0, 3)
FACTS = st.one_of(
    st.tuples(st.sampled_from([PROPERTY, OTHER]), NUMBERS, NUMBERS), st.tuples(st.just(CLASS), NUMBERS, st.just(-1))
)


def rows_of(facts):
    state = State(4)
    for key in (PROPERTY, OTHER, CLASS):
        numbers = [left if right < 0 else left << 32 | right for k, left, right in facts if k == key]
        state.put(key, ordered(np.array(numbers, np.int64)))
    return ClosureRows(state)


class OverlaidFacts(RuleBasedStateMachine):
    """An overlay over an overlay over arrays, beside a set."""

    def __init__(self):
        super().__init__()
        self.start(set(), set())

    @rule(under=st.sets(FACTS, max_size=8), between=st.sets(FACTS, max_size=3))
    def start(self, under, between):
        middle = Overlay(rows_of(under))
        for fact in between - under:
            middle.add(*fact)
        self.facts, self.below = under | between, frozenset(under | between)
        self.overlay = Overlay(middle)

    @rule(fact=FACTS)
    def add(self, fact):
        if fact not in self.facts:
            self.overlay.add(*fact)
            self.facts.add(fact)

    @precondition(lambda self: self.facts)
    @rule(data=st.data())
    def remove(self, data):
        fact = data.draw(st.sampled_from(sorted(self.facts)))
        self.overlay.remove(*fact)
        self.facts.remove(fact)

    @rule(key=st.sampled_from([PROPERTY, OTHER]), number=NUMBERS)
    def look_up(self, key, number):
        """What is looked up is indexed from then on."""
        rights, lefts = self.overlay.rights(key, number), self.overlay.lefts(key, number)
        assert sorted(rights) == sorted(right for k, left, right in self.facts if (k, left) == (key, number))
        assert sorted(lefts) == sorted(left for k, left, right in self.facts if (k, right) == (key, number))

    @rule()
    def take_in(self):
        self.overlay.clear(rows_of(self.facts))
        self.below = frozenset(self.facts)

    @invariant()
    def the_same_holds(self):
        for key in (PROPERTY, OTHER, CLASS):
            its = {(left, right) for k, left, right in self.facts if k == key}
            assert sorted(self.overlay.facts(key)) == sorted(its)
            assert self.overlay.filled(key) or not its
            assert key in self.overlay.present() or not its
            for left in range(4):
                for right in [-1] if key == CLASS else range(4):
                    assert self.overlay.has(key, left, right) == ((left, right) in its)

    @invariant()
    def what_changed_is_told_once(self):
        added = {(key, *pair) for key, pairs in self.overlay.added.items() for pair in pairs}
        removed = {(key, *pair) for key, pairs in self.overlay.removed.items() for pair in pairs}
        assert added == self.facts - self.below
        assert removed == self.below - self.facts


TestOverlaidFacts = OverlaidFacts.TestCase
TestOverlaidFacts.settings = settings(tried(30), stateful_step_count=20)
