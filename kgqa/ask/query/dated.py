"""Which properties of a form hold dates."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from kgqa.ask.structure import joins
from kgqa.dates.spans import moments
from kgqa.model import Literal

if TYPE_CHECKING:
    from kgqa.ask.form import Form
    from kgqa.model import IRI
    from kgqa.store import Store

_SAMPLE = 8
_KEPT: WeakKeyDictionary[Store, dict[IRI, bool]] = WeakKeyDictionary()


def dated(form: Form, store: Store) -> frozenset[IRI]:
    """The properties in a form whose values are dates, as a few of them tell."""
    forwards = {join.relation.property for join in joins(form) if not join.relation.inverse}
    looked_up = {join.relation.property for join in joins(form) if join.relation.inverse}
    known = _KEPT.setdefault(store, {})
    for iri in forwards | looked_up:
        if iri not in known:
            known[iri] = _holds_dates(iri, store)
    return frozenset(iri for iri in forwards | looked_up if known[iri])


def _holds_dates(iri: IRI, store: Store) -> bool:
    values = (fact.object for fact in islice(store.match(None, iri), _SAMPLE))
    return any(isinstance(value, Literal) and moments(value) is not None for value in values)
