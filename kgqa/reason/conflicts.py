"""Every way in which facts clash: the rules whose conclusion is falsehood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.model import Conflict, Proof, RuleName
from kgqa.reason.prove import tests
from kgqa.reason.rule import instance
from kgqa.reason.solve import solve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kgqa.model import Triple
    from kgqa.reason.builtins import Identity
    from kgqa.reason.facts import Facts
    from kgqa.reason.program import Program
    from kgqa.reason.rule import Bindings, Rule


def conflicts(
    program: Program, facts: Facts, identity: Identity, prove: Callable[[Triple], Proof | None]
) -> Iterator[Conflict]:
    """The conflicts in `facts`, each once, with proofs of the facts that clash; found as they are asked for."""
    seen = set()
    for rule in program.conflicts:
        for bindings in solve(rule.body, {}, facts, identity):
            key = frozenset(instance(atom, bindings) for atom in rule.atoms)
            if (rule.name, key) not in seen:
                seen.add((rule.name, key))
                yield conflict_of(rule, bindings, prove)


def conflict_of(rule: Rule, bindings: Bindings, prove: Callable[[Triple], Proof | None]) -> Conflict:
    """The conflict that a rule finds under `bindings`."""
    facts = [instance(atom, bindings) for atom in rule.atoms]
    premises = [prove(fact) or Proof(fact, "asserted") for fact in facts]
    premises += [Proof(test, "data") for test in tests(rule, bindings)]
    return Conflict(RuleName(rule.name, str(rule)), tuple(premises), axiom=rule.axiom or None)
