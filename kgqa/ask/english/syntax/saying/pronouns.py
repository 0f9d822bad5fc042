"""Whom a pronoun of a clause may mean: its subject, or whose that is ("her mother died when she was two")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.english.following import PRONOUNS
from kgqa.ask.english.syntax.ages import is_meant
from kgqa.ask.form import Entity, Form, Join

if TYPE_CHECKING:
    from kgqa.ask.compose.kinds import Kinds


def meant(kinds: Kinds, word: str, thing: Form) -> bool:
    """Whether a pronoun may stand for a thing, or for what is told by what it is to another."""
    if isinstance(thing, Entity):
        return is_meant(kinds, word, thing)
    said = kinds.schema.pronouns_of(kinds.of(thing))
    return not said or word in said or PRONOUNS[(word,)].number != "one"


def owners(thing: Form) -> list[Entity]:
    """The named things of whom a thing is told: of "her mother" herself."""
    if isinstance(thing, Join):
        return [thing.of] if isinstance(thing.of, Entity) else owners(thing.of)
    return []
