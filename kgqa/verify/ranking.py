"""Superlatives: whether a thing certainly has the place among the members of a set that is claimed for it."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from kgqa.ask.explain import as_form
from kgqa.ask.structure import fill
from kgqa.model import RuleName
from kgqa.verify.comparing import Amount, amounts
from kgqa.verify.extents import Member, number_of
from kgqa.verify.finding import Finding, unknown

if TYPE_CHECKING:
    from kgqa.ask.form import Best
    from kgqa.model import Term
    from kgqa.verify.finding import Ground
    from kgqa.verify.weighing import Weighing


def ranked(weighing: Weighing, term: Term, form: Best) -> Finding:
    """Whether `term` has one of the places that a superlative names.

    So many members that are certainly better exclude it. It is so only where the members are known to be all, and of
    each other one it is certain on which side it stands.
    """
    inside = weighing.holds(term, form.of)
    if inside.value is False:
        return inside
    own = _value(weighing, form, term)
    if own is None:
        return unknown("its own value is not recorded, or there may be others")
    of = weighing.extent(form.of)
    others = [member for member in of.members if member.term != term]
    values = [(member, _value(weighing, form, member.term)) for member in others]
    better = [(member, value) for member, value in values if value and _is_before(value, own, highest=form.highest)]
    last = form.place + form.number - 1
    if _certainly(weighing, form, better) >= last:
        return Finding(False, _grounds(own, better, inside), RuleName("ranking", _told(weighing, better)))
    if inside.value is None or not of.is_settled:
        return unknown("nothing says that all of them are recorded")
    worse = [(member, value) for member, value in values if value and _is_before(own, value, highest=form.highest)]
    level = [(m, v) for m, v in values if v and v.is_exact and own.is_exact and v.low == own.low]
    if len(better) + len(worse) + len(level) < len(others):
        return unknown("the recorded values do not decide it")
    rule = RuleName("ranking", f"{len(better)} of {len(others)} others come before it")
    before = _certainly(weighing, form, better)
    if form.place > 1 and any(not value.is_exact for _, value in better):
        return unknown("the recorded values do not decide it")
    so = form.place - 1 <= before < last
    return Finding(so, _grounds(own, [*better, *worse, *level], inside), rule)


def _value(weighing: Weighing, form: Best, term: Term) -> Amount | None:
    """The one value of the measure; None where there is none, or where there may be others."""
    found = amounts(weighing, fill(form.by, as_form(term)))
    if len(found.values) != 1 or found.whole is None:
        return None
    value = found.values[0]
    return None if (value.low, value.high) == (-inf, inf) else value


def _is_before(one: Amount, other: Amount, *, highest: bool) -> bool:
    return one.low > other.high if highest else one.high < other.low


def _certainly(weighing: Weighing, form: Best, better: list[tuple[Member, Amount]]) -> int:
    """How many places are certainly taken: members that are level share one, but of the first so many each counts."""
    if form.place == 1:
        return number_of(weighing.known, [member.term for member, _ in better])
    taken, end = 0, -inf
    for value in sorted((value for _, value in better), key=lambda value: value.high):
        if value.low > end:
            taken, end = taken + 1, value.high
    return taken


def _told(weighing: Weighing, better: list[tuple[Member, Amount]]) -> str:
    labels = [weighing.known.labels.of(member.term) for member, _ in better]
    return f"{', '.join(labels)} {'comes' if len(labels) == 1 else 'come'} before it"


def _grounds(own: Amount, others: list[tuple[Member, Amount]], inside: Finding) -> tuple[Ground, ...]:
    found: list[Ground] = [*inside.grounds, *own.grounds]
    for member, value in others:
        found += [*member.grounds, *value.grounds]
    return tuple(dict.fromkeys(found))
