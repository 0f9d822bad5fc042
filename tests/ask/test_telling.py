"""Sentences and values of answers, form by form: numbers, superlatives, filters, tables, comparisons, relations."""

from __future__ import annotations

import pytest

from kgqa.ask.form import (
    HOLE,
    THING,
    Aggregate,
    All,
    Best,
    Compare,
    Count,
    Difference,
    Form,
    Having,
    Intersection,
    Minus,
    Overlap,
    Related,
    Several,
    Shared,
    Sorted,
    Span,
    Table,
    Union,
    Value,
)
from kgqa.ask.render import answer_json
from kgqa.model import Literal
from tests.ask.conftest import graph_of
from tests.ask.telling import join, kind, number, tell, thing, year

ELVES = graph_of(
    """
:Elf a owl:Class ; rdfs:label "elf" ; kgqa:answersTo "who" ;
    kgqa:span [ kgqa:word "age" ; kgqa:start :woke ; kgqa:end :left ; kgqa:unit "year" ] .
:Hill a owl:Class ; rdfs:label "hill" .
:pupil a owl:ObjectProperty ; rdfs:label "pupil" ; rdfs:range :Elf ; kgqa:orderedBy :woke .
:mate a owl:ObjectProperty, owl:SymmetricProperty ; rdfs:label "mate" ; rdfs:range :Elf .
:woke a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "date of waking" ; kgqa:answersTo "when" ;
    rdfs:domain :Elf ; kgqa:superlative [ kgqa:word "oldest" ; kgqa:direction "lower" ] ;
    kgqa:comparative [ kgqa:word "older" ; kgqa:direction "lower" ] .
:left a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "date of leaving" ; kgqa:answersTo "when" .
:height a owl:DatatypeProperty ; rdfs:label "height" ; kgqa:unit "m" ; rdfs:domain :Hill .
:xil a :Elf ; rdfs:label "Xil" ; :pupil :bo, :al, :cy ; :woke "1491-06-28"^^xsd:date ; :left "1547-01-28"^^xsd:date .
:al a :Elf ; rdfs:label "Al" ; :woke "1520-01-01"^^xsd:date ; :mate :bo .
:bo a :Elf ; rdfs:label "Bo" ; :woke "1516-02-18"^^xsd:date .
:cy a :Elf ; rdfs:label "Cy" ; :woke "1530"^^xsd:gYear .
:lone a :Elf ; rdfs:label "Lone" .
:di a :Elf ; rdfs:label "Di" ; :pupil :e1, :e2 .
:e1 a :Elf ; rdfs:label "Eve" ; :woke "1600"^^xsd:gYear . :e2 a :Elf ; rdfs:label "Eve" ; :woke "1600"^^xsd:gYear .
:top a :Hill ; rdfs:label "Top" ; :height 6194 . :low a :Hill ; rdfs:label "Low" ; :height 13 .
:mid a :Hill ; rdfs:label "Mid" ; :height 100 . :nix a :Hill ; rdfs:label "Nix" .
""",
    ":bo :mate :al .",
)
XIL, LONE, AL, BO, TOP, LOW = map(thing, ("xil", "lone", "al", "bo", "top", "low"))
ELF, HILL = kind("Elf"), kind("Hill")
PUPILS = join("pupil", XIL, plural=True)
WOKE, LEFT, HEIGHT = join("woke", HOLE), join("left", HOLE), join("height", HOLE)
MATED = Having(join("mate", HOLE), THING)


