"""The role before who has it, or after it once more: "as a son of Y, X is on record", "the child of Y, his mother"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import Amount, bounded
from kgqa.ask.english.syntax.saying.adjuncts import Beside
from kgqa.ask.english.syntax.saying.being import IsRole, Several, said_of
from kgqa.ask.english.syntax.saying.doing import Doing, Done
from kgqa.ask.english.syntax.saying.having import HasRole, is_place
from kgqa.ask.english.syntax.saying.predicate import Owned, Things, are_inverse, both, member, roles, singular
from kgqa.ask.english.syntax.saying.sorts import Made
from kgqa.ask.english.syntax.truths import is_plural
from kgqa.ask.english.syntax.words import BE, HAVE, HIS, OF
from kgqa.ask.form import Class, Entity, Form, Join, Overlap
from kgqa.ask.statement import Said, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.english.occurring import Verb
    from kgqa.ask.forest import Ranked
    from kgqa.model import IRI


def roles_first() -> Iterator[Rule]:
    """All rules of roles before, or after, who has them."""
    yield from _as_roles()
    yield from _one_of_them()
    yield from _twice()
    yield from _by_somebody()


def _as_roles() -> Iterator[Rule]:
    """ "As a father, Y had X", "in X, Y had a brother", "as a son of Y, X is on record"."""
    as_one = lambda k, noun, ys, d, xs: HasRole(noun, xs, d).of(k, ys)  # noqa: E731
    yield from rules("SAYS", f"as|for the|a|an|{HIS}? ROLE XS HAVING XS", as_one)
    yield from rules("SAYS", f"in T XS HAVING the|a|an|{HIS} ROLE", _had_in)
    listed = "recorded|listed|known|named|given|registered|documented|entered|mentioned"
    yield from rules("SAYS", f"as the|a|an? R XS {BE} {listed}", lambda k, role, xs: roles(k, xs, role))
    yield from rules("SAYS", f"as the|a|an? R XS {BE} on record|file", lambda k, role, xs: roles(k, xs, role))
    yield from rules("SAYS", f"as the|a|an? R XS {BE} VERB", _made)
    yield from rules("SAYING", f"{BE} VERB as the|a|an? R", lambda _, verb, role: Made(verb, role))
    yield from rules("SAYING", "VGROUP as the|a|an? R", _did_as)
    yield from rules("SAYS", f"the ROLE XS {HAVE} BEING XS", lambda k, n, ys, d, xs: HasRole(n, xs, d).of(k, ys))


def _had_in(kinds: Kinds, thing: Form, owners: Things, denied: bool, noun: Form) -> Ranked | None:
    """ "In X, Y had a friend"; but in a place one only has friends."""
    return None if is_place(kinds, thing) else HasRole(noun, (thing,), denied).of(kinds, owners)


def _did_as(_: Kinds, doing: Doing, role: Owned) -> Several | None:
    """ "Came into the world as a son of Y": did, and was."""
    return None if doing.denied or doing.passive else Several((Done(doing), IsRole(role)))


def _made(kinds: Kinds, role: Owned, things: Things, verb: Verb) -> Ranked | None:
    return Made(verb, role).of(kinds, things)


def _one_of_them() -> Iterator[Rule]:
    """ "One of the two sons of Y", "of Y's sons, X is one", "among Y's children we find a son, X"."""
    yield from rules("SAYING", "BEING one|some of the? AMT R", _one_of_many)
    yield from rules("SAYING", f"BEING one of the AMT ROLE XS {HAVE}", _of_many_had)
    yield from rules("SAYS", "of the? R XS BEING one|some", lambda k, r, xs, d: _one(k, xs, r, d))
    yield from rules("SAYS", "of the? R one|some BEING XS", lambda k, r, d, xs: _one(k, xs, r, d))
    yield from rules("SAYS", "one R BEING XS", lambda k, r, d, xs: None if is_plural(r.noun) else _one(k, xs, r, d))
    yield from rules("SAYS", "one of the? R NAMES XS", lambda k, r, d, xs: _one(k, xs, r, d))
    yield from rules("SAYS", "a|an R NAMES XS", lambda k, r, d, xs: _one(k, xs, r, d))
    find = "we|one|you find|finds|found|have|meet|count|see"
    for named in ("", "NAMEDAS"):
        for found in (f"{find} the|a|an ROLE {named} T", f"there {BE} the|a|an ROLE {named} T"):
            yield from rules("SAYS", f"among|amongst the? R {found}", _found_among)


def _one(kinds: Kinds, things: Things, role: Owned, denied: bool) -> Ranked | None:
    return roles(kinds, things, Owned(singular(role.noun), role.owners), denied=denied)


def _one_of_many(_: Kinds, denied: bool, amount: Amount, role: Owned) -> OneOfMany | None:
    return None if denied or not is_plural(role.noun) else OneOfMany(role, amount)


def _of_many_had(_: Kinds, denied: bool, amount: Amount, noun: Form, owners: Things) -> OneOfMany | None:
    return _one_of_many(_, denied, amount, Owned(noun, owners))


class OneOfMany:
    """Being one of so many: that there are so many as well."""

    __slots__ = ("_amount", "_role")

    def __init__(self, role: Owned, amount: Amount) -> None:
        self._role, self._amount = role, amount

    def of(self, kinds: Kinds, things: Things) -> Ranked | None:
        """That each of the subjects is, and that the owner has so many."""
        many = bounded(kinds, self._role.noun, self._amount)
        if many is None or len(self._role.owners) != 1:
            return None
        count = member(kinds, self._role.owners[0], many)
        one = _one(kinds, things, self._role, False)
        return None if count is None else both(one, Statement((Said(count),)))


def _found_among(kinds: Kinds, role: Owned, noun: Form, *values: object) -> Ranked | None:
    """Who is one of them is what the other noun says as well."""
    thing: Form = values[-1]  # type: ignore[assignment]
    if not is_plural(role.noun):
        return None
    return both(_one(kinds, (thing,), role, False), roles(kinds, (thing,), Owned(noun, role.owners)))


def _twice() -> Iterator[Rule]:
    """ "The child of X, his mother", "as a son, a child of Y", "a son both of Y and of Z"."""
    for his in ("the", HIS):
        of_one = f"the|a|an? ROLE {OF} T {his} ROLE"
        yield from rules("SAYING", f"IS {of_one}", lambda _, d, n, x, back: _of_back(n, x, back, d))
        yield from rules("SAYING", f"{BE} VERB as? {of_one}", lambda _, v, n, x, back: _of_back(n, x, back, False, v))
    for both_of in (f"both {OF} T and {OF} T", f"{OF} T and {OF} T", f"{OF} T and also {OF} T"):
        pattern = f"IS the|a|an? ROLE {both_of}"
        yield from rules("SAYING", pattern, lambda _, d, n, x, y: None if d else IsRole(Owned(n, (x, y))))
    twice = f"IS as the|a|an? ROLE the|a|an ROLE {OF} OWNERS"
    yield from rules("SAYING", twice, lambda _, d, n, m, xs: _as_both(n, m, xs, d))
    yield from rules("SAYING", f"{BE} VERB {OF}|by|from T the|{HIS} ROLE", _done_by_role)


def _as_both(noun: Form, other: Form, owners: Things, denied: bool) -> Several | None:
    return None if denied else Several((IsRole(Owned(noun, owners)), IsRole(Owned(other, owners))))


class OfBack:
    """Being what a noun says to one who is what another noun says back: "the child of X, the mother"."""

    __slots__ = ("_back", "_noun", "_owner", "_verb")

    def __init__(self, noun: Form, owner: Form, back: Form, verb: Verb | None) -> None:
        self._noun, self._owner, self._back, self._verb = noun, owner, back, verb

    def of(self, kinds: Kinds, things: Things) -> Ranked | None:
        """That both are so, where the nouns tell of one relation."""
        noun, back = self._noun, self._back
        if not isinstance(noun, Join) or not isinstance(back, Join) or len(things) != 1:
            return None
        if not isinstance(things[0], Entity):
            return None
        if not are_inverse(kinds, noun.relation, back.relation):
            return None
        role = Owned(noun, (self._owner,))
        forth = roles(kinds, things, role) if self._verb is None else Made(self._verb, role).of(kinds, things)
        return both(forth, roles(kinds, (self._owner,), Owned(back, things)))


def _of_back(noun: Form, owner: Form, back: Form, denied: bool, verb: Verb | None = None) -> OfBack | None:
    return None if denied else OfBack(noun, owner, back, verb)


class DoneByRole:
    """What is done by one who is what a noun says to the subject: "was born of X, the mother"."""

    __slots__ = ("_noun", "_other", "_verb")

    def __init__(self, verb: Verb, other: Form, noun: Form) -> None:
        self._verb, self._other, self._noun = verb, other, noun

    def of(self, kinds: Kinds, things: Things) -> Ranked | None:
        """That the other is, where the verb tells of it."""
        if not isinstance(self._noun, Join) or not tells(kinds, self._verb, self._noun):
            return None
        return roles(kinds, (self._other,), Owned(self._noun, things))


def _done_by_role(_: Kinds, verb: Verb, other: Form, noun: Form) -> DoneByRole:
    return DoneByRole(verb, other, noun)


def tells(kinds: Kinds, verb: Verb, noun: Join) -> bool:
    """Whether a verb and a noun tell of one relation, whichever way."""
    wider = kinds.schema.wider(noun.relation)
    told = [sense.relation for sense, _ in verb.senses if sense.relation is not None]
    return any(relation in wider or relation.reversed() in wider for relation in told)


def _by_somebody() -> Iterator[Rule]:
    """ "A mother named X bore Y", "the woman from whom Y descends is X"."""
    yield from rules("SAYS", "a|an ROLE NAMEDAS T VGROUP XS", _somebody_did)
    for p in ("from", "of", "by", "to", "with"):
        whom = f"{p} whom|which XS VGROUP"
        by = lambda k, xs, v, d, y, p=p: _whom(k, (xs, v, p), y, d)  # noqa: E731
        yield from rules("SAYS", f"the one|person {whom} BEING T", by)
        yield from rules("SAYS", f"T BEING the one|person {whom}", lambda k, y, d, xs, v, b=by: b(k, xs, v, d, y))
        yield from rules("SAYS", f"T BEING one of those {whom}", lambda k, y, d, xs, v, b=by: b(k, xs, v, d, y))
        of_kind = lambda k, c, xs, v, d, y, p=p: _whom(k, (xs, v, p), y, d, c)  # noqa: E731
        yield from rules("SAYS", f"the C {whom} BEING T", of_kind)
        yield from rules("SAYS", f"T BEING the C {whom}", lambda k, y, d, c, xs, v, b=of_kind: b(k, c, xs, v, d, y))
    yield from rules("SAYING", "BEING among|amongst those VERB ADJUNCTS", _among_those)
    yield from rules("SAYING", "BEING one of those VERB ADJUNCTS", _among_those)


def _somebody_did(kinds: Kinds, noun: Form, _: bool, thing: Form, doing: Doing, things: Things) -> Ranked | None:
    if doing.denied or doing.passive or not isinstance(noun, Join) or not tells(kinds, doing.verb, noun):
        return None
    return roles(kinds, (thing,), Owned(noun, things))


def _whom(
    kinds: Kinds, done: tuple[Things, Doing, str], thing: Form, denied: bool, kind: IRI | None = None
) -> Ranked | None:
    things, doing, preposition = done
    if denied or doing.denied:
        return None
    said = said_of(kinds, things, Done(doing, (Beside(preposition, (thing,)),)))
    if kind is None or not isinstance(thing, Entity):
        return said if kind is None else None
    return both(said, Statement((Said(Overlap(Class(kind), thing)),)))


def _among_those(_: Kinds, denied: bool, verb: Verb, adjuncts: tuple[object, ...]) -> Done | None:
    done = Doing(verb, denied, passive=True)
    return Done(done, adjuncts) if verb.participle else None  # type: ignore[arg-type]
