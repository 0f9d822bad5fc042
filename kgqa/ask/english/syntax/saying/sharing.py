"""What two things have in common: "X and Y shared a parent", "X and Y had the same parents"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.joint_owners import of_each
from kgqa.ask.compose.sets import filled
from kgqa.ask.english.syntax.saying.polarity import polar
from kgqa.ask.english.syntax.truths import is_plural
from kgqa.ask.english.syntax.words import DO, HAVE
from kgqa.ask.form import HOLE, All, Compare, Count, Exists, Form, Overlap
from kgqa.ask.statement import Said, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.amounts import Amount
    from kgqa.ask.compose.kinds import Kinds


def sharing() -> Iterator[Rule]:
    """All rules of what two things have in common."""
    yield from polar(
        "SHARED", ("share|shares|shared", f"{HAVE}"), (f"{DO} not share|have", "never shared|had", f"{HAVE} not")
    )
    some = "a|an|any|some|the"
    for pattern in (
        f"T and T SHARED {some}? common|mutual RN", f"T and T SHARED {some}? RN in common",
        f"T and T SHARED {some}? RN together",
    ):  # fmt: skip
        yield from rules("SAYS", pattern, lambda k, a, b, d, n: _common(k, a, b, n, denied=d))
    shared = "share|shares|shared"
    yield from rules("SAYS", f"T and T {shared} a|an|some|the RN", _common)
    yield from rules("SAYS", f"T and T {shared} a|one set|pair of RN", _common)
    yield from rules("SAYS", f"T {shared} a|an|some|the RN with T", lambda k, a, n, b: _common(k, a, b, n))
    yield from rules("SAYS", f"T and T {DO} not share a|an|any RN", lambda k, a, b, n: _common(k, a, b, n, denied=True))
    for no in (
        f"T and T {HAVE} no RN in common|together",
        f"T and T {HAVE} no common|shared RN",
        f"T and T {shared} no RN",
    ):
        yield from rules("SAYS", no, lambda k, a, b, n: _common(k, a, b, n, denied=True))
    for every in (f"{shared} both|all the? RN", f"{HAVE} the|a same RN", f"{shared} the|a same RN"):
        yield from rules("SAYS", f"T and T {every}", _all_common)
    for many in (f"T and T {HAVE} AMT RN in common", f"T and T {shared} AMT RN"):
        yield from rules("SAYS", many, _so_many_common)


def _common(kinds: Kinds, one: Form, other: Form, noun: Form, *, denied: bool = False) -> Statement | None:
    found = of_each(kinds, noun, one, other)
    return None if found is None else Statement((Said(Exists(found), denied),))


def _all_common(kinds: Kinds, one: Form, other: Form, noun: Form) -> Statement | None:
    """That all that the one has the other has, and the other way round."""
    left, right = filled(kinds, noun, one), filled(kinds, noun, other)
    if left is None or right is None or one == other:
        return None
    if not is_plural(noun):
        return _common(kinds, one, other, noun)
    return Statement((Said(All(left, right)), Said(All(right, left))))


def _so_many_common(kinds: Kinds, one: Form, other: Form, amount: Amount, noun: Form) -> Statement | None:
    if len(amount.bounds) != 1 or filled(kinds, noun, one) is None:
        return None
    found = of_each(kinds, noun, HOLE, other)
    operator, number = amount.bounds[0]
    return None if found is None else Statement((Said(Overlap(Compare(Count(found), operator, number), one)),))
