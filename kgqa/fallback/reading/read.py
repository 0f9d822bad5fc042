"""A question that the grammar did not understand, read by a model and answered by the graph.

The model proposes (`proposal`), in words of the graph; kgqa looks the words up exactly (`words`, `build`), checks
types, holds the form against the question piece by piece (`said`, `guard`, `structure`), restates it, and runs it as it
runs its own readings: the answer, its certainty and its proofs are the graph's.

The grammar understands no question whose frame it does not know. Here the frame is left aside, and two things are
tried, the surer one first:

- Every word of the question is known to the graph, or frames a question and changes nothing; each known piece must come
  back in a form, and nothing else; and the order of words, or the types, must leave one way only to put them together
  (`candidates`). Then the model is asked whether the question means the form's restatement. It matters little which
  model: what it may confirm is right nearly always, and where it denies, there is no reading.
- Where that leaves nothing, a model that is trusted to read (`surely` false) proposes a form (`proposal`), in words of
  the graph, which are looked up exactly (`words`, `build`) and checked by type. It is held against the question piece
  by piece in the same way (`said`, `guard`, `structure`), but up to three words may be unknown if the model says which
  word of the graph means the same (`meanings`), words before the question word may be idle, and a step whose direction
  the words do not show is taken as the model has it. It must propose the same form twice.

No question is read by a model that denies, excludes, quantifies, compares things with one another, joins by "or", goes
on from another question, is misspelt, or names a thing in part. That nothing is recorded (no, none, an empty set) is no
answer here: it is as likely that the question was misread.

What remains: a framing word that is meant as more than that ("now" of what is over); tenses, which graphs seldom have;
and from a trusted model, that it takes a word for another one twice ("raised" for who gave birth), takes what narrows
for idle words, or has the direction of a verb wrong twice. The restatement shows each of them.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from pydantic import BaseModel

from kgqa.ask.answer import answer_form
from kgqa.ask.understanding import understanding_of
from kgqa.fallback.exchange import Task
from kgqa.fallback.prompt import prompt
from kgqa.fallback.reading.build import forms, question_of
from kgqa.fallback.reading.candidates import candidates
from kgqa.fallback.reading.meanings import with_meanings
from kgqa.fallback.reading.proposal import Proposal, Same
from kgqa.fallback.reading.said import said
from kgqa.fallback.reading.slice import BUDGET, LONGEST_QUESTION, message
from kgqa.fallback.reading.structure import fits
from kgqa.fallback.untrusted import harmless
from kgqa.model import ModelUse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kgqa.ask.form import Question
    from kgqa.ask.lexicon import Lexicon
    from kgqa.ask.understanding import Understanding
    from kgqa.config import Endpoint, Settings
    from kgqa.fallback.exchange import Generated
    from kgqa.fallback.reading.said import Said
    from kgqa.model import Answer, Proof, Triple
    from kgqa.store import Store


M = TypeVar("M", bound=BaseModel)


class Ask(Protocol):
    """Has a model do a task: `ask_model` on a line to endpoints."""

    def __call__(self, task: Task[M]) -> Generated[M]:
        """The reply, or why there is none."""
        ...


PROMPT, SAME = "reading", "same"
_READABLE = frozenset(("no_reading", "unknown_words"))
"""Reasons for not understanding a question that has words and names enough to be read."""
_MOST_UNKNOWN = 12
_TIMES = 2
"""How often a form must be proposed that the question alone does not settle."""
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

    `answer` is the grammar's, which must be "not_understood". `ask` has a model do a task, and knows what it cost. For
    `surely` see above. Never raises for what a question or a model says.
    """
    if answer.status != "not_understood" or answer.reason is None or answer.reason.code not in _READABLE:
        return None
    understanding = understanding_of(lexicon, store)
    asked = said(answer.question, understanding)
    if not _is_hopeful(asked, surely=surely):
        return None

    def answered(readings: Sequence[Question]) -> Answer | None:
        found = answer_form(
            answer.question, readings, lexicon=lexicon, store=store, prove=prove, choose=choose, settings=settings
        )
        return found if _says_something(found) else None

    if sure := candidates(asked, understanding.kinds):
        found, by = _confirmed(answer.question, answered(sure), ask)
    elif not surely:
        question, by = _read(answer.question, asked, understanding, ask)
        found = None if question is None else answered([question])
    else:
        return None
    if found is None or found.reading is None:
        return None
    return replace(found, reading=replace(found.reading, by="model"), model=by)


def _confirmed(question: str, found: Answer | None, ask: Ask) -> tuple[Answer | None, ModelUse | None]:
    """The answer to what is the only way to read the question, if the model takes it to be that."""
    if found is None or found.reading is None:
        return None, None
    data = {"question": harmless(question, LONGEST_QUESTION), "reading": harmless(found.reading.text, LONGEST_QUESTION)}
    generated = ask(Task(prompt(SAME), lambda _: json.dumps(data, ensure_ascii=False), Same))
    confirmed = generated.reply is not None and generated.reply.same
    return (found if confirmed else None), _use(generated.endpoint, SAME)


def _use(endpoint: Endpoint | None, name: str) -> ModelUse | None:
    return None if endpoint is None else ModelUse(endpoint.model, prompt(name).name)


def _is_hopeful(asked: Said, *, surely: bool) -> bool:
    """Whether a call may lead to a reading at all."""
    if asked.barred or not asked.pieces:
        return False
    return not asked.unknown if surely else len(asked.unknown) <= _MOST_UNKNOWN


def _read(
    question: str, asked: Said, understanding: Understanding, ask: Ask
) -> tuple[Question | None, ModelUse | None]:
    """The one form that the model proposes, and proposes again."""
    kinds = understanding.kinds

    def fitting(proposal: Proposal) -> list[Question]:
        return accepted(proposal, asked, understanding, surely=False)

    task = Task(
        prompt(PROMPT),
        lambda room: message(question, asked, kinds, budget=min(room, BUDGET)),
        Proposal,
        lambda proposal: None if proposal.ask == "none" or fitting(proposal) else _OBJECTION,
    )
    found: set[Question] = set()
    endpoint = None
    for _ in range(_TIMES):
        generated = ask(task)
        read = fitting(generated.reply) if generated.reply is not None else []
        if not read:
            return None, None
        found |= set(read)
        endpoint = generated.endpoint
    return (found.pop() if len(found) == 1 else None), _use(endpoint, PROMPT)


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
