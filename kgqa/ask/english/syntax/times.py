"""Times told by other things: "born before X", "died before his son married", "before the age of ten"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import Amount, Time, bounded, timed
from kgqa.ask.compose.sets import filled, met
from kgqa.ask.english.syntax.truths import dated
from kgqa.ask.english.syntax.verbal import measured
from kgqa.ask.english.syntax.words import BE, DO
from kgqa.ask.form import HOLE, Compare, Entity, Form, Join, Overlap, Question, Span, Value
from kgqa.ask.structure import fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.form import Operator
    from kgqa.ask.lexicon import Sense

_EARLIER, _LATER = ("before", "earlier than", "prior to"), ("after", "later than")
_FLIPPED: dict[Operator, Operator] = {"<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def times() -> Iterator[Rule]:
    """All rules of such times."""
    yield from _than_things()
    yield from _happenings()
    yield from _at_ages()
    yield from _lasting()


def _than_things() -> Iterator[Rule]:
    """ "Born before X": of the same date of both."""
    for words, operator in (*((w, "<") for w in _EARLIER), *((w, ">") for w in _LATER)):
        for than in (f"{words} NP", f"{words} NP {DO}|{BE}"):
            yield from rules("THAN", f"V {than}", lambda k, v, np, o=operator: _before(k, v, np, o))
    yield from rules("TIMED", f"{BE}? THAN", lambda _, condition: condition)
    yield from rules("DOES", "THAN", lambda _, condition: condition)
    for ask in (f"{DO} E THAN", f"{BE} E THAN"):
        yield from rules("Q", ask, _is_so)


def _before(kinds: Kinds, verb: Sense, thing: Form, operator: Operator) -> Form | None:
    relation = measured(verb)
    if relation is None or kinds.literal(relation) != "date":
        return None
    by = Join(relation, HOLE)
    than = filled(kinds, by, thing)
    return None if than is None else Compare(by, operator, than)


def _is_so(kinds: Kinds, thing: Entity, condition: Form) -> Question | None:
    return Question(Overlap(condition, thing)) if met(kinds, thing, condition) is not None else None


def _happenings() -> Iterator[Rule]:
    """ "Before Y was born", "after the death of Y"."""
    for words, operator in (("before|until|till", "<"), ("after|since", ">")):
        yield from rules("AROUND", f"{words} HAPPENED", lambda _, date, o=operator: Time(o, date))
        yield from rules("AROUND", f"{words} X", lambda k, x, o=operator: _around(k, x, o))
    yield from rules("TIME", "AROUND", lambda _, time: time)
    yield from rules("TIMED", "got V TIME", _got_when)
    yield from rules("Q", f"{BE}|{DO} E get? V in|during the D", dated)
    for ask in (f"{DO} E get? V AROUND", f"{BE} E V AROUND"):
        yield from rules("Q", ask, _was_then)
    for ask in (f"{DO} E get? V TIME", f"{BE} E V TIME"):
        yield from rules("Q", ask, _was_bounded)


def _around(kinds: Kinds, date: Form, operator: Operator) -> Time | None:
    return Time(operator, date) if kinds.literal_of(date) == "date" else None


def _got_when(kinds: Kinds, verb: Sense, time: Time) -> Form | None:
    relation = measured(verb)
    return None if relation is None else timed(kinds, Join(relation, HOLE), time)


def _was_then(kinds: Kinds, thing: Entity, verb: Sense, time: Time) -> Question | None:
    relation = measured(verb)
    found = None if relation is None else timed(kinds, Join(relation, HOLE), time)
    return None if found is None else _is_so(kinds, thing, found)


def _was_bounded(kinds: Kinds, thing: Entity, verb: Sense, time: Time) -> Question | None:
    """ "Was X born before 1850": what lies in a time is asked for otherwise."""
    is_bound = isinstance(time.date, Value) and time.operator != "in"
    return _was_then(kinds, thing, verb, time) if is_bound else None


def _at_ages() -> Iterator[Rule]:
    """ "Died before the age of ten", "married at the age of 16", "died aged 80"."""
    bounds: tuple[tuple[str, Operator], ...] = (
        ("before|under|below", "<"), ("at", "="), ("after|over|above|past|beyond", ">"), ("by", "<="),
    )  # fmt: skip
    for words, operator in bounds:
        for age in ("the? AGE of NUMBER", "AGE NUMBER"):
            yield from rules("ATAGE", f"{words} {age}", lambda _, span, n, o=operator: (span, Amount(((o, n),))))
    yield from rules("ATAGE", "AGE NUMBER", lambda _, span, n: (span, Amount((("=", n),))))
    yield from rules("ATAGE", "AGE AMOUNT", lambda _, span, amount: (span, amount))
    yield from rules("ATAGE", "at the? AGE of AMOUNT", lambda _, span, amount: (span, amount))
    yield from rules("TIMED", f"{BE}? V ATAGE", done_at)
    yield from rules("DOES", "V ATAGE", done_at)
    for ask in (f"{DO} E get? V ATAGE", f"{BE} E V ATAGE"):
        yield from rules("Q", ask, _asked_at)


def done_at(kinds: Kinds, verb: Sense, at: tuple[Span, Amount]) -> Form | None:
    """What did it at an age."""
    relation = measured(verb)
    if relation is None or kinds.literal(relation) != "date":
        return None
    span, amount = at
    return bounded(kinds, Span(span.start, Join(relation, HOLE), span.unit), amount)


def _asked_at(kinds: Kinds, thing: Entity, verb: Sense, at: tuple[Span, Amount]) -> Question | None:
    found = done_at(kinds, verb, at)
    return None if found is None else _is_so(kinds, thing, found)


def _lasting() -> Iterator[Rule]:
    """ "Lived to be 80", "reached the age of 80", "did not live to be five", "how long did X live"."""
    at_least = lambda _, span, n: _of(span, ">=", n)  # noqa: E731
    for pattern in ("LASTS to be? NUMBER years? old?", "LASTS to see NUMBER", "LASTS to|until the? AGE of NUMBER"):
        build = at_least if "AGE" not in pattern else (lambda _, span, __, n: _of(span, ">=", n))
        yield from rules("LASTED", pattern, build)
    yield from rules("LASTED", "reach|reached|attain|attained the? AGE of NUMBER", at_least)
    yield from rules("LASTED", "LASTS past|beyond|over NUMBER", lambda _, span, n: _of(span, ">", n))
    yield from rules("LASTED", "LASTS for? AMOUNT years?", bounded)
    yield from rules("LASTED", "LASTS for? NUMBER years", lambda _, span, n: _of(span, "=", n))
    yield from rules("VP", "LASTED", lambda _, said: said)
    yield from rules("VP", f"{DO} not LASTED", _flipped)
    yield from rules("VP", "never LASTED", _flipped)
    yield from rules("Q", f"{DO} E LASTED", _is_so)
    for many in ("how long", "how many years"):
        asked = f"{many} {DO} NP LASTS"
        yield from rules("Q", asked, lambda k, *parts: _how_long(k, parts[-2], parts[-1]))


def _of(span: Form, operator: Operator, number: Form) -> Form:
    return Compare(span, operator, number)


def _flipped(kinds: Kinds, said: Form) -> Form | None:
    """What did not last so long: of those that have ended; what may go on has not."""
    del kinds
    if not isinstance(said, Compare) or said.operator not in _FLIPPED:
        return None
    return Compare(said.by, _FLIPPED[said.operator], said.than)


def _how_long(kinds: Kinds, thing: Form, span: Form) -> Question | None:
    return None if filled(kinds, span, thing) is None else Question(fill(span, thing))
