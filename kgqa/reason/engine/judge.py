"""Built-ins on columns: identity at once, all others term by term, each combination once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kgqa.reason.builtins import MERGEABLE, Identity, compute, computes, holds
from kgqa.reason.engine.dictionary import LITERAL
from kgqa.reason.engine.relation import Mask, Numbers, pack
from kgqa.reason.rule import DIFFERENT, Var

if TYPE_CHECKING:
    from kgqa.model import IRI
    from kgqa.reason.engine.alias import Key
    from kgqa.reason.engine.dictionary import Dictionary
    from kgqa.reason.engine.equality import Equality
    from kgqa.reason.engine.evaluate import Table
    from kgqa.reason.engine.rulebook import Test
    from kgqa.reason.engine.state import State

_NO_IDENTITY = Identity(unique_names=False, knows=lambda _: False)


class Judge:
    """The built-ins, judged by what `state` says and by `unique_names`.

    `named` tells for each resource whether anything that it stands for is an IRI, `nameless` whether anything is a
    blank node. Things that are the same as a literal (`equality`) have its value.
    """

    def __init__(
        self,
        dictionary: Dictionary,
        state: State,
        different: Key,
        named: Mask,
        nameless: Mask,
        *,
        equality: Equality,
        unique_names: bool,
    ) -> None:
        self._dictionary, self._state, self._different = dictionary, state, different
        self._equality, self._literals = equality, equality.literals()
        self._named, self._nameless, self._unique = named, nameless, unique_names

    def applied(self, test: Test, table: Table) -> Table:
        """The table without the rows for which the test does not hold, with the column that it computes."""
        columns = [self._column(node, table) for node in test.nodes]
        if test.name == DIFFERENT:
            left, right = columns
            assert left is not None
            assert right is not None
            return table.kept(self._distinct(left, right))
        if test.name == MERGEABLE:
            left, right = columns
            assert left is not None
            assert right is not None
            return table.kept(self._mergeable(left, right))
        return self._each(test, columns, table)

    def _column(self, node: Var | int, table: Table) -> Numbers | None:
        if isinstance(node, Var):
            return table.columns.get(node)
        return np.full(table.rows, node, np.int64)

    def _valued(self, numbers: Numbers) -> Numbers:
        """The numbers, with literals for what is the same as they are."""
        if self._literals:
            numbers = numbers.copy()
            for representative, literal in self._literals.items():
                numbers[numbers == representative] = literal
        return numbers

    def _distinct(self, left: Numbers, right: Numbers) -> Mask:
        """Whether two numbers certainly stand for different things (`Identity.distinct`)."""
        resources = (left < LITERAL) & (right < LITERAL)
        found = np.zeros(len(left), bool)
        if self._unique:
            if resources.all():
                found = self._named[left] & self._named[right] & (left != right)
            else:
                found[resources] = (
                    self._named[left[resources]] & self._named[right[resources]] & (left != right)[resources]
                )
        if self._state.has(self._different):
            stated = self._state.relation(self._different)
            found |= resources & (left != right) & (stated.has(pack(left, right)) | stated.has(pack(right, left)))
        left, right = self._valued(left), self._valued(right)
        both = (left >= LITERAL) & (right >= LITERAL) & (left != right)
        if both.any():
            found[both] = self._judged(DIFFERENT, left[both], right[both])
        return found

    def _judged(self, name: IRI, left: Numbers, right: Numbers) -> Mask:
        keys, inverse = np.unique(pack(left, right), return_inverse=True)
        terms = self._dictionary.term
        results = [holds(name, (terms(int(k) >> 32), terms(int(k) & 0xFFFFFFFF)), _NO_IDENTITY) for k in keys]
        judged = np.array(results, bool)
        return np.take(judged, inverse)

    def _mergeable(self, left: Numbers, right: Numbers) -> Mask:
        """Whether a rule may conclude that two things are the same (`Identity.mergeable`)."""
        found: Mask = (left != right) & (left < LITERAL) & (right < LITERAL)
        if self._unique:
            some = np.flatnonzero(found)
            found[some] = self._nameless[left[some]] | self._nameless[right[some]]
        return found

    def _each(self, test: Test, columns: list[Numbers | None], table: Table) -> Table:
        target = columns[0]
        inputs = [self._valued(column) for column in columns[computes(test.name) :] if column is not None]
        if len(inputs) < len(columns) - computes(test.name):
            return table.kept(np.zeros(table.rows, bool))
        rows, inverse = np.unique(np.stack(inputs), axis=1, return_inverse=True)
        given = [self._dictionary.terms(map(int, row)) for row in rows.T]
        if not computes(test.name):
            held = np.fromiter((holds(test.name, terms, _NO_IDENTITY) for terms in given), bool, len(given))
            return table.kept(held[inverse.ravel()])
        computed = [compute(test.name, terms) for terms in given]
        numbers = np.array([-1 if term is None else self._dictionary.encode(term) for term in computed], np.int64)
        found = numbers[inverse.ravel()]
        if target is not None:
            return self._agreeing(table, self._valued(target), found)
        if self._literals:
            found = self._equality.mapped(found)
        assert isinstance(test.nodes[0], Var)
        from kgqa.reason.engine.evaluate import Table as NewTable

        return NewTable({**table.columns, test.nodes[0]: found}, table.rows).kept(found >= 0)

    def _agreeing(self, table: Table, target: Numbers, found: Numbers) -> Table:
        """The rows whose known first argument has the computed value."""
        from kgqa.reason.builtins import SAME_VALUE

        held = target == found
        rest = np.flatnonzero(~held & (found >= 0) & (target >= LITERAL))
        if len(rest):
            held[rest] = self._judged(SAME_VALUE, target[rest], found[rest])
        return table.kept(held)
