"""What is said of a subject: verbs with their objects, "is ...", "has ...", with "not" and "never"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import Time, timed
from kgqa.ask.compose.measures import compared
from kgqa.ask.compose.modify import Both, Extreme, Not
from kgqa.ask.english.syntax.nominals import identity
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.verbal import at_all, doing, measured, placed_verb
from kgqa.ask.english.syntax.words import BE, DO, HAVE, PREPOSITIONS
from kgqa.ask.form import HOLE, Form, Join, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
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
    yield from rules("VP", f"{BE} V", at_all, cost=1)
    for p in PREPOSITIONS:
        yield from rules("VP", f"{BE} V {p} NP", lambda k, v, o, p=p: placed_verb(k, p, v, o))
    yield from rules("VP", "SUPV", lambda _, degree: Extreme(degree))


def _times() -> Iterator[Rule]:
    yield from rules("TIMED", f"{BE}? V TIME", _when)
    yield from rules("TIMED", f"{BE}? V NP TIME", _done_when)
    yield from rules("VP", "TIMED", identity)
    yield from rules("DOES", "V TIME", _when)


def _when(kinds: Kinds, verb: Sense, time: Time) -> Form | None:
    relation = measured(verb)
    return None if relation is None else timed(kinds, Join(relation, HOLE), time)


def _done_when(kinds: Kinds, verb: Sense, patient: Form, time: Time) -> Form | None:
    del kinds, verb, patient, time
    return None


def _being() -> Iterator[Rule]:
    yield from rules("VP", f"{BE} PRED", identity)
    yield from rules("PRED", "X", identity, cost=1)
    yield from rules("PRED", "E", identity, cost=1)
    yield from rules("PRED", "AP", identity, cost=1)
    yield from rules("PRED", "LINK", identity, cost=1)
    yield from rules("PRED", "LIT", lambda _, literal: Value(literal), cost=1)
    yield from rules("PRED", "COMP than NP", compared)
    yield from rules("PRED", "COMP than NUMBER", compared)
    yield from rules("PRED", "NUMBER years? COMP than NP", lambda *_: None)
    yield from rules("PRED", "the? SUP", lambda _, degree: Extreme(degree))
    yield from rules("PRED", "VAL", identity)
    yield from rules("MOD", "COMP than NP", compared)
    yield from rules("MOD", "COMP than NUMBER", compared)


def _owning() -> Iterator[Rule]:
    yield from rules("VP", f"{HAVE} OWNS", identity)
    yield from rules("DOES", "have OWNS", identity)


def _negations() -> Iterator[Rule]:
    yield from rules("VP", f"{DO} not DOES", lambda _, said: Not(said))
    yield from rules("VP", "never VP", lambda _, said: Not(said))
    yield from rules("VP", f"{BE} not|never PRED", lambda _, said: Not(said))
    yield from rules("VP", f"{BE} not|never V", lambda k, v: each(at_all(k, v), Not))
    for p in PREPOSITIONS:
        yield from rules("VP", f"{BE} not|never V {p} NP", lambda k, v, o, p=p: each(placed_verb(k, p, v, o), Not))
