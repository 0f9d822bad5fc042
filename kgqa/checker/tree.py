"""Proofs as graphs of steps: each step once, and the facts that rest on themselves."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kgqa.checker.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgqa.model import Proof, Triple


def nodes(roots: Sequence[Proof]) -> list[Proof]:
    """The steps and leaves of proofs, each object once, though several steps may rest on it."""
    seen: dict[int, Proof] = {}
    queue = list(roots)
    while queue:
        node = queue.pop()
        if id(node) not in seen:
            seen[id(node)] = node
            queue += node.premises
    return list(seen.values())


def circular(roots: Sequence[Proof]) -> Iterator[Fault]:
    """The facts that are among their own premises, or the premises of these.

    No proof holds itself, so that only a fact which several steps conclude can rest on itself.
    """
    by_fact: defaultdict[Triple, list[Proof]] = defaultdict(list)
    for node in nodes(roots):
        by_fact[node.fact].append(node)
    for fact, proofs in by_fact.items():
        if len(proofs) > 1:
            for proof in proofs:
                if any(node.fact == fact for node in nodes(proof.premises)):
                    yield Fault(fact, proof.rule.name if proof.rule else proof.by, "the fact rests on itself")
                    break
