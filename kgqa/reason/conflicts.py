"""A rule whose conclusion is falsehood, as a conflict for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.model import Conflict, Proof, RuleName
from kgqa.reason.prove import tests
from kgqa.reason.rule import instance

if TYPE_CHECKING:
    from collections.abc import Callable

    from kgqa.model import Triple
    from kgqa.reason.rule import Bindings, Rule


def conflict_of(rule: Rule, bindings: Bindings, prove: Callable[[Triple], Proof | None]) -> Conflict:
    """The conflict that a rule finds under `bindings`."""
    facts = [instance(atom, bindings) for atom in rule.atoms]
    premises = [prove(fact) or Proof(fact, "asserted") for fact in facts]
    premises += [Proof(test, "data") for test in tests(rule, bindings)]
    return Conflict(RuleName(rule.name, str(rule)), tuple(premises), axiom=rule.axiom or None)
