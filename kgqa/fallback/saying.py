"""Whether words say what the graph has: exactly, never by likeness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.tokens import tokenize
from kgqa.dates import interval, read_date
from kgqa.model import Literal

if TYPE_CHECKING:
    from kgqa.dates import DateInterval
    from kgqa.model import Term
    from kgqa.verify.names import Names


def says(text: str, value: Term, names: Names) -> bool:
    """Whether a text names one thing only, `value`; or says a literal, at its precision or a coarser one."""
    if not isinstance(value, Literal):
        return names.thing(text) == (value,)
    recorded, date = interval(value), read_date(text)
    if recorded is None:
        return value.lexical == text.strip() or same_text(value.lexical, text)
    claimed = None if date is None else interval(date)
    if claimed is None or claimed.approximate or recorded.approximate:
        return value.lexical == text.strip()
    return _within(recorded, claimed)


def same_text(one: str, other: str) -> bool:
    """Whether two texts are the same but for case, accents and punctuation."""
    return folded(one) == folded(other)


def folded(text: str) -> str:
    """The words of a text as they are compared, a space around each."""
    return f" {' '.join(token.folded for token in tokenize(text))} "


def _within(inner: DateInterval, outer: DateInterval) -> bool:
    early = outer.earliest is None or (inner.earliest is not None and inner.earliest >= outer.earliest)
    late = outer.latest is None or (inner.latest is not None and inner.latest <= outer.latest)
    return early and late
