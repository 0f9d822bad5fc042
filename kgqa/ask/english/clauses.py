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

    def gap(self, given: str, *, many: bool = False) -> str:
        """The clause for the other end: "what Acme owns", "what owns Acme", "when Berlin was founded"."""
        if self.turned:
            return f"what {self._verb(many=many)} {given}"
        opening = "what" if not self.in_time_or_place() else "when" if self.value == "date" else "where"
        return f"{opening} {given} {self._verb()}"

    def noun(self, given: str, *, many: bool) -> str:
        """The same with a noun: "things that Acme owns", "date when Berlin was founded"."""
        gap = self.gap(given, many=many)
        noun = "thing" if gap.startswith("what ") else self.value
        return f"{noun}{'s' if many else ''} {gap.replace('what ', 'that ', 1) if noun == 'thing' else gap}"

    def statement(self, given: str, other: str, *, many: bool = False) -> str:
        """Both ends in a sentence without full stop; `many`: the other end is of several."""
        if self.turned:
            return f"{other} {self._verb(many=many)} {given}"
        if not self.in_time_or_place():
            return f"{given} {self._verb()} {other}"
        return f"{given} {self._verb()} {in_time(other) if self.value == 'date' else f'in {other}'}"

    def _verb(self, *, many: bool = False) -> str:
        first, *rest = self.said.text.split(" ")
        if self.in_time_or_place():
            return " ".join(("was", first, *(rest[:-1] if self.said.preposition else rest)))
        if many and (base := third_person_base(first.lower())) is not None:
            return " ".join((base, *rest))
        return f"{'are' if many else 'is'} {self.said.text}" if self._needs_be(first.lower()) else self.said.text

    def verb(self, *, many: bool = False, negated: bool = False) -> str:
        """The verb by itself: "owns", "are managed by", "does not own", "was not founded"."""
        if not negated:
            return self._verb(many=many)
        first, _, rest = self._verb(many=many).partition(" ")
        if first in {"is", "are", "was"}:
            return f"{first} not {rest}"
        if (base := third_person_base(self.said.text.partition(" ")[0].lower())) is not None:
            return " ".join(filter(None, ("do not" if many else "does not", base, rest)))
        return f"never {self._verb(many=many)}"

    def in_time_or_place(self) -> bool:
        """Whether the verb says when or where: "founded", "published in"."""
        told = not self.turned and self.value != "thing" and self.said.preposition in {None, "in", "on", "at"}
        return told and is_participle(self.said.words[0])

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
