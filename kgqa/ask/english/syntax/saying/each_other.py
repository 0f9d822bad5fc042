"""What two or more are to each other: "X and Y were siblings", "X and Y were husband and wife"; and each in turn."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.sets import filled
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.saying.predicate import Owned, Things, all_of, are_inverse, both, roles
from kgqa.ask.english.syntax.saying.recording import of_record
from kgqa.ask.english.syntax.truths import is_plural
from kgqa.ask.english.syntax.words import OF
from kgqa.ask.forest import Ranked
from kgqa.ask.form import HOLE, Form, Intersection, Join, Overlap, Union
from kgqa.ask.statement import Said, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.english.syntax.saying.adjuncts import Adjunct


def each_other() -> Iterator[Rule]:
    """All rules of what things are to each other, or each in turn."""
    yield from _to_each_other()
    yield from _respectively()


def _to_each_other() -> Iterator[Rule]:
    """ "X and Y were siblings", "X and Y were husband and wife"."""
    for other in ("", "of|to each other", "of|to one another"):
        yield from rules("SAYS", f"MANY IS the|a? RN {other}", _mutual)
        yield from rules(
            "SAYS", f"MANY formed|form|made|make up? a|an RN {other}", lambda k, xs, n: _mutual(k, xs, False, n)
        )
        yield from rules("SAYS", f"MANY IS no RN {other}", lambda k, xs, d, n: None if d else _mutual(k, xs, True, n))
        yield from rules("SAYS", f"T and T IS RN and RN {other}", _paired)
        yield from rules("SAYS", f"T and T BECAME RN and RN {other} ADJUNCTS", _paired_then)
        yield from rules(
            "SAYS", f"FRONTS T and T BECAME RN and RN {other}",
            lambda k, fs, a, b, d, n, m: _paired_then(k, a, b, d, n, m, fs),
        )  # fmt: skip
    yield from rules("SAYS", "T and T BEING related as RN and RN", _paired)
    relation = "the? relationship|relation between|of T and T"
    yield from rules("SAYS", f"{relation} BEING that of RN and RN", _paired)
    yield from rules("SAYS", f"{relation} BEING that of RN", lambda k, a, b, d, n: _mutual(k, (a, b), d, n))
    yield from rules("SAYS", "T IS RN with|to T", _with)
    yield from rules("SAYS", "T and T BEING related as RN", lambda k, a, b, d, n: _mutual(k, (a, b), d, n))


def _with(kinds: Kinds, one: Form, denied: bool, noun: Form, other: Form) -> Ranked | None:
    """ "X is cousins with Y"."""
    return _mutual(kinds, (one, other), denied, noun) if is_plural(noun) else None


def _mutual(kinds: Kinds, things: Things, denied: bool, noun: Form) -> Ranked | None:
    if not isinstance(noun, Join) or noun.of != HOLE or not kinds.is_mutual(noun.relation):
        return _mutual_nouns(kinds, things, denied, noun)
    if denied and len(things) > 2:
        return None
    found = all_of(_each_to_other(kinds, a, b, noun, denied) for a, b in pairwise(things))
    return each(found, lambda statement: Ranked(((statement, 0 if is_plural(noun) else 1),)))


def _mutual_nouns(kinds: Kinds, things: Things, denied: bool, noun: Form) -> Ranked | None:
    """By nouns that are more than one relation ("first cousins", "brothers or sisters"): of each to the other."""
    if len(things) != 2 or not isinstance(noun, (Intersection, Union)) or not is_plural(noun):
        return None
    if any(join.relation.inverse for join in (noun.left, noun.right) if isinstance(join, Join)):
        return None
    one, other = things
    group, back = filled(kinds, noun, other), filled(kinds, noun, one)
    if group is None or back is None:
        return None
    said = Statement((Said(Overlap(group, one), denied), Said(Overlap(back, other), denied)))
    return each(Statement(said.said[:1]) if denied else said, lambda statement: statement)


def _each_to_other(kinds: Kinds, one: Form, other: Form, noun: Join, denied: bool) -> Statement | None:
    """A symmetric relation of two things; of one that is only a kind of such ("brothers") each is it to the other."""
    group = filled(kinds, noun, one)
    if group is None:
        return None
    if noun.relation.property in kinds.schema.symmetric:
        return Statement((Said(Overlap(group, other, mutual=True), denied),))
    back = filled(kinds, Join(noun.relation.reversed(), HOLE), one)
    return None if back is None else Statement((Said(Overlap(Intersection(group, back), other), denied),))


def _paired_then(  # noqa: PLR0917 (one for each category of its rule)
    kinds: Kinds, one: Form, other: Form, denied: bool, first: Form, second: Form, adjuncts: tuple[Adjunct, ...]
) -> Ranked | None:
    """ "X and Y became husband and wife in 1900"."""
    paired = _paired(kinds, one, other, denied, first, second)
    if denied or paired is None or not isinstance(first, Join):
        return None
    forms = [of_record(kinds, None, first.relation, (one, other), adjunct) for adjunct in adjuncts]
    if None in forms:
        return None
    return both(paired, Statement(tuple(Said(form) for form in forms if form is not None)))


def _paired(  # noqa: PLR0917 (one for each category of its rule)
    kinds: Kinds, one: Form, other: Form, denied: bool, first: Form, second: Form
) -> Ranked | None:
    """The one is the first and the other the second, or the other way round."""
    ways = [_pair(kinds, other, a, b) for a, b in ((first, second), (second, first))]
    if one == other or first == second or ways[0] is None or ways[1] is None:
        return None
    either = Statement((Said(Overlap(Union(ways[0], ways[1]), one), denied),))
    if isinstance(first, Join) and kinds.is_mutual(first.relation):
        return Ranked(((either, 0),))
    # "Parent and child" tells rather which is which: what holds only the other way round is left open.
    return Ranked(((either, 0), (Statement((Said(Overlap(ways[0], one), denied),)), 0)))


def _pair(kinds: Kinds, other: Form, first: Form, second: Form) -> Form | None:
    """Who is the first noun to `other`, which is the second to them."""
    if not isinstance(first, Join) or not isinstance(second, Join) or HOLE not in (first.of, second.of):
        return None
    group = filled(kinds, first, other)
    back = filled(kinds, Join(second.relation.reversed(), HOLE), other)
    related = first.relation == second.relation.reversed() or kinds.is_mutual(first.relation)
    related = related or are_inverse(kinds, first.relation, second.relation)
    return None if group is None or back is None or not related else Intersection(group, back)


def _respectively() -> Iterator[Rule]:
    """ "Y's father and mother were A and B", "A was the father of Y and B the mother"."""
    turn = _in_turn
    nouns = "OWNINGS 's RN and RN"
    yield from rules("SAYS", f"{nouns} IS T and T", lambda k, o, n, m, d, a, b: turn(k, o, (n, m), (a, b), denied=d))
    yield from rules("SAYS", f"{nouns} T and T", lambda k, o, n, m, a, b: turn(k, o, (n, m), (a, b)), cost=1)
    yield from rules("SAYS", f"T and T IS {nouns}", lambda k, a, b, d, o, n, m: turn(k, o, (n, m), (a, b), denied=d))
    nouns = f"the? RN and the? RN {OF} OWNERS"
    yield from rules("SAYS", f"{nouns} IS T and T", lambda k, n, m, o, d, a, b: turn(k, o, (n, m), (a, b), denied=d))
    pattern = f"T IS the|a|an RN and T the|a|an RN {OF} OWNERS"
    yield from rules("SAYS", pattern, lambda k, a, d, n, b, m, o: turn(k, o, (n, m), (a, b), denied=d))
    yield from rules("SAYS", f"T and T IS {nouns}", lambda k, a, b, d, n, m, o: turn(k, o, (n, m), (a, b), denied=d))
    pattern = f"T IS the|a|an? RN {OF} OWNERS and T the|a|an RN"
    yield from rules("SAYS", pattern, lambda k, a, d, n, o, b, m: turn(k, o, (n, m), (a, b), denied=d))


def _in_turn(
    kinds: Kinds, owners: Things, nouns: tuple[Form, Form], things: Things, *, denied: bool = False
) -> Ranked | None:
    if denied or things[0] == things[1] or nouns[0] == nouns[1] or any(map(is_plural, nouns)):
        return None
    return both(roles(kinds, things[:1], Owned(nouns[0], owners)), roles(kinds, things[1:], Owned(nouns[1], owners)))
