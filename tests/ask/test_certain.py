"""Who surely has a place, when values are known to lie in a range."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from kgqa.ask.certain import Ranking, rank
from kgqa.model import IRI

if TYPE_CHECKING:
    from kgqa.ask.certain import Range
    from kgqa.model import Term

A, B, C = (IRI(f"http://example.org/{name}") for name in "abc")
bounds = st.tuples(st.integers(0, 9), st.integers(0, 4)).map(lambda pair: (float(pair[0]), float(pair[0] + pair[1])))
measured = st.dictionaries(st.sampled_from([A, B, C, IRI("urn:d"), IRI("urn:e")]), bounds, min_size=1)


def test_ranges_that_do_not_meet_are_in_order() -> None:
    order: dict[Term, Range] = {A: (1.0, 2.0), B: (3.0, 4.0), C: (5.0, 6.0)}

    assert rank(order, highest=False) == Ranking((A,), (A,))
    assert rank(order, highest=True, place=2) == Ranking((B,), (B,))
    assert rank(order, highest=True, number=2) == Ranking((C, B), (C, B))


def test_those_with_one_value_share_a_place() -> None:
    equal: dict[Term, Range] = {A: (1.0, 1.0), B: (1.0, 1.0), C: (2.0, 3.0)}

    assert rank(equal, highest=False).sure == (A, B)
    assert rank(equal, highest=False, place=2).sure == (C,)


def test_ranges_that_meet_leave_it_open() -> None:
    open_end: dict[Term, Range] = {A: (1.0, 3.0), B: (2.0, 4.0), C: (9.0, 9.0)}

    assert rank(open_end, highest=False) == Ranking((), (A, B))
    assert rank(open_end, highest=False, number=2).sure == (A, B)
    assert rank(open_end, highest=False, place=3).is_certain


@given(measured, st.booleans())
def test_the_first_may_be_whoever_no_other_surely_surpasses(found: dict[Term, Range], high: bool) -> None:
    ranking = rank(found, highest=high)
    least, most = max(v[0] for v in found.values()), min(v[1] for v in found.values())

    assert set(ranking.possible) == {m for m, (low, top) in found.items() if (top >= least if high else low <= most)}
    assert set(ranking.sure) <= set(ranking.possible)
    assert ranking.is_certain or len(ranking.possible) > 1
