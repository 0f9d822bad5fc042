"""What follows a noun: prepositional phrases, relative clauses, participles, "whose", "with" and "without"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import Amount, bounded, valued
from kgqa.ask.compose.links import Link
from kgqa.ask.compose.measures import compared, end_of, measure_of
from kgqa.ask.compose.modify import Both, Bounded, Extreme, Not, Owning
from kgqa.ask.compose.sets import filled, having, met, negated
from kgqa.ask.english.syntax.nominals import identity
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.verbal import at_all, does, doing, done, placed_verb, undergone
from kgqa.ask.english.syntax.words import BE, DO, HAVE, PREPOSITIONS, THAT
from kgqa.ask.form import HOLE, THING, Count, Form, Union, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.compose.measures import Degree, Superlative
    from kgqa.ask.compose.modify import Modifier
    from kgqa.ask.forest import Ranked


def modifiers() -> Iterator[Rule]:
    """All rules of what follows a noun."""
    yield from _prepositional()
    yield from _relative()
    yield from _participles()
    yield from _whose()
    yield from _with()
    yield from rules("MOD", "MOD and MOD", lambda _, a, b: Both(a, b), cost=1)
    yield from rules("MOD", "MOD or MOD", lambda _, a, b: Both(a, b, either=True), cost=1)
    yield from rules("MOD", "MOD but MOD", lambda _, a, b: Both(a, b), cost=1)


def _prepositional() -> Iterator[Rule]:
    for preposition in PREPOSITIONS:
        yield from rules("LINK", f"{preposition} NP", lambda _, np, p=preposition: Link(p, np))
        yield from rules("LINK", f"{preposition} EVERY", lambda _, np, p=preposition: Link(p, np))
    yield from rules("LINK", "located|situated|found|based|headquartered LINK", identity)
    yield from rules("MOD", "LINK", identity, cost=1)
    yield from rules("MOD", "not LINK", lambda _, link: Not(link))


def _relative() -> Iterator[Rule]:
    yield from rules("MOD", "who|which|that VP", identity)
    for that in (THAT, ""):
        yield from rules("MOD", f"{that} {DO}? NP V", does)
        for p in PREPOSITIONS:
            yield from rules("MOD", f"{that} {BE} NP V {p}", lambda k, s, v, p=p: done(k, p, s, v))
            yield from rules("MOD", f"{that} {DO}? NP V {p}", lambda k, s, v, p=p: done(k, p, s, v))
            yield from rules("MOD", f"{that} NP {BE} {p}", lambda _, s, p=p: Link(p, s))
    for p in PREPOSITIONS:
        yield from rules("MOD", f"{p} which|whom NP V", lambda k, s, v, p=p: done(k, p, s, v))
        yield from rules("MOD", f"{p} which|whom NP {BE} V", lambda k, s, v, p=p: done(k, p, s, v))
        yield from rules("MOD", f"{p} which|whom NP {BE}", lambda _, s, p=p: Link(p, s))


def _participles() -> Iterator[Rule]:
    yield from rules("MOD", "VING NP", doing)
    for form, build in (("VING", at_all), ("VED", undergone)):
        yield from rules("MOD", form, build, cost=2)
        for p in PREPOSITIONS:
            yield from rules("MOD", f"{form} {p} NP", lambda k, v, o, p=p: placed_verb(k, p, v, o))
    yield from rules("MOD", "TIMED", identity)


def _whose() -> Iterator[Rule]:
    yield from rules("MOD", f"whose RN {BE} WHAT", having)
    yield from rules("MOD", f"whose RN {BE} not WHAT", _not_having)
    yield from rules("MOD", f"whose RN {BE} AMOUNT", lambda k, n, a: valued(k, n, a) or bounded(k, n, a))
    yield from rules("MOD", f"whose RN {BE} EXACT", lambda k, n, a: valued(k, n, a) or bounded(k, n, a))
    yield from rules("MOD", f"whose RN {BE} COMP than NUMBER", by_degree)
    yield from rules("MOD", f"whose RN {BE} not COMP than NUMBER", lambda k, n, d, v: _negated(by_degree(k, n, d, v)))
    yield from rules("MOD", f"whose RN {BE} COMP than that|those of NP", _having_more)
    yield from rules("MOD", "whose RN VP", _having_done)
    yield from rules("WHAT", "NP", identity)
    yield from rules("WHAT", "LIT", lambda _, literal: Value(literal))
    yield from rules("WHAT", "either? WHAT or WHAT", lambda _, a, b: Union(a, b))


def _negated(form: Form | None) -> Form | None:
    return None if form is None else negated(form)


def _not_having(kinds: Kinds, noun: Form, value: Form) -> Form | None:
    return _negated(having(kinds, noun, value))


def _having_done(kinds: Kinds, noun: Form, modifier: Modifier) -> Form | None:
    if isinstance(modifier, (Link, Extreme, Bounded, Not, Both)):
        return None
    return having(kinds, noun, modifier)


def by_degree(kinds: Kinds, noun: Form, degree: Degree, value: Form) -> Form | None:
    """What has more, or less, of a noun than a number, as a word of degree says."""
    if degree.up is None:
        return None
    return bounded(kinds, noun, _beyond(degree, value))


def _having_more(kinds: Kinds, noun: Form, degree: Degree, other: Form) -> Ranked | None:
    """ "Whose budget is larger than that of X"."""
    measure = filled(kinds, noun, other)
    if measure is None:
        return None
    if kinds.literal_of(noun) is None:
        return each(compared(kinds, degree, measure), lambda more: having(kinds, noun, more))
    return None if degree.up is None else each(bounded(kinds, noun, _beyond(degree, measure)), lambda form: form)


def _beyond(degree: Degree, value: Form) -> Amount:
    return Amount(((">" if degree.up else "<", value),))


def _with() -> Iterator[Rule]:
    """ "with the capital Albany", "with more than 5 employees", "without children", and the same after "has"."""
    for opening in ("with", f"who|which|that {HAVE}"):
        yield from rules("MOD", f"{opening} OWNS", identity)
    yield from rules("MOD", "without OWNS", lambda _, condition: Not(condition))
    yield from rules("MOD", "without any OWNS", lambda _, condition: Not(condition))
    yield from rules("OWNS", "a|an|any|some RN", lambda k, noun: having(k, noun, THING))
    yield from rules("OWNS", "RN", lambda k, noun: having(k, noun, THING), cost=1)
    for form in ("VING", "VED"):
        for p in PREPOSITIONS:
            pattern = f"NB {form} {p} it|them|him|her"
            yield from rules("RN", pattern, lambda k, kind, v, p=p: _around(k, kind, placed_verb(k, p, v, HOLE)))
        yield from rules("RN", f"NB {form} it|them|him|her", lambda k, kind, v: _around(k, kind, doing(k, v, HOLE)))
    yield from rules("OWNS", "the RN", lambda k, noun: having(k, noun, THING), cost=4)
    yield from rules("OWNS", "the? SUPN", _own_extreme)
    yield from rules("OWNS", "no OWNS", lambda _, condition: Not(condition))
    yield from rules("OWNS", "a|an|the? RN WHAT", having)
    yield from rules("OWNS", "a|an|the? RN of WHAT", having)
    yield from rules("OWNS", "WHAT as a|an|the|their|his|her|its? RN", lambda k, value, noun: having(k, noun, value))
    yield from rules("OWNS", "a|an|the? RN of? AMOUNT", valued)
    yield from rules("OWNS", "a|an|the? RN of? EXACT", valued)
    yield from rules("OWNS", "AMOUNT RN", lambda k, amount, noun: bounded(k, noun, amount))
    yield from rules("OWNS", "EXACT RN", lambda k, amount, noun: bounded(k, noun, amount))
    yield from rules("OWNS", "AMOUNT NB", lambda _, amount, noun: Bounded(Owning(noun), amount))
    yield from rules("OWNS", "EXACT NB", lambda _, amount, noun: Bounded(Owning(noun), amount))
    for than in ("than", "than that|those of"):
        pattern = f"a|an|the? COMP RN {than} NP"
        yield from rules("OWNS", pattern, lambda k, degree, noun, np: _having_more(k, noun, degree, np))
    yield from rules("OWNS", "the? most number? of? NB", lambda _, noun: Extreme(Owning(noun)))
    yield from rules("OWNS", "the? fewest|least number? of? NB", lambda _, noun: Extreme(Owning(noun), highest=False))
    yield from rules("OWNS", "the? SUP RN", extreme)
    yield from rules("OWNS", "the? ORD SUP RN", lambda k, n, degree, noun: _at_place(extreme(k, degree, noun), n))
    for words, highest in (("most|largest|highest", True), ("fewest|least", False)):
        pattern = f"the? ORD {words} number? of? RN"
        yield from rules("OWNS", pattern, lambda k, n, noun, h=highest: _at_place(_most(k, noun, highest=h), n))
        pattern = f"the? ORD {words} number? of? NB"
        yield from rules("OWNS", pattern, lambda _, n, noun, h=highest: Extreme(Owning(noun), highest=h, place=n))
    yield from rules("OWNS", "the? most number? of? RN", lambda k, noun: _most(k, noun, highest=True))
    yield from rules("OWNS", "the? fewest|least number? of? RN", lambda k, noun: _most(k, noun, highest=False))
    yield from rules("OWNS", "NP", lambda _, np: Link("with", np), cost=2)


def _around(kinds: Kinds, kind: Form, said: Form | Ranked | None) -> Ranked | None:
    """ "Rivers running through them": an open noun, whose owner the pronoun stands for."""
    return each(said, lambda form: met(kinds, kind, form))


def _own_extreme(kinds: Kinds, own: Superlative) -> Extreme | None:
    measure = measure_of(kinds, own)
    return None if measure is None else Extreme(measure.by, measure.highest)


def extreme(kinds: Kinds, degree: Degree, noun: Form) -> Extreme | None:
    """Being first by a noun, from the end that a word of degree means."""
    up = end_of(degree, noun)
    if up is None or kinds.literal_of(noun) not in {"number", "date"}:
        return None
    return Extreme(noun, up)


def _at_place(first: Extreme | None, place: int) -> Extreme | None:
    """The second, the third, instead of the first."""
    return None if first is None else replace(first, place=place)


def _most(kinds: Kinds, noun: Form, *, highest: bool) -> Extreme:
    return Extreme(noun if kinds.literal_of(noun) == "number" else Count(noun), highest)
