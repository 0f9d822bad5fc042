"""Rules one fact at a time: what follows from a fact, and what a fact could follow from.

A body is planned once for each pattern (or head) that it may start from, as a chain of steps over slots; each step
looks its possibilities up and calls the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from kgqa.model import IRI
from kgqa.reason.builtins import MERGEABLE, SAME_VALUE, Identity, compute, computes, holds
from kgqa.reason.engine.dictionary import LITERAL
from kgqa.reason.engine.evaluate import steps
from kgqa.reason.engine.rulebook import NumberedRule, Pattern, Test
from kgqa.reason.rule import DIFFERENT, Var

if TYPE_CHECKING:
    from kgqa.reason.engine.alias import Key
    from kgqa.reason.engine.dictionary import Dictionary
    from kgqa.reason.engine.relation import Mask
    from kgqa.reason.engine.rows import Rows
    from kgqa.reason.engine.rulebook import Node, Part, Rulebook

Slots: TypeAlias = list[int]
Fact: TypeAlias = "tuple[Key, int, int]"
"""A key with a left and a right number; right is -1 for a class."""
_Step: TypeAlias = Callable[["Rows", Slots], Iterator[None]]

_NO_IDENTITY = Identity(unique_names=False, knows=lambda _: False)


class Plan:
    """How a body is gone through, given the numbers of one of its patterns or of the head."""

    def __init__(self, rule: NumberedRule, start: Pattern, rest: list[Part], deriver: Deriver) -> None:
        self.rule = rule
        self._slots: dict[Var, int] = {}
        self._deriver = deriver
        self._start = tuple(self._place(node) for node in start.nodes)
        self._constants = tuple(-1 if isinstance(node, Var) else node for node in start.nodes)
        self._turned = start.turned
        wanted = frozenset(node for part in (start, *rest, *rule.head) for node in part.nodes if isinstance(node, Var))
        ordered = steps([start, *rest], wanted, deriver.book.same_as, 0)[1:]
        builders = [self._builder(step.part) for step in ordered]
        self._run: _Step = _done
        for build in reversed(builders):
            self._run = build(self._run)
        self._head = tuple((head.key, self._reader(head.left), self._reader(head.right), head) for head in rule.head)
        self._body = tuple((p.key, self._reader(p.left), self._reader(p.right)) for p in rule.patterns)
        self._size = len(self._slots)

    def bindings(self, rows: Rows, left: int, right: int) -> Iterator[Slots]:
        """The slots of each way in which the body holds; the same list again, changed."""
        slots = [-1] * self._size
        for place, constant, value in zip(self._start, self._constants, (left, right), strict=False):
            if place < 0:
                if constant != value:
                    return
            elif slots[place] not in (-1, value):
                return
            else:
                slots[place] = value
        if (self._turned and right >= LITERAL) or (not self._turned and left >= LITERAL):
            return
        for _ in self._run(rows, slots):
            yield slots

    def heads(self, slots: Slots) -> Iterator[Fact]:
        """The facts that the rule concludes; none whose subject would be a literal."""
        for key, left, right, head in self._head:
            fact = key, left(slots), right(slots)
            if (fact[2] if head.turned else fact[1]) < LITERAL:
                yield fact

    def premises(self, slots: Slots) -> tuple[Fact, ...]:
        """The facts that the body becomes."""
        return tuple((key, left(slots), right(slots)) for key, left, right in self._body)

    def values(self, slots: Sequence[int]) -> dict[Var, int]:
        """The variables with what they are bound to."""
        return {variable: slots[place] for variable, place in self._slots.items()}

    def _place(self, node: Node) -> int:
        return self._slots.setdefault(node, len(self._slots)) if isinstance(node, Var) else -1

    def _reader(self, node: Node | None) -> Callable[[Slots], int]:
        if isinstance(node, Var):
            place = self._place(node)
            return lambda slots: slots[place]
        constant = -1 if node is None else node
        return lambda _: constant

    def _builder(self, part: Part) -> Callable[[_Step], _Step]:
        if isinstance(part, Test):
            return self._test(part)
        known = set(self._slots)
        new_left, new_right = (isinstance(n, Var) and n not in known for n in (part.left, part.right))
        if part.key == self._deriver.book.same_as:
            return self._equated(part, new_left=new_left, new_right=new_right)
        left, right = self._reader(part.left), self._reader(part.right)
        at_left, at_right = self._place(part.left), self._place(part.right) if part.right is not None else -1
        if new_left and new_right:
            return _scan(part, at_left, at_right)
        if part.right is None and new_left:
            return _members(part, at_left)
        if new_right:
            return _rights(part, left, at_right)
        if new_left:
            return _lefts(part, right, at_left)
        return _held(part, left, right)

    def _equated(self, part: Pattern, *, new_left: bool, new_right: bool) -> Callable[[_Step], _Step]:
        left, right = self._reader(part.left), self._reader(part.right)
        target, source = (self._place(part.left), right) if new_left else (self._place(part.right or 0), left)

        def build(following: _Step) -> _Step:
            def step(rows: Rows, slots: Slots) -> Iterator[None]:
                if new_left or new_right:
                    slots[target] = source(slots)
                elif left(slots) != right(slots):
                    return
                yield from following(rows, slots)

            return step

        return build

    def _test(self, part: Test) -> Callable[[_Step], _Step]:
        if computes(part.name):
            return self._computation(part)
        readers = [self._reader(node) for node in part.nodes]
        judge = self._deriver.judge

        def build(following: _Step) -> _Step:
            def step(rows: Rows, slots: Slots) -> Iterator[None]:
                if judge(part.name, [read(slots) for read in readers], rows):
                    yield from following(rows, slots)

            return step

        return build

    def _computation(self, part: Test) -> Callable[[_Step], _Step]:
        target = part.nodes[0]
        is_new = isinstance(target, Var) and target not in self._slots
        inputs = [self._reader(node) for node in part.nodes[1:]]
        place, known = self._place(target), self._reader(target)
        dictionary = self._deriver.dictionary

        def build(following: _Step) -> _Step:
            def step(rows: Rows, slots: Slots) -> Iterator[None]:
                result = compute(part.name, [dictionary.term(read(slots)) for read in inputs])
                if result is None:
                    return
                if is_new:
                    slots[place] = dictionary.encode(result)
                elif known(slots) != dictionary.encode(result) and not holds(
                    SAME_VALUE, (dictionary.term(known(slots)), result), _NO_IDENTITY
                ):
                    return
                yield from following(rows, slots)

            return step

        return build


class Deriver:
    """The plans of a rulebook, made when they are first needed."""

    def __init__(self, book: Rulebook, dictionary: Dictionary, named: Mask) -> None:
        self.book, self.dictionary = book, dictionary
        self.named = named
        self._using: dict[Key, list[Plan]] = {}
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


def _done(_: Rows, __: Slots) -> Iterator[None]:
    yield None


def _scan(part: Pattern, at_left: int, at_right: int) -> Callable[[_Step], _Step]:
    def build(following: _Step) -> _Step:
        def step(rows: Rows, slots: Slots) -> Iterator[None]:
            for left, right in rows.facts(part.key):
                if at_left == at_right and left != right:
                    continue
                if (right if part.turned else left) < LITERAL:
                    slots[at_left], slots[at_right] = left, right
                    yield from following(rows, slots)

        return step

    return build


def _members(part: Pattern, at_left: int) -> Callable[[_Step], _Step]:
    def build(following: _Step) -> _Step:
        def step(rows: Rows, slots: Slots) -> Iterator[None]:
            for left, _ in rows.facts(part.key):
                slots[at_left] = left
                yield from following(rows, slots)

        return step

    return build


def _rights(part: Pattern, left: Callable[[Slots], int], at_right: int) -> Callable[[_Step], _Step]:
    key, turned = part.key, part.turned

    def build(following: _Step) -> _Step:
        def step(rows: Rows, slots: Slots) -> Iterator[None]:
            given = left(slots)
            if given >= LITERAL and not turned:
                return
            for right in rows.rights(key, given):
                if turned and right >= LITERAL:
                    continue
                slots[at_right] = right
                yield from following(rows, slots)

        return step

    return build


def _lefts(part: Pattern, right: Callable[[Slots], int], at_left: int) -> Callable[[_Step], _Step]:
    key, turned = part.key, part.turned

    def build(following: _Step) -> _Step:
        def step(rows: Rows, slots: Slots) -> Iterator[None]:
            given = right(slots)
            if given >= LITERAL and turned:
                return
            for left in rows.lefts(key, given):
                if not turned and left >= LITERAL:
                    continue
                slots[at_left] = left
                yield from following(rows, slots)

        return step

    return build


def _held(part: Pattern, left: Callable[[Slots], int], right: Callable[[Slots], int]) -> Callable[[_Step], _Step]:
    key, turned = part.key, part.turned

    def build(following: _Step) -> _Step:
        def step(rows: Rows, slots: Slots) -> Iterator[None]:
            first, second = left(slots), right(slots)
            if (second if turned else first) < LITERAL and rows.has(key, first, second):
                yield from following(rows, slots)

        return step

    return build
