"""The breaker by itself: a value that changes with what happens and with the time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kgqa.fallback.breaker import LONGEST, Breaker, Rules

RULES = Rules(failures=3, seconds=30.0)
times = st.floats(1e9, 2e9)
breakers = st.builds(Breaker, st.integers(0, 9), st.one_of(st.just(0.0), times), st.one_of(st.just(0.0), times))


def test_it_opens_after_so_many_failures_in_a_row() -> None:
    breaker = Breaker()
    for count in range(1, 4):
        breaker = breaker.failed(1_000.0, RULES)
        assert breaker.admits(1_000.0) == (count < 3)
    assert (breaker.state(1_029.0), breaker.state(1_030.0)) == ("open", "half-open")


def test_one_trial_at_a_time_while_half_open() -> None:
    open_until_30 = Breaker(3, 1_030.0)
    trying = open_until_30.tried(1_031.0, 20.0)
    assert open_until_30.admits(1_031.0)
    assert not trying.admits(1_032.0)
    assert trying.admits(1_052.0), "whoever tried it is gone"
    assert trying.undecided().admits(1_032.0), "the trial was cancelled"
    assert trying.failed(1_032.0, RULES).state(1_061.0) == "open"


def test_a_pause_opens_it_at_once_and_is_bounded() -> None:
    assert Breaker().failed(1_000.0, RULES, pause=60.0).state(1_059.0) == "open"
    assert Breaker().failed(1_000.0, RULES, pause=1e9).state(1_001.0 + LONGEST) == "half-open"


@given(breakers, times)
def test_nothing_keeps_it_open_for_longer_than_an_hour(breaker: Breaker, now: float) -> None:
    """Not even a clock that is set back."""
    if not breaker.admits(now):
        assert breaker.admits(now + LONGEST + 1) or breaker.until > now + LONGEST or breaker.trial > now + LONGEST
    assert breaker.state(now) != "open" or breaker.until - now <= LONGEST


@given(breakers, times, st.floats(0, 1e6))
def test_after_any_failures_it_is_closed_by_one_success(breaker: Breaker, now: float, pause: float) -> None:
    failed = breaker.failed(now, RULES, pause)
    assert failed.failures == breaker.failures + 1
    assert Breaker().admits(now)
    assert failed.state(now) in {"closed", "open"}
