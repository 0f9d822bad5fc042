"""Whether a question plainly asks for one relation of one thing, so that a claim can be held against it.

Anything more (a second relation, "youngest", "not", "how many", a verb of its own) and the claim might answer another
question than the one asked: such a question has no plain reading here, and no model's answer to it is verified.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kgqa.ask.tokens import POSSESSIVE

if TYPE_CHECKING:
    from kgqa.fallback.ground import Asked
    from kgqa.model import IRI

ARTICLES = frozenset({"the", "a", "an"})
_OPENING = (
    "a again am an and any anyone anybody appreciate ask asked asking be believe can check could curious do does "
    "excuse for give glad good grateful happy have hello help hey hi i idea if info information interested is it just "
    "kindly know let like list looking love maybe me might mind my name need of oh ok okay on out perhaps person "
    "please possibly question quick quickly really recall remember say show so somebody someone sorry sure tell thank "
    "thanks that the then to trying try us want wanted was we well will wonder wondering would you your"
)
_WORDS = "|".join(sorted(_OPENING.split(), key=len, reverse=True))
_BEING = "(?:is|are|was|were|might be|may be|could be|would be|has been|had been)"
_COMMAND = "(?:tell|show|give|list|name|say|find|recall)(?: me| us)?(?: please)?"
_ASKING = f"(?:(?:who|whom|what|which)(?: (?:person|people|one|ones|thing|things))?(?: {_BEING}| might| may| could)?)"
_BEFORE = re.compile(rf"(?:(?:{_WORDS}) )*(?:(?:{_ASKING}|{_COMMAND}) )?(?:exactly )?(?:(?:the|a|an) )?")
_POLITE = re.compile(r"(?:(?:so|well|ok|okay|oh|and|then|please|kindly|hi|hello|hey|now) )*")
_AFTER = re.compile(rf"(?: (?:{_BEING}|be|been))?(?: (?:again|exactly|then))?(?: (?:please|thanks|thank you|kindly))?")
_JOINING, _QUOTES = re.compile(r"[\s\-‐‑'’`´.]*"), "\"“”„«»‘’'"
_VERBLESS = re.compile(r".*(?: might| may| could)")
"""An opening that leaves its verb to the end: "who might X's mentor be"."""


@dataclass(frozen=True, slots=True)
class PlainReading:
    """`words` (a name of each of `properties`) of `thing`."""

    thing: IRI
    properties: tuple[IRI, ...]
    words: str


def plain_reading(asked: Asked) -> PlainReading | None:
    """The one relation of one thing that is asked for: "THING's WORDS" or "WORDS of THING", and nothing beyond."""
    return _reading(asked, framed=True)


def loose_reading(asked: Asked) -> PlainReading | None:
    """The one relation of one thing that a question mentions, whatever it asks about it."""
    return _reading(asked, framed=False)


def _reading(asked: Asked, *, framed: bool) -> PlainReading | None:
    if len(asked.things) != 1 or len(asked.relations) != 1 or len(asked.things[0].iris) != 1:
        return None
    thing, relation = asked.things[0], asked.relations[0]
    words = [token.folded for token in asked.tokens]
    if relation.start >= thing.end:
        joined = words[thing.end : relation.start] == [POSSESSIVE]
        start, end = thing.start, relation.end
    else:
        between = words[relation.end : thing.start]
        joined = between[:1] == ["of"] and len(between) <= 2 and ARTICLES.issuperset(between[1:])
        start, end = relation.start, thing.end
    if not joined or not _in_one(asked, start, end) or (framed and not _framed(words[:start], words[end:])):
        return None
    said = " ".join(token.text for token in asked.tokens[relation.start : relation.end])
    return PlainReading(thing.iris[0], relation.iris, said)


def _in_one(asked: Asked, start: int, end: int) -> bool:
    """Whether nothing but blanks, hyphens and apostrophes is between the words, and they are not a title in quotes."""
    text, tokens = asked.question, asked.tokens
    gaps = (text[one.end : other.start] for one, other in pairwise(tokens[start:end]))
    around = text[: tokens[start].start].rstrip()[-1:], text[tokens[end - 1].end :].lstrip()[:1]
    return all(_JOINING.fullmatch(gap) for gap in gaps) and not all(mark and mark in _QUOTES for mark in around)


def _framed(before: list[str], after: list[str]) -> bool:
    """Whether what stands around asks who or what it is, tells to say it, or says nothing."""
    opening, ending = "".join(f"{word} " for word in before), "".join(f" {word}" for word in after)
    if not _AFTER.fullmatch(ending):
        return False
    if _POLITE.fullmatch(opening) or _asks(opening):
        return not _VERBLESS.fullmatch(opening.rstrip()) or bool(re.match(r" be(?: |$)", ending))
    return False


def _asks(opening: str) -> bool:
    asking = len(re.findall(r"\b(?:who|whom|what|which)\b", opening))
    told = re.search(rf"\b{_COMMAND} (?:(?:the|a|an) )?$", opening)
    return _BEFORE.fullmatch(opening) is not None and (asking == 1 or (asking == 0 and told is not None))
