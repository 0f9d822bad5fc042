"""How comparisons and superlatives are written."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeGuard

from kgqa.ask.form import HOLE, Best, Compare, Count, Form, Join, Span, Thing, Value
from kgqa.ask.query.kinds import is_number, is_vague, kind_of
from kgqa.ask.query.writer import EVERYTHING, Domain, Measuring, Scale, Writer
from kgqa.ask.structure import fill
from kgqa.dates import is_date
from kgqa.model import EDTF, XSD, Literal

if TYPE_CHECKING:
    from kgqa.ask.form import Operator

_TEXTS = {"contains": "CONTAINS", "starts": "STRSTARTS", "ends": "STRENDS"}
_EXTREMES = {"<": "MAX", "<=": "MAX", ">": "MIN", ">=": "MIN"}
_OPEN = ("", "..")
_YEAR = 4


def is_exact_text(literal: Literal) -> bool:
    """Whether the literal is neither a number nor a date, so that it is looked up as it stands."""
    return not is_number(literal) and not is_date(literal.datatype)


def compare(writer: Writer, form: Compare, target: str, domain: Domain = EVERYTHING) -> None:
    """Write that a measure of `target` stands to another value as told; of counts only members of `domain` count."""
    operator, than = _plain(form.operator, _as_kept(writer, form))
    kinds = {kind_of(form.by, writer.kept_dates), kind_of(than, writer.kept_dates)}
    if operator in _TEXTS or "text" in kinds:
        _compare_texts(writer, form, target)
        return
    dates = "date" in kinds
    takes_zero = _takes_zero(operator, than)
    if takes_zero and isinstance(form.by, Count) and isinstance(domain.form, Thing):
        raise TypeError("of everything there is, that of which none is counted cannot be asked for")
    if operator == "=" and not dates and isinstance(than, Value) and _is_looked_up(form.by, than.literal):
        _look_up(writer, form.by, than.literal, target)
        return
    with writer.hole(target):
        left = writer.measure(form.by, Measuring(target, domain, dates, takes_zero))
    right = _extreme(writer, operator, than, Measuring(dates=dates, zero=True))
    put_comparison(writer, operator, left, right, known=isinstance(than, Value))


def _extreme(writer: Writer, operator: Operator, than: Form, wanted: Measuring) -> Scale:
    """What to compare with; of many values that which is easiest to pass: no other need be looked at."""
    if not writer.scanning or writer.possible or operator not in _EXTREMES or writer.free(than):
        return writer.measure(than, wanted)
    with writer.group() as lines:
        scale = writer.measure(than, wanted)
    if not lines:
        return scale
    bound = writer.variable("bound")
    value = scale.value if scale.is_exact else scale.low if operator in ("<", "<=") else scale.high
    with writer.group() as inner:
        writer.lines += lines
        value = _put_value(writer, value)
    writer.nest(f"SELECT ({_EXTREMES[operator]}({value}) AS {bound})", inner)
    return Scale(bound, bound, bound, scale.is_exact)


def _is_looked_up(by: Form, literal: Literal) -> TypeGuard[Join]:
    return is_number(literal) and isinstance(by, Join) and by.of == HOLE and not by.relation.inverse


def _look_up(writer: Writer, by: Join, literal: Literal, target: str) -> None:
    """Write that `target` has the number as value, in any of the ways that graphs write it.

    The engine finds these without reading all values of the property, which a comparison would take.
    """
    number, value = Decimal(literal.lexical), writer.variable(by.relation.property)
    plain = f"{number:f}"
    short = plain.rstrip("0").rstrip(".") if "." in plain else plain
    texts = (short, short if "." in short else f"{short}.0")
    ways = [Literal(texts[0], XSD + "integer")] if "." not in short else []
    ways += [Literal(texts[1], XSD + "decimal"), *(Literal(short, XSD + name) for name in ("double", "float"))]
    ways += [Literal(text) for text in dict.fromkeys(texts)]
    writer.lines.append(f"VALUES {value} {{ {' '.join(map(writer.term, ways))} }}")
    writer.lines.append(f"{target} {writer.iri(by.relation.property)} {value} .")


def put_comparison(writer: Writer, operator: Operator, left: Scale, right: Scale, *, known: bool) -> None:
    """Write that two values stand so to each other.

    `known`: the right side, where it is a date, is a time meant as a whole, not one that is not quite known.
    """
    holds = _holds(operator, left, right, known=known)
    writer.lines.append(
        f"FILTER({f'COALESCE({_may_hold(operator, left, right)}, true)' if _is_open(writer, left, right) else holds})"
    )


def _is_open(writer: Writer, left: Scale, right: Scale) -> bool:
    return writer.possible and not (left.is_exact and right.is_exact)


def _plain(operator: Operator, than: Form) -> tuple[Operator, Form]:
    """To lie in "before 1904" is to be before it."""
    if operator not in ("in", "=") or not isinstance(than, Value) or than.literal.datatype != EDTF:
        return operator, than
    start, slash, end = than.literal.lexical.partition("/")
    if slash and start in _OPEN and end not in _OPEN:
        return "<", Value(Literal(end, EDTF))
    if slash and end in _OPEN and start not in _OPEN:
        return ">", Value(Literal(start, EDTF))
    return operator, than


def _as_kept(writer: Writer, form: Compare) -> Form:
    """What to compare with; a year as the number that the graph keeps years as, and the other way round."""
    than, kept = form.than, kind_of(form.by, writer.kept_dates)
    if not isinstance(than, Value) or writer.dates is None or len(than.literal.lexical) != _YEAR:
        return than
    if kept is None and than.literal.datatype == XSD + "gYear":
        return Value(Literal(than.literal.lexical, XSD + "integer"))
    if kept == "date" and than.literal.datatype == XSD + "integer":
        return Value(Literal(than.literal.lexical, XSD + "gYear"))
    return than


def _takes_zero(operator: Operator, than: Form) -> bool:
    """Whether a count of none may stand to the value as told."""
    if not isinstance(than, Value):
        return operator != ">"
    try:
        limit = float(than.literal.lexical)
    except ValueError:
        return False
    zero = {"<": limit > 0, "<=": limit >= 0, "=": limit == 0, ">=": limit <= 0, ">": limit < 0}
    return zero.get(operator, False)


def _compare_texts(writer: Writer, form: Compare, target: str) -> None:
    value = writer.variable("text")
    with writer.hole(target):
        writer.put(form.by, value)
    if isinstance(form.than, Value) and is_number(form.than.literal) and form.operator not in _TEXTS:
        operator = "=" if form.operator == "in" else form.operator
        number = f"<{XSD}decimal>(STR({value}))"
        writer.lines.append(f"FILTER({number} {operator} {form.than.literal.lexical})")
        return
    if isinstance(form.than, Value):
        other = str(Literal(form.than.literal.lexical.lower()))
    else:
        name = writer.variable("other")
        writer.put(form.than, name)
        other = f"LCASE(STR({name}))"
    text = f"LCASE(STR({value}))"
    function = _TEXTS.get(form.operator)
    operator = "=" if form.operator == "in" else form.operator
    writer.lines.append(f"FILTER({function}({text}, {other}))" if function else f"FILTER({text} {operator} {other})")


def _holds(operator: Operator, left: Scale, right: Scale, *, known: bool) -> str:
    if left.is_exact and right.is_exact:
        return f"{left.value} {'=' if operator == 'in' else operator} {right.value}"
    if operator == "<":
        return f"{left.high} < {right.low}"
    if operator == ">":
        return f"{left.low} > {right.high}"
    if operator == "<=":
        return f"{left.high} <= {right.high if known else right.low}"
    if operator == ">=":
        return f"{left.low} >= {right.low if known else right.high}"
    if operator == "in" or known:
        return f"{left.low} >= {right.low} && {left.high} <= {right.high}"
    return f"{left.low} = {right.high} && {left.high} = {right.low}"


def _may_hold(operator: Operator, left: Scale, right: Scale) -> str:
    if operator in ("<", "<="):
        return f"{left.low} {operator} {right.high}"
    if operator in (">", ">="):
        return f"{left.high} {operator} {right.low}"
    return f"{left.low} <= {right.high} && {left.high} >= {right.low}"


def put_best(writer: Writer, form: Best, target: str) -> None:
    """Write that `target` is among the best: has the highest (lowest) value, one of the first few, or the next one."""
    by = writer.free(form.of)
    if by and is_vague(form, writer.kept_dates):
        _put_unsurpassed(writer, form, target)
        return
    domain = writer.domain(form.of)
    best = writer.variable("best")
    member = writer.variable("other")
    with writer.group() as lines:
        key = _put_keyed(writer, form, member, domain)
    if form.place == form.number == 1:
        head = " ".join(("SELECT", *by, f"({'MAX' if form.highest else 'MIN'}({key}) AS {best})"))
        writer.nest(head, lines, f"GROUP BY {' '.join(by)}" if by else "")
    elif by:
        raise TypeError("places but the first are not told apart for each of several things")
    else:
        order = f"ORDER BY {'DESC' if form.highest else 'ASC'}({best}) LIMIT {form.number}"
        offset = f" OFFSET {form.place - 1}" if form.place > 1 else ""
        if form.place == 1:
            with writer.group() as chosen:
                writer.nest(f"SELECT ({key} AS {best})", lines, order)
            writer.nest(f"SELECT DISTINCT {best}", chosen, "")
        else:
            writer.nest(f"SELECT DISTINCT ({key} AS {best})", lines, order + offset)
    own = _put_keyed(writer, form, target, domain, is_own=True)
    writer.lines.append(f"FILTER({own} = {best})")


def _put_keyed(writer: Writer, form: Best, member: str, domain: Domain, *, is_own: bool = False) -> str:
    """Write the members of the domain with the value of each by which they are ordered; the expression for that."""
    dates = kind_of(fill(form.by, form.of), writer.kept_dates) == "date"
    with writer.group() as lines, writer.hole(member):
        scale = writer.measure(form.by, Measuring(member, domain, dates, zero=not form.highest))
        # The least time that may have passed says nothing where the dates are the wrong way round.
        key = scale.high if form.highest or isinstance(form.by, Span) else scale.low
        is_last = isinstance(form.by, Count) or (is_own and form.place == form.number == 1 and not dates)
        value = "" if is_last else _put_value(writer, key)
    if is_last or (form.place == form.number == 1 and not dates):
        writer.lines += lines
        return value or key
    chosen = writer.variable("key")
    narrowest = "MIN" if form.highest == dates else "MAX"
    writer.nest(f"SELECT {member} ({narrowest}({value}) AS {chosen})", lines, f"GROUP BY {member}")
    return chosen


def _put_value(writer: Writer, expression: str) -> str:
    """Write a variable for the expression where it has a value, neither an error nor NaN: both spoil aggregates."""
    value = writer.variable("value")
    writer.lines.append(f"BIND({expression} AS {value})")
    writer.lines.append(f"FILTER({value} = {value})")
    return value


def _put_unsurpassed(writer: Writer, form: Best, target: str) -> None:
    """Of members that depend on something outside: as many others surpass each as its place allows, which is none."""
    if (form.place, form.number) != (1, 1):
        raise TypeError("places but the first are not told apart for each of several things")
    own = _put_member(writer, form, target)
    rival = writer.variable("other")
    with writer.group() as lines, writer.one_by_one():
        other = _put_member(writer, form, rival)
        writer.lines.append(f"FILTER({_may_surpass(writer, form, other, own)})")
    writer.braced("FILTER NOT EXISTS", lines)


def _put_member(writer: Writer, form: Best, member: str) -> Scale:
    dates = kind_of(fill(form.by, form.of), writer.kept_dates) == "date"
    domain = writer.domain(form.of)
    with writer.hole(member):
        return writer.measure(form.by, Measuring(member, domain, dates))


def _may_surpass(writer: Writer, form: Best, other: Scale, own: Scale) -> str:
    if other.is_exact and own.is_exact:
        return f"{other.value} {'>' if form.highest else '<'} {own.value}"
    bounds = f"{other.high} > {own.low}" if form.highest else f"{other.low} < {own.high}"
    if isinstance(form.by, Span):
        return f"COALESCE({bounds}, true)"
    same_day = writer.kgqa("days", own.value, other.value)
    return f"COALESCE({bounds}, true) && !COALESCE({same_day} = 0, false)"
