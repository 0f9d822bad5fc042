"""The rules of a closure one fact at a time: what follows from a fact, and what a fact could follow from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.model import IRI
from kgqa.reason.builtins import MERGEABLE, Identity, holds
from kgqa.reason.engine.dictionary import LITERAL
from kgqa.reason.engine.plan import Fact, Plan
from kgqa.reason.engine.rulebook import Pattern
from kgqa.reason.rule import DIFFERENT, Var

if TYPE_CHECKING:
    from kgqa.reason.engine.alias import Key
    from kgqa.reason.engine.dictionary import Dictionary
    from kgqa.reason.engine.relation import Mask
    from kgqa.reason.engine.rows import Rows
    from kgqa.reason.engine.rulebook import Rulebook

__all__ = ["Deriver", "Fact", "Plan"]

_NO_IDENTITY = Identity(unique_names=False, knows=lambda _: False)


class Deriver:
    """The plans of a rulebook, made when they are first needed."""

    def __init__(self, book: Rulebook, dictionary: Dictionary, named: Mask) -> None:
        self.book, self.dictionary = book, dictionary
        self.named = named
        self._using: dict[Key, list[Plan]] = {}
        self._deriving: dict[Key, list[Plan]] = {}
        self._refuting: dict[Key, list[Plan]] = {}
        self._only_joins: dict[Key, bool] = {}
        self._concluding: dict[Key, list[Plan]] = {}
        self._following: dict[Key, list[Plan]] = {}

    def using(self, key: Key) -> list[Plan]:
        """Plans that begin with a fact of a key; transitivity is not among them."""
        plans = self._using.get(key)
        if plans is None:
            plans = self._using[key] = [
                Plan(rule, part, [p for n, p in enumerate(rule.body) if n != position], self)
                for rule, position in self.book.using.get(key, ())
                if isinstance(part := rule.body[position], Pattern) and not rule.is_transitivity
            ]
        return plans

    def deriving(self, key: Key) -> list[Plan]:
        """Those of `using` that derive facts."""
        plans = self._deriving.get(key)
        if plans is None:
            plans = self._deriving[key] = [plan for plan in self.using(key) if plan.rule.head]
        return plans

    def refuting(self, key: Key) -> list[Plan]:
        """Those of `using` that derive falsehood."""
        plans = self._refuting.get(key)
        if plans is None:
            plans = self._refuting[key] = [plan for plan in self.using(key) if not plan.rule.head]
        return plans

    def only_joins(self, key: Key) -> bool:
        """Whether nothing follows from a path of a transitive property that does not follow from its steps.

        It must lead back to where it began to say more: then it may clash.
        """
        known = self._only_joins.get(key)
        if known is None:
            is_path = key in self.book.transitive and key not in self.book.aliases.symmetric
            known = self._only_joins[key] = is_path and all(map(_is_of_one_end, self.using(key)))
        return known

    def concluding(self, key: Key) -> list[Plan]:
        """Plans that begin with a conclusion of a key; transitivity is not among them."""
        plans = self._concluding.get(key)
        if plans is None:
            plans = self._concluding[key] = [
                Plan(rule, head, list(rule.body), self)
                for rule, head in self.book.concluding.get(key, ())
                if not rule.is_transitivity
            ]
        return plans

    def following(self, key: Key) -> list[Plan]:
        """Plans that begin with the left number of a conclusion of a key; transitivity is not among them."""
        plans = self._following.get(key)
        if plans is None:
            plans = self._following[key] = [
                Plan(rule, Pattern(key, head.left), list(rule.body), self)
                for rule, head in self.book.concluding.get(key, ())
                if not rule.is_transitivity
            ]
        return plans

    def judge(self, name: IRI, numbers: list[int], rows: Rows) -> bool:
        """Whether a test holds."""
        if name == DIFFERENT:
            return self._distinct(numbers[0], numbers[1], rows)
        if name == MERGEABLE:
            left, right = numbers
            both_named = self.book.unique_names and self._is_named(left) and self._is_named(right)
            return left != right and max(numbers) < LITERAL and not both_named
        return holds(name, self.dictionary.terms(numbers), _NO_IDENTITY)

    def _distinct(self, left: int, right: int, rows: Rows) -> bool:
        if left == right:
            return False
        if left >= LITERAL or right >= LITERAL:
            both = min(left, right) >= LITERAL
            return both and holds(DIFFERENT, self.dictionary.terms((left, right)), _NO_IDENTITY)
        if self.book.unique_names and self._is_named(left) and self._is_named(right):
            return True
        different = self.book.different
        return rows.filled(different) and (rows.has(different, left, right) or rows.has(different, right, left))

    def _is_named(self, number: int) -> bool:
        if number < len(self.named):
            return bool(self.named[number])
        return isinstance(self.dictionary.term(number), IRI)


def _is_of_one_end(plan: Plan) -> bool:
    """Whether a rule says something of one end of a pair, whatever the other one is; or clashes where they are one."""
    rule = plan.rule
    if rule.tests or len(rule.patterns) != 1:
        return False
    if not rule.head:
        return rule.patterns[0].left == rule.patterns[0].right
    return len({node for pattern in rule.head for node in pattern.nodes if isinstance(node, Var)}) == 1
