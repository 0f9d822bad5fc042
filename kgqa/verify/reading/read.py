"""A text as claims: its sentences, their clauses, and what each clause says, with where it says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.english.discourse import CONNECTIVES, attitude, denied_whole, evaluates
from kgqa.ask.tokens import tokenize
from kgqa.model import Passage
from kgqa.verify.claim import Read
from kgqa.verify.reading.clauses import Piece, clauses
from kgqa.verify.reading.line import Line
from kgqa.verify.reading.linking import linked
from kgqa.verify.reading.lives import lives
from kgqa.verify.reading.presupposed import presupposed
from kgqa.verify.reading.sentences import sentences
from kgqa.verify.reading.telling import claims_of
from kgqa.verify.reading.topics import Topics, outermost

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Literal as OneOf

    from kgqa.ask.link import Links
    from kgqa.ask.statement import Statement
    from kgqa.ask.understanding import Understanding
    from kgqa.verify.claim import Stated
    from kgqa.verify.reading.sentences import Sentence

_MOST_TRIES = 12
_PAUSES = frozenset(",;:!?…–—/")
"""Punctuation within a sentence; a full stop there only shortens a word."""
_PLACING = frozenset("at for in per under within without".split())  # noqa: SIM905
_MARKS = ".,;:!()[]\"'"
_MOST_TOKENS = 120
_NO_MATTER = CONNECTIVES | frozenset("()[]")


def read_text(text: str, understanding: Understanding) -> Read:
    """The claims of a text, each with the characters that say it; what is unread, and what claims nothing.

    Nothing is left out: what is in no claim is a passage, but for connectives and phrases that open a statement.
    """
    claims: list[Stated] = []
    unread: list[Passage] = []
    unclaimed: list[Passage] = []
    topics = Topics()
    for sentence in sentences(text):
        if len(tokenize(sentence.text)) > _MOST_TOKENS:
            unread.append(Passage(sentence.text, sentence.start, sentence.end))
            continue
        links, goes_on = linked(sentence.text.rstrip("."), understanding, topics)
        kind = _kind(sentence, links)
        understood = False
        if kind is not None:
            unclaimed.append(Passage(sentence.text, sentence.start, sentence.end, kind))
        else:
            found, left = _read(sentence, links, understanding)
            claims += found
            unread += left
            understood = bool(found)
        topics = topics.after(
            links.mentions, [token.folded for token in links.tokens], goes_on=goes_on, understood=understood
        )
    return Read(tuple(claims), tuple(_judging(unread, unclaimed)), tuple(unclaimed))


def _judging(unread: Sequence[Passage], unclaimed: list[Passage]) -> Iterator[Passage]:
    """The passages that are unread; those that only judge ("... was wonderful") are opinions."""
    for passage in unread:
        if evaluates(word.strip(_MARKS) for word in passage.text.split()):
            unclaimed.append(Passage(passage.text, passage.start, passage.end, "opinion"))
        else:
            yield passage


def _kind(sentence: Sentence, links: Links) -> OneOf["question", "hedge", "opinion"] | None:
    if sentence.asks:
        return "question"
    named = {k for m in outermost(links.mentions) for k in range(m.start, m.end)}
    return attitude(["" if k in named else t.folded for k, t in enumerate(links.tokens)])


def _read(sentence: Sentence, links: Links, understanding: Understanding) -> tuple[list[Stated], list[Passage]]:
    names = tuple((m.start, m.end) for m in outermost(links.mentions))
    line = Line(links.tokens, links.seeds, _gaps(sentence.text, links), understanding.kinds, names)
    denied = denied_whole(line.words)
    line, taken = presupposed(line if denied is None else line.part(*denied))
    line, lasting = lives(line, understanding.grades)
    granted = [(piece, _statements(line, piece)) for piece in taken]
    pieces = [*_settled(line, denied=denied is not None), *granted, *lasting]
    if pieces and _is_elsewhere(line, pieces[0][0]):
        return [], [_passage(line, Piece(None, 0, len(line.tokens)), sentence)]
    claims: dict[object, Stated] = {}
    unread: list[Passage] = []
    for piece, statements in sorted(pieces, key=lambda pair: (pair[0].start, pair[0].end)):
        if statements:
            for claim in claims_of(line, piece, statements, sentence):
                claims.setdefault((claim.readings, claim.negated), claim)
        elif piece.opening is None and any(word not in _NO_MATTER for word in line.words[piece.start : piece.end]):
            unread.append(_passage(line, piece, sentence))
    return list(claims.values()), unread


def _is_elsewhere(line: Line, first: Piece) -> bool:
    """Whether a sentence may tell of another world or order than its clauses do: "In the novel, he dies"."""
    fronted = first.opening is None and first.end < len(line.tokens) and line.words[first.start] in _PLACING
    return fronted or "respectively" in line.words


def _settled(line: Line, *, denied: bool) -> list[tuple[Piece, list[Statement]]]:
    """The pieces with what they say; a span that is recognised but says nothing is tried otherwise."""
    barred: set[Piece] = set()
    for _ in range(_MOST_TRIES):
        found = [(piece, _statements(line, piece)) for piece in clauses(line, frozenset(barred), denied=denied)]
        silent = {Piece(p.opening, p.start, p.end) for p, said in found if p.opening is not None and not said}
        if not silent:
            return found
        barred |= silent
    return [(Piece(None, 0, len(line.tokens)), [])]


def _statements(line: Line, piece: Piece) -> list[Statement]:
    if piece.opening is None:
        return []
    found = line.statements(piece.opening, piece.start, piece.end)
    if not piece.denied:
        return found
    denied = [statement.denied() for statement in found]
    return [statement for statement in denied if statement is not None] if None not in denied else []


def _passage(line: Line, piece: Piece, sentence: Sentence) -> Passage:
    start, end = line.tokens[piece.start].start, line.tokens[piece.end - 1].end
    return Passage(sentence.text[start:end], sentence.start + start, sentence.start + end)


def _gaps(text: str, links: Links) -> list[str]:
    """The punctuation before each token, and after the last one, but for quotation marks and apostrophes."""
    ends = [0, *(token.end for token in links.tokens)]
    starts = [*(token.start for token in links.tokens), len(text)]
    between = (text[end:start] for end, start in zip(ends, starts, strict=True))
    return ["".join(c for c in gap if c in _PAUSES) for gap in between]
