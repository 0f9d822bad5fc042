"""`kgqa explain --check`: what the checker, which shares no code with the reasoner, says of proofs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from kgqa.checker import Checker, nodes, schema_in
from kgqa.cli.screen import shown
from kgqa.errors import ProofBudgetError
from kgqa.model import ASSERTED_GRAPH, INFERRED_GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgqa.model import IRI, Proof, Term, Triple
    from kgqa.pipeline import KnowledgeBase
    from kgqa.store import Store


def are_sound(proofs: Sequence[Proof], kb: KnowledgeBase) -> bool:
    """Whether every step of the proofs is justified; the faults, or how many steps were checked, go to stderr."""
    checker = _checker(kb)
    faults = dict.fromkeys(str(fault) for proof in proofs for fault in checker.check(proof))
    for fault in faults:
        print(shown(f"fault: {fault}"), file=sys.stderr)
    if proofs and not faults:
        count = len(nodes(proofs))
        print(f"checked: {count:,} {'step' if count == 1 else 'steps'}", file=sys.stderr)
    return not faults


def _checker(kb: KnowledgeBase) -> Checker:
    def prove(fact: Triple) -> Proof | None:
        try:
            return next(iter(kb.explain(*fact)), None)
        except ProofBudgetError:
            return None

    return Checker(
        schema_in(_Graph(kb.store, ASSERTED_GRAPH)),
        lambda fact: kb.store.source_of(fact) is not None,
        unique_names=kb.settings.unique_names,
        prove=prove,
        claimed=schema_in(_Graph(kb.store, INFERRED_GRAPH)),
    )


class _Graph:
    """One graph of a store."""

    def __init__(self, store: Store, name: IRI) -> None:
        self._store, self._name = store, name

    def match(
        self, subject: Term | None = None, predicate: IRI | None = None, object: Term | None = None
    ) -> Iterator[Triple]:
        """The triples of the graph that fit; None fits anything."""
        return self._store.match(subject, predicate, object, graph=self._name)
