"""Words of a question that the graph does not have, as far as a model says what they mean or that they are idle."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kgqa.ask.english.framing import ASKING, CONNECTING
from kgqa.ask.english.wording import noun_keys
from kgqa.ask.tokens import tokenize
from kgqa.fallback.reading.said import Piece
from kgqa.fallback.reading.words import kinds_called, relations

if TYPE_CHECKING:
    from kgqa.ask.lexicon import Lexicon
    from kgqa.fallback.reading.proposal import Proposal
    from kgqa.fallback.reading.said import Option, Said

_SHORTEST = 4
MOST_MEANT = 3


def with_meanings(said: Said, proposal: Proposal, lexicon: Lexicon) -> Said:
    """The question with the unknown words that the proposal gives a meaning as pieces, and without the idle ones.

    What is said must be unknown, what is meant a word of the proposal. Idle words stand before the question word, not
    right before a noun or a name, and none ties what follows to something.
    """
    words = said.words
    idle = _idle(said, proposal)
    pieces, unknown = list(said.pieces), [k for k in said.unknown if k not in idle]
    if len(unknown) > MOST_MEANT:
        return said
    for meaning in proposal.meanings:
        run = [token.folded for token in tokenize(meaning.said)]
        options: tuple[Option, ...] = (
            *relations(meaning.meant, lexicon),
            *kinds_called(meaning.meant, lexicon),
        )
        at = next((k for k in unknown if run and words[k : k + len(run)] == run), None)
        free = at is not None and all(k in unknown for k in range(at, at + len(run)))
        if at is None or not free or not options or any(_narrows(word, lexicon) for word in run):
            continue
        pieces.append(Piece(at, at + len(run), options))
        unknown = [k for k in unknown if not at <= k < at + len(run)]
    return replace(said, pieces=tuple(sorted(pieces, key=lambda p: p.start)), unknown=tuple(unknown))


def _idle(said: Said, proposal: Proposal) -> set[int]:
    words = said.words
    asked = next((k for k, word in enumerate(words) if word in ASKING), len(words))
    first = min((piece.start for piece in said.pieces), default=0)
    told = {token.folded for text in proposal.ignored for token in tokenize(text)} - CONNECTING
    # What stands before a noun narrows it.
    ends = [k for k in range(len(words)) if k not in said.unknown]
    apart = {k for k in said.unknown if next((end for end in ends if end > k), first) != first}
    return {k for k in apart if k < min(asked, first) and words[k] in told}


def _narrows(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is made of a word of the graph, which it narrows: it does not mean the same."""
    keys = {word[at:] for at in range(1, len(word))} | {word[:at] for at in range(1, len(word))}
    return any(key in lexicon.nouns for part in keys if len(part) >= _SHORTEST for key in noun_keys((part,)))
