"""A circuit breaker (Nygard, Release It!, 2007): an endpoint that keeps failing is left alone for a while."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal as OneOf

LONGEST = 3600.0
"""The longest that an endpoint is left alone, whatever it asks for and whatever the clock does."""


@dataclass(frozen=True, slots=True)
class Rules:
    """After so many `failures` in a row an endpoint is left alone for so many `seconds`."""

    failures: int = 3
    seconds: float = 30.0


@dataclass(frozen=True, slots=True)
class Breaker:
    """What is known of one endpoint: failures in a row, when it may be tried again, and until when a trial is out.

    Times are seconds since the epoch. `until` is 0 while it is closed.
    """

    failures: int = 0
    until: float = 0.0
    trial: float = 0.0

    def state(self, now: float) -> OneOf["closed", "open", "half-open"]:
        """Closed: all is well. Open: it is left alone. Half-open: one call may try it."""
        if self.until <= 0:
            return "closed"
        # A clock that was set back must not keep it open for years.
        return "open" if now < self.until <= now + LONGEST else "half-open"

    def admits(self, now: float) -> bool:
        """Whether a call may be made now."""
        state = self.state(now)
        return state == "closed" or (state == "half-open" and not now < self.trial <= now + LONGEST)

    def tried(self, now: float, seconds: float) -> Breaker:
        """With a call that is under way and takes at most so long: while half-open no other is made."""
        return self if self.state(now) == "closed" else replace(self, trial=now + min(seconds, LONGEST))

    def failed(self, now: float, rules: Rules, pause: float = 0.0) -> Breaker:
        """After a failed call, where the endpoint asked for a `pause` of so many seconds, or none."""
        failures = self.failures + 1
        if failures < rules.failures and self.until <= 0 and pause <= 0:
            return Breaker(failures)
        return Breaker(failures, now + min(max(rules.seconds, pause), LONGEST))

    def undecided(self) -> Breaker:
        """After a call that says nothing of the endpoint: it was cancelled."""
        return replace(self, trial=0.0)
