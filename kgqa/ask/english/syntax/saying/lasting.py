"""Ages and lives: "X was 65 when he died", "X was still alive when Y died", "X lived from 1900 to 1950"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import Amount, number
from kgqa.ask.compose.sets import filled
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.saying.adjuncts import Aged
from kgqa.ask.english.syntax.saying.predicate import member
from kgqa.ask.english.syntax.saying.pronouns import meant, owners
from kgqa.ask.english.syntax.words import BE, DO, HIS
from kgqa.ask.forest import Ranked
from kgqa.ask.form import HOLE, Compare, Form, Intersection, Join, Span, Value
from kgqa.ask.statement import Said, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.english.syntax.saying.predicate import Things
    from kgqa.ask.form import Operator

_YEARS = ("", "years? old", "years of age")


@dataclass(frozen=True, slots=True)
class WasAged:
    """Being of an age on an occasion: a date, or one of the subject's own ("when he died")."""

    span: Form
    amount: Amount
    at: object
    denied: bool = False

    def of(self, kinds: Kinds, things: Things) -> Ranked | None:
        """That the subject was of that age."""
        if len(things) != 1 or not isinstance(self.span, Span):
            return None
        ((operator, number), *rest) = self.amount.bounds
        if rest or filled(kinds, self.span.start, things[0]) is None:
            return None
        spans = [Span(self.span.start, end, self.span.unit) for end in _occasions(kinds, things[0], self.at)]
        forms = [member(kinds, things[0], Compare(span, operator, number)) for span in spans]
        ways = tuple((Statement((Said(form, self.denied),)), 0) for form in forms if form is not None)
        return Ranked(ways) if ways else None


def _one(*said: Said) -> Ranked | None:
    return each(Statement(said), lambda statement: statement)


def _occasions(kinds: Kinds, thing: Form, at: object) -> list[Form]:
    """The dates of an occasion, open where it is the subject's own; several where a pronoun may mean either."""
    if not isinstance(at, tuple):
        return [at]  # type: ignore[list-item]
    word, form = at
    if word is None:
        return [form] if filled(kinds, form, thing) is not None else []
    found = [form] if meant(kinds, word, thing) and filled(kinds, form, thing) is not None else []
    of_owner = [filled(kinds, form, owner) for owner in owners(thing) if meant(kinds, word, owner)]
    return found + [date for date in of_owner if date is not None]


def lasting() -> Iterator[Rule]:
    """All rules of ages and lives."""
    yield from _ages()
    yield from _alive()
    yield from _already()


def _ages() -> Iterator[Rule]:
    exact = lambda _, aged: (Amount((("=", aged[0]),)), aged[1])  # noqa: E731
    bounds: tuple[tuple[str, Operator], ...] = (
        ("over|past|above", ">"), ("more|older than", ">"), ("under|below", "<"), ("less|younger than", "<"),
        ("at least", ">="), ("not yet", "<"),
    )  # fmt: skip
    for words, operator in bounds:
        bound = lambda _, aged, o=operator: (Amount(((o, aged[0]),)), aged[1])  # noqa: E731
        for years in _YEARS:
            yield from rules("AGES", f"{words} NUMAGE {years}", bound)
        yield from rules("AGES", f"{words} the age of NUMAGE", bound)
    for years in _YEARS:
        yield from rules("AGES", f"NUMAGE {years}", exact)
    for words in ("aged NUMAGE", "at the age of NUMAGE", "of? the age of NUMAGE", "a NUMAGE year old"):
        yield from rules("AGES", words, exact)
    for when in ("OCCASION", "OWN"):
        yield from rules(
            "SAYING",
            f"BEING only|just? AGES {when}",
            lambda _, d, aged, at: _aged(aged, at, d),
            cost=int(when == "OWN"),
        )
        yield from rules("SAYS", f"{when} XS BEING only|just? AGES", _aged_then)
        yield from rules("SAYS", f"{when} DEFS BEING only|just? AGES", _aged_then)
        for owner in ("OWNINGS 's AGE", "PRO AGE"):
            pattern = f"{owner} {when} BEING NUMBER {{}}"
            for years in ("", "years"):
                yield from rules("SAYS", pattern.format(years), _age_was)
        for years in ("", "years"):
            yield from rules(
                "SAYS", f"the AGE of XS {when} BEING NUMBER {years}", lambda k, s, *v: _age_was(k, v[0], s, *v[1:])
            )
    for years in ("", "years"):
        yield from rules("SAYS", f"OWNINGS 's AGE BEING NUMBER {years}", _lifetime)
        yield from rules("SAYS", f"PRO AGE BEING NUMBER {years}", _lifetime)
    for he in ("SELF",):
        pattern = f"when|as {he} {BE} AGES"
        yield from rules("FRONT", pattern, lambda _, he, aged: Aged(aged[1], aged[0], he[0]))
    yield from rules(
        "FRONT", f"in {HIS} ORD year", lambda _, n: Aged(None, Amount((("=", number(n - 1)),))) if n > 1 else None
    )


