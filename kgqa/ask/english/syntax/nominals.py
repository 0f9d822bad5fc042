"""Noun phrases: nouns with their owners, adjectives and names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.joint_owners import owned
from kgqa.ask.compose.kinds import hole_relation
from kgqa.ask.compose.links import Link
from kgqa.ask.compose.measures import Degree, Superlative, best, best_by, ordered
from kgqa.ask.compose.modify import any_of, everyone_called, modified
from kgqa.ask.compose.rows import called_by
from kgqa.ask.compose.sets import either, filled, met, of_class, so_many
from kgqa.ask.compose.strain import by_accident
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.words import BE, EVERY, SOME
from kgqa.ask.forest import Ranked
from kgqa.ask.form import HOLE, Called, Class, Count, Entity, Form, Intersection, Join, Minus, Relation, Union
from kgqa.ask.structure import joins

_UNSEEN = 4
"""What it costs that nothing of a kind is seen to have what is asked for."""

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.compose.modify import Modifier
    from kgqa.model import IRI


def identity(_: Kinds, value: Any) -> Any:
    """The value of a part, unchanged."""
    return value


def nominals() -> Iterator[Rule]:
    """All rules of noun phrases."""
    yield from _relational()
    yield from _bare()
    yield from _adjectives()
    yield from _determined()
    yield from _named()


def _relational() -> Iterator[Rule]:
    """Nouns whose owner is still lacking: "oldest son", "sons and daughters"."""
    yield from rules("RN", "N", lambda _, noun: Join(noun, HOLE))
    yield from rules(
        "RN", "AP RN", lambda k, condition, noun: None if isinstance(condition, Link) else met(k, noun, condition)
    )
    yield from rules("RN", "RN MOD", modified, cost=1)
    yield from rules("FIRSTRN", "SUP RN", lambda k, degree, noun: best(k, noun, degree))
    yield from rules("FIRSTRN", "ORD RN", nth)
    yield from rules("FIRSTRN", "ORD SUP RN", lambda k, place, degree, noun: best(k, noun, degree, place))
    yield from rules("FIRSTRN", "SUP NUM RN", _several)
    yield from rules("FIRSTRN", "NUM SUP RN", lambda k, number, degree, noun: _several(k, degree, number, noun))
    yield from rules("RN", "RN and|or RN", _coordinated)
    yield from rules("RN", "RN RN and|or RN", _all_three)
    yield from rules("RN", "both? RN and RN", _coordinated)
    yield from rules("RN", "N C", lambda k, noun, kind: met(k, Join(noun, HOLE), Class(kind)), cost=1)
    yield from rules("RN", "own RN", identity)
    yield from rules("RN", "main|primary|principal|chief RN", _the_one, cost=1)


def _by_name(kinds: Kinds, of: Form) -> Ranked:
    """Things, asked for by their names; dearer where names are texts of their own."""
    return Ranked(((of, 5 if kinds.is_named(of) else 0),))


def _coordinated(kinds: Kinds, one: Form, other: Form | None) -> Form | Ranked | None:
    """Nouns of one owner, as one set; texts and numbers stand better side by side."""
    found = None if other is None or one == other else either(kinds, one, other)
    return found if found is None or kinds.literal_of(found) is None else Ranked(((found, 1),))


def _all_three(kinds: Kinds, one: Form, other: Form, third: Form) -> Form | Ranked | None:
    found = either(kinds, other, third)
    return None if found is None else _coordinated(kinds, one, found)


def _of_category(kinds: Kinds, category: Form, noun: Form) -> Form | None:
    """What is of a category, of a kind that has such: "horror stories", not "the horror genre"."""
    return None if by_accident(kinds, kinds.of(noun), kinds.of(category)) else met(kinds, noun, category)


def _belonging(kinds: Kinds, owner: Form, noun: Form) -> Ranked | None:
    """What is somebody's in whatever way: "the club's players"."""
    found = modified(kinds, noun, Link("of", owner))
    return found if isinstance(found, Ranked) else None


