"""A text cut where its claims begin and end, so that each part can be shown as what it is."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WORST = ("contradicted", "unknown", "supported")
ICONS = {"supported": "✓", "contradicted": "✗", "unknown": "?", "unread": "…"}
"""What tells a verdict without its colour."""


class _Claimed(Protocol):
    """A claim with its verdict."""

    @property
    def start(self) -> int | None: ...
    @property
    def end(self) -> int | None: ...
    @property
    def verdict(self) -> str: ...
    @property
    def focus(self) -> tuple[int, int] | None: ...


class _Other(Protocol):
    """A part of the text that is no claim, or was not understood."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def kind(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the text. `kind` is a verdict, the kind of a passage, or empty for what lies between.

    `number` counts the claims from 1; `first` and `last` say whether it is the claim's first or last part.
    """

    text: str
    kind: str = ""
    number: int | None = None
    first: bool = False
    last: bool = False


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    kind: str
    number: int | None = None

    @property
    def precedence(self) -> tuple[int, int, int]:
        """The narrowest has a character, and of those the worst."""
        worst = WORST.index(self.kind) if self.kind in WORST else len(WORST)
        return self.end - self.start, worst, self.number or 0


def segments(text: str, claims: Sequence[_Claimed], others: Sequence[_Other] = ()) -> tuple[Segment, ...]:
    """The text as parts, in order, that together are all of it. A claim inside another keeps its own part."""
    owned = list(_owned(text, claims, others))
    firsts: dict[int, int] = {}
    lasts: dict[int, int] = {}
    for place, (_, _, owner) in enumerate(owned):
        if owner is not None and owner.number is not None:
            firsts.setdefault(owner.number, place)
            lasts[owner.number] = place
    return tuple(
        Segment(text[start:end])
        if owner is None
        else Segment(
            text[start:end],
            owner.kind,
            owner.number,
            first=owner.number is not None and firsts[owner.number] == place,
            last=owner.number is not None and lasts[owner.number] == place,
        )
        for place, (start, end, owner) in enumerate(owned)
    )


def _owned(text: str, claims: Sequence[_Claimed], others: Sequence[_Other]) -> Iterator[tuple[int, int, _Span | None]]:
    """The text in parts as large as may be, each with the narrowest span over it."""
    spans = sorted(_spans(len(text), claims, others), key=lambda span: span.precedence)
    cuts = sorted({0, len(text), *(place for span in spans for place in (span.start, span.end))})
    start, owner = 0, None
    for place, end in pairwise(cuts):
        covering = next((span for span in spans if span.start <= place and end <= span.end), None)
        if place and not _same(covering, owner):
            yield start, place, owner
            start = place
        owner = covering
    if text:
        yield start, len(text), owner


def _same(one: _Span | None, other: _Span | None) -> bool:
    if one is None or other is None:
        return one is other
    return one == other if one.number is None else one.number == other.number


def _spans(length: int, claims: Sequence[_Claimed], others: Sequence[_Other]) -> Iterator[_Span]:
    for number, claim in enumerate(claims, 1):
        for start, end in ((claim.start, claim.end), claim.focus or (None, None)):
            if start is not None and end is not None and 0 <= start < end <= length:
                yield _Span(start, end, claim.verdict, number)
    for other in others:
        if 0 <= other.start < other.end <= length:
            yield _Span(other.start, other.end, other.kind)
