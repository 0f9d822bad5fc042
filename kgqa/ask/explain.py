"""Proofs of answers: one hop is the proof of its fact, several are put together under the reading."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from kgqa.ask.form import (
    Aggregate,
    Best,
    Called,
    Class,
    Compare,
    Count,
    Difference,
    Entity,
    Form,
    Having,
    Intersection,
    Join,
    Minus,
    Sorted,
    Span,
    Thing,
    Union,
    Value,
    Within,
)
from kgqa.ask.labels import ALTERNATIVE, PREFERRED
from kgqa.ask.structure import entities, fill, parts
from kgqa.model import IRI, RDF_TYPE, Literal, Proof, RuleName, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kgqa.store import Store

READING = IRI("urn:kgqa:reading")
"""The predicate of a proof's conclusion when the reading has several hops: start, READING, answer."""
_MOST_PATHS = 64
_MOST_STEPS = 2_000
_MOST_BACKWARDS = 256
"""Of more facts that lead to an answer not all are followed back."""
_MOST_COUNTED = 20
"""Of more things that are counted or added up the first are told."""


def facts_for(form: Form, answer: Term, store: Store) -> tuple[Triple, ...] | None:
    """The facts by which `answer` is in the set that `form` denotes, from the start to the answer.

    Of what is compared the facts are those of the values; what is not so has none (see `absences`).

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


def facts_for_each(form: Form, answers: Sequence[Term], store: Store) -> dict[Term, tuple[Triple, ...]]:
    """The facts by which answers are in a set, found together from the start, where that takes few steps.

    Those of which it does not find any are left to `facts_for`.
    """
    found: dict[Term, tuple[Triple, ...]] = {}
    if least_facts(form) < 2 or not any(True for _ in entities(form)):
        return found
    wanted = set(answers)
    stated: dict[Triple, bool] = {}
    for member, facts in islice(_reached(form, store), _MOST_STEPS):
        if member in wanted and len(facts) > 1:
            if all(stated.setdefault(fact, store.source_of(fact) is not None) for fact in facts):
                found[member] = facts
                wanted.discard(member)
                if not wanted:
                    break
            else:
                found.setdefault(member, facts)
    return found


def least_facts(form: Form) -> int:
    """How many facts it takes at least to be in a set."""
    match form:
        case Join(of=of):
            return 1 + least_facts(of)
        case Class():
            return 1
        case Intersection(left=left, right=right):
            one, other = least_facts(left), least_facts(right)
            return one + other if isinstance(left, Class) != isinstance(right, Class) else max(one, other)
        case Union(left=left, right=right):
            return min(least_facts(left), least_facts(right))
        case Minus(of=of) | Sorted(of=of) | Best(of=of) | Within(of=of):
            return least_facts(of)
        case _:
            return 0


def facts_of_number(form: Form, store: Store) -> tuple[Triple, ...] | None:
    """The facts that a number rests on: the dates of a span, what is counted; None when there are none."""
    return next(_values(form, store), None) or None


def absences(form: Form) -> tuple[Form, ...]:
    """The sets in a form of which answers must not be members: that they are not has no facts to prove it."""
    inner = tuple(found for part in parts(form) for found in absences(part))
    return (form.without, *inner) if isinstance(form, Minus) else inner


def _paths(form: Form, answer: Term, store: Store) -> Iterator[tuple[Triple, ...]]:
    match form:
        case Entity() | Value() | Thing() | Class() | Called():
            yield from _told(form, answer, store)
        case Within(of=of, by=by):
            yield from _paths(of, answer, store)
            if by is not None:
                for fact in sorted(store.match(answer, by), key=str):
                    yield from ((*path, fact) for path in _paths(of, fact.object, store))
        case Join(relation=relation, of=of):
            known = of.iri if isinstance(of, Entity) and not of.every else None
            for fact in _hops(relation.property, known, answer, store, inverse=relation.inverse):
                start = fact.object if relation.inverse else fact.subject
                yield from ((*path, fact) for path in _paths(of, start, store))
        case Intersection(left=left, right=right):
            yield from _both(_paths(right, answer, store), lambda: _paths(left, answer, store))
        case Union(left=left, right=right):
            yield from _paths(left, answer, store)
            yield from _paths(right, answer, store)
        case Minus(of=of, without=without):
            if not _is_named(without, answer):
                yield from _paths(of, answer, store)
        case Sorted(of=of):
            yield from _paths(of, answer, store)
        case _:
            yield from _compared(form, answer, store)


def _told(form: Form, answer: Term, store: Store) -> Iterator[tuple[Triple, ...]]:
    """How a set that rests on nothing else has the answer."""
    match form:
        case Class(iri=iri):
            yield from ((fact,) for fact in store.match(answer, RDF_TYPE, iri))
        case Called(name=name):
            labels = (fact for iri in (*PREFERRED, *ALTERNATIVE) for fact in store.match(answer, iri))
            yield from ((fact,) for fact in labels if name.lower() in str(fact.object).lower())
        case Entity() | Value():
            yield from (facts for member, facts in _reached(form, store) if member == answer)
        case _:
            yield ()


def _compared(form: Form, answer: Term, store: Store) -> Iterator[tuple[Triple, ...]]:
    """The facts of what is compared, of the answer and of that with which it is compared."""
    thing = as_form(answer)
    match form:
        case Best(of=of, by=by):
            yield from _both(_paths(of, answer, store), lambda: _values(fill(by, thing), store))
        case Compare(by=by, than=than):
            yield from _both(_values(fill(by, thing), store), lambda: _values(than, store))
        case Having(by=by, within=within):
            for member, facts in _reached(fill(by, thing), store):
                yield from ((*facts, *path) for path in _paths(within, member, store))


def _both(
    first: Iterator[tuple[Triple, ...]], second: Callable[[], Iterator[tuple[Triple, ...]]]
) -> Iterator[tuple[Triple, ...]]:
    for one in first:
        yield from (tuple(dict.fromkeys((*one, *other))) for other in second())


def as_form(term: Term) -> Form:
    """A thing or a value as the set that has it alone; blank nodes, which no question can name, as everything."""
    if isinstance(term, IRI):
        return Entity((term,), "")
    return Value(term) if isinstance(term, Literal) else Thing()


def _values(form: Form, store: Store) -> Iterator[tuple[Triple, ...]]:
    """The facts that a number or a value rests on, one way after the other."""
    match form:
        case Value():
            yield ()
        case Count(of=of):
            found = [facts for _, facts in islice(_reached(of, store), _MOST_COUNTED)]
            yield tuple(dict.fromkeys(fact for facts in found for fact in facts))
        case Aggregate(of=of, by=by):
            members = islice(_reached(of, store), _MOST_COUNTED)
            found = [next(_values(fill(by, as_form(member)), store), ()) for member, _ in members]
            yield tuple(dict.fromkeys(fact for facts in found for fact in facts))
        case Span(start=start, end=None):
            yield from _values(start, store)
        case Span(start=left, end=right) | Difference(left=left, right=right):
            assert right is not None
            yield from _both(_values(left, store), lambda: _values(right, store))
        case _:
            yield from (facts for _, facts in _reached(form, store))


def _reached(form: Form, store: Store) -> Iterator[tuple[Term, tuple[Triple, ...]]]:
    """The members of a set with the facts by which they are in it, where they can be found from named things."""
    match form:
        case Entity(iris=iris, every=every):
            yield from ((iri, ()) for iri in (iris if every else iris[:1]))
        case Value(literal=literal):
            yield literal, ()
        case Class(iri=iri):
            yield from ((fact.subject, (fact,)) for fact in store.match(None, RDF_TYPE, iri))
        case Join(relation=relation, of=of):
            for start, facts in _reached(of, store):
                for fact in sorted(_from(start, relation.property, store, inverse=relation.inverse), key=str):
                    yield (fact.subject if relation.inverse else fact.object), (*facts, fact)
        case Intersection(left=left, right=right):
            first, other = (right, left) if any(True for _ in entities(right)) else (left, right)
            for member, facts in _reached(first, store):
                yield from ((member, (*facts, *path)) for path in islice(_paths(other, member, store), 1))
        case Union(left=left, right=right):
            yield from _reached(left, store)
            yield from _reached(right, store)
        case Minus(of=of, without=without):
            yield from (pair for pair in _reached(of, store) if not _is_named(without, pair[0]))
        case Within(of=of, by=by):
            yield from _lying(of, by, store)
        case Sorted(of=of) | Best(of=of):
            yield from _reached(of, store)


def _lying(of: Form, by: IRI | None, store: Store) -> Iterator[tuple[Term, tuple[Triple, ...]]]:
    """The members of a set and what lies in them."""
    for member, facts in _reached(of, store):
        yield member, facts
        for fact in sorted(store.match(None, by, member), key=str) if by is not None else ():
            yield fact.subject, (*facts, fact)


def _is_named(form: Form, thing: Term) -> bool:
    """Whether a thing is the one, or one of those, that a form names."""
    return isinstance(form, Entity) and thing in (form.iris if form.every else form.iris[:1])


def _from(start: Term, relation: IRI, store: Store, *, inverse: bool) -> Iterator[Triple]:
    return store.match(None, relation, start) if inverse else store.match(start, relation)


def _hops(relation: IRI, start: Term | None, answer: Term, store: Store, *, inverse: bool) -> list[Triple]:
    """The facts of `relation` that lead to `answer`, from `start` or (None) from anywhere."""
    found = store.match(answer, relation, start) if inverse else store.match(start, relation, answer)
    several = list(islice(found, _MOST_BACKWARDS))
    return several if len(several) < 2 else sorted(several, key=lambda fact: (store.source_of(fact) is None, str(fact)))


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
