"""Forms run over a small graph: what comes back."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from kgqa.ask.evaluate import Outcome, evaluate
from kgqa.ask.form import (
    HOLE,
    THING,
    Aggregate,
    All,
    Best,
    Called,
    Class,
    Compare,
    Count,
    Difference,
    Entity,
    Exists,
    Form,
    Having,
    Hole,
    Intersection,
    Join,
    Minus,
    Overlap,
    Question,
    Relation,
    Several,
    Sorted,
    Span,
    Table,
    Union,
    Value,
)
from kgqa.model import EDTF, IRI, XSD, Literal
from tests.ask.conftest import Asked, graph_of

if TYPE_CHECKING:
    from kgqa.ask.form import Operator

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
    (Minus(LAND, Compare(FORDS, "<", integer(1))), {"north", "south", "isle"}),
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


NUMBERS: list[tuple[Form, object]] = [
    (Aggregate("average", LAND, of("size")), Decimal("56.75")),
    (Aggregate("sum", LAND, of("size")), 227),
    (Aggregate("minimum", LAND, of("size")), 7),
    (Aggregate("average", LAND, FORDS), Decimal("0.8")),
    (Aggregate("average", FORD, of("size")), None),
    (Count(Minus(LAND, Having(of("head"), THING))), 3),
    (Span(of("born", thing("ida")), of("died", thing("ida"))), 78),
    (Span(of("born", thing("ida")), of("died", thing("ida")), unit="month"), 947),
    (Span(of("born", thing("ida")), of("born", thing("kim")), unit="day"), 10839),
    (Span(of("died", thing("ida")), of("born", thing("ida"))), None),
    (Span(of("died", thing("ida")), of("born", thing("ida")), either=True), 78),
    (Difference(of("size", thing("north")), of("size", thing("east"))), 70),
    (Difference(Count(LAND), Count(FORD)), 1),
]  # fmt: skip


@pytest.mark.parametrize(("form", "expected"), NUMBERS, ids=[str(k) for k in range(len(NUMBERS))])
def test_numbers(lands: Asked, form: Form, expected: object) -> None:
    outcome = run(lands, form)

    assert outcome.number == expected, outcome.sparql


TRUTHS: list[tuple[Form, bool | None]] = [
    (Overlap(thing("east"), Compare(of("size"), ">", of("size", thing("north")))), True),
    (Overlap(thing("north"), Compare(of("size"), ">", of("size", thing("south")))), False),
    (Overlap(thing("north"), Compare(of("size"), ">", of("size", thing("isle")))), None),
    (Overlap(thing("north"), Compare(of("made"), "<", of("made", thing("south")))), None),
    (Overlap(thing("south"), Compare(of("made"), "<", of("made", thing("isle")))), False),
    (Overlap(thing("jon"), Compare(Span(of("born"), of("died")), ">", integer(38))), None),
    (Overlap(thing("east"), Best(LAND, of("size"), highest=True)), True),
    (Overlap(thing("west"), Best(LAND, of("size"), highest=True)), False),
    (Overlap(thing("north"), Best(LAND, of("made"), highest=False, place=2)), None),
    (Overlap(thing("east"), Best(LAND, of("made"), highest=False, place=2)), False),
    (Overlap(Count(whose("inLand", thing("north"))), integer(2)), True),
    (Overlap(of("size", thing("east")), integer(120)), True),
    (Overlap(of("size", thing("east")), integer(12)), False),
    (Overlap(thing("east"), Compare(FORDS, "<", integer(1))), True),
    (Overlap(thing("north"), Compare(FORDS, "<", integer(2))), False),
    (All(LAND, Compare(FORDS, "<", integer(3))), True),
    (All(LAND, Compare(FORDS, "<", integer(2))), False),
    (Exists(Intersection(LAND, Compare(of("size"), ">", integer(1000)))), False),
    (All(FORD, Having(of("inLand"), LAND)), True),
    (All(LAND, Compare(of("size"), ">", integer(5))), False),
    (All(LAND, Best(LAND, of("size"), highest=True)), False),
]  # fmt: skip


@pytest.mark.parametrize(("form", "expected"), TRUTHS, ids=[str(k) for k in range(len(TRUTHS))])
def test_truths(lands: Asked, form: Form, expected: bool | None) -> None:
    outcome = run(lands, form)

    assert outcome.truth is expected, outcome.sparql


def test_what_is_not_recorded_is_named(lands: Asked) -> None:
    outcome = run(lands, Overlap(thing("north"), Compare(of("size"), ">", of("size", thing("isle")))))

    assert outcome.missing == (of("size", thing("isle")),)


def test_who_is_the_best_may_be_uncertain(lands: Asked) -> None:
    """North Vale was made in 1801 and South Vale in May 1801: nobody knows which came first."""
    second = run(lands, Best(LAND, of("made"), highest=False, place=2))
    both = run(lands, Best(LAND, of("made"), highest=False, place=2, number=2))

    assert second.terms == ()
    assert {str(term) for term in second.uncertain} == {f"<{EX}north>", f"<{EX}south>"}
    assert not second.is_empty
    assert names(both) == {"north", "south"}


def test_an_uncertain_age_is_one_of_two(lands: Asked) -> None:
    outcome = run(lands, Span(of("born", thing("jon")), of("died", thing("jon"))))

    assert outcome.number is None
    assert [term.lexical for term in outcome.uncertain if isinstance(term, Literal)] == ["38", "39"]


def test_dates_that_agree_count_as_the_most_precise() -> None:
    ships = graph_of("""
        :a a :Ship ; :built "1950"^^xsd:gYear, "1950-05-05"^^xsd:date . :b a :Ship ; :built "1950-03-01"^^xsd:date .
    """)

    assert names(run(ships, Best(Class(IRI(EX + "Ship")), of("built"), highest=False))) == {"b"}
    assert names(run(ships, Best(Class(IRI(EX + "Ship")), of("built"), highest=False, place=2))) == {"a"}


def test_members_without_a_value_are_counted(lands: Asked) -> None:
    assert run(lands, Best(LAND, of("size"), highest=True)).lacking == 1


def test_units_are_those_of_the_property(lands: Asked) -> None:
    assert run(lands, of("size", thing("west"))).unit == "hectare"
    assert run(lands, Aggregate("sum", LAND, of("size"))).unit == "hectare"
    assert run(lands, Count(LAND)).unit is None


def test_tables(lands: Asked) -> None:
    each = Best(whose("inLand", HOLE), of("depth"), highest=True)
    table = run(lands, Table(Sorted(LAND, of("size")), (HOLE, FORDS, each)))

    told = [tuple(term and lands.lexicon.labels.of(term) for term in row) for row in table.rows]
    assert table.ordered
    assert told[0] == ("West Lake", "0", None)
    assert told[3:] == [("East Lake", "0", None), ("Isle", "1", "f4")]
    assert ("South Vale", "1", "Ford 3") in told


def test_equal_rows_of_different_members_stay_apart(lands: Asked) -> None:
    assert len(run(lands, Table(FORD, (of("inLand"),))).rows) == 4


def test_a_column_may_reach_further_out(lands: Asked) -> None:
    """For each land the fords that are in it and deeper than 2, the land being two binders away."""
    deep = Intersection(whose("inLand", HOLE), Having(Join(relation("depth"), HOLE), THING))
    counted = run(lands, Table(LAND, (HOLE, Count(deep))))

    assert ("Isle", "1") in {tuple(lands.lexicon.labels.of(t) for t in row if t) for row in counted.rows}
    larger = Intersection(LAND, Compare(of("size"), ">", of("size", Hole(0))))
    rows = run(lands, Table(LAND, (HOLE, larger))).rows
    assert {lands.lexicon.labels.of(b) for a, b in rows if b and a == IRI(EX + "west")} == {
        "North Vale", "South Vale", "East Lake",
    }  # fmt: skip


def test_several_questions_at_once(lands: Asked) -> None:
    outcome = run(lands, Several((Count(LAND), of("head", thing("north")))))

    assert [part.number for part in outcome.parts] == [5, None]
    assert names(outcome.parts[1]) == {"ida"}


@pytest.mark.parametrize("operator", ["contains", "starts", "ends"])
def test_texts(lands: Asked, operator: Operator) -> None:
    labels = Join(Relation(IRI("http://www.w3.org/2000/01/rdf-schema#label")), HOLE)
    text = {"contains": "ST L", "starts": "west", "ends": "lake"}[operator]

    found = run(lands, Intersection(LAND, Compare(labels, operator, Value(Literal(text)))))

    assert names(found) == ({"west"} if operator == "starts" else {"west", "east"})


@pytest.mark.parametrize(
    "form", [THING, Compare(FORDS, "<", integer(1)), Minus(THING, LAND), Join(relation("size"), Minus(THING, LAND))]
)
def test_everything_is_not_asked_for(lands: Asked, form: Form) -> None:
    with pytest.raises(TypeError, match="everything"):
        run(lands, form)
