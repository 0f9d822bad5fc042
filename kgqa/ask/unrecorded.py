"""Why a set is empty: nothing passes a filter, or what would be needed is not recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.ask.evaluate import evaluate
from kgqa.ask.form import (
    HOLE,
    THING,
    Aggregate,
    Best,
    Called,
    Class,
    Compare,
    Count,
    Difference,
    Entity,
    Exists,
    Form,
    Having,
    Intersection,
    Join,
    Minus,
    Question,
    Sorted,
    Span,
    Table,
    Union,
    Value,
)
from kgqa.ask.structure import is_open, parts
from kgqa.model import RDF, XSD, Reason

if TYPE_CHECKING:
    from kgqa.ask.asking import Asking

_TEXTS = (XSD + "string", RDF + "langString")


@dataclass(frozen=True, slots=True)
class Filtered:
    """A set of `number` recorded members, none of which passes the rest of the form."""

    of: Form
    number: int


def none_passes(asking: Asking, form: Form) -> Filtered | None:
    """What an empty set was chosen from, where that has members and what is asked of them is recorded of some.

    None where it has none, or where the values that would decide are not recorded of any member: then the graph does
    not say who passes.
    """
    of, filters = _choice(form)
    if of is None or not filters:
        return None
    number = evaluate(Question(Count(of)), asking.lexicon, asking.store).number
    if not number or not all(_is_decided(asking, of, test) for test in filters):
        return None
    return Filtered(of, int(number))


def _choice(form: Form) -> tuple[Form | None, list[Form]]:
    """The set that is filtered (None: everything), and the filters; what must not be decides itself."""
    match form:
        case Intersection(left=left, right=right):
            one, tests = _choice(left)
            other, more = _choice(right)
            if one is None:
                return other, [*tests, *more]
            return one, [*tests, *([] if other is None else [other]), *more]
        case Minus(of=of, without=without):
            one, tests = _choice(of)
            return one, [*tests, Minus(THING, without)]
        case Compare() | Having() | Called():
            return None, [form]
        case Join() | Class() | Union():
            return form, []
        case Sorted(of=of):
            return _choice(of)
        case _:
            return None, []


def _is_decided(asking: Asking, of: Form, test: Form) -> bool:
    """Whether the graph records, of some member, what the test looks at; not where a text only holds the one asked."""
    match test:
        case Compare(by=by) if not isinstance(by, Count):
            return _any(asking, Intersection(of, Having(by, THING))) and _has_value(asking, test.than)
        case Join(relation=relation, of=Value() as text) if text.literal.datatype in _TEXTS:
            holding = Compare(Join(relation.reversed(), HOLE), "contains", text)
            return _is_decided(asking, of, Join(relation, THING)) and not _any(asking, Intersection(of, holding))
        case Join(relation=relation):
            return _any(asking, Intersection(of, Join(relation, THING)))
        case _:
            return True


def _has_value(asking: Asking, form: Form) -> bool:
    return isinstance(form, Value | Count | Entity) or is_open(form) or not _is_empty(asking, form)


def _any(asking: Asking, form: Form) -> bool:
    return bool(evaluate(Question(Exists(form)), asking.lexicon, asking.store).truth)


def missing(asking: Asking, form: Form) -> Reason:
    """Which fact is not there: of a chain, the first hop that leads nowhere; of a number, the value it needs."""
    lacked = _lacked(asking, form)
    return Reason("missing_fact", asking.phrases.none(lacked, complete=False), missing=asking.phrases.phrase(lacked))


def _lacked(asking: Asking, form: Form) -> Form:
    """The innermost part that is empty."""
    for part in _needed(form):
        if not isinstance(part, Entity | Class | Value) and not is_open(part) and _is_empty(asking, part):
            return _lacked(asking, part)
    return form


def _needed(form: Form) -> tuple[Form, ...]:
    """The parts without which there is no answer, the values of a measure among them."""
    match form:
        case Best(of=of, by=by) | Aggregate(of=of, by=by) | Sorted(of=of, by=by):
            return of, *_values(of, by)
        case Table(of=of):
            return (of,)
        case Intersection(left=left, right=right):
            compared = [test for test in (left, right) if isinstance(test, Compare)]
            chosen, _ = _choice(form)
            values = [v for test in compared if chosen is not None for v in (*_values(chosen, test.by), test.than)]
            return left, *values, right
        case Minus(of=of):
            return (of,)
        case Compare() | Having() | Union() | Count():
            return ()
        case _:
            return tuple(part for part in parts(form) if part != THING)


def _values(of: Form, by: Form) -> tuple[Form, ...]:
    """The values of a measure that the members of a set have."""
    if isinstance(by, Count):
        return ()
    if isinstance(by, Join):
        return (_put(by, of),)
    if isinstance(by, Span):
        return tuple(_put(end, of) for end in (by.start, by.end) if isinstance(end, Join))
    return ()


def _put(by: Join, of: Form) -> Form:
    inner = by.of
    return Join(by.relation, _put(inner, of) if isinstance(inner, Join) else of)


def _is_empty(asking: Asking, form: Form) -> bool:
    if isinstance(form, Count | Value | Entity):
        return False
    if isinstance(form, Span | Difference | Aggregate):
        return evaluate(Question(form), asking.lexicon, asking.store).is_empty
    return not _any(asking, form)
