"""Text from a graph, a question or a model, made harmless: cut, and without characters that hide or turn text."""

from __future__ import annotations

import unicodedata

LONGEST = 200
REPLACEMENT = "\ufffd"
_KEPT = frozenset("\u200c\u200d")
"""Joiners: format characters that writing in many scripts needs, and emoji are made of."""


def harmless(text: str, longest: int = LONGEST) -> str:
    """The text on one line, at most `longest` characters of it.

    Control characters, bidirectional overrides (Unicode Standard Annex 9), tag characters and surrogates become
    U+FFFD, so that nothing is hidden and no name turns into another; blanks of any kind become spaces.
    """
    cut = text if len(text) <= longest else text[: max(longest - 1, 0)] + "…"
    return "".join(map(_character, cut))


def _character(character: str) -> str:
    if character.isprintable() or character in _KEPT:
        return character
    if character.isspace() and unicodedata.category(character) != "Cc":
        return " "
    return " " if character in "\t\n\r" else REPLACEMENT
