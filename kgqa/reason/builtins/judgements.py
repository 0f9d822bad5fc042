"""The tests that the rules of OWL 2 RL need and no vocabulary names: identity, datatypes, literals.

They are written in the rule table as `kgqa:illTyped ?y` and the like.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from kgqa.model import IRI, KGQA, Literal, Term
from kgqa.reason.builtins.identity import Identity
from kgqa.reason.rule import DIFFERENT
from kgqa.reason.values import different, ill_typed, in_space, same

MERGEABLE = IRI(KGQA + "mergeable")
ILL_TYPED = IRI(KGQA + "illTyped")
LITERAL = IRI(KGQA + "literal")
SAME_VALUE = IRI(KGQA + "sameValue")
DIFFERENT_VALUE = IRI(KGQA + "differentValue")
OUTSIDE_DATATYPE = IRI(KGQA + "outsideDatatype")
LISTED_BEFORE = IRI(KGQA + "listedBefore")

Judgement: TypeAlias = Callable[[Sequence[Term], Identity], bool]


def _values(test: Callable[[Literal, Literal], bool]) -> Judgement:
    def tested(terms: Sequence[Term], _: Identity) -> bool:
        left, right = terms
        return isinstance(left, Literal) and isinstance(right, Literal) and test(left, right)

    return tested


def _outside(terms: Sequence[Term], _: Identity) -> bool:
    literal, datatype = terms
    return isinstance(literal, Literal) and isinstance(datatype, IRI) and in_space(literal, datatype.value) is False


def _listed_before(terms: Sequence[Term], _: Identity) -> bool:
    """Whether the first term is in the list that follows the second, and before that one."""
    first, second, *listed = terms
    return first in listed and second in listed[listed.index(first) + 1 :]


JUDGEMENTS: dict[IRI, tuple[int | None, Judgement]] = {
    DIFFERENT: (2, lambda terms, identity: identity.distinct(terms[0], terms[1])),
    MERGEABLE: (2, lambda terms, identity: identity.mergeable(terms[0], terms[1])),
    ILL_TYPED: (1, lambda terms, _: isinstance(terms[0], Literal) and ill_typed(terms[0])),
    OUTSIDE_DATATYPE: (2, _outside),
    LITERAL: (1, lambda terms, _: isinstance(terms[0], Literal)),
    SAME_VALUE: (2, _values(same)),
    DIFFERENT_VALUE: (2, _values(different)),
    LISTED_BEFORE: (None, _listed_before),
}
"""How many terms each takes (None: any number from two on), and how they are judged."""
