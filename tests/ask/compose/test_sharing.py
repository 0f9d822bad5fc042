"""Sets that meet by accident, what things share, and categories: over small graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kgqa.ask.compose.sharing import companions, others, sharing, together
from kgqa.ask.compose.strain import strain
from kgqa.ask.english.categories import category_of
from kgqa.ask.form import HOLE, Class, Entity, Intersection, Join, Minus, Relation
from kgqa.ask.structure import fill
from kgqa.ask.understanding import understanding_of
from kgqa.model import IRI
from tests.ask.conftest import graph_of

if TYPE_CHECKING:
    from kgqa.ask.compose.kinds import Kinds

BOOKS = """
:Book a owl:Class ; rdfs:label "book" .
:Person a owl:Class ; rdfs:label "person" .
:Genre a owl:Class ; rdfs:label "genre" .
:author a owl:ObjectProperty ; rdfs:label "author" ; rdfs:domain :Book ; rdfs:range :Person .
:genre a owl:ObjectProperty ; rdfs:label "genre" ; rdfs:domain :Book ; rdfs:range :Genre .
:year a owl:DatatypeProperty ; rdfs:label "year" ; rdfs:domain :Book ; rdfs:range xsd:gYear .
:both a :Book, :Person ; rdfs:label "Emma" .
:essay a :Genre ; rdfs:label "essay" .
""" + "".join(
    f':b{n} a :Book ; rdfs:label "Book {n}" ; :author :p{n} ; :genre :essay .\n'
    f':p{n} a :Person ; rdfs:label "Person {n}" .\n'
    for n in range(9)
)


def named(name: str) -> IRI:
    return IRI("http://example.org/" + name)


AUTHOR, GENRE = Relation(named("author")), Relation(named("genre"))
BOOK, PERSON = Class(named("Book")), Class(named("Person"))
ONE = Entity((named("b1"),), "Book 1")


@pytest.fixture(scope="module")
def kinds() -> Kinds:
    asked = graph_of(BOOKS)
    return understanding_of(asked.lexicon, asked.store).kinds


def test_classes_with_few_common_members_meet_by_accident(kinds: Kinds) -> None:
    assert kinds.meet(BOOK, PERSON)
    assert strain(kinds, Intersection(BOOK, PERSON)) == 1
    assert strain(kinds, Join(AUTHOR, PERSON)) == 1


def test_what_fits_is_not_strained(kinds: Kinds) -> None:
    assert strain(kinds, Intersection(BOOK, Join(AUTHOR.reversed(), PERSON))) == 0
    assert strain(kinds, Join(AUTHOR, ONE)) == 0


def test_strain_adds_up(kinds: Kinds) -> None:
    assert strain(kinds, Intersection(BOOK, Join(AUTHOR, PERSON))) == 2


def test_nothing_shares_anything_with_itself(kinds: Kinds) -> None:
    alike = Join(AUTHOR.reversed(), Join(AUTHOR, ONE))
    assert sharing(kinds, Join(AUTHOR, HOLE), ONE) == Minus(alike, ONE)
    assert together(kinds, AUTHOR, ONE) == Minus(alike, ONE)
    assert others(alike) == Minus(alike, ONE)


def test_only_what_leads_back_has_others() -> None:
    assert others(Join(AUTHOR, ONE)) is None
    assert others(Join(GENRE.reversed(), Join(AUTHOR, ONE))) is None


def test_companions_are_an_open_set(kinds: Kinds) -> None:
    someone = Entity((named("p1"),), "Person 1")
    noun = companions(kinds, AUTHOR)
    assert noun is not None
    assert fill(noun, someone) == Minus(Join(AUTHOR, Join(AUTHOR.reversed(), someone)), someone)


def test_categories_are_led_to_by_one_property_and_lead_nowhere(kinds: Kinds) -> None:
    assert category_of(kinds, frozenset((named("Genre"),))) == GENRE
    assert category_of(kinds, frozenset((named("Book"),))) is None
    assert category_of(kinds, frozenset()) is None
