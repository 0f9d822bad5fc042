"""Every way in which the facts of a closure clash: found by vectorised joins, proved as they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.model import Literal, Triple
from kgqa.reason.builtins import Identity
from kgqa.reason.conflicts import conflict_of
from kgqa.reason.engine.dictionary import LITERAL
from kgqa.reason.engine.evaluate import Evaluator, part_variables
from kgqa.reason.engine.judge import Judge
from kgqa.reason.engine.materialise import identities
from kgqa.reason.rule import Var, instance
from kgqa.reason.solve import solve, unify
from kgqa.reason.values import ill_typed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kgqa.model import Conflict, Proof, Term
    from kgqa.reason.engine.dictionary import Dictionary
    from kgqa.reason.engine.materialise import Materialised
    from kgqa.reason.engine.view import View
    from kgqa.reason.rule import Rule

Clash = tuple["Rule", "dict[Var, Term]"]
"""A rule that derives falsehood, with what its variables stand for."""


def clashes(base: Materialised, dictionary: Dictionary, view: View) -> Iterator[Clash]:
    """The clashes in a closure, rule by rule, each as often as it is found."""
    named, nameless = identities(dictionary, base.equality)
    book = base.book
    judge = Judge(
        dictionary, base.state, book.different, named, nameless, equality=base.equality, unique_names=book.unique_names
    )
    evaluator = Evaluator(base.state, judge, book.same_as, base.equality.representatives())
    for rule in book.conflicts:
        variables = frozenset(var for part in rule.patterns for var in part_variables(part))
        for table in evaluator.tables(rule, variables):
            names, columns = list(table.columns), [column.tolist() for column in table.columns.values()]
            for row in zip(*columns, strict=True) if columns else [()] * table.rows:
                yield rule.origin, {var: view.name(number) for var, number in zip(names, row, strict=True)}
    yield from _aside(book.aside, dictionary, view)


def conflicts_of(found: Iterable[Clash], prove: Callable[[Triple], Proof | None]) -> Iterator[Conflict]:
    """Clashes as conflicts, each once, with proofs of the facts that clash."""
    seen = set()
    for rule, bindings in found:
        key = (rule.name, facts_of(rule, bindings))
        if key not in seen:
            seen.add(key)
            yield conflict_of(rule, bindings, prove)


def facts_of(rule: Rule, bindings: dict[Var, Term]) -> frozenset[Triple]:
    """The facts that clash."""
    return frozenset(instance(atom, bindings) for atom in rule.atoms)


def clashes_of_literals(rules: Iterable[Rule], triples: Iterable[Triple]) -> Iterator[Clash]:
    """Clashes of single triples with a literal, by rules about any property (dt-not-type)."""
    single = [rule for rule in rules if not rule.head and _is_about_any(rule)]
    for triple in triples:
        if isinstance(triple.object, Literal) and ill_typed(triple.object):
            for rule in single:
                bindings = unify(rule.atoms[0], triple, {})
                if bindings is not None and next(solve(rule.builtins, bindings, _Nothing(), _NO_IDENTITY), None):
                    yield rule, bindings


def _aside(rules: Iterable[Rule], dictionary: Dictionary, view: View) -> Iterator[Clash]:
    bad = (
        number
        for number in range(LITERAL, LITERAL + dictionary.literals)
        if isinstance(literal := dictionary.term(number), Literal) and ill_typed(literal)
    )
    triples = (triple for number in bad for triple in view.match(None, None, dictionary.term(number)))
    rules = [rule for rule in rules if not rule.head]
    yield from clashes_of_literals(rules, triples)
    for rule in rules:
        if view.equality and not _is_about_any(rule):
            for bindings in solve(rule.body, {}, view, _NO_IDENTITY):
                yield rule, bindings


def _is_about_any(rule: Rule) -> bool:
    return isinstance(rule.atoms[0].predicate, Var)


class _Nothing:
    def match(
        self, subject: Term | None = None, predicate: Term | None = None, object: Term | None = None
    ) -> Iterator[Triple]:
        return iter(())


_NO_IDENTITY = Identity(unique_names=False, knows=lambda _: False)
