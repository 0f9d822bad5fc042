"""Names of relations that count steps: patterns that an ontology gives (kgqa:degree), and the counting."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kgqa.ask.english.relations import ordinal, repeated, times
from kgqa.model import RDF_TYPE, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kgqa.ask.form import Relation
    from kgqa.model import IRI, Term
    from kgqa.store import Store

MOST_MEMBERS = 4_000
"""Things above one thing that are looked at."""
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


class Climb:
    """What stands above a thing in a relation, step by step: each with the fact that first led to it.

    `spent` is whether there was more than may be looked at.
    """

    def __init__(self, start: Term, relations: Iterable[Relation], store: Store, most: int = MOST_MEMBERS) -> None:
        self.steps: dict[Term, int] = {start: 0}
        self.spent = False
        self._relations, self._store, self._most = tuple(relations), store, most
        self._before: dict[Term, tuple[Term, Triple]] = {}
        self._edge: list[Term] = [start]
        self.level = 0

    @property
    def done(self) -> bool:
        """Whether there is nothing further up."""
        return not self._edge

    def up(self) -> list[Term]:
        """Take one more step; what is reached by it for the first time."""
        reached: list[Term] = []
        self.level += 1
        for thing in self._edge:
            for value, fact in values(thing, self._relations, self._store):
                if value in self.steps:
                    continue
                if len(self.steps) >= self._most:
                    self.spent = True
                    break
                self.steps[value] = self.level
                self._before[value] = (thing, fact)
                reached.append(value)
        self._edge = sorted(reached, key=str)
        return self._edge

    def path(self, thing: Term) -> list[Triple]:
        """The facts that lead from the start to a thing."""
        facts: list[Triple] = []
        while thing in self._before:
            thing, fact = self._before[thing]
            facts.append(fact)
        return facts[::-1]


def values(thing: Term, relations: Iterable[Relation], store: Store) -> Iterator[tuple[Term, Triple]]:
    """What a thing leads to by any of the relations, each with the fact."""
    for relation in relations:
        if relation.inverse:
            for fact in store.match(None, relation.property, thing):
                yield fact.subject, fact
        else:
            for fact in store.match(thing, relation.property):
                yield fact.object, fact


def nearest_above(one: Climb, other: Climb) -> list[Term]:
    """What is above both (either itself included) with the smallest number of steps together; [] if nothing is.

    What is not yet known to be above both is more steps up from one of them than it has climbed: so the climbing
    ends when that many cannot be fewer than what was found.
    """
    best: dict[Term, int] = {}
    _meet(best, one, other, one.steps)
    while not (one.done and other.done) and not _settled(best, one, other):
        for climb in (one, other):
            if not climb.done:
                _meet(best, one, other, climb.up())
    fewest = min(best.values(), default=0)
    return sorted((thing for thing, steps in best.items() if steps == fewest), key=str)


def _meet(best: dict[Term, int], one: Climb, other: Climb, reached: Iterable[Term]) -> None:
    for thing in reached:
        if thing in one.steps and thing in other.steps:
            best[thing] = one.steps[thing] + other.steps[thing]


def _settled(best: Mapping[Term, int], one: Climb, other: Climb) -> bool:
    levels = [climb.level for climb in (one, other) if not climb.done]
    return bool(best) and min(best.values()) <= min(levels)
