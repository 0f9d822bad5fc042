"""kgqa's own SPARQL functions on dates, which every query may call (docs/http.md tells of them).

SPARQL 1.1's `<` (17.3) cannot compare xsd:gYear with xsd:date, nor EDTF with anything.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from kgqa.dates import spans
from kgqa.model import KGQA, XSD, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

Function: TypeAlias = "Callable[..., ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None]"
_DATE_TIME = ox.NamedNode(XSD + "dateTime")
_KEPT = 100_000


def _moment(read: Callable[[Literal], str | None]) -> Function:
    @lru_cache(maxsize=_KEPT)
    def function(*terms: object) -> ox.Literal | None:
        dates = _literals(terms, 1)
        found = read(dates[0]) if dates else None
        return None if found is None else ox.Literal(found, datatype=_DATE_TIME)

    return function


def _completed(unit: spans.Unit) -> Function:
    @lru_cache(maxsize=_KEPT)
    def function(*terms: object) -> ox.Literal | None:
        dates = _literals(terms, 2)
        found = spans.completed(dates[0], dates[1], unit) if dates else None
        return None if found is None else ox.Literal(found)

    return function


def _literals(terms: tuple[object, ...], number: int) -> list[Literal]:
    """The terms, if they are so many literals; nothing otherwise."""
    found = [Literal(t.value, t.datatype.value, t.language) for t in terms if isinstance(t, ox.Literal)]
    return found if len(found) == len(terms) == number else []


FUNCTIONS = {
    ox.NamedNode(KGQA + "earliest"): _moment(spans.earliest),
    ox.NamedNode(KGQA + "latest"): _moment(spans.latest),
    ox.NamedNode(KGQA + "years"): _completed("year"),
    ox.NamedNode(KGQA + "months"): _completed("month"),
    ox.NamedNode(KGQA + "days"): _completed("day"),
}
"""By name; each is unbound for what it cannot tell."""
