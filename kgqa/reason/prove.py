"""Proofs on demand: backward search over materialised facts, the shallowest proof first.

Source: the idea of searching for derivations over a materialisation, rather than recording them, is that of
M. Elhalawati, M. Krötzsch, S. Mennicke: An Existential Rule Framework for Computing Why-Provenance On-Demand for
Datalog (RuleML+RR 2022). Depth is deepened one step at a time, and a fact that has no proof of depth n is not
tried again below n: so a proof never rests on itself, and the search is polynomial.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from kgqa.model import Proof, RuleName, Source, Triple
from kgqa.reason.rule import Builtin, Rule, Var, instance, substitute
from kgqa.reason.solve import solve, unify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kgqa.reason.builtins import Identity
    from kgqa.reason.facts import Facts
    from kgqa.reason.program import Program
    from kgqa.reason.rule import Bindings

MAX_DEPTH = 60
MAX_INSTANCES = 2_000
"""How many ways to derive one fact are looked at; more would only be further proofs of the same fact."""


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
    ) -> None:
        """`program` may be a call that compiles it: asserted facts are proved without."""
        self.identity = identity
        self._compiled = program
        self._facts, self._source_of = facts, source_of
        self._proofs: dict[Triple, Proof] = {}
        self._failed: dict[Triple, int] = {}
        self._derivations: dict[Triple, list[_Derivation]] = {}

    def prove(self, fact: Triple) -> Proof | None:
        """A shallowest proof of `fact`, or None when it is not entailed."""
        if not self._holds(fact):
            return None
        return self._within(fact, MAX_DEPTH)

    def proofs(self, fact: Triple, limit: int = 100) -> list[Proof]:
        """One proof for each different last step, the asserted one first, then the smallest."""
        source = self._source_of(fact)
        found = [] if source is None else [Proof(fact, "asserted", source)]
        first = self.prove(fact)
        for derivation in self._ways(fact):
            proof = self._by(fact, derivation, MAX_DEPTH)
            if proof is not None and not _rests_on(proof.premises, fact):
                found.append(proof)
        rest = sorted((p for p in found if p.by == "rule"), key=lambda p: (p != first, size(p), str(p.rule)))
        return [*(p for p in found if p.by == "asserted"), *rest][:limit]

    def _holds(self, fact: Triple) -> bool:
        return any(True for _ in self._facts.match(*fact))

    def _within(self, fact: Triple, depth: int) -> Proof | None:
        known = self._proofs.get(fact)
        if known is not None:
            return known
        source = self._source_of(fact)
        if source is not None:
            return self._keep(Proof(fact, "asserted", source))
        for limit in range(self._failed.get(fact, 0) + 1, depth + 1):
            found = [p for d in self._ways(fact) if (p := self._by(fact, d, limit)) is not None]
            if found:
                return self._keep(min(found, key=lambda p: (size(p), str(p.rule), str(p.premises))))
            self._failed[fact] = limit
        return None

    def _keep(self, proof: Proof) -> Proof:
        self._proofs[proof.fact] = proof
        return proof

    def _by(self, fact: Triple, derivation: _Derivation, depth: int) -> Proof | None:
        """The proof whose last step is `derivation` and whose depth is at most `depth`."""
        premises = []
        for premise in derivation.premises:
            proof = self._within(premise, depth - 1)
            if proof is None:
                return None
            premises.append(proof)
        premises += [Proof(test, "data") for test in derivation.tests]
        rule = RuleName(derivation.rule.name, str(derivation.rule))
        return Proof(fact, "rule", rule=rule, premises=tuple(premises))

    def _ways(self, fact: Triple) -> list[_Derivation]:
        ways = self._derivations.get(fact)
        if ways is None:
            ways = self._derivations[fact] = list(islice(self._search(fact), MAX_INSTANCES))
        return ways

    def _search(self, fact: Triple) -> Iterator[_Derivation]:
        program = self._compiled() if callable(self._compiled) else self._compiled
        for rule, atom in program.concluding(fact):
            bindings = unify(atom, fact, {})
            if bindings is None:
                continue
            for found in solve(rule.body, bindings, self._facts, self.identity):
                premises = tuple(instance(part, found) for part in rule.atoms)
                if fact not in premises:
                    yield _Derivation(rule, premises, tests(rule, found))


def tests(rule: Rule, bindings: Bindings) -> tuple[Triple, ...]:
    """What the built-ins of a rule found to hold, as triples (name applied to its arguments)."""
    return tuple(_as_triple(part, bindings) for part in rule.builtins)


def _as_triple(part: Builtin, bindings: Bindings) -> Triple:
    terms = [node for node in (substitute(n, bindings) for n in part.arguments) if not isinstance(node, Var)]
    return Triple(terms[0], part.name, terms[-1])


def size(proof: Proof) -> int:
    """The number of steps and leaves of a proof."""
    return 1 + sum(size(premise) for premise in proof.premises)


def _rests_on(premises: tuple[Proof, ...], fact: Triple) -> bool:
    return any(premise.fact == fact or _rests_on(premise.premises, fact) for premise in premises)
