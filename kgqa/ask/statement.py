"""What a clause says: truth-valued forms, each said to be so or not to be so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kgqa.ask.form import Form


@dataclass(frozen=True, slots=True)
class Said:
    """That a truth-valued form is so or, when `negated`, that it is not."""

    form: Form
    negated: bool = False

    def denied(self) -> Said:
        """The opposite."""
        return replace(self, negated=not self.negated)


@dataclass(frozen=True, slots=True)
class Statement:
    """All that one clause says, from left to right."""

    said: tuple[Said, ...]

    def denied(self) -> Statement | None:
        """The opposite of a clause that says one thing; None: of several nobody can tell which is denied."""
        return Statement((self.said[0].denied(),)) if len(self.said) == 1 else None


def stated(*forms: Form | None) -> Statement | None:
    """The statement that all forms are so; None where one of them is missing."""
    found = tuple(Said(form) for form in forms if form is not None)
    return Statement(found) if found and len(found) == len(forms) else None
