"""Values compared as claims mean them: dates at their precision, numbers by what they denote, texts by their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.tokens import tokenize
from kgqa.ask.when import lies_in
from kgqa.dates import date_label, edtf, interval, is_date
from kgqa.dates.spans import moments
from kgqa.model import Literal, RuleName
from kgqa.reason.values import different, number, same

if TYPE_CHECKING:
    from kgqa.model import Term


def agreement(recorded: Term, claimed: Literal) -> tuple[bool | None, RuleName | None]:
    """Whether what is recorded says a claimed value, with the rule where it says more; None: it does not tell.

    >>> from kgqa.model import XSD
    >>> agreement(Literal("1751-07-22", XSD + "date"), Literal("1751", XSD + "gYear"))[0]
    True
    """
    if not isinstance(recorded, Literal):
        return False, None
    if is_date(recorded.datatype) and is_date(claimed.datatype):
        return _dates(recorded, claimed)
    if same(recorded, claimed):
        return True, None
    one, other = number(recorded), number(claimed)
    if one is not None and other is not None:
        return one == other, None
    if same_text(recorded.lexical, claimed.lexical):
        return True, None
    # In another language another text may say the same.
    return (False if recorded.language == claimed.language and different(recorded, claimed) else None), None


def _dates(recorded: Literal, claimed: Literal) -> tuple[bool | None, RuleName | None]:
    if edtf(recorded) == edtf(claimed):
        return True, None
    inside = lies_in((recorded,), claimed)
    if inside:
        return True, RuleName("date-precision", f"{date_label(recorded)} lies in the time claimed")
    asked = interval(claimed)
    if inside is False and asked is not None and asked.approximate and _may_meet(recorded, claimed):
        return None, None
    return inside, None


def _may_meet(one: Literal, other: Literal) -> bool:
    """Whether two dates may be the same, if "about" is taken widely."""
    first, second = moments(one), moments(other)
    if first is None or second is None:
        return True
    apart = [
        end is not None and start is not None and end < start
        for end, start in ((first.latest, second.earliest), (second.latest, first.earliest))
    ]
    return not any(apart)


def same_text(one: str, other: str) -> bool:
    """Whether two texts are the same but for case, accents and punctuation."""
    return [t.folded for t in tokenize(one)] == [t.folded for t in tokenize(other)]


def is_called(name: str, said: str, *, wholly: bool) -> bool:
    """Whether words are a name, or (unless `wholly`) a part of it, in the same order."""
    whole, part = ([t.folded for t in tokenize(text)] for text in (name, said))
    if wholly or not part:
        return whole == part
    return any(whole[k : k + len(part)] == part for k in range(len(whole) - len(part) + 1))
