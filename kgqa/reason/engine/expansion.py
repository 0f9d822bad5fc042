"""From representatives and aliases back to facts, for every name of a predicate and all that is the same."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from kgqa.reason.engine.dictionary import LITERAL
from kgqa.reason.engine.relation import lefts, pack, rights, turned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.reason.engine.alias import Key
    from kgqa.reason.engine.equality import Equality
    from kgqa.reason.engine.materialise import Materialised
    from kgqa.reason.engine.relation import Numbers
    from kgqa.reason.engine.rows import Rows
    from kgqa.reason.engine.rulebook import Rulebook

_NONE = np.zeros(0, np.int64)


class Names:
    """Which predicates and classes a key stands for: its aliases, and what is the same as them."""

    def __init__(self, book: Rulebook, equality: Equality) -> None:
        self._sets = equality.sets()
        self._known: dict[Key, tuple[tuple[int, int, bool], ...]] = {}
        self._aliases: dict[Key, list[tuple[Key, bool]]] = defaultdict(list)
        for key, alias in book.aliases.by_key.items():
            self._aliases[alias.key].append((key, alias.turned))

    def of(self, key: Key) -> tuple[tuple[int, int, bool], ...]:
        """(predicate, class or -1, whether its pairs are turned) for all that the key stands for."""
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = tuple(
                (name, member, is_turned)
                for (predicate, kind), is_turned in self._aliases.get(key) or [(key, False)]
                for name in self.members(predicate)
                for member in self.members(kind)
            )
        return known

    @staticmethod
    def keys(rows: Rows) -> list[Key]:
        """The keys that have facts."""
        return [key for key in rows.present() if rows.filled(key)]

    def members(self, number: int) -> list[int]:
        """All that a number stands for."""
        return self._sets.get(number) or [number]


def expanded(closure: Materialised) -> Iterator[tuple[int, Numbers]]:
    """(predicate, keys of subject and object, in no order) for all facts of a closure; a predicate may come again."""
    names, spread = Names(closure.book, closure.equality), _Spread(closure)
    for key in closure.state.present():
        numbers = closure.state[key].keys
        for predicate, kind, is_turned in names.of(key):
            if kind >= 0:
                yield predicate, (spread.one(numbers) << 32) | kind
            elif predicate < LITERAL:
                pairs = spread.both(turned(numbers) if is_turned else numbers)
                yield predicate, pairs if int(pairs.max()) >> 32 < LITERAL else pairs[lefts(pairs) < LITERAL]
    same = [
        (left << 32) | right
        for members in closure.equality.sets().values()
        for left in members
        for right in members
        if left != right and left < LITERAL
    ]
    if same:
        for predicate in names.members(closure.book.same_as[0]):
            yield predicate, np.array(same, np.int64)


class Pairs:
    """The pairs of single predicates of a closure, for every name of a predicate and all that is the same."""

    def __init__(self, closure: Materialised) -> None:
        self._closure, self._spread = closure, _Spread(closure)

    def of(self, predicate: int) -> Numbers:
        """Keys of subject and object, in no order; nothing for rdf:type and owl:sameAs, which are no relations here."""
        key, is_turned = self._closure.book.aliases.of((self._closure.equality.of(predicate), -1))
        if not self._closure.state.has(key):
            return _NONE
        numbers = self._closure.state.relation(key).keys
        pairs = self._spread.both(turned(numbers) if is_turned else numbers)
        return pairs[lefts(pairs) < LITERAL]


class _Spread:
    """Representatives replaced by each of the members of what they stand for."""

    def __init__(self, closure: Materialised) -> None:
        sets = closure.equality.sets()
        self._representatives = np.array(sorted(sets), np.int64)
        sizes = [len(sets[int(number)]) for number in self._representatives]
        self._starts = np.cumsum([0, *sizes])
        self._members = np.array([m for number in self._representatives for m in sets[int(number)]], np.int64)

    def one(self, numbers: Numbers) -> Numbers:
        found, _ = self._rows(numbers)
        return found[found < LITERAL] if len(self._members) else found

    def both(self, pairs: Numbers) -> Numbers:
        if not len(self._members):
            return pairs
        left, rows = self._rows(lefts(pairs))
        right, again = self._rows(rights(pairs)[rows])
        return pack(left[again], right)

    def _rows(self, numbers: Numbers) -> tuple[Numbers, Numbers]:
        """Each member of each number, and the position of the number it came from."""
        positions = np.arange(len(numbers))
        if not len(self._members):
            return numbers, positions
        places = np.minimum(np.searchsorted(self._representatives, numbers), len(self._representatives) - 1)
        shared = self._representatives[places] == numbers
        counts = np.where(shared, self._starts[places + 1] - self._starts[places], 1)
        rows = np.repeat(positions, counts)
        offsets = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
        found = numbers[rows].copy()
        some = shared[rows]
        found[some] = self._members[self._starts[places[rows][some]] + offsets[some]]
        return found, rows
