"""Levels: nouns compared with numbers and averages, their extremes, figures of what is linked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import Amount, Time, aggregated, bounded, timed
from kgqa.ask.compose.measures import Degree, best, best_by, quantity, within
from kgqa.ask.compose.modify import Bounded, Extreme, Owning
from kgqa.ask.compose.rows import owners
from kgqa.ask.english.syntax.modifiers import by_degree, extreme
from kgqa.ask.english.syntax.words import BE
from kgqa.ask.form import Compare, Form

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from kgqa.ask.compose.columns import Function
    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.form import Operator


def levels() -> Iterator[Rule]:
    """ "Have a greater weight than 10", "below age 30", "older than the average"."""
    yield from rules("OWNS", "a|an|the? COMP RN than NUMBER", lambda k, d, n, v: by_degree(k, n, d, v))
    yield from rules("OWNS", "a|an|the? RN COMP than NUMBER", by_degree)
    for words, operator in (("more|greater|higher|larger", ">"), ("less|fewer|lower|smaller", "<")):
        for value in ("NUMBER", "FIGURE"):
            yield from rules(
                "OWNS", f"a? {words} RN than {value}", lambda k, n, v, o=operator: bounded(k, n, Amount(((o, v),)))
            )
    bounds: tuple[tuple[str, Operator], ...] = (("below|under", "<"), ("above|over", ">"))
    for words, operator in bounds:
        yield from rules(
            "MOD", f"{words} the? RN of? NUMBER", lambda k, n, v, o=operator: _numbered(k, n, Amount(((o, v),)))
        )
        for opening in ("OWNS", "MOD"):
            prefix = "" if opening == "OWNS" else f"whose RN {BE} "
            pattern = f"{prefix}{words} the? average|mean" if prefix else f"a|an|the? RN {words} the? average|mean"
            yield from rules(opening, pattern, lambda k, n, o=operator: _average(k, n, o))
    for opening, pattern in (
        ("MOD", f"whose RN {BE} COMP than the? average|mean RN?"), ("OWNS", "a|an? RN COMP than the? average|mean RN?"),
    ):  # fmt: skip
        yield from rules(opening, pattern, lambda k, n, d, *_: _beyond_average(k, n, d))
    for opening in ("PRED", "MOD"):
        yield from rules(opening, "NUMBER years|year? ADJ", lambda k, n, d: within(k, d, Amount((("=", n),))))
        yield from rules(opening, "AMOUNT years|year? ADJ", lambda k, amount, d: within(k, d, amount))
    yield from rules("PRED", "RN NUMBER", lambda k, noun, n: _numbered(k, noun, Amount((("=", n),))), cost=1)
    yield from rules("OWNS", "the? SUP number of? NB", lambda _, d, nb: _most(d, nb))
    for words, highest in (("maximum|max|greatest|top", True), ("minimum|min", False)):
        yield from rules("OWNS", f"the? {words} RN", lambda k, noun, h=highest: _first(k, noun, highest=h))
        yield from rules("OWNS", f"the? {words} number of? NB", lambda _, nb, h=highest: Extreme(Owning(nb), h))
    yield from rules("OWNS", "the? SUP number of? RN", _most_of)
    for top, highest in (("top", True), ("bottom", False)):
        for by in ("by|in", "according to", "in terms of"):
            yield from rules(
                "FIRST",
                f"{top} NUM NB {by} the? RN",
                lambda k, n, nb, noun, h=highest: _ranked(k, nb, noun, n, highest=h),
            )
        yield from rules(
            "FIRST", f"NB with the? {top} NUM RN", lambda k, nb, n, noun, h=highest: _ranked(k, nb, noun, n, highest=h)
        )
    yield from rules("FIRST", "top NUM SUP NB", lambda k, n, degree, nb: best(k, nb, degree, number=int(n)))
    yield from rules("LEVEL", "of? AMOUNT", lambda _, amount: amount)
    yield from rules("LEVEL", "of? COMP than NUMBER", _level)
    yield from rules("OWNS", "a|an|the? FUNCTION RN LEVEL", _figured)
    yield from rules("OWNS", "the? SUP FUNCTION RN", _figured_first)
    yield from rules("MOD", f"whose RN {BE} the? SUP", lambda k, noun, degree: extreme(k, degree, noun))
    yield from rules("MOD", f"whose RN {BE} TIME", timed)
    yield from rules("OWNS", "a|an|the? RN TIME", _at_time)


def _at_time(kinds: Kinds, noun: Form, time: Time) -> Form | None:
    return timed(kinds, noun, time)


def _numbered(kinds: Kinds, noun: Form, amount: Amount) -> Form | None:
    return bounded(kinds, noun, amount) if kinds.literal_of(noun) in {"number", "text"} else None


def _average(kinds: Kinds, noun: Form, operator: Operator) -> Form | None:
    everyone = owners(kinds, noun)
    figure = None if everyone is None else aggregated(kinds, "average", noun, everyone)
    return None if figure is None else Compare(noun, operator, figure)


def _beyond_average(kinds: Kinds, noun: Form, degree: Degree) -> Form | None:
    return None if degree.up is None else _average(kinds, noun, ">" if degree.up else "<")


def _most(degree: Degree, kind: Form) -> Extreme | None:
    return None if degree.up is None else Extreme(Owning(kind), degree.up)


def _ranked(kinds: Kinds, of: Form, noun: Form, number: Decimal | int, *, highest: bool) -> Form | None:
    """The so many first members of a set by a noun."""
    whole = number == int(number) and number > 0
    return best_by(kinds, of, noun, highest=highest, number=int(number)) if whole else None


def _level(_: Kinds, degree: Degree, value: Form) -> Amount | None:
    return None if degree.up is None else Amount(((">" if degree.up else "<", value),))


def _of_figure(kinds: Kinds, functions: tuple[Function, ...], noun: Form) -> Owning | None:
    everyone = owners(kinds, noun)
    function = functions[0]
    if everyone is None or len(functions) != 1 or function == "count" or kinds.literal_of(noun) != "number":
        return None
    return Owning(everyone, (function, noun))


def _figured(kinds: Kinds, functions: tuple[Function, ...], noun: Form, amount: Amount) -> Bounded | None:
    """ "With an average salary above 9000", of what several salaries are linked to."""
    owning = _of_figure(kinds, functions, noun)
    return None if owning is None else Bounded(owning, amount)


def _figured_first(kinds: Kinds, degree: Degree, functions: tuple[Function, ...], noun: Form) -> Extreme | None:
    owning = _of_figure(kinds, functions, noun)
    return None if owning is None or degree.up is None else Extreme(owning, degree.up)


def _first(kinds: Kinds, noun: Form, *, highest: bool) -> Extreme | None:
    return Extreme(noun, highest) if kinds.literal_of(noun) in {"number", "date"} else None


def _most_of(kinds: Kinds, degree: Degree, noun: Form) -> Extreme | None:
    measure = quantity(kinds, noun)
    return None if degree.up is None or measure is None else Extreme(measure, degree.up)
