"""Sets of sets: joined, met, narrowed, turned round; None where types exclude it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kgqa.ask.compose.joint import of_both
from kgqa.ask.compose.kinds import NOTHING, hole_relation, literal_kind
from kgqa.ask.form import (
    HOLE,
    THING,
    All,
    Compare,
    Count,
    Entity,
    Form,
    Having,
    Hole,
    Intersection,
    Join,
    Minus,
    Overlap,
    Question,
    Union,
    Value,
    Within,
)
from kgqa.ask.structure import entities, fill, is_open

_FEW = 13

if TYPE_CHECKING:
    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.form import Relation
    from kgqa.model import IRI


def joined(kinds: Kinds, relation: Relation, of: Form) -> Form | None:
    """What members of `of` have as their `relation`."""
    if isinstance(of, Within):
        return (
            Join(relation, replace(of, of=kinds.narrowed(of.of, kinds.subjects(relation))))
            if kinds.accepts(relation, of)
            else None
        )
    if not kinds.accepts(relation, of):
        return None
    return recorded(kinds, relation, of) or Join(relation, kinds.narrowed(of, kinds.subjects(relation)))


def recorded(kinds: Kinds, relation: Relation, of: Form) -> Form | None:
    """What the one record of two things that "and" joins has, where the relation stands for a property of records."""
    if not isinstance(of, Union) or not of.joint:
        return None
    return of_both(kinds, relation, of.left, of.right)


def holding(kinds: Kinds, relation: Relation, of: Form) -> Form | None:
    """What has the relation to a member of `of`; to both of two things that "and" joins, where it may have several."""
    if isinstance(of, Union) and of.joint and not kinds.is_single(relation):
        one, other = holding(kinds, relation, of.left), holding(kinds, relation, of.right)
        return None if one is None or other is None else Intersection(one, other)
    return joined(kinds, relation.reversed(), of)


def overlapping(left: Form, right: Form) -> Question:
    """Whether a set has a member in another; both of two things that "and" joins."""
    if isinstance(right, Union) and right.joint:
        return Question(All(right, left))
    return Question(Overlap(left, right))


def filled(kinds: Kinds, noun: Form, of: Form) -> Form | None:
    """The open set `noun` given its owner; the owner may itself be open."""
    if kinds.literal_of(of) is not None or any(kinds.excludes(relation, of) for relation in _needed(noun)):
        return None
    if isinstance(noun, Join) and noun.of == HOLE and (both := recorded(kinds, noun.relation, of)) is not None:
        return both
    return fill(noun, kinds.narrowed(of, kinds.needed(noun)))


def _needed(noun: Form) -> list[Relation | None]:
    """The relations that the owner of a noun must be able to have."""
    if isinstance(noun, Union):
        return [*_needed(noun.left), *_needed(noun.right)]
    return [hole_relation(noun)]


def met(kinds: Kinds, head: Form, condition: Form) -> Form | None:
    """The members of `head` that fulfil `condition`; negated conditions are taken away."""
    if isinstance(condition, Minus) and condition.of == THING:
        return Minus(head, condition.without) if kinds.meet(head, condition.without) else None
    if isinstance(condition, Union):
        one, other = met(kinds, head, condition.left), met(kinds, head, condition.right)
        if _is_negated(condition.left) or _is_negated(condition.right):
            return Union(one, other) if one is not None and other is not None else None
    if not kinds.meet(head, condition):
        return None
    if condition == THING:
        return head
    if isinstance(head, Join) and head.of == THING and isinstance(condition, Join):
        is_said = head.relation in kinds.schema.wider(condition.relation)
        return condition if is_said else Intersection(head, condition)
    return condition if head == THING else Intersection(head, condition)


def _is_negated(condition: Form) -> bool:
    return isinstance(condition, Minus) and condition.of == THING


def negated(condition: Form) -> Form:
    """What does not fulfil a condition."""
    return condition.without if _is_negated(condition) and isinstance(condition, Minus) else Minus(THING, condition)


def either(kinds: Kinds, one: Form, other: Form) -> Form | None:
    """What is in either set, when both are sets of things, or of literals of one kind."""
    same = kinds.literal_of(one) == kinds.literal_of(other)
    return Union(one, other) if same and is_open(one) == is_open(other) else None


def both(kinds: Kinds, one: Form, other: Form) -> Form | None:
    """What fulfils two conditions."""
    return met(kinds, one, other)


def having(kinds: Kinds, by: Form, within: Form) -> Form | None:
    """Everything of which the open set `by` has a member in `within`, turned round where that is simpler."""
    match by:
        case Hole():
            return within
        case Join(relation=relation, of=of):
            if not _fit(kinds, by, within):
                return None
            if of == HOLE and isinstance(within, Value):
                return valued(kinds, relation, within) if _may_hold(kinds, relation, within) else None
            if of == HOLE and isinstance(within, Union) and within.joint:
                return holding(kinds, relation, within)
            return having(kinds, of, Join(relation.reversed(), within))
        case Intersection(left=left, right=right) if is_open(left) != is_open(right):
            opened, closed = (left, right) if is_open(left) else (right, left)
            narrowed = met(kinds, closed, within) if within != THING else closed
            return None if narrowed is None else having(kinds, opened, narrowed)
        case _:
            return Having(by, within) if _fit(kinds, by, within) else None


def _may_hold(kinds: Kinds, relation: Relation, value: Value) -> bool:
    """Whether a relation may lead to a value: no text is true or false."""
    held = {literal_kind(kind.value) for kind in kinds.values(relation)}
    return kinds.literal_of(value) != "text" or held != {"other"}


def valued(kinds: Kinds, relation: Relation, value: Value) -> Form:
    """What has a value; a text also where it is the first part of one: a "King of Bavaria" is a "King"."""
    exact = Join(relation.reversed(), value)
    beginning = f"{value.literal.lexical.lower()} of "
    if relation.inverse or kinds.literal_of(value) != "text" or not kinds.begins(relation.property, beginning):
        return exact
    return Union(exact, Compare(Join(relation, HOLE), "starts", Value(replace(value.literal, lexical=beginning))))


def _fit(kinds: Kinds, by: Form, within: Form) -> bool:
    if within == THING:
        return True
    if isinstance(within, Value):
        return kinds.literal_of(by) in {None, kinds.literal_of(within), "text", "other"} and (
            kinds.literal_of(by) is not None
        )
    return kinds.meet(by, within)


def of_class(kinds: Kinds, kind: IRI, thing: Entity) -> Entity | None:
    """The candidates of a mention that are of a class ("the city of New York"); None when none is."""
    above = kinds.schema.classes_above
    fit = tuple(iri for iri in thing.iris if any(kind in above(held) for held in kinds.classes(iri)))
    return Entity(fit, thing.mention, thing.typo, thing.at) if fit else None


def placed(kinds: Kinds, place: Form, needed: frozenset[IRI] = NOTHING) -> Form:
    """A place and all that lies in it, where the graph tells what lies in what; `needed`: of these classes."""
    held = kinds.of(place)
    if needed and held and not kinds.compatible(needed, held):
        inside = [r for r in kinds.placing(needed, held) if not r.inverse]
        return Join(inside[0].reversed(), placed(kinds, place)) if len(inside) == 1 else place
    if isinstance(place, Entity) and _is_one_place(kinds, place):
        place = replace(place, every=True)
    by = kinds.container(kinds.of(place))
    return place if by is None else Within(place, by)


def _is_one_place(kinds: Kinds, place: Entity) -> bool:
    """Whether all candidates are one place, named alone and with the larger ones that it lies in."""
    names = sorted((kinds.lexicon.labels.of(iri) for iri in place.iris), key=len)
    return len(names) > 1 and all(name.startswith(f"{names[0]},") for name in names[1:])


def containing(kinds: Kinds, places: Form) -> Form:
    """Places and all that they lie in, where a property tells what lies in what."""
    contained = isinstance(places, Join) and not places.relation.inverse
    if isinstance(places, Join) and contained and places.relation.property in kinds.lexicon.containers:
        return Having(Within(HOLE, places.relation.property), places)
    return places


def so_many(kinds: Kinds, number: object, of: Form) -> Form | None:
    """A set that is said to have so many members ("the two offices"), if it has; what names may mean is open."""
    from kgqa.ask.evaluate import evaluate

    if is_open(of) or any(len(thing.iris) > 1 for thing in entities(of)):
        return None if is_open(of) or number not in range(2, _FEW) else of
    return of if evaluate(Question(Count(of)), kinds.lexicon, kinds.store).number == number else None
