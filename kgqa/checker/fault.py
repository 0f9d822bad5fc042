"""What is wrong with a step of a proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kgqa.model import Triple


@dataclass(frozen=True, slots=True)
class Fault:
    """A step that is not justified: its conclusion (None: a conflict), the rule or kind of step, and why."""

    fact: Triple | None
    rule: str
    reason: str

    def __str__(self) -> str:
        return f"{'conflict' if self.fact is None else self.fact} [{self.rule}]: {self.reason}"
