"""Proofs for people and for the checker, made from derivations in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from kgqa.model import OWL_SAME_AS, Proof, RuleName, Triple
from kgqa.reason.builtins import Identity
from kgqa.reason.engine.rows import Overlay
from kgqa.reason.engine.search import STATED, Search
from kgqa.reason.path import joined
from kgqa.reason.prove import Prover as TermProver
from kgqa.reason.prove import premises_of, size, tests
from kgqa.reason.rule import Var, instance
from kgqa.reason.solve import unify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kgqa.model import Source, Term
    from kgqa.reason.engine.alias import Key
    from kgqa.reason.engine.derive import Deriver, Fact
    from kgqa.reason.engine.rows import Rows
    from kgqa.reason.engine.rulebook import NumberedRule
    from kgqa.reason.engine.search import Derivation
    from kgqa.reason.engine.view import Numbered, View
    from kgqa.reason.program import Program
    from kgqa.reason.rule import Atom, Rule


class _LastSteps(NamedTuple):
    """How a triple is proved: `rule` shows `made` from `premises` (a path if `is_path`), which `renamings` rename.

    Without a rule the one premise is only renamed; without anything it is stated.
    """

    premises: tuple[Numbered, ...] = ()
    made: Numbered | None = None
    rule: Rule | None = None
    conclusion: Atom | None = None
    values: dict[Var, Term] | None = None
    is_path: bool = False
    renamings: tuple[Rule, ...] = ()


class Prover:
    """Finds proofs of what a view holds; what it learns is kept for the next question.

    Schema facts, and all facts where things are the same as others, are proved over terms.
    """

    def __init__(  # noqa: PLR0917 - the parts of a closure, put together in one place
        self,
        program: Program,
        view: View,
        deriver: Deriver,
        is_stated: Callable[[Numbered], bool],
        stated: Rows,
        least: Mapping[Key, int],
        source_of: Callable[[Triple], Source | None],
    ) -> None:
        """`is_stated` tells of every triple whether it is stated; `stated` has those that are not new in `view`.

        `least` is what `least_depths` says of this closure; `source_of` names the source of a stated triple.
        """
        self.identity = Identity(program.unique_names, view.__contains__)
        self._view, self._source_of, self._is_stated = view, source_of, is_stated
        self._book = deriver.book
        self._stated = stated
        self._search = Search(deriver, view.rows, self._is_given, self._given_rights, least)
        self._proofs: dict[Numbered, Proof] = {}
        self._over_terms = bool(view.equality) or not deriver.book.is_simple
        self._terms = TermProver(program, view.generalised(), source_of, self.identity)

    def prove(self, fact: Triple) -> Proof | None:
        """A shallowest proof of a fact, or None when it does not hold.

        Raises ProofBudgetError when the search grows too large.
        """
        if _is_reflexive(fact):
            return _reflexive(fact)
        if fact not in self._view:
            return None
        numbers = self._numbers(fact)
        if self._over_terms or self._is_schema(numbers):
            return self._terms.prove(fact)
        return self._proved(numbers)

    def proofs(self, fact: Triple, limit: int = 100) -> list[Proof]:
        """One proof for each different last step, the stated one first, then the smallest."""
        if fact not in self._view:
            return []
        numbers = self._numbers(fact)
        if self._over_terms or self._is_schema(numbers):
            return self._terms.proofs(fact, limit)
        first = self._proved(numbers)
        different = {premises_of(proof): proof for proof in self._others(numbers)}
        if first is not None:
            different.pop(premises_of(first), None)
        same = {triple for found in self._facts_of(numbers) for triple in self._view.triples(found)}
        itself = {self._view.dictionary.triple(*triple) for triple in same}
        rest = [proof for proof in different.values() if not _rests_on(proof, itself)]
        rest.sort(key=lambda proof: (size(proof), str(proof.rule), premises_of(proof)[0], str(proof.premises)))
        return ([] if first is None else [first, *rest])[:limit]

    def _others(self, goal: Numbered) -> Iterator[Proof]:
        fact = self._view.fact(*goal)
        for way in self._all_ways(fact):
            steps = self._steps_of(way, goal)
            if steps is not None and all(self._proved(premise) is not None for premise in steps.premises):
                yield self._made(goal, steps)

    def _facts_of(self, goal: Numbered) -> list[Fact]:
        """The fact that a triple is, and its mirror image where that is the same."""
        key, left, right = self._view.fact(*goal)
        mirror = [(key, right, left)] if key in self._book.aliases.symmetric else []
        return [(key, left, right), *mirror]

    def _all_ways(self, fact: Fact) -> Iterator[Derivation]:
        self._search.derivation(fact)
        yield STATED
        key, _left, _right = fact
        for way in self._search.ways(fact):
            if all(self._search.derivation(premise) is not None for premise in way.premises):
                yield way
        if key in self._book.transitive:
            yield from self._search.halves(fact)

    def _proved(self, goal: Numbered) -> Proof | None:
        """The proof of a triple, made after those of its premises, without recursion: proofs may be deep."""
        plans: dict[Numbered, _LastSteps] = {}
        stack = [goal]
        while stack:
            current = stack[-1]
            if current in self._proofs:
                stack.pop()
                continue
            plan = plans.get(current)
            if plan is None:
                plan = self._planned(current)
                if plan is None:
                    return None
                plans[current] = plan
            missing = [premise for premise in plan.premises if premise not in self._proofs]
            if missing:
                stack += missing
                continue
            self._proofs[current] = self._made(current, plan)
            stack.pop()
        return self._proofs[goal]

    def _planned(self, goal: Numbered) -> _LastSteps | None:
        if self._is_stated(goal) or self._is_schema(goal):
            return _LastSteps()
        fact = self._view.fact(*goal)
        way = self._search.derivation(fact)
        if way is None or not way.mirrored:
            return None if way is None else self._steps_of(way, goal)
        # The mirror image is a fact of its own, with one proof: proved anew here, it might rest on itself.
        made = self._as_shown((fact[0], fact[2], fact[1]))
        return _LastSteps((made,), made, renamings=self._renamed(made, goal))

    def _as_shown(self, fact: Fact) -> Numbered:
        """The triple that the derivation of a fact shows, before it is renamed."""
        way = self._search.derivation(fact)
        assert way is not None
        assert not way.mirrored
        predicate, _, turned = self._view.names.of(fact[0])[0]
        steps = self._steps_of(way, (fact[2], predicate, fact[1]) if turned else (fact[1], predicate, fact[2]))
        assert steps is not None
        assert steps.made is not None
        return steps.made

    def _steps_of(self, way: Derivation, goal: Numbered) -> _LastSteps | None:
        if way.plan is not None:
            return self._by_rule(way.plan.rule, way.plan.values(way.slots), goal)
        if not way.premises:
            return self._from_stated(goal)
        rule = self._book.transitivity[way.premises[0][0]]
        if rule.is_of_one_property:
            return self._along(way.premises, goal)
        (_, start, middle), (_, _, end) = way.premises
        first, second = sorted(rule.patterns, key=lambda pattern: pattern.left != rule.head[0].left)
        return self._by_rule(rule, {first.left: start, first.right: middle, second.right: end}, goal)

    def _terms_of(self, numbers: Mapping[Any, int]) -> dict[Var, Term]:
        term = self._view.dictionary.term
        return {variable: term(number) for variable, number in numbers.items() if isinstance(variable, Var)}

    def _concluded(self, rule: NumberedRule, numbers: Mapping[Any, int]) -> Numbered:
        assert rule.conclusion is not None
        return self._numbers(instance(rule.conclusion, self._terms_of(numbers)))

    def _by_rule(self, rule: NumberedRule, numbers: Mapping[Any, int], goal: Numbered) -> _LastSteps:
        values = self._terms_of(numbers)
        made = self._concluded(rule, numbers)
        premises = tuple(self._numbers(instance(atom, values)) for atom in rule.origin.atoms)
        return _LastSteps(premises, made, rule.origin, rule.conclusion, values, renamings=self._renamed(made, goal))

    def _from_stated(self, goal: Numbered) -> _LastSteps | None:
        for found in (triple for given in self._facts_of(goal) for triple in self._view.triples(given)):
            if found != goal and (self._is_stated(found) or self._is_schema(found)):
                return _LastSteps((found,), found, renamings=self._renamed(found, goal))
        return None

    def _along(self, steps: tuple[Fact, ...], goal: Numbered) -> _LastSteps:
        """The steps of a path under the name of the property that is stated to be transitive."""
        rule = self._book.transitivity[steps[0][0]]
        assert rule.conclusion is not None
        name = self._view.dictionary.encode(rule.conclusion.predicate)  # type: ignore[arg-type]
        if self._book.aliases.of((name, -1)).turned:
            premises = tuple((right, name, left) for _, left, right in reversed(steps))
        else:
            premises = tuple((left, name, right) for _, left, right in steps)
        made = (premises[0][0], name, premises[-1][2])
        return _LastSteps(premises, made, rule.origin, is_path=True, renamings=self._renamed(made, goal))

    def _renamed(self, made: Numbered, goal: Numbered) -> tuple[Rule, ...]:
        if made == goal:
            return ()
        source, target = self._key(made), self._key(goal)
        turned = [(made[0], made[2]) != (goal[0], goal[2])] if source[1] < 0 else [False]
        if source[1] < 0 and made[0] == made[2]:
            turned = [False, True]
        ways = (self._book.aliases.way(source, target, turned=turn) for turn in turned)
        return min((way for way in ways if way is not None), key=len)

    def _made(self, goal: Numbered, plan: _LastSteps) -> Proof:
        premises = tuple(self._proofs[premise] for premise in plan.premises)
        if plan.rule is None:
            proof = premises[0] if premises else self._leaf(goal)
        elif plan.is_path:
            proof = joined(premises, _name(plan.rule))
        else:
            assert plan.values is not None
            assert plan.conclusion is not None
            data = tuple(Proof(test, "data") for test in tests(plan.rule, plan.values))
            concluded = instance(plan.conclusion, plan.values)
            proof = Proof(concluded, "rule", rule=_name(plan.rule), premises=(*premises, *data))
        for rule in plan.renamings:
            values = unify(rule.atoms[0], proof.fact, {})
            assert values is not None
            proof = Proof(instance(rule.head[0], values), "rule", rule=_name(rule), premises=(proof,))
        return proof

    def _leaf(self, goal: Numbered) -> Proof:
        triple = self._view.dictionary.triple(*goal)
        if self._is_stated(goal):
            return Proof(triple, "asserted", self._source_of(triple))
        if _is_reflexive(triple):
            return _reflexive(triple)
        proof = self._terms.prove(triple)
        assert proof is not None
        return proof

    def _is_given(self, fact: Fact) -> bool:
        return any(map(self._is_stated, self._view.triples(fact))) or fact[0] in self._book.beyond_update

    def _given_rights(self, key: Key, left: int) -> Iterable[int]:
        """What stated facts of a key, and some others, have on the right of a number."""
        rows = self._view.rows
        found: dict[int, None] = {}
        for predicate, _, is_turned in self._view.names.of(key):
            its = self._stated.lefts if is_turned else self._stated.rights
            found.update(dict.fromkeys(its((predicate, -1), left)))
        if isinstance(rows, Overlay) and (new := rows.added.get(key)):
            found.update(dict.fromkeys(new.rights(left)))
        return [right for right in found if rows.has(key, left, right)]

    def _is_schema(self, goal: Numbered) -> bool:
        if self._view.equality.of(goal[1]) == self._book.same_as[0]:
            return True
        return self._view.fact(*goal)[0] in self._book.beyond_update and not self._is_stated(goal)

    def _key(self, triple: Numbered) -> Key:
        _, predicate, obj = triple
        return (predicate, obj) if predicate == self._book.type else (predicate, -1)

    def _numbers(self, triple: Triple) -> Numbered:
        subject, predicate, obj = map(self._view.dictionary.encode, triple)
        return subject, predicate, obj


def _is_reflexive(fact: Triple) -> bool:
    return fact.predicate == OWL_SAME_AS and fact.subject == fact.object


def _reflexive(fact: Triple) -> Proof:
    return Proof(fact, "rule", rule=RuleName("eq-ref", "?x owl:sameAs ?x"))


def _name(rule: Rule) -> RuleName:
    return RuleName(rule.name, str(rule))


def _rests_on(last: Proof, itself: set[Triple]) -> bool:
    """Whether a proof rests on what it proves, under any name, before the steps that only rename it."""
    while len(last.premises) == 1 and last.premises[0].fact in itself:
        last = last.premises[0]
    seen: set[int] = set()
    stack = list(last.premises)
    while stack:
        proof = stack.pop()
        if proof.fact in itself:
            return True
        if id(proof) not in seen:
            seen.add(id(proof))
            stack += proof.premises
    return False
