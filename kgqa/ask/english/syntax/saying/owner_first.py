"""What is said of an owner: "Y's father was X", "among the sons of Y we find X", "the name of Y's son is X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.english.syntax.saying.being import IsRole, few
from kgqa.ask.english.syntax.saying.predicate import Owned, Things, roles, singular
from kgqa.ask.english.syntax.truths import is_plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.forest import Ranked
    from kgqa.ask.form import Form


def owner_first() -> Iterator[Rule]:
    """All rules of what is said of an owner."""
    for some in ("", "one of", "some of", "among", "amongst"):
        yield from rules("SAYS", f"{some} the? R IS XS", _is_of if not some else _is_one_of)
    yield from rules("SAYS", "a|an|another R IS XS", _is_of, cost=1)
    for found in ("we|one find|finds|found|count|have", "is|was|are|were found|listed|counted|numbered|recorded"):
        yield from rules("SAYS", f"among|amongst the? R {found} XS", lambda k, role, xs: _is_one_of(k, role, False, xs))
    yield from rules("SAYS", "among|amongst the? R BEING counted|numbered|found|listed XS", _is_one_of)
    yield from rules("SAYS", "the? R NAMES XS", _is_of)
    for name in ("the? name|names of the? R", "the? R 's name|names"):
        yield from rules("SAYS", f"{name} BEING XS", _is_of)
    yield from rules(
        "SAYS", "we|one find|finds|found XS among|amongst the? R", lambda k, xs, r: _is_one_of(k, r, False, xs)
    )
    yield from rules("SAYS", "we|one know|knows XS as the|a|an? R", roles)
    yield from rules("SAYS", "as the|a|an? R we|one know|knows XS", lambda k, role, xs: roles(k, xs, role))
    for owner in ("to|for OWNERS XS IS", "of OWNERS XS IS"):
        yield from rules("SAYS", f"{owner} the|a|an? ROLE", _to_owner)
    yield from rules("SAYING", "stood|stands to OWNERS as the|a|an? ROLE", lambda _, o, n: IsRole(Owned(n, o)))
    yield from rules("SAYING", "IS to OWNERS the|a|an? ROLE", lambda _, d, o, n: IsRole(Owned(n, o), d))
    same = "T and the? R BEING the same person|one|individual"
    yield from rules("SAYS", same, lambda k, x, role, d: roles(k, (x,), role, denied=d))
    yield from rules("SAYS", "the? R IS someone|somebody|anyone|anybody other|else than XS", _someone_else)


def _is_of(kinds: Kinds, role: Owned, denied: bool, things: Things) -> Ranked | None:
    """What a noun means is one thing, or several: of nouns in the singular ("Y's father and mother") each is one."""
    return few(roles(kinds, things, role, denied=denied), things, role)


def _is_one_of(kinds: Kinds, role: Owned, denied: bool, things: Things) -> Ranked | None:
    if not is_plural(role.noun):
        return None
    return roles(kinds, things, Owned(singular(role.noun), role.owners), denied=denied)


def _to_owner(kinds: Kinds, owners: Things, things: Things, denied: bool, noun: Form) -> Ranked | None:
    return roles(kinds, things, Owned(noun, owners), denied=denied)


def _someone_else(kinds: Kinds, role: Owned, denied: bool, things: Things) -> Ranked | None:
    return roles(kinds, things, role, denied=not denied)
