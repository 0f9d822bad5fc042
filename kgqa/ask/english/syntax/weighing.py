"""What is said with verbs of amounts and of times: "weighs more than X", "how much does X cost", "was hired first"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import bounded
from kgqa.ask.compose.measures import more_than
from kgqa.ask.compose.modify import Extreme
from kgqa.ask.compose.sets import filled
from kgqa.ask.english.syntax.verbal import measured
from kgqa.ask.english.syntax.words import BE, DO, WHICH
from kgqa.ask.form import HOLE, Form, Join, Question

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
    for target, verb in (("VP", f"{BE}? V"), ("MOD", "VED")):
        yield from rules(target, f"{verb} ORD", _at_place)
        yield from rules(target, f"{verb} most recently|lately", lambda k, v: _at_place(k, v, -1))


def _amount(kinds: Kinds, thing: Form, by: Form) -> Question | None:
    found = filled(kinds, by, thing)
    return None if found is None else Question(found)


def _at_place(kinds: Kinds, verb: Sense, place: int) -> Extreme | None:
    """What was done first, second, last: by its date."""
    relation = measured(verb)
    if relation is None or kinds.literal(relation) != "date" or not place:
        return None
    return Extreme(Join(relation, HOLE), highest=place < 0, place=abs(place))


__all__ = ["weighing"]
