"""The recorded names that words may stand for, looked up once for each question."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from kgqa.ask.partial import Part, part_of_name
from kgqa.ask.schema import RECORD_OF
from kgqa.model import IRI, RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kgqa.ask.lexicon import Lexicon
    from kgqa.ask.names import NameIndex
    from kgqa.ask.typed import Options
    from kgqa.store import Store

_MOST_KEPT = 100_000
_persons: WeakKeyDictionary[NameIndex, tuple[str, dict[IRI, bool | None]]] = WeakKeyDictionary()


def _persons_of(names: NameIndex, revision: str) -> dict[IRI, bool | None]:
    """Which things are persons, as far as that was asked in this revision of the graph."""
    if (kept := _persons.get(names)) is None or kept[0] != revision:
        kept = _persons[names] = (revision, {})
    return kept[1]


class NameSearch:
    """Numbers of names (see `NameIndex`) for words, each given with its alternatives."""

    def __init__(self, lexicon: Lexicon, store: Store) -> None:
        self.lexicon, self.names, self.store = lexicon, lexicon.names, store
        self._persons = _persons_of(self.names, store.revision)
        self._holding: dict[Options, list[int]] = {}
        self._parts: dict[Options, tuple[list[int], set[int]]] = {}

    def holding(self, words: Options) -> list[int]:
        """The names that hold all the words; none where fewer words already had none."""
        found = self._holding.get(words)
        if found is None:
            lost = len(words) > 1 and self._holding.get(words[:-1]) == []
            found = self._holding[words] = [] if lost else self.names.with_parts(words)
        return found

    def phrases(self, words: Options) -> list[int]:
        """Of the names of which the words are a part those in which they stand together.

        None where they do so inside names only, while they are the beginning or the end of others.
        """
        numbers, sure = self._found_parts(words)
        found = [n for n in numbers if self.names.is_phrase(n, words)]
        telling = sure.issubset(found) or any(self.names.begins(n, words) for n in found)
        return found if telling else []

    def parts(self, words: Options) -> list[int]:
        """Names of which the words are a part that may mean the thing, if they surely name any."""
        return self._found_parts(words)[0]

    def _found_parts(self, words: Options) -> tuple[list[int], set[int]]:
        """Names that may be meant by the words, and those of them that surely are, if there are any of these."""
        found = self._parts.get(words)
        if found is None:
            parts = {n: self._part(n, words) for n in self.holding(words)}
            sure = {n for n, part in parts.items() if part.sure}
            found = self._parts[words] = ([n for n, part in parts.items() if part.possible] if sure else [], sure)
        return found

    def _part(self, number: int, words: Options) -> Part:
        return part_of_name(self.names.texts[number], words, person=lambda: self.is_person(number))

    def numbered(self, words: Options, found: Sequence[int]) -> list[int]:
        """Longer names that begin with a numbered one: "James II" may be "James II Stuart", no less."""
        if not found or len(words) < 2 or not any(option.startswith("#") for option in words[-1]):
            return []
        return [n for n in self.holding(words) if n not in found and self.names.begins(n, words)]

    def is_person(self, number: int) -> bool | None:
        """Whether the thing answers "who"; None when nothing tells which question words it answers."""
        thing, schema = self.names.things[number], self.lexicon.schema
        if thing not in self._persons:
            if len(self._persons) > _MOST_KEPT:
                self._persons.clear()
            classes = [t.object for t in self.store.match(thing, RDF_TYPE) if isinstance(t.object, IRI)]
            answered = schema.words_answered(classes)
            self._persons[thing] = "who" in answered if answered else None
        return self._persons[thing]

    def is_record(self, thing: IRI) -> bool:
        """Whether the thing records a relation (kgqa:recordOf)."""
        records = self.lexicon.schema.records
        return bool(records) and any(t.object in records for t in self.store.match(thing, RDF_TYPE))

    @cached_property
    def lending(self) -> tuple[IRI, ...]:
        """The symmetric properties that sources state, by themselves or by records of them."""
        schema = self.lexicon.schema
        recorded = {t.object for t in self.store.match(None, RECORD_OF)} if schema.records else set()
        return tuple(sorted(p for p in schema.symmetric if p in schema.used or p in recorded))

    def things(self, numbers: Iterable[int]) -> set[IRI]:
        """The things that are named so."""
        return {self.names.things[n] for n in numbers}