@pytest.mark.parametrize(
    ("form", "labels", "text"),
    [
        (PUPILS, ["Bo", "Al", "Cy"], "Xil's pupils are Bo, Al and Cy."),
        (join("height", TOP), ["6194"], "Top's height is 6,194 m."),
        (Span(join("woke", XIL), join("left", XIL)), ["55"], "The age of Xil is 55 years."),
        (
            Span(join("woke", BO), join("woke", AL)),
            ["3"],
            "The age of Bo at the date of waking of Al is 3 years.",
        ),
        (Best(PUPILS, WOKE, highest=False), ["Bo"], "The oldest pupil of Xil is Bo (18 February 1516)."),
        (Best(Union(AL, BO), WOKE, highest=False), ["Bo"], "The older of Al and Bo is Bo (18 February 1516)."),
        (
            Best(HILL, HEIGHT, highest=True),
            ["Top"],
            "The hill with the highest height is Top (6,194 m); of 1 other the height is not recorded.",
        ),
        (
            Best(ELF, Count(join("pupil", HOLE, plural=True)), highest=True),
            ["Xil"],
            "The elf with the most pupils is Xil (3 pupils).",
        ),
        (
            Aggregate("average", HILL, HEIGHT),
            ["2102.333333333333333333"],
            "The average height of the hills is 2,102.33 m; of 1 other the height is not recorded.",
        ),
        (
            Difference(join("height", TOP), join("height", LOW)),
            ["6181"],
            "The difference between the height of Top and the height of Low is 6,181 m.",
        ),
        (Sorted(HILL, HEIGHT, rising=False), ["Top", "Mid", "Low", "Nix"], "The hills, sorted by height, highest first:"
         " Top, Mid, Low and Nix."),
        (
            Intersection(HILL, Compare(HEIGHT, ">", number(50))),
            ["Mid", "Top"],
            "The hills whose height is more than 50 m are Mid and Top.",
        ),
        (Minus(PUPILS, MATED), ["Cy"], "The pupil of Xil without mates is Cy."),
        (Count(Minus(PUPILS, MATED)), ["1"], "1 pupil of Xil without mates is recorded."),
        (Several((Count(PUPILS), join("height", TOP))), ["3", "6194"], "At least 3 pupils of Xil are recorded."
         " Top's height is 6,194 m."),
        (Related(BO, XIL), ["pupil"], "Bo is Xil's pupil."),
        (Related(XIL, TOP), ["no known relation"], "Xil and Top have no known relation."),
        (Shared(AL, BO), ["Xil", "elf"], "Al and Bo have in common: both are pupils of Xil; both are elves."),
    ],
)  # fmt: skip
def test_what_is_told(form: Form, labels: list[str], text: str) -> None:
    answer = tell(ELVES, form)

    assert answer.status == "answered"
    assert [item.label for item in answer.answers] == labels
    assert answer.text == text


def test_numbers_are_for_machines_and_their_units_beside_them() -> None:
    (item,) = tell(ELVES, join("height", TOP)).answers
    (age,) = tell(ELVES, Span(join("woke", XIL), join("left", XIL))).answers

    assert (item.label, item.value, item.unit) == ("6194", "6194", "m")
    assert (age.label, age.value, age.unit) == ("55", "55", "year")


def test_namesakes_are_told_with_what_tells_them_apart() -> None:
    answer = tell(ELVES, join("pupil", thing("di"), plural=True))

    assert [item.label for item in answer.answers] == ["Eve", "Eve"]
    assert answer.text == "Di's pupils are Eve (elf, 1600) and Eve (elf, 1600)."


# Nothing there: nothing passes, or nothing is recorded


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (
            Intersection(PUPILS, Compare(WOKE, ">", year(1600))),
            "None of the 3 recorded pupils of Xil is one whose date of waking is after 1600.",
        ),
        (
            Intersection(PUPILS, Having(join("pupil", HOLE, plural=True), THING)),
            "None of the 3 recorded pupils of Xil is one with pupils.",
        ),
    ],
)
def test_a_filter_that_nothing_passes_is_answered_with_none(form: Form, text: str) -> None:
    answer = tell(ELVES, form)

    assert (answer.status, answer.answers, answer.completeness) == ("answered", (), "recorded")
    assert answer.text == text


@pytest.mark.parametrize(
    ("form", "missing"),
    [
        (join("pupil", LONE, plural=True), "the pupil of Lone"),
        (Minus(join("pupil", LONE, plural=True), MATED), "the pupil of Lone"),
        (Intersection(PUPILS, Compare(LEFT, "<", year(1600))), "the date of leaving of the pupils of Xil"),
        (Best(PUPILS, LEFT, highest=True), "the date of leaving of the pupils of Xil"),
        (Best(join("pupil", LONE), WOKE, highest=True), "the pupil of Lone"),
        (Span(join("woke", AL), join("left", AL)), "the date of leaving of Al"),
        (Overlap(LONE, Compare(WOKE, "<", join("woke", BO))), "the date of waking of Lone"),
    ],
)
def test_what_is_not_recorded_is_named(form: Form, missing: str) -> None:
    answer = tell(ELVES, form)

    assert answer.status == "no_answer"
    assert answer.reason is not None
    assert (answer.reason.code, answer.reason.missing) == ("missing_fact", missing)


