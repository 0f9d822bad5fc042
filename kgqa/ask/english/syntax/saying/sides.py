"""On which side: "a grandson of Y on his father's side", which says what the owner is back: a paternal grandparent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.sides import Side, on_side
from kgqa.ask.english.syntax.saying.being import IsRole, said_of
from kgqa.ask.english.syntax.saying.predicate import Owned, both, roles
from kgqa.ask.form import HOLE, Join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.english.syntax.saying.predicate import Things
    from kgqa.ask.forest import Ranked


def sides() -> Iterator[Rule]:
    """All rules of sides."""
    yield from rules("R", "R SIDE", _narrowed)
    yield from rules("SAYING", "IS the|a|an? R BACKSIDE", lambda _, d, role, side: None if d else OnSide(role, side))
    between = "IS BACKSIDE the|a|an? R"
    yield from rules("SAYING", between, lambda _, d, side, role: None if d else OnSide(role, side))
    yield from rules("SAYS", "BACKSIDE XS IS the|a|an? R", lambda k, s, xs, d, r: None if d else OnSide(r, s).of(k, xs))
    fronted = lambda k, side, xs, d, role: _fronted(k, side, xs, role, denied=d)  # noqa: E731
    yield from rules("SAYS", "SIDE XS IS the|a|an? R", fronted)


def _narrowed(kinds: Kinds, role: Owned, side: Side) -> Owned | None:
    noun = on_side(kinds, role.noun, side)
    return None if noun is None else Owned(noun, role.owners)


def _fronted(kinds: Kinds, side: Side, things: Things, role: Owned, *, denied: bool) -> Ranked | None:
    narrow = _narrowed(kinds, role, side)
    return None if narrow is None else said_of(kinds, things, IsRole(narrow, denied))


@dataclass(frozen=True, slots=True)
class OnSide:
    """Being what a noun says to somebody, who is something narrower back."""

    role: Owned
    side: Side

    def of(self, kinds: Kinds, things: Things) -> Ranked | None:
        """That both are so."""
        noun = self.role.noun
        back = (
            self.side.of(replace(noun.relation, plural=False)) if isinstance(noun, Join) and noun.of == HOLE else None
        )
        back = back or (self.side.of(noun.relation) if isinstance(noun, Join) else None)
        if back is None:
            return None
        return both(
            roles(kinds, things, self.role),
            roles(kinds, self.role.owners, Owned(Join(replace(back, plural=False), HOLE), things)),
        )
