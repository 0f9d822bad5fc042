"""Years beside a name that tell its bearer from others: "Ann Lee (1801-1865)", "Ann Lee, born 1801"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.english.words import AROUND_YEARS
from kgqa.dates import DateInterval, gregorian_day, interval
from kgqa.model import ASSERTED_GRAPH, IRI, Literal

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kgqa.ask.tokens import Token
    from kgqa.store import Store

_CLOSING = {"(": ")", "[": "]"}
_LONGEST = 10


def years_at(text: str, tokens: Sequence[Token], at: int, verbs: Collection[str]) -> tuple[int, list[int]] | None:
    """The end of the bracket, or of the words after a comma, that open at a token, and the years in them.

    None when anything is said there but years, words around years and verbs of the graph ("born").
    """
    if not 0 < at < len(tokens):
        return None
    closing = _CLOSING.get(tokens[at].folded)
    if closing is not None:
        return _in_bracket(tokens, at, closing, verbs)
    if "," in text[tokens[at - 1].end : tokens[at].start]:
        return _after_comma(tokens, at, verbs)
    return None


def _in_bracket(tokens: Sequence[Token], at: int, closing: str, verbs: Collection[str]) -> tuple[int, list[int]] | None:
    years: list[int] = []
    for k in range(at + 1, min(at + _LONGEST, len(tokens))):
        word = tokens[k].folded
        if word == closing:
            return (k + 1, years) if years else None
        if _is_year(word):
            years.append(int(word))
        elif word not in AROUND_YEARS and word not in verbs:
            return None
    return None


def _after_comma(tokens: Sequence[Token], at: int, verbs: Collection[str]) -> tuple[int, list[int]] | None:
    """A verb, perhaps a word around years, and the year."""
    for k in range(at, min(at + 4, len(tokens))):
        word = tokens[k].folded
        if _is_year(word):
            return (k + 1, [int(word)]) if k > at else None
        if word not in AROUND_YEARS and word != "in" and word not in verbs:
            return None
    return None


def _is_year(word: str) -> bool:
    return word.isdecimal() and word.isascii() and 3 <= len(word) <= 4


def has_years(thing: IRI, years: Sequence[int], store: Store) -> bool:
    """Whether every one of the years is that of a date recorded of the thing."""
    values = (t.object for t in store.match(thing, graph=ASSERTED_GRAPH))
    recorded = [found for v in values if isinstance(v, Literal) and (found := interval(v)) is not None]
    return all(any(_in_year(date, year) for date in recorded) for year in years)


def _in_year(date: DateInterval, year: int) -> bool:
    ends = [gregorian_day(day).year for day in (date.earliest, date.latest) if day is not None]
    return len(ends) == 2 and ends[0] <= year <= ends[1]
