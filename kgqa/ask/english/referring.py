"""Pronouns that stand for what the same question has named: "Was Ann older than her brother?"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Seed
from kgqa.ask.english.following import PRONOUNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.conversation import Pronoun
    from kgqa.ask.form import Entity
    from kgqa.ask.mention import Mention
    from kgqa.model import IRI

_OWNERS = frozenset(("his", "her", "its", "their"))
_OBJECTS = frozenset(("him", "her", "it", "them"))
_SUBJECTS = frozenset(("he", "she", "they"))
_SUBJECT_COST = 2
"""A subject may as well stand for the subject of the question, however that is told: the grammar sees to it."""


def referring(words: Sequence[str], mentions: Sequence[Mention], kinds: Kinds) -> Iterator[Seed]:
    """The pronouns of a question as the things that it names before them: owners as PRO, others as PROX.

    Names that are part of longer ones, and things that the graph knows by other pronouns, are left out.
    """
    named = [m for m in mentions if not any(_within(m, other) for other in mentions)]
    for place, word in enumerate(words):
        pronoun = PRONOUNS.get((word,))
        if pronoun is None or word not in _OWNERS | _OBJECTS | _SUBJECTS:
            continue
        for mention in named:
            if mention.end <= place and may_stand_for(kinds, pronoun, mention.entity):
                if word in _OWNERS:
                    yield Seed(place, place + 1, "PRO", mention.entity)
                if word in _OBJECTS:
                    yield Seed(place, place + 1, "PROX", mention.entity)
                if word in _SUBJECTS:
                    yield Seed(place, place + 1, "PROX", mention.entity, _SUBJECT_COST)


def _within(mention: Mention, other: Mention) -> bool:
    inside = other.start <= mention.start and mention.end <= other.end
    return inside and (other.start, other.end) != (mention.start, mention.end)


def may_stand_for(kinds: Kinds, pronoun: Pronoun, thing: Entity) -> bool:
    """Whether the pronoun may stand for one of the candidates of a mention, as far as their classes tell."""
    return any(_fits(kinds, pronoun, iri) for iri in thing.iris)


def _fits(kinds: Kinds, pronoun: Pronoun, iri: IRI) -> bool:
    held = kinds.classes(iri)
    answered = kinds.schema.words_answered(held)
    if pronoun.shuns in answered or (pronoun.wants and held and answered and pronoun.wants not in answered):
        return False
    said = kinds.schema.pronouns_of(held)
    return pronoun.number != "one" or not said or pronoun.word in said
