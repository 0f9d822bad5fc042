"""The first conflict that supposed facts bring, and the nearest to them, with the closure left as it is.

What follows from them is looked at breadth first, and no further than the first clash: what `suppose` lists in full
may be hundreds of conflicts that all come from one wrong fact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.errors import ProofBudgetError
from kgqa.reason.conflicts import conflict_of
from kgqa.reason.engine.conflicts import clashes_of_literals
from kgqa.reason.engine.nearest import Nearest, RoundaboutError, Thorough
from kgqa.reason.engine.stated import Stated
from kgqa.reason.engine.suppose import suppose, with_supposed
from kgqa.reason.engine.update import BeyondUpdateError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kgqa.model import Conflict, Proof, Triple
    from kgqa.reason.engine.closure import Closure
    from kgqa.reason.engine.conflicts import Clash
    from kgqa.reason.engine.suppose import SourceOf


def first_conflict(closure: Closure, add: Iterable[Triple], source_of: SourceOf = lambda _: None) -> Conflict | None:
    """A new conflict that rests on some of the supposed facts, one of the simplest; None if they bring none.

    There is one exactly if `suppose` finds any. The supposed facts that it rests on are among its premises, or further
    up in their proofs, as asserted by the source SUPPOSED. Raises InputError for a rule that is not understood.
    """
    given = [triple for triple in dict.fromkeys(add) if triple not in closure]
    if not given:
        return None
    try:
        search, clash = _searched(closure, given)
    except BeyondUpdateError:
        return next(iter(suppose(closure, given, source_of=source_of).conflicts), None)
    if clash is None:
        return None
    prover = closure.prover_of(search, with_supposed(closure, given, source_of))

    def prove(fact: Triple) -> Proof | None:
        try:
            return prover.prove(fact)
        except ProofBudgetError:
            return None

    return conflict_of(*clash, prove)


def _searched(closure: Closure, given: list[Triple]) -> tuple[Nearest, Clash | None]:
    stated = Stated(closure.stated, [], list(map(closure.encoded, given)))
    try:
        search = closure.begun(stated, Nearest)
        return search, _clash(closure, search, given)
    except RoundaboutError:
        search = closure.begun(stated, Thorough)
        return search, _clash(closure, search, given)


def _clash(closure: Closure, search: Nearest, given: list[Triple]) -> Clash | None:
    view = closure.view
    found = search.first_clash([view.fact(*closure.encoded(triple)) for triple in given])
    if found is not None:
        plan, values = found
        return plan.rule.origin, {variable: view.name(number) for variable, number in values.items()}
    aside = closure.base.book.aside
    return next(clashes_of_literals(aside, search.literal_triples()), None) if aside else None
