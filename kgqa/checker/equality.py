"""Table 4: the semantics of equality (eq-*)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.checker.rule import same
from kgqa.checker.vocabulary import ALL_DIFFERENT, DIFFERENT, DISTINCT_MEMBERS, MEMBERS, SAME, TYPE
from kgqa.model import IRI

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.checker.ontology import Ontology
    from kgqa.checker.rule import Derives, Given, Needed, Refutes
    from kgqa.model import Term, Triple


def eq_ref(fact: Triple, _: Given, ontology: Ontology) -> Needed:
    """Of everything that is spoken of: x = x. It has no premises here: a step would not speak of it otherwise."""
    if fact == same(fact.subject, fact.subject):
        yield []


def eq_sym(fact: Triple, _: Given, ontology: Ontology) -> Needed:
    """From x = y: y = x."""
    if fact.predicate == SAME:
        yield [same(fact.object, fact.subject)]


def eq_trans(fact: Triple, given: Given, _: Ontology) -> Needed:
    """From x = y and y = z: x = z."""
    if fact.predicate == SAME:
        for first in given:
            if first.predicate == SAME and first.subject == fact.subject:
                yield [first, same(first.object, fact.object)]


def eq_rep_s(fact: Triple, given: Given, _: Ontology) -> Needed:
    """From s = s' and s p o: s' p o."""
    for equal in given:
        if equal.predicate == SAME and equal.object == fact.subject:
            yield [equal, fact._replace(subject=equal.subject)]


def eq_rep_p(fact: Triple, given: Given, _: Ontology) -> Needed:
    """From p = p' and s p o: s p' o."""
    for equal in given:
        if equal.predicate == SAME and equal.object == fact.predicate and isinstance(equal.subject, IRI):
            yield [equal, fact._replace(predicate=equal.subject)]


def eq_rep_o(fact: Triple, given: Given, _: Ontology) -> Needed:
    """From o = o' and s p o: s p o'."""
    for equal in given:
        if equal.predicate == SAME and equal.object == fact.object:
            yield [equal, fact._replace(object=equal.subject)]


def eq_diff1(given: Given, _: Ontology) -> Needed:
    """From x = y and x differentFrom y: false. By eq-ref x = x, so that x differentFrom x is false too."""
    for fact in given:
        if fact.predicate == DIFFERENT:
            yield [same(fact.subject, fact.object), fact]
            if fact.subject == fact.object:
                yield [fact]


def eq_diff2(given: Given, ontology: Ontology) -> Needed:
    """From y = z, both among the owl:members of an owl:AllDifferent: false."""
    return _both_listed(given, ontology, MEMBERS)


def eq_diff3(given: Given, ontology: Ontology) -> Needed:
    """The same of its owl:distinctMembers."""
    return _both_listed(given, ontology, DISTINCT_MEMBERS)


def are_listed(one: Term, other: Term, ontology: Ontology) -> bool:
    """Whether two things have each a place of its own in a list of things that are all different."""
    lists = (members for name in (MEMBERS, DISTINCT_MEMBERS) for members in _lists_of_different(ontology, name))
    return any(_have_places(one, other, members) for members in lists)


def _both_listed(given: Given, ontology: Ontology, predicate: IRI) -> Needed:
    for members in _lists_of_different(ontology, predicate):
        for fact in given:
            if fact.predicate == SAME and _have_places(fact.subject, fact.object, members):
                yield [fact]


def _lists_of_different(ontology: Ontology, predicate: IRI) -> Iterator[tuple[Term, ...]]:
    for node in ontology.subjects(TYPE, ALL_DIFFERENT):
        yield from ontology.lists(node, predicate)


def _have_places(one: Term, other: Term, members: tuple[Term, ...]) -> bool:
    return members.count(one) > 1 if one == other else one in members and other in members


DERIVING: dict[str, Derives] = {
    "eq-ref": eq_ref,
    "eq-sym": eq_sym,
    "eq-trans": eq_trans,
    "eq-rep-s": eq_rep_s,
    "eq-rep-p": eq_rep_p,
    "eq-rep-o": eq_rep_o,
}
REFUTING: dict[str, Refutes] = {"eq-diff1": eq_diff1, "eq-diff2": eq_diff2, "eq-diff3": eq_diff3}
