"""What models may still take for one question: time, tokens and money, those of the day included."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from kgqa.fallback.ladder import reply_tokens
from kgqa.fallback.prices import cost_of
from kgqa.fallback.spending import Amount, daily_limit
from kgqa.model import Usage

if TYPE_CHECKING:
    from kgqa.config import Endpoint, Settings
    from kgqa.fallback.spending import Spending

LEAST_SECONDS = 0.05
"""With less time than this no call is begun."""


class Purse:
    """The budgets of one question, and what was taken of them. Its time begins when it is made."""

    def __init__(self, settings: Settings, spending: Spending) -> None:
        self._settings, self._spending = settings, spending
        self._limit = daily_limit(settings)
        self._started = monotonic()
        self.usage = Usage()

    def seconds(self, endpoint: Endpoint) -> float:
        """The seconds that a call of the endpoint may take."""
        limit = self._settings.budget_seconds
        left = limit - (monotonic() - self._started) if limit > 0 else endpoint.seconds
        return max(0.0, min(endpoint.seconds, left, self._spending.left_today(self._limit)))

    def take(self, endpoint: Endpoint, tokens_in: int, seconds: float) -> Amount | str:
        """Set aside what a call may take; or which budget is too small for it."""
        if seconds < LEAST_SECONDS:
            return "the time for it is used up"
        settings, usage = self._settings, self.usage
        most = reply_tokens(endpoint)
        tokens, cost = tokens_in + most, cost_of(endpoint, tokens_in, most)
        if cost is None and (settings.budget_usd > 0 or settings.daily_usd > 0):
            return f"what {endpoint.model} costs is not known, and there is a budget of money: set its prices"
        if 0 < settings.budget_tokens < usage.input_tokens + usage.output_tokens + tokens:
            return "a call could take more tokens than the budget for one question has left"
        if 0 < settings.budget_usd < usage.cost_usd + (cost or 0.0):
            return "a call could cost more than the budget for one question has left"
        held = Amount(seconds if self._limit.seconds > 0 else 0.0, tokens, cost or 0.0)
        if not self._spending.hold(held, self._limit):
            return "a call could take more than the budget of the day has left"
        return held

    def book(self, endpoint: Endpoint, held: Amount, tokens: tuple[int, int], seconds: float) -> None:
        """Note what a call took."""
        cost = cost_of(endpoint, *tokens) or 0.0
        taken = Usage(1, *tokens, cost)
        self._spending.settle(held, taken, seconds)
        self.usage = Usage(
            self.usage.model_calls + 1,
            self.usage.input_tokens + tokens[0],
            self.usage.output_tokens + tokens[1],
            self.usage.cost_usd + cost,
        )
