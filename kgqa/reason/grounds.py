"""What every search for a refutation needs to know of a closure: made once, and read only."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kgqa.model import IRI, KGQA, XSD, Literal
from kgqa.reason.assume import Assumptions
from kgqa.reason.covering import Covering
from kgqa.reason.engine.derive import Deriver
from kgqa.reason.engine.stated import StatedFacts
from kgqa.reason.renaming import is_equality, renamed, said_more
from kgqa.reason.slots import Slots
from kgqa.reason.unknown import Things
from kgqa.reason.ways import Ways
from kgqa.reason.words import Words

if TYPE_CHECKING:
    from kgqa.reason.engine.alias import Key
    from kgqa.reason.engine.closure import Closure
    from kgqa.reason.engine.plan import Plan
    from kgqa.reason.engine.rows import Rows
    from kgqa.reason.engine.rulebook import NumberedRule
    from kgqa.reason.program import Key as TermKey

DEFINED_BY_RULES = IRI(KGQA + "definedByRules")
MAX_CONDITIONS = 4
"""Rules with more conditions are too far from a clash to be tried."""


class Following(NamedTuple):
    """The rules that a fact of some key may fit: conflicts, others, and whether its property is transitive."""

    refuting: list[Plan]
    deriving: list[Plan]
    is_transitive: bool


class Grounds:
    """A closure as searches for refutations see it."""

    def __init__(self, closure: Closure) -> None:
        self.closure, self.program = closure, closure.program
        self.book = closure.base.book
        changed = closure.rows.added or closure.rows.removed
        self.stated = StatedFacts(closure.dictionary, closure.stated)
        self.rows: Rows = closure.rows if changed else closure.rows.under
        self.symmetric = self.book.aliases.symmetric
        known = closure.deriver
        self._deriver = Deriver(self.book, Things(closure.dictionary), known.named)  # type: ignore[arg-type]
        self.slots = Slots(closure, self._deriver)
        true = (Literal("true", XSD + "boolean"), Literal("1", XSD + "boolean"))
        found = (t.subject for value in true for t in closure.match(None, DEFINED_BY_RULES, value))
        marked = [term for term in found if isinstance(term, IRI)]
        self._defined = {self._key((term, None)) for term in marked}
        self.words = Words(self.program, marked)
        self.covering = Covering(self)
        self.ways = Ways(self.words, Assumptions(self).assume(()))
        self._said = {self._key(key) for key in said_more(self.program) if key[0] is not None}
        self._following: dict[Key, Following] = {}

    def following(self, key: Key) -> Following:
        """The rules that may lead from a fact of a key to a clash."""
        found = self._following.get(key)
        if found is None:
            plans = [plan for plan in self._deriver.using(key) if self._matters(plan.rule)]
            transitivity = self.book.transitivity.get(key) if key in self.book.transitive else None
            found = self._following[key] = Following(
                [plan for plan in plans if not plan.rule.head],
                [plan for plan in plans if plan.rule.head],
                transitivity is not None and self._matters(transitivity),
            )
        return found

    def _matters(self, rule: NumberedRule) -> bool:
        """Whether a rule may lead to a clash: to a conflict, to what no rules define, or to another word for it."""
        origin, apart = rule.origin, (self.book.types, self.book.same_as)
        if len(origin.body) > MAX_CONDITIONS or is_equality(origin) or any(p.key in apart for p in rule.patterns):
            return False
        keys = [head.key for head in rule.head]
        if keys and not any(key in self._said or self.slots.speaks_of(key) for key in keys):
            return False
        return not keys or renamed(origin) is not None or not any(key in self._defined for key in keys)

    def _key(self, key: TermKey) -> Key:
        predicate, kind = key
        encode, of = self.closure.dictionary.encode, self.closure.view.equality.of
        assert predicate is not None
        name = of(encode(predicate))
        member = -1 if kind is None or name != self.book.type else of(encode(kind))
        return self.book.aliases.of((name, member)).key
