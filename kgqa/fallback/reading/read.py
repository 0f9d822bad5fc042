"""A question that the grammar did not understand, read by a model and answered by the graph.

The model proposes (`proposal`), in words of the graph; kgqa looks the words up exactly (`words`, `build`), checks
types, holds the form against the question piece by piece (`said`, `guard`, `structure`), restates it, and runs it as it
runs its own readings: the answer, its certainty and its proofs are the graph's.

Two ways, `surely` and not:

- `surely`: every word of the question is known to the graph, or frames a question and changes nothing; each known
  piece comes back in the form, and nothing else; and the order of words or the types leave one way only to put them
  together. Then it matters little who proposes: a model of any size may.
- otherwise (an endpoint that is trusted to read): up to three words may be unknown if the model says which word of
  the graph means the same, and words before the question word may be idle; a step whose direction the words do not
  show is taken as the model has it. Two calls must then agree on the form.

In both a question is not read by a model that denies, excludes, quantifies, compares things with one another, joins by
"or", goes on from another question, misspells, or names a thing in part. What holds of nothing (no, none, an empty
set) is no answer here: it is as likely that the question was misread.

What remains: a framing word that is meant as more ("now" for what is no longer); tenses, which graphs seldom have; not
`surely`: that a model takes a word for another one twice ("raised" for the one who gave birth), takes what narrows for
idle words, or has the direction wrong twice. The restatement shows each of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kgqa.ask.answer import answer_form
from kgqa.ask.understanding import understanding_of
from kgqa.fallback.exchange import Task
from kgqa.fallback.prompt import prompt
from kgqa.fallback.reading.build import forms, question_of
from kgqa.fallback.reading.meanings import with_meanings
from kgqa.fallback.reading.proposal import Proposal
from kgqa.fallback.reading.said import said
from kgqa.fallback.reading.slice import BUDGET, message
from kgqa.fallback.reading.structure import fits
from kgqa.model import ModelUse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from kgqa.ask.form import Question
    from kgqa.ask.lexicon import Lexicon
    from kgqa.ask.understanding import Understanding
    from kgqa.config import Endpoint, Settings
    from kgqa.fallback.exchange import Generated
    from kgqa.fallback.reading.said import Said
    from kgqa.model import Answer, Proof, Triple
    from kgqa.store import Store

    Ask: TypeAlias = Callable[[Task[Proposal]], Generated[Proposal]]

PROMPT = "reading"
_READABLE = frozenset(("no_reading", "unknown_words"))
"""Reasons for not understanding a question that has words and names enough to be read."""
_MOST_UNKNOWN = 12
_OBJECTION = "This query does not say what the question says, all of it and nothing else, in words of the graph."


def read_with_model(
    answer: Answer,
    ask: Ask,
    *,
    lexicon: Lexicon,
    store: Store,
    prove: Callable[[Triple], Proof | None],
    settings: Settings,
    choose: Sequence[str] = (),
    surely: bool = True,
) -> Answer | None:
    """The graph's answer to a question by a model's reading of it, or None.

    `answer` is the grammar's, which must be "not_understood". `ask` has a model do the task: `ask_model` on a line,
    which knows what it cost. For `surely` see above. Never raises for what a question or a model says.
    """
    if answer.status != "not_understood" or answer.reason is None or answer.reason.code not in _READABLE:
        return None
    understanding = understanding_of(lexicon, store)
    asked = said(answer.question, understanding)
    if not _is_hopeful(asked, surely=surely):
        return None
    question, tried = _read(answer.question, asked, understanding, ask, surely=surely)
    if question is None:
        return None
    found = answer_form(
        answer.question, question, lexicon=lexicon, store=store, prove=prove, choose=choose, settings=settings
    )
    if not _says_something(found) or found.reading is None:
        return None
    used = None if tried is None else ModelUse(tried.model, prompt(PROMPT).name)
    return replace(found, reading=replace(found.reading, by="model"), model=used)


def _is_hopeful(asked: Said, *, surely: bool) -> bool:
    """Whether a call may lead to a reading at all."""
    if asked.barred or not asked.pieces:
        return False
    return not asked.unknown if surely else len(asked.unknown) <= _MOST_UNKNOWN


def _read(
    question: str, asked: Said, understanding: Understanding, ask: Ask, *, surely: bool
) -> tuple[Question | None, Endpoint | None]:
    """The one form that the model proposes, and proposes again where the question alone does not settle it."""
    kinds = understanding.kinds

    def fitting(proposal: Proposal) -> list[Question]:
        return accepted(proposal, asked, understanding, surely=surely)

    task = Task(
        prompt(PROMPT),
        lambda room: message(question, asked, kinds, widely=not surely, budget=min(room, BUDGET)),
        Proposal,
        lambda proposal: None if proposal.ask == "none" or fitting(proposal) else _OBJECTION,
    )
    found: set[Question] = set()
    endpoint = None
    for _ in range(1 if surely else 2):
        generated = ask(task)
        read = fitting(generated.reply) if generated.reply is not None else []
        if not read:
            return None, endpoint
        found |= set(read)
        endpoint = generated.endpoint
    return (found.pop() if len(found) == 1 else None), endpoint


def accepted(proposal: Proposal, asked: Said, understanding: Understanding, *, surely: bool) -> list[Question]:
    """The readings that a proposal may mean and that say what the question says."""
    kinds = understanding.kinds
    whole = asked if surely else with_meanings(asked, proposal, kinds.lexicon)
    if whole.unknown:
        return []
    fit = [form for form in forms(proposal, whole, kinds) if fits(form, whole, kinds, surely=surely)]
    questions = (question_of(form, whole, kinds) for form in fit)
    return list(dict.fromkeys(question for question in questions if question is not None))


def _says_something(answer: Answer) -> bool:
    """Whether the graph gives more than that nothing is recorded."""
    if answer.status != "answered" or not answer.answers:
        return False
    idle = answer.completeness == "recorded" and all(item.value in {"false", "0"} for item in answer.answers)
    return not idle
