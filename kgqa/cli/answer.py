"""An answer as text for people."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from kgqa.ask.render import proof_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.model import Answer

MOST_PROOFS = 1
"""With more answers than this, the proofs are left to `kgqa explain`."""


def answer_text(answer: Answer) -> str:
    """The sentence, how the question was read, then the proof, the candidates or the model's suggestion."""
    return "\n".join([answer.text, *_reading(answer), *_proofs(answer), *_candidates(answer), *_suggestion(answer)])


def _reading(answer: Answer) -> Iterator[str]:
    if answer.reading is not None:
        certainty = f"; {answer.certainty}" if answer.certainty else ""
        yield f"(read as: {answer.reading.text}{certainty})"


def _proofs(answer: Answer) -> Iterator[str]:
    proofs = [item.proof for item in answer.answers if item.proof is not None]
    if 0 < len(proofs) <= MOST_PROOFS:
        yield ""
        yield from (proof_text(proof).rstrip("\n") for proof in proofs)


def _candidates(answer: Answer) -> Iterator[str]:
    for number, candidate in enumerate(answer.candidates, 1):
        about = f", {candidate.description}" if candidate.description else ""
        yield f"  {number}. {candidate.label}{about}   --choose {quote(candidate.choose)}"


def _suggestion(answer: Answer) -> Iterator[str]:
    if answer.suggestion is not None:
        yield f"Unverified, from {answer.model.name if answer.model else 'a model'}: {answer.suggestion.text}"
        for claim in answer.suggestion.claims:
            yield f"  {claim.verdict}: {claim.text} ({claim.reason})"
