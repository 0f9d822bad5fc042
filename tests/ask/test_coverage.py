"""What can be asked: the words of a graph, and questions made from its facts that are answered rightly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kgqa.ask.coverage import Coverage, coverage, coverage_json, examples
from kgqa.ask.english.examples import trials
from kgqa.ask.english.wording import wording
from kgqa.model import Answer, AnswerItem
from tests.ask.conftest import GUILD, graph_of

if TYPE_CHECKING:
    from tests.ask.conftest import Asked

EX = "http://example.org/"


@pytest.fixture(scope="module")
def covered(guild: Asked) -> Coverage:
    return coverage(guild.lexicon, guild.store, guild)


def test_a_class_has_its_words_and_members(covered: Coverage) -> None:
    member, town = covered.classes
    assert (member.label, member.words, member.count) == ("member", ("member", "guild member"), 5)
    assert (member.question_words, town.question_words) == (("who",), ("where",))
    assert member.example == "How many members are there?"


def test_a_property_has_its_words_both_ways_its_ends_and_its_facts(covered: Coverage) -> None:
    mentor = next(p for p in covered.properties if p.label == "mentor")
    assert (mentor.words, mentor.inverse_words) == (("mentor", "guru"), ("mentored",))
    assert [iri.value for iri in (*mentor.domain, *mentor.range)] == [EX + "Member", EX + "Member"]
    assert (mentor.count, mentor.question_words) == (4, ("who",))


def test_properties_come_by_label_in_the_language_of_the_questions(covered: Coverage) -> None:
    labels = [p.label for p in covered.properties]
    assert labels == ["craft", "entry date", "located in", "mentor", "peer", "place of entry", "pupil"]
    assert "Lehrer" not in {word for p in covered.properties for word in p.words}


def test_every_example_is_answered(guild: Asked, covered: Coverage) -> None:
    assert len(covered.examples) >= 7
    for question in covered.examples:
        answer = guild(question)
        assert (answer.status, bool(answer.answers)) == ("answered", True), question


def test_each_example_asks_for_another_term_and_things_differ(guild: Asked) -> None:
    found = list(examples(guild.lexicon, guild.store, guild))
    assert len({example.term for example in found}) == len(found)
    assert len({example.question for example in found}) == len(found)


def test_the_same_graph_has_the_same_coverage(guild: Asked, covered: Coverage) -> None:
    again = graph_of(GUILD)
    assert coverage(again.lexicon, again.store, again) == covered


def test_questions_are_asked_in_bounded_number() -> None:
    many = graph_of(
        "\n".join(f':p{n} rdfs:label "role{n}" . :a{n} rdfs:label "Ann {n}" ; :p{n} :b .' for n in range(80))
    )
    asked = []

    def never(question: str) -> Answer:
        asked.append(question)
        return Answer("", question, "not_understood", "", "r")

    assert coverage(many.lexicon, many.store, never).examples == ()
    assert 0 < len(asked) <= 240


def test_an_answer_that_is_not_the_fact_is_no_example(guild: Asked) -> None:
    item = AnswerItem("somebody else", "urn:x:else", "uri", "asserted")

    def wrong(question: str) -> Answer:
        return Answer("", question, "answered", "", "r", answers=(item,))

    assert list(examples(guild.lexicon, guild.store, wrong)) == []


def test_terms_that_mean_the_same_or_are_unspoken_or_unused_are_left_out() -> None:
    asked = graph_of("""
        :boss a owl:ObjectProperty ; rdfs:label "boss" ; owl:equivalentProperty :chief .
        :key a owl:DatatypeProperty ; rdfs:label "key" ; kgqa:unspoken true .
        :spare a owl:ObjectProperty ; rdfs:label "spare" .
        :Ghost a owl:Class ; rdfs:label "ghost" .
        :ann rdfs:label "Ann" ; :boss :bob ; :chief :bob ; :key "7" .
        :bob rdfs:label "Bob" .
    """)
    found = coverage(asked.lexicon, asked.store, asked)
    assert [p.label for p in found.properties] == ["boss"]
    assert found.classes == ()


def test_records_are_not_asked_about_by_name() -> None:
    asked = graph_of("""
        :Post a owl:Class ; rdfs:label "post" ; kgqa:recordOf :employer .
        :employer a owl:ObjectProperty ; rdfs:label "employer" .
        :since a owl:DatatypeProperty ; rdfs:label "start" .
        :p1 a :Post ; rdfs:label "post of Ann" ; :since "1990"^^xsd:gYear .
        :ann rdfs:label "Ann" ; :employer :acme .
        :acme rdfs:label "Acme" .
    """)
    assert not any("post of Ann" in e.question for e in examples(asked.lexicon, asked.store, asked))


def test_a_graph_without_anything_has_no_coverage() -> None:
    asked = graph_of("")
    assert coverage(asked.lexicon, asked.store, asked) == Coverage((), (), ())


def test_the_json_has_texts_for_iris(covered: Coverage) -> None:
    found = coverage_json(covered)
    mentor = next(p for p in found["properties"] if p["label"] == "mentor")
    assert (mentor["iri"], mentor["domain"], mentor["range"]) == (EX + "mentor", [EX + "Member"], [EX + "Member"])
    assert found["classes"][0]["iri"] == EX + "Member"


@pytest.mark.parametrize(
    ("label", "wants", "number", "question"),
    [
        ("mentor", "who", 1, "Who is the mentor of Ann?"),
        ("has craft", None, 1, "What is the craft of Ann?"),
        ("pupil", "who", 3, "Who are the pupils of Ann?"),
        ("parent of", "who", 1, "Who is the parent of Bob?"),
        ("born in", "where", 1, "Where was Ann born?"),
        ("died", "when", 1, "When did Ann die?"),
        ("founded by", "who", 1, "Who was Ann founded by?"),
        ("owns", None, 1, "What does Ann own?"),
        ("works at", "where", 1, "Where does Ann work?"),
        ("uncle", "who", 2, "Is Bob an uncle of Ann?"),
        ("given name", None, 1, "What is the given name of Ann?"),
    ],
)
def test_questions_that_are_tried(label: str, wants: str | None, number: int, question: str) -> None:
    said = wording(label)
    assert said is not None
    assert question in [trial.question for trial in trials(said, wants, "Ann", "Bob", number)]
