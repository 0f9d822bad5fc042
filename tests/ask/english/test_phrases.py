"""Forms restated: in plain words, and no two that ask for different things in the same ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kgqa.ask.english.phrases import Phrases
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
    Having,
    Intersection,
    Join,
    Minus,
    Nearest,
    Overlap,
    Related,
    Relation,
    Several,
    Shared,
    Sorted,
    Span,
    Table,
    Thing,
    Union,
    Value,
)
from kgqa.ask.structure import fill
from kgqa.model import IRI, XSD, Literal
from tests.ask.conftest import graph_of

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from kgqa.ask.form import Form

WORLD = """
:Land a owl:Class ; rdfs:label "land" . :Stream a owl:Class ; rdfs:label "stream" .
:Elf a owl:Class ; rdfs:label "elf" ; kgqa:answersTo "who" ;
    kgqa:span [ kgqa:word "age" ; kgqa:start :woke ; kgqa:end :left ; kgqa:unit "year" ] .
:borders a owl:ObjectProperty, owl:SymmetricProperty ; rdfs:label "borders" ; rdfs:domain :Land .
:crosses a owl:ObjectProperty ; rdfs:label "runs through" ; rdfs:domain :Stream .
:pupil a owl:ObjectProperty ; rdfs:label "pupil" ; rdfs:domain :Elf ; rdfs:range :Elf .
:page a owl:ObjectProperty ; rdfs:label "page" ; rdfs:range :Elf .
:chief a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "chief" ; rdfs:range :Elf .
:woke a owl:DatatypeProperty ; rdfs:label "date of waking" ; kgqa:answersTo "when" ; rdfs:domain :Elf ;
    kgqa:superlative [ kgqa:word "oldest", "eldest" ; kgqa:direction "lower" ] ;
    kgqa:comparative [ kgqa:word "older" ; kgqa:direction "lower" ] .
