"""Chains of two relations that one property says: where that property cannot hold, neither can the chain."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.ask.form import Entity, Join, Relation
from kgqa.model import IRI, OWL, RDF

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kgqa.model import Term
    from kgqa.store import Store
    from kgqa.verify.finding import Finding
    from kgqa.verify.known import Known

_CHAIN, _FIRST, _REST = IRI(OWL + "propertyChainAxiom"), IRI(RDF + "first"), IRI(RDF + "rest")
_INVERSE = IRI(OWL + "inverseOf")


@dataclass(frozen=True, slots=True)
class Chains:
    """The properties that follow from two steps (owl:propertyChainAxiom of two properties)."""

    named: Mapping[tuple[Relation, Relation], tuple[IRI, ...]]

    @classmethod
    def read(cls, store: Store) -> Chains:
        """The chains that a graph declares."""
        found: defaultdict[tuple[Relation, Relation], list[IRI]] = defaultdict(list)
        for fact in store.match(None, _CHAIN):
            steps = _steps(store, fact.object)
            if len(steps) == 2 and isinstance(fact.subject, IRI):
                found[steps[0], steps[1]].append(fact.subject)
        return cls({steps: tuple(sorted(properties)) for steps, properties in found.items()})

    def excluded(self, known: Known, form: Join, term: Term) -> Finding | None:
        """Why `term` is not two steps away from the thing that `form` starts from; None when it may be."""
        if not isinstance(form.of, Join) or not isinstance(form.of.of, Entity) or form.of.of.every:
            return None
        start = form.of.of.iri
        first, second = known.schema.wider(form.of.relation), known.schema.wider(form.relation)
        pairs = [(one, other) for one in sorted(first) for other in sorted(second)]
        turned = [(other.reversed(), one.reversed()) for one, other in pairs]
        for steps, ends in [*((p, (start, term)) for p in pairs), *((p, (term, start)) for p in turned)]:
            for iri in self.named.get(steps, ()):
                found = known.finding(known.triple(Relation(iri), *ends))
                if found.value is False:
                    return found
        return None


def _steps(store: Store, start: Term) -> list[Relation]:
    found: list[Relation] = []
    while len(found) < 3:
        first = next((fact.object for fact in store.match(start, _FIRST)), None)
        if first is None:
            break
        step = _relation(store, first)
        if step is None:
            return []
        found.append(step)
        start = next((fact.object for fact in store.match(start, _REST)), start)
    return found


def _relation(store: Store, term: Term) -> Relation | None:
    if isinstance(term, IRI):
        return Relation(term)
    inner = next((fact.object for fact in store.match(term, _INVERSE)), None)
    return Relation(inner, inverse=True) if isinstance(inner, IRI) else None
