"""The mathematical built-ins of SWRL, as XPath defines them.

Sources: SWRL, section 8.2, https://www.w3.org/submissions/SWRL/#8.2; XQuery 1.0 and XPath 2.0 Functions and
Operators, section 6. Exact numbers stay exact; xsd:float and xsd:double follow IEEE 754 (division by zero is INF,
0 divided by 0 is NaN). What has no result leaves the atom false: division of exact numbers by zero, the root of -1.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from kgqa.reason.builtins.numerals import MAX_BITS, calculated, whole, written
from kgqa.reason.values import number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kgqa.model import Literal
    from kgqa.reason.builtins.computation import Computation
    from kgqa.reason.values import Number

_MAX_PLACES = 3_000


def _divided(left: float, right: float) -> float:
    if right != 0 or math.isnan(left) or math.isnan(right):
        return left / right
    if left == 0:
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1, right)


def _ratio(left: Fraction, right: Fraction) -> Fraction | None:
    return left / right if right else None


def _quotient(left: Number, right: Number) -> Fraction | None:
    """The quotient without its fraction, towards zero."""
    if right == 0 or (isinstance(left, float) and not math.isfinite(left)):
        return None
    if isinstance(right, float) and not math.isfinite(right):
        return Fraction(0) if math.isinf(right) else None
    return Fraction(math.trunc(Fraction(left) / Fraction(right)))


def _whole_quotient(literals: Sequence[Literal]) -> Literal | None:
    left, right = (number(literal) for literal in literals)
    found = None if left is None or right is None else _quotient(left, right)
    return None if found is None else written(found)


def _rest(left: Fraction, right: Fraction) -> Fraction | None:
    """What is left of a division towards zero: it has the sign of the dividend."""
    quotient = _quotient(left, right)
    return None if quotient is None else left - right * quotient


def _floating_rest(left: float, right: float) -> float:
    if math.isinf(left) or right == 0 or math.isnan(left) or math.isnan(right):
        return math.nan
    return math.fmod(left, right)


def _power(base: Fraction, exponent: Fraction) -> Number | None:
    """Exact for a whole exponent, else a double; None for a power that is not real or too long to be written."""
    if exponent.denominator == 1:
        bits = max(base.numerator.bit_length(), base.denominator.bit_length()) - 1
        if (base == 0 and exponent < 0) or bits * abs(exponent) > MAX_BITS:
            return None
        return Fraction(base ** int(exponent))
    if base < 0 or (base == 0 and exponent < 0):
        return None
    return _floating_power(float(base), float(exponent))


def _floating_power(base: float, exponent: float) -> float:
    try:
        return math.pow(base, exponent)
    except ValueError:
        # C calls 0 to a negative power an error, IEEE 754 (and XPath) an infinity.
        return math.inf if base == 0 else math.nan
    except OverflowError:
        odd = math.fmod(exponent, 2) != 0
        return -math.inf if base < 0 and odd else math.inf


def _signed(rounded: Callable[[float], float]) -> Callable[[float], float]:
    """Rounding that keeps infinities, NaN and the sign of a zero."""

    def kept(value: float) -> float:
        return math.copysign(float(rounded(value)), value) if math.isfinite(value) else value

    return kept


def _half_up(value: Fraction) -> Fraction:
    return Fraction(math.floor(value + Fraction(1, 2)))


def _half_up_floating(value: float) -> float:
    return float(_half_up(Fraction(value)))


def _half_even(literals: Sequence[Literal]) -> Literal | None:
    """To so many decimal places (none unless said; negative: to tens, hundreds), a half to the even digit."""
    places = whole(literals[1]) if len(literals) == 2 else 0
    if places is None or abs(places) > _MAX_PLACES:
        return None

    def rounded(value: Fraction) -> Fraction:
        return round(value * Fraction(10) ** places) / Fraction(10) ** places

    return calculated(literals[:1], rounded, _signed(lambda value: float(rounded(Fraction(value)))))


def _sum(*numbers: Number) -> Number:
    total = numbers[0]
    for value in numbers[1:]:
        total = total + value
    return total


def _product(*numbers: Number) -> Number:
    total = numbers[0]
    for value in numbers[1:]:
        total = total * value
    return total


def _floats(function: Callable[..., Number]) -> Callable[..., float]:
    return lambda *numbers: float(function(*numbers))


def _of(exact: Callable[..., Number | None], floating: Callable[..., float | None]) -> Callable[..., Literal | None]:
    return lambda literals: calculated(literals, exact, floating)


def _angle(function: Callable[[float], float]) -> Callable[..., Literal | None]:
    def measured(value: Number) -> float:
        return function(float(value)) if math.isfinite(value) else math.nan

    return _of(measured, measured)


_MANY = 1_000

ARITHMETIC: dict[str, Computation] = {
    "add": (1, _MANY, _of(_sum, _floats(_sum))),
    "subtract": (2, 2, _of(lambda left, right: left - right, lambda left, right: left - right)),
    "multiply": (1, _MANY, _of(_product, _floats(_product))),
    "divide": (2, 2, _of(_ratio, _divided)),
    "integerDivide": (2, 2, _whole_quotient),
    "mod": (2, 2, _of(_rest, _floating_rest)),
    "pow": (2, 2, _of(_power, _floating_power)),
    "unaryPlus": (1, 1, _of(lambda value: value, lambda value: value)),
    "unaryMinus": (1, 1, _of(lambda value: -value, lambda value: -value)),
    "abs": (1, 1, _of(abs, abs)),
    "ceiling": (1, 1, _of(lambda value: Fraction(math.ceil(value)), _signed(math.ceil))),
    "floor": (1, 1, _of(lambda value: Fraction(math.floor(value)), _signed(math.floor))),
    "round": (1, 1, _of(_half_up, _signed(_half_up_floating))),
    "roundHalfToEven": (1, 2, _half_even),
    "sin": (1, 1, _angle(math.sin)),
    "cos": (1, 1, _angle(math.cos)),
    "tan": (1, 1, _angle(math.tan)),
}
