"""What this server has done since it began, counted for /metrics."""

from __future__ import annotations

import os
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from kgqa.ask.stages import clocked
from kgqa.serve.watching.counts import Ledger
from kgqa.serve.watching.measured import BOUNDS, GAUGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kgqa.model import Answer, Verdict

P = ParamSpec("P")
T = TypeVar("T")


class Tally:
    """Counts what one process does, under the names of `measured`; may be called from any of its threads."""

    def __init__(self, processes: int = 1) -> None:
        """`processes` will share the counts once they are forked."""
        self.ledger = Ledger(processes)
        self.sit(0)

    def sit(self, number: int) -> None:
        """This process is the one of that number, from 0: call it first of all after forking."""
        self.counts = self.ledger.part(number)
        self.counts.reset(GAUGES)
        self.counts.put("process", (), os.getpid())

    def clocked(self, work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """What `work`, the answering of a question, gives; how long it took is counted, by stage as well."""
        started = perf_counter()
        with clocked() as spent:
            found = work(*arguments, **named)
        kept = "no" if spent.seconds else "yes"
        self._observe("question_seconds", (("kept", kept),), perf_counter() - started)
        for stage, seconds in spent.seconds.items():
            self._observe("question_stage_seconds", (("stage", stage),), seconds)
        return found

    def asked(self, answer: Answer) -> None:
        """Count an answer, by its status, where it came from and how it is known."""
        known = (("status", answer.status), ("source", answer.source or ""), ("certainty", answer.certainty or ""))
        self.counts.add("questions", known)
        self.counts.add("questions_by_model", (("model", "asked" if answer.usage.model_calls else "none"),))

    def verified(self, verdict: Verdict) -> None:
        """Count a verdict, and the verdict on each of its claims."""
        self.counts.add("verifications", (("verdict", verdict.verdict),))
        for claim in verdict.claims:
            self.counts.add("claims", (("verdict", claim.verdict),))
        self.counts.add("passages_unread", (), len(verdict.unread))

    @contextmanager
    def request(self) -> Iterator[None]:
        """The time in which a request is in flight."""
        self.counts.add("http_requests_in_flight")
        try:
            yield
        finally:
            self.counts.add("http_requests_in_flight", (), -1)

    def answered(self, method: str, route: str, status: str, seconds: float) -> None:
        """Count a request: its route is a template, its status `none` when the client did not wait for it."""
        labels = (("method", method), ("route", route), ("status", status))
        self._observe("http_request_seconds", labels, seconds)

    def limited(self, by: str) -> None:
        """Count a request over its rate: by `key` or by `address`."""
        self.counts.add("rate_limited", (("by", by),))

    def closed(self, reason: str) -> None:
        """Count a connection that the server closed of its own accord."""
        self.counts.add("connections_closed", (("reason", reason),))

    def connected(self, number: int) -> None:
        """Count a connection that was opened (1) or closed (-1)."""
        self.counts.add("connections", (), number)

    @contextmanager
    def waiting(self, work: str) -> Iterator[None]:
        """The time in which a query or write waits for its turn."""
        self.counts.add("work_waiting", (("work", work),))
        try:
            yield
        finally:
            self.counts.add("work_waiting", (("work", work),), -1)

    @contextmanager
    def running(self, work: str) -> Iterator[None]:
        """The time in which a query or write runs."""
        labels = (("work", work),)
        started = perf_counter()
        self.counts.add("work_running", labels)
        try:
            yield
        finally:
            self.counts.add("work_running", labels, -1)
            self._observe("work_seconds", labels, perf_counter() - started)

    def worked(self, work: str, outcome: str) -> None:
        """Count a query or write, by how it ended."""
        self.counts.add("work", (("work", work), ("outcome", outcome)))

    def _observe(self, name: str, labels: tuple[tuple[str, str], ...], value: float) -> None:
        self.counts.observe(name, labels, value, BOUNDS[name])
