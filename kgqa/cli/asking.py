"""`kgqa ask`: one question, or a file of them."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, NamedTuple

from kgqa.ask.render import answer_json
from kgqa.cli.answer import answer_text, candidates_text
from kgqa.cli.entry import BAD_INPUT, DONE, NOTHING_FOUND
from kgqa.cli.lines import opened
from kgqa.cli.questions import Question, answers
from kgqa.cli.screen import shown

if TYPE_CHECKING:
    from pathlib import Path

    from kgqa.model import Answer
    from kgqa.pipeline import KnowledgeBase

REFUSED = {"empty", "too_long"}
"""Reasons that lie in the input, not in the graph."""


class Options(NamedTuple):
    """What the options say about every question of the call."""

    choose: tuple[str, ...] = ()
    conversation: str | None = None
    policy: str | None = None
    model: bool = True


def ask_one(question: str, kb: KnowledgeBase, options: Options, *, as_json: bool) -> int:
    """Print the answer to `question`; the exit status says whether there is one.

    On a terminal an ambiguous question is asked back: a number picks a candidate, an empty line leaves.
    """
    answer = _ask(kb, Question(None, question), options)
    while answer.candidates and not as_json and sys.stdin.isatty() and sys.stdout.isatty():
        number = _picked(answer)
        if number is None:
            return _status(answer)
        more = options._replace(choose=(str(number),), conversation=answer.conversation)
        answer = _ask(kb, Question(None, ""), more)
    if answer.reason is not None and answer.reason.code in REFUSED:
        print("kgqa:", shown(answer.reason.message), file=sys.stderr)
    elif not as_json:
        print(answer_text(answer))
    if as_json:
        print(json.dumps(answer_json(answer), ensure_ascii=False, indent=2))
    return _status(answer)


def _picked(answer: Answer) -> int | None:
    """The number of the candidate that somebody at the terminal picks; None where nobody does."""
    print("\n".join((shown(answer.text), *map(shown, candidates_text(answer, by_number=True)))))
    number = len(answer.candidates)
    while True:
        print(f"Which one? (1 to {number}; Enter to leave) ", end="", flush=True)
        line = sys.stdin.readline().strip()
        if not line:
            return None
        if line.isascii() and line.isdigit() and 1 <= int(line) <= number:
            return int(line)


def ask_file(file: Path, kb: KnowledgeBase, options: Options) -> int:
    """Print one JSON answer for each line of `file`, as they come."""
    with opened(file) as lines:
        for answer in answers(lines, lambda question: _ask(kb, question, options), kb.revision):
            print(json.dumps(answer, ensure_ascii=False), flush=True)
    return DONE


def _ask(kb: KnowledgeBase, question: Question, options: Options) -> Answer:
    return kb.ask(
        question.text,
        choose=question.choose or options.choose,
        conversation=question.conversation or options.conversation,
        policy=options.policy,
        model=options.model,
    )


def _status(answer: Answer) -> int:
    if answer.status == "answered":
        return DONE
    refused = answer.status == "error" or (answer.reason is not None and answer.reason.code in REFUSED)
    return BAD_INPUT if refused else NOTHING_FOUND
