"""Rules that users write (swrl:Imp in RDF), read afresh and matched against a step.

Source: SWRL: A Semantic Web Rule Language, section 7, https://www.w3.org/submissions/SWRL/#7
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kgqa.checker.computation import computes, is_result
from kgqa.checker.vocabulary import (
    ARGUMENT_1,
    ARGUMENT_2,
    ARGUMENTS,
    BODY,
    BUILTIN,
    BUILTIN_ATOM,
    CLASS_ATOM,
    CLASS_PREDICATE,
    DIFFERENT,
    DIFFERENT_ATOM,
    HEAD,
    IMPLICATION,
    LABEL,
    NOTHING,
    PROPERTY_ATOMS,
    PROPERTY_PREDICATE,
    SAME,
    SAME_ATOM,
    TYPE,
    VARIABLE,
)
from kgqa.model import IRI, Literal, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kgqa.checker.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable, by the node that is a swrl:Variable."""

    node: Term


Node: TypeAlias = Term | Variable
Pattern: TypeAlias = tuple[Node, IRI, Node]
Bindings: TypeAlias = "Mapping[Variable, Term]"


@dataclass(frozen=True, slots=True)
class Call:
    """A built-in, and what it is applied to."""

    name: IRI
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class UserRule:
    """If all of `body` and all of `calls` then all of `head`; `refutes` when the head is owl:Nothing."""

    names: frozenset[str]
    body: tuple[Pattern, ...]
    calls: tuple[Call, ...]
    head: tuple[Pattern, ...]

    @property
    def refutes(self) -> bool:
        """Whether the rule derives false."""
        return any(kind == NOTHING for _, _, kind in self.head)

    def justifies(self, conclusion: Triple | None, facts: Sequence[Triple], tests: Sequence[Triple]) -> bool:
        """Whether the rule leads from exactly these facts and tests to the conclusion (None: to a conflict)."""
        starts: Iterable[Bindings] = [{}] if conclusion is None else _heads(self.head, conclusion)
        return any(
            used == frozenset(facts) and _called(self.calls, bindings, tests, frozenset())
            for start in starts
            for bindings, used in _bodies(self.body, start, facts)
        )


def user_rules(ontology: Ontology) -> Iterator[UserRule]:
    """Every swrl:Imp that is understood; what is not justifies nothing."""
    for node in ontology.subjects(TYPE, IMPLICATION):
        labels = frozenset(label.lexical for label in ontology.objects(node, LABEL) if isinstance(label, Literal))
        body, head = _atoms(ontology, node, BODY), _atoms(ontology, node, HEAD)
        if not body or not head or None in body or None in head:
            continue
        patterns = tuple(atom for atom in body if isinstance(atom, tuple))
        calls = tuple(atom for atom in body if isinstance(atom, Call))
        yield UserRule(labels or frozenset({"swrl"}), patterns, calls, tuple(_as_fact(atom) for atom in head if atom))


def _as_fact(atom: Pattern | Call) -> Pattern:
    """What an atom of a head concludes: there a difference is a fact, and no test."""
    return (atom.arguments[0], atom.name, atom.arguments[1]) if isinstance(atom, Call) else atom


def _atoms(ontology: Ontology, rule: Term, part: IRI) -> list[Pattern | Call | None]:
    lists = list(ontology.lists(rule, part))
    return [_atom(ontology, node) for node in lists[0]] if len(lists) == 1 else []


def _atom(ontology: Ontology, node: Term) -> Pattern | Call | None:
    def arguments(*predicates: IRI) -> list[Node]:
        return [_node(ontology, term) for predicate in predicates for term in ontology.objects(node, predicate)[:1]]

    kinds = set(ontology.objects(node, TYPE))
    if BUILTIN_ATOM in kinds:
        name, lists = ontology.objects(node, BUILTIN), list(ontology.lists(node, ARGUMENTS))
        if len(name) != 1 or not isinstance(name[0], IRI) or len(lists) != 1 or not lists[0]:
            return None
        return Call(name[0], tuple(_node(ontology, term) for term in lists[0]))
    if CLASS_ATOM in kinds:
        found = [*arguments(ARGUMENT_1), *ontology.objects(node, CLASS_PREDICATE)]
        return (found[0], TYPE, found[1]) if len(found) == 2 else None
    ends = arguments(ARGUMENT_1, ARGUMENT_2)
    if len(ends) != 2:
        return None
    if DIFFERENT_ATOM in kinds:
        return Call(DIFFERENT, tuple(ends))
    if SAME_ATOM in kinds:
        return (ends[0], SAME, ends[1])
    prop = ontology.objects(node, PROPERTY_PREDICATE)
    if kinds & PROPERTY_ATOMS and len(prop) == 1 and isinstance(prop[0], IRI):
        return (ends[0], prop[0], ends[1])
    return None


def _node(ontology: Ontology, term: Term) -> Node:
    return Variable(term) if ontology.is_a(term, VARIABLE) else term


def _heads(head: Sequence[Pattern], conclusion: Triple) -> Iterator[dict[Variable, Term]]:
    for pattern in head:
        bindings = _unified(pattern, conclusion, {})
        if bindings is not None:
            yield bindings


def _bodies(
    body: Sequence[Pattern], bindings: Bindings, facts: Sequence[Triple]
) -> Iterator[tuple[Bindings, frozenset[Triple]]]:
    """Every way in which the patterns hold among the facts, and the facts that they hold of."""
    if not body:
        yield bindings, frozenset()
        return
    for fact in facts:
        extended = _unified(body[0], fact, bindings)
        if extended is not None:
            for found, used in _bodies(body[1:], extended, facts):
                yield found, used | {fact}


def _unified(pattern: Pattern, fact: Triple, bindings: Bindings) -> dict[Variable, Term] | None:
    extended = dict(bindings)
    for node, term in zip(pattern, fact, strict=True):
        if (extended.setdefault(node, term) if isinstance(node, Variable) else node) != term:
            return None
    return extended


def _called(calls: Sequence[Call], bindings: Bindings, tests: Sequence[Triple], used: frozenset[Triple]) -> bool:
    """Whether each built-in is among the tests, and no other test is; what arithmetic computes is computed here."""
    if not calls:
        return used == frozenset(tests)
    for call in calls:
        terms = [bindings.get(node) if isinstance(node, Variable) else node for node in call.arguments]
        inputs = [term for term in terms[computes(call.name) :] if term is not None]
        if len(inputs) < len(terms) - computes(call.name):
            continue
        rest = [other for other in calls if other is not call]
        for test in tests:
            if _is_of(test, call.name, inputs, terms[0]):
                result = {call.arguments[0]: test.subject} if isinstance(call.arguments[0], Variable) else {}
                if _called(rest, {**bindings, **result}, tests, used | {test}):
                    return True
        return False
    return False


def _is_of(test: Triple, name: IRI, inputs: Sequence[Term], first: Term | None) -> bool:
    """Whether a test (first argument, built-in, last argument) is that of a call with these inputs."""
    if test.predicate != name or not inputs or test.object != inputs[-1] or first not in {None, test.subject}:
        return False
    return not computes(name) or is_result(name, inputs, test.subject) is not False
