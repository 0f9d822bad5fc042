"""Of several things that a name may mean, those stay that are like what stands beside it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kgqa.ask.alike import likened
from kgqa.ask.form import (
    HOLE,
    Class,
    Compare,
    Difference,
    Entity,
    Form,
    Intersection,
    Join,
    Minus,
    Overlap,
    Relation,
    Union,
)
from kgqa.ask.structure import entities
from kgqa.model import IRI
from tests.ask.conftest import graph_of

BOAT, ISLE = IRI("http://example.org/Boat"), IRI("http://example.org/Isle")
MONA, SARK, SARK_BOAT = (IRI("http://example.org/" + name) for name in ("mona", "sark", "sarkboat"))
SIZE = Relation(IRI("http://example.org/size"))
SARKS = Entity((SARK, SARK_BOAT), "Sark", at=4)
STORE = graph_of(":mona a :Isle . :sark a :Isle . :sarkboat a :Boat .").store


def meant(form: Form) -> set[IRI]:
    return {iri for thing in entities(likened(form, STORE)) for iri in thing.iris}


def test_what_is_compared_is_of_one_kind() -> None:
    larger = Compare(Join(SIZE, HOLE), ">", Join(SIZE, SARKS))

    assert meant(Intersection(Class(ISLE), larger)) == {SARK}
    assert meant(Intersection(Class(BOAT), larger)) == {SARK_BOAT}
    assert meant(Difference(Join(SIZE, Entity((MONA,), "Mona")), Join(SIZE, SARKS))) == {MONA, SARK}


def test_what_is_joined_or_taken_away_is_of_the_kind_of_the_rest() -> None:
    assert meant(Union(Entity((MONA,), "Mona"), SARKS)) == {MONA, SARK}
    assert meant(Minus(Class(BOAT), SARKS)) == {SARK_BOAT}


def test_who_has_a_value_is_not_of_its_kind() -> None:
    """Whether Sark is what belongs to Mona: no reason to take it for an isle."""
    assert meant(Overlap(Join(SIZE, Entity((MONA,), "Mona")), SARKS)) == {MONA, SARK, SARK_BOAT}


@given(st.sampled_from([Class(IRI("urn:Other")), Join(SIZE, HOLE), SARKS]))
def test_nothing_is_lost_where_nothing_is_alike(other: Form) -> None:
    assert meant(Union(other, SARKS)) == {SARK, SARK_BOAT}
