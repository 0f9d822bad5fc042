"""From when to when things lasted: "X lived from 1900 to 1950", "X's life ended in 1950"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.sets import filled
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.words import BE
from kgqa.ask.form import DateIn, Form, Span, Value
from kgqa.ask.statement import Said, Statement
from kgqa.ask.structure import fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.amounts import Time
    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.english.syntax.saying.predicate import Things
    from kgqa.ask.forest import Ranked


def lives() -> Iterator[Rule]:
    """ "Lived from 1900 to 1950", "X's life ended in 1950", "X's dates are 1900 to 1950"."""
    for between in ("from DATED to|until|till DATED", "between DATED and DATED"):
        yield from rules("SAYING", f"LASTS {between}", lambda _, span, a, b: Spanned(span, a, b))
        for ran in ("ran|runs|lasted|lasts|extended|extends|stretched|spanned", BE):
            pattern = f"OWNINGS 's LIFE {ran} {between}"
            yield from rules("SAYS", pattern, lambda k, xs, span, a, b: Spanned(span, a, b).of(k, xs))
    for dates in ("DATED to|until|and DATED", "DATED DATED"):
        pattern = f"OWNINGS 's LIFE {BE}|spanned {dates}"
        yield from rules("SAYS", pattern, lambda k, xs, span, a, b: Spanned(span, a, b).of(k, xs))
    yield from rules("SAYING", "LASTS until|till|to DATED", lambda _, span, date: Spanned(span, None, date))
    yield from rules("SAYING", "LASTS until|till|to the year DATED", lambda _, span, date: Spanned(span, None, date))
    ended = ("ended|ends|closed|ceased|expired", "came|comes|drew to an? end|close", f"{BE} over", f"{BE} cut short")
    for end in ended:
        yield from rules(
            "SAYS", f"OWNINGS 's LIFE {end} TIME", lambda k, xs, span, t: _turned(k, xs, span, t, end=True)
        )
    for start in ("began|begins|started|starts|opened|commenced",):
        yield from rules(
            "SAYS", f"OWNINGS 's LIFE {start} TIME", lambda k, xs, span, t: _turned(k, xs, span, t, end=False)
        )


@dataclass(frozen=True, slots=True)
class Spanned:
    """Having begun at one date, if that is told, and ended at another."""

    span: Form
    start: Form | None
    end: Form | None

    def of(self, kinds: Kinds, things: Things) -> Ranked | None:
        """That the subject's dates are those."""
        said = []
        if len(things) != 1 or not isinstance(self.span, Span) or self.span.end is None:
            return None
        if filled(kinds, self.span.start, things[0]) is None:
            return None
        for by, date in ((self.span.start, self.start), (self.span.end, self.end)):
            if isinstance(date, Value):
                said.append(Said(DateIn(fill(by, things[0]), date.literal)))
        return each(Statement(tuple(said)), lambda statement: statement)


def _turned(kinds: Kinds, things: Things, span: Form, time: Time, *, end: bool) -> Ranked | None:
    """When a life began, or ended."""
    if time.operator != "in":
        return None
    return Spanned(span, None if end else time.date, time.date if end else None).of(kinds, things)
