"""Going up in a relation from two things, step by step, to what is nearest above both."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kgqa.ask.form import Relation
    from kgqa.model import IRI, Term, Triple
    from kgqa.store import Store

MOST_MEMBERS = 4_000
"""Things above one thing that are looked at."""


class Climb:
    """What stands above a thing in a relation, step by step: each with the fact that first led to it.

    `spent` is whether there was more than may be looked at.
    """

    def __init__(self, start: Term, relations: Iterable[Relation], store: Store, graph: IRI | None = None) -> None:
        self.steps: dict[Term, int] = {start: 0}
        self.spent = False
        self._relations, self._store, self._graph = tuple(relations), store, graph
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
            for value, fact in values(thing, self._relations, self._store, self._graph):
                if value in self.steps:
                    continue
                if len(self.steps) >= MOST_MEMBERS:
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


def values(
    thing: Term, relations: Iterable[Relation], store: Store, graph: IRI | None = None
) -> Iterator[tuple[Term, Triple]]:
    """What a thing leads to by any of the relations, each with the fact; `graph` as in `Store.match`."""
    for relation in relations:
        if relation.inverse:
            for fact in store.match(None, relation.property, thing, graph=graph):
                yield fact.subject, fact
        else:
            for fact in store.match(thing, relation.property, graph=graph):
                yield fact.object, fact


def nearest_above(one: Climb, other: Climb, least: int = 0) -> list[Term]:
    """What is above both, at least so many steps, with the smallest number of steps together; [] if nothing is.

    What is not yet known to be above both is more steps up from one of them than it has climbed: so the climbing
    ends when that many cannot be fewer than what was found.
    """
    best: dict[Term, int] = {}
    _meet(best, one, other, one.steps, least)
    while not (one.done and other.done) and not _settled(best, one, other):
        for climb in (one, other):
            if not climb.done:
                _meet(best, one, other, climb.up(), least)
    fewest = min(best.values(), default=0)
    return sorted((thing for thing, steps in best.items() if steps == fewest), key=str)


def _meet(best: dict[Term, int], one: Climb, other: Climb, reached: Iterable[Term], least: int) -> None:
    for thing in reached:
        if min(one.steps.get(thing, -1), other.steps.get(thing, -1)) >= least:
            best[thing] = one.steps[thing] + other.steps[thing]


def _settled(best: Mapping[Term, int], one: Climb, other: Climb) -> bool:
    levels = [climb.level for climb in (one, other) if not climb.done]
    return bool(best) and min(best.values()) <= min(levels)
