"""How many there are: "X had three children in all", "X's children numbered three", "X never had any children"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import Amount, bounded, number
from kgqa.ask.compose.joint_owners import are_few, of_each
from kgqa.ask.compose.sets import filled, joined, met
from kgqa.ask.english.syntax.nominals import identity
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.saying.being import said_of
from kgqa.ask.english.syntax.saying.doing import Doing
from kgqa.ask.english.syntax.saying.having import HasRole
from kgqa.ask.english.syntax.saying.polarity import polar
from kgqa.ask.english.syntax.saying.predicate import Owned, all_of, both, member, roles
from kgqa.ask.english.syntax.truths import is_plural
from kgqa.ask.english.syntax.verbal import active, does, measured
from kgqa.ask.english.syntax.words import BE, DO, HAVE, HIS, OF
from kgqa.ask.form import HOLE, All, Count, Exists, Form, Join, Value
from kgqa.ask.statement import Said, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.english.syntax.saying.adjuncts import Adjunct
    from kgqa.ask.english.syntax.saying.predicate import Things
    from kgqa.ask.forest import Ranked
    from kgqa.ask.form import Relation

_ALL = ("in all", "altogether", "in total", "overall", "all told", "in number", "all in all")


@dataclass(frozen=True, slots=True)
class HasSoMany:
    """Having so many of a noun; `amount` None: having any."""

    noun: Form
    amount: Amount | None
    denied: bool = False

    def of(self, kinds: Kinds, owners: Things) -> Ranked | None:
        """That each of the owners has; of what can have only a few owners, such as parents, both together."""
        if len(owners) == 2 and isinstance(self.noun, Join) and are_few(kinds, self.noun.relation.reversed()):
            return HasWith(self.noun, owners[1], self.amount, self.denied).of(kinds, owners[:1])
        found = []
        for owner in owners:
            form = _any(kinds, self.noun, owner) if self.amount is None else _many(kinds, self, owner)
            if form is None or (len(owners) > 1 and self.denied and self.amount is not None):
                return None
            found.append(Said(form, self.denied))
        return each(Statement(tuple(found)), lambda statement: statement)


@dataclass(frozen=True, slots=True)
class Also:
    """Several predicates of one subject."""

    parts: tuple[object, ...]

    def of(self, kinds: Kinds, things: Things) -> Ranked | None:
        """That all of them hold."""
        return all_of(said_of(kinds, things, part) for part in self.parts)


def _any(kinds: Kinds, noun: Form, owner: Form) -> Form | None:
    form = None if is_plural(owner) else filled(kinds, noun, owner)
    return None if form is None or kinds.literal_of(form) is not None else Exists(form)


def _many(kinds: Kinds, has: HasSoMany, owner: Form) -> Form | None:
    if has.amount is None or kinds.literal_of(has.noun) is not None or filled(kinds, has.noun, owner) is None:
        return None
    found = bounded(kinds, has.noun, has.amount)
    return None if found is None else member(kinds, owner, found)


def counting() -> Iterator[Rule]:
    """All rules of how many there are."""
    yield from _amounts()
    yield from _having()
    yield from _numbered()
    yield from _born()
    yield from _sole()
    yield from _often()


def _amounts() -> Iterator[Rule]:
    yield from rules("AMT", "AMOUNT", identity)
    yield from rules("AMT", "EXACT", identity)
    exact = lambda _, number: Amount((("=", number),))  # noqa: E731
    yield from rules("AMT", "a couple|pair of", lambda _: Amount((("=", number(2)),)))
    for words in (
        "a total of NUMBER",
        "as many as NUMBER",
        "no more and no less|fewer than NUMBER",
        "all of NUMBER",
        "altogether NUMBER",
    ):
        yield from rules("AMT", words, exact)
    for total in _ALL:
        yield from rules("TOTALLY", total, lambda _: True)


def _having() -> Iterator[Rule]:
    yield from rules("TOTALLY", f"in {HIS} LIFE", lambda *_: True)
    for other in ("with|by T",):
        yield from rules("SAYING", f"HAVING no ROLE {other}", lambda _, d, n, x: HasWith(n, x, None, not d))
        yield from rules("SAYING", f"HAVING any|a|an ROLE {other}", lambda _, d, n, x: HasWith(n, x, None, d))
        yield from rules("SAYING", f"HAVING AMT ROLE {other}", lambda _, d, a, n, x: HasWith(n, x, a, d))
        yield from rules("SAYING", f"HAVING AMT ROLE TOTALLY {other}", lambda _, d, a, n, __, x: HasWith(n, x, a, d))
    yield from rules("SAYING", "HAVING neither ROLE nor ROLE", _have_neither)
    yield from rules("SAYING", "VGROUP T AMT ROLE", _bore)
    yield from rules("SAYING", "VGROUP T the|a|an ROLE XS", _bore_named)
    yield from rules(
        "SAYING", "VGROUP T the|a|an ROLE NAMEDAS XS", lambda k, d, t, n, _, xs: _bore_named(k, d, t, n, xs)
    )
    yield from rules("SAYS", "the? NUM R IS XS", _so_many_named)
    yield from rules("SAYING", "HAVING AMT ROLE XS", _named)
    yield from rules("SAYING", "HAVING AMT ROLE NAMEDAS XS", lambda k, d, a, n, _, xs: _named(k, d, a, n, xs))
    for verb in ("HAVING", "LEFT", "TOOK"):
        yield from rules("SAYING", f"{verb} AMT ROLE", lambda _, d, a, n: HasSoMany(n, a, d))
        yield from rules("SAYING", f"{verb} AMT ROLE TOTALLY", lambda _, d, a, n, __: HasSoMany(n, a, d))
        yield from rules("SAYING", f"{verb} AMT ROLE and AMT ROLE", _two)
        yield from rules("SAYING", f"{verb} no ROLE", lambda _, d, n: HasSoMany(n, None, not d))
        yield from rules("SAYING", f"{verb} no ROLE at all", lambda _, d, n: HasSoMany(n, None, not d))
        yield from rules("SAYING", f"{verb} any ROLE", lambda _, d, n: HasSoMany(n, None, d))
    yield from rules("SAYING", "HAVING a|an ROLE", lambda _, d, n: HasSoMany(n, None, d))
    yield from rules("SAYING", f"{BE} without any? ROLE", lambda _, n: HasSoMany(n, None, denied=True))
    yield from rules(
        "SAYING", "DONE without any? ROLE", lambda _, done, n: Also((done, HasSoMany(n, None, denied=True)))
    )
    yield from rules("SAYING", f"IS the|a|an? ROLE {OF} AMT ROLE", _role_of)
    yield from rules("SAYING", "VGROUP AMT ROLE", _done_to)
    yield from rules("SAYING", "VGROUP AMT NB", _of_kind)
    yield from rules("SAYING", "VGROUP AMT NB TOTALLY", lambda k, doing, a, nb, _: _of_kind(k, doing, a, nb))
    yield from rules("SAYING", "VGROUP AMT ROLE TOTALLY", lambda k, doing, a, n, _: _done_to(k, doing, a, n))
    yield from rules("SAYS", "TOTALLY XS HAVING AMT ROLE", lambda k, _, xs, d, a, n: HasSoMany(n, a, d).of(k, xs))


def _two(_: Kinds, denied: bool, amount: Amount, noun: Form, other: Amount, also: Form) -> Also | None:
    return None if denied else Also((HasSoMany(noun, amount), HasSoMany(also, other)))


def _have_neither(_: Kinds, denied: bool, noun: Form, other: Form) -> Also | None:
    return None if denied else Also((HasSoMany(noun, None, denied=True), HasSoMany(other, None, denied=True)))


def _bore(kinds: Kinds, doing: Doing, other: Form, amount: Amount, noun: Form) -> HasWith | None:
    """ "Bore him two children": had so many with him."""
    made = _done_to(kinds, doing, amount, noun)
    return None if made is None else HasWith(noun, other, amount, doing.denied)


def _bore_named(kinds: Kinds, doing: Doing, other: Form, noun: Form, things: Things) -> Bore | None:
    made = _done_to(kinds, doing, Amount(()), noun)
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


def _so_many_named(kinds: Kinds, amount: object, role: Owned, denied: bool, things: Things) -> Ranked | None:
    """ "The two sons of Y were A and B"."""
    if denied or amount != len(things) or not is_plural(role.noun) or len(role.owners) != 1:
        return None
    exact = Amount((("=", number(len(things))),))
    return both(HasSoMany(role.noun, exact).of(kinds, role.owners), roles(kinds, things, role))


def _named(_: Kinds, denied: bool, amount: Amount, noun: Form, things: Things) -> Also | None:
    """ "Had three children, A, B and C": so many, and each of them."""
    operator, value = amount.bounds[0]
    fits = operator == "=" and isinstance(value, Value) and value.literal.lexical == str(len(things))
    return Also((HasSoMany(noun, amount), HasRole(noun, things))) if fits and not denied else None


@dataclass(frozen=True, slots=True)
class HasWith:
    """Having any, or so many, of a noun that are another's too: children with somebody."""

    noun: Form
    other: Form
    amount: Amount | None
    denied: bool = False

    def of(self, kinds: Kinds, owners: Things) -> Ranked | None:
        """That the subject has."""
        if len(owners) != 1 or owners[0] == self.other or kinds.literal_of(self.noun) is not None:
            return None
        form = of_each(kinds, self.noun, owners[0], self.other)
        if form is None:
            return None
        said: Form | None = Exists(form)
        if self.amount is not None:
            those = of_each(kinds, self.noun, HOLE, self.other)
            many = None if those is None else bounded(kinds, Count(those), self.amount)
            said = None if many is None else member(kinds, owners[0], many)
        return each(None if said is None else Statement((Said(said, self.denied),)), lambda statement: statement)