def _aged(aged: tuple[Amount, Form], at: object, denied: bool) -> WasAged:
    return WasAged(aged[1], aged[0], at, denied)


def _aged_then(kinds: Kinds, at: object, things: Things, denied: bool, aged: tuple[Amount, Form]) -> Ranked | None:
    return _aged(aged, at, denied).of(kinds, things)


def _age_was(  # noqa: PLR0917 (one for each category of its rules)
    kinds: Kinds, owner: object, span: Form, at: object, denied: bool, number: Form
) -> Ranked | None:
    things = owner if isinstance(owner, tuple) else (owner,)
    return WasAged(span, Amount((("=", number),)), at, denied).of(kinds, things)


def _lifetime(kinds: Kinds, owner: object, span: Form, denied: bool, number: Form) -> Ranked | None:
    things = owner if isinstance(owner, tuple) else (owner,)
    if len(things) != 1 or not isinstance(span, Span) or span.end is None:
        return None
    form = member(kinds, things[0], Compare(span, "=", number))
    return None if form is None else _one(Said(form, denied))


@dataclass(frozen=True, slots=True)
class Lived:
    """Having lived, or being dead, at a time; `still`: it is taken for granted that it had begun."""

    span: Form
    time: Form
    alive: bool
    still: bool = False

    def of(self, kinds: Kinds, things: Things) -> Ranked | None:
        """That the subject's time had begun, and not ended."""
        if len(things) != 1 or not isinstance(self.span, Span) or self.span.end is None:
            return None
        operator: Operator = ">=" if self.alive else "<="
        end = member(kinds, things[0], Compare(self.span.end, operator, self.time))
        start = member(kinds, things[0], Compare(self.span.start, "<=", self.time))
        if end is None or start is None or filled(kinds, self.span.start, things[0]) is None:
            return None
        return _one(Said(end)) if self.still or not self.alive else _one(Said(start), Said(end))


def _alive() -> Iterator[Rule]:
    """ "Was still alive in 1950", "was no longer alive when Y died"."""
    yield from rules("THEN", "TIME", lambda _, time: time.date if time.operator == "in" else None)
    yield from rules("THEN", "OCCASION", lambda _, date: date)
    came = "came|comes|struck|arrived|approached"
    for at in (f"when {HIS}? EVENT {came}", f"when|as EVENT {came} to|for? SELF"):
        yield from rules("OWN", at, lambda _, event, *__: (None, Join(event.dates[0], HOLE)) if event.dates else None)
    yield from rules("THEN", "by D", lambda _, date: Value(date))
    living = (f"{BE} still LIVING", "remained|remains LIVING", f"{BE} still among the LIVING")
    for words in living:
        yield from rules("ALIVE", words, lambda _, span: (span, True, True))
    yield from rules("ALIVE", f"{BE} LIVING", lambda _, span: (span, True, False))
    dead = (
        f"{BE} no longer LIVING",
        f"{BE} not LIVING any more|longer",
        f"{BE} already? DEAD",
        f"{BE} no longer among the LIVING",
        f"{BE} not LIVING anymore",
        f"{BE} by then DEAD",
    )
    for words in dead:
        yield from rules("ALIVE", words, lambda _, span: (span, False, True))
    yield from rules("SAYING", f"{BE} not LIVING THEN", lambda _, span, date: NotLiving(span, date))
    before = f"{BE} already? DEAD before D"
    yield from rules("SAYING", before, lambda _, span, date: Lived(span, Value(date), alive=False, still=True))
    yield from rules("SAYING", "ALIVE THEN", lambda _, alive, date: Lived(alive[0], date, alive[1], alive[2]))
    for subject in ("XS", "DEFS"):
        yield from rules(
            "SAYS", f"THEN {subject} ALIVE", lambda k, date, xs, a: Lived(a[0], date, a[1], a[2]).of(k, xs)
        )
        pattern = f"THEN {subject} {BE} already LIVING"
        yield from rules("SAYS", pattern, lambda k, date, xs, span: Begun(span, date, denied=False).of(k, xs))
        pattern = f"THEN {subject} {BE} not yet LIVING"
        yield from rules("SAYS", pattern, lambda k, date, xs, span: Begun(span, date, denied=True).of(k, xs))
    yield from rules("SAYING", f"{BE} already LIVING THEN", lambda _, span, date: Begun(span, date, denied=False))
    for words, denied in ((f"{DO} not LASTS to see", True), ("LASTS to see", False), ("never LASTS to see", True)):
        yield from rules("SAYING", f"{words} X", lambda k, span, date, d=denied: _saw(k, span, date, denied=d))


