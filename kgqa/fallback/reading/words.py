"""Words of a proposal as the graph has them: exactly, in any inflection, never nearly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.english.wording import noun_keys, verb_keys
from kgqa.ask.form import Relation
from kgqa.ask.tokens import tokenize
from kgqa.ask.worded import WEAKER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kgqa.ask.lexicon import Lexicon, Sense
    from kgqa.model import IRI

_MOST_WORDS = 8


def relations(text: str, lexicon: Lexicon) -> tuple[Relation, ...]:
    """The relations that a text names as a whole, as a noun ("mentor", "has mentor") or a verb ("founded by")."""
    words = _words(text)
    nouns = _senses(words, lexicon.nouns)
    verbs = _senses(words, lexicon.verbs) + [s for s in _senses(words[:-1], lexicon.verbs) if _ends(words, s)]
    found = nouns or verbs or (_senses(words[1:], lexicon.nouns) if words[:1] == ("has",) else [])
    plain = (sense.relation for sense in found if sense.relation is not None)
    return tuple(dict.fromkeys(Relation(relation.property, relation.inverse) for relation in plain))


def kinds_called(text: str, lexicon: Lexicon) -> tuple[IRI, ...]:
    """The classes that a text names as a whole."""
    senses = _senses(_words(text), lexicon.nouns)
    return tuple(dict.fromkeys(sense.class_iri for sense in senses if sense.class_iri is not None))


def _words(text: str) -> tuple[str, ...]:
    return tuple(token.folded for token in tokenize(text))


def _senses(words: tuple[str, ...], index: Mapping[str, Sequence[Sense]]) -> list[Sense]:
    if not 0 < len(words) <= _MOST_WORDS:
        return []
    keys = dict.fromkeys((*noun_keys(words), *verb_keys(words)))
    return [sense for key in keys for sense in index.get(key, ()) if sense.rank < WEAKER]


def _ends(words: Sequence[str], sense: Sense) -> bool:
    return sense.preposition is not None and words[-1] == sense.preposition
