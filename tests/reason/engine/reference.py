"""What the engine is held against: the rules of a program tried on sets of triples until nothing new comes.

It shares compilation and built-ins with the engine, and nothing of its evaluation: no numbers, no representatives, no
aliases, no strata, no updates.

Five things are agreed on. Literals are the subject of nothing but owl:sameAs, of what only renames a property
(inverse properties that go in a circle), and of steps of a transitive property; with `freely` of all properties. What
is the same as itself is looked up, never listed (eq-ref). Under unique names, a rule does not make two named things
one by way of a nameless one. Axioms that hold only because a thing has another name ask for no new program. What is
the same is not told apart by a rule, though it be said to differ.
"""

from typing import NamedTuple

import networkx as nx

from kgqa.model import IRI, OWL_SAME_AS, Literal, Triple
from kgqa.reason.builtins import Identity
from kgqa.reason.compile import compile_program
from kgqa.reason.facts import TripleSet
from kgqa.reason.path import is_transitivity
from kgqa.reason.program import Program
from kgqa.reason.rule import DIFFERENT, Atom, Var, substitute
from kgqa.reason.schema import schema_of
from kgqa.reason.solve import solve

MAX_ROUNDS = 10


class Reference(NamedTuple):
    """Everything that holds, what clashes, and whether it was arbitrary which of two names a nameless thing got."""

    program: Program
    facts: frozenset[Triple]
    clashes: frozenset[frozenset[Triple]]
    arbitrary: bool


def closed(stated, *, unique_names=True, freely=False):
    """The closure of stated triples; `freely` when literals may be subjects within the derivations of any property."""
    reflected = {}
    for _ in range(MAX_ROUNDS):
        program = compile_program(TripleSet([*stated, *reflected]), unique_names=unique_names)
        facts, equal, arbitrary = _closed(program, stated, freely=freely)
        known = {_apart(triple, equal) for triple in (*stated, *reflected, *program.schema_facts)}
        new = [triple for triple in schema_of(facts) if _apart(triple, equal) not in known]
        if not new:
            break
        reflected.update(dict.fromkeys(new))
    clashing = {
        frozenset(_instance(atom, bindings) for atom in rule.atoms)
        for rule in program.conflicts
        for bindings in solve(rule.body, {}, _Readable(facts), _identity(program, facts))
    }
    shown = frozenset(triple for triple in facts if not is_hidden(triple))
    return Reference(program, shown, frozenset(clashing), arbitrary)


def is_hidden(triple):
    """Whether a triple is never listed: its subject is a literal, or it says that something is itself."""
    itself = triple.predicate == OWL_SAME_AS and triple.subject == triple.object
    return itself or isinstance(triple.subject, Literal)


def _closed(program, stated, *, freely):
    stated = [t for t in stated if t.predicate != OWL_SAME_AS or t.subject != t.object]
    equal = nx.Graph((t.subject, t.object) for t in stated if t.predicate == OWL_SAME_AS)
    arbitrary = False
    passing = set(program.rules) if freely else _passing(program)
    while True:
        same = [
            Triple(s, OWL_SAME_AS, o) for part in nx.connected_components(equal) for s in part for o in part if s != o
        ]
        facts = TripleSet([*stated, *program.schema_facts, *same])
        found, refused = _saturated(program, facts, equal, passing)
        arbitrary |= refused
        if not found:
            return facts, equal, arbitrary
        equal.add_edges_from(found)


def _saturated(program, facts, equal, passing):
    """Add what the rules derive, until two more things are the same: returns those."""
    identity, view = _identity(program, facts), _Readable(facts)
    while True:
        derived = [
            (rule, head)
            for rule in program.rules
            if rule.name not in {"eq-sym", "eq-trans"}
            for bindings in solve(rule.body, {}, facts if rule in passing else view, identity)
            for head in (_instance(atom, bindings) for atom in rule.head)
        ]
        found, refused = _merged(program, equal, derived)
        if found:
            return found, refused
        new = [head for rule, head in derived if head not in facts and _may_be(rule, head, passing)]
        if not new:
            return [], refused
        for triple in new:
            facts.add(triple)


def _merged(program, equal, derived):
    """Pairs that are found to be the same, and whether another order could have found other ones."""
    trial, found, refused = equal.copy(), [], False
    pairs = {(h.subject, h.object): r.name.startswith("dt-") for r, h in derived if h.predicate == OWL_SAME_AS}
    for (left, right), by_value in sorted(pairs.items(), key=str):
        trial.add_nodes_from((left, right))
        if left == right or nx.has_path(trial, left, right):
            continue
        names = [any(isinstance(t, IRI) for t in nx.node_connected_component(trial, end)) for end in (left, right)]
        if program.unique_names and all(names) and not by_value:
            refused = True
            continue
        trial.add_edge(left, right)
        found.append((left, right))
    return found, refused


def _may_be(rule, triple, passing):
    if triple.predicate == OWL_SAME_AS or not isinstance(triple.predicate, IRI):
        return False
    return not isinstance(triple.subject, Literal) or rule in passing


def _renaming(rule):
    """(source, target) of a rule that says of one property what another one says."""
    if len(rule.body) == len(rule.head) == 1 and isinstance(rule.body[0], Atom):
        body, head = rule.body[0], rule.head[0]
        if {body.subject, body.object} == {head.subject, head.object} and len({body.subject, body.object}) == 2:
            return (
                (body.predicate, head.predicate)
                if all(isinstance(n, Var) for n in (body.subject, body.object))
                else None
            )
    return None


def _apart(triple, equal):
    """A triple that is the same for all names of its terms."""
    return tuple(min(nx.node_connected_component(equal, t), key=str) if t in equal else t for t in triple)


def _passing(program):
    """The rules that literals pass through: renamings within a circle, and transitivity."""
    renamings = {rule: pair for rule in program.rules if (pair := _renaming(rule)) is not None}
    graph = nx.DiGraph(renamings.values())
    whole = {name: number for number, part in enumerate(nx.strongly_connected_components(graph)) for name in part}
    found = {rule for rule, (source, target) in renamings.items() if whole[source] == whole[target]}
    return found | {rule for rule in program.rules if is_transitivity(rule)}


def _identity(program, facts):
    def knows(triple):
        if triple.predicate == DIFFERENT and Triple(triple.subject, OWL_SAME_AS, triple.object) in facts:
            return False
        return triple in facts

    return Identity(program.unique_names, knows)


def _instance(atom, bindings):
    return Triple(*(substitute(node, bindings) for node in atom.nodes()))


class _Readable:
    """Facts as rules read them: literals are no subjects, and everything that is looked up is the same as itself."""

    def __init__(self, facts):
        self._facts = facts

    def match(self, subject=None, predicate=None, object=None):
        for triple in self._facts.match(subject, predicate, object):
            if triple.predicate == OWL_SAME_AS or not isinstance(triple.subject, Literal):
                yield triple
        if predicate == OWL_SAME_AS:
            itself = object if subject is None else subject
            if (
                itself is not None
                and object in (None, itself)
                and Triple(itself, OWL_SAME_AS, itself) not in self._facts
            ):
                yield Triple(itself, OWL_SAME_AS, itself)
