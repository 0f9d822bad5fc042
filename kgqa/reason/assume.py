"""Whether a few assumed facts can hold together: what they bring, step by step, until something clashes.

Unlike `suppose` this does not tell all that would follow. It stops at the first clash, at facts that only a defined
property would say, and at a limit; so it may miss a clash, and never claims one that is none. Assumed facts may be
about unknown things (`kgqa.reason.unknown`).
"""

from __future__ import annotations

from collections import deque
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from kgqa.model import RuleName, Triple
from kgqa.reason.engine.rows import Overlay
from kgqa.reason.rule import instance
from kgqa.reason.unknown import Things

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgqa.model import Term
    from kgqa.reason.engine.derive import Fact, Plan
    from kgqa.reason.engine.plan import Slots as Places
    from kgqa.reason.engine.rows import Rows
    from kgqa.reason.engine.view import View
    from kgqa.reason.grounds import Grounds
    from kgqa.reason.slots import Slot


MAX_FACTS = 150
"""So many facts are looked at before no clash is taken to be near."""
MAX_KNOWN = 1_500
"""So many facts are kept of what assumed ones bring."""

FEW = 2
"""Where an unknown thing must be one of so few, they are tried at once."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Why assumed facts cannot hold: which of them, the recorded facts, and the rule unless a slot is full."""

    assumed: tuple[Triple, ...]
    facts: tuple[Triple, ...]
    rule: RuleName | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """A fact about an unknown thing that must be in a full slot: all values there are, and the facts that say so."""

    fact: Triple
    thing: Term
    values: tuple[Term, ...]
    facts: tuple[Triple, ...]


class _Fired(NamedTuple):
    """A rule that derived a fact, and the numbers of its variables."""

    plan: Plan
    places: Places


Reason: TypeAlias = "_Fired | tuple[Fact, ...]"
"""What a fact rests on: a rule, or two steps of a path; nothing for what is assumed."""


class Assumptions:
    """What to look at when facts of one graph are assumed, in one search."""

    def __init__(self, grounds: Grounds) -> None:
        self.grounds = grounds
        self.things = Things(grounds.closure.dictionary)
        self.view = copy(grounds.closure.view)
        self.view.dictionary = self.things  # type: ignore[assignment]
        # What was assumed besides is kept as well, so that its identity stands for it.
        self._known: dict[tuple[Fact, int], tuple[Assumed, Assumed]] = {}

    def fact(self, triple: Triple) -> Fact:
        """The fact that a triple is."""
        encode = self.things.encode
        return self.view.fact(encode(triple.subject), encode(triple.predicate), encode(triple.object))

    def assume(self, assumed: Iterable[Triple], besides: Assumed | None = None) -> Assumed:
        """What the assumed facts bring, besides others that were assumed before."""
        return Assumed(self, tuple(assumed), besides)

    def assume_one(self, fact: Triple, besides: Assumed) -> Assumed:
        """What one fact brings, in whatever words it is given."""
        key = (self.fact(fact), id(besides))
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = Assumed(self, (fact,), besides), besides
        return known[0]


