"""Decades and centuries: "the 1980s", "the 19th century"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kgqa.ask.english.numbers import read_ordinal
from kgqa.dates import date_literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgqa.model import Literal

_DECADE = re.compile(r"[1-9]\d{1,2}0s", re.ASCII)


def periods(words: Sequence[str]) -> Iterator[tuple[int, int, Literal]]:
    """The decades and centuries among folded words: from where, up to where, and what time they mean.

    "The 1800s" are the hundred years, "the 1980s" the ten.

    >>> [(start, end, str(time.lexical)) for start, end, time in periods("in the 1980s".split())]
    [(2, 3, '1980/1989')]
    """
    for place, word in enumerate(words):
        if _DECADE.fullmatch(word):
            first = int(word[:-1])
            yield from _time(place, place + 1, first, first + (99 if first % 100 == 0 else 9))
        elif word in {"century", "cent"} and place > 0:
            number = read_ordinal(words[place - 1 : place])
            if number is not None and 1 < number <= 30:
                yield from _time(place - 1, place + 1, 100 * number - 99, 100 * number)


def _time(start: int, end: int, first: int, last: int) -> Iterator[tuple[int, int, Literal]]:
    literal = date_literal(f"{first:04d}/{last:04d}")
    if literal is not None:
        yield start, end, literal
