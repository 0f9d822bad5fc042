"""Texts in quotation marks: straight, curly, doubled, and curly ones that were read in another encoding; and those
in square brackets.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kgqa.ask.tokens import Token

_QUOTED = re.compile(
    r"(?<!\w)(?:"
    r'"(?P<double>[^"]{1,80})"|“(?P<curly>[^”]{1,80})[”"]|‘(?P<single>[^’]{1,80})’'
    r"|``(?P<typed>[^`]{1,80}?)(?:''|``)|‚Ä[òú](?P<garbled>.{1,80}?)‚Ä[ôù]"
    r"|\[(?P<bracketed>[^\[\]]{1,80})\]"
    r"|'(?P<straight>(?:[^']|'(?=\w)){1,80})'"
    r")(?!\w)"
)


def quoted(text: str) -> list[tuple[int, int]]:
    """Where the texts in quotation marks start and end, the marks left out.

    >>> [("It's the dogs' 'Old Barn'"[a:b]) for a, b in quoted("It's the dogs' 'Old Barn'")]
    ['Old Barn']
    """
    found = []
    for match in _QUOTED.finditer(text):
        start, end = match.span(match.lastgroup or 0)
        inside = text[start:end]
        if inside.strip():
            found.append((start + len(inside) - len(inside.lstrip()), end - len(inside) + len(inside.rstrip())))
    return found


def quoted_tokens(text: str, tokens: Sequence[Token]) -> tuple[list[Token], list[tuple[int, int]]]:
    """The tokens without those that are but quotation marks, and which of them stand in quotation marks."""
    places = quoted(text)
    kept = [token for token in tokens if all(_is_word(token, start, end) for start, end in places)]
    spans = []
    for start, end in places:
        inside = [k for k, token in enumerate(kept) if start <= token.start and token.end <= end]
        if inside:
            spans.append((inside[0], inside[-1] + 1))
    return kept, spans


def _is_word(token: Token, start: int, end: int) -> bool:
    """Whether a token is not a mark at an edge of a quoted text."""
    return not (token.start in (end, start - 1) and not token.text[:1].isalnum() and len(token.text) == 1)
