"""Table 8: the semantics of datatypes (dt-*), of things that are said to be the same as a literal.

These rules start from tests of literals as well as from facts. That the tests hold is checked where they stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.checker.rule import kinds_in, same, typed
from kgqa.checker.vocabulary import (
    DIFFERENT,
    DIFFERENT_VALUE,
    ILL_TYPED,
    IS_LITERAL,
    OUTSIDE,
    SAME,
    SAME_VALUE,
)
from kgqa.model import Triple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    from kgqa.checker.rule import Given
    from kgqa.model import IRI, Term

    Pairs: TypeAlias = Iterator[tuple[list[Triple], list[Triple]]]


def dt_eq(fact: Triple | None, given: Given, tests: Given) -> Pairs:
    """From x = l, y = m and l, m literals with the same value: x = y."""
    return _compared(fact, tests, SAME, SAME_VALUE)


def dt_diff(fact: Triple | None, given: Given, tests: Given) -> Pairs:
    """From x = l, y = m and l, m literals with different values: x differentFrom y."""
    return _compared(fact, tests, DIFFERENT, DIFFERENT_VALUE)


def dt_not_type(fact: Triple | None, given: Given, tests: Given) -> Pairs:
    """From an ill-typed literal, or from x = l, x a c and the value of l outside of c: false."""
    if fact is not None:
        return
    for test in tests:
        if test.predicate == ILL_TYPED:
            yield from (([premise], [test]) for premise in given if premise.object == test.subject)
        if test.predicate == OUTSIDE:
            for x, kind in kinds_in(given):
                if kind == test.object:
                    yield [same(x, test.subject), typed(x, kind)], [_is_literal(test.subject), test]


def _compared(fact: Triple | None, tests: Given, conclusion: IRI, comparison: IRI) -> Pairs:
    for test in tests:
        if fact is not None and fact.predicate == conclusion and test.predicate == comparison:
            both = [_is_literal(test.subject), _is_literal(test.object), test]
            yield [same(fact.subject, test.subject), same(fact.object, test.object)], both


def _is_literal(term: Term) -> Triple:
    return Triple(term, IS_LITERAL, term)


RULES: dict[str, Callable[[Triple | None, Given, Given], Pairs]] = {
    "dt-eq": dt_eq,
    "dt-diff": dt_diff,
    "dt-not-type": dt_not_type,
}
