"""Proofs on demand: backward search over materialised facts, the shallowest proof first.

Source: the idea of searching for derivations over a materialisation, rather than recording them, is that of
M. Elhalawati, M. Krötzsch, S. Mennicke: An Existential Rule Framework for Computing Why-Provenance On-Demand for
Datalog (RuleML+RR 2022). Depth is deepened one step at a time, and a fact that has no proof of depth n is not
tried again below n: so a proof never rests on itself, and the search is polynomial. A fact of a transitive property
is proved by a shortest path of facts that hold for another reason (`kgqa.reason.path`).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from kgqa.errors import ProofBudgetError
from kgqa.model import OWL_SAME_AS, Proof, RuleName, Source, Triple
from kgqa.reason.builtins import LISTED_BEFORE
from kgqa.reason.path import is_transitivity, joined, shortest_path
from kgqa.reason.program import atom_key
from kgqa.reason.rule import Builtin, Rule, Var, instance, substitute
from kgqa.reason.solve import solve, unify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kgqa.model import IRI, Term
    from kgqa.reason.builtins import Identity
    from kgqa.reason.facts import Facts
    from kgqa.reason.program import Key, Program
    from kgqa.reason.rule import Atom, Bindings

MAX_DEPTH = 30
MAX_INSTANCES = 2_000
"""How many ways to derive one fact are looked at; more would only be further proofs of the same fact."""
MAX_MATCHES = 1_000_000
"""How many facts are looked at for one proof before it is given up."""
MAX_TRIES = 200_000
"""How many last steps are tried for one proof before it is given up."""


@dataclass(frozen=True, slots=True)
class _Derivation:
    rule: Rule
    premises: tuple[Triple, ...]
    tests: tuple[Triple, ...]


class Prover:
    """Finds proofs over one set of materialised facts; what it learns is kept for the next question."""

    def __init__(
        self,
        program: Program | Callable[[], Program],
        facts: Facts,
        source_of: Callable[[Triple], Source | None],
        identity: Identity,
        stated: Facts | None = None,
    ) -> None:
        """`program` may be a call that compiles it: asserted facts are proved without.

        `stated` finds the facts that `source_of` knows, where that is quicker than asking of each.
        """
        self.identity = identity
        self._stated = stated
        self._compiled = program
        self._facts, self._source_of = _Counted(facts), source_of
        self._proofs: dict[Triple, Proof] = {}
        self._sizes: dict[Triple, int] = {}
        self._failed: dict[Triple, int] = {}
        self._derivations: dict[Triple, list[_Derivation]] = {}
        self._edges: dict[tuple[Term, IRI, bool], list[Triple]] = {}
        self._peopled: dict[Key, bool] = {}
        self._paths: dict[Triple, list[Triple]] = {}
        self._tries = 0
        self._wide = False

    def prove(self, fact: Triple) -> Proof | None:
        """A shallowest proof of `fact`, or None when it is not entailed.

        Raises ProofBudgetError when the search grows too large.
        """
        self._tries = 0
        self._facts.begin()
        if not self._holds(fact):
            return None
        found = self._within(fact, MAX_DEPTH)
        if found is None and not self._wide:
            # A path may need steps that hold because of the very property, through its inverse, say: rare and dear.
            self._wide = True
            self._failed.clear()
            found = self._within(fact, MAX_DEPTH)
            self._wide = False
            self._failed.clear()
        return found

    def proofs(self, fact: Triple, limit: int = 100) -> list[Proof]:
        """One proof for each different last step, the asserted one first, then the smallest."""
        source = self._source_of(fact)
        found = [] if source is None else [Proof(fact, "asserted", source)]
        first = self.prove(fact)
        by_rule = [p for d in self._ways(fact) if (p := self._by(fact, d, MAX_DEPTH)) is not None]
        by_rule += self._by_first_steps(fact)
        if first is not None and first.by == "rule":
            by_rule.insert(0, first)
        different = {premises_of(proof): proof for proof in reversed(by_rule)}
        sound = [proof for proof in different.values() if not _rests_on(proof.premises, fact)]
        return [*found, *sorted(sound, key=lambda p: (p != first, size(p), str(p.rule)))][:limit]

    def _holds(self, fact: Triple) -> bool:
        return any(True for _ in self._facts.match(*fact))

    def _within(self, fact: Triple, depth: int) -> Proof | None:
        known = self._proofs.get(fact)
        if known is not None:
            return known
        if fact.predicate == OWL_SAME_AS and fact.subject == fact.object:
            return self._keep(Proof(fact, "rule", rule=RuleName("eq-ref", "?x owl:sameAs ?x")))
        source = self._source_of(fact)
        if source is not None:
            return self._keep(Proof(fact, "asserted", source))
        for limit in range(self._failed.get(fact, 0) + 1, depth + 1):
            found = [p for d in self._ways(fact) if (p := self._by(fact, d, limit)) is not None]
            found = found or list(self._along_paths(fact, limit))
            if found:
                return self._keep(min(found, key=self._rank))
            self._failed[fact] = limit
        return None

    def _keep(self, proof: Proof) -> Proof:
        self._proofs[proof.fact] = proof
        self._sizes[proof.fact] = 1 + sum(self._sizes.get(premise.fact, 1) for premise in proof.premises)
        return proof

    def _rank(self, proof: Proof) -> tuple[int, str, tuple[str, ...]]:
        """Smaller proofs first; then any order, as long as it is always the same."""
        total = sum(self._sizes.get(premise.fact, 1) for premise in proof.premises)
        return total, str(proof.rule), tuple(str(premise.fact) for premise in proof.premises)

    def _by(self, fact: Triple, derivation: _Derivation, depth: int) -> Proof | None:
        """The proof whose last step is `derivation` and whose depth is at most `depth`."""
        self._tries += 1
        if self._tries > MAX_TRIES:
            raise ProofBudgetError(
                "the search for a proof grew too large", remedy="ask for a fact closer to what is stated"
            )
        premises = []
        for premise in derivation.premises:
            proof = self._within(premise, depth - 1)
            if proof is None:
                return None
            premises.append(proof)
        premises += [Proof(test, "data") for test in derivation.tests]
        return Proof(fact, "rule", rule=_name(derivation.rule), premises=tuple(premises))

    def _along_paths(self, fact: Triple, depth: int) -> Iterator[Proof]:
        """Proofs by transitivity whose single steps have proofs of a lower depth."""
        for rule, _ in self._rules(fact):
            if is_transitivity(rule):
                proofs = [self._within(edge, depth - 1) for edge in self._path(fact, depth)]
                found = [proof for proof in proofs if proof is not None]
                if len(found) == len(proofs) > 1:
                    yield self._joined(found, _name(rule))

    def _joined(self, steps: list[Proof], rule: RuleName) -> Proof:
        """The proof that a path joins to, with the one proof of each part that is kept.

        A part may have been proved otherwise, by what the whole path shows: it would then rest on itself.
        """
        middle = len(steps) // 2
        halves = [self._part(half, rule) for half in (steps[:middle], steps[middle:]) if half]
        fact = Triple(steps[0].fact.subject, steps[0].fact.predicate, steps[-1].fact.object)
        return Proof(fact, "rule", rule=rule, premises=tuple(halves))

    def _part(self, steps: list[Proof], rule: RuleName) -> Proof:
        fact = Triple(steps[0].fact.subject, steps[0].fact.predicate, steps[-1].fact.object)
        if len(steps) == 1:
            return steps[0]
        known = self._proofs.get(fact)
        return known if known is not None else self._keep(self._joined(steps, rule))

    def _path(self, fact: Triple, depth: int) -> list[Triple]:
        """A shortest path to prove `fact` along.

        Steps that do not rest on the property itself have proofs, so that one path will do, whatever their depth;
        other steps may need the very fact, so that only those count that have a proof of a lower depth already.
        """
        if self._wide:
            return shortest_path(fact, lambda node: self._provable(node, fact, depth - 1), self._holds)
        path = self._paths.get(fact)
        if path is None:
            path = shortest_path(fact, lambda node: self._steps(node, fact.predicate), self._holds)
            self._paths[fact] = path
        return path

    def _by_first_steps(self, fact: Triple) -> Iterator[Proof]:
        """Proofs by transitivity, one for each first step from which the object is reached."""
        for rule in [rule for rule, _ in self._rules(fact) if is_transitivity(rule)]:
            for edge in self._provable(fact.subject, fact, MAX_DEPTH):
                rest = self.prove(Triple(edge.object, fact.predicate, fact.object))
                if rest is not None:
                    yield joined([self._proofs[edge], rest], _name(rule))

    def _provable(self, node: Term, goal: Triple, depth: int) -> list[Triple]:
        edges = [edge for edge in self._steps(node, goal.predicate) if edge != goal]
        return [edge for edge in edges if self._within(edge, depth) is not None]

    def _steps(self, node: Term, predicate: IRI) -> list[Triple]:
        """Facts of a transitive property from `node` that hold for another reason than transitivity.

        Unless the search is `_wide`: for a reason that does not depend on the property itself.
        """
        known = self._edges.get((node, predicate, self._wide))
        if known is None:
            pattern = Triple(node, predicate, node)
            derived = [
                instance(atom, found)
                for rule, atom in self._rules(pattern)
                if self._is_step(rule, predicate) and (bindings := _bound(atom, pattern)) is not None
                for found in solve(rule.body, bindings, self._facts, self.identity)
            ]
            known = sorted({*self._stated_from(node, predicate), *derived}, key=str)
            self._edges[node, predicate, self._wide] = known
        return known

    def _is_step(self, rule: Rule, predicate: IRI) -> bool:
        if is_transitivity(rule):
            return False
        resting = self._program.derived_from((predicate, None))
        return self._wide or not any(atom_key(atom) in resting for atom in rule.atoms)

    def _stated_from(self, node: Term, predicate: IRI) -> list[Triple]:
        if self._stated is not None:
            return list(self._stated.match(node, predicate, None))
        return [fact for fact in self._facts.match(node, predicate, None) if self._source_of(fact) is not None]

    @property
    def _program(self) -> Program:
        return self._compiled() if callable(self._compiled) else self._compiled

    def _rules(self, fact: Triple) -> Iterator[tuple[Rule, Atom]]:
        return ((rule, atom) for rule, atom in self._program.concluding(fact) if self._may_fire(rule))

    def _may_fire(self, rule: Rule) -> bool:
        """Whether there is a fact at all for each atom: with nothing the same, rules of equality need no search."""
        for predicate, kind in map(atom_key, rule.atoms):
            known = self._peopled.get((predicate, kind))
            if known is None:
                known = predicate is None or any(True for _ in self._facts.match(None, predicate, kind))
                self._peopled[predicate, kind] = known
            if not known:
                return False
        return True

    def _ways(self, fact: Triple) -> list[_Derivation]:
        ways = self._derivations.get(fact)
        if ways is None:
            ways = self._derivations[fact] = list(islice(self._search(fact), MAX_INSTANCES))
        return ways

    def _search(self, fact: Triple) -> Iterator[_Derivation]:
        for rule, atom in self._rules(fact):
            bindings = None if is_transitivity(rule) else unify(atom, fact, {})
            if bindings is None:
                continue
            for found in solve(rule.body, bindings, self._facts, self.identity):
                premises = tuple(instance(part, found) for part in rule.atoms)
                if fact not in premises:
                    yield _Derivation(rule, premises, tests(rule, found))


class _Counted:
    """Facts that may be looked at only so often."""

    def __init__(self, facts: Facts) -> None:
        self._facts, self._left = facts, MAX_MATCHES

    def begin(self) -> None:
        """Count from nothing again."""
        self._left = MAX_MATCHES

    def match(
        self, subject: Term | None = None, predicate: IRI | None = None, object: Term | None = None
    ) -> Iterator[Triple]:
        """The facts that fit. Raises ProofBudgetError when there were too many in all."""
        for triple in self._facts.match(subject, predicate, object):
            self._left -= 1
            if self._left < 0:
                raise ProofBudgetError(
                    "the search for a proof grew too large", remedy="ask for a fact closer to what is stated"
                )
            yield triple


def tests(rule: Rule, bindings: Bindings) -> tuple[Triple, ...]:
    """What the built-ins of a rule found to hold, as triples (name applied to its arguments)."""
    return tuple(_as_triple(part, bindings) for part in rule.builtins)


def premises_of(proof: Proof) -> tuple[str, tuple[Triple, ...]]:
    """The last step of a proof: its rule and the facts that it starts from."""
    return str(proof.rule), tuple(premise.fact for premise in proof.premises)


def size(proof: Proof) -> int:
    """The number of steps and leaves of a proof."""
    sizes: dict[int, int] = {}
    stack = [proof]
    while stack:
        step = stack[-1]
        waiting = [premise for premise in step.premises if id(premise) not in sizes]
        if waiting:
            stack += waiting
        else:
            sizes[id(stack.pop())] = 1 + sum(sizes[id(premise)] for premise in step.premises)
    return sizes[id(proof)]


def _name(rule: Rule) -> RuleName:
    return RuleName(rule.name, str(rule))


def _bound(atom: Atom, pattern: Triple) -> dict[Var, Term] | None:
    """The head's variables bound to the subject and predicate of `pattern`, its object left free."""
    bindings: dict[Var, Term] = {}
    for node, term in ((atom.subject, pattern.subject), (atom.predicate, pattern.predicate)):
        if isinstance(node, Var):
            if bindings.setdefault(node, term) != term:
                return None
        elif node != term:
            return None
    return bindings


def _as_triple(part: Builtin, bindings: Bindings) -> Triple:
    terms = [node for node in (substitute(n, bindings) for n in part.arguments) if not isinstance(node, Var)]
    return Triple(terms[0], part.name, terms[1] if part.name == LISTED_BEFORE else terms[-1])


def _rests_on(premises: tuple[Proof, ...], fact: Triple) -> bool:
    return any(premise.fact == fact or _rests_on(premise.premises, fact) for premise in premises)
