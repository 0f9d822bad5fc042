"""Names shortened to initials: "J. F. Kennedy", "JFK"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kgqa.ask.namesearch import NameSearch
    from kgqa.ask.typed import TypedWord


def with_initials(
    words: Sequence[TypedWord], slipped: Mapping[int, tuple[str, ...]], start: int, search: NameSearch
) -> list[int]:
    """Names in which single letters among the words, the first of which is at `start`, stand for words."""
    letters = [word.is_initial for word in words]
    options = [slipped.get(start + k) or word.options for k, word in enumerate(words)]
    full = tuple(found for found, letter in zip(options, letters, strict=True) if not letter)
    if not full or all(not letter for letter in letters) or not all(full):
        return []
    pattern = [w.folded if letter else found for w, found, letter in zip(words, options, letters, strict=True)]
    return [n for n in search.holding(full) if _abbreviates(pattern, search.name(n).key)]


def run_together(words: Sequence[TypedWord], search: NameSearch) -> list[int]:
    """The names of the one person whose initials the words are: "JFK", "J.F.K."."""
    if len(words) == 1:
        letters = words[0].folded if words[0].is_capital_word and not words[0].options else ""
    else:
        letters = "".join(word.folded for word in words) if all(word.dotted for word in words) else ""
    numbers = [n for n in search.names.with_initials(letters) if search.is_person(n)] if letters else []
    return numbers if len(search.things(numbers)) == 1 else []


def _abbreviates(pattern: Sequence[str | tuple[str, ...]], name: tuple[str, ...]) -> bool:
    """Whether the words and initials fit words of the name in their order, the first one to the first."""
    place = 0
    for part in pattern:
        while place < len(name) and not (
            name[place].startswith(part) if isinstance(part, str) else name[place] in part
        ):
            if place == 0:
                return False
            place += 1
        if place == len(name):
            return False
        place += 1
    return True
