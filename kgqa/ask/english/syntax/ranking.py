"""Builders over alternatives: what is made of each, at its own cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kgqa.ask.forest import Ranked

if TYPE_CHECKING:
    from collections.abc import Callable


def each(found: Any, build: Callable[[Any], Any]) -> Ranked | None:
    """What `build` makes of a value, or of each of several; the costs add up, what cannot be built is left out."""
    if found is None:
        return None
    alternatives = found.alternatives if isinstance(found, Ranked) else ((found, 0),)
    built: list[tuple[Any, int]] = []
    for value, cost in alternatives:
        made = build(value)
        for one, extra in made.alternatives if isinstance(made, Ranked) else ((made, 0),):
            if one is not None:
                built.append((one, cost + extra))
    return Ranked(tuple(built)) if built else None
