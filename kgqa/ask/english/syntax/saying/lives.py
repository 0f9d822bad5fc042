"""From when to when things lasted: "X lived from 1900 to 1950", "X's life ended in 1950"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import Time
from kgqa.ask.compose.sets import filled
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.saying.adjuncts import At
from kgqa.ask.english.syntax.saying.doing import Doing, Done
from kgqa.ask.english.syntax.saying.happening import Occurrence, happened
from kgqa.ask.english.syntax.words import BE, HAVE
from kgqa.ask.form import DateIn, Form, Span, Value
from kgqa.ask.statement import Said, Statement
from kgqa.ask.structure import fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.english.occurring import Ends, Verb
    from kgqa.ask.english.syntax.saying.adjuncts import Adjunct
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
    yield from rules("SAYING", "LASTS up to|until DATED", lambda _, span, date: Spanned(span, None, date))
    yield from rules("SAYING", "LASTS until|till|to the year DATED", lambda _, span, date: Spanned(span, None, date))
    yield from _ends()
    yield from _since()


def _ends() -> Iterator[Rule]:
    """ "X's life ended in 1950 in Rome", "the life of X began on 4 May 1900"."""
    ended = ("ended|ends|closed|ceased|expired", "came|comes|drew to an|its|a? end|close", f"{BE} over",
             f"{BE} cut short", "found its end", f"{HAVE} ended")  # fmt: skip
    began = ("began|begins|started|starts|opened|commenced", "had its beginning|start", "took its beginning|start")
    for words, end in (*((words, True) for words in ended), *((words, False) for words in began)):
        yield from rules("SAYS", f"OWNINGS 's LIFEENDS {words} DATES", lambda k, *v, e=end: _at_end(k, *v, end=e))
        for owner in ("PRO LIFEENDS", "the LIFEENDS of XS"):
            turn = owner.startswith("the")
            pattern = f"{owner} {words} DATES"
            yield from rules("SAYS", pattern, lambda k, *v, e=end, t=turn: _at_end(k, *_owned(v, turned=t), end=e))


def _owned(values: tuple[Any, ...], *, turned: bool) -> tuple[Any, ...]:
    """The things whose life it is first, and always several."""
    one, other, *rest = values
    return (other, one, *rest) if turned else ((one,), other, *rest)


def _at_end(kinds: Kinds, things: Things, ends: Ends, those: tuple[Adjunct, ...], *, end: bool) -> Ranked | None:
    """When, and where, a life began, or ended."""
    event = ends.end if end else ends.start
    return None if event is None else happened(kinds, Occurrence(event, things), those)


def _since() -> Iterator[Rule]:
    """ "Has been alive since 1900", "have been married since 1950"."""
    alive = f"{HAVE} been LIVING since|from DATED"
    yield from rules("SAYING", alive, lambda _, span, date: Spanned(span, date, None))
    since = lambda _, verb, *more: _done_since(verb, more)  # noqa: E731
    for more in ("", "ADJUNCTS"):
        yield from rules("SAYING", f"{HAVE} been VERB {more} since DATED", since)


def _done_since(verb: Verb, more: tuple[Any, ...]) -> Done | None:
    """ "Have been married since 1950": of what lasts, it began then."""
    *others, date = more
    if not any(sense.stative for sense, _ in verb.senses):
        return None
    adjuncts = (*(adjunct for those in others for adjunct in those), At(Time("in", date)))
    return Done(Doing(verb, passive=True), adjuncts)


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
