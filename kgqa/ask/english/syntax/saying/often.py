"""How often something is done: "X married twice"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import Amount
from kgqa.ask.compose.sets import joined
from kgqa.ask.english.syntax.saying.counting import HasSoMany
from kgqa.ask.english.syntax.verbal import measured
from kgqa.ask.form import HOLE, Join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.english.syntax.saying.doing import Doing
    from kgqa.ask.english.syntax.saying.predicate import Things
    from kgqa.ask.forest import Ranked


def often() -> Iterator[Rule]:
    """All rules of how often something is done."""
    yield from rules("SAYING", "VGROUP TIMES", _times)
    yield from rules("SAYING", "VGROUP AMT times", _times)


def _times(_: Kinds, doing: Doing, amount: object) -> Often | None:
    return Often(doing, amount) if isinstance(amount, Amount) else None


@dataclass(frozen=True, slots=True)
class Often:
    """Doing it so many times: to so many."""

    doing: Doing
    amount: Amount

    def of(self, kinds: Kinds, things: Things) -> Ranked | None:
        """That each of the subjects does."""
        if len(things) != 1:
            return None
        for sense, _ in self.doing.verb.senses:
            relation = measured(sense)
            if relation is None or kinds.literal(relation) is not None or "where" in kinds.words(relation):
                continue
            if joined(kinds, relation, things[0]) is not None:
                return HasSoMany(Join(relation, HOLE), self.amount, self.doing.denied).of(kinds, things)
        return None
