"""What is said of a subject: verbs with their objects, "is ...", "has ...", with "not" and "never"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import Amount, Time, bounded, timed
from kgqa.ask.compose.links import Link
from kgqa.ask.compose.measures import compared
from kgqa.ask.compose.modify import Both, Extreme, Not, everyone_called
from kgqa.ask.compose.sets import met
from kgqa.ask.english.syntax.nominals import identity
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.verbal import at_all, does, doing, done, measured, placed_verb, undergone
from kgqa.ask.english.syntax.words import BE, DO, HAVE, PREPOSITIONS
from kgqa.ask.form import HOLE, Count, Form, Join, Union, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.forest import Ranked
    from kgqa.ask.lexicon import Sense


def predicates() -> Iterator[Rule]:
    """All rules of what is said of a subject."""
    yield from _verbs()
    yield from _times()
    yield from _being()
    yield from _owning()
    yield from _negations()
    yield from rules("VP", "VP and VP", lambda _, a, b: Both(a, b), cost=1)
    yield from rules("VP", "VP or VP", lambda _, a, b: Both(a, b, either=True), cost=1)
    yield from rules("VP", "VP but VP", lambda _, a, b: Both(a, b), cost=1)


def _verbs() -> Iterator[Rule]:
    for target, opening in (("VP", ""), ("DOES", "")):
        yield from rules(target, f"{opening} V NP", doing)
        yield from rules(target, f"{opening} V", at_all, cost=1)
        for p in PREPOSITIONS:
            yield from rules(target, f"{opening} V {p} NP", lambda k, v, o, p=p: placed_verb(k, p, v, o))
    yield from rules("VP", f"{BE} VING", at_all, cost=1)
    yield from rules("VP", f"{BE} VED", undergone, cost=1)
    for p in PREPOSITIONS:
        yield from rules("VP", f"{BE} V {p} NP", lambda k, v, o, p=p: placed_verb(k, p, v, o))
        yield from rules("VP", f"V {p} NP but not {p} NP", lambda k, v, a, b, p=p: _but_not(k, p, v, a, b))
        yield from rules("VP", f"V {p} NP but not NP", lambda k, v, a, b, p=p: _but_not(k, p, v, a, b))
    yield from rules("VP", "V NP but not NP", lambda k, v, a, b: _but_not(k, None, v, a, b))
    yield from rules("VP", "SUPV", lambda _, degree: Extreme(degree))
    for other in ("NB", "other NB"):
        yield from rules("VP", f"V no {other}", lambda k, v, nb: each(doing(k, v, nb), Not))
        yield from rules("VP", f"V AMOUNT {other}", lambda k, v, a, nb: _counted(k, does(k, HOLE, v), nb, a))
        yield from rules("DOES", f"V any {other}", doing)
        for p in PREPOSITIONS:
            yield from rules("VP", f"V {p} no {other}", lambda k, v, nb, p=p: each(placed_verb(k, p, v, nb), Not))
            yield from rules(
                "VP", f"V {p} AMOUNT {other}", lambda k, v, a, nb, p=p: _counted(k, done(k, p, HOLE, v), nb, a)
            )
    yield from rules("VP", f"{BE} called|named E", lambda _, thing: everyone_called(thing))
    for number, highest in (("most", True), ("fewest|least", False)):
        many = f"the? {number} number? of? other? NB"
        yield from rules("VP", f"V {many}", lambda k, v, nb, h=highest: _most(k, does(k, HOLE, v), nb, highest=h))
        for p in PREPOSITIONS:
            for target, verb in (("VP", "V"), ("VP", f"{BE} V"), ("MOD", "VED"), ("MOD", "VING")):
                pattern = f"{verb} {p} {many}"
                yield from rules(
                    target, pattern, lambda k, v, nb, p=p, h=highest: _most(k, done(k, p, HOLE, v), nb, highest=h)
                )


def _but_not(kinds: Kinds, preposition: str | None, verb: Sense, one: Form, other: Form) -> Ranked | None:
    """Doing it to one but not to another: "that visited Rome but not Paris"."""

    def said(of: Form) -> Form | Ranked | None:
        return doing(kinds, verb, of) if preposition is None else placed_verb(kinds, preposition, verb, of)

    return each(said(one), lambda done_it: each(said(other), lambda undone: Both(done_it, Not(undone))))


def _counted(kinds: Kinds, reached: Form | Ranked | None, kind: Form, amount: Amount) -> Ranked | None:
    """Doing it to so many of a kind: "that visited at least two museums"."""
    return each(
        reached,
        lambda form: each(met(kinds, kind, form), lambda found: bounded(kinds, Count(found), amount)),
    )


def _most(kinds: Kinds, reached: Form | Ranked | None, kind: Form, *, highest: bool) -> Ranked | None:
    """Doing it to the most of a kind: "that traverses the most states"."""

    def first(form: Form) -> Extreme | Ranked | None:
        if kinds.literal_of(form) == "number":
            return Extreme(form, highest)
        return each(met(kinds, kind, form), lambda found: Extreme(Count(found), highest))

    return each(reached, first)


def _times() -> Iterator[Rule]:
    yield from rules("TIMED", f"{BE}? V TIME or TIME", _at_either)
    yield from rules("TIMED", f"{BE}? V TIME or D", lambda k, v, a, d: _at_either(k, v, a, Time(a.operator, Value(d))))
    yield from rules("TIMED", f"{BE}? V TIME", _when)
    yield from rules("VP", "TIMED", identity)
    yield from rules("DOES", "V TIME", _when)


def _at_either(kinds: Kinds, verb: Sense, one: Time, other: Time) -> Form | None:
    """ "Died in 1963 or 1964"."""
    first, second = _when(kinds, verb, one), _when(kinds, verb, other)
    return None if first is None or second is None else Union(first, second)


def _when(kinds: Kinds, verb: Sense, time: Time) -> Form | None:
    relation = measured(verb)
    return None if relation is None else timed(kinds, Join(relation, HOLE), time)


def _being() -> Iterator[Rule]:
    yield from rules("VP", f"{BE} PRED", identity)
    yield from rules("PRED", "X", identity, cost=1)
    yield from rules("PRED", "E", identity, cost=1)
    yield from rules("PRED", "AP", identity, cost=1)
    yield from rules("PRED", "LINK", identity, cost=1)
    yield from rules("PRED", "LIT", lambda _, literal: Value(literal), cost=3)
    yield from rules("PRED", "COMP than NP", compared)
    yield from rules("PRED", "PRED and|but PRED", lambda _, a, b: Both(a, b), cost=1)
    yield from rules("PRED", "either? PRED or PRED", lambda _, a, b: Both(a, b, either=True), cost=1)
    yield from rules("PRED", "COMP than NUMBER", compared)
    yield from rules("PRED", "NUMBER years? COMP than NP", lambda *_: None)
    yield from rules("PRED", "the? SUP", lambda _, degree: Extreme(degree))
    yield from rules("PRED", "VAL", identity)
    yield from rules("PRED", "CAT", identity)
    yield from rules("PRED", "DEM", lambda _, place: Link(None, place))
    yield from rules("MOD", "COMP than NP", compared)
    yield from rules("MOD", "COMP than NUMBER", compared)


def _owning() -> Iterator[Rule]:
    yield from rules("VP", f"{HAVE} OWNS", identity)
    yield from rules("DOES", "have OWNS", identity)


def _negations() -> Iterator[Rule]:
    yield from rules("VP", f"{DO} not DOES", lambda _, said: Not(said))
    yield from rules("VP", f"{HAVE} not|never V", lambda k, v: each(at_all(k, v), Not))
    yield from rules("VP", f"{HAVE} not|never been VED", lambda k, v: each(undergone(k, v), Not))
    yield from rules("VP", "never VP", lambda _, said: Not(said))
    yield from rules("VP", f"{BE} not|never PRED", lambda _, said: Not(said))
    yield from rules("VP", f"{BE} not|never VING", lambda k, v: each(at_all(k, v), Not))
    yield from rules("VP", f"{BE} not|never VED", lambda k, v: each(undergone(k, v), Not))
    for p in PREPOSITIONS:
        yield from rules("VP", f"{BE} not|never V {p} NP", lambda k, v, o, p=p: each(placed_verb(k, p, v, o), Not))
