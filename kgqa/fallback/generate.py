"""One structured call to a model: a question and facts in, a checked reply or the reason why there is none out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, ValidationError

from kgqa.errors import ModelError
from kgqa.model import Usage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openai import OpenAI
    from openai.types.chat import ChatCompletion, ChatCompletionMessageParam

    from kgqa.config import Settings

PROMPT = "grounded"
LONGEST_ANSWER = 2_000
MOST_CLAIMS = 30
MOST_TOKENS = 800


class StatedClaim(BaseModel):
    """A fact as a model states it."""

    model_config = ConfigDict(extra="forbid")

    subject: str
    predicate: str
    object: str


class Reply(BaseModel):
    """What a model must reply."""

    model_config = ConfigDict(extra="forbid")

    answer: str
    answers: list[str]
    claims: list[StatedClaim]


@dataclass(frozen=True, slots=True)
class Generated:
    """The outcome of asking a model: its reply, or in `problem` why there is none; and what it cost."""

    usage: Usage
    reply: Reply | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A versioned prompt: what every request says, and what is added where no schema can be enforced."""

    name: str
    system: str
    form: str


@cache
def prompt(name: str = PROMPT) -> Prompt:
    """The prompt in the file `name`; its own name is `name@hash`, the hash that of the file (SHA-256)."""
    content = files("kgqa.fallback").joinpath("prompts", f"{name}.md").read_bytes()
    system, _, form = content.decode().partition("\n---\n")
    return Prompt(f"{name}@{sha256(content).hexdigest()[:12]}", system.strip(), form.strip())


SCHEMA = {"name": "reply", "strict": True, "schema": Reply.model_json_schema()}
LADDER: tuple[Mapping[str, Any], ...] = (
    {"response_format": {"type": "json_schema", "json_schema": SCHEMA}, "max_completion_tokens": MOST_TOKENS},
    {"response_format": {"type": "json_object"}, "max_completion_tokens": MOST_TOKENS},
    {},
)
"""Ways to ask for the form of the reply, the strictest first; endpoints differ in which they accept."""
REFUSALS = frozenset({400, 415, 422, 501})
_rungs: dict[tuple[str, str], int] = {}
"""The first rung of LADDER that each endpoint and model was found to accept."""


def generate(message: str, settings: Settings, client: OpenAI | None = None) -> Generated:
    """Ask the model of `settings` about `message` once, within its time limit as a whole. Never raises.

    Where the endpoint refuses a form, the next of LADDER is tried within the same limit. The reply is always
    validated here, whatever the endpoint promises; so `create` is called, not `parse`, which loses what a call
    cost whenever the reply is not valid.
    """
    outcome: SimpleQueue[tuple[Reply | None, str]] = SimpleQueue()
    calls: list[Usage] = []

    try:
        # Importing the client takes a second, which is not the model's.
        chosen = client or _client(settings)
    except Exception as error:
        return Generated(Usage(), problem=f"its endpoint cannot be used ({type(error).__name__})")

    def ask() -> None:
        outcome.put(_attempt(message, settings, chosen, calls))

    Thread(target=ask, daemon=True).start()
    try:
        # The client's own timeout begins anew with every byte that arrives.
        reply, problem = outcome.get(timeout=settings.model_seconds)
    except Empty:
        reply, problem = None, f"it did not reply within {settings.model_seconds:g} seconds"
    return Generated(_total(calls), reply, problem)


def _attempt(message: str, settings: Settings, client: OpenAI, calls: list[Usage]) -> tuple[Reply | None, str]:
    try:
        completion = _complete(message, settings, client, calls)
        return read_reply(completion), ""
    except ModelError as error:
        return None, error.message
    except Exception as error:
        # Whatever an endpoint does, the graph's own answer stands.
        return None, f"the call failed ({type(error).__name__})"


def _client(settings: Settings) -> OpenAI:
    from openai import OpenAI

    return OpenAI(
        base_url=settings.model_url,
        api_key=settings.model_key or "none",
        timeout=settings.model_seconds,
        max_retries=0,
    )


def _complete(message: str, settings: Settings, client: OpenAI, calls: list[Usage]) -> ChatCompletion:
    """The completion at the first rung of LADDER that the endpoint accepts; that rung is remembered."""
    from openai import APIStatusError

    endpoint = (settings.model_url, settings.model)
    for rung in range(_rungs.get(endpoint, 0), len(LADDER)):
        calls.append(Usage(model_calls=1))
        try:
            completion: ChatCompletion = client.chat.completions.create(
                model=settings.model, messages=_messages(message, rung), **LADDER[rung]
            )
        except APIStatusError as error:
            if error.status_code in REFUSALS and rung + 1 < len(LADDER):
                continue
            raise ModelError(f"the endpoint answered with status {error.status_code}") from error
        calls[-1] = _usage(completion)
        _rungs[endpoint] = rung
        return completion
    raise AssertionError("the last rung returns or raises")


def _messages(message: str, rung: int) -> list[ChatCompletionMessageParam]:
    wanted = prompt()
    system = wanted.system if rung == 0 else f"{wanted.system}\n\n{wanted.form}"
    return [{"role": "system", "content": system}, {"role": "user", "content": message}]


def read_reply(completion: ChatCompletion) -> Reply:
    """The reply in a completion; raises ModelError where there is none of the form asked for."""
    choice = completion.choices[0]
    if choice.finish_reason == "length":
        raise ModelError("its reply was cut off")
    text = choice.message.content or ""
    if not text.strip():
        raise ModelError("its reply was empty")
    try:
        # Some models wrap JSON in a code fence or in prose, whatever they are told.
        reply = Reply.model_validate_json(text[text.find("{") : text.rfind("}") + 1])
    except ValidationError:
        raise ModelError("its reply was not of the form asked for") from None
    if len(reply.answer) > LONGEST_ANSWER or max(len(reply.answers), len(reply.claims)) > MOST_CLAIMS:
        raise ModelError("its reply was far too long")
    return reply


def _usage(completion: ChatCompletion) -> Usage:
    used = completion.usage
    if used is None:
        return Usage(model_calls=1)
    return Usage(1, used.prompt_tokens or 0, used.completion_tokens or 0)


def _total(calls: list[Usage]) -> Usage:
    return Usage(
        model_calls=sum(call.model_calls for call in calls),
        input_tokens=sum(call.input_tokens for call in calls),
        output_tokens=sum(call.output_tokens for call in calls),
    )
