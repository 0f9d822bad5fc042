"""The search for a way in which a claim on a property defined by its rules could hold (see `kgqa.reason.blocked`).

A rule's variables that nothing binds stand for unknown things. Where a slot is full an unknown thing is one of the
recorded values: each is a case. A claim that needs itself, or an earlier claim read for other unknown things, has no
derivation (`kgqa.reason.founding`). Everything else may hold.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from kgqa.reason.assume import Assumptions
from kgqa.reason.blocking import BlockedRule, different_ways, resting, title
from kgqa.reason.body import opened
from kgqa.reason.builtins import evaluate
from kgqa.reason.founding import Later, State, returns
from kgqa.reason.general import filling, general, is_about_itself, may_be_general
from kgqa.reason.renaming import MAX_NAMES
from kgqa.reason.rule import DIFFERENT, Atom, Builtin, Var
from kgqa.reason.slots import MAX_VALUES
from kgqa.reason.solve import unify
from kgqa.reason.unknown import as_pattern, is_unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgqa.model import IRI, Term, Triple
    from kgqa.reason.assume import Assumed, Clash, Filled
    from kgqa.reason.body import Body
    from kgqa.reason.builtins import Identity
    from kgqa.reason.facts import Facts
    from kgqa.reason.grounds import Grounds
    from kgqa.reason.ways import Way

Trail: TypeAlias = "tuple[State, ...]"
Wider: TypeAlias = "list[tuple[Way, tuple[BlockedRule, ...]]]"
MAX_DEPTH = 8
"""How many claims on defined properties may rest on one another."""
MAX_GENERAL = 40
"""How many rule bodies are looked at to refute a claim of more things than it is about."""


class Refuter:
    """One search through the rules of a closure."""

    def __init__(self, grounds: Grounds, identity: Identity, budget: int) -> None:
        self.facts, self.stated = grounds.closure, grounds.stated
        self.identity = identity
        self._words, self._covering, self._ways = grounds.words, grounds.covering, grounds.ways
        self._given = Assumptions(grounds)
        self.nothing = self._given.assume(())
        self._left = budget
        self._unknowns = 0
        self._oldest = 0
        self._lemmas: list[tuple[State, Trail, int, tuple[BlockedRule, ...]]] = []
        self._open: dict[Triple, int] = {}
        self._generalised: set[Triple] = set()

    def is_defined(self, predicate: IRI) -> bool:
        """Whether a property, or another word for exactly the same, is marked as defined by its rules."""
        return self._words.is_defined(predicate)

    def different(self, facts: Iterable[Triple]) -> Iterable[Triple]:
        """The facts without those that say in other words what an earlier one says."""
        return reversed({self._given.fact(fact): fact for fact in reversed(list(facts))}.values())

    def _is_claim(self, fact: Triple) -> bool:
        return self._words.is_defined(fact.predicate)

    def refuted(self, goal: Triple, context: Assumed, trail: Trail) -> tuple[BlockedRule, ...] | None:
        """How each rule for `goal`, in whatever words, is blocked; None when one of them is not."""
        if len(trail) >= self._open.get(goal, MAX_DEPTH):
            return None
        outer, self._oldest = self._oldest, len(trail)
        ways = self._each_name(goal, context, trail)
        self._oldest = min(outer, self._oldest)
        if ways is None and context is self.nothing:
            self._open[goal] = len(trail)  # Further down there is even less to go by.
        return ways

    def _each_name(self, goal: Triple, context: Assumed, trail: Trail) -> tuple[BlockedRule, ...] | None:
        clashes: dict[Triple, Clash] = {}

        names = {goal: None} if self._clashes(goal, context, clashes) else self._words.claims(goal)
        if len(names) >= MAX_NAMES:
            return None
        # Of narrower words that rules define most need no look: what blocks their rules is found sooner.
        open_words = (fact for fact in names if not self.is_defined(fact.predicate))
        if not all(fact in clashes or self._clashes(fact, context, clashes) for fact in open_words):
            return None
        state = State(tuple(names), context.assumed)
        here, known = (*trail, state), len(self._lemmas)
        found_ways: list[BlockedRule] = []
        wider: Wider = []
        simple: list[Body] = []
        possible = [(fact, fact.subject != goal.subject) for fact in names if fact not in clashes]
        for way, fact, body in self._bodies(possible, context):
            if fact in clashes or any(premise in names for premise in body.premises):
                continue
            is_apart = not any(map(self._is_claim, body.premises))
            if not is_apart and self._clashes(fact, context, clashes):
                continue
            if simple and is_about_itself(body, names):
                self._generalise(goal, simple)
            found = self._covered(way, body, wider) or self._body(body, here)
            if found is None and not (is_apart and self._clashes(fact, context, clashes)):
                return None
            found_ways += found or ()
            if is_apart and context is self.nothing:
                simple.append(body)
            if found and is_apart and goal.subject != goal.object and all(isinstance(w.atom, Atom) for w in found):
                wider.append((way, found))
        told = [BlockedRule(title(names[f], clash), as_pattern(f), clash.facts) for f, clash in clashes.items()]
        ways = tuple(different_ways([*told, *found_ways]))
        for number in range(known, len(self._lemmas)):
            other, above, oldest, how = self._lemmas[number]
            if above is here and oldest < len(here):  # What rests on this needs it no longer to be looked for.
                self._lemmas[number] = other, trail, min(oldest, self._oldest), how
        self._lemmas.append((state, trail, self._oldest, ways))
        return ways

    def _generalise(self, goal: Triple, blocked: list[Body]) -> None:
        """Tries to refute a claim of all things that have in full slots what blocks simple rules for those of `goal`.

        Then a rule by which it would rest on itself, told of such things, needs no search of its own.
        """
        if goal in self._generalised or not may_be_general(goal):
            return
        self._generalised.add(goal)
        facts = tuple(dict.fromkeys(filling(goal, blocked, lambda premise: self.nothing.filled_by([premise]))))
        self._unknowns += 1
        wide = general(goal, facts, self._unknowns)
        context = self._given.assume(wide.context)
        if not facts or context.clash is not None:
            return
        kept = self._left, self._oldest, self._open
        self._left, self._open = min(self._left, MAX_GENERAL), {}
        ways = self.refuted(wide.claim, context, ())
        self._left, self._oldest, self._open = kept
        if ways is not None:
            state, trail, oldest, _ = self._lemmas[-1]
            self._lemmas[-1] = state, trail, oldest, tuple(map(wide.grounded, ways))

    def _clashes(self, fact: Triple, context: Assumed, clashes: dict[Triple, Clash]) -> bool:
        """Whether a fact cannot hold in a context; notes why."""
        clash = self._given.assume_one(fact, context).clash
        if clash is not None:
            clashes[fact] = clash
        return clash is not None

    def _bodies(self, names: list[tuple[Triple, bool]], context: Assumed) -> Iterator[tuple[Way, Triple, Body]]:
        """The different bodies of the rules that may conclude a fact of many names, the easiest to judge first."""
        for way, number in self._ways.of(tuple((fact.predicate, turned) for fact, turned in names)):
            fact = names[number][0]
            bindings = unify(way.telling.head, fact, {})
            if bindings is not None:
                self._unknowns += 1
                yield way, fact, opened(way.telling, bindings, context, self._unknowns)

    def _covered(self, way: Way, body: Body, wider: Wider) -> tuple[BlockedRule, ...] | None:
        """How the body of a rule is blocked as a special case of another that is."""
        for other, found in wider:
            if self._covering.covers(other, way):
                return tuple(replace(one, rule=body.rule) for one in found)
        return None

    def _body(self, body: Body, trail: Trail) -> tuple[BlockedRule, ...] | None:
        """How the body is blocked, in each case that there is; None when it may hold in one of them."""
        self._left -= 1
        if self._left < 0:
            return None
        failing = next((test for test in body.tests if self._never(test)), None)
        if failing is not None:
            return (BlockedRule(body.rule, failing, ()),)
        filled = body.context.filled_by(body.premises)
        if filled is not None:
            return self._cases(body, filled, filled.facts, trail)
        assumed = self._given.assume(body.premises, body.context)
        if assumed.clash is not None:
            needed = [fact for fact in body.premises if fact in assumed.clash.assumed]
            return (BlockedRule(body.rule, as_pattern((needed or body.premises)[0]), assumed.clash.facts),)
        filled = assumed.filled()
        if filled is not None:
            return self._cases(body, filled, filled.facts, trail)
        return self._unfounded(body, assumed, trail)

    def _cases(
        self, body: Body, filled: Filled, why: tuple[Triple, ...], trail: Trail
    ) -> tuple[BlockedRule, ...] | None:
        """The unknown thing is one of some known ones, or there is none."""
        ways: list[BlockedRule] = []
        for value in filled.values:
            found = self._body(body.with_known(filled.thing, value, self._given), trail)
            if found is None:
                return None
            ways += [replace(way, facts=tuple(dict.fromkeys((*why, *way.facts)))) for way in found]
        if not filled.values:
            needing = [fact for fact in body.premises if filled.thing in fact]
            told = filled.fact if filled.fact in needing or not needing else needing[0]
            return (BlockedRule(body.rule, as_pattern(told), why),)
        return tuple(ways)

    def _unfounded(self, body: Body, assumed: Assumed, trail: Trail) -> tuple[BlockedRule, ...] | None:
        claims = [f for f in body.premises if self.is_defined(f.predicate) and not _holds(self.facts, f)]
        claims.sort(key=lambda fact: sum(map(is_unknown, fact)))
        later = Later(self._words, self.identity, assumed.facts)
        for claim in claims:
            for state, oldest, ways in self._refuted_states(trail):
                for equal in returns(claim, later, state):
                    if self._without_stated(claim, body, trail) and self._without([[p] for p in equal], body, trail):
                        self._oldest = min(self._oldest, oldest)
                        return resting(body.rule, claim, ways)
        for claim in claims:
            within = self.refuted(claim, self._around(claim, body), trail)
            if within is not None and self._without_stated(claim, body, trail):
                return resting(body.rule, claim, within)
        return None

    def _without_stated(self, claim: Triple, body: Body, trail: Trail) -> bool:
        """Whether the body is blocked in every case in which the claim needs no rule, being stated of known things."""
        cases: dict[tuple[tuple[Term, Term], ...], None] = {}
        for name in self._words.claims(claim):
            subject, obj = (None if is_unknown(term) else term for term in (name.subject, name.object))
            for fact in self.stated.match(subject, name.predicate, obj):
                pairs = zip((name.subject, name.object), (fact.subject, fact.object), strict=True)
                cases[tuple((thing, value) for thing, value in pairs if is_unknown(thing))] = None
                if len(cases) > MAX_VALUES:
                    return False
        return self._without(cases, body, trail)

    def _without(self, cases: Iterable[Iterable[tuple[Term, Term]]], body: Body, trail: Trail) -> bool:
        """Whether the body is blocked in each case of unknown things that are known ones."""
        for case in cases:
            known = body
            for thing, value in case:
                known = known.with_known(thing, value, self._given)
            if self._body(known, trail) is None:
                return False
        return True

    def _around(self, claim: Triple, body: Body) -> Assumed:
        """What holds together with a claim: of a claim about known things only, nothing that it would need to know."""
        if not any(map(is_unknown, claim)):
            return self.nothing
        return self._given.assume([fact for fact in body.premises if fact != claim], body.context)

    def _refuted_states(self, trail: Trail) -> Iterator[tuple[State, int, tuple[BlockedRule, ...]]]:
        """What is being refuted and what is, the first place of `trail` that it rests on, and its blocked rules."""
        for place in range(len(trail) - 1, -1, -1):
            yield trail[place], place, ()
        for state, above, oldest, ways in self._lemmas:
            if oldest >= len(above):
                yield state, len(trail), ways
            elif trail[: len(above)] == above:
                yield state, oldest, ways

    def _never(self, test: Builtin) -> bool:
        """Whether a test fails, whatever else is recorded."""
        if any(isinstance(node, Var) or is_unknown(node) for node in test.arguments):
            return False
        if test.name == DIFFERENT:
            return test.arguments[0] == test.arguments[1]
        return evaluate(test, {}, self.identity) is None


def _holds(facts: Facts, triple: Triple) -> bool:
    return any(True for _ in facts.match(*triple))
