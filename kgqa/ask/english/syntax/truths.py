"""Questions for yes or no.

What is asked of a thing, or of a member that is not named, holds of one; what is asked of a definite set holds of
all its members: several objects ("the children of X") would have to be asked for one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.links import Link, ways
from kgqa.ask.compose.measures import compared
from kgqa.ask.compose.sets import filled, joined, overlapping, placed
from kgqa.ask.english.syntax.nominals import identity
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.verbal import PLACING, does, doing, placed_verb, stands
from kgqa.ask.english.syntax.words import BE, DO, HAVE, PREPOSITIONS, SOME
from kgqa.ask.forest import Ranked
from kgqa.ask.form import HOLE, All, Class, DateIn, Entity, Exists, Form, Join, Overlap, Question, Relation, Union
from kgqa.ask.structure import joins

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.lexicon import Sense
    from kgqa.model import Literal


def truths() -> Iterator[Rule]:
    """All rules of yes/no questions."""
    yield from _being()
    yield from _doing()
    yield from _owning()
    yield from _comparing()


def _being() -> Iterator[Rule]:
    yield from rules("ONE", "E", identity)
    yield from rules("ONE", "the W", identity)
    yield from rules("ONE", "SOME", identity)
    for subject in ("ONE",):
        yield from rules("Q", f"{BE} {subject} a|an? C", lambda k, s, c: of_one(k, s, Class(c)))
        yield from rules("Q", f"{BE} {subject} X", one_of)
    for subject in ("DEF", "EVERY"):
        yield from rules("Q", f"{BE} {subject} a|an? C", lambda k, s, c: of_all(k, s, Class(c)))
        yield from rules("Q", f"{BE} {subject} X", of_all)
        yield from rules("Q", f"{DO} {subject} V NP", lambda k, s, v, o: of_all(k, s, _doing_it(k, v, o)))
    yield from rules("Q", f"{BE} DEF E", named)
    yield from rules("Q", f"{BE} E a|an N", lambda _, e, n: plays(e, n), cost=1)
    yield from rules("Q", f"{BE} ONE LINK", linked)
    yield from rules("Q", f"{BE} SOME E", lambda k, x, e: one_of(k, e, x))
    yield from rules("Q", f"{BE} EVERY E", of_all)
    yield from rules("Q", f"{BE} E the|a|an? N of|to EVERY", lambda k, e, n, x: of_all(k, x, _joined(k, n, e)))
    yield from rules("Q", f"{BE} E and E N", mutual)


def _joined(kinds: Kinds, noun: Relation, thing: Form) -> Form | None:
    return filled(kinds, Join(noun.reversed(), HOLE), thing)


def _doing_it(kinds: Kinds, verb: Sense, patient: Form) -> Form | None:
    return doing(kinds, verb, patient)


def _doing() -> Iterator[Rule]:
    yield from rules("Q", f"{DO} ONE V NP", lambda k, s, v, o: _true(k, does(k, s, v), o))
    for p in PREPOSITIONS:
        done = BE if p == "by" else f"{BE}|{DO}"
        yield from rules(
            "Q", f"{done} ONE V {p} NP", lambda k, s, v, o, p=p: None if is_plural(o) else stands(k, p, s, v, o)
        )
        for subject in ("DEF", "EVERY"):
            yield from rules(
                "Q",
                f"{done} {subject} V {p} NP",
                lambda k, s, v, o, p=p: each(placed_verb(k, p, v, o), lambda x: of_all(k, s, x)),
            )
    for subject in ("ONE", "DEF"):
        yield from rules("Q", f"{BE} {subject} V in|on? D", lambda k, s, v, d: None if v.stative else dated(k, s, v, d))
        yield from rules("Q", f"{DO} {subject} get? V in|on? D", dated)


def _owning() -> Iterator[Rule]:
    yield from rules("Q", f"{DO} NP have {SOME}? RN", has)
    yield from rules("Q", f"{HAVE} NP got? {SOME}? RN", has)
    yield from rules("Q", f"{BE} there any? DEF", lambda _, x: Question(Exists(x)))
    yield from rules("Q", f"{BE} there SOME", lambda _, x: Question(Exists(x)))


def _comparing() -> Iterator[Rule]:
    yield from rules("Q", f"{BE} ONE COMP than NP", _compares)
    yield from rules("Q", f"{DO}? ONE COMPV NP", _compares)


def _compares(kinds: Kinds, thing: Form, degree: object, than: Form) -> Ranked | None:
    found = compared(kinds, degree, than) if isinstance(thing, Entity) else None  # type: ignore[arg-type]
    if found is None:
        return None
    return Ranked(tuple((Question(Overlap(form, thing)), cost) for form, cost in found.alternatives))


def is_plural(form: Form) -> bool:
    """Whether the question puts any set of the form in the plural."""
    return any(join.relation.plural for join in joins(form))


def of_one(kinds: Kinds, subject: Form, predicate: Form | None) -> Question | None:
    """Whether `subject`, or a member of it, is in a set."""
    if predicate is None or not kinds.meet(subject, predicate):
        return None if predicate is None or not isinstance(predicate, Class) else Question(Overlap(predicate, subject))
    return Question(Overlap(predicate, subject))


def of_all(kinds: Kinds, subject: Form, predicate: Form | None) -> Question | None:
    """Whether all members of `subject` are in a set."""
    if predicate is None or is_plural(predicate) or kinds.literal_of(subject) is not None:
        return None
    if not isinstance(predicate, Class) and not kinds.meet(subject, predicate):
        return None
    return Question(All(subject, predicate))


def one_of(kinds: Kinds, thing: Form, group: Form) -> Question | None:
    """Whether a named thing is in a set: "is X the uncle of Y's children" is asked of every child."""
    if kinds.literal_of(group) is not None:
        return None
    if isinstance(group, Join) and isinstance(group.of, Union) and group.of.joint:
        return Question(All(group.of, Join(group.relation.reversed(), thing)))
    if isinstance(group, Join) and is_plural(group.of):
        if isinstance(group.of, Join) and is_plural(group.of.of):
            return None
        return Question(All(group.of, Join(group.relation.reversed(), thing)))
    return Question(Overlap(group, thing))


def named(kinds: Kinds, group: Form, thing: Form) -> Question | None:
    """Whether a set is a named thing: "is X's daughter Y", "are X's daughters Y"."""
    return of_all(kinds, group, thing) if is_plural(group) else one_of(kinds, thing, group)


def linked(kinds: Kinds, thing: Form, link: Link) -> Ranked | None:
    """Whether a thing is in another."""
    found = ways(kinds, thing, link)
    place = placed(kinds, link.of) if link.preposition in PLACING else link.of
    return Ranked(tuple((Question(Overlap(Join(r, thing), place)), cost) for r, cost in found)) if found else None


def _true(kinds: Kinds, left: Form | None, right: Form) -> Question | None:
    if left is None or is_plural(right) or kinds.literal_of(left) is not None or not kinds.meet(left, right):
        return None
    return overlapping(left, right)


def dated(kinds: Kinds, subject: Form, verb: Sense, date: Literal) -> Question | None:
    """Whether it is done at a time: "did X marry in 1995"."""
    relation = verb.relation
    if relation is None or kinds.literal(relation) != "date" or is_plural(subject):
        return None
    when = joined(kinds, relation, subject)
    return None if when is None else Question(DateIn(when, date))


def has(kinds: Kinds, subject: Form, noun: Form) -> Question | None:
    """Whether there is any: what several have is not asked of one of them."""
    form = None if is_plural(subject) else filled(kinds, noun, subject)
    return None if form is None else Question(Exists(form))


def plays(thing: Form, noun: Relation) -> Question:
    """Whether a thing is a father: whether it is the father of any."""
    return Question(Exists(Join(noun.reversed(), thing)))


def mutual(kinds: Kinds, one: Entity, other: Entity, noun: Relation) -> Question | None:
    """Whether two things stand in a relation to each other."""
    return Question(Overlap(Join(noun, one), other, mutual=True)) if kinds.is_mutual(noun) else None
