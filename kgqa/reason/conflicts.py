"""Every way in which facts clash: the rules whose conclusion is falsehood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from kgqa.model import BlankNode, Conflict, Proof, RuleName
from kgqa.reason.builtins import ILL_TYPED
from kgqa.reason.prove import tests
from kgqa.reason.rule import DIFFERENT, Atom, Builtin, Var, instance
from kgqa.reason.solve import solve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kgqa.model import Term, Triple
    from kgqa.reason.builtins import Identity
    from kgqa.reason.facts import Facts
    from kgqa.reason.program import Program
    from kgqa.reason.rule import Bindings, Node, Rule


@runtime_checkable
class Joins(Protocol):
    """Facts that join triple patterns by themselves: a store is such, and far faster at it."""

    def bindings(self, patterns: str, variables: tuple[str, ...]) -> Iterator[tuple[Term | None, ...]]:
        """Terms for `variables` (without `?`) wherever the SPARQL group graph pattern holds."""


def conflicts(
    program: Program, facts: Facts, identity: Identity, prove: Callable[[Triple], Proof | None]
) -> Iterator[Conflict]:
    """The conflicts in `facts`, each once, with proofs of the facts that clash; found as they are asked for."""
    seen = set()
    for rule in program.conflicts:
        for bindings in _clashes(rule, facts, identity):
            key = frozenset(instance(atom, bindings) for atom in rule.atoms)
            if (rule.name, key) not in seen:
                seen.add((rule.name, key))
                yield conflict_of(rule, bindings, prove)


def conflict_of(rule: Rule, bindings: Bindings, prove: Callable[[Triple], Proof | None]) -> Conflict:
    """The conflict that a rule finds under `bindings`."""
    facts = [instance(atom, bindings) for atom in rule.atoms]
    premises = [prove(fact) or Proof(fact, "asserted") for fact in facts]
    premises += [Proof(test, "data") for test in tests(rule, bindings)]
    return Conflict(RuleName(rule.name, str(rule)), tuple(premises), axiom=rule.axiom or None)


def _clashes(rule: Rule, facts: Facts, identity: Identity) -> Iterator[Bindings]:
    names = sorted({node.name for atom in rule.atoms for node in atom.nodes() if isinstance(node, Var)})
    nameless = any(isinstance(node, BlankNode) for atom in rule.atoms for node in atom.nodes())
    if nameless or not names or not isinstance(facts, Joins):
        yield from solve(rule.body, {}, facts, identity)
        return
    patterns = " ".join([*map(_pattern, rule.atoms), *filter(None, map(_filter, rule.builtins))])
    for row in facts.bindings(patterns, tuple(names)):
        found = {Var(name): term for name, term in zip(names, row, strict=True) if term is not None}
        yield from solve(rule.builtins, found, facts, identity)


def _pattern(atom: Atom) -> str:
    return f"{' '.join(map(_written, atom.nodes()))} ."


def _filter(builtin: Builtin) -> str | None:
    """What SPARQL can tell beforehand of a test, so that fewer rows are tried; the test itself decides."""
    arguments = [_written(node) for node in builtin.arguments]
    if builtin.name == DIFFERENT:
        return f"FILTER(!sameTerm({arguments[0]}, {arguments[1]}))"
    if builtin.name == ILL_TYPED:
        return f"FILTER(isLiteral({arguments[0]}))"
    return None


def _written(node: Node) -> str:
    return f"?{node.name}" if isinstance(node, Var) else str(node)