def _role_of(kinds: Kinds, denied: bool, role: Form, amount: Amount, noun: Form) -> HasSoMany | None:
    """ "Was the parent of three children": had three, by nouns that are one another's other side."""
    if not isinstance(role, Join) or role.of != HOLE or not isinstance(noun, Join):
        return None
    return HasSoMany(noun, amount, denied) if _alike(kinds, role.relation.reversed(), noun.relation) else None


def _done_to(kinds: Kinds, doing: Doing, amount: Amount, noun: Form) -> HasSoMany | None:
    """ "Fathered three sons": had three, by a verb that makes them."""
    if doing.passive or not isinstance(noun, Join):
        return None
    relations = [active(sense) for sense, _ in doing.verb.senses if not sense.strict]
    fits = any(_alike(kinds, relation, noun.relation) for relation in relations)
    return HasSoMany(noun, amount, doing.denied) if fits else None


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


def _alike(kinds: Kinds, one: Relation, other: Relation) -> bool:
    """Whether both are kinds of one relation."""
    return not set(kinds.schema.wider(one)).isdisjoint(kinds.schema.wider(other))


def _numbered() -> Iterator[Rule]:
    """ "The number of X's children is three", "X's children numbered three"."""
    amount = lambda k, role, d, a: _so_many(k, role, a, denied=d)  # noqa: E731
    for words in ("the? total? number|count of the? R", "the? number|count of the? R TOTALLY"):
        yield from rules("NUMBEROF", words, lambda _, role, *__: role)
    yield from rules("NUMBEROF", "the? number|count of the? R counting|including the? RN", _counting)
    yield from rules("SAYS", "NUMBEROF BEING AMT", amount)
    yield from rules("SAYS", "NUMBEROF amounts|amounted|comes|came to AMT", _so_many)
    numbered = "OWNINGS 's ROLE numbers|numbered|number AMT"
    yield from rules("SAYS", numbered, lambda k, xs, n, a: _so_many(k, Owned(n, xs), a))
    yield from polar(
        "NUMBERS",
        ("number|numbers|numbered", "amounts|amounted to", "totalled|totaled|totals", BE),
        (f"{DO} not number", f"{BE} not"),
    )
    yield from rules("SAYS", "the? R NUMBERS AMT", _numbers)
    yield from rules("SAYS", "the? R NUMBERS AMT TOTALLY", lambda k, role, d, a, _: _numbers(k, role, d, a))


