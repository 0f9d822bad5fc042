"""Numbers with decimals, which are two tokens of a question."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kgqa.ask.chart import Seed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgqa.ask.tokens import Token

_COST = 1


def with_decimals(question: str, tokens: Sequence[Token], seeds: Sequence[Seed]) -> Iterator[Seed]:
    """The seeds with numbers like "1.5", which are two tokens, in the place of those of their halves."""
    places = [
        k
        for k in range(len(tokens) - 1)
        if tokens[k].text.isdecimal() and tokens[k + 1].text.isdecimal()
        and question[tokens[k].end : tokens[k + 1].start] == "."
    ]  # fmt: skip
    inside = {k for place in places for k in (place, place + 1)}
    yield from (s for s in seeds if s.symbol != "NUM" or not inside.intersection(range(s.start, s.end)))
    for k in places:
        text = f"{tokens[k].text}.{tokens[k + 1].text}"
        if text.isascii():
            yield Seed(k, k + 2, "NUM", Decimal(text), _COST)
