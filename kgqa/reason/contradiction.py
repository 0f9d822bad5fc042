"""What contradicts supposed facts: the first conflict that they bring, or that no rule can derive one of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kgqa.model import Proof
from kgqa.reason.blocked import refute_by_rules
from kgqa.reason.builtins import Identity
from kgqa.reason.engine.contradict import first_conflict
from kgqa.reason.engine.suppose import SUPPOSED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kgqa.model import Conflict, Triple
    from kgqa.reason.blocked import Blocked
    from kgqa.reason.engine.closure import Closure
    from kgqa.reason.engine.suppose import SourceOf


def contradiction(
    closure: Closure,
    facts: Sequence[Triple],
    source_of: SourceOf = lambda _: None,
    prove: Callable[[Triple], Proof | None] = lambda _: None,
) -> Conflict | Blocked | None:
    """One of the simplest reasons why facts cannot all hold; None if the closure leaves room for them.

    There is one exactly if `suppose` finds a conflict of all, or `refute_by_rules` refutes one of them. The supposed
    facts that it rests on are among its premises, or further up in their proofs, with the source SUPPOSED. `prove`
    proves facts of the closure. Raises InputError for a rule that is not understood.
    """
    found = first_conflict(closure, facts, source_of)
    if found is not None:
        return found
    identity = Identity(closure.program.unique_names, closure.__contains__)
    for fact in facts:
        blocked = refute_by_rules(closure.grounds, identity, fact, prove)
        if blocked is not None:
            premises = (Proof(fact, "asserted", source=SUPPOSED), *blocked.conflict.premises)
            return replace(blocked, conflict=replace(blocked.conflict, premises=premises))
    return None
