"""The comparisons of SWRL: numbers as XPath promotes them, dates by the days they may mean, texts by code point.

Source: SWRL, section 8.1, https://www.w3.org/submissions/SWRL/#8.1. Two values may be neither equal nor unequal: a
year and a day in it, a time with a zone and one without.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kgqa.model import XSD
from kgqa.reason.builtins.durations import duration, shorter
from kgqa.reason.builtins.moments import apart, moment
from kgqa.reason.builtins.numerals import single
from kgqa.reason.values import different, less, number, same

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kgqa.model import Literal
    from kgqa.reason.builtins.computation import Test
    from kgqa.reason.values import Number


def equal(left: Literal, right: Literal) -> bool | None:
    """Whether two literals denote the same value; None where that is not known. NaN equals nothing."""
    numbers = _numbers(left, right)
    if numbers is not None:
        return numbers[0] == numbers[1]
    one, two = duration(left), duration(right)
    if one is not None and two is not None:
        return one == two
    times = moment(left, "time"), moment(right, "time")
    if times[0] is not None and times[1] is not None:
        gap = apart(times[0], times[1])
        return None if gap is None else gap == 0
    if same(left, right):
        return True
    return False if different(left, right) else None


def before(left: Literal, right: Literal) -> bool:
    """Whether `left` is certainly less than `right`, in a type that orders both."""
    numbers = _numbers(left, right)
    if numbers is not None:
        return bool(numbers[0] < numbers[1])
    one, two = duration(left), duration(right)
    if one is not None and two is not None:
        return bool(shorter(one, two))
    times = moment(left, "time"), moment(right, "time")
    if times[0] is not None and times[1] is not None:
        gap = apart(times[0], times[1])
        return gap is not None and gap < 0
    return left.language == right.language and bool(less(left, right))


def _numbers(left: Literal, right: Literal) -> tuple[Number, Number] | None:
    """Both numbers, as floating ones when one of them is; None unless both are numbers."""
    one, two = number(left), number(right)
    if one is None or two is None:
        return None
    if isinstance(one, Fraction) and isinstance(two, Fraction):
        return one, two
    return _promoted(one, left), _promoted(two, right)


def _promoted(value: Number, literal: Literal) -> Number:
    try:
        return single(float(value)) if literal.datatype == XSD + "float" else float(value)
    except OverflowError:
        # An exact number beyond all doubles still compares with them as it is.
        return value


def _pair(test: Callable[[Literal, Literal], bool]) -> Callable[[Sequence[Literal]], bool]:
    return lambda literals: test(literals[0], literals[1])


COMPARISONS: dict[str, Test] = {
    "equal": (2, 2, _pair(lambda left, right: equal(left, right) is True)),
    "notEqual": (2, 2, _pair(lambda left, right: equal(left, right) is False)),
    "lessThan": (2, 2, _pair(before)),
    "greaterThan": (2, 2, _pair(lambda left, right: before(right, left))),
    "lessThanOrEqual": (2, 2, _pair(lambda left, right: equal(left, right) is True or before(left, right))),
    "greaterThanOrEqual": (2, 2, _pair(lambda left, right: equal(left, right) is True or before(right, left))),
}
