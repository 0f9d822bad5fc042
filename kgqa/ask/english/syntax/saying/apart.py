"""How far two dates are apart, as people tell it."""

from __future__ import annotations

from kgqa.ask.compose.amounts import number
from kgqa.ask.form import Compare, Form, Intersection, Span, Value


def so_far_apart(span: Span, count: Form, *, about: bool) -> Form | None:
    """So many whole units; `about`: or one less, for people also count from year to year."""
    if not about:
        return Compare(span, "=", count)
    if not isinstance(count, Value) or not count.literal.lexical.isdigit():
        return None
    least = number(int(count.literal.lexical) - 1)
    return Intersection(Compare(span, ">=", least), Compare(span, "<=", count))
