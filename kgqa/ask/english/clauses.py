"""Clauses of properties that are said with a verb: "what Acme owns", "Berlin was founded in 1237"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Literal as OneOf

from kgqa.ask.english.morphology import is_participle, third_person_base

if TYPE_CHECKING:
    from kgqa.ask.english.wording import Wording


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb of which one end is given. `turned`: the object is; `value`: what the subject leads to."""

    said: Wording
    turned: bool
    value: OneOf["date", "place", "thing"] = "thing"

    def gap(self, given: str) -> str:
        """The clause for the other end: "what Acme owns", "what owns Acme", "when Berlin was founded"."""
        if self.turned:
            return f"what {self._verb()} {given}"
        opening = {"date": "when", "place": "where", "thing": "what"}[self.value]
        return f"{opening} {given} {self._verb()}"

    def noun(self, given: str, *, many: bool) -> str:
        """The same with a noun: "things that Acme owns", "date when Berlin was founded"."""
        gap = self.gap(given)
        noun = "thing" if gap.startswith("what ") else self.value
        return f"{noun}{'s' if many else ''} {gap.replace('what ', 'that ', 1) if noun == 'thing' else gap}"

    def statement(self, given: str, other: str, *, many: bool = False) -> str:
        """Both ends in a sentence without full stop; `many`: the other end is of several."""
        if self.turned:
            return f"{other} {self._verb(many=many)} {given}"
        if self.value == "thing" or self.said.preposition:
            return f"{given} {self._verb()} {other}"
        return f"{given} {self._verb()} {in_time(other) if self.value == 'date' else f'in {other}'}"

    def _verb(self, *, many: bool = False) -> str:
        first, *rest = self.said.text.split(" ")
        if many and (base := third_person_base(first.lower())) is not None:
            return " ".join((base, *rest))
        if self.value != "thing" and not self.turned and not self.said.preposition and is_participle(first.lower()):
            return f"was {self.said.text}"
        return f"{'are' if many else 'is'} {self.said.text}" if self._needs_be(first.lower()) else self.said.text

    def _needs_be(self, first: str) -> bool:
        """Whether the words are no whole verb: "managed by", "close to", but not "reports to", "wrote", "owns"."""
        if not self.said.preposition:
            return False
        return is_participle(first) or third_person_base(first) is None


def in_time(date: str) -> str:
    """A date label with "in" or "on" where it takes one."""
    if date[:1].isalpha() and not date[:1].isupper():
        return date
    return f"{'on' if date[:2].strip().isdigit() and ' ' in date else 'in'} {date}"
