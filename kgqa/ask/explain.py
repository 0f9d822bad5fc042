"""Proofs of answers: one hop is the proof of its fact, several are put together under the reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.form import Class, Entity, Form, Intersection, Join, Within
from kgqa.model import IRI, RDF_TYPE, Proof, RuleName, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kgqa.store import Store

READING = IRI("urn:kgqa:reading")
"""The predicate of a proof's conclusion when the reading has several hops: start, READING, answer."""
_MOST_PATHS = 64


def facts_for(form: Form, answer: Term, store: Store) -> tuple[Triple, ...] | None:
    """The facts by which `answer` is in the set that `form` denotes, from the start to the answer.

    Of several paths one whose facts are all asserted, else the first in the order of terms; None when there is none.
    """
    best: tuple[Triple, ...] | None = None
    for number, path in enumerate(_paths(form, answer, store)):
        if all(store.source_of(fact) is not None for fact in path):
            return path
        best = best or path
        if number >= _MOST_PATHS:
            break
    return best


def _paths(form: Form, answer: Term, store: Store) -> Iterator[tuple[Triple, ...]]:
    match form:
        case Entity():
            if form.iri == answer:
                yield ()
        case Class(iri=iri):
            yield from ((fact,) for fact in store.match(answer, RDF_TYPE, iri))
        case Within(of=of, by=by):
            yield from _paths(of, answer, store)
            if by is not None:
                for fact in sorted(store.match(answer, by), key=str):
                    yield from ((*path, fact) for path in _paths(of, fact.object, store))
        case Join(relation=relation, of=of):
            known = of.iri if isinstance(of, Entity) else None
            for fact in _hops(relation.property, known, answer, store, inverse=relation.inverse):
                start = fact.object if relation.inverse else fact.subject
                yield from ((*path, fact) for path in _paths(of, start, store))
        case Intersection(left=left, right=right):
            for path in _paths(right, answer, store):
                yield from ((*path, *others) for others in _paths(left, answer, store))


def _hops(relation: IRI, start: Term | None, answer: Term, store: Store, *, inverse: bool) -> list[Triple]:
    """The facts of `relation` that lead to `answer`, from `start` or (None) from anywhere."""
    found = store.match(answer, relation, start) if inverse else store.match(start, relation, answer)
    return sorted(found, key=lambda fact: (store.source_of(fact) is None, str(fact)))


def prove_answer(
    start: Term, answer: Term, facts: tuple[Triple, ...], reading: str, prove: Callable[[Triple], Proof | None]
) -> Proof | None:
    """The proof of an answer from the proofs of its facts; None when one of them has none."""
    proofs = [prove(fact) for fact in facts]
    if not proofs or any(proof is None for proof in proofs):
        return None
    if len(proofs) == 1:
        return proofs[0]
    premises = tuple(proof for proof in proofs if proof is not None)
    return Proof(Triple(start, READING, answer), "rule", rule=RuleName("reading", reading), premises=premises)