def _the_one(kinds: Kinds, noun: Form) -> Form | None:
    """ "The main language of a country": where hardly anything has more than one, that one."""
    relation = hole_relation(noun)
    return noun if relation is not None and kinds.is_mostly_single(relation) else None


def nth(kinds: Kinds, place: int, noun: Form) -> Form | None:
    """The second wife, the last child: of what has an order."""
    return ordered(kinds, noun, place)


def _bare() -> Iterator[Rule]:
    """Nouns with all but their article."""
    yield from rules("NB", "C", lambda _, kind: Class(kind))
    yield from rules("NB", "RN of|for|to NP", owned_by)
    yield from rules("NB", "RN of|for|to ALLOF", of_every)
    yield from rules("OFEACH", "the? RN of|for|to EACH", of_every)
    yield from rules("NB", "RN of OWNER 's", filled)
    yield from rules("NB", "RN in|at|on|from NP", _owned_in, cost=1)
    yield from rules("NB", "RN NP has|have|had", filled)
    yield from rules("NB", "RN that|which? NP has|have|had", filled)
    yield from rules("NB", "RN", lambda _, noun: any_of(noun), cost=2)
    yield from rules("NB", "NB MOD", _modified_again)
    yield from rules("NB", "AP NB", lambda k, condition, noun: modified(k, noun, condition))
    yield from rules("FIRST", "SUP NB", lambda k, degree, noun: best(k, noun, degree))
    yield from rules("FIRST", "ORD SUP NB", lambda k, place, degree, noun: best(k, noun, degree, place))
    yield from rules("FIRST", "SUP NUM NB", _several)
    yield from rules("FIRST", "NUM SUP NB", lambda k, number, degree, noun: _several(k, degree, number, noun))
    yield from rules("FIRST", "ORD NB", nth)
    yield from rules("FIRST", "SUPN of|in|for NP", _first_of)
    yield from rules("FIRST", "SUP NB by|in RN", _first_by)
    yield from rules("FIRST", "ORD SUP NB by|in RN", lambda k, n, d, nb, by: _first_by(k, d, nb, by, place=n))
    yield from rules("FIRST", "SUP NUM NB by|in RN", lambda k, d, n, nb, by: _first_by(k, d, nb, by, number=n))
    yield from rules("FIRST", "NUM SUP NB by|in RN", lambda k, n, d, nb, by: _first_by(k, d, nb, by, number=n))
    yield from rules("FIRST", "SUP of the? NB", lambda k, degree, noun: best(k, noun, degree))
    yield from rules("FIRST", "SUP one? of PROX", lambda k, degree, things: best(k, things, degree))
    yield from rules("FIRST", "SUP of? OWNED", lambda k, degree, noun: best(k, noun, degree))
    yield from rules("FIRST", "AP FIRST", lambda k, condition, noun: modified(k, noun, condition), cost=2)
    yield from rules("NB", "NB or NB", either, cost=1)
    yield from rules("NB", "name|names of the? NB", _by_name)
    yield from rules("NB", "different|distinct|individual|various NB", identity)
    yield from rules("NB", "kind|type|sort of NB", identity, cost=8)


def _first_of(kinds: Kinds, own: Superlative, owners: Form) -> Form | Ranked | None:
    """ "The lowest point of the states": of all that they have, where they are several."""
    if isinstance(owners, Entity) or own.noun.plural:
        return None
    values = filled(kinds, Join(own.noun, HOLE), owners)
    return None if values is None else best(kinds, values, own.degree)


def _first_by(kinds: Kinds, degree: Degree, noun: Form, by: Form, *, place: int = 1, number: object = 1) -> Form | None:
    """ "The largest capital by population", "the third largest", "the three largest"."""
    if degree.up is None or not isinstance(number, int) or number < 1:
        return None
    return best_by(kinds, noun, by, highest=degree.up, place=place, number=number)


def owned_by(kinds: Kinds, noun: Form, owner: Form) -> Ranked | None:
    """What an owner has of a noun; dearer where nothing of the owner's kind is seen to have any."""
    seen = kinds.compatible(kinds.needed(noun), kinds.of(owner))
    return each(owned(kinds, noun, owner), lambda form: Ranked(((form, 0 if seen else _UNSEEN),)))


