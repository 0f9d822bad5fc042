"""What pronouns mean after earlier questions, and questions that go on from the last one."""

from __future__ import annotations

import doctest
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.ask.conversation import Context, Pronoun, Turn, named_in
from kgqa.ask.english import following
from kgqa.ask.english.following import continued, pronoun, retold
from kgqa.ask.followup import Answering, answer_in, referents
from kgqa.ask.tokens import tokenize
from kgqa.errors import InputError
from kgqa.model import IRI
from tests.ask.conftest import graph_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kgqa.model import Answer
    from tests.ask.conftest import Asked

EX = "http://example.org/"
CREW = """
:Sailor a owl:Class ; rdfs:label "sailor" ; kgqa:answersTo "who" .
:Bosun a owl:Class ; rdfs:label "bosun" ; rdfs:subClassOf :Sailor ; kgqa:pronoun "she" .
:Cook a owl:Class ; rdfs:label "cook" ; rdfs:subClassOf :Sailor ; kgqa:pronoun "he" .
:Ship a owl:Class ; rdfs:label "ship" .
:captain a owl:ObjectProperty ; rdfs:label "captain" ; rdfs:domain :Ship ; rdfs:range :Sailor .
:mate a owl:ObjectProperty ; rdfs:label "mate" ; rdfs:domain :Sailor ; rdfs:range :Sailor .
:port a owl:DatatypeProperty ; rdfs:label "port" ; rdfs:domain :Ship .
:sailed a owl:DatatypeProperty ; rdfs:label "first voyage" ; skos:altLabel "sailed" ; kgqa:answersTo "when" .
:swan a :Ship ; rdfs:label "Swan" ; :captain :una ; :port "Hull" ; :sailed "1801"^^xsd:gYear .
:gull a :Ship ; rdfs:label "Gull" ; :captain :otto ; :port "Wick" ; :sailed "1803"^^xsd:gYear .
:una a :Bosun ; rdfs:label "Una Ray" ; :mate :otto, :kit .
:otto a :Cook ; rdfs:label "Otto Berg" ; :mate :una .
:kit a :Sailor ; rdfs:label "Kit Low" ; :mate :sam .
:sam a :Sailor ; rdfs:label "Sam Fry" .
:sam2 a :Sailor ; rdfs:label "Sam Fry" ; :mate :kit .
"""


@pytest.fixture(scope="module")
def crew() -> Asked:
    return graph_of(CREW)


def things(*names: str) -> tuple[IRI, ...]:
    return tuple(IRI(EX + name) for name in names)


def meant(crew: Asked, word: str, *turns: Turn) -> list[list[str]]:
    """The sets that a pronoun may stand for, by local names."""
    found = pronoun(tuple(word.split()))
    assert found is not None
    sets = Context(turns).antecedents(found, crew.lexicon.schema, crew.store)
    return [[thing.value.removeprefix(EX) for thing in each] for each in sets]


CAPTAIN_OF_SWAN = Turn("Who is the captain of Swan?", about=things("swan"), answers=things("una"))
MATES_OF_UNA = Turn("Who are Una Ray's mates?", about=things("una"), answers=things("otto", "kit"))
MATE_OF_KIT = Turn("Who is Kit Low's mate?", about=things("kit"), answers=things("sam"))
MATE_OF_OTTO = Turn("Who is Otto Berg's mate?", about=things("otto"), answers=things("una"))


