"""What two things have in common: "X and Y shared a parent", "X and Y had the same parents"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.joint_owners import of_each
from kgqa.ask.compose.sets import filled
from kgqa.ask.english.syntax.saying.polarity import polar
from kgqa.ask.english.syntax.saying.predicate import Owned, are_inverse, sets_of, singular
from kgqa.ask.english.syntax.truths import is_plural
from kgqa.ask.english.syntax.words import BE, DO, HAVE, OF
from kgqa.ask.form import HOLE, All, Compare, Count, Exists, Form, Intersection, Join, Overlap, Relation, Union
from kgqa.ask.statement import Said, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.amounts import Amount
    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.english.occurring import Verb
    from kgqa.ask.english.syntax.saying.predicate import Things


def sharing() -> Iterator[Rule]:
    """All rules of what two things have in common."""
    yield from polar(
        "SHARED", ("share|shares|shared", f"{HAVE}"), (f"{DO} not share|have", "never shared|had", f"{HAVE} not")
    )
    some = "a|an|any|some|the"
    for pattern in (
        f"T and T SHARED {some}? common|mutual RN", f"T and T SHARED {some}? RN in common",
        f"T and T SHARED {some}? RN together",
    ):  # fmt: skip
        yield from rules("SAYS", pattern, lambda k, a, b, d, n: _common(k, a, b, n, denied=d))
    shared = "share|shares|shared"
    yield from rules("SAYS", f"T and T {shared} a|an|some|the RN", _common)
    yield from rules("SAYS", f"T and T {shared} a|one set|pair of RN", _common)
    yield from rules("SAYS", f"T {shared} a|an|some|the RN with T", lambda k, a, n, b: _common(k, a, b, n))
    yield from rules("SAYS", f"T and T {DO} not share a|an|any RN", lambda k, a, b, n: _common(k, a, b, n, denied=True))
    for no in (
        f"T and T {HAVE} no RN in common|together",
        f"T and T {HAVE} no common|shared RN",
        f"T and T {shared} no RN",
    ):
        yield from rules("SAYS", no, lambda k, a, b, n: _common(k, a, b, n, denied=True))
    for every in (f"{shared} both|all the? RN", f"{HAVE} the|a same RN", f"{shared} the|a same RN"):
        yield from rules("SAYS", f"T and T {every}", _all_common)
    yield from _made_by_the_same()
    for many in (f"T and T {HAVE} AMT RN in common", f"T and T {shared} AMT RN"):
        yield from rules("SAYS", many, _so_many_common)
    yield from rules("SAYS", f"T {shared} AMT RN with T", lambda k, a, m, n, b: _so_many_common(k, a, b, m, n))


def _made_by_the_same() -> Iterator[Rule]:
    """ "Were born of the same parents", "are children of one parent", "had the same father or the same mother"."""
    some = ("at least one common?", "a|one common|shared", "one", "one and the same", "the same")
    for same in some:
        both = same == "the same"
        pattern = f"MANY IS the|both? RN {OF} {same} RN"
        yield from rules("SAYS", pattern, lambda k, xs, d, n, m, e=both: _of_the_same(k, xs, n, m, denied=d, every=e))
        pattern = f"MANY {BE} VERB of|to|from|by {same} RN"
        yield from rules("SAYS", pattern, lambda k, xs, v, m, e=both: _born_of_the_same(k, xs, v, m, every=e))
    yield from rules("SAYS", f"T and T {HAVE} the same RN or the? same? RN", _either_common)
    yield from rules("SAYS", "T and T share|shares|shared a|the RN or a|the? RN", _either_common)
    a_set = "a|an|the|one? R and a|an|the|one? R IS the? RN"
    yield from rules("SAYS", a_set, _sets_to_each_other)
    for two in ("two", ""):
        yield from rules("SAYS", f"T and T IS the|both? RN {OF} {two} RN", _of_each_other)


def _of_the_same(
    kinds: Kinds, things: Things, noun: Form, back: Form, *, denied: bool, every: bool
) -> Statement | None:
    """That what the other noun means to both is the same, where the nouns tell of one relation."""
    if len(things) != 2 or not isinstance(noun, Join) or not isinstance(back, Join):
        return None
    fits = are_inverse(kinds, noun.relation, back.relation) and is_plural(noun)
    return _same(kinds, things, back, denied=denied, every=every) if fits else None


def _born_of_the_same(kinds: Kinds, things: Things, verb: Verb, back: Form, *, every: bool) -> Statement | None:
    if len(things) != 2 or not isinstance(back, Join):
        return None
    wider = kinds.schema.wider(back.relation)
    told = [sense.relation for sense, _ in verb.senses if sense.relation is not None]
    fits = any(relation in wider for relation in told)
    return _same(kinds, things, back, denied=False, every=every) if fits else None


def _same(kinds: Kinds, things: Things, back: Form, *, denied: bool, every: bool) -> Statement | None:
    if every and is_plural(back):
        return None if denied else _all_common(kinds, things[0], things[1], back)
    return _common(kinds, things[0], things[1], back, denied=denied)


def _either_common(kinds: Kinds, one: Form, other: Form, noun: Form, second: Form) -> Statement | None:
    found = [of_each(kinds, each, one, other) for each in (noun, second)]
    if found[0] is None or found[1] is None or is_plural(noun) or is_plural(second):
        return None
    return Statement((Said(Exists(Union(found[0], found[1]))),))


def _sets_to_each_other(kinds: Kinds, first: Owned, second: Owned, denied: bool, noun: Form) -> Statement | None:
    """ "A parent of X and a parent of Y were siblings": one of the first is to one of the second."""
    one, other = (sets_of(kinds, Owned(singular(role.noun), role.owners)) for role in (first, second))
    if one is None or other is None or len(one) != 1 or len(other) != 1 or first == second:
        return None
    if is_plural(first.noun) or is_plural(second.noun):
        return None
    return _tied(kinds, one[0], other[0], noun, denied=denied)  # type: ignore[arg-type]


def _of_each_other(  # noqa: PLR0917 (one for each category of its rule)
    kinds: Kinds, one: Form, other: Form, denied: bool, noun: Form, mutual: Form
) -> Statement | None:
    """ "X and Y are children of siblings": one that X is a child of, and one that Y is, are siblings."""
    if not isinstance(noun, Join) or noun.of != HOLE or one == other or not is_plural(noun) or not is_plural(mutual):
        return None
    back = Join(Relation(noun.relation.property, not noun.relation.inverse), HOLE)
    ones, others = filled(kinds, back, one), filled(kinds, back, other)
    return None if ones is None or others is None else _tied(kinds, ones, others, mutual, denied=denied)


def _tied(kinds: Kinds, ones: Form, others: Form, noun: Form, *, denied: bool) -> Statement | None:
    if not isinstance(noun, Join) or noun.of != HOLE or not is_plural(noun) or not kinds.is_mutual(noun.relation):
        return None
    relation = Relation(noun.relation.property, noun.relation.inverse)
    group: Form = Join(relation, others)
    if relation.property not in kinds.schema.symmetric:
        group = Intersection(group, Join(relation.reversed(), others))
    fits = kinds.meet(ones, group)
    return Statement((Said(Overlap(group, ones), denied),)) if fits else None


def _common(kinds: Kinds, one: Form, other: Form, noun: Form, *, denied: bool = False) -> Statement | None:
    found = of_each(kinds, noun, one, other)
    return None if found is None else Statement((Said(Exists(found), denied),))


def _all_common(kinds: Kinds, one: Form, other: Form, noun: Form) -> Statement | None:
    """That all that the one has the other has, and the other way round."""
    left, right = filled(kinds, noun, one), filled(kinds, noun, other)
    if left is None or right is None or one == other:
        return None
    if not is_plural(noun):
        return _common(kinds, one, other, noun)
    return Statement((Said(All(left, right)), Said(All(right, left))))


def _so_many_common(kinds: Kinds, one: Form, other: Form, amount: Amount, noun: Form) -> Statement | None:
    if len(amount.bounds) != 1 or filled(kinds, noun, one) is None:
        return None
    found = of_each(kinds, noun, HOLE, other)
    operator, number = amount.bounds[0]
    return None if found is None else Statement((Said(Overlap(Compare(Count(found), operator, number), one)),))
