"""The whole query of a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.form import (
    HOLE,
    Aggregate,
    All,
    Best,
    Count,
    DateIn,
    Describe,
    Difference,
    Entity,
    Exists,
    Form,
    Intersection,
    Join,
    Overlap,
    Sorted,
    Span,
    Table,
    Thing,
    Value,
)
from kgqa.ask.query.compare import is_exact_text, put_comparison
from kgqa.ask.query.kinds import kind_of
from kgqa.ask.query.measures import FUNCTIONS, MEASURES, at_least_one, first_or_last, put_members, recorded
from kgqa.ask.query.plan import is_whole
from kgqa.ask.query.sets import GROUPING, PATTERNS, is_grouped, put_without
from kgqa.ask.query.writer import EVERYTHING, TARGET, Domain, Measuring, Writer
from kgqa.ask.structure import fill

if TYPE_CHECKING:
    from kgqa.ask.labels import Labels
    from kgqa.model import IRI

_ALL_MEASURES = {**dict.fromkeys(PATTERNS, recorded), **MEASURES}
_QUANTITIES = (Count, Aggregate, Span, Difference)


def sparql(
    form: Form,
    labels: Labels,
    *,
    same_as: bool = False,
    apart: frozenset[Join] = frozenset(),
    dates: frozenset[IRI] | None = None,
    possible: bool = False,
    planned: bool = False,
) -> str:
    """The query of a form: SELECT for a set, a date test, a table or a number, ASK for a truth value.

    Of All the query asks for a member that is not as asked. Raises TypeError when the form has no query of its own:
    everything there is, everything but something, what is made of several questions.

    `same_as`: the graph knows things under several IRIs, which must not be told or counted twice. `apart`: joins
    that must not lead from a thing to itself, since the graph contradicts itself there. `dates`: the properties whose
    values are dates; None: it is not known which. `possible`: comparisons hold where they may, not only where they
    surely do. `planned`: the same, written for the engine instead of for people.
    """
    scanning = planned and is_whole(form)
    writer = Writer(labels, PATTERNS, _ALL_MEASURES, same_as, apart, dates, possible, planned, scanning)
    match form:
        case Count(of=of):
            writer.put(_bounded(of), TARGET)
            writer.once(TARGET)
            return writer.written(f"SELECT (COUNT(DISTINCT {TARGET}) AS ?count) WHERE")
        case Aggregate():
            return _aggregate(writer, form)
        case Span() | Difference():
            name = {"year": "years", "month": "months", "day": "days"}[form.unit] if isinstance(form, Span) else ""
            scale = writer.measure(form, Measuring())
            return writer.written(f"SELECT DISTINCT ({scale.value} AS ?{name or 'difference'}) WHERE")
        case Exists() | Overlap() | All():
            return _truth(writer, form)
        case Describe(of=of):
            writer.lines.append(f"{writer.iri(of.iri)} ?property ?value .")
            return writer.written("SELECT DISTINCT ?property ?value FROM <urn:kgqa:asserted> WHERE")
        case Table():
            return _table(writer, form)
        case Sorted():
            writer.put(_bounded(form.of), TARGET)
            writer.once(TARGET)
            key = _put_order(writer, form, TARGET)
            return writer.written(f"SELECT DISTINCT {TARGET} {key} WHERE", _order(form, key))
        case _:
            writer.put(_bounded(form.of if isinstance(form, DateIn) else form), TARGET)
            writer.once(TARGET)
            return writer.written(f"SELECT DISTINCT {TARGET} WHERE")


def _bounded(form: Form) -> Form:
    if isinstance(form, Thing):
        raise TypeError("everything there is is no set to ask for")
    return form


def _aggregate(writer: Writer, form: Aggregate) -> str:
    if kind_of(form, writer.kept_dates) == "date":
        return sparql(
            first_or_last(form),
            writer.labels,
            same_as=writer.same_as,
            apart=writer.apart,
            dates=writer.dates,
            planned=writer.planned,
        )
    name = writer.variable(form.function)
    member, value = put_members(writer, form, Measuring(), ())
    return writer.written(f"SELECT ({FUNCTIONS[form.function]}({value}) AS {name}) WHERE", at_least_one(member))


def _truth(writer: Writer, form: Exists | Overlap | All) -> str:
    match form:
        case Exists(of=of):
            writer.put(_bounded(of), TARGET)
        case All(of=of, within=within):
            writer.put(_bounded(of), TARGET)
            put_without(writer, within, TARGET, of)
        case Overlap(left=left, right=right, mutual=mutual):
            _put_overlap(writer, left, right)
            if mutual and isinstance(left, Join):
                _put_overlap(writer, Join(left.relation, right), left.of)
    return writer.written("ASK")


def _put_overlap(writer: Writer, left: Form, right: Form) -> None:
    if _is_quantity(left) or _is_quantity(right):
        one, other = (right, left) if _is_quantity(left) else (left, right)
        dates = "date" in (kind_of(left, writer.kept_dates), kind_of(right, writer.kept_dates))
        scales = [writer.measure(side, Measuring(dates=dates)) for side in (one, other)]
        put_comparison(writer, "=", scales[0], scales[1], known=isinstance(other, Value))
    elif isinstance(right, Entity) and _is_plain(left) and not right.every:
        writer.put(left, writer.iri(right.iri))
    elif isinstance(left, Entity) and _is_plain(right) and not left.every:
        writer.put(right, writer.iri(left.iri))
    else:
        writer.put(Intersection(right, left), TARGET)


def _is_quantity(form: Form) -> bool:
    return isinstance(form, _QUANTITIES) or (isinstance(form, Value) and not is_exact_text(form.literal))


def _is_plain(form: Form) -> bool:
    """Whether the pattern can be written of a thing itself: what is grouped needs a variable."""
    return not is_grouped(form)


def _put_order(writer: Writer, form: Sorted, target: str) -> str:
    """Write the value by which members are sorted, if they have one; its variable."""
    dates = kind_of(fill(form.by, form.of), writer.kept_dates) == "date"
    key = writer.variable("order")
    domain = writer.domain(form.of) if isinstance(form.by, GROUPING) else EVERYTHING
    with writer.group() as lines, writer.hole(target):
        scale = writer.measure(form.by, Measuring(target, domain, dates, zero=True))
        writer.lines.append(f"BIND({scale.low} AS {key})")
    writer.braced("OPTIONAL", lines)
    return key


def _order(form: Sorted, key: str) -> str:
    return f"ORDER BY (!BOUND({key})) {key if form.rising else f'DESC({key})'}"


def _table(writer: Writer, form: Table) -> str:
    of = form.of.of if isinstance(form.of, Sorted) else form.of
    writer.put(_bounded(of), TARGET)
    writer.once(TARGET)
    columns = [_put_column(writer, column, of) for column in form.columns]
    key = _put_order(writer, form.of, TARGET) if isinstance(form.of, Sorted) else ""
    inner = " ".join(dict.fromkeys(filter(None, (TARGET, *columns, key))))
    lines, writer.lines = writer.lines, []
    # A member has a row of its own even where another has the same values.
    writer.nest(f"SELECT DISTINCT {inner}", lines)
    order = _order(form.of, key) if isinstance(form.of, Sorted) else ""
    return writer.written(f"SELECT {' '.join(columns)} WHERE", order)


def _put_column(writer: Writer, column: Form, of: Form) -> str:
    """Write the values of a column where there are any; its variable."""
    if column == HOLE:
        return TARGET
    name = "" if isinstance(column, Count | Aggregate) else writer.variable(_name_of(column))
    domain = writer.domain(of) if isinstance(column, GROUPING) else EVERYTHING
    with writer.group() as lines, writer.hole(TARGET):
        if isinstance(column, _QUANTITIES):
            value = writer.measure(column, Measuring(TARGET, domain, zero=True)).value
            if value.startswith("?"):
                name = value
            else:
                writer.lines.append(f"BIND({value} AS {name})")
        else:
            writer.put(column, name)
    writer.braced("OPTIONAL", lines)
    return name


def _name_of(column: Form) -> IRI | str:
    return column.relation.property if isinstance(column, Join) else type(column).__name__


def measured(form: Best | Span, labels: Labels, *, dates: frozenset[IRI] | None = None, planned: bool = False) -> str:
    """The query of each member that may be among the best, with what its measure is at least and at most.

    So many members surely come before all others that none of these need be looked at. Of a length of time: the query
    of the least and the most that it may be.
    """
    scanning = planned and is_whole(form)
    writer = Writer(labels, PATTERNS, _ALL_MEASURES, dates=dates, planned=planned, scanning=scanning)
    if isinstance(form, Span):
        scale = writer.measure(form, Measuring())
        return writer.written(f"SELECT DISTINCT ({scale.low} AS ?low) ({scale.high} AS ?high) WHERE")
    chosen, aggregate, order = ("low", "MAX", "DESC") if form.highest else ("high", "MIN", "ASC")
    with writer.group() as lines:
        if form.place == form.number == 1:
            _put_bound(writer, form, "?other", chosen)
        else:
            with writer.group() as inner:
                _put_bound(writer, form, "?other", chosen)
            writer.nest(f"SELECT ?other ({aggregate}(?{chosen}) AS ?one)", inner, "GROUP BY ?other")
            inner, writer.lines[:] = list(writer.lines), []
            last = f"ORDER BY {order}(?bound) LIMIT {form.place + form.number - 1}"
            writer.nest("SELECT DISTINCT (?one AS ?bound)", inner, last)
            aggregate, chosen = "MIN" if form.highest else "MAX", "bound"
    writer.nest(f"SELECT ({aggregate}(?{chosen}) AS ?limit)", lines)
    with writer.group() as lines:
        _put_bound(writer, form, TARGET, "low", "high")
    writer.nest(f"SELECT {TARGET} (MAX(?low) AS ?from) (MIN(?high) AS ?to)", lines, f"GROUP BY {TARGET}")
    writer.lines.append(f"FILTER(COALESCE({'?to >= ?limit' if form.highest else '?from <= ?limit'}, true))")
    return writer.written(f"SELECT {TARGET} ?from ?to WHERE")


def _put_bound(writer: Writer, form: Best, member: str, *bounds: str) -> None:
    """Write the least or the most, or both, that the measure of each member may be."""
    are_dates = kind_of(fill(form.by, form.of), writer.kept_dates) == "date"
    with writer.hole(member):
        scale = writer.measure(form.by, Measuring(member, Domain(form.of), are_dates, zero=True))
    for bound in bounds:
        writer.lines.append(f"BIND({scale.low if bound == 'low' else scale.high} AS ?{bound})")
    if len(bounds) == 1:
        writer.lines.append(f"FILTER(?{bounds[0]} = ?{bounds[0]})")
    else:
        writer.lines.append("FILTER(BOUND(?low) || BOUND(?high))")
