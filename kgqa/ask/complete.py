"""Whether the graph declares that it records everything of a kind, so that "none recorded" means "none"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.form import (
    Aggregate,
    Best,
    Compare,
    Count,
    DateIn,
    Difference,
    Entity,
    Exists,
    Form,
    Having,
    Intersection,
    Join,
    Minus,
    Overlap,
    Relation,
    Several,
    Sorted,
    Span,
    Table,
    Union,
    Value,
)
from kgqa.ask.structure import fill, parts
from kgqa.model import IRI, KGQA, RDF_TYPE

if TYPE_CHECKING:
    from kgqa.ask.schema import Schema
    from kgqa.store import Store

COMPLETE_FOR = IRI(KGQA + "completeFor")


def is_complete(form: Form, schema: Schema, store: Store) -> bool:
    """Whether all members of the set, or all that decides the truth of the form, are declared to be in the graph."""
    match form:
        case Entity() | Value():
            return True
        case Count(of=of) | Exists(of=of) | DateIn(of=of) | Sorted(of=of) | Table(of=of):
            return is_complete(of, schema, store)
        case Best(of=of, by=by) | Aggregate(of=of, by=by):
            return is_complete(of, schema, store) and _is_measured(by, schema)
        case Union() | Minus() | Several() | Intersection():
            return all(is_complete(part, schema, store) for part in parts(form))
        case Span() | Difference():
            return all(is_single(part, schema) or is_complete(part, schema, store) for part in parts(form))
        case Compare(by=by, than=than):
            return _is_measured(by, schema, declared=True) and is_complete(than, schema, store)
        case Having(by=by, within=within):
            return _is_measured(by, schema, declared=True) and is_complete(within, schema, store)
        case Overlap():
            return _is_decided(form, schema, store)
        case Join(relation=relation, of=Entity(every=False) as of):
            return _is_recorded(relation, of.iri, schema, store)
        case Join(relation=relation, of=of):
            return is_declared(relation, schema) and is_complete(of, schema, store)
        case _:
            return False


def _is_decided(form: Overlap, schema: Schema, store: Store) -> bool:
    match form:
        case Overlap(left=Join() as left, right=Entity()):
            return is_complete(left, schema, store)
        case Overlap(left=Entity() as left, right=Compare(by=by, than=than)):
            return all(is_single(p, schema) or is_complete(p, schema, store) for p in (fill(by, left), than))
        case Overlap(left=Entity(), right=Best() | Minus() as right):
            return is_complete(right, schema, store)
    return False


def _is_measured(by: Form, schema: Schema, *, declared: bool = False) -> bool:
    """Whether a measure counts what is declared to be recorded; `declared`: values must be declared to be too."""
    if isinstance(by, Join):
        inner = _is_measured(by.of, schema, declared=declared)
        return inner and (not declared or is_declared(by.relation, schema))
    if isinstance(by, Count):
        return _is_measured(by.of, schema, declared=True)
    return all(_is_measured(part, schema, declared=declared) for part in parts(by))


def is_declared(relation: Relation, schema: Schema) -> bool:
    """Whether all facts of the property, or of one that means the same, are declared to be in the graph."""
    return any(same.property in schema.complete for same in schema.same(relation))


def _is_recorded(relation: Relation, subject: IRI, schema: Schema, store: Store) -> bool:
    if is_declared(relation, schema):
        return True
    for same in sorted(schema.same(relation), key=str):
        if same.inverse:
            continue
        if any(True for _ in store.match(subject, COMPLETE_FOR, same.property)):
            return True
        on_kinds = any(same.property in told for told in schema.complete_on.values())
        if on_kinds and any(_covers(t.object, same.property, schema) for t in store.match(subject, RDF_TYPE)):
            return True
    return False


def _covers(kind: object, iri: IRI, schema: Schema) -> bool:
    return isinstance(kind, IRI) and any(iri in schema.complete_on.get(c, ()) for c in schema.classes_above(kind))


def has_one_value(relation: Relation, schema: Schema) -> bool:
    """Whether a thing has at most one value of the relation, so that one recorded value is all."""
    return any(not same.inverse and same.property in schema.functional for same in schema.same(relation))


def is_single(form: Form, schema: Schema) -> bool:
    """Whether the set has one member at most, so that one answer is all there is; numbers are one."""
    if isinstance(form, Count | Aggregate | Span | Difference | Value):
        return all(isinstance(form, Count | Aggregate) or is_single(part, schema) for part in parts(form))
    while isinstance(form, Join):
        if not has_one_value(form.relation, schema):
            return False
        form = form.of
    return isinstance(form, Entity) and not form.every
