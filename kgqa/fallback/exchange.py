"""Asking for a reply of some form: endpoints in order, the ladder at each, and once more where a reply is no good."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import BaseModel

from kgqa.fallback.breaker import Breaker, Rules
from kgqa.fallback.generate import Completion, Failure, call, prepare
from kgqa.fallback.ladder import RUNGS, options, reply_tokens
from kgqa.fallback.purse import Purse
from kgqa.fallback.reply import parse
from kgqa.fallback.untrusted import harmless

if TYPE_CHECKING:
    from collections.abc import Callable

    from kgqa.config import Endpoint, Settings
    from kgqa.fallback.generate import Cancelled, Message
    from kgqa.fallback.prompt import Prompt
    from kgqa.fallback.spending import Spending
    from kgqa.model import Usage

M = TypeVar("M", bound=BaseModel)

CHARACTERS_OF_TOKEN = 4
"""How tokens are estimated before a call, and where an endpoint does not tell them."""
MOST_DATA = 1_500
"""Tokens of data that a request carries at most."""
LONGEST_REPLY = 20_000
_SPARE = 100
"""Tokens of a context that are left free: estimates are estimates."""


@dataclass(frozen=True, slots=True)
class Task(Generic[M]):
    """What a model is to do: the prompt, the data for it within so many tokens, and the form of the reply.

    `objection` tells what is wrong with a reply of the right form, as JSON for the model to mend it; None: nothing.
    """

    prompt: Prompt
    message: Callable[[int], str]
    form: type[M]
    objection: Callable[[M], object | None] = lambda _: None


@dataclass(frozen=True, slots=True)
class Generated(Generic[M]):
    """The outcome: a reply of the right form, or in `problem` why there is none; and the endpoint that was last asked.

    `refused`: no endpoint was called at all, and `problem` says why.
    """

    reply: M | None = None
    problem: str = ""
    endpoint: Endpoint | None = None
    refused: bool = False


@dataclass(slots=True)
class Line:
    """The line to the endpoints, for one question: what it may still take, and whether anybody still waits."""

    endpoints: tuple[Endpoint, ...]
    settings: Settings
    spending: Spending
    cancelled: Cancelled = lambda: False
    purse: Purse = field(init=False)

    def __post_init__(self) -> None:
        prepare()
        self.purse = Purse(self.settings, self.spending)

    @property
    def usage(self) -> Usage:
        """What was taken so far."""
        return self.purse.usage


@dataclass(frozen=True, slots=True)
class _Wrong(Generic[M]):
    """A reply that is no good, as the model wrote it, and what is wrong with it, for the model.

    Where it is of the right form it is `reply`, and whoever asked decides what it is worth; else there is a `problem`.
    """

    said: str
    told: object
    problem: str = ""
    reply: M | None = None


def ask_model(task: Task[M], line: Line) -> Generated[M]:
    """A reply to the task from the first endpoint that gives one. Never raises for anything an endpoint does.

    Where a reply is not of the form asked for, or there is an objection to it, it is asked for once more, with what
    was wrong; the second reply is the last, whatever it is.
    """
    problems: list[str] = []
    wrong: _Wrong[M] | None = None
    asked: Endpoint | None = None
    for endpoint in line.endpoints:
        got = _completed(task, endpoint, line, wrong)
        if isinstance(got, Completion) and wrong is None:
            asked, read = endpoint, _read(task, got)
            if not isinstance(read, _Wrong):
                return Generated(read, endpoint=endpoint)
            wrong = read
            got = _completed(task, endpoint, line, wrong)
        if isinstance(got, Completion):
            read = _read(task, got)
            wrong = read if isinstance(read, _Wrong) else None
            reply = read.reply if isinstance(read, _Wrong) else read
            return Generated(reply, wrong.problem if wrong else "", endpoint)
        asked = asked if got.kind == "spared" else endpoint
        problems.append(got.message if len(line.endpoints) == 1 else f"{endpoint.name}: {got.message}")
        if got.kind == "cancelled":
            break
    if wrong is not None:
        return Generated(wrong.reply, wrong.problem, asked)
    return Generated(problem="; ".join(problems), endpoint=asked, refused=asked is None)


def _read(task: Task[M], got: Completion) -> M | _Wrong[M]:
    reply = parse(got, task.form)
    said = harmless(got.text, LONGEST_REPLY)
    if isinstance(reply, str):
        return _Wrong(said, {"wrong": reply, "form": task.prompt.form}, problem=reply)
    objection = task.objection(reply)
    return reply if objection is None else _Wrong(said, objection, reply=reply)


def _completed(task: Task[M], endpoint: Endpoint, line: Line, wrong: _Wrong[M] | None) -> Completion | Failure:
    """The completion at the first rung of the ladder that the endpoint accepts; that rung is remembered."""
    first = min(line.spending.rung(endpoint.id), RUNGS - 1)
    for rung in range(first, RUNGS):
        got = _one(task, endpoint, line, wrong, rung)
        if isinstance(got, Completion) and rung != first:
            line.spending.remember(endpoint.id, rung)
        if isinstance(got, Completion) or got.kind != "refused":
            return got
    return got


def _one(task: Task[M], endpoint: Endpoint, line: Line, wrong: _Wrong[M] | None, rung: int) -> Completion | Failure:
    """One call, if none of the budgets forbids it."""
    if line.cancelled():
        return Failure("cancelled", "nobody waits for the answer any more")
    messages = _messages(task, endpoint, wrong, rung)
    sent = sum(len(message["content"]) for message in messages) // CHARACTERS_OF_TOKEN
    seconds = line.purse.seconds(endpoint)
    if not line.spending.admit(endpoint.id, seconds):
        return Failure("spared", "it failed before and is left alone for a while")
    held = line.purse.take(endpoint, sent, seconds)
    if isinstance(held, str):
        line.spending.tell(endpoint.id, lambda breaker, _: breaker.undecided())
        return Failure("spared", held)
    started = monotonic()
    asked = options(task.form, rung, reply_tokens(endpoint))
    got = call(endpoint, messages, asked, seconds=seconds, cancelled=line.cancelled)
    line.purse.book(endpoint, held, _tokens(got, sent), monotonic() - started)
    _tell(endpoint, line, got, last=rung + 1 == RUNGS, whole=seconds >= endpoint.seconds)
    return got


def _tokens(got: Completion | Failure, sent: int) -> tuple[int, int]:
    """The tokens of a call: as the endpoint counts them, else estimated; a call that was not served takes none."""
    if isinstance(got, Completion):
        return got.tokens or (sent, len(got.text) // CHARACTERS_OF_TOKEN)
    return (sent, 0) if got.kind in {"slow", "cancelled"} else (0, 0)


def _tell(endpoint: Endpoint, line: Line, got: Completion | Failure, *, last: bool, whole: bool) -> None:
    """Tell the breaker how a call went. A call that had less than its own time says nothing by being slow."""
    rules = Rules(line.settings.breaker_failures, line.settings.breaker_seconds)

    def change(breaker: Breaker, now: float) -> Breaker:
        if isinstance(got, Completion):
            return Breaker()
        if got.kind == "cancelled" or (got.kind == "refused" and not last) or (got.kind == "slow" and not whole):
            return breaker.undecided()
        return breaker.failed(now, rules, got.pause)

    line.spending.tell(endpoint.id, change)


def _messages(task: Task[M], endpoint: Endpoint, wrong: _Wrong[M] | None, rung: int) -> list[Message]:
    system = task.prompt.system if rung == 0 else f"{task.prompt.system}\n\n{task.prompt.form}"
    after = [] if wrong is None else _again(task.prompt, wrong, endpoint)
    room = MOST_DATA
    if endpoint.context:
        taken = sum(len(text) for text in (system, *(each["content"] for each in after))) // CHARACTERS_OF_TOKEN
        room = min(room, endpoint.context - reply_tokens(endpoint) - taken - _SPARE)
    data = task.message(max(room, 0))
    return [{"role": "system", "content": system}, {"role": "user", "content": data}, *after]


def _again(prompt: Prompt, wrong: _Wrong[M], endpoint: Endpoint) -> list[Message]:
    """The reply that was no good, and what is wrong with it."""
    opening = prompt.again or "Your reply cannot be used. What is wrong with it, as data:"
    told = json.dumps(wrong.told, ensure_ascii=False)
    # A character of four to a token, so that this is a quarter of what there is room for.
    said = harmless(wrong.said, endpoint.context or LONGEST_REPLY)
    return [{"role": "assistant", "content": said}, {"role": "user", "content": f"{opening}\n{told}"}]