class TestAntecedents:
    def test_it_is_no_person_and_she_no_ship(self, crew: Asked) -> None:
        assert meant(crew, "its", CAPTAIN_OF_SWAN) == [["swan"]]
        assert meant(crew, "her", CAPTAIN_OF_SWAN) == [["una"]]
        assert meant(crew, "his", CAPTAIN_OF_SWAN) == []

    def test_a_class_says_by_which_pronoun_its_members_go(self, crew: Asked) -> None:
        assert meant(crew, "his", MATE_OF_OTTO) == [["otto"]]
        assert meant(crew, "her", MATE_OF_OTTO) == [["una"]]

    def test_the_answer_goes_before_what_was_asked_about(self, crew: Asked) -> None:
        assert meant(crew, "his", MATE_OF_KIT) == [["sam"], ["kit"]]

    def test_several_answers_are_they_and_nobody_of_them_is_he(self, crew: Asked) -> None:
        assert meant(crew, "their", MATES_OF_UNA) == [["otto", "kit"]]
        assert meant(crew, "which of them", MATES_OF_UNA) == [["otto", "kit"]]
        assert meant(crew, "her", MATES_OF_UNA) == [["una"]]

    def test_one_person_may_be_they_but_not_these(self, crew: Asked) -> None:
        assert meant(crew, "their", MATE_OF_KIT) == [["sam"]]
        assert meant(crew, "their", Turn("Who?", about=things("kit"))) == [["kit"]]
        assert meant(crew, "these", MATE_OF_KIT) == []

    def test_one_of_several_is_meant_where_nothing_else_can_be(self, crew: Asked) -> None:
        crew_of_ship = Turn("Who is on Swan?", about=things("swan"), answers=things("otto", "una"))
        assert meant(crew, "his", crew_of_ship) == [["otto"]]

    def test_places_in_an_answer(self, crew: Asked) -> None:
        assert meant(crew, "the first one", MATES_OF_UNA) == [["otto"]]
        assert meant(crew, "the latter", MATES_OF_UNA) == [["kit"]]
        assert meant(crew, "the third one", MATES_OF_UNA) == []

    def test_the_latest_turn_that_has_any_counts(self, crew: Asked) -> None:
        nothing = Turn("How many ships are there?")
        assert meant(crew, "its", CAPTAIN_OF_SWAN, MATE_OF_KIT, nothing) == [["swan"]]
        assert meant(crew, "his", MATE_OF_OTTO, MATE_OF_KIT) == [["sam"], ["kit"]]

    def test_what_the_graph_does_not_know_is_not_meant(self, crew: Asked) -> None:
        elsewhere = Turn("?", about=things("nobody"), answers=things("kit"))
        assert meant(crew, "he", elsewhere) == [["kit"]]

    def test_the_pronouns_of_a_question_are_found_with_what_they_stand_for(self, crew: Asked) -> None:
        tokens = tokenize("Is the first one her mate, or its captain?")
        found = referents(tokens, Context((CAPTAIN_OF_SWAN, MATES_OF_UNA)), crew.lexicon.schema, crew.store)
        said = [(" ".join(t.folded for t in tokens[each.start : each.end]), each.sets) for each in found]
        assert said == [
            ("the first one", (things("otto"),)),
            ("her", (things("una"),)),
            ("its", (things("swan"),)),
        ]

    def test_words_that_are_no_pronouns(self) -> None:
        assert pronoun(("ship",)) is None
        assert pronoun(("it",)) == Pronoun("it", shuns="who")


def test_the_things_of_a_query_are_those_outside_the_vocabulary(crew: Asked) -> None:
    query = (
        f"PREFIX ex: <{EX}>\nSELECT DISTINCT ?answer WHERE {{\n  ex:swan ex:captain ?x .\n"
        f'  <{EX}kit> ex:mate ?x . FILTER(?t != "ex:otto <{EX}una>") ?answer a ex:Sailor\n}}'
    )
    assert named_in(query, crew.lexicon.schema) == things("swan", "kit")


class Talk:
    """A conversation with a graph, in memory."""

    def __init__(self, asked: Asked) -> None:
        self.asked, self.turns = asked, ()
        self.by = Answering(lambda text, chosen: asked(text, choose=chosen), asked.lexicon, asked.store)

    def __call__(self, question: str, *choose: str) -> Answer:
        answer, turn = answer_in(Context(self.turns), question, choose, self.by)
        self.turns = (*self.turns, turn)
        assert answer.question in {question, turn.question}
        return answer


def labels(answer: Answer) -> list[str]:
    assert answer.status == "answered", answer.text
    return [item.label for item in answer.answers]


class TestContinuations:
    def test_the_last_question_of_another_thing(self, crew: Asked) -> None:
        talk = Talk(crew)
        assert labels(talk("Who is the captain of Swan?")) == ["Una Ray"]
        assert labels(talk("What about Gull?")) == ["Otto Berg"]
        assert labels(talk("and Swan's port?")) == ["Hull"]
        assert labels(talk("And Gull?")) == ["Wick"]

    def test_another_role_of_the_same_thing(self, crew: Asked) -> None:
        talk = Talk(crew)
        talk("Who is the captain of Swan?")
        assert labels(talk("and the port?")) == ["Hull"]

    def test_a_bare_word_is_no_question_of_its_own(self, crew: Asked) -> None:
        talk = Talk(crew)
        talk("How many ships are there?")
        assert talk("And sailors?").status == "not_understood"
        assert talk("And Swan?").status == "not_understood"

    def test_of_two_things_the_one_of_the_same_kind_is_replaced(self, crew: Asked) -> None:
        talk = Talk(crew)
        assert labels(talk("Is Una Ray the captain of Swan?")) == ["yes"]
        assert labels(talk("And Gull?")) == ["no"]
        assert talk.turns[-1].question == "Is Una Ray the captain of Gull?"

    def test_two_complete_questions_are_asked_back(self, crew: Asked) -> None:
        talk = Talk(crew)
        talk("Is Kit Low the mate of Una Ray?")
        asked = talk("And Otto Berg?")
        assert asked.status == "ambiguous"
        assert [c.label for c in asked.candidates] == [
            "Is Kit Low the mate of Otto Berg?",
            "Is Otto Berg the mate of Una Ray?",
        ]
        assert labels(talk("And Otto Berg?", "2")) == ["yes"]
        assert talk.turns[-1].question == "Is Otto Berg the mate of Una Ray?"

    def test_another_year(self, crew: Asked) -> None:
        talk = Talk(crew)
        assert labels(talk("Was Swan sailed in 1801?")) == ["yes"]
        assert labels(talk("and in 1803?")) == ["no"]

    def test_a_new_name_may_be_ambiguous_and_is_chosen(self, crew: Asked) -> None:
        talk = Talk(crew)
        talk("Who is Una Ray's mate?")
        assert talk("What about Sam Fry?").status == "ambiguous"
        assert labels(talk("", "2")) == ["Kit Low"]

    @pytest.mark.parametrize("question", ["What about Gull?", "and the port?", "and in 1803?", "and?", "and and"])
    def test_nothing_goes_on_from_nothing(self, crew: Asked, question: str) -> None:
        assert Talk(crew)(question).status == crew(question).status == "not_understood"

    def test_what_does_not_fit_is_not_understood(self, crew: Asked) -> None:
        talk = Talk(crew)
        talk("Who is the captain of Swan?")
        assert talk("What about turnips?").status == "not_understood"

    def test_a_question_of_its_own_stays_one(self, crew: Asked) -> None:
        talk = Talk(crew)
        talk("Who is the captain of Swan?")
        assert labels(talk("And who is Otto Berg's mate?")) == ["Una Ray"]
        assert labels(talk("What is Gull's port?")) == ["Wick"]


