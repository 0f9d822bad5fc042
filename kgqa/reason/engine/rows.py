"""Facts one at a time: what a proof, a supposition or an update looks up."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from kgqa.reason.engine.alias import Key
    from kgqa.reason.engine.relation import Numbers
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
        self._views: dict[tuple[Key, bool], Sequence[int]] = {}

    def has(self, key: Key, left: int, right: int = -1) -> bool:
        """Whether a fact holds."""
        if not self._state.has(key):
            return False
        numbers = self._view(key, backward=False)
        wanted = left if right < 0 else left << 32 | right
        place = bisect_left(numbers, wanted)
        return place < len(numbers) and numbers[place] == wanted

    def rights(self, key: Key, left: int) -> Collection[int]:
        """What is on the right of a number."""
        return self._row(key, left, backward=False)

    def lefts(self, key: Key, right: int) -> Collection[int]:
        """What is on the left of a number."""
        return self._row(key, right, backward=True)

    def facts(self, key: Key) -> Iterator[tuple[int, int]]:
        """All facts of a key."""
        numbers = self._view(key, backward=False) if self._state.has(key) else ()
        return pairs_of(key, numbers)

    def filled(self, key: Key) -> bool:
        """Whether there is any fact of a key."""
        return self._state.has(key)

    def present(self) -> Iterable[Key]:
        """All keys that have facts."""
        return self._state.present()

    def _row(self, key: Key, number: int, *, backward: bool) -> Collection[int]:
        if not self._state.has(key):
            return ()
        numbers = self._view(key, backward=backward)
        begin = bisect_left(numbers, number << 32)
        end = bisect_left(numbers, (number + 1) << 32, begin)
        return [numbers[place] & _LOW for place in range(begin, end)]

    def _view(self, key: Key, *, backward: bool) -> Sequence[int]:
        view = self._views.get((key, backward))
        if view is None:
            array: Numbers = self._state.relation(key).turned if backward else self._state[key].keys
            view = self._views[key, backward] = memoryview(array)  # type: ignore[arg-type]
        return view


def pairs_of(key: Key, numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Packed numbers of a key as (left, right)."""
    if key[1] >= 0:
        return ((number, -1) for number in numbers)
    return ((number >> 32, number & _LOW) for number in numbers)


class Overlay:
    """Facts added to and taken from others, which stay as they are."""

    def __init__(self, under: Rows) -> None:
        self.under = under
        self.added: dict[Key, dict[tuple[int, int], None]] = {}
        self.removed: dict[Key, dict[tuple[int, int], None]] = {}
        self._rights: dict[tuple[Key, int], dict[int, None]] = {}
        self._lefts: dict[tuple[Key, int], dict[int, None]] = {}

    def clear(self, under: Rows) -> None:
        """Forget all changes, which `under` has taken in."""
        self.under = under
        for tables in (self.added, self.removed, self._rights, self._lefts):
            tables.clear()

    def add(self, key: Key, left: int, right: int = -1) -> None:
        """Add a fact that does not hold."""
        gone = self.removed.get(key)
        if gone is not None and (left, right) in gone:
            del gone[left, right]
            return
        self.added.setdefault(key, {})[left, right] = None
        self._rights.setdefault((key, left), {})[right] = None
        if right >= 0:
            self._lefts.setdefault((key, right), {})[left] = None

    def remove(self, key: Key, left: int, right: int = -1) -> None:
        """Take away a fact that holds."""
        new = self.added.get(key)
        if new is not None and (left, right) in new:
            del new[left, right]
            del self._rights[key, left][right]
            if right >= 0:
                del self._lefts[key, right][left]
            return
        self.removed.setdefault(key, {})[left, right] = None

    def has(self, key: Key, left: int, right: int = -1) -> bool:
        """Whether a fact holds."""
        new = self.added.get(key)
        if new is not None and (left, right) in new:
            return True
        gone = self.removed.get(key)
        if gone is not None and (left, right) in gone:
            return False
        return self.under.has(key, left, right)

    def rights(self, key: Key, left: int) -> Collection[int]:
        """What is on the right of a number."""
        found = self.under.rights(key, left)
        gone = self.removed.get(key)
        if gone:
            found = [right for right in found if (left, right) not in gone]
        new = self._rights.get((key, left))
        return [*found, *new] if new else found

    def lefts(self, key: Key, right: int) -> Collection[int]:
        """What is on the left of a number."""
        found = self.under.lefts(key, right)
        gone = self.removed.get(key)
        if gone:
            found = [left for left in found if (left, right) not in gone]
        new = self._lefts.get((key, right))
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
