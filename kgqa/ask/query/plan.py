"""How a query is best run: what the engine's planner cannot know, and what the schema makes superfluous.

The engine joins triple by triple, with a look-up for each member. Over whole classes it is ten times as fast to read
each property once and join what was read, which it does for queries within the query.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.form import (
    All,
    Called,
    Class,
    Compare,
    Describe,
    Entity,
    Exists,
    Form,
    Having,
    Intersection,
    Join,
    Overlap,
    Value,
    Within,
)
from kgqa.ask.structure import changed, parts

if TYPE_CHECKING:
    from kgqa.ask.schema import Schema


_FEW = 2


def is_plain(form: Form) -> bool:
    """Whether the query that is shown is run as well as any."""
    return steps(form) <= _FEW and not is_whole(form) and not has_path(form) and not _has_class(form)


def _has_class(form: Form) -> bool:
    return isinstance(form, Class) or any(map(_has_class, parts(form)))


def is_whole(form: Form) -> bool:
    """Whether a form begins with no thing or value that few facts lead to, so that all facts must be read."""
    if isinstance(form, Exists | Overlap | All | Describe):
        return False
    return not _starts(form)


def _starts(form: Form) -> bool:
    match form:
        case Entity() | Called() | Within():
            return True
        case Join(of=Value()):
            return True
        case Compare(by=by):
            return _starts(by)
    return any(map(_starts, parts(form)))


def lean(form: Form, schema: Schema) -> Form:
    """The form without the classes that its other parts imply by domains and ranges, which the closure has applied."""
    if isinstance(form, Intersection):
        for one, other in ((form.left, form.right), (form.right, form.left)):
            if isinstance(one, Class) and one.iri in _implied(other, schema):
                return lean(other, schema)
    return changed(form, lambda part: lean(part, schema))


def _implied(form: Form, schema: Schema) -> frozenset[object]:
    match form:
        case Join(relation=relation):
            return frozenset(above for kind in schema.values(relation) for above in schema.classes_above(kind))
        case Class(iri=iri):
            return frozenset(schema.classes_above(iri))
        case Intersection(left=left, right=right):
            return _implied(left, schema) | _implied(right, schema)
    return frozenset()


def steps(form: Form) -> int:
    """How many relations follow one another in a form."""
    return max(map(steps, parts(form)), default=0) + isinstance(form, Join | Having)


def has_path(form: Form) -> bool:
    """Whether a property is followed any number of times within the form."""
    return (isinstance(form, Within) and form.by is not None) or any(map(has_path, parts(form)))
