"""When part of a name names the thing: the beginning or the end of a name like those of people.

Part of a title is no name: "Men" is not "Of Mice and Men", nor "Peter" "Peter's Widow".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.ask.tokens import POSSESSIVE, key_of_name

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUOTED = re.compile(r"[\"“”„«»][^\"“”„«»]*[\"“”„«»]")
_TAIL = re.compile(r"[,;(\[].*", re.DOTALL)
_ARTICLES = frozenset(("the", "a", "an"))
_NOT_OF_NAMES = frozenset(("and", "or", POSSESSIVE, "how", "is", "was", "what", "when", "where", "who", "whose", "why"))
_LINKS = """
    about after at before between by for from in into near of on over the through to under with
"""
_LINKING = frozenset(_LINKS.split())
_SUFFIXES = frozenset(("jr", "junior", "sr", "senior", "esq", "phd", "md"))


@dataclass(frozen=True, slots=True)
class Part:
    """How words stand in a name. `possible`: they may mean its bearer; `sure`: they are its beginning or its end."""

    possible: bool
    sure: bool = False


def part_of_name(text: str, words: Sequence[tuple[str, ...]], *, person: bool | None) -> Part:
    """How `words` (each with its alternatives), which the name `text` holds, stand in it.

    Only the beginning counts where the name says more of its bearer by a preposition ("Alexandra of Denmark"), or
    the bearer is known to be no person ("New York City"). `person` None: not known.

    >>> part_of_name("Ada Maria Byron", (("byron",),), person=None)
    Part(possible=True, sure=True)
    >>> part_of_name("Of Mice and Men", (("men",),), person=None)
    Part(possible=False, sure=False)
    """
    plain = _QUOTED.sub(" ", text)
    head = key_of_name(_TAIL.sub("", plain)) or key_of_name(text)
    if head[0] in _ARTICLES:
        return Part(*[len(words) >= len(head) - 1 and _begins(head[1:], words)] * 2)
    linked = bool(_LINKING & set(head))
    if _NOT_OF_NAMES & set(head) or (linked and not person):
        return Part(False)
    sure = _begins(key_of_name(plain), words) or _spans(head, words)
    return Part(True, sure or (not linked and person is not False and _ends(head, words)))


def _begins(name: tuple[str, ...], words: Sequence[tuple[str, ...]]) -> bool:
    return len(name) >= len(words) and all(n in options for n, options in zip(name, words, strict=False))


def _ends(name: tuple[str, ...], words: Sequence[tuple[str, ...]]) -> bool:
    """Whether the words end the name, but for numbers and "junior" behind them."""
    while len(name) > len(words) and (name[-1] in _SUFFIXES or name[-1].startswith("#")):
        name = name[:-1]
    return not words[0][0].startswith("#") and _begins(name[max(0, len(name) - len(words)) :], words)


def _spans(name: tuple[str, ...], words: Sequence[tuple[str, ...]]) -> bool:
    """Whether the words are the first and the last of the name, with some between them left out."""
    if len(words) < 2 or name[0] not in words[0] or not _ends(name, words[-1:]):
        return False
    place = 0
    for options in words:
        while place < len(name) and name[place] not in options:
            place += 1
        if place == len(name):
            return False
        place += 1
    return True
