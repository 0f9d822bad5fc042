"""What two things have in common."""

from __future__ import annotations

import pytest

from kgqa.ask.form import Relation
from kgqa.ask.shared import MOST_TOLD, shared
from kgqa.model import IRI, Triple
from tests.ask.conftest import Asked, graph_of

EX = "http://example.org/"


def text(asked: Asked, one: str, other: str) -> str:
    return shared(IRI(EX + one), IRI(EX + other), asked.lexicon, asked.store).text


def test_common_values_and_classes_are_told_the_rarest_first(guild: Asked) -> None:
    assert text(guild, "ann", "cora") == (
        "Ann Archer and Cora Lind have in common: the same mentor (Bethany Moss); both are members"
    )


def test_nothing_in_common(guild: Asked) -> None:
    assert text(guild, "ann", "bonn") == "nothing is recorded that Ann Archer and Bonn have in common"


def test_the_facts_are_those_of_both(guild: Asked) -> None:
    ann, beth, cora, mentor = (IRI(EX + name) for name in ("ann", "beth", "cora", "mentor"))
    first = shared(ann, cora, guild.lexicon, guild.store).common[0]
    assert (first.relation, first.values, first.bearers) == (Relation(mentor), (beth,), 2)
    assert first.facts == (Triple(ann, mentor, beth), Triple(cora, mentor, beth))


def test_what_points_to_both_is_in_common() -> None:
    graph = graph_of(
        ':heat :actor :al, :bob ; :directedBy :mike . :actor rdfs:label "actor" . '
        ':directedBy rdfs:label "directed by" . '
        ":ali :directedBy :mike ."
    )
    assert text(graph, "al", "bob") == "al and bob have in common: both are actors of heat"
    assert text(graph, "heat", "ali") == "heat and ali have in common: both are directed by mike"


def test_a_verb_read_backwards_keeps_its_direction() -> None:
    graph = graph_of(':acme :owns :a, :b . :owns rdfs:label "owns" .')
    assert text(graph, "a", "b") == "a and b have in common: acme owns both"


def test_a_wider_relation_to_the_same_value_is_not_told_again() -> None:
    graph = graph_of(
        ':home rdfs:label "home" ; rdfs:subPropertyOf :place . :place rdfs:label "place" . :a :home :x . :b :home :x .',
        ":a :place :x . :b :place :x .",
    )
    assert text(graph, "a", "b") == "a and b have in common: the same home (x)"


def test_only_the_closest_of_the_marked_relations_are_told() -> None:
    turtle = """
        :boss rdfs:label "boss" ; kgqa:namesRelation true ; kgqa:relationRank 1 .
        :bossOfBoss rdfs:label "grand-boss" ; kgqa:namesRelation true ; kgqa:relationRank 2 .
        :desk rdfs:label "desk" .
        :a :boss :c ; :bossOfBoss :d ; :desk :one . :b :boss :c ; :bossOfBoss :d ; :desk :one ."""
    told = text(graph_of(turtle), "a", "b")
    assert "boss (c)" in told
    assert "desk (one)" in told
    assert "grand-boss" not in told


@pytest.mark.parametrize("many", [3, 60])
def test_rare_values_come_before_common_ones(many: int) -> None:
    others = " ".join(f":o{k} :land :x ." for k in range(many))
    graph = graph_of(
        f':land rdfs:label "land" . :club rdfs:label "club" . {others}:a :land :x ; :club :y . :b :land :x ; :club :y .'
    )
    assert text(graph, "a", "b") == "a and b have in common: the same club (y); the same land (x)"


def test_no_more_than_a_few_are_told() -> None:
    properties = " ".join(f':p{k} rdfs:label "trait {k}" . :a :p{k} :v . :b :p{k} :v .' for k in range(2 * MOST_TOLD))
    graph = graph_of(properties)
    assert len(shared(IRI(EX + "a"), IRI(EX + "b"), graph.lexicon, graph.store).common) == MOST_TOLD


def test_many_values_are_counted() -> None:
    values = " ".join(f":a :likes :v{k} . :b :likes :v{k} ." for k in range(8))
    graph = graph_of(f':likes rdfs:label "hobby" . {values}')
    assert text(graph, "a", "b") == "a and b have in common: the same hobbies (v0, v1, v2, v3, v4 and 3 more)"