class Assumed:
    """Facts assumed together with what they bring; `clash` tells why they cannot hold, as far as was seen."""

    rows: Overlay
    clash: Clash | None
    _reasons: dict[Fact, Reason]
    _said: dict[Fact, Triple]

    def __init__(self, given: Assumptions, assumed: tuple[Triple, ...], besides: Assumed | None) -> None:
        self._given = given
        self.assumed: tuple[Triple, ...] = assumed if besides is None else (*besides.assumed, *assumed)
        known: Rows = given.grounds.rows if besides is None else besides.rows
        new = [(fact, triple) for triple in assumed if not known.has(*(fact := given.fact(triple)))]
        self._queue: deque[Fact] = deque()
        if besides is not None and not new:
            self.rows, self._reasons, self._said = besides.rows, besides._reasons, besides._said
            self.clash = besides.clash
            return
        self.rows, self._reasons, self._said = Overlay(given.grounds.rows), {}, {}
        if besides is not None:
            self._said.update(besides._said)
            self._reasons.update(besides._reasons)
            for fact in self._reasons:
                self.rows.add(*fact)
        for fact, triple in new:
            self._said.setdefault(fact, triple)
            self._add(fact, ())
        self.clash = (besides.clash if besides is not None else None) or self._run()

    def _add(self, fact: Fact, reason: Reason) -> None:
        if self.rows.has(*fact) or len(self._reasons) > MAX_KNOWN:
            return
        self.rows.add(*fact)
        self._reasons[fact] = reason
        self._queue.append(fact)
        key, left, right = fact
        if left != right and key in self._given.grounds.symmetric and not self.rows.has(key, right, left):
            self.rows.add(key, right, left)
            self._reasons[key, right, left] = reason
            self._queue.append((key, right, left))
            if not reason:
                self._said.setdefault((key, right, left), self._said[fact])

    def _run(self) -> Clash | None:
        slots = self._given.grounds.slots
        for _ in range(MAX_FACTS):
            if not self._queue:
                break
            fact = self._queue.popleft()
            slot = slots.excludes(fact, self.rows)
            if slot is not None:
                return self._clash([self._triple(fact), *slot.told(self._given.view.name)])
            clash = self._follow(fact)
            if clash is not None:
                return clash
        return None

    def _follow(self, fact: Fact) -> Clash | None:
        key, left, right = fact
        refuting, deriving, is_transitive = self._given.grounds.following(key)
        for plan in refuting:
            for places in plan.bindings(self.rows, left, right):
                rule = plan.rule.origin
                return self._clash(self._written(plan, places), RuleName(rule.name, rule.axiom or str(rule)))
        for plan in deriving:
            for places in plan.bindings(self.rows, left, right):
                for head in plan.heads(places):
                    self._add(head, _Fired(plan, places[:]))
        if is_transitive:
            for last in self.rows.rights(key, right):
                self._add((key, left, last), (fact, (key, right, last)))
            for first in self.rows.lefts(key, left):
                self._add((key, first, right), ((key, first, left), fact))
        return None

    def filled_by(self, triples: Iterable[Triple]) -> Filled | None:
        """An unknown thing that must be one of very few if further facts hold: seen before what they bring is."""
        filled = self._filled(map(self._given.fact, triples))
        return filled if filled is not None and len(filled.values) <= FEW else None

    def filled(self) -> Filled | None:
        """An unknown thing that must be one of the values of a full slot: of those, one with the fewest values."""
        return self._filled(self._reasons)

    def _filled(self, facts: Iterable[Fact]) -> Filled | None:
        slots = self._given.grounds.slots
        best: tuple[Fact, int, Slot] | None = None
        for fact in facts:
            found = slots.fills(fact, self.rows)
            if found is not None and (best is None or len(found[1].values) < len(best[2].values)):
                best = fact, *found
        if best is None:
            return None
        fact, thing, slot = best
        name = self._given.view.name
        grounds = tuple(self._ground(self._roots(slot.told(name))))
        return Filled(self._triple(fact), name(thing), tuple(map(name, slot.values)), grounds)

    @cached_property
    def facts(self) -> View:
        """The facts of the graph with those assumed and what they bring."""
        return self._given.view.with_rows(self.rows)

    def _clash(self, facts: Iterable[Triple], rule: RuleName | None = None) -> Clash:
        roots = self._roots(facts)
        own = set(self._said.values())
        return Clash(tuple(f for f in roots if f in own), tuple(self._ground(roots)), rule)

    def _ground(self, roots: Iterable[Triple]) -> Iterator[Triple]:
        """The facts of the graph itself among some."""
        own = set(self._said.values())
        return (fact for fact in roots if fact not in own)

    def _roots(self, facts: Iterable[Triple]) -> list[Triple]:
        """What some facts rest on: assumed facts and facts of the graph."""
        queue = list(facts)[::-1]
        found: dict[Triple, None] = {}
        seen = set(queue)
        while queue:
            triple = queue.pop()
            fact = self._given.fact(triple)
            reason = self._reasons.get(fact)
            if not reason:
                found[self._said.get(fact, triple)] = None
                continue
            new = [premise for premise in self._because(reason) if premise not in seen]
            seen.update(new)
            queue += new[::-1]
        return list(found)

    def _because(self, reason: Reason) -> list[Triple]:
        if isinstance(reason, _Fired):
            return self._written(reason.plan, reason.places)
        return [self._triple(fact) for fact in reason]

    def _written(self, plan: Plan, places: Places) -> list[Triple]:
        """The premises of a rule in the words of the rule."""
        name = self._given.view.name
        values = {variable: name(number) for variable, number in plan.values(places).items()}
        return [instance(atom, values) for atom in plan.rule.origin.atoms]

    def _triple(self, fact: Fact) -> Triple:
        """A fact in the words in which it was assumed, or in the first that there are."""
        return self._said.get(fact) or self._given.things.triple(*next(self.facts.triples(fact)))
