"""Refuting claims on properties that are defined by their rules (design, section 4; kgqa:definedByRules).

Such a property holds only where one of its rules derives it, once everything is recorded. So a claim on it is
contradicted when no rule can: whatever its body needs would meet a full slot (`kgqa.reason.slots`), a conflict, or
another claim on such a property that is refuted in turn. An added fact that does not conflict never undoes it.

Source: a claim is refuted when it is in an unfounded set (A. Van Gelder, K. Ross, J. Schlipf: The Well-Founded
Semantics for General Logic Programs, JACM 1991), in every completion of the graph. A claim that would have to be
derived from itself, or from the same situation with other unknown things, is unfounded: a derivation has an end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.model import Conflict, Literal, Proof, RuleName, Triple
from kgqa.reason.blocking import BlockedRule
from kgqa.reason.grounds import DEFINED_BY_RULES, Grounds
from kgqa.reason.refuter import Refuter
from kgqa.reason.renaming import restated
from kgqa.reason.rule import Atom
from kgqa.reason.unknown import as_pattern, unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from kgqa.reason.builtins import Identity

__all__ = ["DEFINED_BY_RULES", "Blocked", "BlockedRule", "refute_by_rules"]

MAX_BODIES = 1_000
"""How many rule bodies are looked at for one claim before it is left undecided."""


@dataclass(frozen=True, slots=True)
class Blocked:
    """A refuted claim: every rule that could derive it, each blocked; and the same as a conflict with proofs."""

    goal: Triple
    rules: tuple[BlockedRule, ...]
    conflict: Conflict


def refute_by_rules(
    grounds: Grounds,
    identity: Identity,
    goal: Triple,
    prove: Callable[[Triple], Proof | None] = lambda _: None,
    *,
    budget: int = MAX_BODIES,
) -> Blocked | None:
    """Why `goal` cannot hold, or None when it may (or does, or the search grew too large).

    The goal is a claim on a property defined by its rules, or one that says such a claim in another word (a
    sub-property, an inverse). `prove` gives the proofs for the conflict.
    """
    if goal in grounds.closure:
        return None
    search = Refuter(grounds, identity, budget)
    for fact in search.different(restated(grounds.program, goal)):
        ways = search.refuted(fact, search.nothing, ()) if search.is_defined(fact.predicate) else None
        if ways:
            return Blocked(goal, ways, _conflict(fact, ways, prove))
    return None


def _conflict(goal: Triple, ways: tuple[BlockedRule, ...], prove: Callable[[Triple], Proof | None]) -> Conflict:
    filling = dict.fromkeys(fact for way in ways for fact in way.facts)
    premises = tuple(prove(fact) or Proof(fact, "asserted") for fact in filling)
    name = as_pattern(goal._replace(subject=unknown("x", 0), object=unknown("y", 0)))
    text = f"{name} only by its rules, and none of them can apply"
    axiom = str(Atom(goal.predicate, DEFINED_BY_RULES, Literal("true")))
    return Conflict(RuleName("defined-by-rules", text), premises, axiom=axiom)
