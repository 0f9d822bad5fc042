"""Whether a measure gives numbers, dates or texts, as far as its form tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from kgqa.ask.form import Aggregate, Best, Count, Difference, Form, Join, Sorted, Span, Value
from kgqa.ask.structure import fill, parts
from kgqa.dates import is_date
from kgqa.model import XSD
from kgqa.model import Literal as Text

if TYPE_CHECKING:
    from kgqa.model import IRI

Kind: TypeAlias = Literal["number", "date", "text"]

_NUMBERS = frozenset(
    XSD + name
    for name in (
        "integer", "decimal", "double", "float", "int", "long", "short", "byte", "nonNegativeInteger",
        "positiveInteger", "negativeInteger", "nonPositiveInteger", "unsignedInt", "unsignedLong", "unsignedShort",
        "unsignedByte",
    )
)  # fmt: skip


def is_number(literal: Text) -> bool:
    """Whether the datatype is one of numbers (XSD 1.1 part 2, 3.3 and 3.4)."""
    return literal.datatype in _NUMBERS


def kind_of(form: Form, dates: frozenset[IRI]) -> Kind | None:
    """What the values of a form are; `dates` are the properties that hold dates. None: of any kind."""
    match form:
        case Value(literal=literal):
            return "date" if is_date(literal.datatype) else "number" if is_number(literal) else "text"
        case Join(relation=relation):
            return "date" if not relation.inverse and relation.property in dates else None
        case Aggregate(of=of, by=by):
            return kind_of(fill(by, of), dates)
        case Best(of=of) | Sorted(of=of):
            return kind_of(of, dates)
        case Count() | Span() | Difference():
            return "number"
    return "date" if any(kind_of(part, dates) == "date" for part in parts(form)) else None


def is_vague(form: Best, dates: frozenset[IRI]) -> bool:
    """Whether the values that a superlative is over may be known in part only: dates and times between them."""
    return isinstance(form.by, Span) or kind_of(fill(form.by, form.of), dates) == "date"
