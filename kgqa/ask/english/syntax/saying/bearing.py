"""Having or making so many together with others: "had two children with Y", "three sons were born to X"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import Amount, bounded
from kgqa.ask.compose.sets import met
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.saying.adjuncts import Beside
from kgqa.ask.english.syntax.saying.counting import HasSoMany, HasWith, alike, done_to
from kgqa.ask.english.syntax.saying.doing import Doing
from kgqa.ask.english.syntax.saying.predicate import Owned, member, roles
from kgqa.ask.english.syntax.verbal import does
from kgqa.ask.english.syntax.words import BE, HAVE
from kgqa.ask.form import HOLE, Count, Form, Join
from kgqa.ask.statement import Said, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.english.syntax.saying.adjuncts import Adjunct
    from kgqa.ask.english.syntax.saying.predicate import Things
    from kgqa.ask.forest import Ranked


def bearing() -> Iterator[Rule]:
    """All rules of having or making so many together."""
    yield from _born()
    for other in ("with|by T", "together with T"):
        many = f"{other} XS HAVING AMT ROLE"
        yield from rules("SAYS", many, lambda k, x, xs, d, a, n: HasWith(n, x, a, d).of(k, xs))
        named = f"{other} XS HAVING the|a|an ROLE"
        yield from rules("SAYS", f"{named} XS", lambda k, x, xs, d, n, ys: None if d else Bore(n, x, ys).of(k, xs))
        yield from rules(
            "SAYS", f"{named} NAMEDAS XS", lambda k, x, xs, d, n, _, ys: None if d else Bore(n, x, ys).of(k, xs)
        )
    for other in ("with|by T",):
        yield from rules("SAYING", f"HAVING no ROLE {other}", lambda _, d, n, x: HasWith(n, x, None, not d))
        yield from rules("SAYING", f"HAVING any|a|an ROLE {other}", lambda _, d, n, x: HasWith(n, x, None, d))
        yield from rules("SAYING", f"HAVING AMT ROLE {other}", lambda _, d, a, n, x: HasWith(n, x, a, d))
        yield from rules("SAYING", f"HAVING AMT ROLE TOTALLY {other}", lambda _, d, a, n, __, x: HasWith(n, x, a, d))
    yield from rules("SAYING", "VGROUP T AMT ROLE", _bore)
    yield from rules("SAYING", "VGROUP T the|a|an ROLE XS", _bore_named)
    yield from rules(
        "SAYING", "VGROUP T the|a|an ROLE NAMEDAS XS", lambda k, d, t, n, _, xs: _bore_named(k, d, t, n, xs)
    )
    yield from rules("SAYING", "VGROUP AMT NB", _of_kind)
    yield from rules("SAYING", "VGROUP AMT NB TOTALLY", lambda k, doing, a, nb, _: _of_kind(k, doing, a, nb))


def _bore(kinds: Kinds, doing: Doing, other: Form, amount: Amount, noun: Form) -> HasWith | None:
    """ "Bore him two children": had so many with him."""
    made = done_to(kinds, doing, amount, noun)
    return None if made is None else HasWith(noun, other, amount, doing.denied)


def _bore_named(kinds: Kinds, doing: Doing, other: Form, noun: Form, things: Things) -> Bore | None:
    made = done_to(kinds, doing, Amount(()), noun)
    return None if made is None or doing.denied else Bore(noun, other, things)


@dataclass(frozen=True, slots=True)
class Bore:
    """Having things, as what a noun says, together with another."""

    noun: Form
    other: Form
    things: Things

    def of(self, kinds: Kinds, owners: Things) -> Ranked | None:
        """That they are that to both."""
        return roles(kinds, self.things, Owned(self.noun, (*owners, self.other)))


def _of_kind(kinds: Kinds, doing: Doing, amount: Amount, kind: Form) -> DoneToMany | None:
    """ "Directed two films": did it to so many of a kind."""
    return None if doing.passive else DoneToMany(doing, amount, kind)


@dataclass(frozen=True, slots=True)
class DoneToMany:
    """Doing it to so many of a kind."""

    doing: Doing
    amount: Amount
    kind: Form

    def of(self, kinds: Kinds, things: Things) -> Ranked | None:
        """That the subject does."""
        for sense, _ in self.doing.verb.senses if len(things) == 1 else ():
            reached = does(kinds, things[0], sense)
            found = None if reached is None else does(kinds, HOLE, sense)
            those = None if found is None else met(kinds, self.kind, found)
            form = None if those is None else bounded(kinds, Count(those), self.amount)
            said = None if form is None else member(kinds, things[0], form)
            if said is not None:
                return each(Statement((Said(said, self.doing.denied),)), lambda statement: statement)
        return None


def _born() -> Iterator[Rule]:
    """ "Three children were born to X", "there were three sons born to X"."""
    for pattern in (f"AMT ROLE {BE}|{HAVE} been? VERB ADJUNCTS", f"there {BE} AMT ROLE VERB ADJUNCTS"):
        yield from rules("SAYS", pattern, lambda k, a, n, verb, those: _made(k, a, n, Doing(verb, passive=True), those))
    none = (f"no ROLE {BE} VERB ADJUNCTS", f"there {BE} no ROLE VERB ADJUNCTS")
    for pattern in none:
        yield from rules("SAYS", pattern, lambda k, n, verb, those: _made(k, None, n, Doing(verb, passive=True), those))


def _made(kinds: Kinds, amount: Amount | None, noun: Form, doing: Doing, those: tuple[Adjunct, ...]) -> Ranked | None:
    if len(those) != 1 or not isinstance(noun, Join) or not isinstance(those[0], Beside):
        return None
    beside = those[0]
    for sense, _ in doing.verb.senses:
        fits = sense.preposition == beside.preposition and sense.relation is not None
        if fits and sense.relation is not None and alike(kinds, sense.relation.reversed(), noun.relation):
            return HasSoMany(noun, amount, denied=amount is None).of(kinds, beside.things)
    return None
