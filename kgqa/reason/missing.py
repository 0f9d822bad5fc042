"""Why something does not follow: the rules that came nearest to it, and what each of them lacks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from kgqa.model import IRI, RDF_TYPE, RuleName, Triple
from kgqa.reason.builtins import computes, evaluate
from kgqa.reason.program import atom_key
from kgqa.reason.renaming import restatements, telling
from kgqa.reason.rule import Atom, Builtin, Rule, Var, instance, substitute
from kgqa.reason.solve import unify

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from kgqa.model import Term
    from kgqa.reason.builtins import Identity
    from kgqa.reason.facts import Facts
    from kgqa.reason.program import Key, Program
    from kgqa.reason.rule import Bindings

MAX_STEPS = 20_000
"""How many partial matches are looked at for one question."""
MAX_FACTS = 200
"""How many facts are tried for one premise."""
MAX_WAYS = 3
"""How many ways of nearly firing are told of one rule."""
MAX_TRIED = 500
"""Of how many ways of nearly firing the best are chosen."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A rule that would conclude what was asked for, and what it lacks.

    `conclusion` is the goal, or a fact that says the same in another word (`through` names the rules that lead on to
    the goal). `held` are the premises that hold, `lacking` those that do not, with variables for things that any
    thing may stand for; `failed` are tests that fail, `undecided` those on such variables.
    """

    rule: RuleName
    conclusion: Triple
    held: tuple[Triple, ...]
    lacking: tuple[Atom, ...]
    failed: tuple[Builtin, ...] = ()
    undecided: tuple[Builtin, ...] = ()
    through: tuple[RuleName, ...] = ()

    @property
    def unknown(self) -> tuple[Var, ...]:
        """The variables of what is lacking, in order."""
        nodes = (node for atom in self.lacking for node in atom.nodes())
        return tuple(dict.fromkeys(node for node in nodes if isinstance(node, Var)))


def why_not(
    program: Program, facts: Facts, identity: Identity, goal: Triple, *, limit: int = 10
) -> tuple[Missing, ...]:
    """What `goal` lacks to be entailed, the nearest rule first; () when it is entailed or no rule concludes it.

    `facts` must be materialised. Of each rule those bindings count under which the fewest premises fail. Rules that
    only rename are looked through; they are told only where nothing else is, and facts of the other name exist.
    Rules of equality are left out: everything would follow from being the same as something else.
    """
    if any(True for _ in facts.match(*goal)):
        return ()
    names = restatements(program, goal)
    search = _Search(facts, identity, names)
    found: dict[tuple[RuleName, frozenset[Atom], frozenset[Triple]], Missing] = {}
    for fact, path in names.items():
        through = tuple(map(_name, path))
        for rule, bindings in telling(program, fact):
            for missing in search.nearest(rule, bindings, fact):
                key = (missing.rule, frozenset(missing.lacking), frozenset(missing.held))
                found.setdefault(key, replace(missing, through=through))
    others = found.values() or [
        Missing(_name(path[0]), instance(path[0].head[0], _bound(path[0], fact)), (), (Atom(*fact),))
        for fact, path in names.items()
        if path and any(True for _ in facts.match(None, fact.predicate, None))
    ]
    return tuple(sorted(others, key=search.rank)[:limit])


class _Search:
    """Partial matches of rule bodies, within one budget."""

    def __init__(self, facts: Facts, identity: Identity, names: Container[Triple]) -> None:
        self.facts, self.identity, self.names = facts, identity, names
        self.steps = 0
        self._peopled: dict[Key, bool] = {}

    def rank(self, missing: Missing) -> tuple[bool, int, int, int, int, int, int, int, int, int, str]:
        """First what could hold, with the fewest new facts, in words in use; then any order that stays the same."""
        unused = [atom for atom in missing.lacking if not self._is_used(atom_key(atom))]
        loops = [atom for atom in missing.lacking if atom.subject == atom.object]
        home = _vocabulary(Atom(*missing.conclusion))
        return (
            bool(missing.failed),
            len(loops),
            len(missing.lacking) + len(missing.failed),
            len(missing.unknown),
            len(missing.undecided),
            sum(atom.predicate != RDF_TYPE for atom in missing.lacking),
            len(unused),
            sum(_vocabulary(atom) != home for atom in missing.lacking),
            -len(missing.held),
            len(missing.through),
            f"{missing.rule} {missing.lacking}",
        )

    def _is_used(self, key: Key) -> bool:
        if key not in self._peopled:
            predicate, kind = key
            self._peopled[key] = any(True for _ in self.facts.match(None, predicate, kind))
        return self._peopled[key]

    def nearest(self, rule: Rule, bindings: Bindings, fact: Triple) -> list[Missing]:
        """The ways in which the rule comes nearest to `fact`: all lack equally many premises."""
        for lacking in range(1, len(rule.body) + 1):
            ways = islice(self._partly(rule.body, bindings, lacking), MAX_TRIED)
            told = {way: None for found in ways if (way := self._told(rule, found, fact)) is not None}
            if told:
                return sorted(told, key=self.rank)[:MAX_WAYS]
        return []

    def _partly(self, body: Sequence[Atom | Builtin], bindings: Bindings, lacking: int) -> Iterator[dict[Var, Term]]:
        """Extensions of `bindings` under which all of `body` but at most `lacking` parts holds."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            return
        position = _next(body, bindings)
        if position is None:
            if sum(isinstance(part, Atom) for part in body) <= lacking:
                yield dict(bindings)
            return
        part, rest = body[position], [*body[:position], *body[position + 1 :]]
        if isinstance(part, Builtin):
            found = evaluate(part, bindings, self.identity)
            if found is not None:
                yield from self._partly(rest, {**bindings, **found}, lacking)
            elif lacking and not computes(part.name):
                yield from self._partly(rest, bindings, lacking - 1)
            return
        for extended in self._matches(part, bindings):
            yield from self._partly(rest, extended, lacking)
        if lacking:
            yield from self._partly(rest, bindings, lacking - 1)

    def _matches(self, atom: Atom, bindings: Bindings) -> Iterator[dict[Var, Term]]:
        subject, predicate, obj = (substitute(node, bindings) for node in atom.nodes())
        found = self.facts.match(
            None if isinstance(subject, Var) else subject,
            predicate if isinstance(predicate, IRI) else None,
            None if isinstance(obj, Var) else obj,
        )
        # A few facts, but always the same: stores promise no order.
        for triple in sorted(islice(found, MAX_FACTS), key=str):
            extended = unify(atom, triple, bindings)
            if extended is not None:
                yield extended

    def _told(self, rule: Rule, bindings: Bindings, fact: Triple) -> Missing | None:
        held: list[Triple] = []
        lacking: list[Atom] = []
        for atom in rule.atoms:
            subject, predicate, obj = (substitute(node, bindings) for node in atom.nodes())
            bound = Atom(subject, predicate, obj)  # type: ignore[arg-type]
            if any(isinstance(node, Var) for node in bound.nodes()):
                lacking.append(bound)
            elif any(True for _ in self.facts.match(*instance(bound, {}))):
                held.append(instance(bound, {}))
            elif instance(bound, {}) in self.names:
                return None  # What was asked for is no reason for itself.
            else:
                lacking.append(bound)
        tests = [Builtin(part.name, tuple(substitute(n, bindings) for n in part.arguments)) for part in rule.builtins]
        undecided = [test for test in tests if any(isinstance(node, Var) for node in test.arguments)]
        failed = [t for t in tests if t not in undecided and evaluate(t, {}, self.identity) is None]
        return Missing(_name(rule), fact, tuple(held), tuple(lacking), tuple(failed), tuple(undecided))


def _next(body: Sequence[Atom | Builtin], bindings: Bindings) -> int | None:
    """A built-in whose inputs are bound, else the atom with the most known of it; None when nothing known is left."""
    best: int | None = None
    most = 0
    for position, part in enumerate(body):
        if isinstance(part, Builtin):
            inputs = part.arguments[1:] if computes(part.name) else part.arguments
            if all(not isinstance(substitute(node, bindings), Var) for node in inputs):
                return position
            continue
        known = sum(not isinstance(substitute(node, bindings), Var) for node in (part.subject, part.object))
        if known > most:
            best, most = position, known
    return best


def _vocabulary(atom: Atom) -> str:
    """The namespace of the property or class."""
    term = atom.object if atom.predicate == RDF_TYPE else atom.predicate
    return re.split(r"[^/#:]*$", term.value)[0] if isinstance(term, IRI) else ""


def _name(rule: Rule) -> RuleName:
    return RuleName(rule.name, str(rule))


def _bound(rule: Rule, fact: Triple) -> Bindings:
    (premise,) = rule.atoms
    return unify(premise, fact, {}) or {}
