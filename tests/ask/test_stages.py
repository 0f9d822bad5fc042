"""The time that stages of answering take is counted once, and only where somebody wants to know."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.ask.stages import STAGES, clocked, stage
from kgqa.pipeline import KnowledgeBase


@stage("tell")
def outer(depth: int) -> int:
    return depth + (inner(depth) if depth else 0)


@stage("prove")
def inner(depth: int) -> int:
    return outer(depth - 1)


@given(st.integers(0, 20))
def test_what_is_within_another_stage_is_counted_there_only(depth: int) -> None:
    started = perf_counter()
    with clocked() as spent:
        assert outer(depth) == depth * (depth + 1) // 2
    took = perf_counter() - started
    assert set(spent.seconds) == ({"tell", "prove"} if depth else {"tell"})
    assert 0 < sum(spent.seconds.values()) <= took


def test_nothing_is_counted_outside_a_clock() -> None:
    with clocked() as spent:
        pass
    assert outer(1) == 1
    assert spent.seconds == {}


def test_a_stage_that_fails_is_counted() -> None:
    @stage("run")
    def fail() -> None:
        raise ValueError("no")

    with clocked() as spent, pytest.raises(ValueError, match="no"):
        fail()
    assert list(spent.seconds) == ["run"]


def test_a_question_goes_through_the_stages() -> None:
    kb = KnowledgeBase.load()
    with clocked() as spent:
        answer = kb.ask("Who is Sasha Obama's father?", model=False)
    assert answer.status == "answered"
    assert set(spent.seconds) == set(STAGES) - {"model"}
    assert 1000 * sum(spent.seconds.values()) <= answer.elapsed_ms
