"""The transitive closure of a relation, whatever its shape: what networkx says it is."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.errors import ClosureTooLargeError
from kgqa.reason.engine import transitive
from kgqa.reason.engine.dictionary import LITERAL
from kgqa.reason.engine.relation import Relation, ordered
from kgqa.reason.engine.transitive import closed, extended, joined
from tests.reason.engine.comparing import tried

RESOURCES = 12
ENDS = st.integers(0, RESOURCES - 1)
EDGES = st.lists(st.tuples(ENDS, ENDS), max_size=24)


def keys(pairs):
    return ordered(np.array([left << 32 | right for left, right in pairs], np.int64))


def pairs_of(numbers):
    return {(int(number) >> 32, int(number) & 0xFFFFFFFF) for number in numbers}


def reached(pairs):
    return set(nx.transitive_closure(nx.DiGraph(pairs)).edges)


def test_a_chain_leads_from_every_link_to_every_later_one():
    assert pairs_of(closed(keys([(0, 1), (1, 2), (2, 3)]), 4)) == {(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)}


def test_a_circle_leads_from_everything_to_everything():
    assert pairs_of(closed(keys([(0, 1), (1, 0)]), 2)) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_nothing_leads_nowhere():
    assert len(closed(keys([]), 5)) == 0


@tried(150)
@given(EDGES, st.sampled_from([RESOURCES, 1_000]))
def test_the_closure_is_that_of_networkx(edges, resources):
    """With few resources row by row (or by doubling, for circles); with many by doubling."""
    found = closed(keys(edges), resources)
    assert pairs_of(found) == reached(edges)
    assert np.array_equal(found, ordered(found))


@tried(60)
@given(st.lists(st.tuples(*[st.sampled_from([0, 1, 2, 3, LITERAL, LITERAL + 1])] * 2), max_size=10))
def test_a_literal_at_either_end_is_a_node_like_others(edges):
    """An inverse property that stands for another one has literals on its left."""
    assert pairs_of(closed(keys(edges), 4)) == reached(edges)


@tried(150)
@given(EDGES, EDGES)
def test_new_steps_bring_what_is_lacking(old, new):
    known = closed(keys(old), RESOURCES)
    added = keys(set(new) - pairs_of(known))
    brought = extended(added, known, RESOURCES)
    assert pairs_of(known) | pairs_of(added) | pairs_of(brought) == reached([*old, *new])
    assert not pairs_of(brought) & (pairs_of(known) | pairs_of(added))


@tried(80)
@given(EDGES, EDGES, st.integers(1, 6))
def test_two_relations_are_joined_slice_by_slice(left, right, rows):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transitive, "_SLICE", rows)
        found = joined(keys(left), Relation(keys(right), RESOURCES))
    assert pairs_of(found) == {(x, z) for x, y in left for also_y, z in right if y == also_y}


@pytest.mark.parametrize("links", [30, 3])
def test_more_pairs_than_can_be_kept_are_refused(monkeypatch, links):
    monkeypatch.setattr(transitive, "MAX_PAIRS", 4)
    circle = [(n, n + 1) for n in range(links)] + [(links, 0)]
    for steps in (circle, circle[:-1]):
        with pytest.raises(ClosureTooLargeError, match="more than 4 pairs"):
            closed(keys(steps), links + 1)
