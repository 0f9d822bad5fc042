"""Which members are surely the best, when dates are known to the year only or times add up to one of two ages."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from math import inf
from typing import TYPE_CHECKING, TypeAlias

from kgqa.dates import interval
from kgqa.model import XSD, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kgqa.model import Term

Range: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The members that surely have the places asked for, the best first, and those that may have them."""

    sure: tuple[Term, ...]
    possible: tuple[Term, ...]

    @property
    def is_certain(self) -> bool:
        """Whether it is known who has the places."""
        return self.sure == self.possible


def ranges(rows: Iterable[Sequence[Term | None]]) -> dict[Term, Range]:
    """For each member the least and the most that its measure may be, from rows of member, least and most.

    Of several values of a member that agree the narrowest range is taken, of others the whole that they span; a least
    that is more than the most comes of such values.
    """
    found: defaultdict[Term, list[Range]] = defaultdict(list)
    for member, low, high in rows:
        if member is not None and (low is not None or high is not None):
            least, most = _bound(low, -inf), _bound(high, inf)
            found[member].append((min(least, most), max(least, most)))
    return {member: _narrowest(values) for member, values in found.items()}


def _narrowest(values: list[Range]) -> Range:
    low, high = max(v[0] for v in values), min(v[1] for v in values)
    return (low, high) if low <= high else (min(v[0] for v in values), max(v[1] for v in values))


def _bound(term: Term | None, otherwise: float) -> float:
    if not isinstance(term, Literal):
        return otherwise
    if term.datatype != XSD + "dateTime":
        return float(number(term) or 0)
    day = interval(term)
    hour, minute, second = term.lexical[-8:].split(":")
    seconds = 3600 * int(hour) + 60 * int(minute) + int(second)
    return otherwise if day is None or day.earliest is None else 86_400 * day.earliest + seconds


def number(literal: Literal) -> int | Decimal | None:
    """The number that a literal writes, whole where it is; None when it is none, or is not finite."""
    try:
        found = Decimal(literal.lexical)
    except InvalidOperation:
        return None
    if not found.is_finite():
        return None
    return int(found) if found == found.to_integral_value() else found.normalize()


def rank(measured: Mapping[Term, Range], *, highest: bool, place: int = 1, number: int = 1) -> Ranking:
    """Who has the places from `place` on, so many of them; members with the same value share a place.

    Of the first so many each member counts: after two that are level comes the third.
    """
    turned = {m: (-high, -low) if highest else (low, high) for m, (low, high) in measured.items()}
    shared: defaultdict[object, list[Term]] = defaultdict(list)
    for member, (low, high) in turned.items():
        shared[(low, high) if low == high else member].append(member)
    groups = sorted(((turned[m[0]], sorted(m, key=str)) for m in shared.values()), key=lambda g: (g[0], str(g[1])))
    # The three highest are the first three members and whoever is level with them; the third highest shares a value.
    ranges = list(turned.values()) if place == 1 else [r for r, _ in groups]
    lows, highs = sorted(r[0] for r in ranges), sorted(r[1] for r in ranges)
    last = place + number - 2
    sure: list[Term] = []
    possible: list[Term] = []
    for (low, high), members in groups:
        before = bisect_left(highs, low)
        perhaps = bisect_right(lows, high) - (len(members) if place == 1 else 1)
        if before <= last and perhaps >= place - 1:
            possible += members
            if before >= place - 1 and perhaps <= last:
                sure += members
    return Ranking(tuple(sure), tuple(possible))
