"""Rules whose conditions are a special case of those of another rule: what blocks that one blocks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.model import IRI, Triple
from kgqa.reason.assume import Assumptions
from kgqa.reason.body import opened
from kgqa.reason.builtins import Identity
from kgqa.reason.solve import solve, unify
from kgqa.reason.unknown import unknown

if TYPE_CHECKING:
    from kgqa.model import Term
    from kgqa.reason.grounds import Grounds
    from kgqa.reason.rule import Atom, Var
    from kgqa.reason.ways import Way
    from kgqa.reason.words import Telling

_SUBJECT, _OBJECT = unknown("subject", 0), unknown("object", 0)
_IDENTITY = Identity(unique_names=False, knows=lambda _: False)


class Covering:
    """Which rules are special cases of others, found out once."""

    def __init__(self, grounds: Grounds) -> None:
        self._grounds = grounds
        self._known: dict[tuple[int, int, bool], bool] = {}

    def covers(self, wide: Way, narrow: Way) -> bool:
        """Whether the atoms of `wide` hold wherever those of `narrow` do, for the same two things."""
        # The rules are kept by the program: no other has the same identity.
        turned = wide.turned != narrow.turned
        key = id(wide.telling), id(narrow.telling), turned
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._follows(wide.telling, narrow.telling, turned=turned)
        return known

    def _follows(self, wide: Telling, narrow: Telling, *, turned: bool) -> bool:
        given = Assumptions(self._grounds)
        ends = (_OBJECT, _SUBJECT) if turned else (_SUBJECT, _OBJECT)
        wanted = _bound(wide.head, *ends)
        bound = _bound(narrow.head, _SUBJECT, _OBJECT)
        if wanted is None or bound is None:
            return False
        body = opened(narrow, bound, given.assume(()), 1)
        return any(True for _ in solve(wide.rule.atoms, wanted, given.assume(body.premises).facts, _IDENTITY))


def _bound(head: Atom, subject: Term, obj: Term) -> dict[Var, Term] | None:
    """The variables of the atom that concludes something of two things."""
    assert isinstance(head.predicate, IRI)
    return unify(head, Triple(subject, head.predicate, obj), {})
