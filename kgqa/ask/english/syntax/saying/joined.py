"""What two have together: "from the union of X and Y came Z", "X fathered Z with Y", "to X a son was born, Z"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import Amount
from kgqa.ask.compose.joint_owners import are_few, few_together
from kgqa.ask.english.syntax.saying.adjuncts import Beside
from kgqa.ask.english.syntax.saying.being import said_of
from kgqa.ask.english.syntax.saying.counting import HasSoMany, done_to
from kgqa.ask.english.syntax.saying.doing import Doing, Done
from kgqa.ask.english.syntax.saying.predicate import Owned, Things, both, roles
from kgqa.ask.english.syntax.verbal import active
from kgqa.ask.english.syntax.words import BE
from kgqa.ask.form import HOLE, Entity, Form, Join, Overlap, Relation
from kgqa.ask.statement import Said, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.english.occurring import Event, Verb
    from kgqa.ask.forest import Ranked


def joined() -> Iterator[Rule]:
    """All rules of what two have together."""
    yield from _made_by_both()
    yield from _of_union()
    yield from _born()
    for of in ("between|of T and T", "of T to|with T"):
        for there, denied in ((f"there {BE} a|an", False), (f"there {BE} no", True), (f"there {BE} never a|an", True)):
            yield from rules("SAYS", f"{there} EVENT {of}", lambda k, e, a, b, d=denied: _united(k, e, a, b, denied=d))


def _united(kinds: Kinds, event: Event, one: Form, other: Form, *, denied: bool) -> Statement | None:
    """ "There was a marriage between X and Y": by the relation that records of such events are of."""
    named = isinstance(one, Entity) and isinstance(other, Entity) and one != other
    found = _tied_by(kinds, event) if named else None
    return None if found is None else Statement((Said(Overlap(Join(found, one), other, mutual=True), denied),))


def _tied_by(kinds: Kinds, event: Event) -> Relation | None:
    schema = kinds.schema
    dates = {recorded for date in event.dates for recorded in schema.recorded_as.get(date.property, ())}
    found = [p for p, by in schema.ordered_by.items() if p in schema.symmetric and not dates.isdisjoint(by)]
    return Relation(min(found)) if found else None


def _made_by_both() -> Iterator[Rule]:
    """ "X fathered Z with Y", "Z was fathered by X with Y"."""
    for given in ("gave|gives|given", "presented|presents", "provided|provides"):
        for words in (f"{given} T the|a|an ROLE", f"{given} T with the|a|an ROLE"):
            yield from rules("SAYING", f"{words} XS", lambda _, y, n, xs: GaveTo(y, n, xs))
            yield from rules("SAYING", f"{words} NAMEDAS XS", lambda _, y, n, __, xs: GaveTo(y, n, xs))
    yield from rules("SAYING", "VGROUP the|a|an ROLE XS", _role_made)
    yield from rules("SAYING", "VGROUP the|a|an ROLE NAMEDAS XS", _role_made)
    yield from rules("SAYING", "VGROUP XS by|with T", lambda _, doing, xs, y: _with(doing, xs, y))
    yield from rules("SAYING", "VGROUP the|a|an ROLE XS by|with T", _role_with)
    yield from rules(
        "SAYING", "VGROUP the|a|an ROLE NAMEDAS XS by|with T", lambda k, v, n, _, xs, y: _role_with(k, v, n, xs, y)
    )


@dataclass(frozen=True, slots=True)
class GaveTo:
    """Giving another what both of them have together: "gave Y a son, Z"."""

    other: Form
    noun: Form
    things: Things

    def of(self, kinds: Kinds, things: Things) -> Ranked | None:
        """That these are so to both, by a noun of which a few are owners together."""
        if not isinstance(self.noun, Join) or len(things) != 1 or things[0] == self.other:
            return None
        fits = are_few(kinds, self.noun.relation.reversed())
        return roles(kinds, self.things, Owned(self.noun, (*things, self.other))) if fits else None


def _role_made(_: Kinds, doing: Doing, noun: Form, *values: object) -> MadeRole | None:
    things: Things = values[-1]  # type: ignore[assignment]
    return None if doing.denied or doing.passive else MadeRole(doing, noun, things)


@dataclass(frozen=True, slots=True)
class MadeRole:
    """Doing to things what makes them what a noun says: "gave birth to a son, Z"."""

    doing: Doing
    noun: Form
    things: Things

    def of(self, kinds: Kinds, things: Things) -> Ranked | None:
        """That the subject did, and that they are, where the verb and the noun tell of one relation."""
        if done_to(kinds, self.doing, Amount(()), self.noun) is None or len(things) != 1:
            return None
        said = said_of(kinds, things, Done(self.doing, (Beside(None, self.things),)))
        return both(roles(kinds, self.things, Owned(self.noun, things)), said)


def _with(doing: Doing, things: Things, other: Form) -> DoneWith | None:
    return None if doing.denied or doing.passive else DoneWith(doing, things, other)


def _role_with(_: Kinds, doing: Doing, noun: Form, *values: object) -> DoneWith | None:
    things: Things = values[-2]  # type: ignore[assignment]
    other: Form = values[-1]  # type: ignore[assignment]
    return None if doing.denied or doing.passive else DoneWith(doing, things, other, noun)


@dataclass(frozen=True, slots=True)
class DoneWith:
    """Doing to things, with another, what makes both one of the few that such things have."""

    doing: Doing
    things: Things
    other: Form
    noun: Form | None = None

    def of(self, kinds: Kinds, things: Things) -> Ranked | None:
        """That the subject does it, and that the other is one of those few as well."""
        if len(things) != 1 or things[0] == self.other or self.other in self.things:
            return None
        few = _few(kinds, self.doing.verb)
        if few is None:
            return None
        said = said_of(kinds, things, Done(self.doing, (Beside(None, self.things),)))
        said = both(said, roles(kinds, (self.other,), Owned(Join(few, HOLE), self.things)))
        if self.noun is None:
            return said
        return both(said, roles(kinds, self.things, Owned(self.noun, (*things, self.other))))


def _few(kinds: Kinds, verb: Verb) -> Relation | None:
    """What a verb makes its subject to its object, if things have a few such together: fathering makes a parent."""
    few = few_together(kinds)
    told = [active(sense).reversed() for sense, _ in verb.senses if sense.relation is not None and not sense.strict]
    return few if few is not None and any(few in kinds.schema.wider(relation) for relation in told) else None


def _of_union() -> Iterator[Rule]:
    """ "The union of X and Y produced Z", "from the marriage of X and Y came Z"."""
    for union in (
        "the? EVENT of|between T and T",
        "the? EVENT of T to|with T",
        "T and T 's EVENT",
        "T 's EVENT to|with T",
    ):
        yield from rules("UNITED", union, _two)
    produced = "produced|produces|yielded|yields|bore|gave|brought|begot|engendered"
    sprang = "came|comes|sprang|springs|issued|issues|resulted|descended|proceeded|arose"
    made = (f"UNITED {produced} forth?", "UNITED resulted|issued in", f"UNITED {BE} blessed|graced with",
            f"from|of|by UNITED {sprang}", f"from|of|by UNITED {BE} born|descended|sprung")  # fmt: skip
    for words in made:
        yield from rules("SAYS", f"{words} XS", _came)
        yield from rules("SAYS", f"{words} the|a|an ROLE XS", lambda k, pair, n, xs: _came(k, pair, xs, n))
        yield from rules("SAYS", f"{words} the|a|an ROLE NAMEDAS XS", lambda k, pair, n, _, xs: _came(k, pair, xs, n))
        yield from rules("SAYS", f"{words} AMT ROLE", _so_many)
    for words in (f"XS {sprang} from|of UNITED", f"XS {BE} born|descended|sprung|issued of|from|to UNITED"):
        yield from rules("SAYS", words, lambda k, xs, pair: _came(k, pair, xs))


@dataclass(frozen=True, slots=True)
class _Pair:
    event: Event
    things: tuple[Form, Form]


def _two(_: Kinds, *values: object) -> _Pair | None:
    event = next(value for value in values if type(value).__name__ == "Event")
    one, other = (value for value in values if value is not event)
    return None if one == other else _Pair(event, (one, other))  # type: ignore[arg-type]


def _came(kinds: Kinds, pair: _Pair, things: Things, noun: Form | None = None) -> Ranked | None:
    """That things have both as two of the few that they have together; by a noun if there is one."""
    few = few_together(kinds)
    if few is None or _tied_by(kinds, pair.event) is None or not set(things).isdisjoint(pair.things):
        return None
    if noun is None:
        return roles(kinds, pair.things, Owned(Join(few, HOLE), things))
    fits = isinstance(noun, Join) and are_few(kinds, noun.relation.reversed())
    return roles(kinds, things, Owned(noun, pair.things)) if fits else None


def _so_many(kinds: Kinds, pair: _Pair, amount: Amount, noun: Form) -> Ranked | None:
    fits = isinstance(noun, Join) and are_few(kinds, noun.relation.reversed()) and _tied_by(kinds, pair.event)
    return HasSoMany(noun, amount).of(kinds, pair.things) if fits else None


def _born() -> Iterator[Rule]:
    """ "To X a son was born, Z"; "to X a son, Z, was born"."""
    for named in ("", "NAMEDAS", "by name"):
        new = f"the|a|an ROLE {named} T" if named != "by name" else "the|a|an ROLE T by name"
        yield from rules("SAYS", f"to|of|from OWNERS {new} {BE} VERB", _new)
        yield from rules("SAYS", f"to|of|from OWNERS {BE} VERB {new}", _new_after)
    for named in ("", "NAMEDAS"):
        yield from rules("SAYS", f"to|of|from OWNERS the|a|an ROLE {BE} VERB {named} T", _new_last)


def _new(kinds: Kinds, owners: Things, noun: Form, *values: object) -> Ranked | None:
    *_, thing, verb = values
    return _newborn(kinds, owners, noun, thing, verb)  # type: ignore[arg-type]


def _new_after(kinds: Kinds, owners: Things, verb: Verb, noun: Form, *values: object) -> Ranked | None:
    return _newborn(kinds, owners, noun, values[-1], verb)  # type: ignore[arg-type]


def _new_last(kinds: Kinds, owners: Things, noun: Form, verb: Verb, *values: object) -> Ranked | None:
    return _newborn(kinds, owners, noun, values[-1], verb)  # type: ignore[arg-type]


def _newborn(kinds: Kinds, owners: Things, noun: Form, thing: Form, verb: Verb) -> Ranked | None:
    """That it was born to them, and is what the noun says to them."""
    done = Done(Doing(verb, passive=True), (Beside("to", owners),))
    return both(roles(kinds, (thing,), Owned(noun, owners)), said_of(kinds, (thing,), done))
