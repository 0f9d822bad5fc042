"""Whatever is proposed for a question that the grammar reads: what is accepted answers as the grammar does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgqa import KnowledgeBase
from kgqa.ask.answer import answer_form
from kgqa.ask.understanding import understanding_of
from kgqa.fallback.reading.proposal import Filter, First, Proposal, Step
from kgqa.fallback.reading.read import accepted
from kgqa.fallback.reading.said import said
from tests.fallback.reading.scripted import Reader

if TYPE_CHECKING:
    from pathlib import Path

    from kgqa.ask.form import Question

NAMES = ("Ann Moss", "Beth Lind", "Dora Falk")
WORDS = ("mentor", "rival", "pupil", "opening date", "member of", "seats")
QUESTIONS = (
    "Who is Ann Moss's mentor?",
    "Who is the mentor of the rival of Ann Moss?",
    "Who are the pupils of Beth Lind?",
    "Whose mentor is Beth Lind?",
    "How many rivals does Ann Moss have?",
    "How many pupils has Beth Lind?",
    "Is Beth Lind the mentor of Ann Moss?",
    "Is Ann Moss a pupil of Beth Lind?",
    "Which painters are rivals of Ann Moss?",
    "Who is the oldest rival of Ann Moss?",
    "Which rivals of Ann Moss opened after 1825?",
    "Who is the mentor of both Ann Moss and Dora Falk?",
    "When did Dora Falk open?",
    "Ann Moss mentor",
    "Who has Beth Lind as mentor?",
)

words = st.sampled_from(WORDS)
proposals = st.builds(
    Proposal,
    ask=st.sampled_from(("list", "count", "yesno")),
    start=st.lists(st.sampled_from(NAMES), max_size=2, unique=True).map(tuple),
    steps=st.lists(st.builds(Step, word=words, inverse=st.booleans()), max_size=3).map(tuple),
    kind=st.sampled_from(("", "painter", "sculptor", "guild")),
    filters=st.lists(
        st.builds(Filter, word=words, comparison=st.sampled_from("<=>"), value=st.sampled_from(("1825", "40"))),
        max_size=1,
    ).map(tuple),
    best=st.lists(st.builds(First, word=words, highest=st.booleans(), place=st.integers(1, 2)), max_size=1).map(tuple),
    other=st.sampled_from(("", *NAMES, "1825")),
    meanings=st.just(()),
    ignored=st.just(()),
)


@settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=st.sampled_from(QUESTIONS), proposal=proposals)
def test_what_is_accepted_is_what_was_asked(small_graph: KnowledgeBase, question: str, proposal: Proposal) -> None:
    kb = small_graph
    understanding = understanding_of(kb._lexicon, kb.store)
    asked = said(question, understanding)
    plain = {item.value for item in kb.ask(question, model=False).answers}
    for form in accepted(proposal, asked, understanding, surely=True):
        assert values(kb, question, [form]) == plain


FRAMES = (
    "Somehow I just forgot, {}",
    "{} I wonder, do you happen to know?",
    "So I was wondering: {}",
    "Could you possibly tell me: {}",
    "Question: {} Thanks",
    "{} is what I am asking",
)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("frame", ["{}", *FRAMES])
def test_what_the_words_leave_is_what_was_asked(reader: Reader, question: str, frame: str) -> None:
    """What frames a question makes no difference to what it is read as, if it is read at all."""
    framed = frame.format(question)
    if readings := reader.sure(framed):
        plain = reader.kb.ask(question, model=False)
        assert values(reader.kb, framed, readings) == {item.value for item in plain.answers}


OTHERS = (
    "Who did Ann Moss's mentor help?",
    "What did Ann Moss's mentor say, I wonder?",
    "Who does Ann Moss's mentor like?",
    "What did Ann Moss's mentor do?",
    "What does Ann Moss's mentor have, do you know?",
    "What has Ann Moss's mentor got?",
    "What idea had Ann Moss's mentor?",
    "What was the idea of Ann Moss's mentor?",
    "What was Ann Moss's mentor's idea, please?",
    "What do you know about Ann Moss's mentor?",
    "Who might know Ann Moss's mentor?",
    "Who knows Ann Moss's mentor?",
    "Who wants to see Ann Moss's mentor?",
    "Who did help Ann Moss's mentor?",
    "What does Ann Moss's mentor think?",
    "Ann Moss's mentor told me what?",
    "What can Ann Moss's mentor do?",
    "Who had Ann Moss's mentor?",
    "Who had it from Ann Moss's mentor?",
    "Who is like Ann Moss's mentor?",
    "Ann Moss's mentor happened to see who?",
    "What happened to Ann Moss's mentor?",
    "Who is Ann Moss's mentor looking for?",
    "What is it that Ann Moss's mentor wants?",
    "Who gave Ann Moss's mentor?",
    "When was Ann Moss's mentor?",
    "When is Ann Moss's mentor happening?",
    "What is Ann Moss's mentor's question?",
    "Is Ann Moss's mentor here?",
    "How many Ann Moss's rivals like?",
    "Was Ann Moss's mentor sorry?",
    "Is Ann Moss's mentor Beth Lind like?",
    "Does Ann Moss like rivals?",
    "Does Ann Moss want a mentor?",
    "Did Ann Moss find a mentor?",
    "Did Ann Moss know Beth Lind as mentor?",
    "Should Ann Moss have a mentor?",
    "Who should be Ann Moss's mentor?",
    "Who wanted to be Ann Moss's mentor?",
    "Who might become Ann Moss's mentor?",
    "Who is sure to be Ann Moss's mentor?",
    "Who was Ann Moss's mentor to be?",
    "Who asked Ann Moss's mentor?",
    "Who found Ann Moss's mentor?",
    "Who forgot Ann Moss's mentor?",
    "Has Ann Moss forgotten the mentor?",
    "Can Ann Moss recall the mentor?",
    "Which rivals does Ann Moss remember?",
    "Which rivals did Ann Moss tell?",
    "Which rivals would Ann Moss like?",
    "Which rivals thank Ann Moss?",
    "How many rivals did Ann Moss see?",
    "How many rivals did Ann Moss want?",
    "How many rivals could Ann Moss have?",
    "Who do you know?",
    "Who do you know is Ann Moss's mentor?",
    "What do I need for Ann Moss's mentor?",
    "Ann Moss's mentor, I forgot, told whom?",
    "Who did Ann Moss's mentor think I was?",
    "What would Ann Moss's mentor say?",
    "Who, I wonder, likes Ann Moss's mentor?",
    "Did Ann Moss's mentor say so, do you know?",
    "Can you help Ann Moss's mentor?",
    "Could you be Ann Moss's mentor?",
    "Are you Ann Moss's mentor?",
    "Did you see Ann Moss's mentor?",
    "Would you like Ann Moss's mentor?",
    "Am I Ann Moss's mentor?",
    "Should I be Ann Moss's mentor?",
    "I am Ann Moss's mentor",
    "I want to be Ann Moss's mentor",
    "Do you think Ann Moss's mentor is Beth Lind?",
    "How many rivals would you think Ann Moss's mentor has?",
    "I know who Ann Moss's mentor is",
    "Who did I see with Ann Moss's mentor?",
    "Tell me when Ann Moss's mentor",
)
"""Words of frames that frame nothing where they stand."""


@pytest.mark.parametrize("question", OTHERS)
def test_what_frames_elsewhere_is_not_left_aside(reader: Reader, question: str) -> None:
    readings = reader.sure(question)
    assert not readings or not values(reader.kb, question, readings)


def test_many_are_read(reader: Reader) -> None:
    assert sum(bool(reader.sure(frame.format(question))) for question in QUESTIONS for frame in FRAMES) >= 60


@pytest.mark.parametrize(
    ("graph", "questions", "every"),
    [
        ("geoquery/kb.nt", "geoquery/questions.jsonl", 6),
        ("gedcom/royal92.ged", "family_questions/questions.jsonl", 1),
        ("pathquestion/kb.nt", "pathquestion/questions.jsonl", 30),
    ],
)
def test_questions_that_nobody_here_wrote(data: Path, graph: str, questions: str, every: int) -> None:
    """Where the grammar answers too: whatever the words leave is what it says."""
    kb = KnowledgeBase.load(data / graph)
    lines = (data / questions).read_text(encoding="utf-8").splitlines()[::every]
    differing, read = [], 0
    for question in (json.loads(line)["question"] for line in lines):
        plain = kb.ask(question, model=False)
        readings = Reader(kb).sure(question) if plain.status == "answered" else []
        found = values(kb, question, readings) if readings else set()
        read += bool(found)
        if found and found != {item.value for item in plain.answers}:
            differing.append(question)
    assert differing == []
    assert read


def values(kb: KnowledgeBase, question: str, readings: list[Question]) -> set[str]:
    found = answer_form(
        question, readings, lexicon=kb._lexicon, store=kb.store, prove=lambda _: None, settings=kb.settings
    )
    return {item.value for item in found.answers}