:left a owl:DatatypeProperty ; rdfs:label "date of leaving" ; kgqa:answersTo "when" .
:founded a owl:DatatypeProperty ; rdfs:label "founded" ; kgqa:answersTo "when" .
:wealth a owl:DatatypeProperty ; rdfs:label "wealth" .
:height a owl:DatatypeProperty ; rdfs:label "height" ; kgqa:unit "m" .
:x a :Elf ; rdfs:label "Xil" ; :pupil :y ; :page :y ; :chief :y ; :woke "1900"^^xsd:gYear ; :left "1990"^^xsd:gYear .
:y a :Elf ; rdfs:label "Yor" . :s a :Stream ; rdfs:label "Sib" ; :crosses :t .
:t a :Land ; rdfs:label "Tor" ; :borders :n ; :wealth 5 ; :height 6 ; :founded "1850"^^xsd:gYear .
:n a :Land ; rdfs:label "Nim" .
"""
EX = "http://example.org/"
GRAPH = graph_of(WORLD)
PHRASES = Phrases(GRAPH.lexicon)


def rel(name: str, *, inverse: bool = False, plural: bool = False) -> Relation:
    return Relation(IRI(EX + name), inverse, plural)


def join(name: str, of: Form, *, inverse: bool = False, plural: bool = False) -> Join:
    return Join(rel(name, inverse=inverse, plural=plural), of)


def number(value: int) -> Value:
    return Value(Literal(str(value), XSD + "integer"))


def year(value: int) -> Value:
    return Value(Literal(str(value), XSD + "gYear"))


X, Y, TOR, NIM = (Entity((IRI(EX + name),), name) for name in ("x", "y", "t", "n"))
LAND, ELF, STREAM = (Class(IRI(EX + name)) for name in ("Land", "Elf", "Stream"))
WOKE, WEALTH = join("woke", HOLE), join("wealth", HOLE)
PUPILS = join("pupil", X, plural=True)
EARLY = Compare(WOKE, "<", year(1845))
PAGES = Count(join("page", HOLE, plural=True))
AGE = Span(WOKE, join("left", HOLE))


def bordering(land: Form) -> Join:
    return join("borders", land, inverse=True)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (Best(PUPILS, WOKE, highest=False), "the oldest pupil of Xil"),
        (Best(PUPILS, WOKE, highest=False, place=2), "the second oldest pupil of Xil"),
        (Best(PUPILS, WOKE, highest=False, number=3), "the three oldest pupils of Xil"),
        (Best(PUPILS, WOKE, highest=True), "the pupil of Xil with the latest date of waking"),
        (Best(LAND, WEALTH, highest=True, place=2), "the land with the second highest wealth"),
        (Best(ELF, AGE, highest=True), "the elf with the highest age"),
        (Best(PUPILS, Count(join("pupil", HOLE)), highest=True), "the pupil of Xil with the most pupils"),
        (
            Best(LAND, Count(Intersection(STREAM, join("crosses", HOLE, inverse=True))), highest=True),
            "the land with the most streams that run through it",
        ),
        (Best(Union(X, Y), WOKE, highest=False), "the older of Xil and Yor"),
        (
            Best(Intersection(PUPILS, EARLY), WOKE, highest=False),
            "the oldest of those pupils of Xil whose date of waking is before 1845",
        ),
        (Intersection(PUPILS, EARLY), "the pupils of Xil whose date of waking is before 1845"),
        (
            Intersection(join("page", PUPILS, plural=True), EARLY),
            "those pages of the pupils of Xil whose date of waking is before 1845",
        ),
        (
            join("page", Intersection(PUPILS, EARLY), plural=True),
            "the pages of those pupils of Xil whose date of waking is before 1845",
        ),
        (
            Minus(Intersection(LAND, bordering(TOR)), bordering(NIM)),
            "the lands that border Tor but not Nim",
        ),
        (Intersection(LAND, Union(bordering(TOR), bordering(NIM))), "the lands that border either Tor or Nim"),
        (
            Intersection(LAND, Compare(join("founded", HOLE), "<", year(1845))),
            "the lands that were founded before 1845",
        ),
        (
            Intersection(LAND, Compare(join("height", HOLE), ">", number(6194))),
            "the lands whose height is more than 6,194 m",
        ),
        (Minus(PUPILS, Having(join("page", HOLE, plural=True), THING)), "the pupils of Xil without pages"),
        (Union(join("pupil", X, plural=True), join("page", X, plural=True)), "the pupils or pages of Xil"),
        (Intersection(ELF, Called("Henry")), "the elves called Henry"),
        (Intersection(ELF, Compare(WOKE, "<", join("woke", X))), "the elves older than Xil"),
        (
            Intersection(ELF, Compare(Count(join("pupil", HOLE, plural=True)), ">=", number(3))),
            "the elves with at least 3 pupils",
        ),
        (Count(Intersection(LAND, bordering(TOR))), "the number of lands that border Tor"),
        (Aggregate("average", LAND, WEALTH), "the average wealth of the lands"),
        (Span(join("woke", X), join("left", X)), "the age of Xil at the date of leaving"),
        (Span(join("woke", X), None), "the age of Xil today"),
        (Span(join("woke", X), join("left", Y)), "the age of Xil at the date of leaving of Yor"),
        (Span(join("left", X), join("left", Y), either=True), "the years between the date of leaving of Xil and"
         " the date of leaving of Yor"),
        (
            Table(Intersection(LAND, Compare(WEALTH, ">", number(10))), (join("height", HOLE), WEALTH)),
            "the height and the wealth of those lands whose wealth is more than 10",
        ),
        (
            Table(join("chief", LAND), (HOLE, Count(Intersection(LAND, join("chief", HOLE, inverse=True))))),
            "for each chief of the lands, the number of lands whose chief is it",
        ),
        (Related(X, Y), "how Xil is related to Yor"),
        (Shared(X, Y), "what Xil and Yor have in common"),
        (Nearest(rel("chief"), X, Y), "the nearest common chiefs of Xil and Yor"),
        (Overlap(Compare(WOKE, "<", join("woke", X)), Y), "whether Yor is older than Xil"),
        (Overlap(Compare(WEALTH, ">", number(20_000)), TOR), "whether the wealth of Tor is more than 20,000"),
    ],
)  # fmt: skip
def test_how_a_form_is_restated(form: Form, text: str) -> None:
    assert PHRASES.reading(form) == text


def test_properties_of_one_name_are_told_apart() -> None:
    graph = graph_of(
        ":Cat a owl:Class ; rdfs:label 'cat' . :Ship a owl:Class ; rdfs:label 'ship' ."
        ":w a owl:DatatypeProperty ; rdfs:label 'weight' ; rdfs:domain :Cat ."
        ":v a owl:DatatypeProperty ; rdfs:label 'weight' ; rdfs:domain :Ship ."
        ":tom a :Cat ; rdfs:label 'Tom' ; :w 4 . :argo a :Ship ; rdfs:label 'Argo' ; :v 4000 ."
    )
    phrases, tom = Phrases(graph.lexicon), Entity((IRI(EX + "tom"),), "tom")

    assert phrases.reading(join("w", tom)) == "the weight (cat) of Tom"
    assert phrases.reading(join("v", tom)) == "the weight (ship) of Tom"
    assert phrases.reading(Aggregate("average", Class(IRI(EX + "Cat")), join("w", HOLE))) == (
        "the average weight of the cats"
    )


# No two forms alike: random forms over the lexicon, and what each of them means

relations = st.builds(rel, st.sampled_from(("pupil", "page", "chief", "borders", "crosses")), inverse=st.booleans())
reached = st.builds(Join, relations, st.just(HOLE))
open_sets = st.one_of(
    reached,
    st.builds(Join, relations, reached),
    st.builds(Intersection, st.sampled_from((LAND, ELF)), reached),
)
properties = st.sampled_from(("woke", "left", "wealth", "height", "founded"))
measures = st.one_of(
    st.builds(join, properties, st.just(HOLE)),
    st.builds(join, properties, reached),
    st.builds(Count, open_sets),
    st.builds(Span, st.just(WOKE), st.sampled_from((None, join("left", HOLE))), st.sampled_from(("year", "day"))),
)
named = st.sampled_from((X, Y, TOR, LAND, ELF, THING))


def larger(sets: SearchStrategy[Form]) -> SearchStrategy[Form]:
    than = st.sampled_from((number(3), year(1845), fill(WEALTH, X), fill(WOKE, Y)))
    operators = st.sampled_from(("<", "<=", "=", ">=", ">"))
    return st.one_of(
        st.builds(Join, relations, sets),
        st.builds(Intersection, sets, sets),
        st.builds(Union, sets, sets),
        st.builds(Minus, sets, sets),
        st.builds(Best, sets, measures, st.booleans(), st.integers(1, 3), st.integers(1, 2)),
        st.builds(Compare, measures, operators, than),
        st.builds(Having, open_sets, sets),
        st.builds(Called, st.just("Henry"), st.booleans()),
    )


sets = st.recursive(named, larger, max_leaves=4)
functions = st.sampled_from(("sum", "average", "minimum", "maximum"))
numbers = st.one_of(
    st.builds(Count, sets), st.builds(Aggregate, functions, sets, measures), st.builds(fill, measures, sets)
)
forms = st.one_of(
    sets,
    numbers,
    st.builds(Difference, numbers, numbers),
    st.builds(Exists, sets),
    st.builds(Overlap, sets, sets),
    st.builds(All, sets, sets),
    st.builds(Table, sets, st.tuples(measures) | st.tuples(measures, measures)),
    st.builds(Sorted, sets, measures, st.booleans()),
)
Meaning: TypeAlias = object
READINGS: dict[str, tuple[Meaning, Form]] = {}


def meaning(form: Form) -> Meaning:
    """The form, the same for forms that can be told to mean the same: "A and B" and "B and A"."""
    match form:
        case Intersection() | Minus():
            inside, outside = conditions(form)
            return THING if not inside | outside else next(iter(inside)) if len(inside) == 1 and not outside else (
                "all of", inside, outside)  # fmt: skip
        case Union():
            return either(form)
        case Having(by=Join(relation=relation, of=of), within=within) if of == HOLE:
            return meaning(Join(relation.reversed(), within))
        case Join(relation=relation, of=of):
            plain = rel("borders") if relation.property == IRI(EX + "borders") else relation
            return ("to", plain, meaning(of))
        case All(of=Entity() as one, within=within):
            return meaning(Overlap(within, one))
        case All(of=Join(relation=Relation(property=IRI(value=value), inverse=False), of=Entity()) as one) if (
            value == EX + "chief"
        ):
            return meaning(Overlap(form.within, one))
        case Overlap(left=left, right=right):
            return ("overlap", frozenset((meaning(left), meaning(right), *fact(left, right), *fact(right, left))))
        case _ if not parts_of(form):
            return form
        case _:
            return (type(form), *(tuple(map(part, v)) if isinstance(v, tuple) else part(v) for v in parts_of(form)))


def parts_of(form: Form) -> tuple[object, ...]:
    leaves = (Entity, Class, Value, Called, Thing, type(HOLE))
    return () if isinstance(form, leaves) else tuple(getattr(form, name) for name in form.__dataclass_fields__)


def part(value: object) -> Meaning:
    plain = value is None or isinstance(value, (str, int, Relation, Literal))
    return value if plain else meaning(value)  # type: ignore[arg-type]


def fact(left: Form, right: Form) -> tuple[Meaning, ...]:
    """The fact that a question for one comes to, asked from either end."""
    if isinstance(left, Join):
        return (meaning(Join(left.relation.reversed(), right)),)
    return ()


def conditions(form: Form) -> tuple[frozenset[Meaning], frozenset[Meaning]]:
    match form:
        case Intersection(left=left, right=right):
            one, other = conditions(left), conditions(right)
            return one[0] | other[0], one[1] | other[1]
        case Minus(of=of, without=without):
            inside, outside = conditions(of)
            return inside, outside | sides(meaning(without))
        case Thing():
            return frozenset(), frozenset()
        case _:
            return frozenset((meaning(form),)), frozenset()


def sides(found: Meaning) -> frozenset[Meaning]:
    return found[1] if isinstance(found, tuple) and found[0] == "either" else frozenset((found,))


def either(form: Union) -> Meaning:
    """Sets reached by one relation are one: what borders X or what borders Y borders X or Y."""
    reached: dict[Relation, frozenset[Meaning]] = {}
    others = set()
    for side in sides(meaning(form.left)) | sides(meaning(form.right)):
        if isinstance(side, tuple) and side[0] == "to":
            reached[side[1]] = reached.get(side[1], frozenset()) | sides(side[2])
        else:
            others.add(side)
    for relation, ends in reached.items():
        others.add(("to", relation, next(iter(ends)) if len(ends) == 1 else ("either", ends)))
    return next(iter(others)) if len(others) == 1 else ("either", frozenset(others))


@given(forms)
@example(join("page", Best(join("pupil", X), PAGES, highest=True)))
@example(Best(join("page", join("pupil", X)), PAGES, highest=True))
@example(Aggregate("average", PUPILS, join("wealth", join("page", HOLE))))
@example(Aggregate("average", join("page", PUPILS), WEALTH))
@example(join("pupil", Union(X, Y)))
@example(Union(join("pupil", X), Y))
@example(Compare(WEALTH, "<=", number(3)))
@example(Table(LAND, (HOLE, WEALTH, Count(ELF))))
@example(Several((Table(LAND, (HOLE, WEALTH)), Count(ELF))))
@example(Minus(THING, Compare(WEALTH, ">", number(3))))
def test_no_two_forms_read_the_same(form: Form) -> None:
    text = PHRASES.reading(form)
    known = READINGS.setdefault(text, (meaning(form), form))

    assert known[0] == meaning(form), f"{text}: {known[1]} and {form}"
