"""The SPARQL of a form: readable, and the same for the same form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.form import Class, Count, Entity, Exists, Form, Intersection, Join, Overlap, Relation, Within
from kgqa.ask.query import sparql
from kgqa.model import IRI

if TYPE_CHECKING:
    from tests.ask.conftest import Asked

EX = "http://example.org/"
ANN = Entity((IRI(EX + "ann"),), "Ann")
MENTOR, PUPIL = Relation(IRI(EX + "mentor")), Relation(IRI(EX + "pupil"), inverse=True)


def body(form: Form, asked: Asked) -> list[str]:
    query = sparql(form, asked.lexicon.labels)
    asked.store.query(query)
    return [line.strip() for line in query.splitlines() if not line.startswith("PREFIX")]


def test_a_chain_has_a_variable_for_each_hop_named_after_it(guild: Asked) -> None:
    assert sparql(Join(PUPIL, Join(MENTOR, ANN)), guild.lexicon.labels) == (
        "PREFIX example: <http://example.org/>\n"
        "SELECT DISTINCT ?answer WHERE {\n"
        "  example:ann example:mentor ?mentor .\n"
        "  ?answer example:pupil ?mentor .\n"
        "}"
    )


def test_equal_hops_have_different_variables(guild: Asked) -> None:
    form = Join(MENTOR, Join(MENTOR, Join(MENTOR, ANN)))

    assert body(form, guild)[1:4] == [
        "example:ann example:mentor ?mentor2 .",
        "?mentor2 example:mentor ?mentor .",
        "?mentor example:mentor ?answer .",
    ]


def test_counts_and_truths(guild: Asked) -> None:
    assert body(Count(Join(MENTOR, ANN)), guild)[0] == "SELECT (COUNT(DISTINCT ?answer) AS ?count) WHERE {"
    assert body(Exists(Join(MENTOR, ANN)), guild)[0] == "ASK {"
    other = Entity((IRI(EX + "dan"),), "Dan")
    assert body(Overlap(Join(MENTOR, ANN), other), guild)[1] == "example:ann example:mentor example:dan ."
    assert body(Overlap(Class(IRI(EX + "Member")), other), guild)[1] == "example:dan a example:Member ."


def test_what_lies_within(guild: Asked) -> None:
    place = Within(Entity((IRI(EX + "swabia"),), "Swabia"), IRI(EX + "inside"))

    assert body(Overlap(Join(Relation(IRI(EX + "entryPlace")), ANN), place), guild)[1:3] == [
        "example:ann example:entryPlace ?answer .",
        "?answer example:inside* example:swabia .",
    ]


def test_intersections(guild: Asked) -> None:
    form = Intersection(Class(IRI(EX + "Member")), Join(MENTOR, ANN))

    assert body(form, guild)[1:3] == ["example:ann example:mentor ?answer .", "?answer a example:Member ."]


def test_iris_that_no_prefix_can_write_are_written_whole(guild: Asked) -> None:
    odd = Entity((IRI("http://example.org/a(b)"),), "a(b)")

    assert body(Join(MENTOR, odd), guild)[1] == "<http://example.org/a(b)> example:mentor ?answer ."


def test_things_known_by_several_iris_are_counted_once(guild: Asked) -> None:
    query = sparql(Count(Join(MENTOR, ANN)), guild.lexicon.labels, same_as=True)

    assert "FILTER NOT EXISTS { ?answer owl:sameAs ?same" in query
    guild.store.query(query)
