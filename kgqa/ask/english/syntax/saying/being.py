"""Being something to somebody: "X was the son of Y", "one of Y's sons was X", "X and Y were brothers"."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import bounded
from kgqa.ask.compose.sets import filled, having, placed
from kgqa.ask.english.syntax.nominals import identity
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.saying.predicate import (
    Owned,
    Things,
    all_of,
    both,
    denials,
    member,
    roles,
    sets_of,
    singular,
)
from kgqa.ask.english.syntax.truths import is_plural
from kgqa.ask.english.syntax.words import BE, OF
from kgqa.ask.forest import Ranked
from kgqa.ask.form import HOLE, Class, Entity, Form, Intersection, Join, Overlap, Union, Value
from kgqa.ask.statement import Said, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.amounts import Amount
    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.english.occurring import Verb
    from kgqa.ask.english.syntax.saying.adjuncts import Adjunct
    from kgqa.ask.form import Relation
    from kgqa.model import IRI, Literal


@dataclass(frozen=True, slots=True)
class IsRole:
    """Being what a noun says to its owners."""

    role: Owned
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Several:
    """Several things said of one subject."""

    predicates: tuple[object, ...]


def being() -> Iterator[Rule]:
    """All rules of being something to somebody."""
    yield from _things()
    yield from _roles()
    yield from _predicates()
    yield from _owner_first()
    yield from _to_each_other()
    yield from _respectively()


def _things() -> Iterator[Rule]:
    """One thing, several things, and what owns something."""
    yield from rules("T", "E", identity)
    yield from rules("T", "the W", identity)
    yield from rules("T", "PROX", identity)
    for person in ("person|individual|one", "person|individual|one who|that is|was"):
        yield from rules("T", f"the|a|some {person} named|called E", identity)
    yield from rules("T", "someone|somebody named|called E", identity)
    yield from rules("XS", "T", lambda _, x: (x,))
    yield from rules("MANY", "both? T and T", _different)
    yield from rules("MANY", "T as well as T", _different)
    yield from rules("MANY", "T T and T", _different)
    yield from rules("MANY", "T T T and T", _different)
    yield from rules("MANY", "T T T T and T", _different)
    yield from rules("MANY", "T T T T T and T", _different)
    yield from rules("XS", "MANY", identity)
    yield from rules("OWNERS", "XS", identity)
    yield from rules("OWNERS", "R", lambda k, role: _one_set(k, role))
    yield from rules("OWNERS", "the R", lambda k, role: _one_set(k, role))
    for some in ("one of the?", "a|an"):
        yield from rules("OWNERS", f"{some} R", lambda k, role: _one_set(k, role, some=True))


@dataclass(frozen=True, slots=True)
class IsA:
    """Being of a kind."""

    kind: IRI
    denied: bool = False

    def of(self, kinds: Kinds, things: Things) -> Statement | None:
        """That each of the subjects is."""
        del kinds
        named = all(isinstance(thing, Entity) for thing in things)
        said = tuple(Said(Overlap(Class(self.kind), thing), self.denied) for thing in things)
        return Statement(said) if named and (not self.denied or len(said) == 1) else None


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


def _made_role(_: Kinds, verb: Verb, role: Owned) -> Made:
    return Made(verb, role)


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
        if not _are_inverse(kinds, self.noun.relation, self.back.relation):
            return None
        forth = roles(kinds, things, Owned(self.noun, (self.owner,)))
        return both(forth, roles(kinds, (self.owner,), Owned(self.back, things)))


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


def _different(_: Kinds, *things: Form) -> Things | None:
    return things if len(set(things)) == len(things) else None


def _one_set(kinds: Kinds, role: Owned, *, some: bool = False) -> Things | None:
    """What a noun means, as the owner of another."""
    sets = sets_of(kinds, role)
    if sets is None or len(sets) != 1 or not isinstance(sets[0], Form):
        return None
    return (singular(sets[0]) if some else sets[0],)


def _roles() -> Iterator[Rule]:
    """Nouns with their owners."""
    yield from rules("ROLE", "RN", identity)
    yield from rules("ROLE", "FIRSTRN", identity)
    yield from rules("ROLE", "own ROLE", identity)
    yield from rules("ROF", f"ROLE {OF} OWNERS", lambda _, noun, owners: Owned(noun, owners))
    yield from rules("ROWN", "OWNINGS 's ROLE", lambda _, owners, noun: Owned(noun, owners))
    yield from rules("R", "ROF", identity)
    yield from rules("R", "ROWN", identity)
    yield from rules("OWNINGS", "XS", identity)
    yield from rules("OWNINGS", "ROWN", _one_set)
    # "The father of X's mother" is rather the father of somebody than somebody's mother.
    yield from rules("OWNINGS", "the ROF", _one_set, cost=2)
    yield from rules("R", "ROLE of XS 's", lambda _, noun, owners: Owned(noun, owners))
    yield from rules("ROWN", "PRO ROLE", lambda _, owner, noun: Owned(noun, (owner,)))
    yield from rules("R", "R by|with T", _with)


def _with(_: Kinds, role: Owned, other: Form) -> Owned | None:
    """ "Y's son by Z": of both."""
    alone = len(role.owners) == 1 and isinstance(role.owners[0], Entity) and role.owners[0] != other
    return Owned(role.noun, (*role.owners, other)) if alone and isinstance(role.noun, Join) else None


def _predicates() -> Iterator[Rule]:
    """ "Is the son of Y", "is one of Y's sons", "is neither the father nor the son of Y"."""
    is_role = lambda _, denied, role: IsRole(role, denied)  # noqa: E731
    yield from rules("ROLED", "IS the|a|an? R", is_role)
    yield from rules("ROLED", "IS no R", lambda _, denied, role: IsRole(role, not denied))
    yield from rules("ROLED", "AMONG the? R", _one_of)
    yield from rules("SAYING", "IS both the|a|an? R and the|a|an? R", _both)
    nouns = f"IS the|a|an? RN and the|a|an? RN {OF} OWNERS"
    yield from rules("SAYING", nouns, lambda k, d, n, m, xs: _both(k, d, Owned(n, xs), Owned(m, xs)))
    nouns = "IS OWNINGS 's RN and RN"
    yield from rules("SAYING", nouns, lambda k, d, xs, n, m: _both(k, d, Owned(n, xs), Owned(m, xs)))
    yield from rules("SAYING", "IS neither the|a|an? R nor the|a|an? R", _neither)
    yield from rules("SAYING", f"IS neither the|a|an? ROLE nor the|a|an? ROLE {OF} OWNERS", _neither_of)
    yield from rules("SAYING", "IS the|a|an? R and not the|a|an? R", lambda k, d, a, b: _but_not(k, d, a, b))
    yield from rules("SAYING", "IS the|a|an? R but not the|a|an? R", lambda k, d, a, b: _but_not(k, d, a, b))
    yield from rules("SAYING", f"IS the|a|an? ROLE {OF} OWNERS not {OF}? OWNERS", _of_not)
    yield from rules("SAYING", f"IS not the|a|an? ROLE {OF} OWNERS but {OF}? OWNERS", _not_of_but)
    yield from rules("SAYING", f"IS the|a|an? ROLE not {OF} OWNERS but {OF}? OWNERS", _not_of_but)
    yield from rules("SAYING", "IS the|a|an? ROLE of|to a|an RN NAMEDAS T", _of_named)
    yield from rules("SAYING", f"{BE} VERB the|a|an R", _made_role)
    yield from rules("SAYING", "IS the|a|an C", lambda _, denied, kind: IsA(kind, denied))
    yield from rules("SAYING", "IS no C", lambda _, denied, kind: IsA(kind, not denied))
    yield from rules("SAYING", "BEING of the? LIT N", lambda _, d, text, noun: HasText(noun, text, d))
    yield from rules("SAYING", "belongs|belonged|belong to the LIT N", lambda _, text, noun: HasText(noun, text))
    yield from rules(
        "SAYS", "T and the? R BEING the same person|one|individual", lambda k, x, r, d: roles(k, (x,), r, denied=d)
    )
    yield from rules("SAYS", "the? R BEING in|at|on T", _lies_in)
    yield from rules("SAYS", "the? R BEING AMT", _measures)
    yield from rules("SAYS", "the? R BEING LIT", lambda k, role, d, text: _measures(k, role, d, Value(text)))
    yield from rules("SAYS", "XS SAYING", said_of)
    yield from rules("SAYS", "DEFS SAYING", said_of)
    yield from rules("SAYS", "neither T nor T SAYING", _of_neither)
    yield from rules("DEFS", "the? R", lambda k, role: _one_set(k, role))
    yield from rules("DEFS", "a|an|one|some R", lambda k, role: _one_set(k, role, some=True), cost=1)
    yield from rules("DEFS", "one of the? R", lambda k, role: _one_set(k, role, some=True))


def _one_of(_: Kinds, denied: bool, role: Owned) -> Ranked:
    """ "Is one of Y's sons"; of a noun in the singular ("Y's offspring"), at a cost."""
    one = IsRole(Owned(singular(role.noun), role.owners), denied)
    return Ranked(((one, 0 if is_plural(role.noun) else 1),))


def _both(_: Kinds, denied: bool, one: Owned, other: Owned) -> Several | None:
    return None if denied else Several((IsRole(one), IsRole(other)))


def _neither(_: Kinds, denied: bool, one: Owned, other: Owned) -> Several | None:
    return None if denied else Several((IsRole(one, denied=True), IsRole(other, denied=True)))


def _neither_of(_: Kinds, denied: bool, one: Form, other: Form, owners: Things) -> Several | None:
    if denied:
        return None
    return Several((IsRole(Owned(one, owners), denied=True), IsRole(Owned(other, owners), denied=True)))


def _but_not(_: Kinds, denied: bool, one: Owned, other: Owned) -> Several | None:
    return None if denied else Several((IsRole(one), IsRole(other, denied=True)))


def _of_not(_: Kinds, denied: bool, noun: Form, owners: Things, others: Things) -> Several | None:
    """ "The son of Y, not of Z"."""
    return None if denied else Several((IsRole(Owned(noun, owners)), IsRole(Owned(noun, others), denied=True)))


def _not_of_but(_: Kinds, denied: bool, noun: Form, others: Things, owners: Things) -> Several | None:
    return None if denied else Several((IsRole(Owned(noun, others), denied=True), IsRole(Owned(noun, owners))))


def said_of(kinds: Kinds, things: Things, predicate: object) -> Ranked | None:
    """What a predicate says of each of its subjects."""
    match predicate:
        case IsRole(role=role, denied=denied):
            return _few(roles(kinds, things, role, denied=denied), things, role)
        case Several(predicates=predicates):
            return all_of(said_of(kinds, things, one) for one in predicates)
        case _:
            return predicate.of(kinds, things)  # type: ignore[attr-defined, no-any-return]


def _of_neither(kinds: Kinds, one: Form, other: Form, predicate: object) -> Ranked | None:
    """That something holds of neither."""
    said = (said_of(kinds, (thing,), predicate) for thing in (one, other))
    return all_of(each(each_said, _denied) for each_said in said)


def _denied(statement: Statement) -> Statement | None:
    single = len(statement.said) == 1 and not statement.said[0].negated
    return denials(statement) if single else None


def _owner_first() -> Iterator[Rule]:
    """ "Y's father was X", "among the sons of Y we find X", "the name of Y's son is X"."""
    for some in ("", "one of", "some of", "among", "amongst"):
        yield from rules("SAYS", f"{some} the? R IS XS", _is_of if not some else _is_one_of)
    yield from rules("SAYS", "a|an|another R IS XS", _is_of, cost=1)
    find = "finds?|found"
    for found in (
        "we|one find|finds|found|count|have",
        f"{find}"[:0] + "is|was|are|were found|listed|counted|numbered|recorded",
    ):
        yield from rules("SAYS", f"among|amongst the? R {found} XS", lambda k, role, xs: _is_one_of(k, role, False, xs))
    yield from rules("SAYS", "among|amongst the? R BEING counted|numbered|found|listed XS", _is_one_of)
    yield from rules("SAYS", "the? R NAMES XS", _is_of)
    for name in ("the? name|names of the? R", "the? R 's name|names"):
        yield from rules("SAYS", f"{name} BEING XS", _is_of)
    yield from rules(
        "SAYS", "we|one find|finds|found XS among|amongst the? R", lambda k, xs, r: _is_one_of(k, r, False, xs)
    )
    yield from rules("SAYS", "we|one know|knows XS as the|a|an? R", lambda k, xs, role: roles(k, xs, role))
    yield from rules("SAYS", "as the|a|an? R we|one know|knows XS", lambda k, role, xs: roles(k, xs, role))
    for owner in ("to|for OWNERS XS IS", "of OWNERS XS IS"):
        yield from rules("SAYS", f"{owner} the|a|an? ROLE", _to_owner)
    yield from rules("SAYING", "stood|stands to OWNERS as the|a|an? ROLE", lambda _, o, n: IsRole(Owned(n, o)))
    yield from rules("SAYING", "IS to OWNERS the|a|an? ROLE", lambda _, d, o, n: IsRole(Owned(n, o), d))
    yield from rules("SAYS", "the? R IS someone|somebody|anyone|anybody other|else than XS", _someone_else)


def _is_of(kinds: Kinds, role: Owned, denied: bool, things: Things) -> Ranked | None:
    """What a noun means is one thing, or several: of nouns in the singular ("Y's father and mother") each is one."""
    return _few(roles(kinds, things, role, denied=denied), things, role)


def _few(found: Ranked | None, things: Things, role: Owned) -> Ranked | None:
    """Several things are rarely what a noun in the singular says; and who is father and mother is rather both."""
    extra = int(not is_plural(role.noun) and (len(things) > 1 or isinstance(role.noun, Union)))
    return each(found, lambda statement: Ranked(((statement, extra),)))


def _is_one_of(kinds: Kinds, role: Owned, denied: bool, things: Things) -> Ranked | None:
    if not is_plural(role.noun):
        return None
    return roles(kinds, things, Owned(singular(role.noun), role.owners), denied=denied)


def _to_owner(kinds: Kinds, owners: Things, things: Things, denied: bool, noun: Form) -> Ranked | None:
    return roles(kinds, things, Owned(noun, owners), denied=denied)


def _someone_else(kinds: Kinds, role: Owned, denied: bool, things: Things) -> Ranked | None:
    return roles(kinds, things, role, denied=not denied)


def _to_each_other() -> Iterator[Rule]:
    """ "X and Y were siblings", "X and Y were husband and wife"."""
    for other in ("", "of|to each other", "of|to one another"):
        yield from rules("SAYS", f"MANY IS the|a? RN {other}", _mutual)
        yield from rules("SAYS", f"T and T IS RN and RN {other}", _paired)
        yield from rules("SAYS", f"T and T IS RN and RN {other} ADJUNCTS", _paired_then)
    yield from rules("SAYS", "T and T BEING related as RN", lambda k, a, b, d, n: _mutual(k, (a, b), d, n))


def _mutual(kinds: Kinds, things: Things, denied: bool, noun: Form) -> Ranked | None:
    if not isinstance(noun, Join) or noun.of != HOLE or not kinds.is_mutual(noun.relation):
        return _mutual_nouns(kinds, things, denied, noun)
    if denied and len(things) > 2:
        return None
    found = all_of(_each_to_other(kinds, a, b, noun, denied) for a, b in pairwise(things))
    return each(found, lambda statement: Ranked(((statement, 0 if is_plural(noun) else 1),)))


def _mutual_nouns(kinds: Kinds, things: Things, denied: bool, noun: Form) -> Ranked | None:
    """By nouns that are more than one relation ("first cousins", "brothers or sisters"): of each to the other."""
    if len(things) != 2 or not isinstance(noun, (Intersection, Union)) or not is_plural(noun):
        return None
    if any(join.relation.inverse for join in (noun.left, noun.right) if isinstance(join, Join)):
        return None
    one, other = things
    group, back = filled(kinds, noun, other), filled(kinds, noun, one)
    if group is None or back is None:
        return None
    said = Statement((Said(Overlap(group, one), denied), Said(Overlap(back, other), denied)))
    return each(Statement(said.said[:1]) if denied else said, lambda statement: statement)


def _each_to_other(kinds: Kinds, one: Form, other: Form, noun: Join, denied: bool) -> Statement | None:
    """A symmetric relation of two things; of one that is only a kind of such ("brothers") each is it to the other."""
    group = filled(kinds, noun, one)
    if group is None:
        return None
    if noun.relation.property in kinds.schema.symmetric:
        return Statement((Said(Overlap(group, other, mutual=True), denied),))
    back = filled(kinds, Join(noun.relation.reversed(), HOLE), one)
    return None if back is None else Statement((Said(Overlap(Intersection(group, back), other), denied),))


def _paired_then(  # noqa: PLR0917 (one for each category of its rule)
    kinds: Kinds, one: Form, other: Form, denied: bool, first: Form, second: Form, adjuncts: tuple[Adjunct, ...]
) -> Ranked | None:
    """ "X and Y became husband and wife in 1900"."""
    from kgqa.ask.english.syntax.saying.doing import of_record

    paired = _paired(kinds, one, other, denied, first, second)
    if denied or paired is None or not isinstance(first, Join):
        return None
    forms = [of_record(kinds, None, first.relation, (one, other), adjunct) for adjunct in adjuncts]
    if None in forms:
        return None
    return both(paired, Statement(tuple(Said(form) for form in forms if form is not None)))


def _paired(kinds: Kinds, one: Form, other: Form, denied: bool, first: Form, second: Form) -> Statement | None:
    """The one is the first and the other the second, or the other way round."""
    ways = [_pair(kinds, other, a, b) for a, b in ((first, second), (second, first))]
    if one == other or first == second or ways[0] is None or ways[1] is None:
        return None
    return Statement((Said(Overlap(Union(ways[0], ways[1]), one), denied),))


def _pair(kinds: Kinds, other: Form, first: Form, second: Form) -> Form | None:
    """Who is the first noun to `other`, which is the second to them."""
    if not isinstance(first, Join) or not isinstance(second, Join) or HOLE not in (first.of, second.of):
        return None
    group = filled(kinds, first, other)
    back = filled(kinds, Join(second.relation.reversed(), HOLE), other)
    related = first.relation == second.relation.reversed() or kinds.is_mutual(first.relation)
    related = related or _are_inverse(kinds, first.relation, second.relation)
    return None if group is None or back is None or not related else Intersection(group, back)


def _are_inverse(kinds: Kinds, one: object, other: object) -> bool:
    """Whether what the one is to the other the other is back, by the nouns or by wider ones: uncle and nephew."""
    wider = {relation.reversed() for relation in kinds.schema.wider(one)}  # type: ignore[arg-type]
    return not wider.isdisjoint(kinds.schema.wider(other))  # type: ignore[arg-type]


def _respectively() -> Iterator[Rule]:
    """ "Y's father and mother were A and B", "A was the father of Y and B the mother"."""
    for nouns in ("OWNINGS 's RN and RN",):
        yield from rules("SAYS", f"{nouns} IS T and T", lambda k, o, n, m, d, a, b: _in_turn(k, o, n, m, d, (a, b)))
        yield from rules(
            "SAYS", f"{nouns} T and T", lambda k, o, n, m, a, b: _in_turn(k, o, n, m, False, (a, b)), cost=1
        )
        yield from rules(
            "SAYS", f"T and T IS {nouns}", lambda k, a, b, d, o, n, m: _in_turn(k, o, n, m, d, (a, b)), cost=1
        )
    nouns = f"the? RN and the? RN {OF} OWNERS"
    yield from rules("SAYS", f"{nouns} IS T and T", lambda k, n, m, o, d, a, b: _in_turn(k, o, n, m, d, (a, b)))
    yield from rules("SAYS", f"T and T IS {nouns}", lambda k, a, b, d, n, m, o: _in_turn(k, o, n, m, d, (a, b)))
    pattern = f"T IS the|a|an? RN {OF} OWNERS and T the|a|an RN"
    yield from rules("SAYS", pattern, lambda k, a, d, n, o, b, m: _in_turn(k, o, n, m, d, (a, b)))


def _in_turn(kinds: Kinds, owners: Things, first: Form, second: Form, denied: bool, things: Things) -> Ranked | None:
    if denied or things[0] == things[1] or first == second:
        return None
    return both(roles(kinds, things[:1], Owned(first, owners)), roles(kinds, things[1:], Owned(second, owners)))
