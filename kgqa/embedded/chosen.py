"""Which endpoints a request may be sent to: all that are set, one that it names, or the embedded model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.config import endpoints_of
from kgqa.embedded.asked import with_embedded
from kgqa.embedded.server import NAME, server
from kgqa.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kgqa.config import Endpoint, Settings


def chosen(settings: Settings, model: bool | str) -> Callable[[], tuple[Endpoint, ...]] | None:
    """What gives the endpoints to ask, once they are needed; None where no model is to be asked.

    `model` may be the name of an endpoint, or of its model. Raises InputError for a name that is none; what is
    returned raises ModelError where the embedded model cannot be started.
    """
    if model is False:
        return None
    known, embedded = endpoints_of(settings), server(settings)
    if isinstance(model, str):
        named = tuple(endpoint for endpoint in known if model in {endpoint.name, endpoint.model})
        if named:
            return lambda: named
        if embedded is None or model not in {NAME, embedded.model.name}:
            names = [endpoint.name for endpoint in known] + ([NAME] if embedded else [])
            remedy = f"use one of: {', '.join(names)}" if names else "set KGQA_MODEL_URL and KGQA_MODEL"
            raise InputError(f"no endpoint is named {model!r}", remedy=remedy)
    return lambda: endpoints_of(with_embedded(settings))
