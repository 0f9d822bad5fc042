"""The embedded model among the endpoints that are asked: last of all, where there is no other."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from kgqa.embedded.server import server

if TYPE_CHECKING:
    from kgqa.config import Settings

_LEAST_SECONDS = 1.0


def with_embedded(settings: Settings) -> Settings:
    """`settings` with the embedded model as an endpoint, or as they are where it is not to be asked.

    It is started where it does not run yet; what that takes is taken off the time limit of the call. Raises
    ModelError where it cannot be started.
    """
    found = server(settings)
    if found is None:
        return settings
    started = time.monotonic()
    endpoint = found.endpoint(settings.model_seconds)
    left = settings.model_seconds - (time.monotonic() - started)
    return replace(settings, added=(*settings.added, replace(endpoint, seconds=max(left, _LEAST_SECONDS))))
