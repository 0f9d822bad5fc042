"""The facts that prove an answer."""

from __future__ import annotations

import pytest

from kgqa.ask.complete import is_complete
from kgqa.ask.explain import absences, facts_for, facts_of_number
from kgqa.ask.form import (
    HOLE,
    THING,
    Best,
    Class,
    Compare,
    Count,
    Difference,
    Entity,
    Form,
    Having,
    Intersection,
    Join,
    Minus,
    Relation,
    Span,
    Union,
    Value,
)
from kgqa.model import IRI, XSD, Literal
from tests.ask.conftest import Asked, graph_of

EX = "http://example.org/"
MILLS = """
:Mill a owl:Class . :next a owl:ObjectProperty ; kgqa:isComplete true . :power a owl:DatatypeProperty .
:old a :Mill ; :power 5 ; :next :new ; :built "1700"^^xsd:gYear ; :razed "1790"^^xsd:gYear .
:new a :Mill ; :power 9 ; :next :old, :far . :far a :Mill .
"""


@pytest.fixture(scope="module")
def mills() -> Asked:
    return graph_of(MILLS)


def of(name: str, form: Form = HOLE) -> Join:
    return Join(Relation(IRI(EX + name)), form)


def thing(name: str) -> Entity:
    return Entity((IRI(EX + name),), name)


MILL = Class(IRI(EX + "Mill"))
FIVE = Value(Literal("5", XSD + "integer"))

PROOFS: list[tuple[Form, str, list[str]]] = [
    (Best(MILL, of("power"), highest=True), "new", ["new type Mill", "new power 9"]),
    (Compare(of("power"), ">", FIVE), "new", ["new power 9"]),
    (Compare(of("power"), "<", of("power", thing("new"))), "old", ["old power 5", "new power 9"]),
    (Compare(Count(of("next")), ">", FIVE), "new", ["new next far", "new next old"]),
    (Minus(of("next", thing("new")), thing("far")), "old", ["new next old"]),
    (Union(of("next", thing("old")), of("next", thing("new"))), "far", ["new next far"]),
    (Having(of("next"), thing("far")), "new", ["new next far"]),
    (Intersection(MILL, Minus(THING, Having(of("power"), THING))), "far", ["far type Mill"]),
]


@pytest.mark.parametrize(("form", "answer", "expected"), PROOFS, ids=[answer for _, answer, _ in PROOFS])
def test_what_is_compared_is_in_the_proof(mills: Asked, form: Form, answer: str, expected: list[str]) -> None:
    facts = facts_for(form, IRI(EX + answer), mills.store)

    assert facts is not None
    assert [" ".join(short(term) for term in fact) for fact in facts] == expected


def short(term: object) -> str:
    text = term.lexical if isinstance(term, Literal) else str(term).strip("<>")
    return text.rpartition("/")[2].rpartition("#")[2]


@pytest.mark.parametrize(
    "form", [Minus(MILL, thing("old")), Union(thing("old"), thing("far")), Compare(of("height"), ">", FIVE)]
)
def test_what_is_not_in_the_set_has_no_proof(mills: Asked, form: Form) -> None:
    assert facts_for(form, IRI(EX + "unheard"), mills.store) is None


def test_numbers_rest_on_facts(mills: Asked) -> None:
    span = facts_of_number(Span(of("built", thing("old")), of("razed", thing("old"))), mills.store)
    difference = facts_of_number(Difference(of("power", thing("new")), of("power", thing("old"))), mills.store)

    assert [short(fact.predicate) for fact in span or ()] == ["built", "razed"]
    assert [short(fact.object) for fact in difference or ()] == ["9", "5"]
    assert facts_of_number(Count(of("power", thing("far"))), mills.store) is None


def test_what_must_not_be_is_told() -> None:
    assert absences(Intersection(MILL, Minus(THING, thing("old")))) == (thing("old"),)


NEXT = of("next", thing("new"))


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (NEXT, True),
        (MILL, False),
        (Count(NEXT), True),
        (Best(NEXT, of("power"), highest=True), True),
        (Best(MILL, of("power"), highest=True), False),
        (Best(NEXT, Count(of("next")), highest=False), True),
        (Best(NEXT, Count(of("helps")), highest=False), False),
        (Minus(NEXT, of("next", thing("old"))), True),
        (Minus(NEXT, of("helps", thing("old"))), False),
        (Union(NEXT, of("next", thing("old"))), True),
        (Compare(of("power"), ">", FIVE), False),
        (Having(of("next"), thing("far")), True),
    ],
)
def test_completeness(mills: Asked, form: Form, expected: bool) -> None:
    assert is_complete(form, mills.lexicon.schema, mills.store) is expected
