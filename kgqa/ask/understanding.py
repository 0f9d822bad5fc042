"""What understanding one graph needs besides its lexicon: kinds of sets and words of degree, read once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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


def understanding_of(lexicon: Lexicon, store: Store) -> Understanding:
    """The understanding of a graph; kept with its lexicon."""
    found = lexicon.made.get(Understanding)
    if not isinstance(found, Understanding) or found.kinds.store is not store:
        kinds = Kinds(lexicon, store, prepositions(lexicon.verbs, lexicon.nouns))
        kinds.prepositions = with_agents(kinds)
        found = lexicon.made[Understanding] = Understanding(kinds, read_grades(store, lexicon.schema, lexicon.language))
    return found
