"""Names beside what they are, without a comma: "his son Henry". That he is his son is a claim wherever it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kgqa.ask.chart import Seed
from kgqa.ask.english.syntax.apposition import apposed
from kgqa.ask.english.syntax.truths import is_plural
from kgqa.ask.tokens import POSSESSIVE
from kgqa.verify.reading.clauses import Piece
from kgqa.verify.reading.line import Line, Opening
from kgqa.verify.reading.topics import BEING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.form import Entity

_COST = 1
_LONGEST = 14


def presupposed(line: Line) -> tuple[Line, tuple[Piece, ...]]:
    """The line with such names as things that may do whatever names do, and the clauses that they take for granted.

    Of namesakes those are meant that are what is said, if any is.
    """
    found = list(_found(line))
    if not found:
        return line, ()
    seeds = [seed for seed in line.seeds if not any(_is_name(seed, each.middle, each.end) for each in found)]
    pieces = []
    for each in found:
        for seed in line.seeds:
            if _is_name(seed, each.middle, each.end):
                thing = _narrowed(line, each, seed.value)
                seeds.append(replace(seed, value=thing))
                if each.adjacent and not _is_gapped(line, each):
                    seeds.append(Seed(each.start, each.end, "E", thing, seed.cost + _COST))
        pieces.append(Piece(Opening(each.middle, each.end, ("was",)), each.start, each.stop))
    granted = {each.start: each.end for each in found if _is_gapped(line, each)}
    return replace(line, seeds=seeds, granted=granted), tuple(pieces)


@dataclass(frozen=True, slots=True)
class _Apposed:
    """Somebody's noun from `start` up to `stop`, and the name after it from `middle` up to `end`."""

    start: int
    stop: int
    middle: int
    end: int

    @property
    def adjacent(self) -> bool:
        """Whether the name follows at once, so that both together name the thing."""
        return self.stop == self.middle


def _is_gapped(line: Line, found: _Apposed) -> bool:
    """Whether the verb before is meant again: "his father was F and his mother M"."""
    ends = found.end == len(line.tokens) or bool(line.gaps[found.end])
    joined = found.start > 0 and (line.words[found.start - 1] == "and" or bool(line.gaps[found.start]))
    return ends and joined and any(word in BEING for word in line.words[: found.start])


def _found(line: Line) -> Iterator[_Apposed]:
    """Nouns with the name after them; of a name in commas both must be there ("his son, Henry, left")."""
    for middle, end in line.names:
        gap = line.gaps[middle]
        closed = end == len(line.tokens) or bool(line.gaps[end])
        if middle and (not gap or (gap == "," and closed)) and not line.follows(end, POSSESSIVE, gap):
            start = _owned(line, middle)
            if start is None:
                continue
            yield _Apposed(start, middle, middle, end)
            second = end + 1
            if line.follows(end, "and") and second in line.named and _is_plural(line, start, middle):
                yield _Apposed(start, middle, second, line.named[second])


def _owned(line: Line, end: int) -> int | None:
    """Where the longest noun with its owner begins that ends there; "and" may join other things than its owners."""
    if not any(seed.symbol == "N" and seed.end == end for seed in line.seeds):
        return None
    starts = (k for k in range(max(0, end - _LONGEST), end) if line.is_a("OWNED", k, end))
    return next((k for k in starts if k not in line.inside and "and" not in line.words[k:end]), None)


def _is_plural(line: Line, start: int, end: int) -> bool:
    return any(is_plural(owned) for owned in line.values("OWNED", start, end))


def _is_name(seed: Seed, start: int, end: int) -> bool:
    return seed.symbol == "E" and (seed.start, seed.end) == (start, end)


def _narrowed(line: Line, found: _Apposed, thing: Entity) -> Entity:
    for owned in line.values("OWNED", found.start, found.stop):
        if (fit := apposed(line.kinds, owned, thing)) is not None:
            return fit
    return thing
