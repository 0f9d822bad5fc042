"""What a question says, piece by piece: each piece must come back in a reading, and nothing else may be in one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias
from typing import Literal as OneOf

from kgqa.ask.english.framing import (
    ARTICLES,
    ASKING,
    AUXILIARIES,
    BARRED,
    COMPARING,
    CONNECTING,
    FRAMING,
    HAVING,
    RELATED,
    REQUESTING,
    SHARING,
    frames,
)
from kgqa.ask.english.morphology import noun_bases, verb_bases
from kgqa.ask.form import Entity, Relation
from kgqa.ask.link import link
from kgqa.ask.mention import WHOLE
from kgqa.ask.tokens import POSSESSIVE
from kgqa.model import IRI, Literal

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from kgqa.ask.chart import Seed
    from kgqa.ask.compose.measures import Degree
    from kgqa.ask.lexicon import Sense
    from kgqa.ask.link import Links
    from kgqa.ask.tokens import Token
    from kgqa.ask.understanding import Understanding

    Option: TypeAlias = "Entity | Relation | Sense | IRI | Degree | Literal | Ordinal | int | Decimal"

Ask = OneOf["list", "count", "yesno", "related"]
_SYMBOLS = ("W", "N", "C", "V", "D", "NUM", "SUP", "ORD")
_WORDS = frozenset(("N", "C", "V"))
_SYNONYM = 4
"""What a word costs that the graph knows by a synonym or by a part only."""
_COMPARATIVES = frozenset(words[0] for words in COMPARING)
_SUREST = 2
"""What a word costs at most that a framing word must be for the graph to mean something else by it."""
_TYING = frozenset((*ARTICLES, *ASKING, *AUXILIARIES, *HAVING, *CONNECTING, *SHARING, POSSESSIVE, "of", "many"))
"""Words that say nothing by themselves: `structure` looks at where they stand."""
_VAGUE = FRAMING | _TYING | {"name", "person", "people", "somebody", "someone", "anyone", "anybody", "thing"}
"""Words that a graph may have and that may as well say nothing."""


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A place in an order: "second"."""

    place: int


