"""Which readings of a clause a text can be held to: those that English allows, and that are not a guess.

A generic ("rivers flow"), a list ("they include"), and who of several has which of several are no claims of each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.form import THING, All, Class, Entity, Intersection, Join, Minus, Overlap, Union
from kgqa.ask.structure import entities, joins
from kgqa.model import IRI, OWL, RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.form import Form, Relation
    from kgqa.ask.statement import Said, Statement

_LISTING = frozenset(("include", "includes", "included", "including", "comprise", "comprises", "comprised"))
"""Said of several things these list some of them, and tell nothing of each."""
_QUANTIFIERS = frozenset(("all", "every", "each", "both", "no", "none", "any", "everyone", "everything"))
_OF_OTHERS = frozenset(("him", "her", "it"))
_DATATYPE_PROPERTY = IRI(OWL + "DatatypeProperty")


def is_tenable(statement: Statement, words: Sequence[str], kinds: Kinds) -> bool:
    """Whether a clause of these words can be held to say this."""
    said = set(words)
    if "including" in said:
        return False
    if any(_is_mixed(kinds, one.form) or _is_of_nobody(one.form) or _is_of_itself(one.form) for one in statement.said):
        return False
    if any(not _quantifies(one, said) for one in statement.said):
        return False
    return not ("or" in said and len(statement.said) > 1) and not _is_crosswise(statement.said, kinds)


def _quantifies(said: Said, words: Collection[str]) -> bool:
    """Whether all of a set are said to be something, if the form takes it so; "some are not" denies nothing of all."""
    if said.negated and "some" in words:
        return False
    if not isinstance(said.form, All):
        return True
    of = said.form.of
    if not _LISTING.isdisjoint(words) or (isinstance(of, Union) and "or" in words):
        return False
    return not (_is_kind(of) or not any(True for _ in entities(of))) or not _QUANTIFIERS.isdisjoint(words)


def _is_kind(form: Form) -> bool:
    """Whether a set is one of things of a kind, not of somebody's: "rivers that pass X"."""
    match form:
        case Class():
            return True
        case Intersection(left=left, right=right):
            return _is_kind(left) or _is_kind(right)
        case Minus(of=of):
            return _is_kind(of)
        case _:
            return False


def _is_crosswise(said: Sequence[Said], kinds: Kinds) -> bool:
    """Whether several are each said to have each of several, where each has but one."""
    found: dict[Relation, set[tuple[Entity, Entity]]] = {}
    for one in said:
        match one.form:
            case Overlap(left=Join(relation=relation, of=Entity() as of), right=Entity() as thing):
                found.setdefault(relation, set()).add((of, thing))
            case _:
                return False
    for relation, pairs in found.items():
        owners, things = {of for of, _ in pairs}, {thing for _, thing in pairs}
        several = len(owners) > 1 and len(things) > 1 and len(pairs) == len(owners) * len(things)
        if several and kinds.is_single(relation):
            return True
    return False


def _is_of_nobody(form: Form) -> bool:
    """Whether a set is that of whatever anything has: "mentors were painters", "the only mentor is X"."""
    if any(isinstance(join.of, Intersection) and join.of.left == THING for join in joins(form)):
        return True
    return isinstance(form, All) and isinstance(form.of, Join) and form.of.of == THING


def _is_of_itself(form: Form) -> bool:
    """Whether "him" or "her" stands for the subject of its own verb, which "himself" would (N. Chomsky 1981)."""
    match form:
        case Overlap(left=Join(of=Entity() as of), right=Entity() as thing):
            return of.iris == thing.iris and not _OF_OTHERS.isdisjoint((of.mention, thing.mention))
        case _:
            return False


def _is_mixed(kinds: Kinds, form: Form) -> bool:
    """Whether a named thing is taken for a value: a date, a number, a text."""
    match form:
        case Overlap(left=of, right=Entity()) | All(of=of, within=Entity()):
            if isinstance(of, Join) and _tells_values(kinds, of.relation.property):
                return not of.relation.inverse or isinstance(of.of, Entity)
            return kinds.literal_of(of) is not None
        case _:
            return False


def _tells_values(kinds: Kinds, property_: IRI) -> bool:
    return any(True for _ in kinds.store.match(property_, RDF_TYPE, _DATATYPE_PROPERTY))
