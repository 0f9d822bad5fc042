"""How queries are run: what is left out, what is read as a whole, what is found once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.form import HOLE, Best, Class, Compare, Entity, Exists, Form, Intersection, Join, Minus, Relation, Within
from kgqa.ask.query import lean, sparql
from kgqa.ask.query.plan import is_plain, is_whole
from kgqa.model import IRI

if TYPE_CHECKING:
    from tests.ask.conftest import Asked

EX = "http://example.org/"
ANN = Entity((IRI(EX + "ann"),), "Ann")
MEMBER, TOWN = Class(IRI(EX + "Member")), Class(IRI(EX + "Town"))
MENTOR, JOINED = Relation(IRI(EX + "mentor")), Relation(IRI(EX + "entryDate"))
MENTORED = MENTOR.reversed()


def planned(form: Form, asked: Asked) -> str:
    query = sparql(form, asked.lexicon.labels, planned=True, dates=frozenset((JOINED.property,)))
    shown = sparql(form, asked.lexicon.labels, dates=frozenset((JOINED.property,)))
    rows = [set(getattr(asked.store.query(text), "rows", ())) for text in (query, shown)]
    assert rows[0] == rows[1]
    return query


def test_a_class_that_a_domain_or_a_range_implies_is_left_out(guild: Asked) -> None:
    schema = guild.lexicon.schema

    assert lean(Intersection(MEMBER, Join(MENTORED, ANN)), schema) == Join(MENTORED, ANN)
    assert lean(Intersection(Join(MENTOR, ANN), MEMBER), schema) == Join(MENTOR, ANN)
    assert lean(Intersection(TOWN, Join(MENTOR, ANN)), schema) == Intersection(TOWN, Join(MENTOR, ANN))


def test_a_whole_class_is_read_property_by_property(guild: Asked) -> None:
    eldest = Best(MEMBER, Join(JOINED, HOLE), highest=False)

    assert is_whole(eldest)
    assert "{ SELECT ?other ?entry_date WHERE { ?other example:entryDate ?entry_date . } }" in planned(eldest, guild)


def test_from_a_thing_on_nothing_is_read_as_a_whole(guild: Asked) -> None:
    pupils = Join(MENTORED, Join(MENTORED, ANN))

    assert is_plain(pupils)
    assert not is_whole(pupils)
    assert not is_whole(Exists(MEMBER))
    assert is_whole(Intersection(MEMBER, Compare(Join(JOINED, HOLE), "<", Join(JOINED, ANN))))
    assert planned(pupils, guild) == sparql(pupils, guild.lexicon.labels)


def test_classes_are_tested_after_a_path(guild: Asked) -> None:
    inside = Join(
        Relation(IRI(EX + "entryPlace"), inverse=True),
        Within(Entity((IRI(EX + "swabia"),), "Swabia"), IRI(EX + "inside")),
    )

    assert "FILTER EXISTS { ?answer a example:Member . }" in planned(Intersection(MEMBER, inside), guild)


def test_members_of_a_long_chain_are_found_once(guild: Asked) -> None:
    chain: Form = ANN
    for _ in range(6):
        chain = Join(MENTORED, chain)

    assert planned(chain, guild).count("SELECT DISTINCT") == 4


def test_of_whole_sets_what_is_not_so_is_taken_away_at_once(guild: Asked) -> None:
    assert "MINUS" in planned(Minus(MEMBER, Join(MENTORED, MEMBER)), guild)
    assert "MINUS" not in planned(Minus(Join(MENTORED, ANN), Join(MENTORED, MEMBER)), guild)


def test_a_whole_set_is_compared_with_its_extreme_only(guild: Asked) -> None:
    older = Intersection(MEMBER, Compare(Join(JOINED, HOLE), "<", Join(JOINED, MEMBER)))

    assert "(MAX(" in planned(older, guild)
