"""Claims before they are judged: given as three parts, or read from a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kgqa.ask.form import Form
    from kgqa.model import Literal, Passage


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement given as such: each part a label or an IRI of the graph, or the text of a value.

    `since` and `until` are years or dates of validity. `value` is the object where it is given as a literal of RDF:
    then it names nothing.
    """

    subject: str
    predicate: str
    object: str
    negated: bool = False
    since: str | None = None
    until: str | None = None
    value: Literal | None = None

    @property
    def text(self) -> str:
        """The claim in words."""
        denied = "not " if self.negated else ""
        times = ", ".join(f"{word} {time}" for word, time in (("from", self.since), ("to", self.until)) if time)
        return f"{self.subject}, {denied}{self.predicate}: {self.object}" + (f" ({times})" if times else "")


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim read from a text: the characters from `start` up to `end` say it.

    `readings` are truth-valued forms (`Overlap`, `Exists`, `DateIn`, `All` ...), all of them as likely; what is said
    is that one of them is so or, when `negated`, that it is not. A named thing in them may have several `iris`.
    `subject`, `predicate` and `object` are the words for people; `focus` is the span of characters that a correction
    would replace (the object's words). `places` are the named things and the values in the first reading, each with the
    characters that say it.
    """

    text: str
    start: int
    end: int
    subject: str
    predicate: str
    object: str
    readings: tuple[Form, ...]
    negated: bool = False
    focus: tuple[int, int] | None = None
    places: tuple[tuple[Form, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """A text as it was read: its claims in order, what could not be read, and what claims nothing."""

    claims: tuple[Stated, ...]
    unread: tuple[Passage, ...]
    unclaimed: tuple[Passage, ...]
