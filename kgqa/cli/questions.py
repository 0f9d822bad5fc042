"""`ask --file`: one question a line in, one answer a line out, whatever the lines hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from kgqa.ask.render import answer_json
from kgqa.cli import lines as jsonl
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
    return (_answered(number, line, ask, revision) for number, line in jsonl.numbered(lines))


def _answered(number: int, line: bytes, ask: Callable[[Question], Answer], revision: str) -> dict[str, Any]:
    question = Question(number, "")
    try:
        fields = jsonl.fields(line, '{"id": 1, "question": "..."}')
        question = question._replace(id=fields.get("id", number))
        question = question._replace(text=jsonl.text(fields, "question"))
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


def _optional(fields: dict[str, Any], name: str) -> str | None:
    return None if fields.get(name) is None else jsonl.text(fields, name)


def _choices(fields: dict[str, Any]) -> tuple[str, ...]:
    values = [] if fields.get("choose") is None else fields["choose"]
    if not isinstance(values, list) or not all(isinstance(item, str) for item in values):
        raise InputError('"choose" is not a list of texts')
    return tuple(values)
