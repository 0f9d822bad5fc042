"""`ask --file`: one question a line in, one answer a line out, whatever the lines hold."""

from __future__ import annotations

import json
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from kgqa.ask.render import answer_json
from kgqa.errors import InputError
from kgqa.model import Answer, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


class Question(NamedTuple):
    """One line of a question file; `id` is whatever JSON the line gave, else the line's number."""

    id: Any
    text: str
    choose: tuple[str, ...] = ()
    conversation: str | None = None


def answers(lines: Iterable[bytes], ask: Callable[[Question], Answer], revision: str) -> Iterator[dict[str, Any]]:
    """The answer object of each line that is not blank, in order; a line that fails has status "error"."""
    for number, line in enumerate(lines, 1):
        if line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield _answered(number, line, ask, revision)


def _answered(number: int, line: bytes, ask: Callable[[Question], Answer], revision: str) -> dict[str, Any]:
    question = Question(number, "")
    try:
        fields = _fields(line)
        question = question._replace(id=fields.get("id", number))
        question = question._replace(text=_text(fields, "question"))
        question = question._replace(choose=_choices(fields), conversation=_optional(fields, "conversation"))
        return answer_json(ask(question)) | {"id": question.id}
    # Whatever one line does, the lines after it are answered.
    except Exception as error:
        message = f"line {number}: {error or type(error).__name__}"
        return answer_json(_failed(question.text, message, revision)) | {"id": question.id}


def _failed(question: str, message: str, revision: str) -> Answer:
    return Answer(
        id="",
        question=question,
        status="error",
        text=message,
        revision=revision,
        reason=Reason("error", message),
    )


def _fields(line: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(line.decode("utf-8-sig"), parse_constant=_no_number, parse_float=_number)
    except UnicodeDecodeError:
        raise InputError("this is not UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"this is not JSON: {error}") from None
    if not isinstance(fields, dict):
        raise InputError('this is not an object such as {"id": 1, "question": "..."}')
    return fields


def _number(text: str) -> float:
    value = float(text)
    return value if isfinite(value) else _no_number(text)


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number that JSON can hold")


def _text(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str):
        raise InputError(f'"{name}" is missing or is not text')
    return value


def _optional(fields: dict[str, Any], name: str) -> str | None:
    return None if fields.get(name) is None else _text(fields, name)


def _choices(fields: dict[str, Any]) -> tuple[str, ...]:
    values = [] if fields.get("choose") is None else fields["choose"]
    if not isinstance(values, list) or not all(isinstance(item, str) for item in values):
        raise InputError('"choose" is not a list of texts')
    return tuple(values)
