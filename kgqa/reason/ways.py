"""The rules that may conclude a fact of one of several names: found once, used for many facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kgqa.reason.body import opened
from kgqa.reason.rule import Var
from kgqa.reason.unknown import unknown

if TYPE_CHECKING:
    from kgqa.model import IRI
    from kgqa.reason.assume import Assumed
    from kgqa.reason.words import Telling, Words

    Named = tuple[IRI, bool]

_SUBJECT, _OBJECT = unknown("subject", 0), unknown("object", 0)


class Way(NamedTuple):
    """A rule that may conclude a goal: with the ends of the goal in turn if `turned`."""

    telling: Telling
    turned: bool


class Ways:
    """The rules for each of some names (a property, with subject and object in turn or not), one of those alike."""

    def __init__(self, words: Words, nothing: Assumed) -> None:
        self._words, self._nothing = words, nothing
        self._known: dict[tuple[Named, ...], list[tuple[Way, int]]] = {}

    def of(self, names: tuple[Named, ...]) -> list[tuple[Way, int]]:
        """Each rule with the place of its name, the easiest to judge first."""
        found = self._known.get(names)
        if found is None:
            ways = [
                (Way(telling, turned), number)
                for number, (predicate, turned) in enumerate(names)
                for telling in self._words.telling(predicate)
            ]
            ways.sort(key=lambda pair: pair[0].telling.cost)
            found = self._known[names] = self._different(ways)
        return found

    def _different(self, ways: list[tuple[Way, int]]) -> list[tuple[Way, int]]:
        shapes: set[frozenset[str]] = set()
        found = []
        for way, number in ways:
            shape = self._shape(way)
            if shape is None or shape not in shapes:
                found.append((way, number))
            if shape is not None:
                shapes.add(shape)
        return found

    def _shape(self, way: Way) -> frozenset[str] | None:
        """What a rule has in common with its mirror image; None if it concludes something of certain things only."""
        head = way.telling.head
        if not (isinstance(head.subject, Var) and isinstance(head.object, Var)) or head.subject == head.object:
            return None
        ends = (_OBJECT, _SUBJECT) if way.turned else (_SUBJECT, _OBJECT)
        bindings = {head.subject: ends[0], head.object: ends[1]}
        return opened(way.telling, bindings, self._nothing, 1).shape
