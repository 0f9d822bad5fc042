"""What the arithmetic built-ins of SWRL compute.

Source: SWRL, section 8.2, https://www.w3.org/submissions/SWRL/#8.2; for numbers XPath and XQuery Functions.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import reduce
from operator import add, mul, sub, truediv
from typing import TYPE_CHECKING, TypeAlias

from kgqa.checker.values import number
from kgqa.checker.vocabulary import SWRLB
from kgqa.model import IRI, Literal, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Number: TypeAlias = Fraction | float
_PRECISION = Fraction(1, 10**11)
"""How far, relative to it, a literal may be from a quotient that has no end."""


def _remainder(one: Number, other: Number) -> Number:
    """op:numeric-mod: the sign is that of the first number."""
    return one - other * math.trunc(one / other)


_COMPUTATIONS: dict[IRI, Callable[[Sequence[Number]], Number]] = {
    IRI(SWRLB + "add"): lambda numbers: reduce(add, numbers),
    IRI(SWRLB + "subtract"): lambda numbers: sub(*numbers),
    IRI(SWRLB + "multiply"): lambda numbers: reduce(mul, numbers),
    IRI(SWRLB + "divide"): lambda numbers: truediv(*numbers),
    IRI(SWRLB + "mod"): lambda numbers: _remainder(*numbers),
    IRI(SWRLB + "abs"): lambda numbers: max(sub(0, *numbers), *numbers),
}


def computes(name: IRI) -> bool:
    """Whether a built-in computes its first argument from the others."""
    return name in _COMPUTATIONS


def is_result(name: IRI, inputs: Sequence[Term], result: Term) -> bool:
    """Whether `result` is what the computation makes of `inputs`."""
    numbers = [number(term) for term in inputs if isinstance(term, Literal)]
    found = number(result) if isinstance(result, Literal) else None
    known = [item for item in numbers if item is not None]
    if found is None or not known or len(known) != len(inputs):
        return False
    try:
        expected = _COMPUTATIONS[name](known)
        return expected == found or abs(expected - found) <= abs(expected) * _PRECISION
    except (ZeroDivisionError, OverflowError, ValueError, TypeError):
        return False
