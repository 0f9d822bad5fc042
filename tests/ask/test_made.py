"""Answers that are kept are given again as they were, bounded in bytes, and never for another question."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.ask.conversation import Turn
from kgqa.ask.made import Made, MadeAnswers, Reply, asked_as
from kgqa.ask.render import answer_json
from kgqa.model import IRI, Answer, AnswerItem, Candidate, Proof, Reading, Source, Triple

FACT = Triple(IRI("urn:x:ann"), IRI("urn:x:mentor"), IRI("urn:x:bo"))
LEAF = Proof(FACT, "asserted", Source("urn:x:g", "crew.ttl", 3), text="Ann's mentor is Bo")
ANSWER = Answer(
    id="", question='Who is "Ann"?', status="answered", text="Bo \N{SNOWMAN}.", revision="1", source="graph",
    certainty="derived", answers=(AnswerItem("Bo", "urn:x:bo", "uri", "derived", proof=LEAF),),
    candidates=(Candidate("Ann", "urn:x:ann", "member", "name:ann"),), reading=Reading("Ann's mentor", "SELECT"),
)  # fmt: skip


def made(text: str = "Bo", turn: str = "{}") -> Made:
    return Made(replace(ANSWER, text=text), turn)


def kept(answers: MadeAnswers, name: str, one: Made) -> bytes:
    asked = asked_as(name, (), ())
    answers.keep(asked, one)
    return asked


@pytest.mark.parametrize("packed", [False, True])
def test_the_json_of_a_reply_is_that_of_its_answer(packed: bool) -> None:
    one = Made(ANSWER, "{}")
    reply = Reply(one.packed() if packed else one, "an id", 'talk "é"', 1.25)

    assert json.loads(reply.json) == answer_json(reply.answer)
    assert list(json.loads(reply.json)) == list(answer_json(reply.answer))
    assert reply.answer == replace(ANSWER, id="an id", conversation='talk "é"', elapsed_ms=1.25)


def test_what_is_kept_is_found_as_it_was() -> None:
    answers = MadeAnswers(2**20)
    asked = kept(answers, "Who?", Made(ANSWER, "a turn"))

    found = answers.get(asked)
    assert found is not None
    assert (found.answer, found.turn, found.outline.status) == (ANSWER, "a turn", "answered")
    assert answers.get(asked_as("Who??", (), ())) is None


def test_the_one_asked_for_longest_ago_goes_first_and_no_more_bytes_are_kept_than_allowed() -> None:
    size = made("x" * 1_000).packed().size
    answers = MadeAnswers(20 * size)
    names = [kept(answers, str(number), made("x" * 1_000)) for number in range(20)]
    assert answers.get(names[0]) is not None
    kept(answers, "one more", made("x" * 1_000))

    assert (len(answers), answers.bytes) == (20, 20 * size)
    assert [number for number, name in enumerate(names) if answers.get(name) is None] == [1]


def test_one_answer_may_not_take_the_place_of_many() -> None:
    answers = MadeAnswers(64_000)
    assert answers.get(kept(answers, "long", made("x" * 8_000))) is None
    assert answers.get(kept(answers, "short", made())) is not None
    assert answers.bytes < 64_000


def test_nothing_is_kept_without_memory_nor_what_cannot_be_packed() -> None:
    deep = LEAF
    for _ in range(3_000):
        deep = Proof(FACT, "rule", premises=(deep,))
    with pytest.raises(RecursionError):
        pickle.dumps(deep)
    proved = replace(ANSWER, answers=(AnswerItem("Bo", "urn:x:bo", "uri", "derived", proof=deep),))

    assert MadeAnswers(0).get(kept(MadeAnswers(0), "Who?", made())) is None
    answers = MadeAnswers(2**20)
    assert answers.get(kept(answers, "Who?", Made(proved, "{}"))) is None
    assert answers.get(kept(answers, "Who?", made("\ud800"))) is None
    assert answers.bytes == 0


@pytest.mark.parametrize(
    "passing", [{"status": "error"}, {"reading": Reading("her age", "SELECT (kgqa:years(?born, NOW()) AS ?age)")}]
)
def test_what_may_be_another_answer_in_a_while_is_not_kept(passing: dict[str, Any]) -> None:
    answers = MadeAnswers(2**20)
    assert answers.get(kept(answers, "Who?", Made(replace(ANSWER, **passing), "{}"))) is None


turns = st.lists(st.builds(Turn, st.sampled_from(["a", "b"]), st.sampled_from(["", "a"])), max_size=2)
asked = st.tuples(st.sampled_from(["a", "b", ""]), st.lists(st.sampled_from(["a", "1"]), max_size=2), turns)


@given(asked, asked)
def test_only_the_same_question_in_the_same_conversation_is_the_same(
    one: tuple[str, list[str], list[Turn]], other: tuple[str, list[str], list[Turn]]
) -> None:
    if asked_as(*one) == asked_as(*other):
        assert one == other
