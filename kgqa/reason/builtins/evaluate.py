"""Built-ins by name: whether a test holds, what a computation makes, and what a rule must not ask of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.model import IRI, Literal, Term
from kgqa.reason.builtins.arithmetic import ARITHMETIC
from kgqa.reason.builtins.comparison import COMPARISONS, equal
from kgqa.reason.builtins.durations import DURATIONS
from kgqa.reason.builtins.judgements import JUDGEMENTS
from kgqa.reason.builtins.matching import pattern_fault
from kgqa.reason.builtins.moments import MOMENTS
from kgqa.reason.builtins.strings import STRING_TESTS, STRINGS
from kgqa.reason.rule import SWRLB, Var, readable, substitute

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kgqa.reason.builtins.computation import Computation, Test
    from kgqa.reason.builtins.identity import Identity
    from kgqa.reason.rule import Bindings, Builtin

_TESTS: dict[IRI, Test] = {IRI(SWRLB + name): test for name, test in {**COMPARISONS, **STRING_TESTS}.items()}
_COMPUTATIONS: dict[IRI, Computation] = {
    IRI(SWRLB + name): computation for name, computation in {**ARITHMETIC, **STRINGS, **DURATIONS, **MOMENTS}.items()
}
_PATTERN_AT = {IRI(SWRLB + "matches"): 1, IRI(SWRLB + "replace"): 2}
"""Which argument is a regular expression."""


def holds(name: IRI, terms: Sequence[Term], identity: Identity) -> bool:
    """Whether the test `name` holds of `terms`: never for too many or too few, or of a type that it is not for."""
    judgement = JUDGEMENTS.get(name)
    if judgement is not None:
        count, judge = judgement
        return (len(terms) == count if count is not None else len(terms) > 1) and judge(terms, identity)
    least, most, test = _TESTS[name]
    literals = _literals(terms)
    return literals is not None and least <= len(literals) <= most and test(literals)


def compute(name: IRI, terms: Sequence[Term]) -> Literal | None:
    """What the computation `name` makes of `terms` (its arguments after the first).

    None where it makes nothing of them: an ill-typed literal, a thing, a division by zero, a result without end.
    """
    least, most, computation = _COMPUTATIONS[name]
    literals = _literals(terms)
    if literals is None or not least <= len(literals) <= most:
        return None
    try:
        return computation(literals)
    except (ArithmeticError, ValueError):
        # Beyond what numbers of the machine can hold.
        return None


def evaluate(builtin: Builtin, bindings: Bindings, identity: Identity) -> dict[Var, Term] | None:
    """New bindings when the built-in holds, else None; every argument but a computed first one is bound.

    A computation whose first argument is bound is a test: whether that is the value it makes.
    """
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
    return {} if isinstance(target, Literal) and equal(target, result) else None


def is_known(name: IRI) -> bool:
    """Whether a built-in of that name exists."""
    return name in JUDGEMENTS or name in _TESTS or name in _COMPUTATIONS


def computes(name: IRI) -> bool:
    """Whether the built-in binds its first argument."""
    return name in _COMPUTATIONS


def builtin_fault(builtin: Builtin) -> str | None:
    """Why a built-in can never hold, whatever the facts: its name, the number of its arguments, its pattern."""
    name, count = builtin.name, len(builtin.arguments)
    if not is_known(name):
        return f"the built-in {readable(name)} is not known"
    least, most = _arity(name)
    if not least <= count <= most:
        wanted = str(least) if least == most else f"{least} or more" if most > least + 1 else f"{least} or {most}"
        return f"{readable(name)} takes {wanted} arguments, not {count}"
    pattern = builtin.arguments[_PATTERN_AT[name]] if name in _PATTERN_AT else None
    fault = pattern_fault(pattern.lexical) if isinstance(pattern, Literal) else None
    return None if fault is None else f"{readable(name)}: {fault}"


def _arity(name: IRI) -> tuple[int, int]:
    if name in JUDGEMENTS:
        count = JUDGEMENTS[name][0]
        return (2, 1_000_000) if count is None else (count, count)
    if name in _TESTS:
        return _TESTS[name][:2]
    least, most, _ = _COMPUTATIONS[name]
    return least + 1, most + 1


def _literals(terms: Sequence[Term]) -> list[Literal] | None:
    literals = [term for term in terms if isinstance(term, Literal)]
    return literals if len(literals) == len(terms) else None
