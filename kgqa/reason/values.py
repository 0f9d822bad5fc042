"""Literals compared: certainly the same, certainly different, certainly before."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from kgqa.dates import DateInterval, interval, is_date
from kgqa.reason.datatypes import IllTypedError, Value, in_space, value_of

if TYPE_CHECKING:
    from kgqa.model import Literal

__all__ = ["Number", "different", "ill_typed", "in_space", "less", "number", "same"]

Number: TypeAlias = Fraction | float
_NUMBERS = {"decimal", "float", "double"}


def number(literal: Literal) -> Number | None:
    """The number a literal of a numeric datatype denotes; None for other datatypes and ill-typed ones."""
    space, content = _value(literal) or ("", None)
    return content if space in _NUMBERS and isinstance(content, Fraction | float) else None


def ill_typed(literal: Literal) -> bool:
    """Whether the lexical form is outside the lexical space of its (known) datatype (rule dt-not-type)."""
    try:
        value_of(literal)
    except IllTypedError:
        return True
    return False


def same(left: Literal, right: Literal) -> bool:
    """Whether two literals certainly denote the same value (rule dt-eq); +0.0 and -0.0 are two (OWL 2 Syntax, 4.2)."""
    one, two = _value(left), _value(right)
    return left == right or (one is not None and one == two and not _is_signed_apart(one, two))


def different(left: Literal, right: Literal) -> bool:
    """Whether two literals certainly denote different values (rule dt-diff).

    Dates of different precision may still agree, and so may a time with a zone and one without.
    """
    one, two = _value(left), _value(right)
    if is_date(left.datatype) and is_date(right.datatype):
        return _dates_differ(left, right, one, two)
    if one is None or two is None:
        return False
    if one == two:
        return _is_signed_apart(one, two)
    return not (_is_nan(one) or _is_nan(two))


def less(left: Literal, right: Literal) -> bool | None:
    """Whether `left` is certainly before `right`; None when the two cannot be ordered at all."""
    one, two = number(left), number(right)
    if one is not None and two is not None:
        return bool(one < two)
    if is_date(left.datatype) and is_date(right.datatype):
        first, second = interval(left), interval(right)
        return None if first is None or second is None else _before(first, second)
    texts = [value[1] for value in (_value(left), _value(right)) if value is not None and value[0] == "text"]
    return str(left.lexical) < str(right.lexical) if len(texts) == 2 else None


def _value(literal: Literal) -> Value | None:
    try:
        return value_of(literal)
    except IllTypedError:
        return None


def _dates_differ(left: Literal, right: Literal, one: Value | None, two: Value | None) -> bool:
    first, second = interval(left), interval(right)
    if first is None or second is None:
        return False
    if _before(first, second) or _before(second, first):
        return True
    moments = [value[1] for value in (one, two) if value is not None and value[0] == "dateTime"]
    if len(moments) == 2 and isinstance(moments[0], tuple) and isinstance(moments[1], tuple):
        return moments[0][0] == moments[1][0] and moments[0] != moments[1]
    return False


def _before(first: DateInterval, second: DateInterval) -> bool:
    """Strictly earlier; an approximate date is before nothing, for nobody says by how much it may be off."""
    if first.approximate or second.approximate or first.latest is None or second.earliest is None:
        return False
    return first.latest < second.earliest


def _is_signed_apart(one: Value, two: Value) -> bool:
    first, second = one[1], two[1]
    both = isinstance(first, float) and isinstance(second, float)
    return both and math.copysign(1, first) != math.copysign(1, second)  # type: ignore[arg-type]


def _is_nan(value: Value) -> bool:
    return isinstance(value[1], float) and math.isnan(value[1])
