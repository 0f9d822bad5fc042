"""Transitivity as paths: the fewest steps from one end to the other, and the proof they make."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from kgqa.model import Proof, Triple
from kgqa.reason.rule import Atom, Var

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kgqa.model import RuleName, Term
    from kgqa.reason.rule import Rule


def is_transitivity(rule: Rule) -> bool:
    """Whether a rule says ?x p ?z if ?x p ?y, ?y p ?z (prp-trp, eq-trans, a chain of p and p)."""
    if len(rule.body) != 2 or len(rule.head) != 1:
        return False
    (head,), (first, second) = rule.head, rule.body
    if not isinstance(first, Atom) or not isinstance(second, Atom):
        return False
    ends = (head.subject, first.object, head.object)
    return (
        len({first.predicate, second.predicate, head.predicate}) == 1
        and all(isinstance(node, Var) for node in ends)
        and len(set(ends)) == 3
        and (first.subject, second.subject, second.object) == ends
    )


def shortest_path(
    goal: Triple, steps: Callable[[Term], Iterable[Triple]], holds: Callable[[Triple], bool]
) -> list[Triple]:
    """The fewest steps of the goal's property that lead from its subject to its object; empty if none do.

    `steps` gives the facts from a node; only nodes from which the goal's object is reached (`holds`) are entered.
    """
    start, predicate, end = goal
    came: dict[Term, Triple] = {}
    queue: deque[Term] = deque([start])
    while queue:
        for edge in steps(queue.popleft()):
            node = edge.object
            if node in came or (node != end and not holds(Triple(node, predicate, end))):
                continue
            came[node] = edge
            if node == end:
                return _walked_back(came, start, end)
            queue.append(node)
    return []


def _walked_back(came: dict[Term, Triple], start: Term, end: Term) -> list[Triple]:
    path = [came[end]]
    while path[-1].subject != start:
        path.append(came[path[-1].subject])
    return path[::-1]


def joined(steps: Sequence[Proof], rule: RuleName) -> Proof:
    """The proof that the steps of a path join to: split in the middle, so that it is no deeper than it must be."""
    if len(steps) == 1:
        return steps[0]
    middle = len(steps) // 2
    left, right = joined(steps[:middle], rule), joined(steps[middle:], rule)
    fact = Triple(left.fact.subject, left.fact.predicate, right.fact.object)
    return Proof(fact, "rule", rule=rule, premises=(left, right))
