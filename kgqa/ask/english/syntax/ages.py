"""Ages: how old something was when something else happened ("when her father died", "at death").

OCCASION is a time told by what happened then; OWN one that the subject of the question fills ("when he died").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.joint import of_both
from kgqa.ask.compose.sets import filled, joined
from kgqa.ask.english.following import PRONOUNS
from kgqa.ask.english.referring import may_stand_for
from kgqa.ask.english.syntax.together import fellows
from kgqa.ask.english.syntax.verbal import measured
from kgqa.ask.english.syntax.words import BE, BES, DO, HIS, WHICH
from kgqa.ask.forest import Ranked
from kgqa.ask.form import HOLE, Entity, Form, Join, Question, Span
from kgqa.ask.structure import fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.compose.measures import Degree
    from kgqa.ask.form import Relation
    from kgqa.ask.lexicon import Sense

HE = ("he", "she", "it", "they")
_AT = "at|on|upon|by"


def ages() -> Iterator[Rule]:
    """All rules of ages."""
    yield from _occasions()
    yield from _own_occasions()
    yield from _spans()
    yield from _asked()


def _occasions() -> Iterator[Rule]:
    """ "When Y was born", "at the birth of Y", "when X married Y"."""
    yield from rules("HAPPENED", f"NP {BE}|get|gets|got? V", _happened)
    yield from rules("HAPPENED", "NP V NP", _happened_to)
    yield from rules("HAPPENED", f"NP {BE}|got? V to|with|from NP", _happened_to)
    yield from rules("HAPPENED", "NP and NP V", lambda k, a, b, v: _happened_to(k, a, v, b))
    yield from rules("HAPPENED", f"NP and NP {BE}|got V", lambda k, a, b, v: _happened_to(k, a, v, b))
    yield from rules("OCCASION", "when|as|once HAPPENED", lambda _, date: date)
    yield from rules("OCCASION", "at|by the time|moment|date|day|year that|when? HAPPENED", lambda _, date: date)
    yield from rules("OCCASION", "in the year that|when|in? which? HAPPENED", lambda _, date: date)
    yield from rules("OCCASION", f"{_AT} the? time|moment|date|day of? X", _date)
    yield from rules("OCCASION", f"{_AT} X", _date)


def _own_occasions() -> Iterator[Rule]:
    """ "When he died", "when her father died", "at death": the subject of the question is the one that is meant."""
    for he in HE:
        himself = [p.word for words, p in PRONOUNS.items() if words == (he,)]
        who = lambda pronoun=himself[0]: (pronoun, HOLE)  # noqa: E731
        yield from rules("SELF", he, lambda _, made=who: made())
    for his in HIS.split("|"):
        word = PRONOUNS[(his,)].word
        yield from rules("KIN", f"{his} RN", lambda _, noun, w=word: (w, noun))
        yield from rules("KIN", f"{his} FIRSTRN", lambda _, noun, w=word: (w, noun))
    yield from rules("KIN", "SELF", lambda _, self: self)
    yield from rules("HAPPENSOWN", f"KIN {BE}|get|gets|got? V", _own_happened)
    yield from rules("HAPPENSOWN", "KIN V NP", _own_happened_to)
    yield from rules("HAPPENSOWN", f"KIN {BE}|got? V to|with|from NP", _own_happened_to)
    yield from rules("OWN", "when|as|once HAPPENSOWN", lambda _, own: own)
    yield from rules("OWN", "at|by the time|moment|date|day that|when? HAPPENSOWN", lambda _, own: own)
    yield from rules("OWN", f"{_AT} KIN", _own_date)
    yield from rules("OWN", f"{_AT} the? time|moment|date|day of? KIN", _own_date)
    for his in HIS.split("|"):
        word = PRONOUNS[(his,)].word
        for at in (f"{_AT} {his}", f"{_AT} the? time|moment|date|day of {his}"):
            yield from rules("OWN", f"{at} N to|with NP", lambda k, n, other, w=word: _own_record(k, n, w, other))
            yield from rules("OWN", f"{at} N", lambda k, n, w=word: _own_record(k, n, w))
    yield from rules("OWN", f"{_AT} the? time? of? N", lambda k, n: _own_record(k, n, None))
    yield from rules("OWN", f"{_AT} the? time? of? RN", lambda k, noun: _own_date(k, (None, noun)))


def _happened(kinds: Kinds, subject: Form, verb: Sense) -> Form | None:
    """The dates on which a thing was done, or began."""
    relation = measured(verb)
    if relation is None or kinds.literal(relation) != "date":
        return None
    return joined(kinds, relation, subject)


def _happened_to(kinds: Kinds, subject: Form, verb: Sense, other: Form) -> Form | None:
    relation = measured(verb)
    return None if relation is None else _dates_of_both(kinds, relation, subject, other)


def _dates_of_both(kinds: Kinds, relation: object, one: Form, other: Form) -> Form | None:
    found = of_both(kinds, relation, one, other)  # type: ignore[arg-type]
    return found if found is not None and kinds.literal_of(found) == "date" else None


def _date(kinds: Kinds, form: Form) -> Form | None:
    return form if kinds.literal_of(form) == "date" else None


_Own = tuple[str | None, Form]


def _own_happened(kinds: Kinds, own: _Own, verb: Sense) -> _Own | None:
    found = _happened(kinds, own[1], verb)
    return None if found is None else (own[0], found)


def _own_happened_to(kinds: Kinds, own: _Own, verb: Sense, other: Form) -> _Own | None:
    found = _happened_to(kinds, own[1], verb, other)
    return None if found is None else (own[0], found)


def _own_date(kinds: Kinds, own: _Own) -> _Own | None:
    return own if kinds.literal_of(own[1]) == "date" else None


def _own_record(kinds: Kinds, noun: Relation, word: str | None, other: Form | None = None) -> _Own | None:
    """ "At her marriage to Y": the time of the record that the noun tells of."""
    relations = fellows(kinds, noun, "when")
    if kinds.literal(noun) == "date" and other is not None:
        relations = [noun]
    if len(relations) != 1:
        return None
    date = Join(relations[0], HOLE) if other is None else of_both(kinds, relations[0], HOLE, other)
    return None if date is None or kinds.literal_of(date) != "date" else (word, date)


def _spans() -> Iterator[Rule]:
    """The age of a thing, on an occasion or at its end."""
    yield from rules("SPAN", "the? AGE of|for NP", _span)
    for owner in ("OWNER 's", "NP", "PRO"):
        yield from rules("SPAN", f"{owner} AGE", lambda k, thing, span: _span(k, span, thing))
    for when in ("OCCASION", "OWN"):
        yield from rules("SPAN", f"the? AGE of|for NP {when}", _span)
        for owner in ("OWNER 's", "NP"):
            yield from rules("SPAN", f"{owner} AGE {when}", lambda k, thing, span, at: _span(k, span, thing, at))
    yield from rules("SPAN", "the? AGE OWN of|for? NP", lambda k, span, at, thing: _span(k, span, thing, at))


def _span(kinds: Kinds, span: Span, thing: Form, at: Form | _Own | None = None) -> Form | None:
    """The span of a thing, up to an occasion if one is told."""
    if filled(kinds, span.start, thing) is None:
        return None
    if at is None:
        return fill(span, thing)
    end = _end(kinds, thing, at)
    return None if end is None else Span(fill(span.start, thing), end, span.unit)


def _end(kinds: Kinds, thing: Form, at: Form | _Own) -> Form | None:
    if not isinstance(at, tuple):
        return at
    word, form = at
    if word is not None and isinstance(thing, Entity) and not is_meant(kinds, word, thing):
        return None
    return filled(kinds, form, thing)


def is_meant(kinds: Kinds, word: str, thing: Entity) -> bool:
    """Whether a pronoun may stand for a thing."""
    pronoun = PRONOUNS[(word,)]
    return may_stand_for(kinds, pronoun, thing)


def _asked() -> Iterator[Rule]:
    how_old = ("how ADJ", "how many NUMBERUNIT ADJ")
    for asking in how_old:
        for when in ("OCCASION", "OWN"):
            yield from rules("Q", f"{asking} {BES} NP {when}", _how_at)
            yield from rules("Q", f"{when} how ADJ {BES} NP", lambda k, at, degree, np: _how_at(k, degree, np, at))
            yield from rules("EMBEDDED", f"{asking} NP {BE} {when}", _how_at)
        yield from rules("Q", f"{asking} {BES} NP", _how_now)
        yield from rules("Q", f"{asking} {DO} NP become|get|grow", _how_now)
        yield from rules("Q", f"{asking} {DO} NP live to be|become", _how_now)
    yield from rules("NUMBERUNIT", "years", lambda _: True)
    for what in (f"{WHICH} AGE", f"at {WHICH} AGE", f"{WHICH} {BES} the AGE of"):
        for when in ("OCCASION", "OWN"):
            yield from rules(
                "Q", f"{what} {BES} NP {when}", lambda k, span, np, at: _asked_span(_span(k, span, np, at))
            )
        for order in (f"{BE} NP", f"{DO} NP get?"):
            yield from rules("Q", f"{what} {order} V", lambda k, span, np, v: _age_of_doing(k, span, np, v, None))
            yield from rules("Q", f"{what} {order} V to|with? NP", _age_of_doing)
        yield from rules(
            "Q", f"{what} {DO} NP reach|attain|live|have to?", lambda k, span, np: _asked_span(_span(k, span, np))
        )
    yield from rules("Q", f"{WHICH} AGE {DO} NP have OWN", lambda k, span, np, at: _asked_span(_span(k, span, np, at)))
    yield from rules("Q", f"{WHICH} AGE {DO} NP V at", lambda k, span, np, v: _age_of_doing(k, span, np, v, None))
    yield from rules("Q", f"to? {WHICH} AGE {DO} NP live to?", lambda k, span, np: _asked_span(_span(k, span, np)))
    yield from rules("Q", f"{WHICH} {BES} SPAN", lambda _, span: Question(span))
    yield from rules("Q", "SPAN", lambda _, span: Question(span))
    yield from rules("TOP", "REQUEST SPAN please?", lambda _, __, span: Question(span))


def _asked_span(span: Form | None) -> Question | None:
    return None if span is None else Question(span)


def _age_of_doing(kinds: Kinds, span: Span, thing: Form, verb: Sense, other: Form | None) -> Question | None:
    """ "At what age did X die", "at what age did X marry Y"."""
    end = _happened(kinds, thing, verb) if other is None else _happened_to(kinds, thing, verb, other)
    return None if end is None else _asked_span(_span(kinds, span, thing, end))


def _old(degree: Degree) -> list[Span]:
    return [m.by for m in degree.measures if isinstance(m.by, Span)]


def _how_at(kinds: Kinds, *parts: object) -> Ranked | None:
    degree, thing, at = [part for part in parts if part is not True]
    found = [_span(kinds, span, thing, at) for span in _old(degree)]  # type: ignore[arg-type]
    forms = dict.fromkeys(form for form in found if form is not None)
    return Ranked(tuple((Question(form), 0) for form in forms)) if forms else None


def _how_now(kinds: Kinds, *parts: object) -> Ranked | None:
    degree, thing = [part for part in parts if part is not True]
    found = [_span(kinds, span, thing) for span in _old(degree)]  # type: ignore[arg-type]
    forms = dict.fromkeys(form for form in found if form is not None)
    return Ranked(tuple((Question(form), 0) for form in forms)) if forms else None
