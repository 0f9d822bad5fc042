"""How the members of a set are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from kgqa.ask.form import (
    HOLE,
    Aggregate,
    Best,
    Called,
    Class,
    Compare,
    Count,
    Difference,
    Entity,
    Form,
    Having,
    Hole,
    Intersection,
    Join,
    Minus,
    Sorted,
    Span,
    Thing,
    Union,
    Value,
    Within,
)
from kgqa.ask.labels import ALTERNATIVE, PREFERRED
from kgqa.ask.query.compare import compare, is_exact_text, put_best
from kgqa.ask.query.plan import has_path, steps
from kgqa.ask.query.writer import EVERYTHING, Domain, Measuring, Writer
from kgqa.ask.structure import parts
from kgqa.model import Literal

if TYPE_CHECKING:
    from kgqa.ask.query.writer import Pattern

GROUPING = (Count, Aggregate, Difference)
"""Measures for which the query groups what they are taken of."""


def _be(writer: Writer, things: tuple[str, ...], target: str) -> None:
    if target.startswith("?"):
        writer.lines.append(f"VALUES {target} {{ {' '.join(things)} }}")
    else:
        writer.lines.append(f"FILTER({target} IN ({', '.join(things)}))" if len(things) > 1 else _equal(things, target))


def _equal(things: tuple[str, ...], target: str) -> str:
    return f"FILTER({things[0]} = {target})"


def _entity(writer: Writer, form: Form, target: str) -> None:
    entity = cast("Entity", form)
    _be(writer, tuple(map(writer.iri, entity.iris if entity.every else entity.iris[:1])), target)


def _value(writer: Writer, form: Form, target: str) -> None:
    _be(writer, (writer.term(cast("Value", form).literal),), target)


def _class(writer: Writer, form: Form, target: str) -> None:
    writer.lines.append(f"{target} a {writer.iri(cast('Class', form).iri)} .")


def _thing(writer: Writer, form: Form, target: str) -> None:
    pass


def _hole(writer: Writer, form: Form, target: str) -> None:
    held = writer.holes[-1 - cast("Hole", form).depth]
    if held != target:
        writer.lines.append(f"FILTER({held} = {target})")


def _called(writer: Writer, form: Form, target: str) -> None:
    called = cast("Called", form)
    words, name = called.name.lower(), writer.variable("name")
    told = "|".join(writer.iri(iri) for iri in (*PREFERRED, *ALTERNATIVE))
    writer.lines.append(f"{target} {told} {name} .")
    if called.wholly:
        writer.lines.append(f"FILTER(LCASE(STR({name})) = {Literal(words)})")
    else:
        pattern = Literal(rf"(^|[^\p{{L}}\p{{N}}]){re.escape(words)}($|[^\p{{L}}\p{{N}}])")
        writer.lines.append(f"FILTER(CONTAINS(LCASE(STR({name})), {Literal(words)}))")
        writer.lines.append(f'FILTER(REGEX(STR({name}), {pattern}, "i"))')


def _join(writer: Writer, form: Form, target: str) -> None:
    join = cast("Join", form)
    relation = join.relation
    if relation.inverse and isinstance(join.of, Value) and not is_exact_text(join.of.literal):
        compare(writer, Compare(Join(relation.reversed(), HOLE), "=", join.of), target)
        return
    source = _source(writer, join.of, relation.property.value, join)
    subject, value = (target, source) if relation.inverse else (source, target)
    writer.fact(subject, relation.property, value)
    if join in writer.apart:
        writer.lines.append(f"FILTER({target} != {source})")


def _source(writer: Writer, form: Form, leading: str, within: Join | Within) -> str:
    """What stands for a member of `form`: a term, or a variable whose pattern is written."""
    match form:
        case Entity(every=False):
            return writer.iri(form.iri)
        case Value():
            return writer.term(form.literal)
        case Hole():
            return writer.holes[-1 - form.depth]
    by = within.relation.property if isinstance(within, Join) else within.by
    inner = form.relation.property if isinstance(form, Join) else by
    name = writer.variable(inner or leading)
    writer.put_once(form, name)
    return name


def _within(writer: Writer, form: Form, target: str) -> None:
    within = cast("Within", form)
    if within.by is None:
        writer.put(within.of, target)
        return
    source = _source(writer, within.of, within.by.value, within)
    writer.lines.append(f"{target} {writer.iri(within.by)}* {source} .")


def conjuncts(form: Form) -> list[Form]:
    """What an intersection is of, the last first; a single form otherwise."""
    if isinstance(form, Intersection):
        return [*conjuncts(form.right), *conjuncts(form.left)]
    return [form]


def _intersection(writer: Writer, form: Form, target: str) -> None:
    """What is easily found comes first: names, then kinds, then comparisons, then what must not be."""
    found = conjuncts(form)
    excluding = [f for f in found if isinstance(f, Minus) and isinstance(f.of, Thing)]
    comparing = [f for f in found if isinstance(f, Compare)]
    finding = [f for f in found if f not in excluding and f not in comparing]
    grouping = [f for f in comparing if isinstance(f.by, GROUPING)]
    plain = [f for f in comparing if f not in grouping]
    domain = writer.domain(_intersected([*finding, *plain])) if finding or plain else EVERYTHING
    for part in grouping:
        compare(writer, part, target, domain)
    if not grouping:
        _put_all([*finding, *plain], target, writer)
    for minus in excluding:
        put_without(writer, minus.without, target, domain.form)


def _put_all(forms: list[Form], target: str, writer: Writer) -> None:
    """Write what `target` is; its classes as tests where a path leads to it, after which the engine knows no order."""
    tested = [form for form in forms if isinstance(form, Class)] if writer.planned else []
    others = [form for form in forms if form not in tested]
    if not others or not any(map(has_path, others)):
        tested, others = [], forms
    several = writer.scanning and sum(steps(form) > 0 for form in others) > 1
    for form in others:
        if several:
            writer.put_once(form, target, most=0)
        else:
            writer.put(form, target)
    for form in tested:
        with writer.group() as lines:
            writer.put(form, target)
        writer.braced("FILTER EXISTS", lines)


def _intersected(forms: list[Form]) -> Form:
    """The intersection that `conjuncts` takes apart into these."""
    whole = forms[-1]
    for form in reversed(forms[:-1]):
        whole = Intersection(whole, form)
    return whole


def _union(writer: Writer, form: Form, target: str) -> None:
    union = cast("Union", form)
    for keyword, part in (("", union.left), ("UNION", union.right)):
        with writer.group() as lines:
            writer.put(part, target)
        writer.braced(keyword, lines)


def _minus(writer: Writer, form: Form, target: str) -> None:
    minus = cast("Minus", form)
    if isinstance(minus.of, Thing) and target.startswith("?") and target not in writer.holes:
        raise TypeError("everything but something is no set to ask for")
    writer.put(minus.of, target)
    put_without(writer, minus.without, target, minus.of)


def put_without(writer: Writer, form: Form, target: str, of: Form) -> None:
    """Write that `target`, a member of `of`, is not in the set of `form`."""
    if isinstance(form, Entity):
        things = map(writer.iri, form.iris if form.every else form.iris[:1])
        writer.lines.append(f"FILTER({target} NOT IN ({', '.join(things)}))")
        return
    grouped = is_grouped(form)
    # A query within NOT EXISTS would be evaluated for each member anew, and stores differ in what it sees.
    if grouped or (writer.scanning and not writer.free(form)):
        with writer.group() as lines:
            writer.put(Intersection(of, form) if grouped else form, target)
        writer.braced("MINUS", lines)
        return
    with writer.group() as lines, writer.one_by_one():
        writer.put(form, target)
    writer.braced("FILTER NOT EXISTS", lines)


def is_grouped(form: Form) -> bool:
    """Whether the form takes a query within the query."""
    return isinstance(form, (Best, *GROUPING)) or any(map(is_grouped, parts(form)))


def _compare(writer: Writer, form: Form, target: str) -> None:
    compare(writer, cast("Compare", form), target)


def _having(writer: Writer, form: Form, target: str) -> None:
    having = cast("Having", form)
    name = writer.variable(having.by.relation.property if isinstance(having.by, Join) else "part")
    with writer.hole(target):
        writer.put(having.by, name)
    writer.put_once(having.within, name)


def _best(writer: Writer, form: Form, target: str) -> None:
    put_best(writer, cast("Best", form), target)


def _sorted(writer: Writer, form: Form, target: str) -> None:
    writer.put(cast("Sorted", form).of, target)


def _number(writer: Writer, form: Form, target: str) -> None:
    scale = writer.measure(form, Measuring(writer.holes[-1] if writer.free(form) else "", Domain()))
    writer.lines.append(f"BIND({scale.value} AS {target})")


PATTERNS: dict[type, Pattern] = {
    Entity: _entity, Value: _value, Class: _class, Thing: _thing, Hole: _hole, Called: _called, Join: _join,
    Within: _within, Intersection: _intersection, Union: _union, Minus: _minus, Compare: _compare, Having: _having,
    Best: _best, Sorted: _sorted, Count: _number, Aggregate: _number, Span: _number, Difference: _number,
}  # fmt: skip
