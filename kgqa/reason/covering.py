"""Rules whose conditions are a special case of those of another rule: what blocks that one blocks them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kgqa.model import Triple
from kgqa.reason.assume import Assumptions
from kgqa.reason.body import opened
from kgqa.reason.builtins import Identity
from kgqa.reason.solve import solve, unify
from kgqa.reason.unknown import unknown

if TYPE_CHECKING:
    from kgqa.reason.grounds import Grounds
    from kgqa.reason.rule import Atom, Rule

_SUBJECT, _OBJECT = unknown("subject", 0), unknown("object", 0)
_IDENTITY = Identity(unique_names=False, knows=lambda _: False)


class Way(NamedTuple):
    """A rule that may conclude a goal, and the atom by which it does: with the ends of the goal in turn if `turned`."""

    rule: Rule
    head: Atom
    turned: bool


class Covering:
    """Which rules are special cases of others, found out once."""

    def __init__(self, grounds: Grounds) -> None:
        self._grounds = grounds
        self._known: dict[tuple[Way, Way], bool] = {}

    def covers(self, wide: Way, narrow: Way) -> bool:
        """Whether the atoms of `wide` hold wherever those of `narrow` do, for the same two things."""
        known = self._known.get((wide, narrow))
        if known is None:
            known = self._known[wide, narrow] = self._follows(wide, narrow)
        return known

    def _follows(self, wide: Way, narrow: Way) -> bool:
        given = Assumptions(self._grounds)
        ends = [unify(way.head, _goal(way), {}) for way in (wide, narrow)]
        if ends[0] is None or ends[1] is None:
            return False
        body = opened(narrow.rule, ends[1], given.assume(()), 1)
        return any(True for _ in solve(wide.rule.atoms, ends[0], given.assume(body.premises).facts, _IDENTITY))


def _goal(way: Way) -> Triple:
    subject, obj = (_OBJECT, _SUBJECT) if way.turned else (_SUBJECT, _OBJECT)
    assert not isinstance(way.head.predicate, str)
    return Triple(subject, way.head.predicate, obj)  # type: ignore[arg-type]
