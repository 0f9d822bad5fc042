"""Names with titles and offices around them: "King Edward VII", "Victoria, Queen of England".

The words around the name stand in short texts that sources state of the thing itself; nothing is known of titles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.english.address import BEFORE_TITLES, BETWEEN_TITLES
from kgqa.ask.slip import slips
from kgqa.ask.tokens import POSSESSIVE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kgqa.ask.namesearch import NameSearch
    from kgqa.ask.typed import TypedWord

_MOST = 1_000


def titled(
    words: Sequence[TypedWord],
    start: int,
    end: int,
    cores: Callable[[int, int], Iterator[list[int]]],
    search: NameSearch,
    *,
    slip: bool = False,
) -> list[int]:
    """Names of which a run of the words is a part, while texts about the thing hold the others.

    `cores` gives the names that a run may be a part of, the surest ones first. `slip`: one of the others is misspelt.
    """
    if end - start < 2 or not _may_be(words, start, end):
        return []
    found: list[int] = []
    for first in range(start, end):
        if first > start and not _is_around(words[first - 1], slip=slip):
            break
        for last in range(end, first, -1):
            if last < end and not _is_around(words[last], slip=slip):
                break
            if (first, last) != (start, end) and (last == end or _leads_on(words, last, end)):
                around = [*words[start:first], *words[last:end]]
                found += _bearers(cores(first, last), around, search, slip=slip)
    return found


def _may_be(words: Sequence[TypedWord], start: int, end: int) -> bool:
    """Whether the edges are no words of the language, and some word is recorded as part of a name."""
    first, last = words[start], words[end - 1]
    if (first.is_function and first.folded not in BEFORE_TITLES) or (last.is_function and not last.is_numeral):
        return False
    span = words[start:end]
    return any(w.options for w in span) and not any(w.is_spoken or w.folded == POSSESSIVE for w in span)


def _is_around(word: TypedWord, *, slip: bool) -> bool:
    around = word.is_title or word.folded in BEFORE_TITLES or word.folded in BETWEEN_TITLES
    return around or (slip and (word.may_slip or word.run_on))


def _leads_on(words: Sequence[TypedWord], last: int, end: int) -> bool:
    """Whether a title of something follows: "of England", "Queen of England"."""
    return any(word.folded == "of" for word in words[last : end - 1])


def _bearers(cores: Iterator[list[int]], around: Sequence[TypedWord], search: NameSearch, *, slip: bool) -> list[int]:
    titles = [word for word in around if word.folded not in BETWEEN_TITLES and word.folded not in BEFORE_TITLES]
    wrong = [word for word in titles if not word.is_title or word.run_on]
    if len(titles) == len(wrong) or len(wrong) != int(slip):
        return []
    for numbers in cores:
        fitting = [n for n in numbers if _has_titles(n, titles, search, slip=slip)] if len(numbers) <= _MOST else []
        if fitting:
            return fitting
    return []


def _has_titles(number: int, titles: Sequence[TypedWord], search: NameSearch, *, slip: bool) -> bool:
    """Whether texts about the named thing, and not its name, hold the words."""
    name = search.name(number)
    held = search.titles(name.thing)
    if not held:
        return False
    missing = [w for w in titles if w.run_on or w.folded not in held or w.folded in name.key]
    if not slip:
        return not missing
    return len(missing) == 1 and bool(slips(missing[0].as_run_on(), held, known=False))
