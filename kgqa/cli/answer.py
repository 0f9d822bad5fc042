"""An answer as text for people."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from kgqa.cli.screen import proof_text, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.model import Answer


def answer_text(answer: Answer) -> str:
    """The sentence, how the question was read, then the proof or the list, the candidates, the model's suggestion."""
    lines = [*_reading(answer), *_items(answer)]
    more = [*candidates_text(answer), *_suggestion(answer)]
    return "\n".join([shown(answer.text), *map(shown, lines), *_proof(answer), *map(shown, more)])


def _reading(answer: Answer) -> Iterator[str]:
    if answer.reading is not None:
        certainty = f"; {answer.certainty}" if answer.certainty else ""
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
