"""What the built-ins of SWRL compute: their first argument from the others, worked out again.

Source: SWRL, section 8, https://www.w3.org/submissions/SWRL/#8, which refers to XPath and XQuery Functions.
What is not worked out here (durations, patterns, angles) is left undecided.
"""

from __future__ import annotations

import math
import re
from fractions import Fraction
from functools import reduce
from operator import add, mul, neg, pos, sub, truediv
from typing import TYPE_CHECKING, TypeAlias

from kgqa.checker.values import characters, number
from kgqa.checker.vocabulary import SWRLB
from kgqa.model import IRI, XSD, Literal, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Number: TypeAlias = Fraction | float

COMPARISONS = frozenset(
    IRI(SWRLB + name)
    for name in (
        "equal", "notEqual", "lessThan", "lessThanOrEqual", "greaterThan", "greaterThanOrEqual", "contains",
        "containsIgnoreCase", "startsWith", "endsWith", "stringEqualIgnoreCase", "matches",
    )
)  # fmt: skip
_EXACT, _SINGLE = Fraction(1, 10**11), Fraction(1, 10**6)
"""How far a result may be from ours, relative to what it is made of: quotients are cut off, xsd:float is coarse."""


def computes(name: IRI) -> bool:
    """Whether a built-in computes its first argument from the others; the others compare."""
    return name.value.startswith(SWRLB) and name not in COMPARISONS


def is_result(name: IRI, inputs: Sequence[Term], result: Term) -> bool | None:
    """Whether `result` is what the computation makes of `inputs`; None for a computation that is not known here."""
    literals = [term for term in inputs if isinstance(term, Literal)]
    if not isinstance(result, Literal) or len(literals) != len(inputs):
        return False
    local = name.value.removeprefix(SWRLB)
    if local in _NUMERIC:
        return _is_number(_NUMERIC[local], literals, result)
    if local in _TEXTUAL:
        texts = [characters(literal) for literal in literals]
        given = [text for text in texts if text is not None]
        return len(given) == len(texts) and _TEXTUAL[local](*given) == characters(result)
    if local == "stringLength":
        text = characters(literals[0])
        return text is not None and number(result) == len(text)
    if local == "stringConcat":
        return characters(result) == "".join(literal.lexical for literal in literals)
    return None


def _is_number(function: Callable[..., Number | None], literals: Sequence[Literal], result: Literal) -> bool | None:
    numbers, found = [number(literal) for literal in literals], number(result)
    known = [item for item in numbers if item is not None]
    if found is None or len(known) != len(numbers):
        return False
    floating = any(isinstance(item, float) for item in known)
    try:
        expected = function(*known)
    except (ArithmeticError, ValueError, TypeError):
        # IEEE 754 has results for what is an error of exact numbers.
        return None if floating else False
    if expected is None or not math.isfinite(expected) or not math.isfinite(found):
        return None
    coarse = any(literal.datatype == XSD + "float" for literal in literals)
    scale = max(abs(Fraction(item)) for item in (expected, *(known if floating else ())) if math.isfinite(item))
    return abs(Fraction(expected) - Fraction(found)) <= scale * (_SINGLE if coarse else _EXACT)


def _power(base: Number, exponent: Number) -> Number | None:
    """Small whole exponents only: others have results that are rounded or too long."""
    whole = isinstance(exponent, Fraction) and exponent.denominator == 1 and abs(exponent) <= 64
    return base ** int(exponent) if whole else None


def _remainder(one: Number, other: Number) -> Number:
    """op:numeric-mod: the sign is that of the first number."""
    return one - other * math.trunc(one / other)


def _even(value: Number, places: Number = Fraction(0)) -> Number:
    unit = Fraction(10) ** int(places)
    return round(Fraction(value) * unit) / unit


_NUMERIC: dict[str, Callable[..., Number | None]] = {
    "add": lambda *numbers: reduce(add, numbers),
    "subtract": sub,
    "multiply": lambda *numbers: reduce(mul, numbers),
    "divide": truediv,
    "integerDivide": lambda one, other: Fraction(math.trunc(one / other)),
    "mod": _remainder,
    "pow": _power,
    "unaryPlus": pos,
    "unaryMinus": neg,
    "abs": abs,
    "ceiling": lambda value: Fraction(math.ceil(value)),
    "floor": lambda value: Fraction(math.floor(value)),
    "round": lambda value: Fraction(math.floor(Fraction(value) + Fraction(1, 2))),
    "roundHalfToEven": _even,
}
_TEXTUAL: dict[str, Callable[..., str]] = {
    "upperCase": str.upper,
    "lowerCase": str.lower,
    "normalizeSpace": lambda text: " ".join(re.findall("[^ \t\r\n]+", text)),
    "substringBefore": lambda text, mark: text[: text.index(mark)] if mark in text else "",
    "substringAfter": lambda text, mark: text[text.index(mark) + len(mark) :] if mark in text else "",
}
