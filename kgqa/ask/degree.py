"""Names of relations that count steps, by the patterns that an ontology gives (kgqa:degree)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kgqa.ask.english.relations import ordinal, repeated, times
from kgqa.model import RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kgqa.model import IRI, Term
    from kgqa.store import Store

_PLACE = re.compile(
    r"\{(?P<count>up|down|near|far|apart)(?:(?P<sign>[+-])(?P<by>\d{1,3}))?"
    r"(?:\*(?P<text>[^{}\[\]]+)|:(?P<how>ordinal|times))?\}"
)
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")


class Apart(NamedTuple):
    """How many steps one thing is below what is above both (`up`), and how many the named thing is (`down`)."""

    up: int
    down: int

    @property
    def counts(self) -> dict[str, int]:
        """The numbers that a template may use."""
        near, far = sorted(self)
        return {"up": self.up, "down": self.down, "near": near, "far": far, "apart": far - near}


@dataclass(frozen=True, slots=True)
class Degree:
    """One pattern: for which steps it holds, of which class the named thing must be, and how it is then named."""

    template: str
    least: Apart
    most: tuple[int | None, int | None]
    of_class: IRI | None = None
    rank: int = 0
    rank_per_step: int = 0

    def holds(self, apart: Apart) -> bool:
        """Whether the pattern is for so many steps."""
        bounds = zip(apart, self.least, self.most, strict=True)
        return all(least <= steps and (most is None or steps <= most) for steps, least, most in bounds)

    def name(self, apart: Apart) -> str:
        """The name that the template gives for so many steps."""
        return filled(self.template, apart)

    def order(self, apart: Apart) -> int:
        """Its place among relations: the lower is told first."""
        return self.rank + self.rank_per_step * sum(apart)


def filled(template: str, apart: Apart) -> str:
    """A template with its places filled.

    >>> filled("{up-2*great-}uncle", Apart(4, 1))
    'great-great-uncle'
    >>> filled("{near-1:ordinal} cousin[ {apart:times} removed]", Apart(4, 2))
    'first cousin twice removed'
    """
    counts = apart.counts

    def number(place: re.Match[str]) -> int:
        by = int(place["by"] or 0)
        return counts[place["count"]] + (-by if place["sign"] == "-" else by)

    def said(place: re.Match[str]) -> str:
        found = number(place)
        if place["text"] is not None:
            return repeated(place["text"], max(0, found))
        how = {"ordinal": ordinal, "times": times}.get(place["how"] or "", str)
        return how(found)

    def kept(part: re.Match[str]) -> str:
        return part[1] if all(number(place) for place in _PLACE.finditer(part[1])) else ""

    return _PLACE.sub(said, _OPTIONAL.sub(kept, template))


def named(degrees: Iterable[Degree], apart: Apart, thing: Term, store: Store) -> Degree | None:
    """The pattern that names a thing so many steps apart: one for a class it is in before one for all."""
    fitting = sorted((degree for degree in degrees if degree.holds(apart)), key=lambda d: d.of_class is None)
    for degree in fitting:
        if degree.of_class is None or any(store.match(thing, RDF_TYPE, degree.of_class)):
            return degree
    return None
