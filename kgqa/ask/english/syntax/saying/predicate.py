"""What is said of a subject, and how that becomes truth-valued forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kgqa.ask.compose.amounts import Amount, bounded, number
from kgqa.ask.compose.joint_owners import owned
from kgqa.ask.compose.sets import filled, placed
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.truths import is_plural, one_of
from kgqa.ask.form import All, Compare, Count, Entity, Form, Hole, Intersection, Join, Overlap, Relation, Union
from kgqa.ask.statement import Said, Statement
from kgqa.ask.structure import changed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.forest import Ranked

Things: TypeAlias = "tuple[Form, ...]"
"""Named things, of each of which something is said; or one set."""


@dataclass(frozen=True, slots=True)
class Owned:
    """A noun with its owners: "the son of Y", "the sons of Y and Z"."""

    noun: Form
    owners: Things


def member(kinds: Kinds, thing: Form, group: Form) -> Form | None:
    """That a thing, or a member of a set told in the singular, or all of one told in the plural, is in another set."""
    if kinds.literal_of(group) is not None or kinds.literal_of(thing) is not None:
        return None
    if isinstance(thing, Entity):
        if isinstance(group, Join) and "where" in kinds.words(group.relation):
            return Overlap(group, placed(kinds, thing, kinds.of(group)))
        question = one_of(kinds, thing, group)
        return None if question is None else question.form
    if not kinds.meet(thing, group):
        return None
    return All(thing, group) if is_plural(thing) else Overlap(group, thing)


def singular(form: Form) -> Form:
    """The form as if it were told in the singular: of "one of Y's sons" one is enough."""
    if isinstance(form, Join):
        relation = Relation(form.relation.property, form.relation.inverse)
        return Join(relation, singular(form.of))
    return changed(form, singular)


def plural(form: Join) -> Join:
    """The set as if it were told in the plural: what is said of it is said of all."""
    return Join(Relation(form.relation.property, form.relation.inverse, plural=True), form.of)


def sets_of(kinds: Kinds, role: Owned) -> list[Form | Ranked] | None:
    """The set of each owner, or that of all owners together where the noun needs them together ("the eldest of")."""
    if len(role.owners) > 1 and not _is_plain(role.noun):
        pair = role.owners[0]
        for owner in role.owners[1:]:
            pair = Union(pair, owner, joint=True)
        found = owned(kinds, role.noun, pair)
        return None if found is None else [found]
    sets: list[Form | Ranked] = []
    for owner in role.owners:
        form = filled(kinds, role.noun, owner)
        if form is None:
            return None
        sets.append(form)
    return sets


def _is_plain(noun: Form) -> bool:
    if isinstance(noun, Union):
        return _is_plain(noun.left) and _is_plain(noun.right)
    return isinstance(noun, Join)


def roles(kinds: Kinds, things: Things, role: Owned, *, denied: bool = False) -> Ranked | None:
    """That each thing is what the noun says to each owner."""
    alone = _without_only(role.noun)
    if alone is not None and (len(things) > 1 or is_plural(alone)):
        return None if denied else _only(kinds, things, Owned(alone, role.owners))
    sets = sets_of(kinds, role)
    if sets is None:
        return None
    found: Ranked | None = None
    for thing in things:
        for group in sets:
            if isinstance(thing, Entity) and thing in role.owners:
                # Nobody says of anything that it is its own brother: a pronoun stood for another.
                return None
            said = _member_said(kinds, thing, group, denied=denied)
            found = said if found is None else both(found, said)
            if found is None:
                return None
    return None if found is None else each(found, lambda statement: _denied_once(statement, denied=denied))


def _without_only(noun: Form) -> Form | None:
    """The noun of "only child", which says that there is but one."""
    match noun:
        case Join(of=Intersection(left=Hole(), right=Compare(by=Count(of=counted), operator="="))):
            return counted
        case _:
            return None


def _only(kinds: Kinds, things: Things, role: Owned) -> Ranked | None:
    """ "Y's only children were A and B": so many, and each of them."""
    many = bounded(kinds, role.noun, Amount((("=", number(len(things))),)))
    if many is None or len(role.owners) != 1:
        return None
    count = _said(member(kinds, role.owners[0], many), denied=False)
    return both(count, roles(kinds, things, role))


def _member_said(kinds: Kinds, thing: Form, group: Form | Ranked, *, denied: bool) -> Ranked | None:
    return each(group, lambda form: _said(member(kinds, thing, form), denied=denied))


def _said(form: Form | None, *, denied: bool) -> Statement | None:
    return None if form is None else Statement((Said(form, denied),))


def _denied_once(statement: Statement, *, denied: bool) -> Statement | None:
    """Of several things that are denied at once nobody knows which does not hold."""
    return statement if not denied or len(statement.said) == 1 else None


def both(one: Ranked | Statement | None, other: Ranked | Statement | None) -> Ranked | None:
    """What two statements say."""
    return each(one, lambda first: each(other, lambda second: Statement((*first.said, *second.said))))


def all_of(found: Iterable[Ranked | Statement | None]) -> Ranked | None:
    """What all statements say; None where one of them cannot be said."""
    said: Ranked | None = each(Statement(()), lambda statement: statement)
    for one in found:
        said = both(said, one)
        if said is None:
            return None
    return said


def denials(statement: Statement) -> Statement:
    """That none of what a statement says is so."""
    return Statement(tuple(said.denied() for said in statement.said))


def are_inverse(kinds: Kinds, one: Relation, other: Relation) -> bool:
    """Whether what the one is to the other the other is back, by the nouns or by wider ones: uncle and nephew."""
    wider = {relation.reversed() for relation in kinds.schema.wider(one)}
    return not wider.isdisjoint(kinds.schema.wider(other))
