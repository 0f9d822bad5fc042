"""The tests that leaves of a proof stand for, recomputed: True, False, or None for what cannot be decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from kgqa.checker.values import characters, different, equal, ill_typed, less, outside, same
from kgqa.checker.vocabulary import (
    DIFFERENT,
    DIFFERENT_VALUE,
    ILL_TYPED,
    IS_LITERAL,
    MERGEABLE,
    OUTSIDE,
    SAME,
    SAME_VALUE,
    SWRLB,
)
from kgqa.model import IRI, Literal, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Callable

Verdict: TypeAlias = bool | None
Compares: TypeAlias = "Callable[[Literal, Literal], Verdict]"


def is_test(name: IRI) -> bool:
    """Whether a leaf with this predicate is a test."""
    judged = {DIFFERENT, MERGEABLE, ILL_TYPED, IS_LITERAL, OUTSIDE}
    return name in judged or name in _COMPARISONS or name.value.startswith(SWRLB)


def holds(test: Triple, *, unique_names: bool) -> Verdict:
    """Whether a test holds of its terms alone; difference and arithmetic need more than these."""
    one, name, other = test
    if name == MERGEABLE:
        return _is_mergeable(one, other, unique_names=unique_names)
    if name == IS_LITERAL:
        return isinstance(one, Literal) and one == other
    if name == ILL_TYPED:
        return isinstance(one, Literal) and one == other and ill_typed(one)
    if name == OUTSIDE:
        return isinstance(one, Literal) and isinstance(other, IRI) and outside(one, other.value)
    if name in _COMPARISONS:
        return isinstance(one, Literal) and isinstance(other, Literal) and _COMPARISONS[name](one, other)
    return None


def are_different(one: Term, other: Term, stated: Callable[[Triple], bool], *, unique_names: bool) -> Verdict:
    """Whether two terms denote different things: literals by value, others by name or because it is stated."""
    if isinstance(one, Literal) or isinstance(other, Literal):
        return isinstance(one, Literal) and isinstance(other, Literal) and different(one, other)
    pairs = ((one, other), (other, one))
    if one == other:
        return False
    if any(stated(Triple(left, DIFFERENT, right)) for left, right in pairs):
        return True
    if unique_names and isinstance(one, IRI) and isinstance(other, IRI):
        return not any(stated(Triple(left, SAME, right)) for left, right in pairs)
    return None


def _is_mergeable(one: Term, other: Term, *, unique_names: bool) -> bool:
    if one == other or isinstance(one, Literal) or isinstance(other, Literal):
        return False
    return not (unique_names and isinstance(one, IRI) and isinstance(other, IRI))


def _unequal(one: Literal, other: Literal) -> Verdict:
    verdict = equal(one, other)
    return None if verdict is None else not verdict


def _or(*verdicts: Verdict) -> Verdict:
    return True if True in verdicts else None if None in verdicts else False


def _text(test: Callable[[str, str], bool]) -> Compares:
    def compared(one: Literal, other: Literal) -> Verdict:
        left, right = characters(one), characters(other)
        return left is not None and right is not None and test(left, right)

    return compared


_COMPARISONS: dict[IRI, Compares] = {
    SAME_VALUE: same,
    DIFFERENT_VALUE: different,
    IRI(SWRLB + "equal"): equal,
    IRI(SWRLB + "notEqual"): _unequal,
    IRI(SWRLB + "lessThan"): less,
    IRI(SWRLB + "greaterThan"): lambda one, other: less(other, one),
    IRI(SWRLB + "lessThanOrEqual"): lambda one, other: _or(less(one, other), equal(one, other)),
    IRI(SWRLB + "greaterThanOrEqual"): lambda one, other: _or(less(other, one), equal(one, other)),
    IRI(SWRLB + "contains"): _text(lambda one, other: other in one),
    IRI(SWRLB + "containsIgnoreCase"): _text(lambda one, other: other.casefold() in one.casefold()),
    IRI(SWRLB + "startsWith"): _text(str.startswith),
    IRI(SWRLB + "endsWith"): _text(str.endswith),
    IRI(SWRLB + "stringEqualIgnoreCase"): _text(lambda one, other: one.casefold() == other.casefold()),
}
