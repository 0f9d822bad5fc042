"""What a text is about as it goes on, and what its pronouns stand for.

A pronoun stands for what the text is about as long as that fits it: the centre of attention goes on (B. Grosz,
A. Joshi, S. Weinstein: Centering, Computational Linguistics 1995). A pronoun within a sentence stands for its subject
first. Where several things fit equally, all are candidates, and nothing is decided by a guess.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kgqa.ask.chart import Seed
from kgqa.ask.english.discourse import introductions, openings
from kgqa.ask.english.following import PRONOUNS
from kgqa.ask.english.referring import may_stand_for
from kgqa.ask.form import Union
from kgqa.ask.tokens import POSSESSIVE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.conversation import Pronoun
    from kgqa.ask.form import Entity
    from kgqa.ask.mention import Mention

_OWNERS = frozenset(("his", "her", "its", "their"))
_OWNED_BY = frozenset(("of", "to"))
_COST = 1


@dataclass(frozen=True, slots=True)
class Topics:
    """What the text is about; what its last sentence has named, and what else those before it have."""

    main: Entity | None = None
    last: tuple[Entity, ...] = ()
    others: tuple[Entity, ...] = ()

    def after(self, mentions: Sequence[Mention], words: Sequence[str], *, goes_on: bool, understood: bool) -> Topics:
        """The topics after a sentence that names these things; `goes_on`: a pronoun took up the main one.

        `understood`: anything was read of the sentence.

        What a sentence is about stands at its beginning: "A son, Henry, followed" is still about whose son he was.
        """
        named = tuple(dict.fromkeys(_unplaced(m.entity) for m in outermost(mentions)))
        if not named:
            return self
        first = min(m.start for m in outermost(mentions))
        begins = not first or words[:first] == ["the"] or first in {*introductions(words, 0), *_opened(words)}
        stays = self.main is not None and (goes_on or not begins)
        # Of several that a sentence names only its subject is what it is about; "X's mentor is Y" may be about either.
        owns = words[min(m.end for m in outermost(mentions) if m.start == first) :][:1] == [POSSESSIVE]
        subject = named[0] if len(named) == 1 or (begins and not owns and understood) else None
        main = self.main if stays else subject
        older = (*self.others, *self.last)
        return Topics(main, named, tuple(thing for thing in older if thing != main)[-_MOST_OTHERS:])

    def seeds(
        self, words: Sequence[str], mentions: Sequence[Mention], linked: Sequence[Seed], kinds: Kinds
    ) -> Iterator[Seed]:
        """The pronouns of a sentence as the things that they may stand for, by what the lexicon knows of its words.

        "The" before a noun of something else that is not named stands for whose it is: "The father was Y".
        """
        named = outermost(mentions)
        nouns = {(seed.start, seed.end) for seed in linked if seed.symbol == "N"}
        kinds_named = {(seed.start, seed.end) for seed in linked if seed.symbol == "C"}
        yield from self._bridging(words, nouns - kinds_named)
        introduced = set(introductions(words, 0))
        taken: list[tuple[int, Entity]] = []
        for place, word in enumerate(words):
            pronoun = PRONOUNS.get((word,))
            if pronoun is None or pronoun.place is not None:
                continue
            before = [
                (m.end, m.entity)
                for m in named
                if m.end <= place and (m.start in introduced or not _is_told(words, m.end, place, nouns))
            ]
            earlier = [thing for _, thing in sorted((*before, *taken), key=lambda pair: pair[0])]
            symbol = "PRO" if word in _OWNERS else "PROX"
            if pronoun.number != "one":
                if (pair := self._pair(earlier)) is not None:
                    yield Seed(place, place + 1, symbol, pair, _COST)
            elif (thing := self._antecedent(pronoun, earlier, kinds)) is not None:
                entity = replace(thing, mention=word, at=place, typo=False)
                taken.append((place + 1, entity))
                yield from _as(entity, words, nouns)

    def _bridging(self, words: Sequence[str], nouns: Collection[tuple[int, int]]) -> Iterator[Seed]:
        if self.main is None:
            return
        for start, end in nouns:
            if start > 0 and words[start - 1] == "the" and (end == len(words) or words[end] not in _OWNED_BY):
                yield Seed(start - 1, start, "PRO", replace(self.main, mention="the", at=start - 1), _COST)

    def _pair(self, before: Sequence[Entity]) -> Union | None:
        """The two things that "they" stands for: both that the sentence has named, or the main one and another."""
        others = [thing for thing in self.last if thing != self.main]
        named = list(dict.fromkeys(_unplaced(thing) for thing in before))
        two = named if named else [self.main, *others] if self.main and len(others) == 1 else ()
        return Union(two[0], two[1], joint=True) if len(two) == 2 and two[0] != two[1] else None

    def _antecedent(self, pronoun: Pronoun, before: Sequence[Entity], kinds: Kinds) -> Entity | None:
        """What the pronoun stands for: several candidates in one where nothing tells which."""

        def fitting(things: Sequence[Entity]) -> list[Entity]:
            return [thing for thing in things if may_stand_for(kinds, pronoun, thing)]

        if found := fitting(before[:1]) or fitting(before[1:]):
            return _any_of(found)
        if self.main is not None and (found := fitting([self.main])):
            return found[0]
        return _any_of(fitting(self.last) or fitting(self.others))


def _as(thing: Entity, words: Sequence[str], nouns: Collection[tuple[int, int]]) -> Iterator[Seed]:
    """A pronoun as whose something is, or as a thing."""
    place, word = thing.at, words[thing.at]
    owning = word in _OWNERS
    if owning:
        yield Seed(place, place + 1, "PRO", thing, _COST)
    owns = any(start == place + 1 for start, _ in nouns)
    if not owning or (word == "her" and not owns) or (place > 0 and words[place - 1] in _OWNED_BY):
        yield Seed(place, place + 1, "E", thing, _COST + owning)


_MOST_OTHERS = 6
BEING = frozenset("is was are were became remained".split())  # noqa: SIM905
_BETWEEN = frozenset("a an the one of to also not never no".split())  # noqa: SIM905


def _is_told(words: Sequence[str], start: int, end: int, nouns: Collection[tuple[int, int]]) -> bool:
    """Whether the words between a name and a pronoun only say that it is something: "is a sister of"; or none do."""
    of_nouns = {place for a, b in nouns for place in range(a, b)}
    between = range(start, end)
    if not between:
        return True
    told = any(words[k] in BEING for k in between)
    return told and all(words[k] in BEING | _BETWEEN or k in of_nouns for k in between)


def _opened(words: Sequence[str]) -> Iterator[int]:
    return (end for end, _ in openings(words, 0))


def _any_of(things: Sequence[Entity]) -> Entity | None:
    """One thing that may be any of several."""
    iris = tuple(dict.fromkeys(iri for thing in things for iri in thing.iris))
    return replace(things[0], iris=iris) if things else None


def _unplaced(thing: Entity) -> Entity:
    return replace(thing, at=0)


def outermost(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions that are no part of longer ones, from left to right."""
    found = [m for m in mentions if not any(_within(m, other) for other in mentions)]
    return sorted(found, key=lambda m: m.start)


def _within(mention: Mention, other: Mention) -> bool:
    inside = other.start <= mention.start and mention.end <= other.end
    return inside and (other.start, other.end) != (mention.start, mention.end)
