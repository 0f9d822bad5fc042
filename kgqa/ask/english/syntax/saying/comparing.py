"""Comparing two things: "X was five years older than Y", "X was Y's senior", "of X and Y the former was the older"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.measures import Degree, applicable, compared
from kgqa.ask.compose.sets import filled
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.saying.adjuncts import Than
from kgqa.ask.english.syntax.saying.apart import so_far_apart
from kgqa.ask.english.syntax.saying.doing import Doing, Done
from kgqa.ask.english.syntax.saying.predicate import all_of, member
from kgqa.ask.english.syntax.words import BE, DO
from kgqa.ask.forest import Ranked
from kgqa.ask.form import Span
from kgqa.ask.statement import Said, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.english.occurring import Verb
    from kgqa.ask.english.syntax.saying.predicate import Things
    from kgqa.ask.form import Form, Operator


@dataclass(frozen=True, slots=True)
class IsMore:
    """Being more than others by a word of degree; `apart`: by so many years, months or days."""

    degree: Degree
    than: Things
    denied: bool = False
    apart: tuple[Form, str] | None = None

    def of(self, kinds: Kinds, things: Things) -> Ranked | None:
        """That each of the subjects is."""
        if things == self.than or (self.denied and len(things) + len(self.than) > 2):
            return None
        if len(things) + len(self.than) > 2:
            pairs = [(thing, than) for thing in things for than in self.than]
            return all_of(replace(self, than=(than,)).of(kinds, (thing,)) for thing, than in pairs)
        if self.apart is not None:
            return _apart(kinds, self, things[0], self.than[0])
        found = compared(kinds, self.degree, self.than[0])
        return each(found, lambda form: _said(member(kinds, things[0], form), denied=self.denied))


def _said(form: Form | None, *, denied: bool = False) -> Statement | None:
    return None if form is None else Statement((Said(form, denied),))


def _apart(kinds: Kinds, more: IsMore, thing: Form, than: Form) -> Ranked | None:
    """By how many years: the whole years between two dates; or one less, for people also count from year to year."""
    if more.apart is None:
        return None
    count, unit = more.apart
    found: list[tuple[Statement, int]] = []
    for measure in applicable(kinds, thing, more.degree):
        limit = filled(kinds, measure.by, than)
        if kinds.literal_of(measure.by) != "date" or limit is None:
            continue
        start, end = (limit, measure.by) if measure.highest else (measure.by, limit)
        span = Span(start, end, unit)  # type: ignore[arg-type]
        for about in (False, True):
            form = so_far_apart(span, count, about=about)
            statement = None if form is None else _said(member(kinds, thing, form), denied=more.denied)
            if statement is not None:
                found.append((statement, 0))
    return Ranked(tuple(found)) if found else None


def comparing() -> Iterator[Rule]:
    """All rules of comparing two things."""
    yield from _degrees()
    yield from _apart_rules()
    yield from _of_two()


def _degrees() -> Iterator[Rule]:
    yield from rules("SAYING", "BEING COMP than OBJECT", lambda _, d, degree, ys: IsMore(degree, ys, d))
    yield from rules("SAYING", "BEING not COMP than OBJECT", lambda _, d, degree, ys: IsMore(degree, ys, not d), cost=1)
    yield from rules("SAYING", "COMPV OBJECT", lambda _, degree, ys: IsMore(degree, ys))
    yield from rules("SAYING", "COMPV than OBJECT", lambda _, degree, ys: IsMore(degree, ys))
    for passive, denied in ((BE, False), (f"{BE} not|never", True)):
        pattern = f"{passive} COMPV by OBJECT"
        yield from rules("SAYING", pattern, lambda _, degree, ys, d=denied: Turned(IsMore(degree, (), d), ys))
    yield from rules("SAYING", f"{DO} not COMPV than? OBJECT", lambda _, degree, ys: IsMore(degree, ys, denied=True))
    yield from rules("SAYING", "never COMPV OBJECT", lambda _, degree, ys: IsMore(degree, ys, denied=True))
    yield from rules("SAYING", "BEING OWNINGS 's RANKN", lambda _, d, ys, degree: IsMore(degree, ys, d))
    yield from rules("SAYING", "BEING RANKN to OWNERS", lambda _, d, degree, ys: IsMore(degree, ys, d))
    yield from rules("SAYING", "BEING the RANKN of OWNERS", lambda _, d, degree, ys: IsMore(degree, ys, d))
    yield from rules("SAYING", "HAVING MOREYEARS than OBJECT", lambda _, d, degree, ys: IsMore(degree, ys, d))
    yield from rules("SAYING", "BEING PRO RANKN", lambda _, d, y, degree: IsMore(degree, (y,), d))


@dataclass(frozen=True, slots=True)
class Turned:
    """A comparison of which the subject is the lesser side: "was outlived by Y"."""

    more: IsMore
    by: Things

    def of(self, kinds: Kinds, things: Things) -> Ranked | None:
        """That the others are more than the subject."""
        return IsMore(self.more.degree, things, self.more.denied, self.more.apart).of(kinds, self.by)


def _apart_rules() -> Iterator[Rule]:
    yield from rules("APARTBY", "NUMBER UNITS", lambda _, n, unit: (n, unit))
    more = lambda _, d, apart, degree, ys: IsMore(degree, ys, d, apart)  # noqa: E731
    yield from rules("SAYING", "BEING APARTBY COMP than OBJECT", more)
    yield from rules("SAYING", "BEING COMP than OBJECT by APARTBY", lambda _, d, g, ys, a: IsMore(g, ys, d, a))
    yield from rules("SAYING", "BEING APARTBY OWNINGS 's RANKN", lambda _, d, a, ys, g: IsMore(g, ys, d, a))
    yield from rules("SAYING", "BEING OWNINGS 's RANKN by APARTBY", lambda _, d, ys, g, a: IsMore(g, ys, d, a))
    yield from rules("SAYING", "BEING APARTBY RANKN to OWNERS", lambda _, d, a, g, ys: IsMore(g, ys, d, a))
    yield from rules("SAYING", "BEING RANKN to OWNERS by APARTBY", lambda _, d, g, ys, a: IsMore(g, ys, d, a))
    yield from rules("SAYING", "BEING PRO RANKN by APARTBY", lambda _, d, y, g, a: IsMore(g, (y,), d, a))
    yield from rules("SAYING", "COMPV OBJECT by APARTBY", lambda _, g, ys, a: IsMore(g, ys, denied=False, apart=a))
    yield from rules(
        "SAYING", f"{DO} not COMPV OBJECT by APARTBY", lambda _, g, ys, a: IsMore(g, ys, denied=True, apart=a)
    )
    pattern = f"{BE} COMPV by OBJECT by APARTBY"
    yield from rules("SAYING", pattern, lambda _, g, ys, a: Turned(IsMore(g, (), denied=False, apart=a), ys))


def _of_two() -> Iterator[Rule]:
    """ "The elder of the two, compared with Y", "of X and Y, the former was the older"."""
    for against in (
        "of the two compared with|to OBJECT",
        "of the two when? compared with|to OBJECT",
        "one compared with|to OBJECT",
        "compared with|to OBJECT",
        "one of the two compared with|to OBJECT",
    ):
        for degree in ("COMPS", "RANKN"):
            yield from rules("SAYING", f"BEING the? {degree} {against}", lambda _, d, g, ys: IsMore(g, ys, d))
    for against in ("compared with|to OBJECT", "in comparison with|to OBJECT"):
        yield from rules("SAYS", f"{against} XS BEING the? COMPS", lambda k, ys, xs, d, g: IsMore(g, ys, d).of(k, xs))
    first, second = "former|first", "latter|second"
    for degree in ("COMPS", "SUP"):
        for words, swap in ((first, False), (second, True)):
            pattern = f"of T and T the {words} BEING the? {degree}"
            yield from rules("SAYS", pattern, lambda k, a, b, d, g, s=swap: _former(k, (b, a) if s else (a, b), d, g))
        for pair in ("of T and T", "of the two T and T", "between T and T", "as between T and T"):
            yield from rules("SAYS", f"{pair} T BEING the? {degree}", _named)
        for one in ("", "one", "of the two"):
            for other in ("T", "and T"):
                yield from rules("SAYS", f"T BEING the? {degree} {one} {other} the? {degree} {one}", _each)
        for pair in ("of the two T and T", "of T and T"):
            pattern = f"T BEING the? {degree} {pair}"
            yield from rules("SAYS", pattern, lambda k, x, d, g, a, b: _named(k, a, b, x, d, g))
    for two in ("of the two", "between the two", "between them", "of the two of them"):
        yield from rules("SAYS", f"{two} T BEING COMP than T", lambda k, a, d, g, b: IsMore(g, (b,), d).of(k, (a,)))
    yield from _first_to()


def _first_to() -> Iterator[Rule]:
    """ "The last of the two to die, compared with Y"."""
    for word, operator in (("first|earlier", "<"), ("last|later|second", ">")):
        for against in ("compared with|to OBJECT", "in comparison with|to OBJECT"):
            pattern = f"BEING the? {word} of the two to VERB {against}"
            yield from rules("SAYING", pattern, lambda _, d, v, ys, o=operator: _sooner(v, ys, o, denied=d))


def _sooner(verb: Verb, than: Things, operator: Operator, *, denied: bool) -> Done:
    return Done(Doing(verb, denied), (Than(operator, than),))


def _former(kinds: Kinds, pair: tuple[Form, Form], denied: bool, degree: Degree) -> Ranked | None:
    return IsMore(degree, (pair[1],), denied).of(kinds, (pair[0],))


def _named(  # noqa: PLR0917 (one for each category of its rules)
    kinds: Kinds, one: Form, other: Form, thing: Form, denied: bool, degree: Degree
) -> Ranked | None:
    """Of two, the one that is named again."""
    mentions = [getattr(x, "iris", None) for x in (one, other)]
    if mentions[0] == mentions[1] or getattr(thing, "iris", None) not in mentions:
        return None
    lesser = other if getattr(thing, "iris", None) == mentions[0] else one
    return IsMore(degree, (lesser,), denied).of(kinds, (thing,))


def _each(  # noqa: PLR0917 (one for each category of its rules)
    kinds: Kinds, one: Form, denied: bool, degree: Degree, other: Form, back: Degree
) -> Ranked | None:
    """ "X was the elder of the two, Y the younger"."""
    del back
    return IsMore(degree, (other,), denied).of(kinds, (one,))
