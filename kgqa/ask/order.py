"""The order in which answers are listed: by the date that orders a relation, where there is one, else by label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.compose.measures import order_of
from kgqa.ask.evaluate import evaluate
from kgqa.ask.form import HOLE, Intersection, Join, Minus, Question, Table, Union
from kgqa.ask.understanding import understanding_of
from kgqa.dates import interval
from kgqa.model import Literal

if TYPE_CHECKING:
    from kgqa.ask.form import Form, Relation
    from kgqa.ask.lexicon import Lexicon
    from kgqa.model import Term
    from kgqa.store import Store

_MOST = 200
"""Longer lists stay in the order of their labels."""


def in_order(terms: tuple[Term, ...], form: Form, lexicon: Lexicon, store: Store) -> tuple[Term, ...]:
    """The members of a set, which come in the order of their labels, by date where their relation is so ordered.

    Members without a date come last. See kgqa:orderedBy in ontologies/kgqa.ttl.
    """
    if not 1 < len(terms) <= _MOST:
        return terms
    relation, of = _ordered(form)
    if relation is None or not any(w.property in lexicon.schema.ordered_by for w in lexicon.schema.wider(relation)):
        return terms
    by = order_of(understanding_of(lexicon, store).kinds, relation, of)
    if by is None:
        return terms
    rows = evaluate(Question(Table(of, (HOLE, by))), lexicon, store).rows
    days: dict[Term, int] = {}
    for member, value in rows:
        when = interval(value) if isinstance(value, Literal) else None
        day = None if when is None else when.earliest if when.earliest is not None else when.latest
        if member is not None and day is not None:
            days[member] = min(day, days.get(member, day))
    return tuple(sorted(terms, key=lambda term: (term not in days, days.get(term, 0))))


def _ordered(form: Form) -> tuple[Relation | None, Form]:
    """The relation that leads to the members of a set, and the set it leads to."""
    match form:
        case Join(relation=relation):
            return relation, form
        case Intersection(left=left, right=right):
            found = _ordered(left)
            return found if found[0] is not None else _ordered(right)
        case Minus(of=of):
            return _ordered(of)
        case Union(left=left, right=right):
            one, other = _ordered(left), _ordered(right)
            return (one[0], form) if one[0] is not None and other[0] is not None else (None, form)
        case _:
            return None, form
