"""Seeds for things that are categories, and for words for what comes from places.

A thing that nothing is recorded of, and that things lead to by one property only, is a value like a text is: a
position of players, a genre. Its name is an adjective ("horror stories"), and a noun for what has it ("goalkeepers").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Seed
from kgqa.ask.english.morphology import noun_bases
from kgqa.ask.english.synonyms import places_of
from kgqa.ask.english.words import FUNCTION_WORDS
from kgqa.ask.form import Entity, Join, Relation
from kgqa.ask.namesearch import NameSearch
from kgqa.ask.tokens import POSSESSIVE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.tokens import Token
    from kgqa.model import IRI

_LONGEST = 4
_MOST_THINGS = 8
_COST, _PLACE_COST = 2, 5


def category_seeds(tokens: Sequence[Token], kinds: Kinds) -> Iterator[Seed]:
    """The seeds of a question.

    CAT is what is of a category, CATN a noun for that in the plural, CATS one in the singular; DEM is a place by the
    word for what comes from it.
    """
    search = NameSearch(kinds.lexicon, kinds.store)
    for start in range(len(tokens)):
        for end in range(start + 1, min(len(tokens), start + _LONGEST) + 1):
            words = tuple(token.folded for token in tokens[start:end])
            if words[-1] == POSSESSIVE:
                break
            if words[0] not in FUNCTION_WORDS and words[-1] not in FUNCTION_WORDS:
                said = " ".join(token.text for token in tokens[start:end])
                yield from _categories(words, (start, end, said), kinds, search)
                yield from _places(words, (start, end, said), search)


def names_category(words: tuple[str, ...], kinds: Kinds) -> bool:
    """Whether folded words are the name of a category, or its plural."""
    search = NameSearch(kinds.lexicon, kinds.store)
    return any(True for _ in _categories(words, (0, len(words), ""), kinds, search))


def _categories(words: tuple[str, ...], at: tuple[int, int, str], kinds: Kinds, search: NameSearch) -> Iterator[Seed]:
    start, end, said = at
    for base in noun_bases(words[-1]):
        named: dict[Relation, list[IRI]] = {}
        for thing in _called((*words[:-1], base), search):
            relation = category_of(kinds, kinds.classes(thing))
            if relation is not None:
                named.setdefault(relation, []).append(thing)
        for relation, things in named.items():
            held = Join(relation.reversed(), Entity(tuple(things), said, at=start))
            yield Seed(start, end, "CAT", held, _COST)
            yield Seed(start, end, "CATN" if base != words[-1] else "CATS", held, _COST)


def _places(words: tuple[str, ...], at: tuple[int, int, str], search: NameSearch) -> Iterator[Seed]:
    start, end, said = at
    for name in places_of(" ".join(words)):
        if things := _called(tuple(name.split()), search):
            yield Seed(start, end, "DEM", Entity(tuple(things), said, at=start), _PLACE_COST)
            return


def _called(words: tuple[str, ...], search: NameSearch) -> list[IRI]:
    """The few things of exactly this name."""
    numbers = search.lexicon.names.of_whole([(word,) for word in words])
    things = sorted(search.things(numbers)) if numbers else []
    return things if len(things) <= _MOST_THINGS else []


def category_of(kinds: Kinds, classes: frozenset[IRI]) -> Relation | None:
    """The one property that leads to things of these classes, where nothing leads from them."""
    key = ("category", classes)
    if key not in kinds.between:
        kinds.between[key] = _leading_to(kinds, classes) if classes else []
    found = kinds.between[key]
    return found[0] if len(found) == 1 else None


def _leading_to(kinds: Kinds, classes: frozenset[IRI]) -> list[Relation]:
    above = {wide for kind in classes for wide in kinds.schema.classes_above(kind)}
    spoken = [Relation(iri) for iri in sorted(kinds.schema.properties - kinds.schema.unspoken)]
    if any(kinds.subjects(relation) & above for relation in spoken):
        return []
    return [relation for relation in spoken if kinds.values(relation) & above]
