"""The body of a rule as a chain of steps over slots, one for each way to begin.

Each step looks its possibilities up and calls the next one. A slot holds the number of a variable, or a constant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from kgqa.reason.builtins import SAME_VALUE, Identity, compute, computes, holds
from kgqa.reason.engine.dictionary import LITERAL
from kgqa.reason.engine.evaluate import steps
from kgqa.reason.engine.rulebook import NumberedRule, Pattern, Test
from kgqa.reason.rule import Var

if TYPE_CHECKING:
    from kgqa.reason.engine.alias import Key
    from kgqa.reason.engine.derive import Deriver
    from kgqa.reason.engine.rows import Rows
    from kgqa.reason.engine.rulebook import Node, Part

Slots: TypeAlias = list[int]
Fact: TypeAlias = "tuple[Key, int, int]"
"""A key with a left and a right number; right is -1 for a class."""
_Step: TypeAlias = Callable[["Rows", Slots], Iterator[None]]
_Build: TypeAlias = "Callable[[_Step | None], _Step]"
"""Makes a step of the one that follows it; none follows the last."""

_NO_IDENTITY = Identity(unique_names=False, knows=lambda _: False)
_OPEN = -1
"""What the slot of a variable holds that is not bound yet."""


class Plan:
    """How a body is gone through, given the numbers of one of its patterns or of the head."""

    def __init__(self, rule: NumberedRule, start: Pattern, rest: list[Part], deriver: Deriver) -> None:
        self.rule = rule
        self._deriver = deriver
        self._places: dict[Node | None, int] = {}
        self._begin: Slots = []
        self._start = tuple(self._place(node) for node in start.nodes)
        self._start_subject = int(start.turned)
        wanted = frozenset(node for part in (start, *rest, *rule.head) for node in part.nodes if isinstance(node, Var))
        ordered = steps([start, *rest], wanted, deriver.book.same_as, 0)[1:]
        builders = [self._builder(step.part) for step in ordered]
        self._run: _Step | None = None
        for build in reversed(builders):
            self._run = build(self._run)
        self._heads = tuple(
            (p.key, self._place(p.left), self._place(p.right), self._place(p.subject)) for p in rule.head
        )
        self._body = tuple((p.key, self._place(p.left), self._place(p.right)) for p in rule.patterns)

    def bindings(self, rows: Rows, left: int, right: int) -> Iterator[Slots]:
        """The slots of each way in which the body holds; the same list again, changed."""
        if (left, right)[self._start_subject] >= LITERAL:
            return
        slots = self._begin[:]
        for place, value in zip(self._start, (left, right), strict=False):
            if slots[place] != value:
                if slots[place] != _OPEN:
                    return
                slots[place] = value
        if self._run is None:
            yield slots
            return
        for _ in self._run(rows, slots):
            yield slots

    def heads(self, slots: Slots) -> list[Fact]:
        """The facts that the rule concludes; none whose subject would be a literal."""
        return [
            (key, slots[left], slots[right]) for key, left, right, subject in self._heads if slots[subject] < LITERAL
        ]

    def premises(self, slots: Slots) -> tuple[Fact, ...]:
        """The facts that the body becomes."""
        return tuple([(key, slots[left], slots[right]) for key, left, right in self._body])

    def values(self, slots: Sequence[int]) -> dict[Var, int]:
        """The variables with what they are bound to."""
        return {variable: slots[place] for variable, place in self._places.items() if isinstance(variable, Var)}

    def _place(self, node: Node | None) -> int:
        """The slot of a node; no node at all is a constant that is no number."""
        place = self._places.get(node)
        if place is None:
            place = self._places[node] = len(self._begin)
            self._begin.append(node if isinstance(node, int) else _OPEN)
        return place

    def _builder(self, part: Part) -> _Build:
        if isinstance(part, Test):
            return self._computation(part) if computes(part.name) else self._test(part)
        new_left, new_right = (isinstance(node, Var) and node not in self._places for node in (part.left, part.right))
        left, right = self._place(part.left), self._place(part.right)
        if part.key == self._deriver.book.same_as:
            return _copied(right, left) if new_left else _copied(left, right) if new_right else _equal(left, right)
        if new_left and new_right:
            return _scan(part, left, right)
        if part.right is None and new_left:
            return _members(part, left)
        if new_right:
            return _rights(part, left, right)
        return _lefts(part, left, right) if new_left else _held(part, left, right)

    def _test(self, part: Test) -> _Build:
        places = [self._place(node) for node in part.nodes]
        judge = self._deriver.judge

        def build(following: _Step | None) -> _Step:
            def step(rows: Rows, slots: Slots) -> Iterator[None]:
                if judge(part.name, [slots[place] for place in places], rows):
                    if following is None:
                        yield
                    else:
                        yield from following(rows, slots)

            return step

        return build

    def _computation(self, part: Test) -> _Build:
        is_new = isinstance(part.nodes[0], Var) and part.nodes[0] not in self._places
        result, *inputs = [self._place(node) for node in part.nodes]
        dictionary = self._deriver.dictionary

        def build(following: _Step | None) -> _Step:
            def step(rows: Rows, slots: Slots) -> Iterator[None]:
                found = compute(part.name, [dictionary.term(slots[place]) for place in inputs])
                if found is None:
                    return
                if is_new:
                    slots[result] = dictionary.encode(found)
                elif slots[result] != dictionary.encode(found) and not holds(
                    SAME_VALUE, (dictionary.term(slots[result]), found), _NO_IDENTITY
                ):
                    return
                if following is None:
                    yield
                else:
                    yield from following(rows, slots)

            return step

        return build


def _copied(source: int, target: int) -> _Build:
    """What is the same has the same number."""

    def build(following: _Step | None) -> _Step:
        def step(rows: Rows, slots: Slots) -> Iterator[None]:
            slots[target] = slots[source]
            if following is None:
                yield
            else:
                yield from following(rows, slots)

        return step

    return build


def _equal(left: int, right: int) -> _Build:
    def build(following: _Step | None) -> _Step:
        def step(rows: Rows, slots: Slots) -> Iterator[None]:
            if slots[left] == slots[right]:
                if following is None:
                    yield
                else:
                    yield from following(rows, slots)

        return step

    return build


def _scan(part: Pattern, left: int, right: int) -> _Build:
    def build(following: _Step | None) -> _Step:
        def step(rows: Rows, slots: Slots) -> Iterator[None]:
            for one, other in rows.facts(part.key):
                if left == right and one != other:
                    continue
                if (other if part.turned else one) < LITERAL:
                    slots[left], slots[right] = one, other
                    if following is None:
                        yield
                    else:
                        yield from following(rows, slots)

        return step

    return build


def _members(part: Pattern, member: int) -> _Build:
    def build(following: _Step | None) -> _Step:
        def step(rows: Rows, slots: Slots) -> Iterator[None]:
            for one, _ in rows.facts(part.key):
                slots[member] = one
                if following is None:
                    yield
                else:
                    yield from following(rows, slots)

        return step

    return build


def _rights(part: Pattern, left: int, right: int) -> _Build:
    key, turned = part.key, part.turned

    def build(following: _Step | None) -> _Step:
        def step(rows: Rows, slots: Slots) -> Iterator[None]:
            given = slots[left]
            if given >= LITERAL and not turned:
                return
            for found in rows.rights(key, given):
                if turned and found >= LITERAL:
                    continue
                slots[right] = found
                if following is None:
                    yield
                else:
                    yield from following(rows, slots)

        return step

    return build


def _lefts(part: Pattern, left: int, right: int) -> _Build:
    key, turned = part.key, part.turned

    def build(following: _Step | None) -> _Step:
        def step(rows: Rows, slots: Slots) -> Iterator[None]:
            given = slots[right]
            if given >= LITERAL and turned:
                return
            for found in rows.lefts(key, given):
                if not turned and found >= LITERAL:
                    continue
                slots[left] = found
                if following is None:
                    yield
                else:
                    yield from following(rows, slots)

        return step

    return build


def _held(part: Pattern, left: int, right: int) -> _Build:
    key, subject = part.key, right if part.turned else left

    def build(following: _Step | None) -> _Step:
        def step(rows: Rows, slots: Slots) -> Iterator[None]:
            if slots[subject] < LITERAL and rows.has(key, slots[left], slots[right]):
                if following is None:
                    yield
                else:
                    yield from following(rows, slots)

        return step

    return build
