"""Comparisons of numbers and dates: certainly so, certainly not, or not decided by what is recorded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from math import inf
from typing import TYPE_CHECKING

from kgqa.ask.certain import number
from kgqa.ask.clashes import most_precise
from kgqa.ask.form import Aggregate, Count, Difference, Form, Operator, Span, Value
from kgqa.ask.tokens import fold
from kgqa.ask.verbalise import fact_text
from kgqa.dates import date_label, is_date
from kgqa.dates.edtf import interval
from kgqa.dates.spans import Moments, between, moments
from kgqa.model import Literal, Proof, RuleName
from kgqa.verify.extents import Extent, Member, number_of
from kgqa.verify.finding import Finding, none_of, unknown
from kgqa.verify.valued import agreement

if TYPE_CHECKING:
    from kgqa.dates.spans import Unit
    from kgqa.model import Term
    from kgqa.verify.finding import Ground
    from kgqa.verify.weighing import Weighing

_TEXTUAL = frozenset(("contains", "starts", "ends"))


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, a day or a text, as far as it is known: from `low` to `high`; `text` is how it is told."""

    low: float
    high: float
    text: str
    grounds: tuple[Ground, ...] = ()
    literal: Literal | None = None

    @property
    def is_exact(self) -> bool:
        """Whether it is known fully."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Amounts:
    """The values of a measure; `whole` names why there are no others. `missing`: what would be needed to know."""

    values: tuple[Amount, ...]
    whole: RuleName | None = None
    missing: str = ""


ALWAYS = RuleName("number", "numbers are compared by what they denote")


def compared(weighing: Weighing, measure: Form, operator: Operator, than: Form) -> Finding:
    """Whether a value of a measure stands to a value of `than` as told."""
    left, right = amounts(weighing, measure), _limit(operator, than) or amounts(weighing, than)
    for side in (left, right):
        if not side.values:
            return unknown(side.missing)
    pairs = [(one, other, _stands(one, operator, other)) for one in left.values for other in right.values]
    for one, other, so in pairs:
        if so:
            return Finding(True, _grounds(one, other), _rule(one, other, measure, than))
    if left.whole is not None and right.whole is not None and all(so is False for _, _, so in pairs):
        found = [Finding(False, _grounds(one, other), _rule(one, other, measure, than)) for one, other, _ in pairs]
        return none_of(found)
    return unknown(_undecided(left, right, measure, than))


def _limit(operator: Operator, than: Form) -> Amounts | None:
    """Where a claimed time ends that things come before or after: "before 1884" is not in 1884, nor "after 1884"."""
    if operator not in {"<", ">"} or not isinstance(than, Value) or (found := amount_of(than.literal)) is None:
        return None
    told = interval(than.literal)
    if told is None or told.approximate:
        return None
    edge = found.low if operator == "<" else found.high
    return Amounts((replace(found, low=edge, high=edge),), ALWAYS)


def _undecided(left: Amounts, right: Amounts, measure: Form, than: Form) -> str:
    """What is recorded of what does not decide a comparison."""
    sides = [(side, form) for side, form in ((left, measure), (right, than)) if not isinstance(form, Value)]
    told = " and ".join(dict.fromkeys(amount.text for side, _ in sides for amount in side.values))
    if any(amount.high == inf for side, form in sides if isinstance(form, Count) for amount in side.values):
        return f"{told}, and nothing says that these are all"
    return f"{told}, which does not decide it"


def amounts(weighing: Weighing, form: Form) -> Amounts:
    """The values of a measure of a named thing, as far as they are known."""
    match form:
        case Value(literal=literal):
            found = amount_of(literal)
            return Amounts(() if found is None else (found,), ALWAYS)
        case Count(of=of):
            return _counted(weighing, of)
        case Span():
            return _spans(weighing, form)
        case Difference(left=left, right=right):
            return _differences(amounts(weighing, left), amounts(weighing, right))
        case Aggregate():
            return _aggregated(weighing, form)
        case _:
            return _recorded(weighing, form)


def amount_of(term: Term, grounds: tuple[Ground, ...] = ()) -> Amount | None:
    """What a literal says as an amount; None for a thing."""
    if not isinstance(term, Literal):
        return None
    if is_date(term.datatype) and (days := moments(term)) is not None:
        low, high = days.earliest, days.latest
        return Amount(-inf if low is None else low, inf if high is None else high, date_label(term), grounds, term)
    told = number(term)
    size = inf if told is None else float(told)
    return Amount(-inf if told is None else size, size, term.lexical, grounds, term)


def _recorded(weighing: Weighing, form: Form) -> Amounts:
    found = weighing.extent(form)
    if not found.members:
        return Amounts((), missing=_missing(weighing, form))
    told = set(most_precise(found.terms))
    values = [_told(weighing, member) for member in found.members if member.term in told]
    known = tuple(value for value in values if value is not None)
    return Amounts(known, found.whole if found.is_settled and len(known) == len(values) else None)


def _told(weighing: Weighing, member: Member) -> Amount | None:
    found, last = amount_of(member.term, member.grounds), member.grounds[-1:]
    facts = [ground.fact if isinstance(ground, Proof) else ground for ground in last]
    return found and replace(found, text=fact_text(facts[0], weighing.known.labels) if facts else found.text)


def _missing(weighing: Weighing, form: Form) -> str:
    return weighing.known.phrases.none(form, complete=False).removesuffix(".")


def _counted(weighing: Weighing, of: Form) -> Amounts:
    found = weighing.extent(of)
    least = number_of(weighing.known, found.terms)
    sure = found.whole is not None and least == len(found.members)
    most = least + len(found.doubtful) if sure else inf
    recorded = weighing.known.phrases.count(of, least, complete=sure and least == most).removesuffix(".")
    recorded = recorded[:1].lower() + recorded[1:]
    return Amounts((Amount(least, most, recorded, found.grounds),), found.whole or ALWAYS)


def _spans(weighing: Weighing, form: Span) -> Amounts:
    if form.end is None:
        return Amounts((), missing="the time until today is no part of the graph")
    start, end = _recorded(weighing, form.start), _recorded(weighing, form.end)
    if not start.values or not end.values:
        return Amounts((), missing=start.missing or end.missing)
    found = [_span(form, one, other) for one in start.values for other in end.values]
    spans = tuple(span for span in found if span is not None)
    whole = RuleName("date-arithmetic", "the time from one date to the other") if start.whole and end.whole else None
    return Amounts(spans, whole if len(spans) == len(found) else None, "the dates do not tell how long")


def _span(form: Span, start: Amount, end: Amount) -> Amount | None:
    first, last = _days(start), _days(end)
    if first is None or last is None or None in (first.earliest, first.latest, last.earliest, last.latest):
        return None
    low = _units(first.latest or 0, last.earliest or 0, form.unit)
    high = _units(first.earliest or 0, last.latest or 0, form.unit)
    if form.either:
        low, high = sorted((abs(low), abs(high)))
        low = 0 if (first.latest or 0) >= (last.earliest or 0) and (last.latest or 0) >= (first.earliest or 0) else low
    elif high < 0:
        return None
    unit = form.unit if low == high == 1 else f"{form.unit}s"
    told = f"{low}" if low == high else f"{max(0, low)} to {high}"
    text = f"from {_date(start)} to {_date(end)} it is {told} {unit}"
    return Amount(max(0, low), high, text, _grounds(start, end))


def _date(amount: Amount) -> str:
    return amount.text if amount.literal is None else date_label(amount.literal)


def _units(start: int, end: int, unit: Unit) -> int:
    return between(start, end, unit)


def _days(amount: Amount) -> Moments | None:
    return None if amount.literal is None else moments(amount.literal)


def _differences(left: Amounts, right: Amounts) -> Amounts:
    values = [_difference(one, other) for one in left.values for other in right.values]
    return Amounts(tuple(values), left.whole and right.whole, left.missing or right.missing)


def _difference(one: Amount, other: Amount) -> Amount:
    ends = (one.low - other.high, one.high - other.low)
    low = 0 if ends[0] <= 0 <= ends[1] else min(map(abs, ends))
    return Amount(low, max(map(abs, ends)), f"{one.text} and {other.text}", _grounds(one, other))


def _aggregated(weighing: Weighing, form: Aggregate) -> Amounts:
    """The aggregate over a set all of which is known, and every value of it."""
    from kgqa.ask.explain import as_form
    from kgqa.ask.structure import fill

    of: Extent = weighing.extent(form.of)
    found = [amounts(weighing, fill(form.by, as_form(term))) for term in of.terms]
    if not found or not of.is_settled or any(len(each.values) != 1 or each.whole is None for each in found):
        return Amounts((), missing="it is not known of which things, and with which values")
    values = [each.values[0] for each in found]
    lows, highs = [value.low for value in values], [value.high for value in values]
    grounds = tuple(dict.fromkeys((*of.grounds, *(ground for value in values for ground in value.grounds))))
    low, high = (_aggregate(form.function, numbers) for numbers in (lows, highs))
    return Amounts((Amount(low, high, f"{form.function}: {_plain(low)}", grounds),), of.whole)


def _aggregate(function: str, numbers: list[float]) -> float:
    match function:
        case "sum":
            return sum(numbers)
        case "average":
            return sum(numbers) / len(numbers)
        case "minimum":
            return min(numbers)
    return max(numbers)


def _plain(number: float) -> str:
    return f"{Decimal(str(number)).normalize():f}"


def _stands(one: Amount, operator: Operator, other: Amount) -> bool | None:
    """Whether a comparison certainly holds, or certainly does not."""
    match operator:
        case "<":
            return True if one.high < other.low else False if one.low >= other.high else None
        case "<=":
            return True if one.high <= other.low else False if one.low > other.high else None
        case ">":
            return _stands(other, "<", one)
        case ">=":
            return _stands(other, "<=", one)
        case "=" | "in" if one.literal is not None and other.literal is not None:
            return agreement(one.literal, other.literal)[0]
        case "=":
            if one.is_exact and other.is_exact and one.low == other.low:
                return True
            return False if one.high < other.low or one.low > other.high else None
    return _text_stands(one, operator, other)


def _text_stands(one: Amount, operator: Operator, other: Amount) -> bool | None:
    if one.literal is None or other.literal is None or operator not in _TEXTUAL:
        return None
    whole, part = fold(one.literal.lexical), fold(other.literal.lexical)
    match operator:
        case "starts":
            return whole.startswith(part)
        case "ends":
            return whole.endswith(part)
    return part in whole


def _grounds(one: Amount, other: Amount) -> tuple[Ground, ...]:
    return tuple(dict.fromkeys((*one.grounds, *other.grounds)))


def _rule(one: Amount, other: Amount, measure: Form, than: Form) -> RuleName:
    name = "counting" if isinstance(measure, Count) or isinstance(than, Count) else "number"
    dated = any(a.literal is not None and is_date(a.literal.datatype) for a in (one, other))
    if dated or isinstance(measure, Span) or isinstance(than, Span):
        name = "date-arithmetic"
    told = (amount.text for amount, form in ((one, measure), (other, than)) if not isinstance(form, Value))
    return RuleName(name, "; ".join(told))
