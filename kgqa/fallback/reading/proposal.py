"""The language in which a model proposes a reading: a small JSON object, its words those of the question's graph."""

from __future__ import annotations

from typing import Literal as OneOf

from pydantic import BaseModel, ConfigDict, Field

MOST_STEPS = 4
MOST_FILTERS = 2
LONGEST_WORD = 120


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Step(_Part):
    """One property further: what a thing has as its `word`, or (`inverse`) what has the thing as its `word`."""

    word: str = Field(max_length=LONGEST_WORD)
    inverse: bool


class Filter(_Part):
    """A condition on the result: how its `word` compares with a date or a number."""

    word: str = Field(max_length=LONGEST_WORD)
    comparison: OneOf["<", "<=", "=", ">=", ">"]
    value: str = Field(max_length=LONGEST_WORD)


class First(_Part):
    """Of the result, what has the highest or lowest `word`; `place` 2 is the second."""

    word: str = Field(max_length=LONGEST_WORD)
    highest: bool
    place: int = Field(ge=1, le=20)


class Meaning(_Part):
    """A word of the question that the graph does not have, and the graph's word for the same."""

    said: str = Field(max_length=LONGEST_WORD)
    meant: str = Field(max_length=LONGEST_WORD)


class Same(_Part):
    """Whether a question asks for what a reading says."""

    same: bool


class Proposal(_Part):
    """A reading as a model proposes it: from `start`, by `steps`, to what is `asked`; see `prompts/reading.md`.

    There is nothing in it that denies or joins by "or": such questions are not read by a model.
    """

    ask: OneOf["list", "count", "yesno", "related", "none"]
    start: tuple[str, ...] = Field(max_length=2)
    steps: tuple[Step, ...] = Field(max_length=MOST_STEPS)
    kind: str = Field(max_length=LONGEST_WORD)
    filters: tuple[Filter, ...] = Field(max_length=MOST_FILTERS)
    best: tuple[First, ...] = Field(max_length=1)
    other: str = Field(max_length=LONGEST_WORD)
    meanings: tuple[Meaning, ...] = Field(max_length=3)
    ignored: tuple[str, ...] = Field(max_length=12)
