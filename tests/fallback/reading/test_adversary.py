"""Whatever is proposed for a question that the grammar reads: what is accepted answers as the grammar does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgqa.ask.answer import answer_form
from kgqa.ask.understanding import understanding_of
from kgqa.fallback.reading.proposal import Filter, First, Proposal, Step
from kgqa.fallback.reading.read import accepted
from kgqa.fallback.reading.said import said

if TYPE_CHECKING:
    from kgqa import KnowledgeBase

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
        found = answer_form(
            question, [form], lexicon=kb._lexicon, store=kb.store, prove=lambda _: None, settings=kb.settings
        )
        assert {item.value for item in found.answers} == plain
