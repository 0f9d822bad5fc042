"""How many there are: "X had three children in all", "X's children numbered three", "X never had any children"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import Amount, bounded, number
from kgqa.ask.compose.joint_owners import are_few, of_each
from kgqa.ask.compose.sets import filled
from kgqa.ask.english.syntax.nominals import identity
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.saying.being import said_of
from kgqa.ask.english.syntax.saying.having import HasRole
from kgqa.ask.english.syntax.saying.polarity import polar
from kgqa.ask.english.syntax.saying.predicate import Owned, all_of, both, member, roles
from kgqa.ask.english.syntax.truths import is_plural
from kgqa.ask.english.syntax.verbal import active
from kgqa.ask.english.syntax.words import BE, DO, HIS, OF
from kgqa.ask.form import HOLE, All, Count, Exists, Form, Join, Value
from kgqa.ask.statement import Said, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.english.syntax.saying.doing import Doing
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
            return together(kinds, self, owners)
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


def together(kinds: Kinds, has: HasSoMany, owners: Things) -> Ranked | None:
    """What two have together: children of both."""
    return HasWith(has.noun, owners[1], has.amount, has.denied).of(kinds, owners[:1])


def counting() -> Iterator[Rule]:
    """All rules of how many there are."""
    yield from _amounts()
    yield from _having()
    yield from _numbered()
    yield from _sole()


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
    yield from rules("SAYING", "HAVING neither ROLE nor ROLE", _have_neither)
    yield from rules("SAYS", "the? NUM R IS XS", _so_many_named)
    yield from rules("SAYING", "HAVING AMT ROLE XS", _named)
    yield from rules("SAYING", "HAVING AMT ROLE NAMEDAS XS", lambda k, d, a, n, _, xs: _named(k, d, a, n, xs), cost=1)
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
    yield from rules("SAYING", "VGROUP AMT ROLE", done_to)
    yield from rules("SAYING", "VGROUP AMT ROLE TOTALLY", lambda k, doing, a, n, _: done_to(k, doing, a, n))
    for of in ("of", "as to|for", "regarding"):
        for total in ("AMT", "AMT TOTALLY"):
            pattern = f"{of} ROLE XS HAVING {total}"
            yield from rules("SAYS", pattern, lambda k, n, xs, d, a, *_: HasSoMany(n, a, d).of(k, xs))
    yield from rules("SAYS", "counting|including ROLE XS HAVING AMT ROLE", _had_counting)
    yield from rules("SAYS", "OWNINGS 's ROLE COUNTED numbers|numbered|number AMT", _numbered_counting)
    for words in ("counting|including ROLE", "ROLE included|counted"):
        yield from rules("COUNTED", words, identity)
    yield from rules("SAYS", "TOTALLY XS HAVING AMT ROLE", lambda k, _, xs, d, a, n: HasSoMany(n, a, d).of(k, xs))


def _had_counting(  # noqa: PLR0917 (one for each category of its rule)
    kinds: Kinds, also: Form, things: Things, denied: bool, amount: Amount, noun: Form
) -> Ranked | None:
    role = _counting(kinds, Owned(noun, things), also)
    return None if role is None else _so_many(kinds, role, amount, denied=denied)


def _numbered_counting(kinds: Kinds, things: Things, noun: Form, also: Form, amount: Amount) -> Ranked | None:
    role = _counting(kinds, Owned(noun, things), also)
    return None if role is None else _so_many(kinds, role, amount)


def _two(_: Kinds, denied: bool, amount: Amount, noun: Form, other: Amount, also: Form) -> Also | None:
    return None if denied else Also((HasSoMany(noun, amount), HasSoMany(also, other)))


def _have_neither(_: Kinds, denied: bool, noun: Form, other: Form) -> Also | None:
    return None if denied else Also((HasSoMany(noun, None, denied=True), HasSoMany(other, None, denied=True)))


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


def _role_of(kinds: Kinds, denied: bool, role: Form, amount: Amount, noun: Form) -> HasSoMany | None:
    """ "Was the parent of three children": had three, by nouns that are one another's other side."""
    if not isinstance(role, Join) or role.of != HOLE or not isinstance(noun, Join):
        return None
    return HasSoMany(noun, amount, denied) if alike(kinds, role.relation.reversed(), noun.relation) else None


def done_to(kinds: Kinds, doing: Doing, amount: Amount, noun: Form) -> HasSoMany | None:
    """ "Fathered three sons": had three, by a verb that makes them."""
    if doing.passive or not isinstance(noun, Join):
        return None
    relations = [active(sense) for sense, _ in doing.verb.senses if not sense.strict]
    fits = any(alike(kinds, relation, noun.relation) for relation in relations)
    return HasSoMany(noun, amount, doing.denied) if fits else None


def alike(kinds: Kinds, one: Relation, other: Relation) -> bool:
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
