"""Content negotiation: which of the formats on offer a request would rather have (RFC 9110, 12.5.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One entry of an Accept header: `type/subtype`, either of which may be `*`, and its weight."""

    kind: str
    subkind: str
    weight: float

    def covers(self, media_type: str) -> bool:
        """Whether the range includes `media_type` (without parameters)."""
        kind, _, subkind = media_type.partition("/")
        return self.kind in {"*", kind} and self.subkind in {"*", subkind}

    @property
    def precision(self) -> int:
        """How specific the range is: the most specific one that covers a type decides its weight."""
        return (self.kind != "*") + (self.subkind != "*")


def preferred(accept: str | None, offers: Mapping[str, str]) -> str | None:
    """The value in `offers` (media type -> format) that `accept` weighs most; the first offered wins a tie.

    None when nothing on offer is acceptable. An absent or empty header accepts everything.

    >>> preferred("text/csv;q=0.5, application/json", {"application/json": "json", "text/csv": "csv"})
    'json'
    """
    if not accept or not accept.strip():
        return next(iter(offers.values()))
    ranges = [entry for entry in map(_media_range, accept.split(",")) if entry is not None]
    best, best_weight = None, 0.0
    for media_type, name in offers.items():
        weight = _weight(media_type, ranges)
        if weight > best_weight:
            best, best_weight = name, weight
    return best


def _weight(media_type: str, ranges: list[MediaRange]) -> float:
    covering = [entry for entry in ranges if entry.covers(media_type)]
    return max(covering, key=lambda entry: entry.precision).weight if covering else 0.0


def _media_range(text: str) -> MediaRange | None:
    name, *parameters = (part.strip().lower() for part in text.split(";"))
    kind, slash, subkind = name.partition("/")
    if not slash:
        return None
    weight = 1.0
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            weight = _quality(value.strip())
    return MediaRange(kind, subkind, weight)


def _quality(text: str) -> float:
    try:
        return min(1.0, max(0.0, float(text)))
    except ValueError:
        return 0.0
