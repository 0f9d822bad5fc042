"""What follows a verb, or goes before its subject: times, places, objects, ages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import Amount, Time
from kgqa.ask.english.syntax.nominals import identity
from kgqa.ask.english.syntax.saying.predicate import Owned, Things, sets_of, singular
from kgqa.ask.english.syntax.words import BE, DO, PREPOSITIONS
from kgqa.ask.form import Form, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.form import Operator

_BEFORE = ("before", "earlier than", "prior to", "sooner than")
_AFTER = ("after", "later than")


@dataclass(frozen=True, slots=True)
class At:
    """A time."""

    time: Time


@dataclass(frozen=True, slots=True)
class Beside:
    """Things with a preposition; without one they are the object."""

    preposition: str | None
    things: Things


@dataclass(frozen=True, slots=True)
class Aged:
    """An age; of `span` None any that things reach. `pronoun`: who was of that age ("when she was two")."""

    span: Form | None
    amount: Amount
    pronoun: str | None = None


@dataclass(frozen=True, slots=True)
class Than:
    """Before, or after, the same happened to other things; `apart`: by so many years, months or days."""

    operator: Operator
    things: Things
    apart: tuple[Form, str] | None = None


Adjunct: TypeAlias = "At | Beside | Aged | Than"


def adjuncts() -> Iterator[Rule]:
    """All rules of adjuncts."""
    yield from _times()
    yield from _things()
    yield from _ages()
    yield from _than()
    yield from rules("ADJUNCT", "FRONT", identity)
    yield from rules("ADJUNCTS", "ADJUNCT", lambda _, one: (one,))
    yield from rules("ADJUNCTS", "ADJUNCTS ADJUNCT", lambda _, those, one: (*those, one))
    yield from rules("ADJUNCTS", "ADJUNCTS and FRONT", lambda _, those, one: (*those, one), cost=1)


def _times() -> Iterator[Rule]:
    yield from rules("FRONT", "TIME", lambda _, time: At(time))
    yield from rules("ADJUNCT", "D", lambda _, date: At(Time("in", Value(date))), cost=1)
    for words in ("on the date|day of", "in the month|course of", "on the?", "in the year"):
        yield from rules("FRONT", f"{words} D", lambda _, date: At(Time("in", Value(date))))
    for words in ("sometime|someday in|during|on", "some time in|during", "back in|on", "in the course of",
                  "at some point|time in|during"):  # fmt: skip
        yield from rules("FRONT", f"{words} DATED", lambda _, date: At(Time("in", date)))
    for words in ("no|not later than", "by", "as late as"):
        yield from rules("FRONT", f"{words} the? year? D", lambda _, date: At(Time("<=", Value(date))))
    for words in ("no|not earlier|sooner than", "from"):
        yield from rules("FRONT", f"{words} the? year? D", lambda _, date: At(Time(">=", Value(date))))
    yield from rules("DATED", "the? year|date|day? D", lambda _, date: Value(date))


def _things() -> Iterator[Rule]:
    yield from rules("OBJECT", "XS", identity)
    yield from rules("OBJECT", "the? R", _set)
    for some in ("a|an", "one of the?", "another"):
        yield from rules("OBJECT", f"{some} R", lambda k, role: _set(k, role, some=True))
    for p in PREPOSITIONS:
        yield from rules("FRONT", f"{p} OBJECT", lambda _, things, p=p: Beside(p, things))


def _set(kinds: Kinds, role: Owned, *, some: bool = False) -> Things | None:
    sets = sets_of(kinds, role)
    if sets is None or len(sets) != 1 or not isinstance(sets[0], Form):
        return None
    return (singular(sets[0]) if some else sets[0],)


def _ages() -> Iterator[Rule]:
    yield from rules("FRONT", "ATAGE", lambda _, at: Aged(*at))
    exact = lambda _, number: Aged(None, Amount((("=", number),)))  # noqa: E731
    for words in ("at|aged NUMBER", "aged|at NUMBER years? old?", "at the? age of NUMBER years? old?"):
        yield from rules("FRONT", words, exact)
    yield from rules("FRONT", "a NUMBER year old", exact)


def _than() -> Iterator[Rule]:
    for words, operator in (*((w, "<") for w in _BEFORE), *((w, ">") for w in _AFTER)):
        for than in (f"{words} OBJECT", f"{words} OBJECT {DO}|{BE}"):
            yield from rules("ADJUNCT", than, lambda _, things, o=operator: Than(o, things))
    for words, operator in (("before|earlier", "<"), ("after|later", ">")):
        for than in (f"NUMBER UNITS {words} than? OBJECT", f"NUMBER UNITS {words} than? OBJECT {DO}|{BE}"):
            yield from rules("ADJUNCT", than, lambda _, n, u, things, o=operator: Than(o, things, (n, u)))
    for unit in ("year", "month", "day"):
        yield from rules("UNITS", f"{unit}|{unit}s", lambda _, u=unit: u)
