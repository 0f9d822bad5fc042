"""Rules that say the same thing in another word: an inverse, a synonym, a narrower property or class.

Whoever asks why something is not known, or whether it can be at all, looks through them to the rules that say
something: those with several conditions, with a constant, or with a thing that the conclusion does not name.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from kgqa.model import OWL_SAME_AS, RDF_TYPE, Triple
from kgqa.reason.program import atom_key
from kgqa.reason.rule import Atom, Rule, Var, instance
from kgqa.reason.solve import unify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kgqa.model import Term
    from kgqa.reason.program import Key, Program

MAX_NAMES = 200
"""More restatements than any vocabulary has synonyms."""


def is_equality(rule: Rule) -> bool:
    """Whether a rule is about what is the same as what (eq-rep-s, prp-fp ...), rather than about one property."""
    atoms = (*rule.head, *rule.atoms)
    return any(isinstance(a.predicate, Var) for a in atoms) or any(a.predicate == OWL_SAME_AS for a in rule.head)


def renamed(rule: Rule) -> tuple[Atom, Atom] | None:
    """Head and body of a rule that only renames; None for a rule that says something."""
    if len(rule.body) != 1 or len(rule.head) != 1 or is_equality(rule):
        return None
    head, body = rule.head[0], rule.body[0]
    if not isinstance(body, Atom) or (head.predicate == RDF_TYPE) != (body.predicate == RDF_TYPE):
        return None
    variables = _variables(head)
    told = 1 if head.predicate == RDF_TYPE else 2
    return (head, body) if len(variables) == told and variables == _variables(body) else None


def restatements(
    program: Program, goal: Triple, enter: Callable[[Triple, Triple | None], bool] = lambda fact, said: True
) -> dict[Triple, tuple[Rule, ...]]:
    """The goal and all facts that would entail it by renaming alone, nearest first, each with the rules from it.

    What restates a fact that `enter` refuses is left out; it is told the fact and which one that is another word for.
    """
    found: dict[Triple, tuple[Rule, ...]] = {goal: ()}
    queue: deque[tuple[Triple, Triple | None]] = deque([(goal, None)])
    while queue and len(found) < MAX_NAMES:
        fact, said = queue.popleft()
        if not enter(fact, said):
            continue
        for rule, atom in program.concluding(fact):
            pair = renamed(rule)
            bindings = None if pair is None else unify(atom, fact, {})
            if pair is not None and bindings is not None:
                other = instance(pair[1], bindings)
                if other not in found:
                    found[other] = (rule, *found[fact])
                    queue.append((other, fact))
    return found


def restated(program: Program, fact: Triple) -> list[Triple]:
    """The fact and all that it entails by renaming alone, nearest first."""
    found = {fact: None}
    queue = deque([fact])
    while queue and len(found) < MAX_NAMES:
        known = queue.popleft()
        for rule, _ in program.needing(known):
            pair = renamed(rule)
            bindings = None if pair is None else unify(pair[1], known, {})
            if pair is not None and bindings is not None:
                other = instance(pair[0], bindings)
                if other not in found:
                    found[other] = None
                    queue.append(other)
    return list(found)


def telling(program: Program, fact: Triple) -> Iterator[tuple[Rule, dict[Var, Term]]]:
    """The rules that may conclude `fact` itself and say something, with what the fact binds."""
    for rule, atom in program.concluding(fact):
        if is_equality(rule) or renamed(rule) is not None:
            continue
        bindings = unify(atom, fact, {})
        if bindings is not None:
            yield rule, bindings


def said_more(program: Program) -> frozenset[Key]:
    """Properties and classes that some rule has among several conditions: the others are but other words."""
    rules = (*program.rules, *program.conflicts)
    return frozenset(atom_key(a) for rule in rules if len(rule.body) > 1 or not rule.head for a in rule.atoms)


def _variables(atom: Atom) -> set[Var]:
    return {node for node in (atom.subject, atom.object) if isinstance(node, Var)}
