"""What would follow from further facts, without touching the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.model import Conflict, Source, Triple
from kgqa.reason.builtins import Identity
from kgqa.reason.conflicts import conflict_of
from kgqa.reason.facts import TripleSet, Union
from kgqa.reason.prove import Prover
from kgqa.reason.rule import Atom, instance
from kgqa.reason.solve import solve, unify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kgqa.model import Term
    from kgqa.reason.facts import Facts
    from kgqa.reason.program import Program
    from kgqa.reason.rule import Rule, Var

MAX_NEW = 100_000
SUPPOSED = Source("urn:kgqa:supposed")
"""The source that proofs name for a supposed fact."""


@dataclass(frozen=True, slots=True)
class Supposition:
    """What supposing facts brings: those already known, those newly entailed, and new conflicts that need them."""

    known: tuple[Triple, ...]
    entailed: tuple[Triple, ...]
    conflicts: tuple[Conflict, ...]


def suppose(
    program: Program,
    facts: Facts,
    added: Iterable[Triple],
    source_of: Callable[[Triple], Source | None],
) -> Supposition:
    """What `added` would entail besides `facts`, which must be materialised, and what it would contradict.

    Every conflict rests on a supposed fact: those that `facts` have already are not among them.
    """
    supposed = list(dict.fromkeys(added))
    new = TripleSet(triple for triple in supposed if not _holds(facts, triple))
    both = Union(facts, new)
    identity = Identity(program.unique_names, lambda triple: _holds(both, triple))
    stated = set(new)
    queue, clashes = list(new), list[tuple["Rule", dict["Var", "Term"]]]()
    while queue and len(new) < MAX_NEW:
        fact = queue.pop()
        for rule, bindings in _consequences(program, fact, both, identity):
            if not rule.head:
                clashes.append((rule, bindings))
            for triple in (instance(atom, bindings) for atom in rule.head):
                if not _holds(facts, triple) and new.add(triple):
                    queue.append(triple)
    prover = Prover(program, both, lambda t: SUPPOSED if t in stated else source_of(t), identity)
    found = {_key(rule, bindings): (rule, bindings) for rule, bindings in reversed(clashes)}
    return Supposition(
        known=tuple(triple for triple in supposed if triple not in stated),
        entailed=tuple(triple for triple in new if triple not in stated),
        conflicts=tuple(conflict_of(rule, bindings, prover.prove) for rule, bindings in reversed(found.values())),
    )


def _consequences(
    program: Program, fact: Triple, facts: Facts, identity: Identity
) -> Iterator[tuple[Rule, dict[Var, Term]]]:
    for rule, position in program.needing(fact):
        atom = rule.body[position]
        assert isinstance(atom, Atom)
        bindings = unify(atom, fact, {})
        if bindings is not None:
            rest = [part for number, part in enumerate(rule.body) if number != position]
            for found in solve(rest, bindings, facts, identity):
                yield rule, found


def _key(rule: Rule, bindings: dict[Var, Term]) -> tuple[str, frozenset[Triple]]:
    return rule.name, frozenset(instance(atom, bindings) for atom in rule.atoms)


def _holds(facts: Facts, triple: Triple) -> bool:
    return any(True for _ in facts.match(*triple))
