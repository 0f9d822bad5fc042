"""How the value of a measure is written: a number or a date, for one thing or for each of many."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from kgqa.ask.form import Aggregate, Best, Count, Difference, Form, Hole, Join, Span, Value
from kgqa.ask.query.kinds import is_number, kind_of
from kgqa.ask.query.writer import EVERYTHING, Measuring, Scale, Writer, free
from kgqa.ask.structure import fill
from kgqa.dates.spans import whole
from kgqa.model import IRI, XSD, Literal

if TYPE_CHECKING:
    from kgqa.ask.query.writer import Measure

FUNCTIONS = {"sum": "SUM", "average": "AVG", "minimum": "MIN", "maximum": "MAX"}
_UNITS = {"year": "years", "month": "months", "day": "days"}


def recorded(writer: Writer, form: Form, wanted: Measuring) -> Scale:
    """The values of a set: those of a property."""
    if wanted.domain is not EVERYTHING:
        writer.put_domain(wanted.domain, wanted.member)
    if isinstance(form, Hole):
        return _scale(writer, writer.holes[-1 - form.depth], dates=wanted.dates)
    name = writer.variable(form.relation.property if isinstance(form, Join) else "value")
    writer.put(form, name)
    return _scale(writer, name, dates=wanted.dates)


def _scale(writer: Writer, value: str, *, dates: bool) -> Scale:
    if dates:
        # What the engine itself reads as a moment need not be read by a function, which takes a hundred times as long.
        moment = f"{_xsd(writer, 'dateTime')}({value})"
        low, high = (f"COALESCE({moment}, {writer.kgqa(name, value)})" for name in ("earliest", "latest"))
        return Scale(low, high, value, is_exact=False)
    number = f"{_xsd(writer, 'double')}(STR({value}))"
    return Scale(number, number, number, recorded=value)


def _exact(value: str) -> Scale:
    return Scale(value, value, value)


def _xsd(writer: Writer, name: str) -> str:
    return writer.iri(IRI(XSD + name))


def _value(writer: Writer, form: Form, wanted: Measuring) -> Scale:
    literal = cast("Value", form).literal
    if wanted.dates:
        bounds = [Literal(b, XSD + "dateTime") if b else literal for b in whole(literal) or (None, None)]
        low, high = map(writer.term, bounds)
        return Scale(low, high, writer.term(literal), is_exact=False)
    return _exact(writer.term(literal)) if is_number(literal) else _scale(writer, writer.term(literal), dates=False)


def _count(writer: Writer, form: Form, wanted: Measuring) -> Scale:
    of = cast("Count", form).of
    counted, count = writer.variable(_noun(of)), writer.variable("count")
    by = _group_by(writer, form, wanted)
    with writer.group() as lines:
        if wanted.member in by:
            writer.put_domain(wanted.domain, wanted.member)
        with writer.group() as inner:
            writer.put(of, counted)
            writer.once(counted)
        if by and wanted.zero and lines:
            writer.braced("OPTIONAL", inner)
        else:
            writer.lines += inner
    _nest(writer, by, f"COUNT(DISTINCT {counted}) AS {count}", lines)
    return _exact(count)


def _noun(form: Form) -> IRI | str:
    """A word for what is counted."""
    return "member" if not isinstance(form, Join) or form.relation.inverse else form.relation.property


def _group_by(writer: Writer, form: Form, wanted: Measuring) -> tuple[str, ...]:
    """The variables for whose values a number is worked out each."""
    outer = writer.free(form)
    domain = free(wanted.domain.form, wanted.domain.holes) if wanted.member in outer else ()
    return tuple(dict.fromkeys((*domain, *outer)))


def at_least_one(member: str) -> str:
    """The clause without which the sum and the average of nothing would be 0."""
    return f"HAVING (COUNT({member}) > 0)"


def _nest(writer: Writer, by: tuple[str, ...], result: str, lines: list[str], otherwise: str = "") -> None:
    """Write a query within the query, for each of the variables `by`; `otherwise`: its clause when there are none."""
    head = " ".join(("SELECT", *by, f"({result})"))
    writer.nest(head, lines, f"GROUP BY {' '.join(by)}" if by else otherwise)


def _aggregate(writer: Writer, form: Form, wanted: Measuring) -> Scale:
    aggregate = cast("Aggregate", form)
    if kind_of(form, writer.kept_dates) == "date":
        return writer.measure(first_or_last(aggregate), wanted)
    by = _group_by(writer, form, wanted)
    result = writer.variable(aggregate.function)
    with writer.group() as outer:
        member, value = put_members(writer, aggregate, wanted, by)
    _nest(writer, by, f"{FUNCTIONS[aggregate.function]}({value}) AS {result}", outer, at_least_one(member))
    return _exact(result)


def put_members(writer: Writer, form: Aggregate, wanted: Measuring, by: tuple[str, ...]) -> tuple[str, str]:
    """Write the members of an aggregate with the number of each, every pair once; the two variables."""
    member, value = writer.variable("member"), writer.variable("value")
    with writer.group() as lines:
        if wanted.member in by:
            writer.put_domain(wanted.domain, wanted.member)
        domain = writer.domain(form.of)
        with writer.hole(member):
            scale = writer.measure(form.by, Measuring(member, domain, zero=True))
        if not isinstance(form.by, Count):
            writer.once(member)
        if isinstance(form.by, Count):
            value = scale.value
        else:
            writer.lines.append(f"BIND({_exactly(writer, scale)} AS {value})")
            # What is no number, and NaN, would make the whole sum none.
            writer.lines.append(f"FILTER({value} = {value})")
    writer.nest(" ".join(("SELECT DISTINCT", *by, member, value)), lines)
    return member, value


def _exactly(writer: Writer, scale: Scale) -> str:
    """A number as a decimal where it can be one: sums of doubles are off by a little."""
    if not scale.recorded:
        return scale.value
    return f"COALESCE({_xsd(writer, 'decimal')}(STR({scale.recorded})), {scale.value})"


def first_or_last(form: Aggregate) -> Form:
    """The earliest or the latest date as what the first or last member has; TypeError for other aggregates."""
    if form.function not in ("minimum", "maximum"):
        raise TypeError(f"dates have no {form.function}")
    return fill(form.by, Best(form.of, form.by, form.function == "maximum"))


def _span(writer: Writer, form: Form, wanted: Measuring) -> Scale:
    span = cast("Span", form)
    if wanted.domain is not EVERYTHING:
        writer.put_domain(wanted.domain, wanted.member)
    start = _date(writer, span.start)
    end = "NOW()" if span.end is None else _date(writer, span.end)
    ways = [_between(writer, span, start, end)]
    if span.either:
        ways.append(_between(writer, span, end, start))
    low, high, value = (", ".join(found) for found in zip(*ways, strict=True))
    if span.either:
        high, value = f"COALESCE({high})", f"COALESCE({value})"
    return Scale(f"COALESCE({low}, 0)", high, value, is_exact=False)


def _date(writer: Writer, form: Form) -> str:
    if isinstance(form, Value):
        return writer.term(form.literal)
    name = writer.variable(form.relation.property if isinstance(form, Join) else "date")
    writer.put(form, name)
    return name


def _between(writer: Writer, span: Span, start: str, end: str) -> tuple[str, str, str]:
    """The fewest and the most units there may be between two dates, and how many there are where that is certain."""
    unit = _UNITS[span.unit]
    fewest = writer.kgqa(unit, writer.kgqa("latest", start), writer.kgqa("earliest", end))
    most = writer.kgqa(unit, writer.kgqa("earliest", start), writer.kgqa("latest", end))
    return fewest, most, writer.kgqa(unit, start, end)


def _difference(writer: Writer, form: Form, wanted: Measuring) -> Scale:
    difference = cast("Difference", form)
    if wanted.domain is not EVERYTHING:
        writer.put_domain(wanted.domain, wanted.member)
    inner = Measuring(wanted.member, wanted.domain, zero=True)
    left, right = (_exactly(writer, writer.measure(part, inner)) for part in (difference.left, difference.right))
    return _exact(f"ABS({left} - {right})")


MEASURES: dict[type, Measure] = {
    Value: _value, Count: _count, Aggregate: _aggregate, Span: _span, Difference: _difference,
}  # fmt: skip
"""What has a number of its own; every other form is measured by its members."""
