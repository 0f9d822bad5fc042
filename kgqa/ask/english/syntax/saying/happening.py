"""What happens, as a noun: "the wedding of X and Y took place in 1900", "X's year of birth was 1900"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import Time
from kgqa.ask.compose.joint import of_both
from kgqa.ask.compose.sets import filled, joined, placed
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.saying.adjuncts import Aged, At, Beside
from kgqa.ask.english.syntax.saying.polarity import polar
from kgqa.ask.english.syntax.saying.predicate import Owned, all_of, member
from kgqa.ask.english.syntax.truths import is_plural
from kgqa.ask.english.syntax.words import BE, DO, HIS
from kgqa.ask.form import HOLE, Compare, DateIn, Entity, Form, Join, Overlap, Relation, Span, Value
from kgqa.ask.statement import Said, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.english.occurring import Event
    from kgqa.ask.english.syntax.saying.adjuncts import Adjunct
    from kgqa.ask.english.syntax.saying.predicate import Things
    from kgqa.ask.forest import Ranked

_WHEN = "year|date|day|month|time"
_WHERE = "place|location|site|scene|spot|town"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """What happened to things; `joint`: to two together."""

    event: Event
    things: Things
    joint: bool = False


def happening() -> Iterator[Rule]:
    """All rules of what happens, as a noun."""
    yield from _occurrences()
    yield from _verbs()
    yield from _told()
    yield from _defined()
    yield from _valued()


def _occurrences() -> Iterator[Rule]:
    one = lambda _, event, things: Occurrence(event, things)  # noqa: E731
    other = lambda _, things, event: Occurrence(event, things)  # noqa: E731
    yield from rules("OCC", "the? EVENT of OWNERS", one)
    yield from rules("OCC", "OWNINGS 's EVENT", other)
    yield from rules("OCC", "PRO EVENT", lambda _, thing, event: Occurrence(event, (thing,)))
    for of in ("of|between", "of"):
        to = "and" if of != "of" else "to|with"
        yield from rules("OCC", f"the? EVENT {of} T {to} T", lambda _, e, a, b: _pair(e, a, b))
    yield from rules("OCC", "T 's EVENT to|with T", lambda _, a, e, b: _pair(e, a, b))
    yield from rules("OCC", "PRO EVENT to|with T", lambda _, a, e, b: _pair(e, a, b))


def _pair(event: Event, one: Form, other: Form) -> Occurrence | None:
    return None if one == other else Occurrence(event, (one, other), joint=True)


def _verbs() -> Iterator[Rule]:
    """ "Took place", "occurred", "is dated"."""
    told = "recorded|dated|given|noted|registered|placed|entered|documented|listed|celebrated|held"
    told += "|concluded|contracted|performed|solemnised|solemnized"
    yield from polar(
        "HAPPENS",
        ("takes|took place", "occurred|occurs|happened|happens", "fell|falls", "came|comes about?", "was|is",
         f"{BE} {told} as|to|from?", "dates|dated from", "dates|dated back? to", f"{BE} to be dated to?",
         "transpired"),
        (f"{DO} not take place", f"{DO} not occur|happen|fall|come", "never took place", f"{BE} not",
         f"{BE} not {told} as|to|from?", f"{DO} not date from|back|to?"),
    )  # fmt: skip
    yield from polar(
        "SAW",
        ("saw|sees|witnessed|brought|marked|marks", "mark 's", "was|is marked by"),
        (f"{DO} not see|witness|bring|mark",),
    )
    yield from polar(
        "BEFELL",
        ("came|comes to|for|upon", "overtook|took|claimed|befell|found|met|visited", "caught up with"),
        (f"{DO} not come to|for|upon", f"{DO} not overtake|take|claim|befall"),
    )
    yield from rules("DATEISH", "DATED", lambda _, date: At(Time("in", date)))
    yield from rules("DATEISH", "FRONT", lambda _, one: one)
    yield from rules("DATES", "DATEISH", lambda _, one: (one,))
    yield from rules("DATES", "DATES DATEISH", lambda _, those, one: (*those, one))


def _told() -> Iterator[Rule]:
    """When, and where, something happened."""
    yield from rules("SAYS", "OCC HAPPENS DATES", lambda k, occ, d, those: happened(k, occ, those, denied=d))
    yield from rules("SAYS", "FRONT OCC HAPPENS", lambda k, one, occ, d: happened(k, occ, (one,), denied=d))
    yield from rules("SAYS", "FRONT came|occurred|followed OCC", lambda k, one, occ: happened(k, occ, (one,)))
    yield from rules("SAYS", "it BEING FRONT that OCC HAPPENS", lambda k, d, one, occ, e: _cleft(k, occ, one, d, e))
    for year in ("DATED", "the? year DATED"):
        yield from rules("SAYS", f"{year} SAW OCC", lambda k, date, d, occ: _at(k, occ, date, d))
    yield from rules("SAYS", "T SAW OCC", lambda k, p, d, occ: happened(k, occ, (_in(p),), denied=d))
    happens = "EVENT BEFELL OWNERS DATES"
    yield from rules("SAYS", happens, lambda k, e, d, xs, those: happened(k, Occurrence(e, xs), those, denied=d))
    yield from rules("SAYS", f"FRONT {happens.removesuffix(' DATES')}", _front_befell)
    yield from rules("SAYS", f"FRONT {HIS} EVENT BEFELL OWNERS", _front_befell)
    pattern = f"XS dates|date from DATED the? {_WHEN} of EVENT"
    yield from rules("SAYS", pattern, lambda k, xs, date, e: _at(k, Occurrence(e, xs), date, False))
    hails = "hail|hails|hailed|come|comes|came from"
    for its in ("the", HIS):
        pattern = f"XS {hails} T where {its} EVENT takes|took place"
        yield from rules("SAYS", pattern, lambda k, xs, place, e: happened(k, Occurrence(e, xs), (_in(place),)))
    yield from rules("SAYS", f"XS {hails} T by EVENT", lambda k, xs, p, e: happened(k, Occurrence(e, xs), (_in(p),)))
    yield from rules(
        "SAYS", "XS BEING from T by EVENT", lambda k, xs, d, p, e: happened(k, Occurrence(e, xs), (_in(p),), denied=d)
    )


def _front_befell(kinds: Kinds, front: Adjunct, event: Event, denied: bool, things: Things) -> Ranked | None:
    return happened(kinds, Occurrence(event, things), (front,), denied=denied)


def _in(place: Form) -> Beside:
    return Beside("in", (place,))


def _defined() -> Iterator[Rule]:
    """ "The year of X's birth was 1900", "1900 was X's year of birth"."""
    for nouns, target in ((_WHEN, "WHENOF"), (_WHERE, "WHEREOF")):
        yield from rules(target, f"the? {nouns} of OCC", lambda _, occ: occ)
        yield from rules(target, f"OWNINGS 's {nouns} of EVENT", lambda _, xs, e: Occurrence(e, xs))
        yield from rules(target, f"OWNINGS 's EVENT {nouns}", lambda _, xs, e: Occurrence(e, xs))
        yield from rules(target, f"PRO {nouns} of EVENT", lambda _, x, e: Occurrence(e, (x,)))
        yield from rules(target, f"PRO EVENT {nouns}", lambda _, x, e: Occurrence(e, (x,)))
        yield from rules(target, f"the? {nouns} of EVENT of OWNERS", lambda _, e, xs: Occurrence(e, xs))
        yield from rules(target, f"the? EVENT {nouns} of OWNERS", lambda _, e, xs: Occurrence(e, xs))
    told = "recorded|dated|given|noted|registered|listed"
    for being in ("BEING", f"BEING {told} as"):
        yield from rules("SAYS", f"WHENOF {being} DATED", lambda k, occ, d, date: _at(k, occ, date, d))
        yield from rules("SAYS", f"WHEREOF {being} T", lambda k, occ, d, p: happened(k, occ, (_in(p),), denied=d))
    yield from rules("SAYS", "WHENOF DATED", lambda k, occ, date: _at(k, occ, date, False), cost=1)
    yield from rules("SAYS", "WHEREOF T", lambda k, occ, p: happened(k, occ, (_in(p),)), cost=1)
    yield from rules("SAYS", "DATED BEING WHENOF", lambda k, date, d, occ: _at(k, occ, date, d))
    yield from rules("SAYS", "T BEING WHEREOF", lambda k, p, d, occ: happened(k, occ, (_in(p),), denied=d))
    for his in (HIS, "a|an|the", ""):
        for noun in (f"{_WHEN} of EVENT", f"EVENT {_WHEN}"):
            pattern = f"XS HAVING DATED as|for {his} {noun}"
            yield from rules("SAYS", pattern, lambda k, xs, d, date, e: _at(k, Occurrence(e, xs), date, d))
        for noun in (f"{_WHERE} of EVENT", f"EVENT {_WHERE}"):
            pattern = f"XS HAVING T as|for {his} {noun}"
            yield from rules(
                "SAYS", pattern, lambda k, xs, d, p, e: happened(k, Occurrence(e, xs), (_in(p),), denied=d)
            )


def _valued() -> Iterator[Rule]:
    """Nouns whose values are dates: "X's date of birth was 4 May 1900"."""
    told = "recorded|dated|given|noted|registered|listed"
    for being in ("BEING", f"BEING {told} as", "BEING on|in"):
        yield from rules("SAYS", f"the? R {being} DATED", lambda k, role, d, date: _is_date(k, role, date, denied=d))
    yield from rules("SAYS", "DATED BEING the? R", lambda k, date, d, role: _is_date(k, role, date, denied=d))
    for his in (HIS, "a|an|the", ""):
        yield from rules("SAYS", f"XS HAVING DATED as|for {his} ROLE", _has_date)


def _has_date(kinds: Kinds, things: Things, denied: bool, date: Form, noun: Form) -> Ranked | None:
    return _is_date(kinds, Owned(noun, things), date, denied=denied)


def _is_date(kinds: Kinds, role: Owned, date: Form, *, denied: bool) -> Ranked | None:
    if kinds.literal_of(role.noun) != "date" or not isinstance(date, Value):
        return None
    said = []
    if len(role.owners) == 2 and isinstance(role.noun, Join):
        joint = of_both(kinds, role.noun.relation, *role.owners)
        if joint is not None:
            return _if_one(Statement((Said(DateIn(joint, date.literal), denied),)), denied=denied)
    for owner in role.owners:
        when = filled(kinds, role.noun, owner)
        if when is None or is_plural(owner):
            return None
        said.append(Said(DateIn(when, date.literal), denied))
    return _if_one(Statement(tuple(said)), denied=denied)


def _if_one(statement: Statement, *, denied: bool) -> Ranked | None:
    return each(statement if not denied or len(statement.said) == 1 else None, lambda one: one)


def _at(kinds: Kinds, occ: Occurrence, date: Form, denied: bool) -> Ranked | None:
    return happened(kinds, occ, (At(Time("in", date)),), denied=denied)


def _cleft(kinds: Kinds, occ: Occurrence, front: Adjunct, denied: bool, twice: bool) -> Ranked | None:
    return None if twice else happened(kinds, occ, (front,), denied=denied)


def happened(kinds: Kinds, occ: Occurrence, those: tuple[Adjunct, ...], *, denied: bool = False) -> Ranked | None:
    """That something happened at a time, in a place."""
    found = all_of(_each_happened(kinds, occ, one, denied=denied) for one in those)
    return found if found is not None and (not denied or len(those) == 1) else None


def _each_happened(kinds: Kinds, occ: Occurrence, adjunct: Adjunct, *, denied: bool) -> Ranked | None:
    forms: list[Form] = []
    for things in [occ.things] if _is_recorded(kinds, occ) else [(thing,) for thing in occ.things]:
        form = _form(kinds, occ.event, things, adjunct)
        if form is None:
            return None
        forms.append(form)
    return _if_one(Statement(tuple(Said(form, denied) for form in forms)), denied=denied) if forms else None


def _is_recorded(kinds: Kinds, occ: Occurrence) -> bool:
    """Whether the event is one of two things, told by the record of both."""
    if len(occ.things) != 2:
        return False
    relations = (*occ.event.dates, *occ.event.places)
    return occ.joint or any(of_both(kinds, relation, *occ.things) is not None for relation in relations)


def _form(kinds: Kinds, event: Event, things: Things, adjunct: Adjunct) -> Form | None:
    match adjunct:
        case At(time=time):
            found = values_of(kinds, event.dates, things)
            return _lies(kinds, found, things, time) if found is not None else None
        case Aged(span=Span() as span, amount=amount) if len(things) == 1:
            when = values_of(kinds, event.dates, things)
            ((operator, number), *_) = amount.bounds
            by = None if when is None else Span(span.start, Join(when.relation, HOLE), span.unit)
            return None if by is None else member(kinds, things[0], Compare(by, operator, number))
        case Beside(preposition="in" | "at" | "on" | "near", things=(place,)) if isinstance(place, Entity):
            where = values_of(kinds, event.places, things)
            return None if where is None else Overlap(where, placed(kinds, place, kinds.of(where)))
        case _:
            return None


def values_of(kinds: Kinds, relations: tuple[Relation, ...], things: Things) -> Join | None:
    """The one property by which the event is told of a thing, or of two."""
    if len(things) == 2:
        found = [form for r in relations if (form := of_both(kinds, r, *things)) is not None]
    else:
        found = [form for r in relations if (form := joined(kinds, r, things[0])) is not None]
    joins = list(dict.fromkeys(form for form in found if isinstance(form, Join)))
    return joins[0] if joins and not is_plural(joins[0].of) else None


def _lies(kinds: Kinds, when: Join, things: Things, time: Time) -> Form | None:
    if time.operator == "in" and isinstance(time.date, Value):
        return DateIn(when, time.date.literal)
    condition = Compare(Join(when.relation, HOLE), time.operator, time.date)
    return member(kinds, things[0], condition) if len(things) == 1 else Overlap(condition, when.of)
