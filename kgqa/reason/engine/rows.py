"""Facts one at a time: what a proof, a supposition or an update looks up."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Protocol, TypeAlias

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


_Rows: TypeAlias = "dict[int, dict[int, None]]"


class Overlay:
    """Facts added to and taken from others, which stay as they are."""

    def __init__(self, under: Rows) -> None:
        self.under = under
        self.added: dict[Key, dict[tuple[int, int], None]] = {}
        self.removed: dict[Key, dict[tuple[int, int], None]] = {}
        self._rights: dict[Key, _Rows] = {}
        self._lefts: dict[Key, _Rows] = {}

    def clear(self, under: Rows) -> None:
        """Forget all changes, which `under` has taken in."""
        self.under = under
        for tables in (self.added, self.removed, self._rights, self._lefts):
            tables.clear()

    def add(self, key: Key, left: int, right: int = -1) -> None:
        """Add a fact that does not hold."""
        gone = self.removed.get(key)
        if gone and (left, right) in gone:
            del gone[left, right]
            return
        new = self.added.get(key)
        if new is None:
            new = self.added[key] = {}
        new[left, right] = None
        rows = self._rights.get(key)
        if rows is not None:
            rows.setdefault(left, {})[right] = None
        rows = self._lefts.get(key)
        if rows is not None:
            rows.setdefault(right, {})[left] = None

    def remove(self, key: Key, left: int, right: int = -1) -> None:
        """Take away a fact that holds."""
        new = self.added.get(key)
        if new and (left, right) in new:
            del new[left, right]
            if key in self._rights:
                del self._rights[key][left][right]
            if key in self._lefts:
                del self._lefts[key][right][left]
            return
        self.removed.setdefault(key, {})[left, right] = None

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
        if gone:
            found = [right for right in found if (left, right) not in gone]
        added = self.added.get(key)
        if not added:
            return found
        rows = self._rights.get(key)
        if rows is None:
            rows = self._rights[key] = _rows_of(added)
        new = rows.get(left)
        return [*found, *new] if new else found

    def lefts(self, key: Key, right: int) -> Collection[int]:
        """What is on the left of a number."""
        found = self.under.lefts(key, right)
        gone = self.removed.get(key)
        if gone:
            found = [left for left in found if (left, right) not in gone]
        added = self.added.get(key)
        if not added:
            return found
        rows = self._lefts.get(key)
        if rows is None:
            rows = self._lefts[key] = _rows_of((right, left) for left, right in added)
        new = rows.get(right)
        return [*found, *new] if new else found

    def facts(self, key: Key) -> Iterator[tuple[int, int]]:
        """All facts of a key."""
        gone = self.removed.get(key, {})
        yield from (pair for pair in self.under.facts(key) if pair not in gone)
        yield from list(self.added.get(key, ()))

    def filled(self, key: Key) -> bool:
        """Whether there may be any fact of a key."""
        return bool(self.added.get(key)) or self.under.filled(key)

    def present(self) -> Iterable[Key]:
        """All keys that may have facts."""
        return dict.fromkeys([*self.under.present(), *self.added])


def _rows_of(pairs: Iterable[tuple[int, int]]) -> _Rows:
    rows: _Rows = {}
    for first, second in pairs:
        rows.setdefault(first, {})[second] = None
    return rows
