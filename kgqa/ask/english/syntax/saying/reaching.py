"""How old things became: "X lived to be 80", "X reached the age of 80", "X's life lasted 80 years"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import Amount, bounded
from kgqa.ask.english.syntax.saying.adjuncts import Aged
from kgqa.ask.english.syntax.saying.predicate import all_of, member
from kgqa.ask.english.syntax.verbal import measured
from kgqa.ask.english.syntax.words import DO, HAVE, HIS
from kgqa.ask.forest import Ranked
from kgqa.ask.form import Compare, Join, Span, Value
from kgqa.ask.statement import Said, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.english.occurring import Verb
    from kgqa.ask.english.syntax.saying.predicate import Things
    from kgqa.ask.form import Form, Operator, Relation

_YEARS = ("", "years", "years old", "years of age")
_OF_AGE = ("the? AGE of NUMBER", "the? AGE of NUMBER years")
_LONG_AGO = 200
"""From this number on "lived to N" tells of a year rather than of an age."""


@dataclass(frozen=True, slots=True)
class Became:
    """Having been of an age at the end: of one that may be told in several ways ("completed 80 years")."""

    said: tuple[Form, ...]
    denied: bool = False

    def of(self, kinds: Kinds, things: Things) -> Ranked | None:
        """That each of the subjects became so old."""
        if self.denied and len(things) > 1:
            return None
        return all_of(self._of_one(kinds, thing) for thing in things)

    def _of_one(self, kinds: Kinds, thing: Form) -> Ranked | None:
        forms = [member(kinds, thing, said) for said in self.said]
        ways = tuple((Statement((Said(form, self.denied),)), 0) for form in forms if form is not None)
        return Ranked(ways) if ways else None


def reaching() -> Iterator[Rule]:
    """All rules of how old things became."""
    yield from _lived()
    yield from _reached()
    yield from _lasted()


def _lived() -> Iterator[Rule]:
    """ "Lived to be 80": not a year more; "did not live to be 80": less."""
    for years in _YEARS:
        yield from rules("TOBE", f"to be|turn|become NUMBER {years}", lambda _, n: n)
        yield from rules("TOBE", f"to be aged? NUMBER {years}", lambda _, n: n)
    for years in _YEARS:
        yield from rules("TOBE", f"to|until|till NUMBER {years}", lambda _, n: _age(n))
    for age in _OF_AGE:
        yield from rules("TOBE", f"to|until|till {age}", lambda _, __, n: n)
        yield from rules("TOBE", f"to be of {age}", lambda _, __, n: n)
    yield from rules("SAYING", "LASTS TOBE", lambda _, span, n: _exactly(span, n))
    yield from rules("SAYING", f"{HAVE} LASTS TOBE", lambda _, span, n: _exactly(span, n))
    for words in (f"{DO} not LASTS TOBE", "never LASTS TOBE"):
        yield from rules("SAYING", words, lambda _, span, n: _bound(span, "<", n))
    for words in ("to be AMOUNT", "to be AMOUNT years old?", "to AMOUNT years of age"):
        yield from rules("SAYING", f"LASTS {words}", _within)
    yield from rules("SAYING", "LASTS to the? AGE of AMOUNT", lambda k, span, _, amount: _within(k, span, amount))
    for beyond in ("beyond|past", "on after", "on past|beyond", "after", "longer than until"):
        yield from rules("SAYING", f"LASTS {beyond} X", _beyond)
    yield from rules("SAYING", "LASTS to see NUMBER", lambda _, span, n: _bound(span, ">=", n))


def _age(number: Form) -> Form | None:
    """A number that may be an age, not a year."""
    told = number.literal.lexical if isinstance(number, Value) else ""
    return number if told.isdigit() and int(told) < _LONG_AGO else None


def _bound(span: Form, operator: Operator, number: Form, *, denied: bool = False) -> Became | None:
    return Became((Compare(span, operator, number),), denied) if _ends(span) else None


def _beyond(kinds: Kinds, span: Form, date: Form) -> Became | None:
    """ "Lived beyond the death of Y"."""
    if not isinstance(span, Span) or span.end is None or kinds.literal_of(date) != "date":
        return None
    return Became((Compare(span.end, ">", date),))


def _ends(span: Form) -> bool:
    return isinstance(span, Span) and span.end is not None


def _exactly(span: Form, number: Form, *, denied: bool = False) -> Became | None:
    return _bound(span, "=", number, denied=denied)


def _perhaps(span: Form, number: Form) -> Became | None:
    """That many years, or more: who tells it rarely means more."""
    if _age(number) is None:
        return None
    ways: tuple[Operator, ...] = ("=", ">=")
    return Became(tuple(Compare(span, operator, number) for operator in ways)) if _ends(span) else None


def _by_its_end(aged: tuple[Form, Form], relations: tuple[Relation | None, ...]) -> Became | None:
    """ "Had turned 80 before her death": what happens is the end of what is measured."""
    count, span = aged
    ends = isinstance(span, Span) and isinstance(span.end, Join) and span.end.relation in relations
    return _perhaps(span, count) if ends else None


def _dates(verb: Verb) -> tuple[Relation | None, ...]:
    return tuple(measured(sense) for sense, _ in verb.senses)


def _within(kinds: Kinds, span: Form, amount: Amount) -> Became | None:
    said = bounded(kinds, span, amount)
    return Became((said,)) if said is not None and _ends(span) else None


def _reached() -> Iterator[Rule]:
    """ "Made it to 80", "completed 80 years of life", "had turned 80 before her death"."""
    for made in ("made it to", "got to", "grew|became|got to be", "attained|reached|turned", "completed"):
        for years in _YEARS:
            pattern = f"had? {made} NUMAGE {years} ENDING"
            yield from rules("SAYING", pattern, lambda _, aged, event: _by_its_end(aged, event))
    for made in ("made it to", "reached|attained", "got to"):
        for years in _YEARS:
            yield from rules("SAYING", f"{made} NUMAGE {years}", lambda _, aged: _perhaps(aged[1], aged[0]))
    for age in _OF_AGE:
        yield from rules("SAYING", f"made it to {age}", lambda _, span, n: _perhaps(span, n))
    for words in ("completed NUMBER years of LIFE", "lived through NUMBER years of LIFE"):
        yield from rules("SAYING", words, lambda _, n, span: _perhaps(span, n))
    for ending in (f"before {HIS} EVENT", f"at {HIS} EVENT", f"by {HIS} EVENT"):
        yield from rules("ENDING", ending, lambda _, event: event.dates)
    yield from rules("ENDING", "before|when VERB", lambda _, verb: _dates(verb) if verb.gerund else None)
    for age in _OF_AGE:
        pattern = f"had? reached|attained|made {age} ENDING"
        yield from rules("SAYING", pattern, lambda _, span, n, event: _by_its_end((n, span), event))


def _lasted() -> Iterator[Rule]:
    """ "X's life lasted 80 years", "X died after 80 years of life", "X had 80 years of life"."""
    lasted = "lasted|spanned|comprised|covered|measured|numbered"
    for words, denied in ((f"{lasted} for?", False), (f"{DO} not last for?", True)):
        for owner in ("OWNINGS 's LIFE", "the LIFE of XS"):
            yield from rules(
                "SAYS",
                f"{owner} {words} NUMBER years",
                lambda k, a, b, n, d=denied, o=owner: _life(k, a, b, n, first=o[0] == "O", denied=d),
            )
    yield from rules("SAYING", "HAVING NUMBER years of LIFE", lambda _, d, n, span: _exactly(span, n, denied=d))
    yield from rules("SAYING", "HAVING a LIFE of NUMBER years", lambda _, d, span, n: _exactly(span, n, denied=d))
    for words in ("after NUMBER years of LIFE", "with NUMBER years of LIFE", "after NUMBER years of a LIFE"):
        yield from rules("FRONT", words, lambda _, n, span: Aged(span, Amount((("=", n),))))
    yield from rules("FRONT", "after a LIFE of NUMBER years", lambda _, span, n: Aged(span, Amount((("=", n),))))


def _life(kinds: Kinds, one: object, other: object, count: Form, *, first: bool, denied: bool) -> Ranked | None:
    things, span = (one, other) if first else (other, one)
    became = _exactly(span, count, denied=denied)  # type: ignore[arg-type]
    return None if became is None else became.of(kinds, things)  # type: ignore[arg-type]
