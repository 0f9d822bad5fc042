"""Forms run over a small graph: what comes back."""

from __future__ import annotations

import pytest

from kgqa.ask.evaluate import Outcome, evaluate
from kgqa.ask.form import (
    HOLE,
    THING,
    Aggregate,
    Best,
    Called,
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
    Question,
    Relation,
    Span,
    Union,
    Value,
)
from kgqa.model import EDTF, IRI, XSD, Literal
from tests.ask.conftest import Asked, graph_of

EX = "http://example.org/"
LANDS = """
:size kgqa:unit "hectare" .
:north a :Land ; rdfs:label "North Vale" ; :size 50 ; :head :ida ; :made "1801"^^xsd:gYear ; :near :south, :east .
:south a :Land ; rdfs:label "South Vale" ; :size "50.0"^^xsd:decimal ; :head :jon ; :made "1801-05-02"^^xsd:date ;
    :near :north .
:east a :Land ; rdfs:label "East Lake" ; :size "120" ; :made "1950~"^^<http://id.loc.gov/datatypes/edtf/EDTF> .
:west a :Land ; rdfs:label "West Lake" ; :size 7 .
:isle a :Land ; rdfs:label "Isle" ; :made "1790-01-01"^^xsd:date .
:ida a :Person ; rdfs:label "Ida" ; :born "1760-06-01"^^xsd:date ; :died "1839-05-31"^^xsd:date .
:jon a :Person ; rdfs:label "Jon" ; :born "1761"^^xsd:gYear ; :died "1800"^^xsd:gYear .
:kim a :Person ; rdfs:label "Kim" ; :born "1790-02-03"^^xsd:date .
:f1 a :Ford ; rdfs:label "Ford 1" ; :inLand :north . :f2 a :Ford ; rdfs:label "Ford 2" ; :inLand :north .
:f3 a :Ford ; rdfs:label "Ford 3" ; :inLand :south ; :depth 3 . :f4 a :Ford ; :inLand :isle ; :depth 1.5 .
"""


@pytest.fixture(scope="module")
def lands() -> Asked:
    return graph_of(LANDS)


def relation(name: str, *, inverse: bool = False) -> Relation:
    return Relation(IRI(EX + name), inverse=inverse)


def thing(*names: str) -> Entity:
    return Entity(tuple(IRI(EX + name) for name in names), names[0], every=len(names) > 1)


def of(name: str, form: Form = HOLE) -> Join:
    return Join(relation(name), form)


def whose(name: str, form: Form) -> Join:
    return Join(relation(name, inverse=True), form)


LAND, PERSON, FORD = (Class(IRI(EX + name)) for name in ("Land", "Person", "Ford"))
FORDS = Count(whose("inLand", HOLE))


def integer(value: int) -> Value:
    return Value(Literal(str(value), XSD + "integer"))


def date(text: str) -> Value:
    kind = EDTF if "/" in text or "~" in text else XSD + ("date" if len(text) > 4 else "gYear")
    return Value(Literal(text, kind))


def run(asked: Asked, form: Form) -> Outcome:
    return evaluate(Question(form), asked.lexicon, asked.store)


def names(outcome: Outcome) -> set[str]:
    return {str(term.value).removeprefix(EX) if isinstance(term, IRI) else str(term) for term in outcome.terms}


