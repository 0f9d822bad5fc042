"""What a rule may test or compute: difference of things, and the common built-ins of SWRL (swrlb).

Source: SWRL: A Semantic Web Rule Language, section 8, https://www.w3.org/submissions/SWRL/#8
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kgqa.model import IRI, KGQA, OWL_SAME_AS, XSD, BlankNode, Literal, Term, Triple
from kgqa.reason.rule import DIFFERENT, SWRLB, Var, substitute
from kgqa.reason.values import Number, different, ill_typed, in_space, less, number, same

if TYPE_CHECKING:
    from kgqa.reason.rule import Bindings, Builtin

MERGEABLE = IRI(KGQA + "mergeable")
ILL_TYPED = IRI(KGQA + "illTyped")
LITERAL = IRI(KGQA + "literal")
SAME_VALUE = IRI(KGQA + "sameValue")
DIFFERENT_VALUE = IRI(KGQA + "differentValue")
OUTSIDE_DATATYPE = IRI(KGQA + "outsideDatatype")
Knows: TypeAlias = Callable[[Triple], bool]


@dataclass(frozen=True, slots=True)
class Identity:
    """How identity is judged: by `unique_names`, and by what the graph says (`knows`)."""

    unique_names: bool
    knows: Knows

    def distinct(self, left: Term, right: Term) -> bool:
        """Whether two terms certainly denote different things."""
        if isinstance(left, Literal) or isinstance(right, Literal):
            return isinstance(left, Literal) and isinstance(right, Literal) and different(left, right)
        if left == right:
            return False
        if self.knows(Triple(left, DIFFERENT, right)) or self.knows(Triple(right, DIFFERENT, left)):
            return True
        named = isinstance(left, IRI) and isinstance(right, IRI)
        return self.unique_names and named and not self._same(left, right)

    def mergeable(self, left: Term, right: Term) -> bool:
        """Whether a rule may conclude that two terms are the same thing, rather than a conflict."""
        if left == right or isinstance(left, Literal) or isinstance(right, Literal):
            return False
        return not self.unique_names or isinstance(left, BlankNode) or isinstance(right, BlankNode)

    def _same(self, left: Term, right: Term) -> bool:
        return self.knows(Triple(left, OWL_SAME_AS, right)) or self.knows(Triple(right, OWL_SAME_AS, left))


def holds(name: IRI, terms: Sequence[Term], identity: Identity) -> bool:
    """Whether the test `name` holds of `terms`."""
    return _TESTS[name](terms, identity)


def compute(name: IRI, terms: Sequence[Term]) -> Literal | None:
    """What the computation `name` makes of `terms`, or None where they are no numbers for it."""
    values = [number(term) if isinstance(term, Literal) else None for term in terms]
    numbers = [value for value in values if value is not None]
    if len(numbers) != len(values) or not numbers:
        return None
    try:
        return _literal(_COMPUTATIONS[name](numbers))
    except (ZeroDivisionError, OverflowError, IndexError):
        return None


def evaluate(builtin: Builtin, bindings: Bindings, identity: Identity) -> dict[Var, Term] | None:
    """New bindings when the built-in holds, else None; every argument but a computed first one is bound."""
    arguments = [substitute(node, bindings) for node in builtin.arguments]
    inputs = arguments[1:] if computes(builtin.name) else arguments
    terms = [node for node in inputs if not isinstance(node, Var)]
    if len(terms) != len(inputs):
        return None
    if not computes(builtin.name):
        return {} if holds(builtin.name, terms, identity) else None
    result, target = compute(builtin.name, terms), arguments[0]
    if result is None or isinstance(target, Var):
        return None if result is None else {target: result}  # type: ignore[dict-item]
    return {} if isinstance(target, Literal) and same(target, result) else None


def is_known(name: IRI) -> bool:
    """Whether a built-in of that name exists."""
    return name in _TESTS or name in _COMPUTATIONS


def computes(name: IRI) -> bool:
    """Whether the built-in binds its first argument."""
    return name in _COMPUTATIONS


def _literal(value: Number) -> Literal:
    if isinstance(value, float):
        return Literal(repr(value), XSD + "double")
    if value.denominator == 1:
        return Literal(str(value.numerator), XSD + "integer")
    return Literal(f"{float(value):.12g}", XSD + "decimal")


def _compare(test: Callable[[Literal, Literal], bool | None]) -> Callable[[Sequence[Term], Identity], bool]:
    def tested(terms: Sequence[Term], _: Identity) -> bool:
        left, right = terms
        return isinstance(left, Literal) and isinstance(right, Literal) and bool(test(left, right))

    return tested


def _text(test: Callable[[str, str], bool]) -> Callable[[Sequence[Term], Identity], bool]:
    return _compare(lambda left, right: test(left.lexical, right.lexical))


def _outside(terms: Sequence[Term], _: Identity) -> bool:
    literal, datatype = terms
    return isinstance(literal, Literal) and isinstance(datatype, IRI) and in_space(literal, datatype.value) is False


def _sum(numbers: list[Number]) -> Number:
    result = numbers[0]
    for value in numbers[1:]:
        result += value
    return result


def _absolute(numbers: list[Number]) -> Number:
    return -numbers[0] if numbers[0] < 0 else numbers[0]


def _product(numbers: list[Number]) -> Number:
    result = numbers[0]
    for value in numbers[1:]:
        result *= value
    return result


_TESTS: dict[IRI, Callable[[Sequence[Term], Identity], bool]] = {
    DIFFERENT: lambda terms, identity: identity.distinct(terms[0], terms[1]),
    MERGEABLE: lambda terms, identity: identity.mergeable(terms[0], terms[1]),
    ILL_TYPED: lambda terms, _: isinstance(terms[0], Literal) and ill_typed(terms[0]),
    OUTSIDE_DATATYPE: _outside,
    LITERAL: lambda terms, _: isinstance(terms[0], Literal),
    SAME_VALUE: _compare(same),
    DIFFERENT_VALUE: _compare(different),
    IRI(SWRLB + "lessThan"): _compare(less),
    IRI(SWRLB + "greaterThan"): _compare(lambda left, right: less(right, left)),
    IRI(SWRLB + "lessThanOrEqual"): _compare(lambda left, right: same(left, right) or less(left, right)),
    IRI(SWRLB + "greaterThanOrEqual"): _compare(lambda left, right: same(left, right) or less(right, left)),
    IRI(SWRLB + "equal"): _compare(same),
    IRI(SWRLB + "notEqual"): _compare(different),
    IRI(SWRLB + "contains"): _text(lambda left, right: right in left),
    IRI(SWRLB + "containsIgnoreCase"): _text(lambda left, right: right.casefold() in left.casefold()),
    IRI(SWRLB + "startsWith"): _text(lambda left, right: left.startswith(right)),
    IRI(SWRLB + "endsWith"): _text(lambda left, right: left.endswith(right)),
    IRI(SWRLB + "stringEqualIgnoreCase"): _text(lambda left, right: left.casefold() == right.casefold()),
}

_COMPUTATIONS: dict[IRI, Callable[[list[Number]], Number]] = {
    IRI(SWRLB + "add"): _sum,
    IRI(SWRLB + "subtract"): lambda numbers: numbers[0] - numbers[1],
    IRI(SWRLB + "multiply"): _product,
    IRI(SWRLB + "divide"): lambda numbers: numbers[0] / numbers[1],
    IRI(SWRLB + "mod"): lambda numbers: numbers[0] % numbers[1],
    IRI(SWRLB + "abs"): _absolute,
}