def test_a_text_that_holds_the_one_asked_for_may_pass() -> None:
    graph = graph_of(
        ":pupil a owl:ObjectProperty ; rdfs:label 'pupil' . :title a owl:DatatypeProperty ; rdfs:label 'title' ."
        ":xil rdfs:label 'Xil' ; :pupil :bo . :bo rdfs:label 'Bo' ; :title 'Warden of Tor' ."
    )

    def titled(text: str) -> Form:
        return Intersection(PUPILS, join("title", Value(Literal(text)), inverse=True))

    assert tell(graph, titled("Warden")).status == "no_answer"
    assert tell(graph, titled("Cook")).status == "answered"


def test_dates_too_vague_for_a_superlative_leave_candidates() -> None:
    answer = tell(ELVES, Best(join("pupil", thing("di"), plural=True), WOKE, highest=False))

    assert answer.status == "no_answer"
    assert answer.text == (
        "What is recorded does not tell the oldest pupil of Di: it lies between Eve (elf, 1600) and Eve (elf, 1600)."
    )


# Tables


def test_a_table_is_told_row_by_row() -> None:
    answer = tell(ELVES, Table(HILL, (HOLE, HEIGHT)))

    assert answer.text == "Hill and height – Low: 13 m; Mid: 100 m; Nix: not recorded; Top: 6,194 m."
    assert [(item.row, item.column, item.label) for item in answer.answers] == [
        (1, "hill", "Low"),
        (1, "height", "13"),
        (2, "hill", "Mid"),
        (2, "height", "100"),
        (3, "hill", "Nix"),
        (4, "hill", "Top"),
        (4, "height", "6194"),
    ]
    assert answer_json(answer)["answers"][1]["column"] == "height"
    assert "row" not in answer_json(tell(ELVES, PUPILS))["answers"][0]


# Yes and no


@pytest.mark.parametrize(
    ("form", "truth", "completeness", "text"),
    [
        (
            Overlap(BO, Compare(WOKE, "<", join("woke", AL))),
            "yes",
            "complete",
            "Yes: Bo's date of waking is 18 February 1516 and Al's date of waking is 1 January 1520.",
        ),
        (
            Overlap(AL, Compare(WOKE, "<", join("woke", BO))),
            "no",
            "complete",
            "No: Al's date of waking is 1 January 1520 and Bo's date of waking is 18 February 1516.",
        ),
        (Overlap(TOP, Compare(HEIGHT, ">", number(100))), "yes", "complete", "Yes: Top's height is 6,194 m."),
        (
            Overlap(XIL, Compare(Count(join("pupil", HOLE, plural=True)), ">", number(3))),
            "no",
            "recorded",
            "No: the number of pupils of Xil is 3.",
        ),
        (
            Overlap(LONE, Minus(THING, MATED)),
            "yes",
            "recorded",
            "Yes, as far as is recorded: Lone does not have mates.",
        ),
        (Overlap(AL, Minus(THING, MATED)), "no", "complete", "No, Al has mates."),
        (Overlap(AL, Best(PUPILS, WOKE, highest=False)), "no", "recorded", "No: the oldest pupil of Xil is Bo."),
        (
            All(PUPILS, Compare(WOKE, "<", join("woke", XIL))),
            "no",
            "complete",
            "No: Al's date of waking is 1 January 1520 and Xil's date of waking is 28 June 1491.",
        ),
    ],
)
def test_yes_and_no_tell_why(form: Form, truth: str, completeness: str, text: str) -> None:
    answer = tell(ELVES, form)

    assert [item.label for item in answer.answers] == [truth]
    assert (answer.text, answer.completeness) == (text, completeness)


def test_dates_too_vague_to_compare_are_no_answer() -> None:
    answer = tell(ELVES, Overlap(thing("e1"), Compare(WOKE, "<", join("woke", thing("e2")))))

    assert answer.status == "no_answer"
    assert answer.text.startswith("What is recorded does not tell whether Eve is older than Eve: Eve's date of")