def _modified_again(kinds: Kinds, head: Form, modifier: Modifier) -> Ranked | None:
    """A modifier belongs to the nearest noun, unless that costs more than being the second one of its noun."""
    stacked = isinstance(head, (Intersection, Minus)) or (isinstance(head, Join) and isinstance(head.of, Class))
    return each(modified(kinds, head, modifier), lambda form: Ranked(((form, 1 if stacked else 0),)))


def of_every(kinds: Kinds, noun: Form, owners: Form) -> Form | None:
    """ "The capitals of all states"; "the teacher of every pupil" would be one whom all share."""
    each_has_one = kinds.literal_of(noun) is not None
    if isinstance(noun, Count):
        # "The number of children of each": a number for each, not the number of all.
        return None
    return filled(kinds, noun, owners) if each_has_one or any(j.relation.plural for j in joins(noun)) else None


def _owned_in(kinds: Kinds, noun: Form, of: Form) -> Form | None:
    return filled(kinds, noun, of)


def _several(kinds: Kinds, degree: Degree, number: object, noun: Form) -> Form | Ranked | None:
    return best(kinds, noun, degree, number=int(str(number))) if str(number).isdigit() and int(str(number)) else None


def _adjectives() -> Iterator[Rule]:
    """What stands before a noun: classes, values and names."""
    yield from rules("AP", "C", lambda _, kind: Class(kind), cost=1)
    yield from rules("AP", "VAL", identity)
    yield from rules("NB", "CAT NB", _of_category)
    yield from rules("NB", "CATN", called_by, cost=2)
    yield from rules("SING", "CATS", called_by, cost=3)
    yield from rules("SING", "SING MOD", modified)
    yield from rules("SING", "AP SING", lambda k, condition, noun: modified(k, noun, condition))
    yield from rules("DEF", "the SING", identity)
    yield from rules("SOME", f"{SOME} SING", identity)
    yield from rules("EVERY", "each|every SING", identity)
    yield from rules("OWNED", "OWNER 's SING", _belonging, cost=1)
    yield from rules("AP", "DEM", lambda _, place: Link(None, place))
    yield from rules("AP", "E", lambda _, thing: Link(None, thing), cost=1)


def _determined() -> Iterator[Rule]:
    yield from rules("DEF", "the? NB", identity)
    yield from rules("DEF", "the? FIRST", identity)
    yield from rules("OWNED", "OWNER 's FIRSTRN", lambda k, owner, noun: filled(k, noun, owner))
    yield from rules("OWNED", "PRO FIRSTRN", lambda k, owner, noun: filled(k, noun, owner))
    yield from rules("DEF", "OWNED", identity)
    yield from rules("DEF", "the OWNED", identity, cost=1)
    yield from rules("OWNED", "OWNER 's RN", lambda k, owner, noun: owned_by(k, noun, owner))
    yield from rules("OWNED", "OWNED RN", _unmarked, cost=1)
    yield from rules("OWNED", "PRO RN", lambda k, owner, noun: filled(k, noun, owner))
    yield from rules("OWNED", "OWNER 's NB", _belonging, cost=3)
    yield from rules("OWNER", "E", identity)
    yield from rules("OWNER", "E and E", lambda k, a, b: jointly(two(k, a, b)))
    yield from rules("OWNER", "OWNED", identity)
    yield from rules("OWNER", "the NB", identity, cost=1)
    yield from rules("DEF", "OWNED MOD", modified)
    yield from rules("DEF", "the? name|names of X", _by_name)
    yield from rules("DEF", "OWNED 's name|names", identity)
    yield from rules("DEF", "E 's? name|names", identity)
    yield from rules("SOME", f"{SOME} NB", identity)
    yield from rules("EVERY", f"{EVERY} of? the? NB", identity)
    for target, word in (("ALLOF", "all"), ("EACH", "each|every")):
        yield from rules(target, f"{word} of? the? NB", identity)
        yield from rules(target, f"{word} of? OWNED", identity)
    yield from rules("EVERY", "all of? the? NUM NB", so_many, cost=1)
    yield from rules("DEF", "the NUM NB", so_many, cost=2)
    yield from rules("EVERY", f"{EVERY} of? OWNED", identity)
    yield from rules("X", "DEF", identity)
    yield from rules("X", "SOME", identity)
    yield from rules("NP", "E", identity)
    yield from rules("NP", "the W", identity, cost=1)
    yield from rules("NP", "X", identity)
    yield from rules("NP", "PROX", identity)
    yield from rules("NP", "E and E", lambda k, a, b: jointly(two(k, a, b)))
    yield from rules("NP", "E or E", two)
    yield from rules("NP", "E and OWNED", lambda k, a, b: jointly(either(k, a, b)), cost=1)
    yield from rules("NP", "both X and X", either, cost=1)
    yield from rules("NP", "X and X", lambda k, a, b: jointly(either(k, a, b)), cost=1)
    yield from rules("NP", "X or X", either, cost=1)


