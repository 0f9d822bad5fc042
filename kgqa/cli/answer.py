"""An answer as text for people."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from kgqa.ask.render import proof_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.model import Answer


def answer_text(answer: Answer) -> str:
    """The sentence, how the question was read, then the proof or the list, the candidates, the model's suggestion."""
    return "\n".join([answer.text, *_reading(answer), *_items(answer), *_candidates(answer), *_suggestion(answer)])


def _reading(answer: Answer) -> Iterator[str]:
    if answer.reading is not None:
        certainty = f"; {answer.certainty}" if answer.certainty else ""
        yield f"(read as: {answer.reading.text}{certainty})"


def _items(answer: Answer) -> Iterator[str]:
    """The proof of a single answer; several answers one a line, their proofs left to `kgqa explain`."""
    if len(answer.answers) > 1:
        yield from (f"- {item.label}" for item in answer.answers)
    elif answer.answers and answer.answers[0].proof is not None:
        yield "\n" + proof_text(answer.answers[0].proof).rstrip("\n")


def _candidates(answer: Answer) -> Iterator[str]:
    for number, candidate in enumerate(answer.candidates, 1):
        about = f", {candidate.description}" if candidate.description else ""
        yield f"  {number}. {candidate.label}{about}   --choose {quote(candidate.choose)}"


def _suggestion(answer: Answer) -> Iterator[str]:
    if answer.suggestion is not None:
        yield f"Unverified, from {answer.model.name if answer.model else 'a model'}: {answer.suggestion.text}"
        for claim in answer.suggestion.claims:
            yield f"  {claim.verdict}: {claim.text} ({claim.reason})"
