"""An answer as text for people."""

from __future__ import annotations

from itertools import takewhile
from shlex import quote
from typing import TYPE_CHECKING

from kgqa.cli.screen import proof_text, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.model import Answer


def answer_text(answer: Answer) -> str:
    """The sentence, what a model has to do with it, how the question was read, then the proof or the list, the
    candidates, the model's suggestion.
    """
    lines = [*_asked(answer), *_said_by(answer), *_reading(answer), *_items(answer)]
    more = [*candidates_text(answer), *_suggestion(answer)]
    return "\n".join([shown(answer.text), *map(shown, lines), *_proof(answer), *map(shown, more)])


def _asked(answer: Answer) -> Iterator[str]:
    """What the reason adds to the sentence: what came of asking a model."""
    if answer.reason is None or answer.status == "answered":
        return
    message = answer.reason.message
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(answer.text, message, strict=False)))
    # The sentence may have notes after what the reason begins with, too.
    begun = message[:shared].rstrip().endswith((".", "!", "?"))
    if added := message[shared if begun else 0 :].strip():
        yield added


def _said_by(answer: Answer) -> Iterator[str]:
    """Of a model's answer: which model said it, and whether the graph holds it."""
    if answer.source == "model":
        name = f"the model {answer.model.name}" if answer.model else "a model"
        held = "and the graph holds it" if answer.certainty == "verified" else "the graph does not hold it"
        yield f"({answer.certainty}: said by {name}, {held})"


def _reading(answer: Answer) -> Iterator[str]:
    if answer.reading is not None:
        certainty = f"; {answer.certainty}" if answer.certainty and answer.source != "model" else ""
        yield f"(read as: {answer.reading.text}{certainty})"


def _items(answer: Answer) -> Iterator[str]:
    """Several answers one a line, their proofs left to `kgqa explain`."""
    if len(answer.answers) > 1:
        yield from (f"- {item.label}" for item in answer.answers)


def _proof(answer: Answer) -> Iterator[str]:
    if len(answer.answers) == 1 and answer.answers[0].proof is not None:
        yield "\n" + proof_text(answer.answers[0].proof)


def candidates_text(answer: Answer, *, by_number: bool = False) -> Iterator[str]:
    """The candidates, numbered, each with the option that picks it; `by_number`: without, since a number will do."""
    for number, candidate in enumerate(answer.candidates, 1):
        about = f", {candidate.description}" if candidate.description else ""
        option = "" if by_number else f"   --choose {quote(candidate.choose)}"
        yield f"  {number}. {candidate.label}{about}{option}"


def _suggestion(answer: Answer) -> Iterator[str]:
    if answer.suggestion is not None:
        yield f"Unverified, from {answer.model.name if answer.model else 'a model'}: {answer.suggestion.text}"
        for claim in answer.suggestion.claims:
            yield f"  {claim.verdict}: {claim.text} ({claim.reason})"
