"""Forms weighed against graphs that need not know everything: so, not so, or open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

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
    DateIn,
    Difference,
    Entity,
    Exists,
    Form,
    Having,
    Intersection,
    Join,
    Minus,
    Overlap,
    Related,
    Relation,
    Span,
    Union,
    Value,
    Within,
)
from kgqa.dates import read_date
from kgqa.model import XSD, Literal, Triple
from kgqa.verify.claim import Stated
from tests.verify.graphs import COMPANY, COUNTRIES, iri, judge_of, knowledge

if TYPE_CHECKING:
    from kgqa.model import ClaimVerdict
    from kgqa.verify.judge import Judge

COMPLETE = """
:Team a owl:Class ; rdfs:label "team" ; kgqa:completeOnInstances :player .
:player a owl:ObjectProperty ; rdfs:label "player" .
:shirt a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "shirt number" .
:born a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "born" .
:coach a owl:ObjectProperty ; rdfs:label "coach" ; kgqa:atMost 2 .
:in a owl:ObjectProperty, owl:TransitiveProperty ; rdfs:label "in" .
:seat a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "seat" .
:reds a :Team ; rdfs:label "Reds" ; :player :kim, :lee, :max ; :coach :nan, :oto ; :seat :harbour .
:blues a :Team ; rdfs:label "Blues" .
:greens a :Team ; rdfs:label "Greens" ; :player :pat ; :coach :nan .
:kim rdfs:label "Kim" ; :shirt 7 ; :born "1990-05-01"^^xsd:date .
:lee rdfs:label "Lee" ; :shirt 9 ; :born "1991"^^xsd:gYear .
:max rdfs:label "Max" ; :shirt 11 ; :born "1992-02-02"^^xsd:date .
:pat rdfs:label "Pat" ; :born "1991-07-01"^^xsd:date .
:nan rdfs:label "Nan" . :oto rdfs:label "Oto" . :quy rdfs:label "Quy" .
:harbour rdfs:label "Harbour" ; :in :port . :port rdfs:label "Port" ; :in :coast . :coast rdfs:label "Coast" .
"""
"""Teams whose players are completely recorded."""


def thing(name: str, at: int = 0) -> Entity:
    """A named thing, mentioned by its own name."""
    return Entity((iri(name),), name, at=at)


def step(name: str, of: Form = HOLE) -> Join:
    """What a property leads to."""
    return Join(Relation(iri(name)), of)


def back(name: str, of: Form) -> Join:
    """What leads to something by a property."""
    return Join(Relation(iri(name), inverse=True), of)


def number(value: int) -> Value:
    """A number."""
    return Value(Literal(str(value), XSD + "integer"))


def date(text: str) -> Literal:
    """A date as people write it."""
    found = read_date(text)
    assert found is not None
    return found


def verdict(judge: Judge, *readings: Form, words: str = "", negated: bool = False) -> ClaimVerdict:
    """The verdict on a claim with these readings."""
    return judge.judge_stated(Stated("it is so", 0, 8, "it", "is", words, readings, negated=negated))


@pytest.fixture(scope="module")
def countries(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """A judge of claims on countries."""
    return judge_of(knowledge(tmp_path_factory.mktemp("countries"), COUNTRIES))


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """A judge of claims on a company."""
    return judge_of(knowledge(tmp_path_factory.mktemp("company"), COMPANY))


@pytest.fixture(scope="module")
def teams(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """A judge of claims on teams."""
    return judge_of(knowledge(tmp_path_factory.mktemp("teams"), COMPLETE))


FOUNDED, DISSOLVED, HIRED, LEFT = (step(name) for name in ("founded", "dissolved", "hired", "left"))
SECOND = Best(step("player", thing("reds")), step("born"), highest=False, place=2)
TENURE = Span(HIRED, LEFT)
TWENTIES = Literal("1820/1829", "http://id.loc.gov/datatypes/edtf/EDTF")
RIVERS = Count(step("river"))


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (Overlap(thing("peru"), Compare(FOUNDED, ">", step("founded", thing("chile")))), "supported"),
        (Overlap(thing("chile"), Compare(FOUNDED, ">", step("founded", thing("peru")))), "contradicted"),
        (Overlap(thing("gran"), Compare(FOUNDED, ">", step("founded", thing("inca")))), "supported"),
        (Overlap(thing("peru"), Compare(DISSOLVED, ">", step("dissolved", thing("gran")))), "unknown"),
        (Overlap(thing("peru"), Compare(step("population"), ">=", number(33_000_000))), "supported"),
        (Overlap(thing("peru"), Compare(step("population"), ">", number(33_000_000))), "contradicted"),
        (Overlap(thing("peru"), Compare(step("area"), ">", number(2_000_000))), "unknown"),
        (Overlap(thing("peru"), Compare(step("area"), ">", number(1_000_000))), "supported"),
        (Overlap(thing("peru"), Compare(RIVERS, ">=", number(2))), "supported"),
        (Overlap(thing("peru"), Compare(RIVERS, "=", number(1))), "contradicted"),
        (Overlap(thing("peru"), Compare(RIVERS, "<", number(2))), "contradicted"),
        (Overlap(thing("peru"), Compare(RIVERS, "=", number(2))), "unknown"),
        (Overlap(thing("peru"), Compare(RIVERS, ">", number(2))), "unknown"),
        (Overlap(Count(step("river", thing("peru"))), number(1)), "contradicted"),
        (Overlap(thing("peru"), Compare(step("motto"), "starts", Value(Literal("firme")))), "supported"),
        (Exists(step("river", thing("peru"))), "supported"),
        (Exists(step("river", thing("chile"))), "unknown"),
        (Overlap(thing("peru"), Having(step("river"), THING)), "supported"),
        (Overlap(thing("chile"), Minus(THING, Having(step("river"), THING))), "unknown"),
        (Overlap(thing("peru"), Minus(THING, Having(step("river"), THING))), "contradicted"),
        (DateIn(step("founded", thing("peru")), date("1821")), "supported"),
        (DateIn(step("founded", thing("peru")), TWENTIES), "supported"),
        (DateIn(step("founded", thing("peru")), date("1820")), "contradicted"),
        (DateIn(step("founded", back("capital", thing("lima"))), date("1820")), "unknown"),
        (DateIn(step("dissolved", thing("peru")), date("1820")), "unknown"),
        (Overlap(thing("lima"), Intersection(Class(iri("City")), step("capital", thing("peru")))), "supported"),
        (Overlap(thing("quito"), Intersection(Class(iri("City")), step("capital", thing("peru")))), "contradicted"),
        (Overlap(thing("lima"), Union(Class(iri("Country")), step("capital", thing("peru")))), "supported"),
        (Overlap(thing("lima"), Union(Class(iri("Country")), step("capital", thing("chile")))), "contradicted"),
        (Overlap(step("borders", thing("peru")), thing("chile"), mutual=True), "supported"),
        (Overlap(step("capital", thing("peru")), Called("lima")), "supported"),
        (Related(thing("lima"), thing("peru")), "supported"),
    ],
)  # fmt: skip
def test_an_open_world(countries: Judge, form: Form, expected: str) -> None:
    found = verdict(countries, form)
    assert found.verdict == expected
    assert found.reason
    assert (found.proof is not None) == (expected == "supported")
    assert (found.conflict is not None) == (expected == "contradicted")


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (Overlap(thing("ada"), step("boss", step("boss", thing("dee")))), "supported"),
        (Overlap(thing("eve"), step("boss", step("boss", thing("dee")))), "contradicted"),
        (Overlap(thing("eve"), step("mentor", step("mentor", thing("bob")))), "unknown"),
        (Overlap(thing("ada"), Compare(TENURE, "=", number(9))), "supported"),
        (Overlap(thing("ada"), Compare(TENURE, "=", number(10))), "contradicted"),
        (Overlap(thing("bob"), Compare(TENURE, "=", number(3))), "unknown"),
        (Overlap(Span(step("hired", thing("ada")), step("hired", thing("cy"))), number(9)), "supported"),
        (Overlap(Span(step("hired", thing("ada")), step("hired", thing("bob"))), number(3)), "unknown"),
        (Overlap(Span(step("hired", thing("ada")), step("hired", thing("bob"))), number(7)), "contradicted"),
        (Overlap(Difference(step("salary", thing("ada")), step("salary", thing("bob"))), number(40)), "supported"),
        (Overlap(thing("cy"), Best(step("report", thing("ada")), step("hired"), highest=True)), "supported"),
        (Overlap(thing("bob"), Best(step("report", thing("ada")), step("hired"), highest=True)), "contradicted"),
        (Overlap(thing("dee"), Best(step("report", thing("ada")), step("hired"), highest=True)), "contradicted"),
        (Overlap(thing("eve"), Best(Class(iri("Person")), step("hired"), highest=False)), "unknown"),
        (Overlap(thing("ada"), Best(Class(iri("Person")), step("hired"), highest=False)), "contradicted"),
        (All(step("report", thing("ada")), Compare(step("salary"), "<", number(70))), "supported"),
        (All(step("report", thing("ada")), Compare(step("salary"), "<", number(55))), "contradicted"),
        (All(step("report", thing("ada")), thing("bob")), "contradicted"),
        (All(step("mentor", thing("bob")), thing("eve")), "unknown"),
        (Exists(step("report", thing("eve"))), "contradicted"),
        (Exists(step("report", thing("ada"))), "supported"),
        (Overlap(thing("eve"), Minus(THING, Having(step("report"), THING))), "supported"),
        (Overlap(Union(thing("bob"), thing("cy"), joint=True), step("report", thing("ada"))), "supported"),
        (Overlap(Union(thing("bob"), thing("dee"), joint=True), step("report", thing("ada"))), "contradicted"),
        (Overlap(Aggregate("sum", step("report", thing("ada")), step("salary")), number(110)), "supported"),
    ],
)
def test_what_is_complete_or_has_one_value(company: Judge, form: Form, expected: str) -> None:
    assert verdict(company, form).verdict == expected


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (Exists(step("player", thing("blues"))), "contradicted"),
        (Overlap(thing("reds"), Compare(Count(step("player")), "=", number(3))), "supported"),
        (Overlap(thing("reds"), Compare(Count(step("player")), "=", number(4))), "contradicted"),
        (Overlap(thing("quy"), step("coach", thing("reds"))), "contradicted"),
        (Overlap(thing("quy"), step("coach", thing("greens"))), "unknown"),
        (Overlap(thing("lee"), SECOND), "supported"),
        (Overlap(thing("max"), SECOND), "contradicted"),
        (Overlap(thing("pat"), step("player", Intersection(
            thing("greens"), Compare(Count(step("player")), "=", number(1))))), "supported"),
        (Overlap(thing("kim"), step("player", Intersection(
            thing("reds"), Compare(Count(step("player")), "=", number(1))))), "contradicted"),
        (Overlap(thing("lee"), Compare(step("born"), "<", step("born", thing("pat")))), "unknown"),
        (Overlap(step("seat", thing("reds")), Within(thing("coast"), iri("in"))), "supported"),
        (Overlap(step("seat", thing("reds")), Within(thing("quy"), iri("in"))), "unknown"),
        (Overlap(thing("quy"), Join(Relation(iri("player")), Class(iri("Team")))), "unknown"),
    ],
)  # fmt: skip
def test_completeness_of_some_things(teams: Judge, form: Form, expected: str) -> None:
    assert verdict(teams, form).verdict == expected


def test_all_readings_must_agree(countries: Judge) -> None:
    true, false = Exists(step("river", thing("peru"))), Overlap(thing("quito"), step("capital", thing("peru")))
    assert verdict(countries, true, true).verdict == "supported"
    assert verdict(countries, true, false).verdict == "unknown"
    assert "in different ways" in verdict(countries, true, false).reason


def test_a_reading_on_what_the_graph_never_says_is_none(countries: Judge) -> None:
    used, unused = Exists(step("river", thing("peru"))), Exists(step("headOfState", thing("peru")))
    assert verdict(countries, used, unused).verdict == "supported"


def test_a_misspelt_name_is_asked_back(countries: Judge) -> None:
    slip = Entity((iri("lima"),), "Limma", typo=True)
    found = verdict(countries, Overlap(slip, step("capital", thing("peru"))))
    assert found.verdict == "unknown"
    assert "did you mean Lima" in found.reason
    assert [candidate.label for candidate in found.candidates] == ["Lima"]


@pytest.mark.parametrize(
    ("form", "words", "instead"),
    [
        (Overlap(thing("quito", 5), step("capital", thing("peru"))), "Quito", "Lima"),
        (Overlap(thing("quito"), step("capital", thing("peru", 5))), "Peru", None),
        (Overlap(thing("lima"), step("capital", thing("chile", 5))), "Chile", "Perú"),
        (DateIn(step("founded", thing("peru")), date("May 1821")), "May 1821", "July 1821"),
        (Overlap(thing("peru"), Compare(step("population"), "=", number(5))), "5", "33000000"),
        (Overlap(thing("peru"), Compare(RIVERS, "=", number(1))), "1", "at least 2"),
        (Overlap(thing("peru"), Compare(RIVERS, "=", number(1))), "one", "at least two"),
        (Overlap(thing("peru"), Class(iri("City"))), "a city", "country"),
    ],
)
def test_a_contradiction_comes_with_what_is_entailed_in_its_place(
    countries: Judge, form: Form, words: str, instead: str | None
) -> None:
    found = verdict(countries, form, words=words)
    assert (found.verdict, found.instead) == ("contradicted", instead)


def test_how_long_it_was_is_told(company: Judge) -> None:
    form = Overlap(thing("ada"), Compare(TENURE, "=", number(12)))
    found = verdict(company, form, words="12")
    assert found.instead == "9"
    assert found.conflict is not None
    assert "it is 9 years" in found.conflict.text
    assert len(found.conflict.premises) == 2


@pytest.mark.parametrize(
    "form", [Overlap(thing("quito"), step("capital", thing("peru"))), Exists(step("river", thing("peru")))]
)
def test_a_denial_is_judged_the_other_way_round(countries: Judge, form: Form) -> None:
    turned = {"supported": "contradicted", "contradicted": "supported", "unknown": "unknown"}
    assert verdict(countries, form, negated=True).verdict == turned[verdict(countries, form).verdict]


def test_where_nothing_fits_in_the_place_of_the_object_the_other_name_is_corrected(countries: Judge) -> None:
    text = "We read: quito is the capital of peru."
    form = Overlap(thing("quito"), step("capital", thing("peru", 5)))
    stated = Stated(text[9:37], 9, 37, "quito", "is the capital of", "peru", (form,), focus=(33, 37))
    found = countries.judge_stated(stated)
    assert found.instead == "Lima"
    assert found.focus is not None
    assert text[slice(*found.focus)] == "quito"


def test_a_chain_is_excluded_by_the_one_property_that_it_implies(tmp_path_factory: pytest.TempPathFactory) -> None:
    graph = (
        COMPANY.replace(" ; kgqa:isComplete true", "")
        + """
        :sponsor a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "sponsor" ;
            owl:propertyChainAxiom ( :mentor :boss ) .
        :dee :sponsor :ada ."""
    )
    judge = judge_of(knowledge(tmp_path_factory.mktemp("chain"), graph))
    assert verdict(judge, Overlap(thing("eve"), step("boss", step("mentor", thing("dee"))))).verdict == "contradicted"
    assert verdict(judge, Overlap(thing("ada"), step("boss", step("mentor", thing("dee"))))).verdict == "unknown"
    assert verdict(judge, Overlap(thing("eve"), step("boss", step("mentor", thing("cy"))))).verdict == "unknown"
    back_way = back("mentor", back("boss", thing("eve")))
    assert verdict(judge, Overlap(thing("dee"), back_way)).verdict == "contradicted"


def test_a_claim_on_more_than_can_be_searched_is_left_open(countries: Judge) -> None:
    countries.known.searched[:] = [Triple(iri("x"), iri("p"), iri("y"))] * 40
    assert countries.known.excluded(Triple(iri("lima"), iri("capital"), iri("lima"))) is None
    assert verdict(countries, Overlap(thing("lima"), Class(iri("Country")))).verdict == "contradicted"
