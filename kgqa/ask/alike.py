"""Names beside each other name things of one kind: "does Vermont have more people than Wyoming", "Texas and Ohio".

Of several things that a name may mean, those are kept that are most like what it is compared with, taken from, or
joined to; when none is like it, all are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kgqa.ask.form import All, Best, Class, Compare, Difference, Entity, Form, Intersection, Join, Minus, Overlap, Union
from kgqa.ask.structure import entities, parts, with_entities
from kgqa.model import IRI, RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.store import Store

_BESIDE = All | Difference | Intersection | Minus | Overlap | Union


def likened(form: Form, store: Store) -> Form:
    """The form with what names may mean narrowed to what is most like the things beside them."""
    for thing, kinds in list(_beside(form, store)):
        settled = _most_like(thing, kinds, store)
        form = with_entities(form, lambda e, old=thing, new=settled: new if e == old else e)  # type: ignore[misc]
    return form


def _beside(form: Form, store: Store) -> Iterator[tuple[Entity, frozenset[IRI]]]:
    """The names that may mean several things, each with the classes of what it stands beside."""
    own = parts(form)
    if isinstance(form, _BESIDE) and len(own) == 2:
        pair = tuple(map(_measured, own)) if isinstance(form, Difference) else own
        for one, other in (pair, pair[::-1]):
            kinds = _kinds(other, store)
            yield from ((thing, kinds) for thing in _named(one) if kinds and _is_open(thing))
    for part in own:
        yield from _beside(part, store)


def _named(form: Form) -> tuple[Entity, ...]:
    """The things that a form names as members, or that its members are compared with."""
    match form:
        case Entity():
            return (form,)
        case Compare(than=than):
            return tuple(entities(than))
        case _:
            return ()


def _measured(form: Form) -> Form:
    """What a number is a measure of."""
    return form.of if isinstance(form, Join) else form


def _kinds(form: Form, store: Store) -> frozenset[IRI]:
    """The classes of the members of a form, where it names them or their class; of what they are compared with."""
    match form:
        case Class(iri=iri):
            return frozenset((iri,))
        case Best(of=of) | Minus(of=of):
            return _kinds(of, store)
        case Intersection(left=left, right=right) if not isinstance(right, Compare):
            return _kinds(left, store) | _kinds(right, store)
        case Intersection(left=left):
            return _kinds(left, store)
        case _:
            known = [thing for thing in _named(form) if not _is_open(thing)]
            return frozenset(kind for thing in known for kind in _classes(thing.iris[0], store))


def _is_open(thing: Entity) -> bool:
    return len(thing.iris) > 1 and not thing.every


def _classes(thing: IRI, store: Store) -> frozenset[IRI]:
    return frozenset(t.object for t in store.match(thing, RDF_TYPE) if isinstance(t.object, IRI))


def _most_like(thing: Entity, kinds: frozenset[IRI], store: Store) -> Entity:
    shared = {iri: len(kinds & _classes(iri, store)) for iri in thing.iris}
    most = max(shared.values())
    return replace(thing, iris=tuple(iri for iri in thing.iris if shared[iri] == most)) if most else thing
