"""Being of a sort, or having a value: "was a man", "of the female sex", "the budget of X is 5000"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import bounded
from kgqa.ask.compose.sets import filled, having, joined, placed
from kgqa.ask.english.syntax.saying.predicate import Owned, Things, are_inverse, both, member, roles, sets_of
from kgqa.ask.english.syntax.truths import is_plural
from kgqa.ask.english.syntax.words import BE
from kgqa.ask.form import HOLE, Class, Entity, Exists, Form, Join, Overlap, Value
from kgqa.ask.statement import Said, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.amounts import Amount
    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.english.occurring import Verb
    from kgqa.ask.english.syntax.saying.doing import Doing
    from kgqa.ask.forest import Ranked
    from kgqa.ask.form import Relation
    from kgqa.model import IRI, Literal


def sorts() -> Iterator[Rule]:
    """All rules of sorts and values."""
    yield from rules("SAYING", "IS the|a|an? ROLE of|to a|an RN NAMEDAS T", _of_named)
    by_named = "VGROUP by|of|to|from the|a|an RN NAMEDAS T"
    yield from rules("SAYING", by_named, lambda _, doing, noun, __, thing: DoneByNamed(doing, noun, thing))
    yield from rules("SAYING", f"{BE} VERB the|a|an R", lambda _, verb, role: Made(verb, role))
    yield from rules("SAYING", "IS the|a|an C", lambda _, denied, kind: IsA(kind, denied))
    yield from rules("SAYS", "MANY IS C", lambda k, xs, denied, kind: IsA(kind, denied, plural=True).of(k, xs))
    stated = "recorded|listed|registered|given|described|entered|shown|documented|noted"
    yield from rules("SAYING", f"BEING {stated} as AP", lambda _, denied, form: Valued(form, denied))
    yield from rules("SAYING", f"{BE} VERB as? the|a|an C", lambda _, verb, kind: BornSo(verb, kind))
    yield from rules("SAYING", "IS a|an N", lambda _, denied, noun: Plays(noun, denied))
    yield from rules("SAYING", "IS no N", lambda _, denied, noun: Plays(noun, not denied))
    yield from rules("SAYS", "MANY IS N", _play)
    yield from rules("SAYING", "IS no C", lambda _, denied, kind: IsA(kind, not denied))
    yield from rules("SAYING", "BEING of the? LIT N", lambda _, d, text, noun: HasText(noun, text, d))
    yield from rules("SAYING", "belongs|belonged|belong to the LIT N", lambda _, text, noun: HasText(noun, text))
    yield from rules("SAYS", "the? R BEING in|at|on T", _lies_in)
    yield from rules("SAYS", "the? R BEING AMT", _measures)
    yield from rules("SAYS", "the? R BEING LIT", lambda k, role, d, text: _measures(k, role, d, Value(text)))


@dataclass(frozen=True, slots=True)
class IsA:
    """Being of a kind."""

    kind: IRI
    denied: bool = False
    plural: bool = False

    def of(self, kinds: Kinds, things: Things) -> Statement | None:
        """That each of the subjects is."""
        del kinds
        named = all(isinstance(thing, Entity) for thing in things) and (self.plural or len(things) == 1)
        said = tuple(Said(Overlap(Class(self.kind), thing), self.denied) for thing in things)
        return Statement(said) if named and (not self.denied or len(said) == 1) else None


@dataclass(frozen=True, slots=True)
class Valued:
    """Having a value: "is recorded as open"."""

    form: object
    denied: bool = False

    def of(self, kinds: Kinds, things: Things) -> Statement | None:
        """That the subject has."""
        if len(things) != 1 or not isinstance(self.form, Join) or not isinstance(self.form.of, Value):
            return None
        said = member(kinds, things[0], self.form) if isinstance(things[0], Entity) else None
        return None if said is None else Statement((Said(said, self.denied),))


@dataclass(frozen=True, slots=True)
class BornSo:
    """Being of a kind from what begins with a date: "was born a girl"."""

    verb: Verb
    kind: IRI

    def of(self, kinds: Kinds, things: Things) -> Statement | None:
        """That each of the subjects is, and that it happened to them."""
        told = [sense.relation for sense, _ in self.verb.senses if sense.relation is not None and not sense.strict]
        dated = any(kinds.literal(relation) == "date" for relation in told)
        return IsA(self.kind).of(kinds, things) if dated and self.verb.participle else None


@dataclass(frozen=True, slots=True)
class Plays:
    """Being what a noun says, of whomever: "was a father"."""

    noun: Relation
    denied: bool = False

    def of(self, kinds: Kinds, things: Things) -> Statement | None:
        """That each of the subjects is."""
        if kinds.literal(self.noun) is not None or (len(things) > 1 and (self.denied or not self.noun.plural)):
            return None
        forms = [joined(kinds, self.noun.reversed(), thing) for thing in things]
        said = tuple(Said(Exists(form), self.denied) for form in forms if form is not None)
        return Statement(said) if len(said) == len(things) else None


def _play(kinds: Kinds, things: Things, denied: bool, noun: Relation) -> Statement | None:
    """ "X and Y were mentors"; nouns of two to each other ("brothers") are told of both at once."""
    return Plays(noun, denied).of(kinds, things) if noun.plural and not kinds.is_mutual(noun) else None


@dataclass(frozen=True, slots=True)
class HasText:
    """Being of a named sort: "of the female sex"."""

    noun: Relation
    text: Literal
    denied: bool = False

    def of(self, kinds: Kinds, things: Things) -> Statement | None:
        """That each of the subjects is."""
        if kinds.literal(self.noun) != "text" or (self.denied and len(things) > 1):
            return None
        have = Join(self.noun.reversed(), Value(self.text))
        named = all(isinstance(thing, Entity) for thing in things)
        return Statement(tuple(Said(Overlap(have, thing), self.denied) for thing in things)) if named else None


@dataclass(frozen=True, slots=True)
class Made:
    """Being, by a verb, what a noun says: "was born a son of Y"."""

    verb: Verb
    role: Owned

    def of(self, kinds: Kinds, things: Things) -> Ranked | None:
        """That each of the subjects is, where the verb and the noun tell of one relation."""
        noun = self.role.noun
        if not isinstance(noun, Join):
            return None
        wider = set(kinds.schema.wider(noun.relation.reversed()))
        told = [sense.relation for sense, _ in self.verb.senses if sense.relation is not None]
        return roles(kinds, things, self.role) if any(relation in wider for relation in told) else None


@dataclass(frozen=True, slots=True)
class OfNamed:
    """Being what a noun says to somebody, who is told by another noun and a name: "the son of a father called X"."""

    noun: Form
    back: Form
    owner: Form
    denied: bool = False

    def of(self, kinds: Kinds, things: Things) -> Ranked | None:
        """That it is so, and that the other is what the other noun says, where both tell of one relation."""
        if self.denied or not isinstance(self.noun, Join) or not isinstance(self.back, Join) or len(things) != 1:
            return None
        if not are_inverse(kinds, self.noun.relation, self.back.relation):
            return None
        forth = roles(kinds, things, Owned(self.noun, (self.owner,)))
        return both(forth, roles(kinds, (self.owner,), Owned(self.back, things)))


@dataclass(frozen=True, slots=True)
class DoneByNamed:
    """What is done by somebody told by a noun and a name: "was written by an author called X"."""

    doing: Doing
    noun: Form
    other: Form

    def of(self, kinds: Kinds, things: Things) -> Ranked | None:
        """That the other is what the noun says to each of the subjects."""
        if self.doing.denied or not self.doing.passive or not isinstance(self.noun, Join):
            return None
        wider = kinds.schema.wider(self.noun.relation)
        told = [sense.relation for sense, _ in self.doing.verb.senses if sense.relation is not None]
        fits = any(relation in wider or relation.reversed() in wider for relation in told)
        return roles(kinds, (self.other,), Owned(self.noun, things)) if fits else None


def _of_named(_: Kinds, denied: bool, noun: Form, back: Form, __: bool, owner: Form) -> OfNamed:
    return OfNamed(noun, back, owner, denied)


def _lies_in(kinds: Kinds, role: Owned, denied: bool, place: Form) -> Statement | None:
    """ "X's grave is in P"."""
    sets = sets_of(kinds, role)
    if sets is None or len(sets) != 1 or not isinstance(sets[0], Join) or not isinstance(place, Entity):
        return None
    where = sets[0]
    if "where" not in kinds.words(where.relation) or is_plural(where.of):
        return None
    return Statement((Said(Overlap(where, placed(kinds, place, kinds.of(where))), denied),))


def _measures(kinds: Kinds, role: Owned, denied: bool, value: Amount | Value) -> Statement | None:
    """ "The budget of X is 5000": of nouns whose values are numbers or texts."""
    if len(role.owners) != 1 or not isinstance(role.noun, Join) or role.noun.of != HOLE:
        return None
    if isinstance(value, Value):
        fits = kinds.literal_of(role.noun) in {"text", "other"}
        form = having(kinds, role.noun, value) if fits else None
    else:
        form = bounded(kinds, role.noun, value) if kinds.literal_of(role.noun) == "number" else None
    fits = form is not None and filled(kinds, role.noun, role.owners[0]) is not None
    said = member(kinds, role.owners[0], form) if form is not None and fits else None
    return None if said is None else Statement((Said(said, denied),))
