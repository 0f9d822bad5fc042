"""Facts one at a time: what a proof, a supposition or an update looks up."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Protocol

from kgqa.reason.engine.relation import seen

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kgqa.reason.engine.alias import Key
    from kgqa.reason.engine.state import State

_LOW = (1 << 32) - 1
_SHORT = 8


class Rows(Protocol):
    """Facts by key: a pair has a left and a right number, a member of a class only a left one (right is -1)."""

    def has(self, key: Key, left: int, right: int = -1) -> bool:
        """Whether a fact holds."""

    def rights(self, key: Key, left: int) -> Collection[int]:
        """What is on the right of a number, without repetition."""

    def lefts(self, key: Key, right: int) -> Collection[int]:
        """What is on the left of a number, without repetition."""

    def facts(self, key: Key) -> Iterator[tuple[int, int]]:
        """All facts of a key as (left, right)."""

    def filled(self, key: Key) -> bool:
        """Whether there may be any fact of a key."""

    def present(self) -> Iterable[Key]:
        """All keys that may have facts."""


class ClosureRows:
    """The facts of a state, found by binary search in its arrays."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._forward: dict[Key, memoryview[int]] = {}
        self._backward: dict[Key, memoryview[int]] = {}

    def has(self, key: Key, left: int, right: int = -1) -> bool:
        """Whether a fact holds."""
        numbers = self._forward.get(key)
        if numbers is None:
            if not self._state.has(key):
                return False
            numbers = self._seen(key)
        wanted = left if right < 0 else left << 32 | right
        place = bisect_left(numbers, wanted)
        return place < len(numbers) and numbers[place] == wanted

    def rights(self, key: Key, left: int) -> Collection[int]:
        """What is on the right of a number."""
        numbers = self._forward.get(key)
        if numbers is None:
            if not self._state.has(key):
                return ()
            numbers = self._seen(key)
        return _row(numbers, left)

    def lefts(self, key: Key, right: int) -> Collection[int]:
        """What is on the left of a number."""
        numbers = self._backward.get(key)
        if numbers is None:
            if not self._state.has(key):
                return ()
            numbers = self._backward[key] = seen(self._state.relation(key).turned)
        return _row(numbers, right)

    def facts(self, key: Key) -> Iterator[tuple[int, int]]:
        """All facts of a key."""
        return pairs_of(key, self._seen(key) if self._state.has(key) else ())

    def filled(self, key: Key) -> bool:
        """Whether there is any fact of a key."""
        return self._state.has(key)

    def present(self) -> Iterable[Key]:
        """All keys that have facts."""
        return self._state.present()

    def _seen(self, key: Key) -> memoryview[int]:
        numbers = self._forward[key] = seen(self._state[key].keys)
        return numbers


def _row(numbers: memoryview[int], first: int) -> Collection[int]:
    """The second of each pair that begins with a number; most rows are short."""
    begin = bisect_left(numbers, first << 32)
    end = (first + 1) << 32
    row = numbers[begin : begin + _SHORT].tolist()
    if len(row) == _SHORT and row[-1] < end:
        row = numbers[begin : bisect_left(numbers, end, begin)].tolist()
    return [number & _LOW for number in row if number < end]


def pairs_of(key: Key, numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Packed numbers of a key as (left, right)."""
    if key[1] >= 0:
        return ((number, -1) for number in numbers)
    return ((number >> 32, number & _LOW) for number in numbers)


class Pairs(dict[tuple[int, int], None]):
    """Pairs in the order in which they came; by their ends as well from when that is first asked for."""

    __slots__ = ("_lefts", "_rights")

    def __init__(self) -> None:
        super().__init__()
        self._rights: dict[int, dict[int, None]] | None = None
        self._lefts: dict[int, dict[int, None]] | None = None

    def put(self, left: int, right: int) -> None:
        """Add a pair."""
        self[left, right] = None
        if self._rights is not None:
            self._rights.setdefault(left, {})[right] = None
        if self._lefts is not None:
            self._lefts.setdefault(right, {})[left] = None

    def drop(self, left: int, right: int) -> None:
        """Take a pair away."""
        del self[left, right]
        if self._rights is not None:
            del self._rights[left][right]
        if self._lefts is not None:
            del self._lefts[right][left]

    def rights(self, left: int) -> Collection[int]:
        """What is on the right of a number."""
        if self._rights is None:
            self._rights = _rows(self)
        return self._rights.get(left, ())

    def lefts(self, right: int) -> Collection[int]:
        """What is on the left of a number."""
        if self._lefts is None:
            self._lefts = _rows((right, left) for left, right in self)
        return self._lefts.get(right, ())


def _rows(pairs: Iterable[tuple[int, int]]) -> dict[int, dict[int, None]]:
    rows: dict[int, dict[int, None]] = {}
    for first, second in pairs:
        rows.setdefault(first, {})[second] = None
    return rows


class Overlay:
    """Facts added to and taken from others, which stay as they are."""

    def __init__(self, under: Rows) -> None:
        self.under = under
        self.added: dict[Key, Pairs] = {}
        self.removed: dict[Key, Pairs] = {}

    def clear(self, under: Rows) -> None:
        """Forget all changes, which `under` has taken in."""
        self.under = under
        self.added.clear()
        self.removed.clear()

    def add(self, key: Key, left: int, right: int = -1) -> None:
        """Add a fact that does not hold."""
        gone = self.removed.get(key)
        if gone and (left, right) in gone:
            gone.drop(left, right)
            return
        new = self.added.get(key)
        if new is None:
            new = self.added[key] = Pairs()
        new.put(left, right)

    def remove(self, key: Key, left: int, right: int = -1) -> None:
        """Take away a fact that holds."""
        new = self.added.get(key)
        if new and (left, right) in new:
            new.drop(left, right)
            return
        gone = self.removed.get(key)
        if gone is None:
            gone = self.removed[key] = Pairs()
        gone.put(left, right)

    def has(self, key: Key, left: int, right: int = -1) -> bool:
        """Whether a fact holds."""
        new = self.added.get(key)
        if new and (left, right) in new:
            return True
        gone = self.removed.get(key)
        if gone and (left, right) in gone:
            return False
        return self.under.has(key, left, right)

    def rights(self, key: Key, left: int) -> Collection[int]:
        """What is on the right of a number."""
        found = self.under.rights(key, left)
        gone = self.removed.get(key)
        if gone and (without := gone.rights(left)):
            found = [right for right in found if right not in without]
        new = self.added.get(key)
        return [*found, *more] if new and (more := new.rights(left)) else found

    def lefts(self, key: Key, right: int) -> Collection[int]:
        """What is on the left of a number."""
        found = self.under.lefts(key, right)
        gone = self.removed.get(key)
        if gone and (without := gone.lefts(right)):
            found = [left for left in found if left not in without]
        new = self.added.get(key)
        return [*found, *more] if new and (more := new.lefts(right)) else found

    def facts(self, key: Key) -> Iterator[tuple[int, int]]:
        """All facts of a key."""
        gone = self.removed.get(key) or ()
        yield from (pair for pair in self.under.facts(key) if pair not in gone)
        yield from list(self.added.get(key, ()))

    def filled(self, key: Key) -> bool:
        """Whether there may be any fact of a key."""
        return bool(self.added.get(key)) or self.under.filled(key)

    def present(self) -> Iterable[Key]:
        """All keys that may have facts."""
        return dict.fromkeys([*self.under.present(), *self.added])
