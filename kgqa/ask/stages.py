"""How long each stage of answering takes, for whoever wants to know; a stage costs nothing much where nobody does."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from time import perf_counter
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

P = ParamSpec("P")
T = TypeVar("T")

STAGES = ("link", "parse", "resolve", "run", "tell", "prove", "model")


class Spent:
    """The seconds that each stage took so far."""

    __slots__ = ("_inner", "seconds")

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._inner = 0.0

    def call(self, stage: str, work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """What `work` gives, its time counted for `stage`; but not the time of stages that are within it."""
        before, self._inner = self._inner, 0.0
        started = perf_counter()
        try:
            return work(*arguments, **named)
        finally:
            took = perf_counter() - started
            self.seconds[stage] = self.seconds.get(stage, 0.0) + took - self._inner
            self._inner = before + took


_spent: ContextVar[Spent | None] = ContextVar("kgqa_stages", default=None)


@contextmanager
def clocked() -> Iterator[Spent]:
    """The time that stages take in this thread until the end of the block."""
    token = _spent.set(spent := Spent())
    try:
        yield spent
    finally:
        _spent.reset(token)


def stage(name: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """The decorator of a function that is a stage of answering."""

    def of(work: Callable[P, T]) -> Callable[P, T]:
        @wraps(work)
        def clocked_work(*arguments: P.args, **named: P.kwargs) -> T:
            spent = _spent.get()
            return work(*arguments, **named) if spent is None else spent.call(name, work, *arguments, **named)

        return clocked_work

    return of
