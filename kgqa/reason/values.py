"""Literals as values: equality, difference and order in the value spaces of XSD 1.1 (Datatypes)."""

from __future__ import annotations

import math
import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

from kgqa.dates import DateInterval, interval, is_date
from kgqa.model import RDF, RDFS, XSD, Literal

Number: TypeAlias = Fraction | float

_INTEGER_BOUNDS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
}
_INTEGER = re.compile(r"[+-]?\d+")
_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_DOUBLE = re.compile(r"[+-]?((\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|INF)|NaN")
_BOOLEAN = {"true": True, "1": True, "false": False, "0": False}
_TEXT = {XSD + "string", RDF + "langString", XSD + "normalizedString", XSD + "token", XSD + "anyURI"}
_DATES = {XSD + "date", XSD + "dateTime", XSD + "gYear", XSD + "gYearMonth"}


class _IllTypedError(ValueError):
    pass


@lru_cache(maxsize=100_000)
def number(literal: Literal) -> Number | None:
    """The number a literal of a numeric datatype denotes; None for other datatypes and ill-typed ones."""
    try:
        return _number(literal)
    except _IllTypedError:
        return None


def _number(literal: Literal) -> Number | None:
    local, text = literal.datatype.removeprefix(XSD), literal.lexical.strip(" \t\r\n")
    if local in _INTEGER_BOUNDS:
        low, high = _INTEGER_BOUNDS[local]
        if not _INTEGER.fullmatch(text):
            raise _IllTypedError
        value = int(text)
        if (low is not None and value < low) or (high is not None and value > high):
            raise _IllTypedError
        return Fraction(value)
    if local == "decimal":
        if not _DECIMAL.fullmatch(text):
            raise _IllTypedError
        return Fraction(Decimal(text))
    if local in {"double", "float"}:
        if not _DOUBLE.fullmatch(text):
            raise _IllTypedError
        return float(text.replace("INF", "inf"))
    return None


@lru_cache(maxsize=100_000)
def ill_typed(literal: Literal) -> bool:
    """Whether the lexical form is outside the lexical space of its (known) datatype (rule dt-not-type)."""
    try:
        _number(literal)
    except (_IllTypedError, InvalidOperation, ValueError):
        return True
    if literal.datatype == XSD + "boolean":
        return literal.lexical not in _BOOLEAN
    return literal.datatype in _DATES and interval(literal) is None


def different(left: Literal, right: Literal) -> bool:
    """Whether two literals certainly denote different values; dates of different precision may still agree.

    Literals of datatypes whose value spaces are not known here are different only when they are the same
    datatype's different strings of text.
    """
    if left == right:
        return False
    one, two = number(left), number(right)
    if one is not None and two is not None:
        return one != two and not (_nan(one) or _nan(two))
    if is_date(left.datatype) and is_date(right.datatype):
        first, second = interval(left), interval(right)
        return first is not None and second is not None and (_before(first, second) or _before(second, first))
    if left.datatype == right.datatype == XSD + "boolean":
        return _BOOLEAN.get(left.lexical) is not _BOOLEAN.get(right.lexical)
    kinds = {_kind(left), _kind(right)}
    return None not in kinds and (len(kinds) == 2 or kinds == {"text"})


def in_space(literal: Literal, datatype: str) -> bool | None:
    """Whether the value of `literal` lies in the value space of `datatype`; None when not known here."""
    if literal.datatype == datatype or datatype == RDFS + "Literal":
        return True
    local = datatype.removeprefix(XSD)
    value = number(literal)
    if local in _INTEGER_BOUNDS:
        low, high = _INTEGER_BOUNDS[local]
        whole = isinstance(value, Fraction) and value.denominator == 1
        return whole and (low is None or value >= low) and (high is None or value <= high)  # type: ignore[operator]
    if local == "decimal":
        return isinstance(value, Fraction)
    families = {XSD + "string": _TEXT - {RDF + "langString"}, XSD + "boolean": set(), XSD + "double": set()}
    return literal.datatype in families[datatype] if datatype in families else None


def less(left: Literal, right: Literal) -> bool | None:
    """Whether `left` is certainly before `right`; None when the two cannot be ordered at all."""
    one, two = number(left), number(right)
    if one is not None and two is not None:
        return bool(one < two)
    if is_date(left.datatype) and is_date(right.datatype):
        first, second = interval(left), interval(right)
        return None if first is None or second is None else _before(first, second)
    if left.datatype in _TEXT and right.datatype in _TEXT:
        return left.lexical < right.lexical
    return None


def same(left: Literal, right: Literal) -> bool:
    """Whether two literals certainly denote the same value."""
    one, two = number(left), number(right)
    return left == right or (one is not None and one == two)


def _before(first: DateInterval, second: DateInterval) -> bool:
    """Strictly earlier; an approximate date is before nothing, for nobody says by how much it may be off."""
    if first.approximate or second.approximate or first.latest is None or second.earliest is None:
        return False
    return first.latest < second.earliest


def _nan(value: Number) -> bool:
    return isinstance(value, float) and math.isnan(value)


def _kind(literal: Literal) -> str | None:
    if literal.datatype in _TEXT:
        return "text"
    if number(literal) is not None:
        return "number"
    if literal.datatype == XSD + "boolean":
        return "boolean"
    return "date" if is_date(literal.datatype) else None
