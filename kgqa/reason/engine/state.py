"""All that is known while a closure is computed: a relation for each property, members for each class."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kgqa.reason.engine.alias import Aliases
from kgqa.reason.engine.relation import Members, Numbers, Relation, turned, united, without

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kgqa.reason.engine.alias import Key

_NONE = np.zeros(0, np.int64)


class State:
    """Relations by key; a key without facts has an empty one."""

    def __init__(self, resources: int, aliases: Aliases | None = None, types: Key | None = None) -> None:
        """`types` is the key of rdf:type with any class, where rules have a variable for a class."""
        self.resources = resources
        self._aliases = aliases or Aliases({}, frozenset())
        self.symmetric = self._aliases.symmetric
        self._types = types
        self._tables: dict[Key, Relation | Members] = {}

    def __getitem__(self, key: Key) -> Relation | Members:
        if key == self._types:
            return Relation(self.typed({name: self._tables[name].keys for name in self._tables}), self.resources)
        found = self._tables.get(key)
        return found if found is not None else self.table(key, _NONE)

    def relation(self, key: Key) -> Relation:
        """The relation of a property."""
        found = self[key]
        assert isinstance(found, Relation)
        return found

    def members(self, key: Key) -> Members:
        """The members of a class."""
        found = self[key]
        assert isinstance(found, Members)
        return found

    def table(self, key: Key, numbers: Numbers) -> Relation | Members:
        """Sorted distinct numbers as what the key asks for."""
        if key[1] >= 0:
            return Members(numbers, self.resources)
        return Relation(numbers, self.resources, symmetric=key in self.symmetric)

    def has(self, key: Key) -> bool:
        """Whether there is any fact of the key."""
        return key in self._tables or key == self._types

    def typed(self, members: Mapping[Key, Numbers]) -> Numbers:
        """Members of classes as pairs of a member and each of the names of its class."""
        names: dict[Key, list[int]] = {key: [key[1]] for key in members if key[1] >= 0}
        for key, alias in self._aliases.by_key.items():
            if alias.key in names and key != alias.key:
                names[alias.key].append(key[1])
        return united([(members[key] << 32) | name for key, its in names.items() for name in its])

    def present(self) -> Iterable[Key]:
        """The keys that have facts."""
        return self._tables.keys()

    def put(self, key: Key, numbers: Numbers) -> None:
        """Make sorted distinct numbers all that is known of a key."""
        if len(numbers):
            self._tables[key] = self.table(key, numbers)

    def replace(self, key: Key, numbers: Numbers) -> None:
        """As `put`, but nothing is left of a key without facts."""
        self._tables.pop(key, None)
        self.put(key, numbers)

    def add(self, key: Key, parts: list[Numbers]) -> Numbers:
        """Add sorted arrays to what is known of a key; returns what is new, sorted."""
        assert key != self._types
        numbers = united(parts)
        if key in self.symmetric and len(numbers):
            numbers = united([numbers, np.sort(turned(numbers))])
        known = self[key].keys
        new = without(numbers, known)
        if len(new):
            self.put(key, new if not len(known) else united([known, new]))
        return new

    def sizes(self) -> Mapping[Key, int]:
        """How many facts each key has."""
        return {key: len(table) for key, table in self._tables.items()}