@dataclass(frozen=True, slots=True)
class Piece:
    """The tokens from `start` up to `end`, and all that they may mean; a number or a date with its `comparison`."""

    start: int
    end: int
    options: tuple[Option, ...]
    comparison: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A question in pieces: what the graph knows in it, what is asked, and the places of words that nothing knows.

    `barred` is why no model can read it, if so.
    """

    tokens: tuple[Token, ...]
    pieces: tuple[Piece, ...]
    ask: Ask
    wants: str | None
    unknown: tuple[int, ...]
    barred: str = ""

    @property
    def words(self) -> list[str]:
        """The folded words."""
        return [token.folded for token in self.tokens]

    @property
    def things(self) -> list[Piece]:
        """The pieces that name things."""
        return [piece for piece in self.pieces if any(isinstance(option, Entity) for option in piece.options)]

    @property
    def shares(self) -> bool:
        """Whether it asks for what things have alike."""
        return not SHARING.isdisjoint(self.words)

    def text(self, start: int, end: int) -> str:
        """The words of a span, folded."""
        return " ".join(self.words[start:end])


def said(question: str, understanding: Understanding) -> Said:
    """The pieces of a question. Names are whole and spelt as the graph has them; of words the longest count."""
    links = link(question, understanding)
    words = [token.folded for token in links.tokens]
    pieces = [piece for piece in _pieces(links) if not _requests(piece, words)]
    known = {place for piece in pieces for place in range(piece.start, piece.end)}
    kept = [place for place in range(len(words)) if place not in frames(words, known)]
    at = {place: k for k, place in enumerate(kept)}
    tokens = tuple(links.tokens[place] for place in kept)
    core = [token.folded for token in tokens]
    moved = [replace(p, start=at[p.start], end=at[p.end - 1] + 1) for p in pieces]
    asked = [word for k, word in enumerate(core) if word in ASKING and not _within(k, moved)]
    truth = not asked and words[0] in AUXILIARIES and (0 not in at or kept[0] == 0) and words[1:2] != ["you"]
    ask = _ask(core, moved, truth=truth)
    found = [_compared(piece, core) for piece in moved]
    wants = next((ASKING[word] for word in asked if ASKING[word] is not None), None)
    whole = Said(tokens, tuple(found), ask, wants, tuple(_unknown(core, found, ask)))
    return replace(whole, barred=_barred(whole, links, asked))


def _pieces(links: Links) -> list[Piece]:
    """The longest known spans, names before words, that do not overlap."""
    spans: dict[tuple[int, int], list[Seed]] = {}
    whole = {(m.start, m.end) for m in links.mentions if m.cost == WHOLE and not m.entity.typo}
    for seed in links.seeds:
        if seed.symbol in _SYMBOLS and (seed.symbol != "W" or (seed.start, seed.end) in whole):
            spans.setdefault((seed.start, seed.end), []).append(seed)
    found: list[Piece] = []
    taken: set[int] = set()
    for start, end in sorted(spans, key=lambda span: _rank(span, spans[span], whole)):
        options = _options(spans[start, end], links.tokens[start:end])
        if options and taken.isdisjoint(range(start, end)):
            found.append(Piece(start, end, options))
            taken.update(range(start, end))
    return sorted(found, key=lambda piece: piece.start)


def _rank(
    span: tuple[int, int], seeds: Sequence[Seed], whole: Container[tuple[int, int]]
) -> tuple[bool, bool, int, int]:
    """Whole names first, then what the graph surely knows; of these the longest, from left to right."""
    start, end = span
    return span not in whole, min(seed.cost for seed in seeds) >= _SYNONYM, start - end, start


def _options(seeds: Sequence[Seed], tokens: Sequence[Token]) -> tuple[Option, ...]:
    """What a span may mean: names, and the likeliest of the words."""
    framing = all(token.folded in _VAGUE for token in tokens)
    named = [] if framing and not any(token.text[0].isupper() for token in tokens) else ["W"]
    options: list[Option] = [seed.value for seed in seeds if seed.symbol in named]
    if tokens[0].folded not in _COMPARATIVES:
        options += [seed.value for seed in seeds if seed.symbol in {"D", "NUM"}]
    options += [seed.value for seed in seeds if seed.symbol == "SUP"]
    options += [Ordinal(seed.value) for seed in seeds if seed.symbol == "ORD"]
    words = [seed for seed in seeds if seed.symbol in _WORDS]
    least = min((seed.cost for seed in words), default=0)
    options += [seed.value for seed in words if seed.cost == least and not (framing and least > _SUREST)]
    return tuple(dict.fromkeys(options))


def _compared(piece: Piece, words: Sequence[str]) -> Piece:
    """A date or number with the comparison that the words before it say."""
    if not any(isinstance(option, Literal | int | Decimal) for option in piece.options):
        return piece
    for length in (2, 1):
        before = tuple(words[max(piece.start - length, 0) : piece.start])
        if before in COMPARING:
            return replace(piece, start=piece.start - length, comparison=COMPARING[before])
    return piece


def _within(place: int, pieces: Iterable[Piece]) -> bool:
    return any(piece.start <= place < piece.end for piece in pieces)


def _ask(words: Sequence[str], pieces: Sequence[Piece], *, truth: bool) -> Ask:
    free = [word if not _within(k, pieces) else "" for k, word in enumerate(words)]
    if ("how", "many") in pairwise(free):
        return "count"
    if not RELATED.isdisjoint(free):
        return "related"
    return "yesno" if truth else "list"


def _unknown(words: Sequence[str], pieces: Sequence[Piece], ask: Ask) -> Iterator[int]:
    """The places of words that are neither known nor bound to what is."""
    for place, word in enumerate(words):
        if _within(place, pieces) or word in _TYING:
            continue
        counted = word == "how" and (words[place + 1 : place + 2] == ["many"] or ask == "related")
        if counted or (ask == "related" and (word in RELATED or word in {"and", "between"})):
            continue
        if word == "and" and _joins_things(place, pieces) and not SHARING.isdisjoint(words):
            continue
        yield place


def _joins_things(place: int, pieces: Sequence[Piece]) -> bool:
    named = [piece for piece in pieces if any(isinstance(option, Entity) for option in piece.options)]
    return any(p.end == place for p in named) and any(p.start == place + 1 for p in named)


def _requests(piece: Piece, words: Sequence[str]) -> bool:
    """Whether a piece is the verb of a request: "name the members of ..."."""
    return (piece.start, piece.end) == (0, 1) and words[0] in REQUESTING and words[1:2] != ["of"]


def _frames(words: Sequence[str]) -> bool:
    """Whether words that the graph knows may frame the question as well: names, somebody."""
    return all(not _VAGUE.isdisjoint((*noun_bases(word), *verb_bases(word))) for word in words)


def _barred(found: Said, links: Links, asked: Sequence[str]) -> str:
    if links.respelt:
        return "a word is misspelt"
    words = found.words
    free = [word for k, word in enumerate(words) if not _within(k, found.pieces)]
    if not BARRED.isdisjoint(free):
        return "it denies, excludes or goes on from something"
    if len({ASKING[word] for word in asked} - {None}) > 1:
        return "it asks for several things"
    if any(_frames(found.words[piece.start : piece.end]) for piece in found.pieces):
        return "a word may frame the question or be a part of it"
    if not found.pieces:
        return "nothing in it is known"
    return ""
