"""What models took and what the graph saved, as values to show."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Period:
    """What questions and model calls there were in some time.

    `by_graph` questions were answered without any model, `by_model` with one; a model was `asked` for some questions
    in `calls` calls. `seconds` is the time that they took.
    """

    by_graph: int = 0
    by_model: int = 0
    unanswered: int = 0
    asked: int = 0
    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float = 0.0
    seconds: float = 0.0

    @property
    def questions(self) -> int:
        """All questions."""
        return self.by_graph + self.by_model + self.unanswered

    @property
    def share_by_graph(self) -> float | None:
        """The share of the questions that were answered without a model; None without questions."""
        return self.by_graph / self.questions if self.questions else None


@dataclass(frozen=True, slots=True)
class Costs:
    """What models took `today` (the UTC day `day`) and in `total` since the day `since`."""

    day: str
    since: str
    today: Period
    total: Period

    def saved_usd(self, period: Period) -> float | None:
        """What the questions that the graph answered would have cost, had a model been asked instead.

        An estimate: so many times what a question that a model was asked cost on average, of all that are known. None
        where no model was ever asked.
        """
        return self._saved(period, self.total.cost_usd)

    def saved_tokens(self, period: Period) -> int | None:
        """The tokens that they would have taken: the same estimate."""
        saved = self._saved(period, self.total.input_tokens + self.total.output_tokens)
        return None if saved is None else round(saved)

    def _saved(self, period: Period, spent: float) -> float | None:
        return period.by_graph * spent / self.total.asked if self.total.asked else None

    def json(self) -> dict[str, Any]:
        """As JSON; money is rounded to a millionth of a dollar."""
        return {"day": self.day, "today": self._period(self.today)} | {
            "since": self.since,
            "total": self._period(self.total),
        }

    def _period(self, period: Period) -> dict[str, Any]:
        saved, share = self.saved_usd(period), period.share_by_graph
        return {"questions": period.questions} | asdict(period) | {
            "cost_usd": round(period.cost_usd, 6),
            "seconds": round(period.seconds, 3),
            "share_by_graph": None if share is None else round(share, 4),
            "saved": {
                "cost_usd": None if saved is None else round(saved, 6),
                "tokens": self.saved_tokens(period),
                "estimate": "what a question that a model was asked cost on average, for each that the graph answered",
            },
        }  # fmt: skip
