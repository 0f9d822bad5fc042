"""Slots that are full: where what is recorded is all there can be.

A property has one value (prp-fp, cls-maxc2 ...) or at most n of them (owl:maxCardinality, kgqa:atMost), or the data
declare that all its values are recorded (kgqa:isComplete, kgqa:completeOnInstances, kgqa:completeFor). Different
names are taken for different things where the graph takes them so; a value that may yet prove to be a recorded one
is never kept out.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kgqa.model import IRI, KGQA, OWL, RDF_TYPE, XSD, Literal, Triple
from kgqa.reason.engine.dictionary import LITERAL
from kgqa.reason.engine.plan import Plan
from kgqa.reason.engine.rulebook import NumberedRule, Pattern
from kgqa.reason.rule import DIFFERENT, Atom, Var, instance
from kgqa.reason.unknown import stands_for_any
from kgqa.reason.values import number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kgqa.model import Term
    from kgqa.reason.engine.alias import Key
    from kgqa.reason.engine.closure import Closure
    from kgqa.reason.engine.derive import Deriver, Fact
    from kgqa.reason.engine.rows import Rows
    from kgqa.reason.facts import Facts

    Name = Callable[[int], Term]
    Told = Callable[[Name], tuple[Triple, ...]]

IS_COMPLETE, COMPLETE_ON, COMPLETE_FOR, AT_MOST = (
    IRI(KGQA + name) for name in ("isComplete", "completeOnInstances", "completeFor", "atMost")
)
_MAXIMA = tuple(IRI(OWL + name) for name in ("maxCardinality", "maxQualifiedCardinality"))
_ON_PROPERTY, _ON_CLASS, _THING = (IRI(OWL + name) for name in ("onProperty", "onClass", "Thing"))
_TRUE = tuple(Literal(text, XSD + "boolean") for text in ("true", "1"))
MAX_VALUES = 40
"""A slot with more values is not searched through."""


@dataclass(frozen=True, slots=True)
class Slot:
    """All values that there can be; `told` are the facts that say so: the recorded values and what declares them all.

    Values are numbers; `told` is given what to call a number.
    """

    values: tuple[int, ...]
    told: Told


@dataclass(frozen=True, slots=True)
class _Single:
    """A rule by which the free end of a pattern can be nothing but what the rest of it (`plan`) finds for `other`.

    `held` is the place of the pattern in the rule, `atoms` are the others as they were written.
    """

    plan: Plan
    held: int
    other: Var
    atoms: tuple[Atom, ...]


class _Word(NamedTuple):
    """A property as it is called; `turned` if its subject is on the right of the facts of its key."""

    term: IRI
    turned: bool

    def triple(self, left: Term, right: Term) -> Triple:
        return Triple(right, self.term, left) if self.turned else Triple(left, self.term, right)


class _Limit(NamedTuple):
    word: _Word
    most: int
    kind: Term | None
    why: tuple[Triple, ...]


class Slots:
    """The full slots of a closure, whose rules `deriver` follows."""

    def __init__(self, closure: Closure, deriver: Deriver) -> None:
        self._closure, self._view, self._deriver = closure, closure.view, deriver
        self._single: dict[tuple[Key, bool], list[_Single]] = defaultdict(list)
        for key, forward, single in _singles(deriver):
            self._single[key, forward].append(single)
        self._complete: dict[Key, list[_Word]] = defaultdict(list)
        self._complete_on: dict[Key, list[tuple[_Word, Triple]]] = defaultdict(list)
        self._complete_for: dict[tuple[Key, bool], set[int]] = defaultdict(set)
        self._limits: dict[tuple[Key, bool], list[_Limit]] = defaultdict(list)
        self.kinds: set[Key] = set()
        self._read()
        self._speaking = {
            *(key for key, _ in (*self._single, *self._complete_for, *self._limits)),
            *self._complete,
            *self._complete_on,
        }

    def _read(self) -> None:
        closure, encode = self._closure, self._closure.dictionary.encode
        for true in _TRUE:
            for declared in closure.match(None, IS_COMPLETE, true):
                key, word = self._word(declared.subject)
                if word is not None:
                    self._complete[key].append(word)
        for declared in closure.match(None, COMPLETE_ON, None):
            key, word = self._word(declared.object)
            if word is not None:
                self._complete_on[key].append((word, declared))
                self.kinds.add(self._view.fact(0, self._view.book.type, encode(declared.subject))[0])
        for declared in closure.match(None, COMPLETE_FOR, None):
            key, word = self._word(declared.object)
            if word is not None:
                self._complete_for[key, word.turned].add(self._view.equality.of(encode(declared.subject)))
        for prop, most, kind, why in _limits(closure):
            key, word = self._word(prop)
            if word is not None:
                self._limits[key, not word.turned].append(_Limit(word, most, kind, why))

    def _word(self, term: Term) -> tuple[Key, _Word | None]:
        alias = self._view.book.aliases.of((self._view.equality.of(self._closure.dictionary.encode(term)), -1))
        return alias.key, _Word(term, alias.turned) if isinstance(term, IRI) else None

    def speaks_of(self, key: Key) -> bool:
        """Whether there may be full slots of a property, or because of a class."""
        return key in self._speaking or key in self.kinds

    def excludes(self, fact: Fact, rows: Rows) -> Slot | None:
        """The full slot that keeps `fact` out; `rows` are the facts of the graph and those assumed with it."""
        if fact[0] not in self._speaking:
            return None
        for forward in (True, False):
            value = fact[2] if forward else fact[1]
            if not stands_for_any(value):
                for slot in self._slots(fact, forward, rows):
                    if all(self._deriver.judge(DIFFERENT, [value, other], rows) for other in slot.values):
                        return slot
        return None

    def fills(self, fact: Fact, rows: Rows) -> tuple[int, Slot] | None:
        """An unknown end of `fact` and the full slot that it must be in: then it is one of the slot's values."""
        if fact[0] not in self._speaking:
            return None
        for forward in (True, False):
            value = fact[2] if forward else fact[1]
            if stands_for_any(value):
                for slot in self._slots(fact, forward, rows):
                    if len(slot.values) <= MAX_VALUES and all(map(self._is_exact, slot.values)):
                        return value, slot
        return None

    def _slots(self, fact: Fact, forward: bool, rows: Rows) -> Iterator[Slot]:
        """The full slots at the known end of `fact`, as they are without it."""
        anchor = fact[1] if forward else fact[2]
        # An unknown thing may be one whose facts are recorded.
        declared = None if stands_for_any(anchor) else self._declared(fact[0], anchor, forward)
        if declared is not None:
            yield self._recorded(fact, forward, self._closure.rows, *declared)
        for single in self._single.get((fact[0], forward), ()):
            yield from self._only(single, fact, rows)
        for limit in self._limits.get((fact[0], forward), ()):
            member = None if limit.kind is None else (anchor, limit.kind)
            if member is None or self._is_member(*member):
                slot = self._recorded(fact, forward, rows, limit.word, limit.why, limit.kind)
                if self._are_different(slot.values, limit.most, rows):
                    yield slot

    def _declared(self, key: Key, anchor: int, forward: bool) -> tuple[_Word, tuple[Triple, ...], Term | None] | None:
        """The declaration that all facts of the property at `anchor` are recorded; with the class that it is about."""
        for word in self._complete.get(key, ()):
            return word, tuple(t for true in _TRUE for t in self._closure.match(word.term, IS_COMPLETE, true)), None
        turned = not forward
        if anchor in self._complete_for.get((key, turned), ()):
            for declared in self._closure.match(self._view.name(anchor), COMPLETE_FOR, None):
                found, for_word = self._word(declared.object)
                if found == key and for_word is not None and for_word.turned == turned:
                    return for_word, (declared,), None
        for word, declared in self._complete_on.get(key, ()):
            if word.turned == turned and self._is_member(anchor, declared.subject):
                return word, (declared,), declared.subject
        return None

    def _is_member(self, anchor: int, kind: Term) -> bool:
        if stands_for_any(anchor):
            return False
        key, _, _ = self._view.fact(anchor, self._view.book.type, self._closure.dictionary.encode(kind))
        return self._closure.rows.has(key, anchor)

    def _recorded(  # noqa: PLR0917 - what a slot is made of
        self, fact: Fact, forward: bool, rows: Rows, word: _Word, why: tuple[Triple, ...], kind: Term | None
    ) -> Slot:
        key, left, right = fact
        found = rows.rights(key, left) if forward else rows.lefts(key, right)
        value = right if forward else left
        values = tuple(sorted(n for n in found if n != value and not stands_for_any(n)))

        def told(name: Name) -> tuple[Triple, ...]:
            ends = ((name(left), name(v)) if forward else (name(v), name(right)) for v in values)
            known = sorted((word.triple(*pair) for pair in ends), key=str)
            member = () if kind is None else (Triple(name(left if forward else right), RDF_TYPE, kind),)
            return (*known, *why, *member)

        return Slot(values, told)

    def _only(self, single: _Single, fact: Fact, rows: Rows) -> Iterator[Slot]:
        plan = single.plan
        for slots in plan.bindings(rows, fact[1], fact[2]):
            values = plan.values(slots)
            value = values[single.other]
            premises = [premise for n, premise in enumerate(plan.premises(slots)) if n != single.held]
            if not stands_for_any(value) and fact not in premises and self._mirror(fact) not in premises:
                yield Slot((value,), _as_written(single.atoms, values))

    def _mirror(self, fact: Fact) -> Fact | None:
        key, left, right = fact
        return (key, right, left) if key in self._view.book.aliases.symmetric else None

    def _are_different(self, values: tuple[int, ...], most: int, rows: Rows) -> bool:
        """Whether so many of the values are certainly different things."""
        if len(values) < most:
            return False
        chosen: list[int] = []
        for value in values:
            if all(self._deriver.judge(DIFFERENT, [value, other], rows) for other in chosen):
                chosen.append(value)
        return len(chosen) >= most

    def _is_exact(self, value: int) -> bool:
        """Whether nothing else can be written for the same value: a date may be given more precisely."""
        if value < LITERAL:
            return True
        term = self._closure.dictionary.term(value)
        return isinstance(term, Literal) and term.datatype == XSD + "string"


