"""Slips of spelling: which typed word may be which recorded one, in a name that is right otherwise.

Sources: F. Damerau, "A technique for computer detection and correction of spelling errors" (1964): four slips of one
letter (wrong, missing, added, swapped) make up most errors.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORTEST_SLIP = 5
_SHORTEST_DOUBLE_SLIP = 9
_SHORTEST_SAME_SOUND = 3
_SHORTEST_LIKE_SOUND = 7
_VOWELS = frozenset("aeiouy")
_SOUNDS = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"(?<=[tkcrg])h"), ""),
    (re.compile(r"ck|c(?![eiy])|q"), "k"),
    (re.compile(r"[cz]"), "s"),
    (re.compile(r"[yj]"), "i"),
    (re.compile(r"v|w"), "f"),
    (re.compile(r"(.)\1e$"), r"\1"),
    (re.compile(r"(.)\1+"), r"\1"),
)


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """The word with letters that are written for one another made the same.

    >>> sound("elisabeth") == sound("elizabeth"), sound("romanoff") == sound("romanov"), sound("louis")
    (True, True, 'louis')
    """
    for pattern, letter in _SOUNDS:
        word = pattern.sub(letter, word)
    return word


def slips(word: str, recorded: Iterable[str], *, known: bool) -> list[str]:
    """Which of the recorded words `word` is likely to be meant for, the nearest only.

    `known`: it is recorded itself, so that only another spelling of the same sound will do. A word that ends in
    another vowel, or in one more, is another name: "Louis" is not "Louise", nor "Maria" "Mario".

    >>> slips("nicolas", ["nicholas", "nicole"], known=True), slips("louis", ["louise"], known=False)
    (['nicholas'], [])
    """
    from rapidfuzz.distance import OSA

    if len(word) < _SHORTEST_SAME_SOUND or not word.isalpha():
        return []
    heard = sound(word)
    allowed = 0 if known or len(word) < SHORTEST_SLIP else 2 if len(word) >= _SHORTEST_DOUBLE_SLIP else 1
    found: list[tuple[int, str]] = []
    for other in recorded:
        if other == word or abs(len(other) - len(word)) > 2 or not other.isalpha():
            continue
        if sound(other) == heard or (allowed and _is_like_sound(heard, sound(other))):
            found.append((1, other))
        elif allowed and not _is_other_ending(word, other):
            distance = OSA.distance(word, other, score_cutoff=allowed)
            if distance <= (allowed if word[0] == other[0] and word[-1] == other[-1] else 1):
                found.append((distance, other))
    nearest = min((distance for distance, _ in found), default=0)
    return sorted(other for distance, other in found if distance == nearest)


def _is_other_ending(word: str, other: str) -> bool:
    """Whether the words differ in a vowel at their end."""
    return word[-1] != other[-1] and (word[-1] in _VOWELS or other[-1] in _VOWELS)


def _is_like_sound(heard: str, other: str) -> bool:
    """Whether one slip inside the word, and letters written for one another, are all the difference."""
    from rapidfuzz.distance import OSA

    if len(heard) < _SHORTEST_LIKE_SOUND:
        return False
    return heard[0] == other[0] and heard[-1] == other[-1] and OSA.distance(heard, other, score_cutoff=1) <= 1
