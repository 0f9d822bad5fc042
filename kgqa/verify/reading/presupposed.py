"""Names beside what they are, without a comma: "his son Henry". That he is his son is a claim wherever it stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kgqa.ask.chart import Seed
from kgqa.ask.english.syntax.apposition import apposed
from kgqa.verify.reading.clauses import Piece
from kgqa.verify.reading.line import Line, Opening

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.form import Entity

_COST = 1


def presupposed(line: Line) -> tuple[Line, tuple[Piece, ...]]:
    """The line with such names as things that may do whatever names do, and the clauses that they take for granted.

    Of namesakes those are meant that are what is said, if any is.
    """
    found = list(_found(line))
    if not found:
        return line, ()
    seeds = [seed for seed in line.seeds if not any(_is_name(seed, middle, end) for _, middle, end in found)]
    pieces = []
    for start, middle, end in found:
        for seed in line.seeds:
            if _is_name(seed, middle, end):
                thing = _narrowed(line, start, middle, seed.value)
                seeds += [replace(seed, value=thing), Seed(start, end, "E", thing, seed.cost + _COST)]
        pieces.append(Piece(Opening(middle, end, ("was",)), start, middle))
    return Line(line.tokens, seeds, line.gaps, line.kinds, line.names), tuple(pieces)


def _found(line: Line) -> Iterator[tuple[int, int, int]]:
    """Where somebody's noun begins, where the name after it does, and where that ends."""
    for middle, end in line.names:
        if middle and not line.gaps[middle]:
            starts = [k for k in range(max(0, middle - 8), middle) if line.is_a("OWNED", k, middle)]
            if starts:
                yield starts[0], middle, end


def _is_name(seed: Seed, start: int, end: int) -> bool:
    return seed.symbol == "E" and (seed.start, seed.end) == (start, end)


def _narrowed(line: Line, start: int, middle: int, thing: Entity) -> Entity:
    for owned in line.values("OWNED", start, middle):
        if (fit := apposed(line.kinds, owned, thing)) is not None:
            return fit
    return thing
