"""Names taken out of the index of names, kept for the questions to come."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kgqa.ask.names import NameIndex
    from kgqa.model import IRI

_MOST_KEPT = 100_000


@dataclass(frozen=True, slots=True)
class RecordedName:
    """A name by its canonical words, as it is written, and the thing that bears it."""

    key: tuple[str, ...]
    text: str
    thing: IRI

    def begins(self, words: Sequence[tuple[str, ...]]) -> bool:
        """Whether the name begins with the words, each given with its alternatives."""
        return self._holds_at(0, words)

    def is_phrase(self, words: Sequence[tuple[str, ...]]) -> bool:
        """Whether the words stand together, in this order, in the name."""
        return any(self._holds_at(place, words) for place in range(len(self.key) - len(words) + 1))

    def _holds_at(self, place: int, words: Sequence[tuple[str, ...]]) -> bool:
        if len(self.key) - place < len(words):
            return False
        return all(self.key[k] in options for k, options in enumerate(words, place))


@dataclass(slots=True)
class Kept:
    """What was taken out of one index: names by their numbers, words of titles and being a person by thing.

    `persons` (None: nothing tells) and `lending`, the properties of `borrowed`, hold for one revision of the graph.
    """

    names: dict[int, RecordedName] = field(default_factory=dict)
    titles: dict[IRI, frozenset[str]] = field(default_factory=dict)
    persons: dict[IRI, bool | None] = field(default_factory=dict)
    lending: tuple[IRI, ...] | None = None
    revision: str = ""


_kept: WeakKeyDictionary[NameIndex, Kept] = WeakKeyDictionary()


def kept_of(index: NameIndex, revision: str) -> Kept:
    """What was taken out of the index so far, if the graph is still in this revision; bounded."""
    kept = _kept.get(index)
    if kept is None or kept.revision != revision or len(kept.names) + len(kept.titles) > _MOST_KEPT:
        kept = _kept[index] = Kept(revision=revision)
    return kept
