"""What two things have both: children of X and Y, grandparents that X and Y share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.compose.sets import filled, met
from kgqa.ask.forest import Ranked
from kgqa.ask.form import Entity, Form, Relation, Union
from kgqa.ask.structure import joins
from kgqa.model import IRI, KGQA, Literal

if TYPE_CHECKING:
    from kgqa.ask.compose.kinds import Kinds

_AT_MOST = IRI(KGQA + "atMost")


def of_each(kinds: Kinds, noun: Form, one: Form, other: Form) -> Form | None:
    """What both things have as the noun: their common grandparents."""
    if one == other:
        return None
    left, right = filled(kinds, noun, one), filled(kinds, noun, other)
    return None if left is None or right is None else met(kinds, left, right)


def owned(kinds: Kinds, noun: Form, of: Form) -> Form | Ranked | None:
    """What is the noun of its owners; of two that "and" joins what both have, or what either has.

    What can have a few owners together is theirs together (children of two parents); a single one is of both; else
    both readings are as likely.
    """
    either = filled(kinds, noun, of)
    if not isinstance(of, Union) or not isinstance(of.left, Entity) or not of.joint:
        return either
    relation = next((join.relation for join in joins(noun)), None)
    if either is None or relation is None or kinds.literal_of(noun) is not None:
        return either
    both = None if _has_one_owner(kinds, relation) else of_each(kinds, noun, of.left, of.right)
    if both is None:
        return either
    if not relation.plural or are_few(kinds, relation.reversed()):
        return Ranked(((both, 0), (either, 1)))
    return either if _is_single(kinds, relation) else Ranked(((both, 0), (either, 0)))


def _is_single(kinds: Kinds, relation: Relation) -> bool:
    return any(not r.inverse and r.property in kinds.schema.functional for r in kinds.schema.wider(relation))


def _has_one_owner(kinds: Kinds, relation: Relation) -> bool:
    return _is_single(kinds, relation.reversed())


def few_together(kinds: Kinds) -> Relation | None:
    """The one relation of which things have a declared number of values, more than one: the two parents of anybody."""
    declared = kinds.store.match(None, _AT_MOST)
    few = {t.subject for t in declared if isinstance(t.object, Literal) and t.object.lexical not in {"0", "1"}}
    found = [each for each in few if isinstance(each, IRI)]
    return Relation(found[0]) if len(found) == 1 else None


def are_few(kinds: Kinds, relation: Relation) -> bool:
    """Whether things have a declared number of what the relation leads to, more than one: two parents."""
    return any(
        isinstance(triple.object, Literal) and triple.object.lexical not in {"0", "1"}
        for wider in kinds.schema.wider(relation)
        if not wider.inverse
        for triple in kinds.store.match(wider.property, _AT_MOST)
    )