def _counting(kinds: Kinds, role: Owned, also: Form) -> Owned | None:
    """ "Counting half-siblings": where those are counted anyway."""
    if not isinstance(role.noun, Join) or not isinstance(also, Join):
        return None
    return role if role.noun.relation in kinds.schema.wider(also.relation) else None


def _numbers(kinds: Kinds, role: Owned, denied: bool, amount: Amount) -> Ranked | None:
    return _so_many(kinds, role, amount, denied=denied) if is_plural(role.noun) else None


def _so_many(kinds: Kinds, role: Owned, amount: Amount, *, denied: bool = False) -> Ranked | None:
    if len(role.owners) == 1:
        return HasSoMany(role.noun, amount, denied).of(kinds, role.owners)
    return None


def _born() -> Iterator[Rule]:
    """ "Three children were born to X", "there were three sons born to X"."""
    for pattern in (f"AMT ROLE {BE}|{HAVE} been? VERB ADJUNCTS", f"there {BE} AMT ROLE VERB ADJUNCTS"):
        yield from rules("SAYS", pattern, lambda k, a, n, verb, those: _made(k, a, n, Doing(verb, passive=True), those))
    none = (f"no ROLE {BE} VERB ADJUNCTS", f"there {BE} no ROLE VERB ADJUNCTS")
    for pattern in none:
        yield from rules("SAYS", pattern, lambda k, n, verb, those: _made(k, None, n, Doing(verb, passive=True), those))


