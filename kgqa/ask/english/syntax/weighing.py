"""What is said with verbs of amounts and of times: "weighs more than X", "how much does X cost", "was hired first"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import bounded
from kgqa.ask.compose.links import Link
from kgqa.ask.compose.measures import more_than
from kgqa.ask.compose.modify import Both, Extreme
from kgqa.ask.compose.sets import filled
from kgqa.ask.english.syntax.verbal import measured
from kgqa.ask.english.syntax.words import BE, DO, WHICH
from kgqa.ask.form import HOLE, Difference, Form, Join, Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.lexicon import Sense

_MOST, _LEAST = "most", "least|fewest"


def weighing() -> Iterator[Rule]:
    """All rules of verbs of amounts, and of what was done first or last."""
    for target, verb in (("VP", "WEIGHS"), ("DOES", "WEIGHS"), ("MOD", "WEIGHING")):
        yield from rules(target, f"{verb} AMOUNT", bounded)
        yield from rules(target, f"{verb} EXACT", bounded)
        for words, operator in (("more", ">"), ("less", "<")):
            yield from rules(target, f"{verb} {words} than NP", lambda k, by, x, o=operator: more_than(k, by, o, x))
        yield from rules(target, f"{verb} the? {_MOST}", lambda _, by: Extreme(by))
        yield from rules(target, f"{verb} the? {_LEAST}", lambda _, by: Extreme(by, highest=False))
    for asking in ("how much|many|long|far", "what"):
        yield from rules("Q", f"{asking} {DO} NP WEIGHS", _amount)
        yield from rules("EMBEDDED", f"{asking} NP WEIGHS", _amount)
    yield from rules("Q", f"{WHICH} {BE} NP WEIGHING", _amount)
    yield from _differences()
    yield from rules("OWNS", "a|an E", lambda _, thing: Link("with", thing), cost=2)
    yield from rules("OWNS", "both a|an? E and a|an? E", lambda _, a, b: Both(Link("with", a), Link("with", b)))
    for target, verb in (("VP", f"{BE}? V"), ("MOD", "VED")):
        yield from rules(target, f"{verb} ORD", _at_place)
        yield from rules(target, f"{verb} most recently|lately", lambda k, v: _at_place(k, v, -1))


def _differences() -> Iterator[Rule]:
    """By how much a number of one thing is more than that of another."""
    for pattern in ("the? difference in|of RN between NP and NP", "the? RN difference between NP and NP"):
        yield from rules("FIGURE", pattern, _difference)
    yield from rules("FIGURE", "the? difference between the? RN of NP and NP", _difference)
    pattern = "the? difference between the? RN of NP and the? RN of NP"
    yield from rules("FIGURE", pattern, lambda k, a, one, b, other: _difference(k, a, one, other) if a == b else None)
    for words in ("more", "less"):
        pattern = f"how much {words} {DO} NP WEIGHS than NP"
        yield from rules("Q", pattern, lambda k, one, by, other: _asked(_difference(k, by, one, other)))


def _difference(kinds: Kinds, by: Form, one: Form, other: Form) -> Form | None:
    left, right = filled(kinds, by, one), filled(kinds, by, other)
    if left is None or right is None or kinds.literal_of(left) != "number":
        return None
    return Difference(left, right)


def _asked(form: Form | None) -> Question | None:
    return None if form is None else Question(form)


def _amount(kinds: Kinds, thing: Form, by: Form) -> Question | None:
    return _asked(filled(kinds, by, thing))


def _at_place(kinds: Kinds, verb: Sense, place: int) -> Extreme | None:
    """What was done first, second, last: by its date."""
    relation = measured(verb)
    if relation is None or kinds.literal(relation) != "date" or not place:
        return None
    return Extreme(Join(relation, HOLE), highest=place < 0, place=abs(place))


__all__ = ["weighing"]