class TestNumbers:
    QUESTION = "Who is Sam Fry's mate?"

    @pytest.mark.parametrize("again", ["", QUESTION])
    def test_a_number_picks_a_candidate_of_the_last_ambiguous_answer(self, crew: Asked, again: str) -> None:
        talk = Talk(crew)
        offered = talk(self.QUESTION).candidates
        assert labels(talk(again, "2")) == ["Kit Low"]
        assert talk.turns[-1].chosen == (offered[1].choose,)

    def test_a_bare_number_is_a_choice_where_one_was_asked_for(self, crew: Asked) -> None:
        talk = Talk(crew)
        assert talk("2").status == "not_understood"
        talk(self.QUESTION)
        assert labels(talk("2")) == ["Kit Low"]
        assert talk("2").status == "not_understood"

    @pytest.mark.parametrize("number", ["0", "3", "999"])
    def test_a_number_that_picks_nothing_is_refused(self, crew: Asked, number: str) -> None:
        talk = Talk(crew)
        talk(self.QUESTION)
        with pytest.raises(InputError, match=f"no candidate {number} .choose from 1 to 2"):
            talk("", number)

    def test_there_is_nothing_to_choose_from(self, crew: Asked) -> None:
        with pytest.raises(InputError, match="nothing to choose number 1 from"):
            Talk(crew)(self.QUESTION, "1")


class TestEnglish:
    def test_the_examples(self) -> None:
        results = doctest.testmod(following)
        assert (results.failed, results.attempted) == (0, 3)

    @pytest.mark.parametrize(
        ("question", "rest"),
        [
            ("and his father?", "his father"),
            ("And what about Charles?", "Charles"),
            ("How about the Gull?", "the Gull"),
            ("what of J. Smith", "J. Smith"),
            ("But in 1990?", "in 1990"),
        ],
    )
    def test_openings(self, question: str, rest: str) -> None:
        found = continued(question)
        assert found is not None
        assert found.rest == rest

    @pytest.mark.parametrize("question", ["", "and", "What about?", "Who is Andy?", "Android?", "What is it about?"])
    def test_other_questions(self, question: str) -> None:
        assert continued(question) is None

    @pytest.mark.parametrize(
        ("question", "rest", "told"),
        [
            ("Who won the cup in 1980?", "in 1990", "Who won the cup in 1990?"),
            ("Who won the cup before 1980?", "1990", "Who won the cup before 1990?"),
            ("Who won the cup?", "in 1990", "Who won the cup in 1990?"),
            ("Who was her first mate?", "the second", "Who was her second mate?"),
            ("Who was the 1st?", "the 2nd one", "Who was the 2nd?"),
            ("When did it sail?", "where", "where did it sail?"),
            ("Who was her mate?", "the second", None),
            ("Who was Henry VIII's first?", "the second", "Who was Henry VIII's second?"),
            ("Who was her mate?", "Otto", None),
        ],
    )
    def test_the_question_told_again(self, question: str, rest: str, told: str | None) -> None:
        assert retold(question, rest) == told

    @given(st.text(max_size=60), st.text(max_size=30))
    def test_any_text_is_read(self, question: str, rest: str) -> None:
        found = continued(question)
        assert found is None or (found.rest == found.rest.strip() and found.rest in question)
        told = retold(question, rest)
        assert told is None or isinstance(told, str)


@given(st.lists(st.text(max_size=30), max_size=4))
def test_no_conversation_breaks_off(questions: Sequence[str]) -> None:
    talk = Talk(TALKED)
    talk("Who is the captain of Swan?")
    for question in questions:
        talk(f"and {question}")


TALKED = graph_of(CREW)
