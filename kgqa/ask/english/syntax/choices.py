"""Comparisons: which of two it is ("Who died first, X or Y?"), and by how much ("How much older is X than Y?")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import Amount, bounded
from kgqa.ask.compose.measures import Degree, amounting, applicable, compared, quantity
from kgqa.ask.compose.modify import Extreme, modified
from kgqa.ask.compose.sets import filled, joined, of_class
from kgqa.ask.english.syntax.nominals import two
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.verbal import measured
from kgqa.ask.english.syntax.words import BE, BES, DO, HAVE, WHICH, WHO
from kgqa.ask.forest import Ranked
from kgqa.ask.form import HOLE, Difference, Entity, Form, Join, Overlap, Question, Span, Union
from kgqa.ask.structure import fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.form import Operator
    from kgqa.ask.lexicon import Sense
    from kgqa.model import IRI

_UNITS = {"year": "years?", "month": "months", "day": "days"}


def choices() -> Iterator[Rule]:
    """All rules of comparisons."""
    yield from _leading()
    yield from _of_two()
    yield from _by_how_much()
    yield from _than()


def _leading() -> Iterator[Rule]:
    """What one of two is or has more than the other."""
    yield from rules("LEADS", "SUPV", lambda _, degree: Extreme(degree))
    yield from rules("LEADS", "COMPV", lambda _, degree: Extreme(degree))
    yield from rules("LEADS", f"{BES} the? SUP", lambda _, degree: Extreme(degree))
    yield from rules("LEADS", f"{BES} the? COMPS", lambda _, degree: Extreme(degree))
    for times, highest in (("first|earlier|earliest|sooner|before", False), ("last|later|latest", True)):
        pattern = f"{BE}|got? V {times}"
        yield from rules("LEADS", pattern, lambda k, verb, h=highest: _by_date(k, verb, highest=h))
    yield from rules("LEADS", f"{BES} the COMPS one", lambda _, degree: Extreme(degree))
    yield from rules("LEADS", f"{HAVE} MOST", lambda _, most: most)
    for degree, highest in (
        ("greater|higher|greatest|highest|older|longer|longest", True),
        ("lower|lowest|shorter|shortest", False),
    ):
        pattern = f"reached|attained|lived|{HAVE} to? a|the {degree} AGE"
        yield from rules("LEADS", pattern, lambda _, span, h=highest: Extreme(span, h))
    yield from rules("MOST", "more RN", lambda k, noun: _most(k, noun, highest=True))
    yield from rules(
        "MOST",
        "the? most|greatest|highest|larger|higher|greater number? of? RN",
        lambda k, n: _most(k, n, highest=True),
    )
    yield from rules("MOST", "fewer|less RN", lambda k, noun: _most(k, noun, highest=False))
    yield from rules(
        "MOST", "the? fewest|least|lowest|smaller|lower number? of? RN", lambda k, n: _most(k, n, highest=False)
    )
    yield from rules("MOST", "the? SUP RN", _by_degree)
    yield from rules("MOST", "the|a? COMPS RN", _by_degree)


def _most(kinds: Kinds, noun: Form, *, highest: bool) -> Extreme | None:
    measure = quantity(kinds, noun)
    return None if measure is None or kinds.literal_of(measure) != "number" else Extreme(measure, highest)


def _by_date(kinds: Kinds, verb: Sense, *, highest: bool) -> Extreme | None:
    relation = measured(verb)
    if relation is None or kinds.literal(relation) != "date":
        return None
    return Extreme(Join(relation, HOLE), highest)


def _by_degree(kinds: Kinds, degree: Degree, noun: Form) -> Extreme | None:
    if degree.up is None or kinds.literal_of(noun) not in {"number", "date"}:
        return None
    return Extreme(noun, degree.up)


def _of_two() -> Iterator[Rule]:
    yield from rules("PAIR", "NP or NP", two)
    yield from rules("PAIR", "E E or E", _three)
    yield from rules("TWO", "E E and E", _three)
    yield from rules("TWO", "NP and NP", two)
    yield from rules("TWO", "the two NP and NP", two)
    yield from rules("WHICHOF", f"{WHO}|{WHICH}", lambda *_: True)
    yield from rules("WHICHOF", f"{WHICH} one", lambda *_: True)
    yield from rules("WHICHOF", f"{WHO}|{WHICH} of them|these|those|the two?", lambda *_: True)
    yield from rules("WHICHOF", f"{WHICH} of the two", lambda *_: True)
    yield from rules("Q", "WHICHOF LEADS PAIR", lambda k, _, leads, pair: _first(k, pair, leads))
    yield from rules("Q", "PAIR WHICHOF LEADS", lambda k, pair, _, leads: _first(k, pair, leads))
    yield from rules("Q", "TWO WHICHOF LEADS", lambda k, pair, _, leads: _first(k, pair, leads))
    for of in ("of|among|between", "out of"):
        yield from rules("Q", f"{of} TWO WHICHOF LEADS", lambda k, pair, _, leads: _first(k, pair, leads))
        yield from rules("Q", f"WHICHOF {of} TWO LEADS", lambda k, _, pair, leads: _first(k, pair, leads))
        yield from rules("Q", f"WHICHOF LEADS {of} TWO", lambda k, _, leads, pair: _first(k, pair, leads))
    for pattern in (f"{WHICH} C LEADS PAIR",):
        yield from rules("Q", pattern, lambda k, kind, leads, pair: _first(k, _of_kind(k, kind, pair), leads))
    yield from rules(
        "Q", f"PAIR {WHICH} C LEADS", lambda k, pair, kind, leads: _first(k, _of_kind(k, kind, pair), leads)
    )
    yield from rules("FIRST", "SUP|COMPS of TWO", lambda k, degree, pair: modified(k, pair, Extreme(degree)))
    yield from rules("FIRST", "COMPS of TWO", lambda k, degree, pair: modified(k, pair, Extreme(degree)))
    for said in (
        f"{BE} PAIR the? COMPS",
        f"{BE} PAIR the? SUP",
        f"{DO} PAIR SUPV",
        f"{DO} PAIR COMPV",
        f"{BE} PAIR SUPV",
        f"{BE} PAIR COMPV",
    ):
        yield from rules("Q", said, lambda k, pair, degree: _first(k, pair, Extreme(degree)))
    yield from rules("Q", f"{DO} PAIR have MOST", _first)
    yield from rules("Q", f"{HAVE} PAIR MOST", _first)


def _three(kinds: Kinds, one: Form, other: Form, third: Form) -> Form | None:
    pair = two(kinds, one, other)
    return None if pair is None or third in (one, other) else Union(pair, third)


def _of_kind(kinds: Kinds, kind: IRI, pair: Form) -> Form | None:
    """Two named things, each of a class: "which city is larger, X or Y"."""
    if not isinstance(pair, Union) or not isinstance(pair.left, Entity) or not isinstance(pair.right, Entity):
        return None
    one, other = of_class(kinds, kind, pair.left), of_class(kinds, kind, pair.right)
    return None if one is None or other is None else Union(one, other)


def _first(kinds: Kinds, pair: Form | None, leads: Extreme) -> Ranked | None:
    found = None if pair is None else modified(kinds, pair, leads)
    return each(found, Question)


def _by_how_much() -> Iterator[Rule]:
    for unit, words in (("year", "years"), ("month", "months"), ("day", "days")):
        yield from rules("UNIT", words, lambda _, u=unit: u)
    yield from rules("MUCH", "by? how much", lambda _: "year")
    yield from rules("MUCH", "by? how many UNIT", lambda _, unit: unit)
    yield from rules("Q", f"MUCH COMPS {BES} NP than NP", lambda k, u, d, a, b: _difference(k, d, a, b, u))
    yield from rules("Q", f"MUCH {BES} NP COMPS than NP", lambda k, u, a, d, b: _difference(k, d, a, b, u))
    yield from rules("Q", f"MUCH {DO} NP COMPV than? NP", lambda k, u, a, d, b: _difference(k, d, a, b, u))
    for between in (
        "the? AGE difference|gap between|of NP and NP",
        "the? difference|gap in|of AGE between|of NP and NP",
    ):
        yield from rules("APART", between, _apart)
    for words, later in (("after", True), ("before", False)):
        pattern = f"MUCH {words} NP {DO}|{BE} NP get? V"
        yield from rules("Q", pattern, lambda k, u, a, b, v, y=later: _between(k, a, b, v, u, later=y))
    yield from rules("Q", f"{WHICH} {BES} APART", lambda _, question: question)
    yield from rules("Q", f"how large|big|great {BES} APART", lambda _, question: question)
    yield from rules("Q", "APART", lambda _, question: question)
    yield from rules("EMBEDDED", f"MUCH COMPS NP {BE} than NP", lambda k, u, d, a, b: _difference(k, d, a, b, u))


def _between(kinds: Kinds, one: Form, other: Form, verb: Sense, unit: str, *, later: bool) -> Question | None:
    """ "How many years after X did Y die"."""
    relation = measured(verb)
    if relation is None or kinds.literal(relation) != "date":
        return None
    first, second = joined(kinds, relation, one), joined(kinds, relation, other)
    if first is None or second is None:
        return None
    start, end = (first, second) if later else (second, first)
    return Question(Span(start, end, unit))  # type: ignore[arg-type]


def _apart(kinds: Kinds, span: Span, one: Form, other: Form) -> Question | None:
    """The time between the beginnings of two things, whichever is the older."""
    if filled(kinds, span.start, one) is None or filled(kinds, span.start, other) is None:
        return None
    return Question(Span(fill(span.start, one), fill(span.start, other), span.unit, either=True))


def _difference(kinds: Kinds, degree: Degree, one: Form, other: Form, unit: str) -> Ranked | None:
    """By how much the one is more than the other: by the time between two dates, or by a number."""
    found: dict[Question, None] = {}
    for measure in applicable(kinds, one, degree):
        more, less = fill(measure.by, one), fill(measure.by, other)
        if not kinds.compatible(kinds.needed(measure.by), kinds.of(other)):
            continue
        if kinds.literal_of(measure.by) == "date":
            start, end = (less, more) if measure.highest else (more, less)
            found[Question(Span(start, end, unit))] = None  # type: ignore[arg-type]
        elif kinds.literal_of(measure.by) == "number":
            found[Question(Difference(more, less))] = None
    return Ranked(tuple((question, 0) for question in found)) if found else None


def _than() -> Iterator[Rule]:
    """ "More children than Y": of things, and asked of one."""
    yield from rules("Q", f"{DO} E COMPV than NP", _is_more)
    yield from rules("VP", "COMPV than NP", compared)
    for words, operator in (("more", ">"), ("fewer|less", "<")):
        pattern = f"{words} RN than NP"
        yield from rules("OWNS", pattern, lambda k, noun, np, o=operator: _more_than(k, noun, np, o))
        for asking in (f"{DO} E have {words} RN than NP", f"{HAVE} E {words} RN than NP"):
            yield from rules("Q", asking, lambda k, e, noun, np, o=operator: _has_more(k, e, noun, np, o))
        for being in (f"{DO} {words} RN live", f"{BE} there {words} RN", f"{DO} {words} RN exist"):
            pattern = f"{being} in|at|on E than in|at|on? NP"
            yield from rules("Q", pattern, lambda k, noun, e, np, o=operator: _has_more(k, e, noun, np, o))
        for being in (
            f"RN {DO} E have than NP",
            "RN live in|at|on E than in|at|on? NP",
            f"RN {BE} there in|at|on E than in|at|on? NP",
        ):
            yield from rules("Q", f"how many {words} {being}", _how_many_more)
    for amount in ("AMOUNT", "EXACT"):
        for asking in (f"{DO} E have {amount} RN", f"{HAVE} E {amount} RN"):
            yield from rules("Q", asking, _has_so_many)


def _how_many_more(kinds: Kinds, noun: Form, one: Form, other: Form) -> Question | None:
    """By how many the one has more."""
    measure = quantity(kinds, noun)
    if measure is None or filled(kinds, noun, one) is None or filled(kinds, noun, other) is None:
        return None
    return Question(Difference(fill(measure, one), fill(measure, other)))


def _is_more(kinds: Kinds, thing: Entity, degree: Degree, than: Form) -> Ranked | None:
    return each(compared(kinds, degree, than), lambda form: Question(Overlap(form, thing)))


def _more_than(kinds: Kinds, noun: Form, than: Form, operator: Operator) -> Form | None:
    measure = quantity(kinds, noun)
    return None if measure is None else amounting(kinds, noun, operator, fill(measure, than))


def _has_so_many(kinds: Kinds, thing: Entity, amount: Amount, noun: Form) -> Question | None:
    found = bounded(kinds, noun, amount)
    return None if found is None else Question(Overlap(found, thing))


def _has_more(kinds: Kinds, thing: Entity, noun: Form, than: Form, operator: Operator) -> Question | None:
    found = _more_than(kinds, noun, than, operator)
    return None if found is None else Question(Overlap(found, thing))
