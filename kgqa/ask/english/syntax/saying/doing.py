"""What verbs say, with all that belongs to them: "X was born in 1955 in Rome to A and B".

Each adjunct is a claim of its own, in the sense of the verb that it fits. Of what two do to each other ("X married Y in
1900 in Rome") times and places are those of the one record of both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.ask.compose.amounts import timed
from kgqa.ask.compose.sets import filled, joined
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.saying.adjuncts import Aged, At, Beside, Than
from kgqa.ask.english.syntax.saying.aging import aged
from kgqa.ask.english.syntax.saying.apart import so_far_apart
from kgqa.ask.english.syntax.saying.predicate import all_of, both, member
from kgqa.ask.english.syntax.saying.recording import of_record
from kgqa.ask.english.syntax.truths import is_plural
from kgqa.ask.english.syntax.verbal import PLACING, active, does, doing, measured, placed_verb, stands
from kgqa.ask.forest import Ranked
from kgqa.ask.form import (
    HOLE,
    Compare,
    DateIn,
    Entity,
    Exists,
    Form,
    Join,
    Overlap,
    Question,
    Relation,
    Span,
    Value,
)
from kgqa.ask.statement import Said, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.amounts import Time
    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.english.occurring import Verb
    from kgqa.ask.english.syntax.saying.adjuncts import Adjunct
    from kgqa.ask.english.syntax.saying.predicate import Things
    from kgqa.ask.lexicon import Sense

_MUTUAL = frozenset((None, "to", "with", "from"))


@dataclass(frozen=True, slots=True)
class Doing:
    """A verb with its auxiliaries."""

    verb: Verb
    denied: bool = False
    passive: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """A verb with its adjuncts."""

    doing: Doing
    adjuncts: tuple[Adjunct, ...] = ()

    def of(self, kinds: Kinds, things: Things) -> Ranked | None:
        """That the subjects do it, each, or two to each other."""
        lasts = self.doing.passive and any(sense.stative for sense, _ in self.doing.verb.senses)
        if lasts and self.doing.denied and any(isinstance(adjunct, At) for adjunct in self.adjuncts):
            # "Were not married in 1930" may say that they were not by then, or that it was another year.
            return None
        mutual = _to_each_other(kinds, self, things)
        if mutual is not None:
            return mutual
        if self.doing.denied and len(things) > 1:
            return None
        return all_of(_of_one(kinds, self, thing) for thing in things)


def _of_one(kinds: Kinds, done: Done, thing: Form) -> Ranked | None:
    if not done.adjuncts:
        return _denied(_at_all(kinds, done.doing, thing), done.doing.denied)
    partner = next((p for a in done.adjuncts if (p := _partner(kinds, done.doing, thing, a)) is not None), None)
    if partner is not None and len(done.adjuncts) > 1:
        return _recorded(kinds, done, thing, partner)
    found = all_of(_adjunct(kinds, done, thing, adjunct) for adjunct in done.adjuncts)
    return _denied(found, done.doing.denied)


def _denied(found: Ranked | None, denied: bool) -> Ranked | None:
    return each(found, Statement.denied) if denied else found


def _said(form: Form | None) -> Statement | None:
    return None if form is None else Statement((Said(form),))


def _cheapest(found: list[tuple[Statement, int]]) -> Ranked | None:
    """The statements that cost the least."""
    least = min((cost for _, cost in found), default=0)
    kept = dict.fromkeys(statement for statement, cost in found if cost == least)
    return Ranked(tuple((statement, least) for statement in kept)) if kept else None


def _at_all(kinds: Kinds, doing: Doing, thing: Form) -> Ranked | None:
    """That it is done at all: that something is told of it."""
    found: list[tuple[Statement, int]] = []
    for sense, cost in doing.verb.senses:
        relation = active(sense)
        tells = kinds.literal(relation) is not None or "where" in kinds.words(relation)
        if sense.strict:
            continue
        if doing.passive and not doing.verb.gerund and not tells and not kinds.is_mutual(relation):
            relation = relation.reversed() if sense.preposition in {None, "by"} else relation
        form = joined(kinds, relation, thing)
        if form is not None and (isinstance(thing, Entity) or not is_plural(thing)):
            dearer = 1 if kinds.literal(relation) is not None else 2 if tells else 0
            found.append((Statement((Said(Exists(form)),)), cost + dearer))
    return _cheapest(found)


def _adjunct(kinds: Kinds, done: Done, thing: Form, adjunct: Adjunct) -> Ranked | None:
    """What an adjunct says of the subject, by the sense of the verb that it fits."""
    found: list[tuple[Statement, int]] = []
    for sense, cost in done.doing.verb.senses:
        for form, extra in _forms(kinds, done, thing, adjunct, sense):
            statement = form if isinstance(form, Statement) else _said(form)
            if statement is not None:
                found.append((statement, cost + extra))
    tells = isinstance(adjunct, At) or (isinstance(adjunct, Beside) and adjunct.preposition in PLACING)
    of_object = _of_object(kinds, done, adjunct) if tells else None
    if of_object is not None:
        # "X bore Y in 1900" is no birth of X: where it may be of either, nobody knows.
        return None if found else of_object
    return _cheapest(found)


def _forms(
    kinds: Kinds, done: Done, thing: Form, adjunct: Adjunct, sense: Sense
) -> Iterator[tuple[Form | Statement | None, int]]:
    match adjunct:
        case At(time=time):
            yield _at(kinds, measured(sense), thing, time), 0
        case Beside(preposition=None, things=things) if not done.doing.passive or done.doing.verb.gerund:
            yield _all([_object(kinds, sense, thing, other) for other in things]), 0
        case Beside(preposition=str() as p, things=things) if p != "by" or done.doing.passive:
            yield from _all_ranked([_placed(kinds, sense, thing, p, other) for other in things])
        case Aged():
            for form in aged(kinds, done.doing.verb, sense, thing, adjunct):
                yield form, 0
        case Than():
            for about in (False, True) if adjunct.apart is not None else (False,):
                said = [_than(kinds, measured(sense), thing, adjunct, other, about=about) for other in adjunct.things]
                yield _all(said), 0
        case _:
            return


def _all(forms: list[Form | None]) -> Statement | None:
    found = tuple(Said(form) for form in forms if form is not None)
    return Statement(found) if found and len(found) == len(forms) else None


def _all_ranked(found: list[Ranked | None]) -> Iterator[tuple[Statement, int]]:
    together = all_of(each(one, lambda question: _said(question.form)) for one in found)
    if together is not None:
        yield from together.alternatives


def _at(kinds: Kinds, relation: Relation | None, thing: Form, time: Time) -> Form | None:
    """That a date of a thing lies in a time."""
    if relation is None or relation.inverse:
        return None
    if kinds.literal(relation) == "date" and not is_plural(thing):
        when = joined(kinds, relation, thing)
        return None if when is None else _lies(when, relation, thing, time)
    condition = timed(kinds, Join(relation, HOLE), time)
    fits = condition is not None and joined(kinds, relation, thing) is not None
    return member(kinds, thing, condition) if condition is not None and fits else None


def _lies(when: Form, relation: Relation, thing: Form, time: Time) -> Form:
    if time.operator == "in" and isinstance(time.date, Value):
        return DateIn(when, time.date.literal)
    return Overlap(Compare(Join(relation, HOLE), time.operator, time.date), thing)


def _object(kinds: Kinds, sense: Sense, thing: Form, other: Form) -> Form | None:
    if isinstance(thing, Entity) and not is_plural(other):
        found = does(kinds, thing, sense)
        if found is None or kinds.literal_of(found) is not None or not kinds.meet(found, other):
            return None
        return Overlap(found, other)
    found = doing(kinds, sense, other)
    return None if found is None else member(kinds, thing, found)


def _placed(kinds: Kinds, sense: Sense, thing: Form, preposition: str, other: Form) -> Ranked | None:
    if isinstance(thing, Entity):
        with_nobody = preposition == "with" and sense.preposition != "with"
        if is_plural(other) or (with_nobody and (sense.relation is None or not kinds.is_mutual(sense.relation))):
            return None
        return stands(kinds, preposition, thing, sense, other)
    found = placed_verb(kinds, preposition, sense, other)
    return each(found, lambda form: _asked(member(kinds, thing, form)))


def _asked(form: Form | None) -> Question | None:
    return None if form is None else Question(form)


def _than(kinds: Kinds, relation: Relation | None, thing: Form, than: Than, other: Form, *, about: bool) -> Form | None:
    """That it was done to one thing before, or after, it was done to another; `about`: some years apart or one less."""
    if relation is None or kinds.literal(relation) != "date" or is_plural(other):
        return None
    by = Join(relation, HOLE)
    limit = filled(kinds, by, other)
    if limit is None:
        return None
    if than.apart is None:
        return member(kinds, thing, Compare(by, than.operator, limit))
    count, unit = than.apart
    start, end = (by, limit) if than.operator == "<" else (limit, by)
    apart = so_far_apart(Span(start, end, unit), count, about=about)  # type: ignore[arg-type]
    return None if apart is None else member(kinds, thing, apart)


def _of_object(kinds: Kinds, done: Done, adjunct: Adjunct) -> Ranked | None:
    """ "X founded Y in 1990": the date, or the place, is that of the object."""
    things = [a.things for a in done.adjuncts if isinstance(a, Beside) and a.preposition is None]
    if not things or len(things[0]) != 1:
        return None
    found: list[tuple[Statement, int]] = []
    for sense, cost in done.doing.verb.senses:
        for form, extra in _forms(kinds, done, things[0][0], adjunct, sense):
            statement = form if isinstance(form, Statement) else _said(form)
            if statement is not None:
                found.append((statement, cost + extra))
    return _cheapest(found)


def _partner(kinds: Kinds, doing: Doing, thing: Form, adjunct: Adjunct) -> tuple[Relation, Form] | None:
    """With whom a thing does what records tell of both."""
    if not isinstance(adjunct, Beside) or adjunct.preposition not in _MUTUAL or len(adjunct.things) != 1:
        return None
    other = adjunct.things[0]
    relation = mutual_relation(kinds, doing.verb, adjunct.preposition)
    return None if relation is None or other == thing else (relation, other)


def mutual_relation(kinds: Kinds, verb: Verb, preposition: str | None = None) -> Relation | None:
    """The relation of two to each other that a verb tells of, and of which there are records."""
    found = [
        sense.relation
        for sense, _ in verb.senses
        if sense.relation is not None
        and (sense.preposition in {None, preposition} or (preposition is None and sense.preposition in _MUTUAL))
        and kinds.literal(sense.relation) is None
        and kinds.is_mutual(sense.relation)
    ]
    return found[0] if found else None


def _recorded(kinds: Kinds, done: Done, thing: Form, partner: tuple[Relation, Form]) -> Ranked | None:
    """What is said of the one record of two."""
    relation, other = partner
    found: Ranked | None = None
    if not done.doing.denied:
        found = each(_said(member(kinds, other, Join(relation, thing))), lambda statement: statement)
    for adjunct in done.adjuncts:
        if isinstance(adjunct, Beside) and adjunct.things == (other,):
            continue
        said = _said(of_record(kinds, done.doing.verb, relation, (thing, other), adjunct))
        if said is None:
            return None
        found = each(said, lambda statement: statement) if found is None else both(found, said)
    return _denied(found, done.doing.denied)


def _to_each_other(kinds: Kinds, done: Done, things: Things) -> Ranked | None:
    """What two do to each other: "X and Y married in 1900"."""
    objects = any(isinstance(a, Beside) and a.preposition in _MUTUAL for a in done.adjuncts)
    if len(things) != 2 or objects or not all(isinstance(thing, Entity) for thing in things):
        return None
    relation = mutual_relation(kinds, done.doing.verb)
    one, other = things
    if relation is None or one == other:
        return None
    if not done.adjuncts:
        said = _said(Overlap(Join(relation, one), other, mutual=True))
        return _denied(each(said, lambda statement: statement), done.doing.denied)
    return _recorded(kinds, done, one, (relation, other))
