"""Numbers in and out of literals: exact ones as fractions, xsd:float and xsd:double as IEEE 754 numbers.

A decimal result is written exactly where decimals can, else to 18 digits after the point (XQuery and XPath Functions
and Operators, 4.2: an implementation supports at least 18 digits).
"""

from __future__ import annotations

import math
import struct
from fractions import Fraction
from typing import TYPE_CHECKING

from kgqa.model import XSD, Literal
from kgqa.reason.values import number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kgqa.reason.values import Number

MAX_BITS = 13_000
"""Numbers of more than some 3,900 digits are not computed: nothing means them, and they take ever longer."""
_DIGITS = 18


def exact(literal: Literal) -> Fraction | None:
    """The number of a decimal or integer literal; None for anything else."""
    value = number(literal)
    return value if isinstance(value, Fraction) else None


def whole(literal: Literal) -> int | None:
    """The number of a literal that denotes an integer; None for anything else."""
    value = exact(literal)
    return int(value) if value is not None and value.denominator == 1 else None


def calculated(
    literals: Sequence[Literal],
    of_exact: Callable[..., Number | None],
    of_floating: Callable[..., float | None],
) -> Literal | None:
    """A function of numbers, chosen by their types as XPath promotes them; None where it has no result.

    With an xsd:double among the numbers all are taken as doubles, else with an xsd:float as floats.
    """
    values = [number(literal) for literal in literals]
    numbers = [value for value in values if value is not None]
    if len(numbers) != len(values):
        return None
    fractions = [value for value in numbers if isinstance(value, Fraction)]
    if len(fractions) == len(numbers):
        result = of_exact(*fractions)
        return None if result is None else written(result)
    double = any(literal.datatype == XSD + "double" for literal in literals)
    promoted = [_floating(value, literal) for value, literal in zip(numbers, literals, strict=True)]
    result = of_floating(*promoted)
    return None if result is None else floating(result, double=double)


def written(value: Number) -> Literal | None:
    """The literal of a number: an integer where it is one, else a decimal; a double for an IEEE number.

    None for an exact number of too many digits.
    """
    if isinstance(value, float):
        return floating(value, double=True)
    if value.numerator.bit_length() > MAX_BITS or value.denominator.bit_length() > MAX_BITS:
        return None
    if value.denominator == 1:
        return Literal(str(value.numerator), XSD + "integer")
    digits = _decimal_digits(value.denominator)
    shifted = round(value * 10**digits)
    text = f"{abs(shifted):0{digits + 1}}"
    fraction = text[-digits:].rstrip("0")
    sign = "-" if shifted < 0 else ""
    if not fraction:
        return Literal(sign + text[:-digits], XSD + "integer")
    return Literal(f"{sign}{text[:-digits]}.{fraction}", XSD + "decimal")


def floating(value: float, *, double: bool) -> Literal:
    """The literal of an IEEE 754 number: xsd:double, or xsd:float with the value rounded to one."""
    value = value if double else single(value)
    if math.isnan(value):
        text = "NaN"
    elif math.isinf(value):
        text = "INF" if value > 0 else "-INF"
    else:
        text = repr(value) if double else _shortest(value)
    return Literal(text, XSD + ("double" if double else "float"))


def single(value: float) -> float:
    """The nearest number of 32 bits, as a double."""
    try:
        return float(struct.unpack("f", struct.pack("f", value))[0])
    except OverflowError:
        return math.copysign(math.inf, value)


def _floating(value: Number, literal: Literal) -> float:
    try:
        result = float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf
    return single(result) if literal.datatype == XSD + "float" else result


def _shortest(value: float) -> str:
    """The fewest digits that read back as the same 32 bits."""
    texts = (f"{value:.{digits}g}" for digits in range(1, 10))
    text = next((text for text in texts if single(float(text)) == value), repr(value))
    return text if any(mark in text for mark in ".e") else f"{text}.0"


def _decimal_digits(denominator: int) -> int:
    """How many digits after the point write a fraction exactly, else 18."""
    rest, digits = denominator, 0
    twos = (rest & -rest).bit_length() - 1
    rest >>= twos
    fives = 0
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    digits = max(twos, fives)
    return digits if rest == 1 else _DIGITS
