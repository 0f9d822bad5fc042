"""What is known of the request that is being answered: its id, and what its line in the log has besides."""

from __future__ import annotations

import os
import re
from contextvars import ContextVar

_SANE = re.compile(rb"[A-Za-z0-9._:/+=@-]{1,64}")


class Seen:
    """One request."""

    __slots__ = ("fields", "id")

    def __init__(self, given: bytes | None = None) -> None:
        """`given` is the id that the client sent; one that is long or strange is replaced."""
        self.id = given.decode() if given is not None and _SANE.fullmatch(given) else os.urandom(8).hex()
        self.fields: dict[str, str] = {}


current: ContextVar[Seen | None] = ContextVar("kgqa_request", default=None)
"""The request that this task, or a thread that it waits for, is about; None outside requests."""


def request_id() -> str | None:
    """The id of the current request."""
    seen = current.get()
    return None if seen is None else seen.id


def note(**fields: str) -> None:
    """Tell more of the current request for its line in the log. A `question` is written there only if settings ask."""
    seen = current.get()
    if seen is not None:
        seen.fields |= fields