def _made(kinds: Kinds, amount: Amount | None, noun: Form, doing: Doing, those: tuple[Adjunct, ...]) -> Ranked | None:
    from kgqa.ask.english.syntax.saying.adjuncts import Beside

    if len(those) != 1 or not isinstance(noun, Join) or not isinstance(those[0], Beside):
        return None
    beside = those[0]
    for sense, _ in doing.verb.senses:
        fits = sense.preposition == beside.preposition and sense.relation is not None
        if fits and sense.relation is not None and _alike(kinds, sense.relation.reversed(), noun.relation):
            return HasSoMany(noun, amount, denied=amount is None).of(kinds, beside.things)
    return None


def _sole() -> Iterator[Rule]:
    """ "X was an only child", "X was one of five children"."""
    one = Amount((("=", number(1)),))
    yield from rules("SAYING", "BEING an only|sole RN", lambda _, d, n: Among(n, one, d))
    yield from rules("SAYING", "BEING one of AMT RN", lambda _, d, a, n: Among(n, a, d))


@dataclass(frozen=True, slots=True)
class Among:
    """Being one of so many that all those have whose it is."""

    noun: Form
    amount: Amount
    denied: bool = False

    def of(self, kinds: Kinds, things: Things) -> Ranked | None:
        """That all of which it is one have so many."""
        if not isinstance(self.noun, Join) or self.noun.of != HOLE or len(things) != 1:
            return None
        owners = filled(kinds, Join(self.noun.relation.reversed(), HOLE), things[0])
        many = None if owners is None else bounded(kinds, self.noun, self.amount)
        if many is None or owners is None:
            return None
        return each(Statement((Said(All(owners, many), self.denied),)), lambda statement: statement)


def _often() -> Iterator[Rule]:
    """ "X married twice"."""
    yield from rules("SAYING", "VGROUP TIMES", _times)
    yield from rules("SAYING", "VGROUP AMT times", _times)


def _times(_: Kinds, doing: Doing, amount: object) -> Often | None:
    return Often(doing, amount) if isinstance(amount, Amount) else None


@dataclass(frozen=True, slots=True)
class Often:
    """Doing it so many times: to so many."""

    doing: Doing
    amount: Amount

    def of(self, kinds: Kinds, things: Things) -> Ranked | None:
        """That each of the subjects does."""
        if len(things) != 1:
            return None
        for sense, _ in self.doing.verb.senses:
            relation = measured(sense)
            if relation is None or kinds.literal(relation) is not None or "where" in kinds.words(relation):
                continue
            if joined(kinds, relation, things[0]) is not None:
                return HasSoMany(Join(relation, HOLE), self.amount, self.doing.denied).of(kinds, things)
        return None
