"""How the conformance tests count verdicts on claims: per claim, per sentence of a text, as tables."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kgqa.model import ClaimVerdict, Passage, Verdict, VerdictName

    Part = TypeVar("Part", "ClaimVerdict", "Passage")

VERDICTS: tuple[VerdictName, ...] = ("supported", "contradicted", "unknown")


def sentence_verdicts(verdict: Verdict, sentences: Sequence[str]) -> list[VerdictName]:
    """The verdict on each sentence of the text, by the offsets of its claims: as its worst claim, unread is unknown."""
    found: list[VerdictName] = []
    start = 0
    for sentence in sentences:
        start = verdict.text.index(sentence, start)
        end = start + len(sentence)
        found.append(_worst(_within(verdict.claims, start, end), _within(verdict.unread, start, end)))
        start = end
    return found


def _within(parts: Sequence[Part], start: int, end: int) -> list[Part]:
    return [part for part in parts if part.start is not None and start <= part.start < end]


def _worst(claims: Sequence[ClaimVerdict], unread: Sequence[Passage]) -> VerdictName:
    given = {claim.verdict for claim in claims}
    if "contradicted" in given:
        return "contradicted"
    return "supported" if given == {"supported"} and not unread else "unknown"


class Table:
    """Pairs of the right verdict and the given one."""

    def __init__(self) -> None:
        self.pairs: Counter[tuple[str, str]] = Counter()

    def add(self, right: str, given: str) -> None:
        self.pairs[right, given] += 1

    def precision(self, name: VerdictName) -> float:
        """Of what was given this verdict, the part that has it; 1 where nothing was given it."""
        given = sum(count for (_, told), count in self.pairs.items() if told == name)
        return self.pairs[name, name] / given if given else 1.0

    def recall(self, name: VerdictName) -> float:
        """Of what has this verdict, the part that was given it; 1 where nothing has it."""
        right = sum(count for (due, _), count in self.pairs.items() if due == name)
        return self.pairs[name, name] / right if right else 1.0

    def __str__(self) -> str:
        lines = [f"{self.pairs.total()} claims"]
        for name in VERDICTS:
            told = ", ".join(f"{self.pairs[name, given]} {given}" for given in VERDICTS)
            lines.append(
                f"  {name:12} precision {self.precision(name):.3f}, recall {self.recall(name):.3f} (given {told})"
            )
        return "\n".join(lines)
