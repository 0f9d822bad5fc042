"""A text as sentences, each with where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.ask.english.address import FORMS_OF_ADDRESS, WRITTEN_OUT
from kgqa.ask.english.discourse import SHORT_FOR
from kgqa.ask.english.words import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

_STOP = re.compile(
    # From the first of a row of marks to the last: trying each of them takes time with the square of their number.
    r"(?P<mark>(?<![.!?…。！？])[.!?…。！？]++)[\"'”’)\]]*+(?=\s|$)|(?P<line>\n\s*\n|\n\s*(?=[-*•\d]))"
)
_WORD_BEFORE = re.compile(r"([^\W_]+(?:['’-][^\W_]+)*)$")
_NEXT_SMALL = re.compile(r"\s+[a-z]")
_NEXT_WORD = re.compile(r"\s+([A-Z][a-z]+)\b")
_BEGINNING = FUNCTION_WORDS - {"will", "may", "an", "so", "do"}
"""Words that no name has in its middle."""
_NUMBER = re.compile(r"\s*\d")
_LAST = re.compile(r"\b(?:jr|sr|etc|al|a\.m|p\.m|b\.c|a\.d|ph\.d|m\.d|d\.c)$", re.IGNORECASE)
"""Abbreviations that go before no name: a sentence ends with them, unless a small letter follows."""

_LOOKED_BACK = 60
"""Characters before a full stop that are looked at: more than any abbreviation has."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence from character `start` up to `end` of a text; `asks`: it ends with a question mark."""

    text: str
    start: int
    end: int
    asks: bool = False
    exclaims: bool = False


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of `text`, without the blanks around them.

    A full stop after an initial, a form of address or an abbreviation ends none, nor does one before a small letter.

    >>> [s.text for s in sentences("J. E. Gibbs met St. Elgiva. He left!")]
    ['J. E. Gibbs met St. Elgiva.', 'He left!']
    """
    start = 0
    for stop in _STOP.finditer(text):
        if stop["mark"] is None or not _is_inside(text, stop):
            yield from _trimmed(
                text, start, stop.end() if stop["mark"] is not None else stop.start(), stop["mark"] or ""
            )
            start = stop.end()
    yield from _trimmed(text, start, len(text), "")


def _is_inside(text: str, stop: re.Match[str]) -> bool:
    """Whether the mark belongs to a word, so that the sentence goes on."""
    mark = stop["mark"]
    if set(mark) != {"."} or len(mark) > 1:
        return False
    begin = max(0, stop.start() - _LOOKED_BACK)
    before = _WORD_BEFORE.search(text, begin, stop.start())
    written = "" if before is None else before[1]
    word = written.casefold()
    if _NEXT_SMALL.match(text, stop.end()):
        return True
    following = _NEXT_WORD.match(text, stop.end())
    if following is not None and following[1].casefold() in _BEGINNING:
        return False
    if not text[stop.end() :].strip() or _LAST.search(text, begin, stop.start()) or word in WRITTEN_OUT:
        return False
    if word == "no":
        return _NUMBER.match(text, stop.end()) is not None
    return (len(word) == 1 and written.isupper() and word != "i") or word in FORMS_OF_ADDRESS or word in SHORT_FOR


def _trimmed(text: str, start: int, end: int, mark: str) -> Iterator[Sentence]:
    part = text[start:end]
    blank = len(part) - len(part.lstrip())
    part = part.strip()
    if any(character.isalnum() for character in part):
        at = start + blank
        yield Sentence(part, at, at + len(part), "?" in mark or "？" in mark, "!" in mark or "！" in mark)