def jointly(form: Form | None) -> Form | None:
    """Two sets that "and" joins."""
    return replace(form, joint=True) if isinstance(form, Union) else form


def _unmarked(kinds: Kinds, owner: Form, noun: Form) -> Ranked | None:
    """ "X's parents address": after a plural people leave out the apostrophe."""
    is_plural = isinstance(owner, Join) and owner.relation.plural
    return owned_by(kinds, noun, owner) if is_plural else None


def two(_: Kinds, one: Form, other: Form) -> Form | None:
    """Two named things as a set."""
    return None if one == other else Union(one, other)


def _named() -> Iterator[Rule]:
    """Names beside their nouns: "the state Texas", "the city of Springfield", "cities named Austin"."""
    yield from rules("NAMED", "C E", of_class)
    yield from rules("NAMED", "C of E", of_class)
    yield from rules("NAMED", "E C", lambda k, thing, kind: of_class(k, kind, thing), cost=2)
    for naming in ("C called|named E", "a|an C of E", "any|some C of E"):
        yield from rules("NB", naming, lambda k, kind, thing: met(k, Class(kind), everyone_called(thing)))
    yield from rules("E", "the? NAMED", identity)
    yield from rules("E", "E E", _located)
    for target, opening in (("VP", ""), ("MOD", "who|that|which")):
        bearing = f"{opening} bear|bears|bore|has|have|had|carries|carry the name E"
        yield from rules(target, bearing, so_called)
    for naming in ("called|named", "with|by the? name|names of?", "whose name|names is|was|are|were"):
        yield from rules("NAMING", naming, lambda _: True)
    yield from rules("MOD", "NAMING E", lambda k, __, thing: so_called(k, thing))
    yield from rules("MOD", "NAMING TEXT", lambda _, __, text: Called(text))
    for target, opening in (("MOD", "who|that|which"), ("VP", "")):
        yield from rules(target, f"{opening} {BE} called|named E", so_called)


def so_called(_: Kinds, thing: Entity) -> Form:
    """All that bear a name: one word may be a part of it, as of a person's."""
    return everyone_called(thing) if " " in thing.mention or thing.typo else Called(thing.mention)


def _located(kinds: Kinds, thing: Entity, place: Entity) -> Entity | None:
    """ "Springfield, Missouri": of things with a name, those that are linked to the other."""
    if thing.every or place.every or len(place.iris) > 8 or len(thing.iris) > 50:
        return None
    fit = tuple(iri for iri in thing.iris if any(_touch(kinds, iri, other) for other in place.iris))
    return Entity(fit, f"{thing.mention} {place.mention}", thing.typo, thing.at) if fit else None


def _touch(kinds: Kinds, thing: IRI, place: IRI) -> bool:
    return any(
        triple.predicate in kinds.schema.properties and "where" in kinds.words(Relation(triple.predicate))
        for triple in kinds.store.match(thing, None, place)
    )
