"""Which facts are stated, before and after a change."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from kgqa.reason.engine.relation import united, without

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgqa.model import IRI, Term, Triple
    from kgqa.reason.engine.alias import Key
    from kgqa.reason.engine.dictionary import Dictionary
    from kgqa.reason.engine.relation import Numbers
    from kgqa.reason.engine.rows import Overlay, Rows
    from kgqa.reason.engine.state import State
    from kgqa.reason.engine.view import Numbered


_NONE = np.zeros(0, np.int64)


class Stated:
    """The stated facts as a change leaves them; `apply` makes the change."""

    def __init__(self, stated: Overlay, removed: list[Numbered], added: list[Numbered]) -> None:
        self._stated = stated
        wanted = set(added)
        self.removed = [found for found in removed if found not in wanted and self._holds(found)]
        self.added = [found for found in added if not self._holds(found)]
        self._gone, self._new = set(self.removed), set(self.added)

    def has(self, found: Numbered) -> bool:
        """Whether a triple is stated after the change."""
        return found in self._new or (found not in self._gone and self._holds(found))

    def keys(self, base: State) -> dict[int, Numbers]:
        """What is stated after the change, by predicate; `base` has what is stated before it."""
        gone, new = _by_predicate(self.removed), _by_predicate(self.added)
        names = dict.fromkeys([*(name for name, _ in base.present()), *new])
        return {
            name: united([without(base[name, -1].keys, gone.get(name, _NONE)), new.get(name, _NONE)]) for name in names
        }

    def apply(self) -> None:
        """Make the change."""
        for subject, predicate, obj in self.removed:
            self._stated.remove((predicate, -1), subject, obj)
        for subject, predicate, obj in self.added:
            self._stated.add((predicate, -1), subject, obj)

    def _holds(self, found: Numbered) -> bool:
        subject, predicate, obj = found
        return self._stated.has((predicate, -1), subject, obj)


class StatedFacts:
    """The stated triples of a closure, found by pattern (implements `Facts` for patterns with a predicate)."""

    def __init__(self, dictionary: Dictionary, stated: Rows) -> None:
        self._dictionary, self._stated = dictionary, stated

    def match(self, subject: Term | None, predicate: IRI, object: Term | None) -> Iterator[Triple]:
        """The triples that fit; None fits anything."""
        find = self._dictionary.find
        name = find(predicate)
        if name is None or not self._stated.filled((name, -1)):
            return
        left, right = (None if term is None else find(term) for term in (subject, object))
        if (left is None) == (subject is None) and (right is None) == (object is None):
            for one, other in self._pairs((name, -1), left, right):
                yield self._dictionary.triple(one, name, other)

    def _pairs(self, key: Key, left: int | None, right: int | None) -> Iterable[tuple[int, int]]:
        if left is None:
            return self._stated.facts(key) if right is None else [(o, right) for o in self._stated.lefts(key, right)]
        if right is None:
            return [(left, other) for other in self._stated.rights(key, left)]
        return [(left, right)] if self._stated.has(key, left, right) else []


def _by_predicate(triples: Iterable[Numbered]) -> dict[int, Numbers]:
    found: dict[int, list[int]] = defaultdict(list)
    for subject, predicate, obj in triples:
        found[predicate].append(subject << 32 | obj)
    return {predicate: np.sort(np.array(keys, np.int64)) for predicate, keys in found.items()}
