"""Values that are told by things of their own: a price with an amount and a currency (schema.org: StructuredValue)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from kgqa.ask.form import HOLE, Form, Join, Relation

if TYPE_CHECKING:
    from kgqa.ask.compose.kinds import Kinds
    from kgqa.model import IRI

_FOUND: WeakKeyDictionary[Kinds, dict[IRI, IRI | None]] = WeakKeyDictionary()
_FEW = 20


def number_of(kinds: Kinds, relation: Relation) -> Form | None:
    """The number that a relation tells by way of things without names: the amount of the price of _; else None."""
    if relation.inverse or kinds.literal(relation) is not None:
        return None
    held = kinds.values(relation)
    value = _only_number(kinds, next(iter(held))) if len(held) == 1 else None
    return None if value is None else Join(Relation(value), Join(relation, HOLE))


def _only_number(kinds: Kinds, kind: IRI) -> IRI | None:
    """The one property with numbers of the members of a class, where these have no names."""
    known = _FOUND.setdefault(kinds, {})
    if kind not in known:
        told = [
            iri
            for iri in sorted(kinds.schema.properties - kinds.schema.unspoken)
            if kinds.literal(Relation(iri)) == "number" and kind in kinds.subjects(Relation(iri))
        ]
        found = getattr(kinds.store.query(f"SELECT ?s WHERE {{ ?s a {kind} }} LIMIT {_FEW}"), "rows", [])
        named = any(kinds.lexicon.labels.has(row[0]) for row in found)
        known[kind] = told[0] if len(told) == 1 and found and not named else None
    return known[kind]