def _saw(kinds: Kinds, span: Form, date: Form, *, denied: bool) -> Lived | None:
    """ "Lived to see Y's birth": had not ended by then."""
    return Lived(span, date, alive=not denied, still=True) if kinds.literal_of(date) == "date" else None


@dataclass(frozen=True, slots=True)
class NotLiving:
    """Not having lived at a time: not yet, or no longer."""

    span: Form
    time: Form

    def of(self, kinds: Kinds, things: Things) -> Ranked | None:
        """That its time had not begun, or had ended."""
        if len(things) != 1 or not isinstance(self.span, Span) or self.span.end is None:
            return None
        if filled(kinds, self.span.start, things[0]) is None:
            return None
        begun, lasts = Compare(self.span.start, "<=", self.time), Compare(self.span.end, ">=", self.time)
        form = member(kinds, things[0], Intersection(begun, lasts))
        return None if form is None else _one(Said(form, negated=True))


@dataclass(frozen=True, slots=True)
class Begun:
    """Having begun by a time, or not."""

    span: Form
    time: Form
    denied: bool

    def of(self, kinds: Kinds, things: Things) -> Ranked | None:
        """That the subject's time had begun."""
        if len(things) != 1 or not isinstance(self.span, Span):
            return None
        if filled(kinds, self.span.start, things[0]) is None:
            return None
        form = member(kinds, things[0], Compare(self.span.start, "<=", self.time))
        return None if form is None else _one(Said(form, self.denied))


def _already() -> Iterator[Rule]:
    """ "Was already born in 1900", "had been born by the time Y was born"."""
    for words, denied in (
        (f"{BE} already VERB", False),
        (f"{BE} not yet VERB", True),
        ("had already been? VERB", False),
        ("had not yet been? VERB", True),
        ("had been? VERB", False),
    ):
        thens = ("THEN",) if "already" in words or "yet" in words else ("BY",)
        for then in thens:
            yield from rules(
                "SAYING", f"{words} {then}", lambda k, verb, date, d=denied: _by_then(k, verb, date, denied=d)
            )
        for subject in ("XS", "DEFS"):
            if "THEN" in thens:
                pattern = f"THEN {subject} {words}"
                yield from rules("SAYS", pattern, lambda k, date, xs, verb, d=denied: _by(k, date, xs, verb, denied=d))
    yield from rules("BY", "by|before the time that|when? HAPPENED", lambda _, date: date)
    yield from rules("BY", "by D", lambda _, date: Value(date))


def _by_then(kinds: Kinds, verb: object, date: Form, *, denied: bool) -> Begun | None:
    from kgqa.ask.english.occurring import Verb

    if not isinstance(verb, Verb):
        return None
    for sense, _ in verb.senses:
        if sense.relation is not None and kinds.literal(sense.relation) == "date":
            return Begun(Span(Join(sense.relation, HOLE), None), date, denied)
    return None


def _by(kinds: Kinds, date: Form, things: Things, verb: object, *, denied: bool) -> Ranked | None:
    found = _by_then(kinds, verb, date, denied=denied)
    return None if found is None else found.of(kinds, things)
