"""What happened before or after what else: "X's death preceded that of Y", "X's birth came before Y's"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.saying.happening import Occurrence, values_of
from kgqa.ask.english.syntax.saying.predicate import member
from kgqa.ask.form import HOLE, Compare, Join
from kgqa.ask.statement import Said, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.english.occurring import Event
    from kgqa.ask.english.syntax.saying.predicate import Things
    from kgqa.ask.forest import Ranked
    from kgqa.ask.form import Operator


def preceding() -> Iterator[Rule]:
    """ "X's death preceded that of Y", "X's birth came before Y's"."""
    ways: tuple[tuple[str, Operator], ...] = (
        ("preceded|precedes|predated|predates|antedated", "<"), ("followed|follows|postdated", ">"),
        ("came|comes|was|is|fell|occurred|happened|lies|lay|falls before", "<"),
        ("came|comes|was|is|fell|occurred|happened|lies|lay|falls after", ">"),
        ("came|was|is|fell|occurred|lies|lay|falls earlier than", "<"),
        ("came|was|is|fell|occurred|lies|lay|falls later than", ">"),
    )  # fmt: skip
    for words, operator in ways:
        for that in ("that of OWNERS", "OWNINGS 's"):
            for occ in ("OCC", "WHENOF"):
                yield from rules(
                    "SAYS", f"{occ} {words} {that}", lambda k, occ, xs, o=operator: _before(k, occ, occ.event, xs, o)
                )
        for occ in ("OCC", "WHENOF"):
            yield from rules(
                "SAYS", f"{occ} {words} {occ}", lambda k, a, b, o=operator: _before(k, a, b.event, b.things, o)
            )
    for words, operator in (
        ("predates|predated|precedes|preceded", "<"),
        ("came|comes before", "<"),
        ("came|comes after", ">"),
    ):
        for by in (f"XS {words} OWNERS by EVENT", f"by EVENT XS {words} OWNERS"):
            build = (
                (lambda k, xs, ys, e, o=operator: _before(k, Occurrence(e, xs), e, ys, o))
                if by.startswith("XS")
                else (lambda k, e, xs, ys, o=operator: _before(k, Occurrence(e, xs), e, ys, o))
            )
            yield from rules("SAYS", by, build)


def _before(kinds: Kinds, one: Occurrence, event: Event, things: Things, operator: Operator) -> Ranked | None:
    if len(one.things) != 1 or len(things) != 1:
        return None
    left, right = values_of(kinds, one.event.dates, one.things), values_of(kinds, event.dates, things)
    if left is None or right is None:
        return None
    form = member(kinds, one.things[0], Compare(Join(left.relation, HOLE), operator, right))
    return None if form is None else each(Statement((Said(form),)), lambda statement: statement)
