"""Names beside what they are: "his brother George", "X's grandfather George V", "the second-born child"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import number
from kgqa.ask.compose.measures import Degree, compared
from kgqa.ask.compose.modify import Extreme
from kgqa.ask.compose.sets import filled, met
from kgqa.ask.english.syntax.nominals import nth
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.words import BE
from kgqa.ask.form import HOLE, Compare, Count, Entity, Form, Intersection, Join, Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.forest import Ranked
    from kgqa.ask.form import Relation
    from kgqa.model import IRI

_MOST = 50


def apposition() -> Iterator[Rule]:
    """All rules of names beside what they are, and of nouns that are compared with their owner."""
    yield from rules("E", "OWNED E", apposed, cost=1)
    yield from rules("E", "the RN of NP E", _apposed, cost=1)
    yield from rules("FIRSTRN", "ORD born RN", nth)
    yield from rules("FIRST", "ORD born NB", nth)
    yield from rules("RN", "COMPS RN", _than_owner)
    yield from rules("RN", "only|sole RN", _only)
    yield from rules("PRED", "the? ORD SUP", lambda _, place, degree: Extreme(degree, place=place))
    yield from rules("PRED", "the? COMPS", lambda _, degree: Extreme(degree))
    yield from rules("Q", f"to|of|for who|whom {BE} NP a|an|the? N", _role)


def apposed(kinds: Kinds, owned: Form, thing: Entity) -> Entity | None:
    """The candidates of a mention that are what it is said to be; None when none is, or nobody can tell."""
    if not isinstance(owned, Join) or not isinstance(owned.of, Entity) or thing.every or owned.of.every:
        return None
    if len(thing.iris) > _MOST or len(owned.of.iris) > _MOST:
        return None
    fit = tuple(iri for iri in thing.iris if any(_is_so(kinds, owned.relation, of, iri) for of in owned.of.iris))
    return Entity(fit, thing.mention, thing.typo, thing.at) if fit else None


def _apposed(kinds: Kinds, noun: Form, owner: Form, thing: Entity) -> Entity | None:
    owned = filled(kinds, noun, owner)
    return None if owned is None else apposed(kinds, owned, thing)


def _is_so(kinds: Kinds, relation: Relation, of: IRI, value: IRI) -> bool:
    start, end = (value, of) if relation.inverse else (of, value)
    return any(True for _ in kinds.store.match(start, relation.property, end))


def _than_owner(kinds: Kinds, degree: Degree, noun: Form) -> Ranked | None:
    """ "X's older brothers": who are older than X, where the relation is one of two to each other."""
    if not isinstance(noun, Join) or noun.of != HOLE or not kinds.is_mutual(noun.relation):
        return None
    return each(compared(kinds, degree, HOLE), lambda condition: met(kinds, noun, condition))


def _only(kinds: Kinds, noun: Form) -> Form | None:
    """ "X's only sister": the sister of X if X has but one."""
    if not isinstance(noun, Join) or noun.of != HOLE or kinds.literal_of(noun) is not None:
        return None
    return Join(noun.relation, Intersection(HOLE, Compare(Count(noun), "=", number(1))))


def _role(kinds: Kinds, thing: Form, noun: Relation) -> Question | None:
    """ "To whom was X an uncle": everything whose uncle X is."""
    found = filled(kinds, Join(noun.reversed(), HOLE), thing)
    return None if found is None else Question(found, "who")
