"""The other words of each property, and the rules that say something of it: looked up once, used for many facts."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from kgqa.model import IRI, RDF_TYPE, RuleName, Triple
from kgqa.reason.renaming import MAX_NAMES, is_equality, renamed, restatements
from kgqa.reason.rule import Atom, Var
from kgqa.reason.unknown import unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kgqa.reason.program import Program
    from kgqa.reason.rule import Builtin, Rule

    Enter = Callable[[Triple, Triple | None], bool]

_SUBJECT, _OBJECT = unknown("x", 0), unknown("y", 0)


class _Word(NamedTuple):
    """A property of which a rule says that it is another word; `turned` if with subject and object in turn."""

    rule: Rule
    predicate: IRI
    turned: bool


class Telling(NamedTuple):
    """A rule that may conclude a fact, its atom that does, and what to call it; what is easy to judge costs little."""

    cost: tuple[int, int, int, str]
    rule: Rule
    head: Atom
    name: RuleName
    atoms: tuple[Atom, ...]
    builtins: tuple[Builtin, ...]
    free: tuple[Var, ...]
    """The variables of its body that are not in that atom."""


class Words:
    """The words of one program (see `kgqa.reason.renaming`)."""

    def __init__(self, program: Program, marked: Iterable[IRI]) -> None:
        self._program = program
        self._words: dict[IRI, list[_Word]] = {}
        self._claims: dict[IRI, list[tuple[IRI, bool, Rule | None]]] = {}
        self._deriving: dict[IRI, list[tuple[Rule, Atom]]] = {}
        self._telling: dict[IRI, list[Telling]] = {}
        self._defined = dict.fromkeys(marked, True)
        self._widths: dict[IRI, int] = {}

    def restatements(self, goal: Triple, enter: Enter = lambda fact, said: True) -> dict[Triple, Rule | None]:
        """As `kgqa.reason.renaming.restatements`, each fact with the rule that leads from it."""
        if goal.predicate == RDF_TYPE:
            return {fact: path[0] if path else None for fact, path in restatements(self._program, goal, enter).items()}
        found: dict[Triple, Rule | None] = {goal: None}
        queue: deque[tuple[Triple, Triple | None]] = deque([(goal, None)])
        while queue and len(found) < MAX_NAMES:
            fact, said = queue.popleft()
            if enter(fact, said):
                for rule, predicate, turned in self._others(fact.predicate):
                    ends = (fact.object, fact.subject) if turned else (fact.subject, fact.object)
                    other = Triple(ends[0], predicate, ends[1])
                    if other not in found:
                        found[other] = rule
                        queue.append((other, fact))
        return found

    def claims(self, goal: Triple) -> dict[Triple, Rule | None]:
        """The restatements of a goal, looked for through defined properties only."""
        words = self._claims.get(goal.predicate)
        if words is None:
            generic = Triple(_SUBJECT, goal.predicate, _OBJECT)
            found = self.restatements(generic, lambda fact, _: self.is_defined(fact.predicate))
            words = self._claims[goal.predicate] = [
                (fact.predicate, fact.subject != _SUBJECT, rule) for fact, rule in found.items()
            ]
        subject, obj = goal.subject, goal.object
        restated: dict[Triple, Rule | None] = {}
        for predicate, turned, rule in words:
            restated.setdefault(Triple(obj, predicate, subject) if turned else Triple(subject, predicate, obj), rule)
        return restated

    def deriving(self, fact: Triple) -> list[tuple[Rule, Atom]]:
        """The rules that may conclude a fact, but for those about what is the same."""
        if fact.predicate == RDF_TYPE:
            return [pair for pair in self._program.concluding(fact) if not is_equality(pair[0])]
        rules = self._deriving.get(fact.predicate)
        if rules is None:
            rules = [pair for pair in self._program.concluding(fact) if not is_equality(pair[0])]
            self._deriving[fact.predicate] = rules
        return rules

    def _others(self, predicate: IRI) -> list[_Word]:
        words = self._words.get(predicate)
        if words is None:
            words = self._words[predicate] = list(self._renaming(predicate))
        return words

    def _renaming(self, predicate: IRI) -> Iterator[_Word]:
        for rule, head in self._program.concluding(Triple(predicate, predicate, predicate)):
            pair = renamed(rule)
            if pair is not None and isinstance(pair[1].predicate, IRI):
                yield _Word(rule, pair[1].predicate, pair[1].subject != head.subject)

    def telling(self, predicate: IRI) -> list[Telling]:
        """The rules that may say something of a property."""
        rules = self._telling.get(predicate)
        if rules is None:
            found = self._program.concluding(Triple(predicate, predicate, predicate))
            rules = self._telling[predicate] = [
                self._told(rule, head) for rule, head in found if not is_equality(rule) and renamed(rule) is None
            ]
        return rules

    def _told(self, rule: Rule, head: Atom) -> Telling:
        nodes = [node for part in rule.body for node in (part.nodes() if isinstance(part, Atom) else part.arguments)]
        free = dict.fromkeys(node for node in nodes if isinstance(node, Var) and node not in head.nodes())
        name = RuleName(rule.name, str(rule))
        return Telling(self._cost(rule), rule, head, name, rule.atoms, rule.builtins, tuple(free))

    def _cost(self, rule: Rule) -> tuple[int, int, int, str]:
        """Rules that need no defined property are quick to judge; what refutes a wide claim refutes narrower ones."""
        needed = [atom.predicate for atom in rule.atoms if isinstance(atom.predicate, IRI)]
        defined = [predicate for predicate in needed if self.is_defined(predicate)]
        return len(defined), -sum(map(self._width, defined)), len(rule.atoms), str(rule)

    def is_defined(self, predicate: IRI) -> bool:
        """Whether a property, or another word for exactly the same, is marked as defined by its rules."""
        known = self._defined.get(predicate)
        if known is None:
            fact = Triple(_SUBJECT, predicate, _OBJECT)
            others = [t for t in self.restatements(fact) if self._defined.get(t.predicate)]
            known = self._defined[predicate] = any(fact in self.restatements(other) for other in others)
        return known

    def _width(self, predicate: IRI) -> int:
        """How many words for the same there are."""
        width = self._widths.get(predicate)
        if width is None:
            fact = Triple(_SUBJECT, predicate, _OBJECT)
            width = self._widths[predicate] = len(self.claims(fact))
        return width
