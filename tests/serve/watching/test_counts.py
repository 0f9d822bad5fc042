"""Counts are kept in memory that forked processes share."""

from __future__ import annotations

import os
from bisect import bisect_left

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.serve.watching.counts import NUMBERS, Ledger

BOUNDS = (1.0, 2.0, 5.0)
LABELS = st.lists(st.tuples(st.text(min_size=1, max_size=9), st.text(max_size=40)), max_size=3).map(tuple)


@settings(max_examples=50)
@given(st.lists(st.tuples(st.sampled_from("abc"), LABELS, st.integers(-9, 9)), max_size=40))
def test_what_is_added_is_read(added: list[tuple[str, tuple[tuple[str, str], ...], int]]) -> None:
    ledger = Ledger()
    counts = ledger.part()
    sums: dict[object, float] = {}
    for name, labels, number in added:
        counts.add(name, labels, number)
        sums[name, labels] = sums.get((name, labels), 0) + number
    assert {(name, labels): values[0] for name, labels, values in ledger.series()[0]} == sums


@given(st.lists(st.floats(0, 10), max_size=20))
def test_a_histogram_has_each_value_once(values: list[float]) -> None:
    ledger = Ledger()
    for value in values:
        ledger.part().observe("h", (), value, BOUNDS)
    found = ledger.series()[0]
    *buckets, total = found[0].values if found else [0.0] * 5
    assert buckets == [sum(bisect_left(BOUNDS, value) == place for value in values) for place in range(4)]
    assert total == pytest.approx(sum(values))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_processes_read_what_the_others_count() -> None:
    ledger = Ledger(3)
    for number in (1, 2, 1):
        pid = os.fork()
        if pid == 0:
            counts = ledger.part(number)
            counts.add("done", (("by", str(number)),), number)
            counts.add("now", (), 1)
            os._exit(0)
        os.waitpid(pid, 0)
    first, second, third = ({(s.name, s.labels): s.values for s in part} for part in ledger.series())
    assert first == {}
    assert second["done", (("by", "1"),)] == (2.0,)
    assert third["done", (("by", "2"),)] == (2.0,)


def test_what_is_of_a_moment_begins_anew() -> None:
    ledger = Ledger()
    ledger.part().add("running", (("work", "query"),), 3)
    after = ledger.part()
    after.add("ended", (), 2)
    after.reset({"running"})
    after.add("running", (("work", "query"),))
    assert [(each.name, each.values) for each in ledger.series()[0]] == [("running", (1.0,)), ("ended", (2.0,))]


def test_a_full_ledger_counts_on_what_it_has() -> None:
    counts = Ledger().part()
    for number in range(NUMBERS + 5):
        counts.add("n", (("number", str(number)),))
    counts.add("n", (("number", "0"),))
    found = {each.labels: each.values for each in counts.ledger.series()[0]}
    assert found[(("number", "0"),)] == (2.0,)
    assert len(found) < NUMBERS
