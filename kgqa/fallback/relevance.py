"""Whether a question plainly asks for one relation of one thing, so that a claim can be held against it.

Anything more (a second relation, "youngest", "not", "how many") and the claim might answer another question than
the one asked: such a question has no plain reading here, and no model's answer to it counts as verified.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.ask.tokens import POSSESSIVE

if TYPE_CHECKING:
    from kgqa.fallback.ground import Asked
    from kgqa.model import IRI

_FRAME = (
    "a about actually again am an anyone are ask asked asking be been being believe can check could "
    "curious did do does exactly explain find for give had has have hello help hey hi i idea if info "
    "information is it just kindly know let likely looking may me might mind my need now of ok okay one "
    "out person please possibly question quick quickly really recall remember say should show so "
    "somebody someone sorry sure tell thank thanks that the then there thing think this to try us want "
    "wanted was we were what when where which who whom will wonder wondering would you your"
)
FRAME = frozenset(_FRAME.split())
"""Words that frame a question and change nothing of what it asks. None negates, counts, compares or joins."""
ARTICLES = frozenset({"the", "a", "an"})


@dataclass(frozen=True, slots=True)
class PlainReading:
    """`words` (a name of any of `properties`) of `thing`."""

    thing: IRI
    properties: tuple[IRI, ...]
    words: str


def plain_reading(asked: Asked) -> PlainReading | None:
    """The one relation of one thing that is asked for: "THING's WORDS" or "WORDS of THING", framed by FRAME."""
    if len(asked.things) != 1 or len(asked.relations) != 1 or len(asked.things[0].iris) != 1:
        return None
    thing, relation = asked.things[0], asked.relations[0]
    words = [token.folded for token in asked.tokens]
    if relation.start >= thing.end:
        joined = words[thing.end : relation.start] == [POSSESSIVE]
        inner = range(thing.start, relation.end)
    else:
        between = words[relation.end : thing.start]
        joined = between[:1] == ["of"] and ARTICLES.issuperset(between[1:])
        inner = range(relation.start, thing.end)
    around = {word for place, word in enumerate(words) if place not in inner}
    if not joined or not FRAME.issuperset(around):
        return None
    said = " ".join(token.text for token in asked.tokens[relation.start : relation.end])
    return PlainReading(thing.iris[0], relation.iris, said)
