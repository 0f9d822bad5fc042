"""Whether an expectation is met by what follows from a case, and what to say if it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.regression.outcome import Failure
from kgqa.regression.suite import Changed, Count, Entailed, NotEntailed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgqa.model import Conflict, Proof, Triple
    from kgqa.regression.ground import Ground, World
    from kgqa.regression.suite import Case, Conflicting, Expectation


def failures(case: Case, ground: Ground) -> Iterator[Failure]:
    """Each expectation of a case that is not met, with its line."""
    before = ground.with_change(case.given)
    after = before
    if case.change is not None:
        for fact in [fact for fact in case.change.delete if not before.states(fact)]:
            yield Failure(case.change.line, f"not stated, so it cannot be deleted: {fact}")
        left = [fact for fact in case.given if fact not in case.change.delete]
        after = ground.with_change([*left, *case.change.add], case.change.delete)
    for expectation in case.expectations:
        message = _fault(expectation, before, after)
        if message is not None:
            yield Failure(expectation.line, message)


def _fault(expectation: Expectation, before: World, after: World) -> str | None:
    match expectation:
        case Entailed():
            return _entailed_fault(expectation, after)
        case NotEntailed():
            return f"entailed: {expectation.text}" if after.holds(expectation.triple) else None
        case Changed():
            return _changed_fault(expectation, before, after)
        case Count(pattern=pattern, number=wanted):
            number = len(set(after.match(pattern.subject, pattern.predicate, pattern.object)))
            return None if number == wanted else f"{number} instead of {wanted}: {expectation.text}"
        case _:
            return _conflict_fault(expectation, _new(before, after))


def _entailed_fault(expectation: Entailed, world: World) -> str | None:
    if not world.holds(expectation.triple):
        return f"not entailed: {expectation.text}"
    if expectation.rule is None and not expectation.uses:
        return None
    proofs = world.proofs(expectation.triple)
    by_rule = [proof for proof in proofs if expectation.rule in {None, _rule(proof)}]
    if not by_rule:
        found = ", ".join(dict.fromkeys(map(_rule, proofs)))
        return f"not by {expectation.rule} but by {found}: {expectation.text}"
    unused = min((_unused(expectation.uses, [proof]) for proof in by_rule), key=len)
    return f"no proof of {expectation.text} uses {' and '.join(map(str, unused))}" if unused else None


def _changed_fault(expectation: Changed, before: World, after: World) -> str | None:
    first, last = (before, after) if expectation.gained else (after, before)
    if not last.holds(expectation.triple):
        return f"{'not entailed' if expectation.gained else 'was not entailed before'}: {expectation.text}"
    if first.holds(expectation.triple):
        return f"{'was entailed before' if expectation.gained else 'still entailed'}: {expectation.text}"
    return None


def _conflict_fault(expectation: Conflicting, found: Sequence[Conflict]) -> str | None:
    rules = ", ".join(dict.fromkeys(conflict.rule.name for conflict in found))
    if expectation.expected is False:
        return f"a conflict was found, by {rules}" if found else None
    if not found:
        named = "" if expectation.expected is True else f" by {expectation.expected}, but none at all"
        return f"no conflict{named}" if named else "no conflict was found"
    by_rule = [each for each in found if expectation.expected in {True, each.rule.name}]
    if not by_rule:
        return f"no conflict by {expectation.expected}, but by {rules}"
    unused = min((_unused(expectation.uses, conflict.premises) for conflict in by_rule), key=len)
    return f"no conflict uses {' and '.join(map(str, unused))}" if unused else None


def _new(before: World, after: World) -> list[Conflict]:
    """The conflicts after a change that were not there before; all of them where nothing changes."""
    if after is before:
        return after.conflicts
    old = {_key(conflict) for conflict in before.conflicts}
    return [conflict for conflict in after.conflicts if _key(conflict) not in old]


def _key(conflict: Conflict) -> tuple[str, frozenset[Triple]]:
    return conflict.rule.name, frozenset(premise.fact for premise in conflict.premises)


def _rule(proof: Proof) -> str:
    return proof.rule.name if proof.rule is not None else proof.by


def _unused(facts: Sequence[Triple], proofs: Sequence[Proof]) -> list[Triple]:
    """Which of `facts` none of `proofs` rests on."""
    seen: set[int] = set()
    used: set[Triple] = set()
    stack = list(proofs)
    while stack:
        proof = stack.pop()
        if id(proof) not in seen:
            seen.add(id(proof))
            used.add(proof.fact)
            stack += proof.premises
    return [fact for fact in facts if fact not in used]
