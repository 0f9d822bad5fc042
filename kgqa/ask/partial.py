"""When part of a name names the thing: the beginning or the end of a name like those of people.

Part of a title is no name: "Men" is not "Of Mice and Men", nor "Peter" "Peter's Widow".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kgqa.ask.tokens import POSSESSIVE, key_of_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_NICKNAME = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]|\(([^()]*)\)")
_QUOTED = re.compile(r"[\"“”„«»][^\"“”„«»]*[\"“”„«»]")
_TAIL = re.compile(r"[,;(\[].*", re.DOTALL)
_ARTICLES = frozenset(("the", "a", "an"))
_NOT_OF_NAMES = frozenset(("and", "or", POSSESSIVE, "how", "is", "was", "what", "when", "where", "who", "whose", "why"))
_LINKS = """
    about after at before between by for from in into near of on over the through to under with
"""
_LINKING = frozenset(_LINKS.split())
_SUFFIXES = frozenset(("jr", "junior", "sr", "senior", "esq", "phd", "md"))

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """How words stand in a name. `possible`: they may mean its bearer; `sure`: they are its beginning or its end."""

    possible: bool
    sure: bool = False


@dataclass(frozen=True, slots=True)
class _Shape:
    """A name as its head (without brackets and what follows), without quotes, and with a nickname for what it is of.

    `nicknamed` are the words before the nickname, the nickname and the words after it; `calling` whether the
    nickname is a name by itself.
    """

    head: Key
    plain: Key
    nicknamed: tuple[Key, Key, Key] | None
    calling: bool


def part_of_name(
    text: str, words: Sequence[tuple[str, ...]], *, person: bool | Callable[[], bool | None] | None
) -> Part:
    """How `words` (each with its alternatives), which the name `text` holds, stand in it.

    Only the beginning counts where the name says more of its bearer by a preposition ("Alexandra of Denmark"), or
    the bearer is known to be no person ("New York City"). `person` None: not known; it is only asked when it matters.

    >>> part_of_name("Ada Maria Byron", (("byron",),), person=None)
    Part(possible=True, sure=True)
    >>> part_of_name("Of Mice and Men", (("men",),), person=None)
    Part(possible=False, sure=False)
    >>> part_of_name('Margaret "Meg" Moss', (("meg",), ("moss",)), person=None)
    Part(possible=True, sure=True)
    """
    shape = _shape(text)
    head = shape.head
    if head[0] in _ARTICLES:
        return Part(*[len(words) >= len(head) - 1 and _begins(head[1:], words)] * 2)
    linked = not _LINKING.isdisjoint(head)
    if not _NOT_OF_NAMES.isdisjoint(head) or (linked and not _known(person)):
        return Part(False)
    if _begins(shape.plain, words) or _spans(head, words) or _calls(shape, words):
        return Part(True, True)
    return Part(True, not linked and _ends(head, words) and _known(person) is not False)


def starts_name(text: str, words: Sequence[tuple[str, ...]]) -> bool:
    """Whether the words begin the name, are its first and last with some between left out, or the nickname in it."""
    shape = _shape(text)
    return (
        _begins(shape.plain, words)
        or _calls(shape, words)
        or (_LINKING.isdisjoint(shape.head) and _spans(shape.head, words))
    )


def ends_name(text: str, words: Sequence[tuple[str, ...]]) -> bool:
    """Whether the words end the name, and are not all of it."""
    head = _shape(text).head
    return len(head) > len(words) and _LINKING.isdisjoint(head[1:]) and _ends(head, words)


def _known(person: bool | Callable[[], bool | None] | None) -> bool | None:
    return person() if callable(person) else person


@lru_cache(maxsize=65_536)
def _shape(text: str) -> _Shape:
    plain = _QUOTED.sub(" ", text)
    head = key_of_name(_TAIL.sub("", plain)) or key_of_name(text)
    found = _NICKNAME.search(text)
    nickname = (found[1] or found[2] or "").strip() if found else ""
    if not found or not key_of_name(nickname):
        return _Shape(head, key_of_name(plain), None, calling=False)
    parts = key_of_name(text[: found.start()]), key_of_name(nickname), key_of_name(text[found.end() :])
    return _Shape(head, key_of_name(plain), parts, calling=nickname[0].isupper())


def _calls(shape: _Shape, words: Sequence[tuple[str, ...]]) -> bool:
    """Whether the words are the nickname, with the words before and after, or those it does not stand for."""
    if shape.nicknamed is None:
        return False
    before, nickname, after = shape.nicknamed
    if shape.calling and (_is(nickname, words) or _is((*nickname, *after), words)):
        return True
    if any(_is((*before[:k], *nickname, *after), words) for k in range(1, len(before) + 1)):
        return True
    return shape.calling and any(_is((*nickname, *before[k:], *after), words) for k in range(1, len(before)))


def _is(name: Key, words: Sequence[tuple[str, ...]]) -> bool:
    return len(name) == len(words) and _begins(name, words)


def _begins(name: Key, words: Sequence[tuple[str, ...]]) -> bool:
    return len(name) >= len(words) and all(n in options for n, options in zip(name, words, strict=False))


def _ends(name: Key, words: Sequence[tuple[str, ...]]) -> bool:
    """Whether the words end the name, but for numbers and "junior" behind them."""
    while len(name) > len(words) and name[-1] not in words[-1] and (name[-1] in _SUFFIXES or name[-1].startswith("#")):
        name = name[:-1]
    return not words[0][0].startswith("#") and _begins(name[max(0, len(name) - len(words)) :], words)


def _spans(name: Key, words: Sequence[tuple[str, ...]]) -> bool:
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
