"""Named things, what owns something, and nouns with their owners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.joint_owners import are_few
from kgqa.ask.english.syntax.nominals import identity
from kgqa.ask.english.syntax.saying.predicate import Owned, Things, sets_of, singular
from kgqa.ask.english.syntax.words import OF
from kgqa.ask.form import Entity, Form, Join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds


def things() -> Iterator[Rule]:
    """All rules of things and of nouns with their owners."""
    yield from _things()
    yield from _roles()
    yield from _sets()


def _things() -> Iterator[Rule]:
    """One thing, several things, and what owns something."""
    yield from rules("T", "E", identity)
    yield from rules("T", "the W", identity)
    yield from rules("T", "PROX", identity)
    for person in ("person|individual|one", "person|individual|one who|that is|was"):
        yield from rules("T", f"the|a|some {person} named|called E", identity)
    yield from rules("T", "someone|somebody named|called E", identity)
    yield from rules("T", "one E", identity, cost=1)
    yield from rules("XS", "T", lambda _, x: (x,))
    yield from rules("MANY", "both? T and T", _different)
    yield from rules("MANY", "T as well as T", _different)
    yield from rules("MANY", "T T and T", _different)
    yield from rules("MANY", "T T T and T", _different)
    yield from rules("MANY", "T T T T and T", _different)
    yield from rules("MANY", "T T T T T and T", _different)
    yield from rules("XS", "MANY", identity)
    yield from rules("OWNERS", "XS", identity)


def _roles() -> Iterator[Rule]:
    """Nouns with their owners."""
    yield from rules("ROLE", "RN", identity)
    yield from rules("ROLE", "FIRSTRN", identity)
    yield from rules("ROLE", "own ROLE", identity)
    yield from rules("ROF", f"ROLE {OF} OWNERS", lambda _, noun, owners: Owned(noun, owners))
    yield from rules("ROWN", "OWNINGS 's ROLE", lambda _, owners, noun: Owned(noun, owners))
    yield from rules("R", "ROF", identity)
    yield from rules("R", "ROWN", identity)
    yield from rules("OWNINGS", "XS", identity)
    yield from rules("OWNINGS", "ROWN", one_set)
    # "The father of X's mother" is rather the father of somebody than somebody's mother.
    yield from rules("OWNINGS", "the ROF", one_set, cost=2)
    yield from rules("R", "ROLE of XS 's", lambda _, noun, owners: Owned(noun, owners))
    yield from rules("ROWN", "PRO ROLE", lambda _, owner, noun: Owned(noun, (owner,)))
    yield from rules("R", "R by|with T", _with)


def _sets() -> Iterator[Rule]:
    """Nouns with their owners as what owns something else, or as the subject of a clause."""
    yield from rules("OWNERS", "the? R", one_set)
    yield from rules("DEFS", "the? R", one_set)
    for some in ("one of the?", "a|an"):
        yield from rules("OWNERS", f"{some} R", one_of_set)
    yield from rules("DEFS", "a|an|one|some R", one_of_set, cost=1)
    yield from rules("DEFS", "one of the? R", one_of_set)


def _different(_: Kinds, *things: Form) -> Things | None:
    return things if len(set(things)) == len(things) else None


def one_set(kinds: Kinds, role: Owned) -> Things | None:
    """What a noun means."""
    sets = sets_of(kinds, role)
    return (sets[0],) if sets is not None and len(sets) == 1 and isinstance(sets[0], Form) else None


def one_of_set(kinds: Kinds, role: Owned) -> Things | None:
    """A member of what a noun means: "one of Y's sons"."""
    found = one_set(kinds, role)
    return None if found is None else (singular(found[0]),)


def _with(kinds: Kinds, role: Owned, other: Form) -> Owned | None:
    """ "Y's son by Z": of both, where the noun is one of which a few are owners together."""
    alone = len(role.owners) == 1 and isinstance(role.owners[0], Entity) and role.owners[0] != other
    if not alone or not isinstance(role.noun, Join) or not are_few(kinds, role.noun.relation.reversed()):
        return None
    return Owned(role.noun, (*role.owners, other))
