"""What understanding one graph needs besides its lexicon: kinds of sets and words of degree, read once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from kgqa.ask.compose.kinds import Kinds
from kgqa.ask.english.agents import with_agents
from kgqa.ask.english.seeding import prepositions
from kgqa.ask.graded import Grades, read_grades

if TYPE_CHECKING:
    from kgqa.ask.lexicon import Lexicon
    from kgqa.store import Store


@dataclass(frozen=True, slots=True)
class Understanding:
    """The kinds of sets, and the words of degree, of the graph that a lexicon was compiled from."""

    kinds: Kinds
    grades: Grades


_KEPT: WeakKeyDictionary[Store, Understanding] = WeakKeyDictionary()


def understanding_of(lexicon: Lexicon, store: Store) -> Understanding:
    """The understanding of a graph; kept as long as its lexicon is the same."""
    found = _KEPT.get(store)
    if found is None or found.kinds.lexicon is not lexicon:
        kinds = Kinds(lexicon, store, prepositions(lexicon.verbs, lexicon.nouns))
        kinds.prepositions = with_agents(kinds)
        found = _KEPT[store] = Understanding(kinds, read_grades(store, lexicon.schema, lexicon.language))
    return found