SETS: list[tuple[Form, set[str]]] = [
    (Union(thing("ida"), of("near", thing("north"))), {"ida", "south", "east"}),
    (thing("ida", "kim"), {"ida", "kim"}),
    (Minus(LAND, Having(of("size"), THING)), {"isle"}),
    (Minus(LAND, of("near", thing("north"))), {"north", "west", "isle"}),
    (Minus(LAND, thing("north")), {"south", "east", "west", "isle"}),
    (Intersection(LAND, Minus(THING, whose("near", THING))), {"east", "west", "isle"}),
    (Intersection(Minus(THING, of("near", thing("north"))), LAND), {"north", "west", "isle"}),
    (Minus(LAND, Best(LAND, of("size"), highest=True)), {"north", "south", "west", "isle"}),
    (Compare(of("size"), ">", integer(40)), {"north", "south", "east"}),
    (Compare(of("size"), ">=", integer(50)), {"north", "south", "east"}),
    (Compare(of("size"), "=", integer(50)), {"north", "south"}),
    (whose("size", integer(50)), {"north", "south"}),
    (Compare(of("size"), "<", of("size", thing("north"))), {"west"}),
    (Compare(of("size"), ">", Aggregate("average", LAND, of("size"))), {"east"}),
    (Intersection(LAND, Compare(FORDS, "<", integer(1))), {"east", "west"}),
    (Intersection(LAND, Compare(FORDS, "=", integer(1))), {"south", "isle"}),
    (Intersection(LAND, Compare(FORDS, ">=", integer(1))), {"north", "south", "isle"}),
    (Compare(FORDS, ">", integer(1)), {"north"}),
    (
        Intersection(LAND, Compare(FORDS, "<", Count(whose("inLand", thing("north"))))),
        {"east", "west", "south", "isle"},
    ),
    (Compare(of("made"), "<", date("1801")), {"isle"}),
    (Compare(of("made"), "<=", date("1801")), {"isle", "north", "south"}),
    (Compare(of("made"), ">", date("1801")), {"east"}),
    (Compare(of("made"), ">=", date("1801")), {"north", "south", "east"}),
    (Compare(of("made"), "in", date("1801")), {"north", "south"}),
    (Compare(of("made"), "in", date("1801-05")), set()),
    (Compare(of("made"), "in", date("../1801")), {"isle"}),
    (Compare(of("made"), "in", date("1790/1801")), {"isle", "north", "south"}),
    (Compare(of("made"), "<", of("made", thing("south"))), {"isle"}),
    (Compare(Span(of("born"), of("died")), ">", integer(77)), {"ida"}),
    (Compare(Span(of("born"), of("died")), ">", integer(37)), {"ida", "jon"}),
    (Compare(Span(of("born"), of("died")), "<", integer(39)), set()),
    (Best(LAND, of("size"), highest=True), {"east"}),
    (Best(LAND, of("size"), highest=True, place=2), {"north", "south"}),
    (Best(LAND, of("size"), highest=True, number=2), {"east", "north", "south"}),
    (Best(LAND, of("size"), highest=False), {"west"}),
    (Best(LAND, of("size"), highest=False, place=3), {"east"}),
    (Best(LAND, of("size"), highest=False, place=4), set()),
    (Best(THING, of("depth"), highest=True), {"f3"}),
    (Best(of("near", thing("north")), of("size"), highest=True), {"east"}),
    (Best(LAND, FORDS, highest=True), {"north"}),
    (Best(LAND, FORDS, highest=True, place=2), {"south", "isle"}),
    (Best(LAND, FORDS, highest=False), {"east", "west"}),
    (Best(LAND, of("made"), highest=False), {"isle"}),
    (Best(LAND, of("made"), highest=True), {"east"}),
    (Best(PERSON, of("born"), highest=False), {"ida"}),
    (Best(PERSON, of("born"), highest=False, place=2), {"jon"}),
    (Best(PERSON, Span(of("born"), of("died")), highest=True), {"ida"}),
    (Best(PERSON, Span(of("born"), of("died")), highest=False), {"jon"}),
    (of("head", Best(LAND, FORDS, highest=True)), {"ida"}),
    (of("head", Best(LAND, of("made"), highest=False)), set()),
    (Having(of("head"), Compare(of("born"), "<", date("1761"))), {"north"}),
    (Intersection(Called("lake"), LAND), {"east", "west"}),
    (Intersection(LAND, Called("isl")), set()),
    (Called("isle", wholly=True), {"isle"}),
    (Compare(of("size"), ">", Difference(of("size", thing("east")), of("size", thing("north")))), {"east"}),
]  # fmt: skip


@pytest.mark.parametrize(("form", "expected"), SETS, ids=[str(k) for k in range(len(SETS))])
def test_sets(lands: Asked, form: Form, expected: set[str]) -> None:
    outcome = run(lands, form)

    assert names(outcome) == expected, outcome.sparql
