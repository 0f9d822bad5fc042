"""The recorded names that words may stand for, looked up once for each question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.partial import Part, part_of_name
from kgqa.ask.recorded import RecordedName, kept_of
from kgqa.ask.schema import RECORD_OF
from kgqa.model import IRI, RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kgqa.ask.lexicon import Lexicon
    from kgqa.ask.typed import Options
    from kgqa.store import Store

_FEW = 300


class NameSearch:
    """Numbers of names (see `NameIndex`) for words, each given with its alternatives."""

    def __init__(self, lexicon: Lexicon, store: Store) -> None:
        self.lexicon, self.names, self.store = lexicon, lexicon.names, store
        self._kept = kept_of(self.names, store.revision)
        self._holding: dict[Options, list[int]] = {}
        self._together: dict[Options, list[int]] = {}
        self._parts: dict[Options, tuple[list[int], set[int]]] = {}

    def name(self, number: int) -> RecordedName:
        """The name with a number."""
        found = self._kept.names.get(number)
        if found is None:
            names = self.names
            found = RecordedName(names.names[number], names.texts[number], names.things[number])
            self._kept.names[number] = found
        return found

    def titles(self, thing: IRI) -> frozenset[str]:
        """The words of the short texts that are told of a thing."""
        found = self._kept.titles.get(thing)
        if found is None:
            found = self._kept.titles[thing] = frozenset(self.names.titles.get(thing, ()))
        return found

    def holding(self, words: Options) -> list[int]:
        """The names that hold all the words, in any order: among those that hold all but the last, if these are few."""
        found = self._holding.get(words)
        if found is None:
            fewer, last = self._holding.get(words[:-1]), words[-1]
            repeated = any(not set(last).isdisjoint(options) for options in words[:-1])
            if fewer is None or len(words) == 1 or (fewer and (repeated or len(fewer) > _FEW)):
                found = self.names.with_parts(words)
            else:
                found = [n for n in fewer if not set(last).isdisjoint(self.name(n).key)]
            self._holding[words] = found
        return found

    def together(self, words: Options) -> list[int]:
        """The names that hold the words as a phrase."""
        found = self._together.get(words)
        if found is None:
            numbers = self.holding(words)
            found = numbers if len(words) == 1 else [n for n in numbers if self.name(n).is_phrase(words)]
            self._together[words] = found
        return found

    def phrases(self, words: Options) -> list[int]:
        """Of the names of which the words are a part those in which they stand together.

        None where they do so inside names only, while they are the beginning or the end of others.
        """
        numbers, sure = self._found_parts(words)
        found = [n for n in numbers if self.name(n).is_phrase(words)]
        telling = sure.issubset(found) or any(self.name(n).begins(words) for n in found)
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
        return part_of_name(self.name(number).text, words, person=lambda: self.is_person(number))

    def numbered(self, words: Options, found: Sequence[int]) -> list[int]:
        """Longer names that begin with a numbered one: "James II" may be "James II Stuart", no less."""
        if not found or len(words) < 2 or not any(option.startswith("#") for option in words[-1]):
            return []
        return [n for n in self.holding(words) if n not in found and self.name(n).begins(words)]

    def is_person(self, number: int) -> bool | None:
        """Whether the thing answers "who"; None when nothing tells which question words it answers."""
        thing, persons = self.name(number).thing, self._kept.persons
        if thing not in persons:
            classes = [t.object for t in self.store.match(thing, RDF_TYPE) if isinstance(t.object, IRI)]
            answered = self.lexicon.schema.words_answered(classes)
            persons[thing] = "who" in answered if answered else None
        return persons[thing]

    def is_record(self, thing: IRI) -> bool:
        """Whether the thing records a relation (kgqa:recordOf)."""
        records = self.lexicon.schema.records
        return bool(records) and any(t.object in records for t in self.store.match(thing, RDF_TYPE))

    @property
    def lending(self) -> tuple[IRI, ...]:
        """The symmetric properties that sources state, by themselves or by records of them."""
        if self._kept.lending is None:
            schema = self.lexicon.schema
            recorded = {t.object for t in self.store.match(None, RECORD_OF)} if schema.records else set()
            self._kept.lending = tuple(sorted(p for p in schema.symmetric if p in schema.used or p in recorded))
        return self._kept.lending

    def things(self, numbers: Iterable[int]) -> set[IRI]:
        """The things that are named so."""
        return {self.name(n).thing for n in numbers}