def _as_written(atoms: tuple[Atom, ...], values: dict[Var, int]) -> Told:
    return lambda name: tuple(instance(atom, {var: name(n) for var, n in values.items()}) for atom in atoms)


def _singles(deriver: Deriver) -> Iterator[tuple[Key, bool, _Single]]:
    """The rules that let a property have one value: a conflict if two values differ (compiled from owl:sameAs)."""
    for rule in deriver.book.conflicts:
        if len(rule.tests) != 1 or rule.tests[0].name != DIFFERENT:
            continue
        nodes = rule.tests[0].nodes
        for free, other in (nodes, nodes[::-1]):
            holders = [part for part in rule.patterns if free in part.nodes]
            if len(holders) != 1 or not isinstance(other, Var) or not isinstance(free, Var):
                continue
            (part,) = holders
            rest = [pattern for pattern in rule.patterns if pattern != part]
            if part.right is None or part.left == part.right or not any(other in one.nodes for one in rest):
                continue
            forward = part.right == free
            yield part.key, forward, _single(rule, part, rest, other, deriver)
            if rest == [_with_end(part, other, forward)]:
                break  # The other way round it says the same.


def _single(rule: NumberedRule, part: Pattern, rest: list[Pattern], other: Var, deriver: Deriver) -> _Single:
    plan = Plan(NumberedRule((part, *rest), (), rule.origin), part, list(rest), deriver)
    written = zip(rule.body, rule.origin.body, strict=True)
    atoms = tuple(atom for one, atom in written if isinstance(atom, Atom) and one != part)
    return _Single(plan, 0, other, atoms)


def _with_end(part: Pattern, node: Var, forward: bool) -> Pattern:
    return Pattern(part.key, *((part.left, node) if forward else (node, part.right)), turned=part.turned)  # type: ignore[misc]


def _limits(facts: Facts) -> Iterator[tuple[Term, int, Term | None, tuple[Triple, ...]]]:
    """Properties that have at most n values, for the members of a class or for everything; and what says so."""
    for limit in facts.match(None, AT_MOST, None):
        count = _count(limit.object)
        if count is not None:
            yield limit.subject, count, None, (limit,)
    for maximum in _MAXIMA:
        for limit in facts.match(None, maximum, None):
            count = _count(limit.object)
            qualified = [t.object for t in facts.match(limit.subject, _ON_CLASS, None)]
            if count and count > 1 and all(kind == _THING for kind in qualified):
                for on in facts.match(limit.subject, _ON_PROPERTY, None):
                    yield on.object, count, limit.subject, (limit,)


def _count(term: Term) -> int | None:
    value = number(term) if isinstance(term, Literal) else None
    return int(value) if value is not None and value >= 1 and value == int(value) else None
