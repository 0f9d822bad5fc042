"""Answers that rest on what the graph contradicts say so; values that agree are no contradiction."""

from __future__ import annotations

import pytest

from kgqa.ask.clashes import most_precise
from kgqa.config import Settings
from kgqa.model import EDTF, XSD, Literal
from tests.ask.conftest import Asked, graph_of

HARBOUR = """
:Ship a owl:Class ; rdfs:label "ship" ; owl:disjointWith :Pilot . :Pilot a owl:Class ; rdfs:label "pilot" .
:launch a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "date of launch" ; skos:altLabel "launched" ;
    kgqa:answersTo "when" .
:pilot a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "pilot" .
:sister a owl:ObjectProperty, owl:SymmetricProperty, owl:IrreflexiveProperty ; rdfs:label "sister ship" .
:nora a :Ship ; rdfs:label "Nora" ; :launch "1950"^^xsd:gYear, "1950-05-05"^^xsd:date ; :pilot :ed ; :sister :nora .
:olga a :Ship ; rdfs:label "Olga" ; :launch "1950"^^xsd:gYear, "1951"^^xsd:gYear ; :pilot :ed, :flo .
:pia a :Ship, :Pilot ; rdfs:label "Pia" ; :pilot :ed .
:ed a :Pilot ; rdfs:label "Ed Roe" .
:flo a :Pilot ; rdfs:label "Flo Dee" .
"""


@pytest.fixture(scope="module")
def harbour() -> Asked:
    return graph_of(HARBOUR)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When was Nora launched?", "Nora's date of launch is 5 May 1950."),
        ("Was Nora launched in 1950?", "Yes: Nora's date of launch is 5 May 1950."),
        ("Was Nora launched in 1951?", "No: Nora's date of launch is 5 May 1950."),
        ("Who is Nora's pilot?", "Nora's pilot is Ed Roe."),
    ],
)
def test_values_that_agree_do_not_clash(harbour: Asked, question: str, text: str) -> None:
    assert harbour(question).text == text


@pytest.mark.parametrize(
    "question",
    [
        "When was Olga launched?", "Was Olga launched in 1950?", "Who is Olga's pilot?",
        "How many pilots has Olga got?",
        "Is Ed Roe the pilot of Olga?", "Does Olga have a pilot?", "Who is the pilot of the sister ship of Olga?",
        "Who is Pia's pilot?", "Is Pia a ship?", "Which ship is the sister ship of Nora?",
        "Is Nora Nora's sister ship?",
    ],
)  # fmt: skip
def test_answers_on_conflicting_facts_say_so(harbour: Asked, question: str) -> None:
    told = harbour(question).text

    assert ("contradicts itself" in told) == ("sister ship of Olga" not in question), told


def test_what_is_recorded_of_a_thing_and_itself_is_no_answer_but_told(harbour: Asked) -> None:
    answer = harbour("What is the sister ship of Nora?")

    assert answer.answers == ()
    assert "Nora cannot be the sister ship of Nora, but is recorded so." in answer.text


def test_without_unique_names_two_names_may_be_one_thing(harbour: Asked) -> None:
    answer = harbour("Who is Olga's pilot?", settings=Settings(unique_names=False))

    assert "contradicts itself" not in answer.text


def test_the_most_precise_of_dates_that_agree() -> None:
    year, day = Literal("1950", XSD + "gYear"), Literal("1950-05-05", XSD + "date")
    about, other = Literal("1950~", EDTF), Literal("1951", XSD + "gYear")

    assert most_precise((year, day)) == (day,)
    assert most_precise((about, year)) == (year,)
    assert most_precise((year, other)) == (year, other)
    assert most_precise((year, year)) == (year, year)
