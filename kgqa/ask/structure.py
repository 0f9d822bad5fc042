"""The structure of forms: what they are composed of, and what fills their holes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kgqa.ask.form import (
    THING,
    Aggregate,
    All,
    Best,
    Compare,
    Count,
    DateIn,
    Describe,
    Difference,
    Entity,
    Exists,
    Form,
    Having,
    Hole,
    Intersection,
    Join,
    Minus,
    Nearest,
    Overlap,
    Related,
    Several,
    Shared,
    Sorted,
    Span,
    Table,
    Union,
    Within,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


_BOUND = frozenset(("by", "columns"))
"""Fields to which the holes in them belong."""
_FORMS: dict[type, tuple[str, ...]] = {
    Join: ("of",), Within: ("of",), Intersection: ("left", "right"), Union: ("left", "right"),
    Minus: ("of", "without"), Compare: ("by", "than"), Having: ("by", "within"), Best: ("of", "by"),
    Sorted: ("of", "by"), Count: ("of",), Aggregate: ("of", "by"), Span: ("start", "end"),
    Difference: ("left", "right"), Table: ("of", "columns"), Several: ("forms",), Exists: ("of",),
    Overlap: ("left", "right"), All: ("of", "within"), DateIn: ("of",), Related: ("left", "right"),
    Shared: ("left", "right"), Nearest: ("left", "right"), Describe: ("of",),
}  # fmt: skip
"""The fields of each form that hold forms."""


def parts(form: Form) -> tuple[Form, ...]:
    """The forms that `form` is composed of, from left to right."""
    found: list[Form] = []
    for name in _FORMS.get(type(form), ()):
        part = getattr(form, name)
        found += part if isinstance(part, tuple) else () if part is None else (part,)
    return tuple(found)


def changed(form: Form, change: Callable[[Form], Form]) -> Form:
    """`form` with each of its parts changed."""
    return _in_each(form, lambda part, _: change(part), 0)


def _in_each(form: Form, change: Callable[[Form, int], Form], depth: int) -> Form:
    """`form` with each part changed, told how many binders out its own hole belongs."""
    fields = {}
    for name in _FORMS.get(type(form), ()):
        part, within = getattr(form, name), depth + (name in _BOUND)
        if part is not None:
            fields[name] = tuple(change(p, within) for p in part) if isinstance(part, tuple) else change(part, within)
    return replace(form, **fields) if fields else form  # type: ignore[arg-type]


def fill(form: Form, given: Form, depth: int = 0) -> Form:
    """`form` with `given` in the place of the hole that belongs to nothing in it.

    >>> fill(Count(HOLE), THING)
    Count(of=Thing())
    """
    if isinstance(form, Hole):
        return _moved(given, depth) if form.depth == depth else form
    return _in_each(form, lambda part, inner: fill(part, given, inner), depth)


def _moved(form: Form, outwards: int, depth: int = 0) -> Form:
    """`form`, put so many binders further in, with the holes that belong to nothing in it still open."""
    if not outwards:
        return form
    if isinstance(form, Hole):
        return Hole(form.depth + outwards) if form.depth >= depth else form
    return _in_each(form, lambda part, inner: _moved(part, outwards, inner), depth)


def deeper(form: Form) -> Form:
    """An open form as it is written one binder further in."""
    return _moved(form, 1)


def is_open(form: Form) -> bool:
    """Whether the form has a hole that belongs to nothing."""
    return fill(form, THING) != form


def entities(form: Form) -> Iterator[Entity]:
    """The named things in `form`, from left to right."""
    if isinstance(form, Entity):
        yield form
    for part in parts(form):
        yield from entities(part)


def joins(form: Form) -> Iterator[Join]:
    """The joins in `form`, outermost first."""
    if isinstance(form, Join):
        yield form
    for part in parts(form):
        yield from joins(part)


def with_entities(form: Form, change: Callable[[Entity], Entity]) -> Form:
    """`form` with each named thing replaced."""
    if isinstance(form, Entity):
        return change(form)
    return changed(form, lambda part: with_entities(part, change))
