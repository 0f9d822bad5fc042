"""Amounts: numbers with what they bound ("more than 3", "between 1766 and 1770"), dates and measures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import (
    Amount,
    Function,
    Time,
    aggregated,
    aggregated_values,
    number,
    spanning,
)
from kgqa.ask.compose.measures import quantity
from kgqa.ask.compose.sets import filled
from kgqa.ask.form import Count, Entity, Form, Join, Operator, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kgqa.ask.compose.kinds import Kinds


def amounts() -> Iterator[Rule]:
    """All rules of amounts, times and measures."""
    yield from _numbers()
    yield from _times()
    yield from _measures()


def _bound(operator: Operator) -> Callable[..., Any]:
    return lambda _, value: Amount(((operator, value),))


def _numbers() -> Iterator[Rule]:
    yield from rules("NUMBER", "NUM", lambda _, n: number(n))
    yield from rules("AMOUNT", "more|greater|larger|higher|bigger than NUMBER", _bound(">"))
    yield from rules("AMOUNT", "over|above|exceeding NUMBER", _bound(">"))
    yield from rules("AMOUNT", "less|fewer|smaller|lower than NUMBER", _bound("<"))
    yield from rules("AMOUNT", "under|below NUMBER", _bound("<"))
    for least in ("at least", "no less|fewer than", "not less|fewer than", "a minimum of"):
        yield from rules("AMOUNT", f"{least} NUMBER", _bound(">="))
    for most in ("at most", "no more than", "not more than", "up to", "a maximum of"):
        yield from rules("AMOUNT", f"{most} NUMBER", _bound("<="))
    yield from rules("AMOUNT", "NUMBER or more|greater|above|over|higher", _bound(">="))
    yield from rules("AMOUNT", "NUMBER or less|fewer|below|under|lower", _bound("<="))
    yield from rules("AMOUNT", "exactly|only|just NUMBER", _bound("="))
    yield from rules("AMOUNT", "equal to NUMBER", _bound("="))
    yield from rules("AMOUNT", "between NUMBER and NUMBER", lambda _, a, b: Amount(((">=", a), ("<=", b))))
    yield from rules("AMOUNT", "from NUMBER to NUMBER", lambda _, a, b: Amount(((">=", a), ("<=", b))))
    for words, operator in (("more|greater|larger|higher|bigger", ">="), ("less|fewer|smaller|lower", "<=")):
        for equal in ("or equal to", "or equals", "or as much as"):
            pattern = f"{words} than {equal} NUMBER"
            yield from rules("AMOUNT", pattern, lambda _, value, o=operator: Amount(((o, value),)))
    yield from rules("EXACT", "NUMBER", _bound("="))
    for word, operator in (("more|greater|larger|higher|bigger", ">"), ("less|fewer|smaller|lower", "<")):
        yield from rules("AMOUNT", f"{word} than FIGURE", lambda _, f, o=operator: Amount(((o, f),)))


def _times() -> Iterator[Rule]:
    yield from rules("TIME", "in|on|during|of D", lambda _, d: Time("in", Value(d)))
    yield from rules("TIME", "in|during the D", lambda _, d: Time("in", Value(d)))
    yield from rules("TIME", "in the year D", lambda _, d: Time("in", Value(d)))
    bounds: tuple[tuple[str, Operator], ...] = (
        ("before|until|till", "<"), ("earlier than", "<"), ("prior to", "<"), ("after", ">"), ("since", ">"),
        ("later than", ">"),
    )  # fmt: skip
    for words, operator in bounds:
        yield from rules("TIME", f"{words} the? year? D", lambda _, d, o=operator: Time(o, Value(d)))
    for words, operator in (("later|after|thereafter", ">="), ("earlier|before", "<=")):
        pattern = f"in? the? year? D or {words}"
        yield from rules("TIME", pattern, lambda _, d, o=operator: Time(o, Value(d)))
    yield from rules("TIME", "between the? years? D and D", lambda _, a, b: spanning(a, b))
    yield from rules("TIME", "from D to|until|through D", lambda _, a, b: spanning(a, b))


def _measures() -> Iterator[Rule]:
    """Numbers about sets: "the total population of", "the average weight of", "the number of"."""
    for of in ("X", "EVERY"):
        yield from rules("TOTAL", f"the? number|count of {of}", _number_of)
        yield from rules("TOTAL", f"the? total number|count of {of}", _total_number)
        yield from rules("FIGURE", f"the? RN of|for {of} combined|altogether|together", _summed)
        yield from rules("FIGURE", f"the? RN of|for {of} in total|all", _summed)
    yield from rules("RN", "number|count of RN", quantity)
    figures: tuple[tuple[str, Function], ...] = (
        ("total|combined|overall", "sum"), ("sum of the?", "sum"), ("average|mean", "average"),
        ("average of the?", "average"), ("maximum|max", "maximum"), ("minimum|min", "minimum"),
    )  # fmt: skip
    for words, function in figures:
        for of in ("X", "EVERY"):
            yield from rules(
                "FIGURE", f"the? {words} RN of|for|in|among {of}", lambda k, by, x, f=function: aggregated(k, f, by, x)
            )
        yield from rules("FIGURE", f"the? {words} OWNED", lambda k, x, f=function: aggregated_values(k, f, x))
    yield from rules("FIGURE", "TOTAL", lambda _, x: x)
    yield from rules("NUMERIC", "the RN of X", _numeric)


def _number_of(kinds: Kinds, of: Form) -> Form:
    """How many there are; of a noun that is a number, that number ("the number of inhabitants")."""
    return of if isinstance(of, Join) and kinds.literal_of(of) == "number" else Count(of)


def _total_number(kinds: Kinds, of: Form) -> Form | None:
    """How many there are; the numbers of several things are summed, not listed."""
    several = isinstance(of, Join) and kinds.literal_of(of) == "number" and not isinstance(of.of, Entity)
    return None if several else _number_of(kinds, of)


def _summed(kinds: Kinds, by: Form, of: Form) -> Form | None:
    return aggregated(kinds, "sum", by, of)


def _numeric(kinds: Kinds, by: Form, of: Form) -> Form | None:
    return filled(kinds, by, of) if kinds.literal_of(by) in {"number", "date"} else None
