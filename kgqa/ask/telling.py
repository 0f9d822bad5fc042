"""What tells namesakes apart inside a question: "(born 1790)" after a name that several things bear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.english.wording import wording
from kgqa.ask.tokens import key_of_name
from kgqa.ask.worded import words_of
from kgqa.dates import gregorian_day, interval
from kgqa.model import Literal

if TYPE_CHECKING:
    from kgqa.ask.lexicon import Lexicon
    from kgqa.model import IRI
    from kgqa.store import Store


class Telling:
    """Tells things of one name apart by the year of something that is said with a verb."""

    def __init__(self, lexicon: Lexicon, store: Store) -> None:
        self._lexicon, self._store = lexicon, store
        self._verbs = tuple(
            (iri, verb) for iri in sorted(lexicon.dated) if (verb := _verb(iri, lexicon, store)) is not None
        )

    def apart(self, thing: IRI, name: str) -> str:
        """What to write after a name of the thing so that it means this thing alone; empty where it does."""
        names = self._lexicon.names
        same = names.of_whole([(word,) for word in key_of_name(name)])
        others = {names.things[other] for other in same} - {thing}
        if not others:
            return ""
        for iri, verb in self._verbs:
            year = self._year(thing, iri)
            if year is not None and all(self._year(other, iri) != year for other in others):
                return f" ({verb} {year})"
        return ""

    def _year(self, thing: IRI, iri: IRI) -> int | None:
        for triple in self._store.match(thing, iri):
            when = interval(triple.object) if isinstance(triple.object, Literal) else None
            if when is not None and when.earliest is not None and when.latest is not None:
                first, last = gregorian_day(when.earliest).year, gregorian_day(when.latest).year
                return first if first == last else None
        return None


def _verb(iri: IRI, lexicon: Lexicon, store: Store) -> str | None:
    """The shortest verb of a property, without its preposition."""
    wordings = filter(None, map(wording, words_of(iri, store, lexicon.language)))
    return min((" ".join(said.words) for said in wordings if said.kind == "verb"), key=len, default=None)
