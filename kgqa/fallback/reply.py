"""What a model must reply to a question, read from what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kgqa.fallback.untrusted import harmless

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from kgqa.fallback.generate import Completion

M = TypeVar("M", bound=BaseModel)

LONGEST_ANSWER = 2_000
MOST_CLAIMS = 30
"""An endpoint that keeps to the schema ends there what small models would go on with for ever."""
_MOST_ERRORS = 5
_TOO_LONG = frozenset({"too_long", "string_too_long"})


class StatedClaim(BaseModel):
    """A fact as a model states it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    subject: str
    predicate: str
    object: str


class Reply(BaseModel):
    """A question's answer in a sentence, as names and values, and the facts that it rests on."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    answer: str
    answers: tuple[str, ...] = Field(max_length=MOST_CLAIMS)
    claims: tuple[StatedClaim, ...] = Field(max_length=MOST_CLAIMS)


def cleaned(reply: Reply) -> Reply:
    """The reply with harmless texts, each part of it once."""
    claims = [
        StatedClaim(subject=harmless(each.subject), predicate=harmless(each.predicate), object=harmless(each.object))
        for each in reply.claims
    ]
    return Reply(
        answer=harmless(reply.answer, LONGEST_ANSWER),
        answers=tuple(dict.fromkeys(harmless(each) for each in reply.answers)),
        claims=tuple(dict.fromkeys(claims)),
    )


def parse(got: Completion, form: type[M]) -> M | str:
    """The reply in a completion; or what is wrong with it."""
    if got.finish == "length":
        return "its reply was cut off"
    text = got.text
    if not text.strip():
        return "its reply was empty"
    try:
        # Some models wrap JSON in a code fence or in prose, whatever they are told.
        return form.model_validate_json(text[text.find("{") : text.rfind("}") + 1])
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_context=False, include_input=False)
        if wrong and all(each["type"] in _TOO_LONG for each in wrong):
            return "its reply was far too long"
        return "its reply was not of the form asked for" + _places(wrong)
    except (ValueError, RecursionError):
        return "its reply was not of the form asked for"


def _places(errors: list[ErrorDetails]) -> str:
    """Where in the JSON the faults are; nothing for what is no JSON."""
    places = [f"{'.'.join(map(str, error['loc']))}: {error['type']}" for error in errors if error["loc"]]
    return f" ({harmless('; '.join(places[:_MOST_ERRORS]))})" if places else ""
