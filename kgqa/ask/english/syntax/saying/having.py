"""Having something or somebody: "Y had X as his father", "Y had a son, X", "Y's sons included X"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.saying.predicate import Owned, Things, both, roles, singular
from kgqa.ask.english.syntax.truths import is_plural
from kgqa.ask.english.syntax.words import BE, HIS, OF
from kgqa.ask.forest import Ranked
from kgqa.ask.form import HOLE, Join

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.form import Form


@dataclass(frozen=True, slots=True)
class HasRole:
    """Having things as what a noun says."""

    noun: Form
    things: Things
    denied: bool = False

    def of(self, kinds: Kinds, owners: Things) -> Ranked | None:
        """That each of the owners has them."""
        return roles(kinds, self.things, Owned(self.noun, owners), denied=self.denied)


@dataclass(frozen=True, slots=True)
class Together:
    """Two things said of one subject."""

    left: HasRole
    right: HasRole

    def of(self, kinds: Kinds, owners: Things) -> Ranked | None:
        """That each of the owners has both."""
        return both(self.left.of(kinds, owners), self.right.of(kinds, owners))


def having() -> Iterator[Rule]:
    """All rules of having."""
    as_one = lambda _, denied, things, __, noun: HasRole(noun, things, denied)  # noqa: E731
    bare = lambda _, denied, things, noun: HasRole(noun, things, denied)  # noqa: E731
    for target, words in (("BEGUN", "BEGAN XS as|for"), *(("ROLED", f"{w} as|for") for w in ("HAVING XS", "TOOK XS"))):
        yield from rules(target, f"{words} ART ROLE", as_one)
        yield from rules(target, f"{words} ROLE", bare)
    yield from rules("ROLED", "COUNTS XS as ART? ROLE", lambda _, d, xs, *values: HasRole(values[-1], xs, d))
    for target, verb in (("BEGUN", "BEGAN"), ("ROLED", "TOOK")):
        for to in ("to|unto", f"to|unto {HIS}", f"to be {HIS}|the|a|an"):
            yield from rules(target, f"{verb} XS {to} ROLE", _to)
    yield from rules("BEGUN", f"MADE XS the|{HIS} ROLE", bare)
    yield from rules("ROLED", f"MADE XS the|{HIS} ROLE", bare)
    for verb in ("HAVING", "LEFT"):
        for named in ("", "NAMEDAS"):
            drop = bool(named)
            yield from rules("ROLED", f"{verb} ART ROLE {named} XS", _named(drop=drop, art=True))
            yield from rules("ROLED", f"{verb} ROLE {named} XS", _named(drop=drop, art=False), cost=1)
        yield from rules("ROLED", f"{verb} one ROLE NAMEDAS XS", lambda _, d, n, __, xs: HasRole(n, xs, d))
        yield from rules("ROLED", f"{verb} no ROLE NAMEDAS XS", lambda _, d, n, __, xs: HasRole(n, xs, not d))
    pattern = "HAVING a|an ROLE NAMEDAS XS and a|an ROLE NAMEDAS XS"
    yield from rules("SAYING", pattern, lambda _, d, n, __, xs, m, ___, ys: _together(d, n, xs, m, ys))
    pattern = "HAVING a|an ROLE XS and a|an ROLE XS"
    yield from rules("SAYING", pattern, lambda _, d, n, xs, m, ys: _together(d, n, xs, m, ys))
    yield from rules("SAYING", "HAVING XS as|for ART? ROLE and XS as|for ART? ROLE", _two)
    for his in (HIS, "the"):
        for among in ("among", "amongst", "as one of"):
            pattern = f"COUNTS XS {among} {his} ROLE"
            yield from rules("ROLED", pattern, lambda _, d, xs, n: _plural_only(n, xs, denied=d))
    yield from rules(
        "ROLED", f"HAVING XS in {HIS} line|row|list of ROLE", lambda _, d, xs, n: _plural_only(n, xs, denied=d)
    )
    yield from rules("SAYING", "called|calls XS ROLE", lambda _, xs, noun: HasRole(noun, xs), cost=1)
    yield from rules("SAYING", "found|finds ART ROLE in XS", lambda _, __, noun, xs: HasRole(noun, xs))
    yield from rules("SAYING", f"COUNTS among {HIS} ROLE XS", lambda _, d, n, xs: _plural_only(n, xs, denied=d))
    yield from rules("SAYS", "the? R INCLUDE XS", _included)
    yield from rules("SAYS", f"there {BE} a|an? ROLE {OF} OWNERS NAMEDAS XS", _there)
    yield from rules("SAYS", "the? R XS", lambda k, role, xs: roles(k, xs, role), cost=3)


def is_place(kinds: Kinds, thing: Form) -> bool:
    """Whether something may be a place."""
    return "where" in kinds.words_of(thing)


def _to(kinds: Kinds, denied: bool, things: Things, noun: Form) -> HasRole | None:
    """ "Took her to wife": of what two are to each other, for one may take anybody to school."""
    tied = isinstance(noun, Join) and noun.of == HOLE and kinds.is_mutual(noun.relation)
    return HasRole(noun, things, denied) if tied else None


def _named(*, drop: bool, art: bool) -> Callable[..., HasRole]:
    """A builder that leaves out the values of the article and of "called"."""

    def built(_: Kinds, denied: bool, *values: object) -> HasRole:
        rest = list(values)
        if art:
            rest.pop(0)
        if drop:
            rest.pop(1)
        noun, things = rest
        return HasRole(noun, things, denied)  # type: ignore[arg-type]

    return built


def _together(denied: bool, one: Form, things: Things, other: Form, others: Things) -> Together | None:
    return None if denied else Together(HasRole(one, things), HasRole(other, others))


def _two(_: Kinds, denied: bool, *values: object) -> Together | None:
    """ "Had F as father and M as mother"."""
    if denied:
        return None
    things, one, others, other = [value for value in values if value is not False]
    return Together(HasRole(one, things), HasRole(other, others))  # type: ignore[arg-type]


def _plural_only(noun: Form, things: Things, *, denied: bool) -> HasRole | None:
    return HasRole(singular(noun), things, denied) if is_plural(noun) else None


def _included(kinds: Kinds, role: Owned, denied: bool, things: Things) -> Ranked | None:
    found = roles(kinds, things, Owned(singular(role.noun), role.owners), denied=denied)
    return each(found, lambda statement: Ranked(((statement, 0 if is_plural(role.noun) else 1),)))


def _there(kinds: Kinds, noun: Form, owners: Things, _: bool, things: Things) -> Ranked | None:
    return roles(kinds, things, Owned(noun, owners))
