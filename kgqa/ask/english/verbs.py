"""What verbs say of sets: "S verb O" holds when S stands in the verb's relation to O; "film directed by person" is said
of the film.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.form import (
    All,
    Class,
    Count,
    DateIn,
    Entity,
    Exists,
    Form,
    Intersection,
    Join,
    Overlap,
    Question,
    Relation,
    Within,
    joins,
)

if TYPE_CHECKING:
    from kgqa.ask.lexicon import Sense
    from kgqa.model import IRI, Literal

PLACING = frozenset(("in", "at", "on", "within", "near"))
"""Prepositions of place."""
_OF_TWO = frozenset(("to", "with"))


def active(verb: Sense) -> Relation:
    """The relation from whoever does it to what is done."""
    assert verb.relation is not None
    return verb.relation.reversed() if verb.preposition == "by" else verb.relation


def done_by(subject: Form, verb: Sense) -> Join | None:
    """Whom `subject` marries: active verbs, and those whose "to" is left out."""
    fits = verb.preposition in {None, "by", "to"} and not verb.strict
    return Join(active(verb), subject) if fits else None


def doing_to(verb: Sense, patient: Form) -> Join | None:
    """Who marries `patient`."""
    fits = verb.preposition in {None, "by"} and not verb.strict
    return Join(active(verb).reversed(), patient) if fits else None


def state(preposition: str | None, subject: Form, verb: Sense) -> Join | None:
    """What `subject` is born in, married to, directed by.

    The preposition is the verb's own; or "by", of whoever does it; or one of place, or of two to each other, where
    types allow it (see `fit`).
    """
    assert verb.relation is not None
    if preposition == "by":
        return Join(active(verb).reversed(), subject) if verb.preposition in {None, "by"} else None
    if verb.preposition == preposition:
        return Join(verb.relation, subject)
    if preposition is None:
        return None if verb.strict or verb.preposition == "by" else Join(verb.relation, subject)
    if verb.preposition is not None:
        return None
    if preposition in PLACING:
        return Join(verb.relation, subject, "place")
    return Join(verb.relation, subject, "mutual") if preposition in _OF_TWO else None


def found_at(preposition: str, verb: Sense, place: Form) -> Join | None:
    """What is born in, married to, directed by `place`."""
    if preposition == "by":
        return Join(active(verb), place) if verb.preposition in {None, "by"} else None
    there = state(preposition, place, verb)
    return None if there is None else Join(there.relation.reversed(), _located(preposition, place), there.granted)


def _located(preposition: str, place: Form) -> Form:
    return Within(place) if preposition in PLACING else place


def asked(form: Form | None, wants: str | None = None) -> Question | None:
    """The question for the members of a set, when there is one."""
    return None if form is None else Question(form, wants)


def of_kind(kind: IRI, group: Form | None) -> Question | None:
    """The question for the members of a set that are of a class."""
    return None if group is None else Question(Intersection(Class(kind), group))


def count_of_kind(kind: IRI, group: Form | None) -> Question | None:
    """The question how many members of a set are of a class."""
    return None if group is None else Question(Count(Intersection(Class(kind), group)))


# Yes and no. What is asked of a thing, or of a member that is not named, holds of one; what is asked of a definite set
# holds of all its members: several objects ("the children of X") would have to be asked for one by one.


def is_plural(form: Form) -> bool:
    """Whether the question puts any set of the form in the plural."""
    return any(join.relation.plural for join in joins(form))


def of_one(subject: Form, predicate: Form | None) -> Question | None:
    """Whether `subject`, or a member of it, is in a set."""
    return None if predicate is None else Question(Overlap(predicate, subject))


def of_all(subject: Form, predicate: Form | None) -> Question | None:
    """Whether all members of `subject` are in a set."""
    return None if predicate is None or is_plural(predicate) else Question(All(subject, predicate))


def one_of(thing: Form, group: Form) -> Question | None:
    """Whether a named thing is in a set: "is X the uncle of Y's children" is asked of every child."""
    if isinstance(group, Join) and is_plural(group.of):
        if isinstance(group.of, Join) and is_plural(group.of.of):
            return None
        return Question(All(group.of, Join(group.relation.reversed(), thing)))
    return Question(Overlap(group, thing))


def named(group: Form, thing: Form) -> Question | None:
    """Whether a set is a named thing: "is X's daughter Y", "are X's daughters Y"."""
    return of_all(group, thing) if is_plural(group) else one_of(thing, group)


def does(subject: Form, verb: Sense, patient: Form) -> Question | None:
    """Whether one thing, or a member of a set, does it to another."""
    return _true(done_by(subject, verb), patient)


def stands(preposition: str, subject: Form, verb: Sense, place: Form) -> Question | None:
    """Whether one thing, or a member of a set, is born in, married to, directed by another."""
    if preposition == "by":
        return _true(state("by", subject, verb), place)
    return _true(state(preposition, subject, verb), _located(preposition, place))


def _true(left: Join | None, right: Form) -> Question | None:
    return None if left is None or is_plural(right) else Question(Overlap(left, right))


def dated(subject: Form, verb: Sense, date: Literal) -> Question | None:
    """Whether it is done at a time: "did X marry in 1995"."""
    when = state(None, subject, verb)
    return None if when is None or is_plural(subject) else Question(DateIn(when, date))


def was_dated(subject: Form, verb: Sense, date: Literal) -> Question | None:
    """The same, said with "was": not of what lasts, since who was married in 1995 may have married long before."""
    return None if verb.stative else dated(subject, verb, date)


def has(subject: Form, noun: Relation) -> Question | None:
    """Whether there is any: what several have is not asked of one of them."""
    return None if is_plural(subject) else Question(Exists(Join(noun, subject)))


def plays(thing: Form, noun: Relation) -> Question:
    """Whether a thing is a father: whether it is the father of any."""
    return Question(Exists(Join(noun.reversed(), thing)))


def mutual(one: Entity, other: Entity, noun: Relation) -> Question:
    """Whether two things stand in a relation to each other."""
    return Question(Overlap(Join(noun, one), other, mutual=True))
