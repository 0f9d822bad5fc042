"""Whether a recorded date lies in the time that a question means."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kgqa.dates import date_literal, edtf, interval
from kgqa.model import Literal

if TYPE_CHECKING:
    from kgqa.dates import DateInterval
    from kgqa.model import Term


def lies_in(terms: tuple[Term, ...], date: Literal) -> bool | None:
    """Whether a recorded date lies in the time asked for; None when it is too vague to tell."""
    wanted = _asked(date)
    dates = [t for t in terms if isinstance(t, Literal)]
    recorded = [found for t in dates if (found := interval(t)) is not None]
    if wanted is None or not recorded:
        return None
    if any(_inside(found, wanted) for found in recorded) or any(edtf(t) == edtf(date) for t in dates):
        return True
    return None if any(found.approximate or _overlap(found, wanted) for found in recorded) else False


def _asked(date: Literal) -> DateInterval | None:
    """The days that a question means: "before 1904" ends with 1903, "after 1904" begins with 1905."""
    wanted = interval(date)
    start, slash, end = date.lexical.partition("/")
    if wanted is None or not slash or (start and end and ".." not in {start, end}):
        return wanted
    bound = date_literal(end if start in {"", ".."} else start)
    limit = None if bound is None else interval(bound)
    if limit is None or limit.earliest is None or limit.latest is None:
        return wanted
    if start in {"", ".."}:
        return replace(wanted, latest=limit.earliest - 1)
    return replace(wanted, earliest=limit.latest + 1)


def _inside(found: DateInterval, wanted: DateInterval) -> bool:
    return not found.approximate and _overlap(found, wanted) and not _sticks_out(found, wanted)


def _sticks_out(found: DateInterval, wanted: DateInterval) -> bool:
    before = wanted.earliest is not None and (found.earliest is None or found.earliest < wanted.earliest)
    after = wanted.latest is not None and (found.latest is None or found.latest > wanted.latest)
    return before or after


def _overlap(one: DateInterval, other: DateInterval) -> bool:
    starts_late = one.earliest is not None and other.latest is not None and one.earliest > other.latest
    ends_early = one.latest is not None and other.earliest is not None and one.latest < other.earliest
    return not starts_late and not ends_early
