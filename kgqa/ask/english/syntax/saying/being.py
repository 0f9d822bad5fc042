"""Being something to somebody: "X was the son of Y", "X was one of Y's sons", "X was neither ... nor ..."."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.saying.predicate import Owned, Things, all_of, denials, plural, roles, singular
from kgqa.ask.english.syntax.truths import is_plural
from kgqa.ask.english.syntax.words import BE, HIS, OF
from kgqa.ask.forest import Ranked
from kgqa.ask.form import Form, Join, Union

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.statement import Statement


@dataclass(frozen=True, slots=True)
class IsRole:
    """Being what a noun says to its owners; `begun`: it was told how that began ("became")."""

    role: Owned
    denied: bool = False
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Several:
    """Several things said of one subject."""

    predicates: tuple[object, ...]


def being() -> Iterator[Rule]:
    """All rules of being something to somebody."""
    is_role = lambda _, denied, role: IsRole(role, denied)  # noqa: E731
    yield from rules("ROLED", "IS the|a|an? R", is_role)
    yield from rules("BEGUN", "BECAME the|a|an? R", lambda _, denied, role: IsRole(role, denied, begun=True))
    yield from rules("ROLED", "IS no R", lambda _, denied, role: IsRole(role, not denied))
    yield from rules("ROLED", "AMONG the? R", _one_of)
    yield from rules("SAYS", "MANY BEING both|all the? R", _both_are)
    yield from rules("SAYING", "IS both the|a|an? R and the|a|an? R", _both)
    nouns = f"IS the|a|an? RN and the|a|an? RN {OF} OWNERS"
    yield from rules("SAYING", nouns, lambda k, d, n, m, xs: _both(k, d, Owned(n, xs), Owned(m, xs)))
    nouns = "IS OWNINGS 's RN and RN"
    yield from rules("SAYING", nouns, lambda k, d, xs, n, m: _both(k, d, Owned(n, xs), Owned(m, xs)))
    yield from rules("SAYING", "IS neither the|a|an? R nor the|a|an? R", _neither)
    yield from rules("SAYING", f"IS neither the|a|an? ROLE nor the|a|an? ROLE {OF} OWNERS", _neither_of)
    yield from rules("SAYING", "IS the|a|an? R and not the|a|an? R", _but_not)
    yield from rules("SAYING", "IS the|a|an? R but not the|a|an? R", _but_not)
    yield from rules("SAYING", f"IS the|a|an? ROLE {OF} OWNERS not {OF}? OWNERS", _of_not)
    yield from rules("SAYING", f"IS not the|a|an? ROLE {OF} OWNERS but {OF}? OWNERS", _not_of_but)
    yield from rules("SAYING", f"IS the|a|an? ROLE not {OF} OWNERS but {OF}? OWNERS", _not_of_but)
    yield from _corrected()
    yield from rules("SAYS", "XS SAYING", said_of)
    yield from rules("SAYS", "DEFS SAYING", said_of)
    yield from rules("SAYS", "neither T nor T SAYING", _of_neither)
    yield from rules("SAYS", "EVERY SAYING", _of_every)


def _corrected() -> Iterator[Rule]:
    """ "The brother, not the son, of Y"; "not Y's son but his brother"; "the brother rather than the son of Y"."""
    both_of = lambda _, d, n, m, xs: _but_not(_, d, Owned(n, xs), Owned(m, xs))  # noqa: E731
    for instead in ("not", "and not", "rather than", "instead of", "as opposed to"):
        yield from rules("SAYING", f"IS the|a|an? ROLE {instead} the|a|an? ROLE {OF} OWNERS", both_of)
        own = f"IS OWNINGS 's ROLE {instead} {HIS} ROLE"
        yield from rules("SAYING", own, lambda _, d, xs, n, m: _but_not(_, d, Owned(n, xs), Owned(m, xs)))
        own = f"IS the|a|an? ROLE {OF} OWNERS {instead} {HIS} ROLE"
        yield from rules("SAYING", own, lambda _, d, n, xs, m: _but_not(_, d, Owned(n, xs), Owned(m, xs)))
    for instead in ("rather than", "instead of", "as opposed to"):
        yield from rules("SAYING", f"IS the|a|an? R {instead} the|a|an? R", _but_not)
    but = f"BE_ not the|a|an? ROLE but the|a|an? ROLE {OF} OWNERS".replace("BE_", BE)
    yield from rules("SAYING", but, lambda _, n, m, xs: _but_not(_, False, Owned(m, xs), Owned(n, xs)))
    yield from rules("SAYING", f"{BE} not the|a|an? R but the|a|an? R", lambda _, n, m: _but_not(_, False, m, n))
    own = f"{BE} not OWNINGS 's ROLE but {HIS} ROLE"
    yield from rules("SAYING", own, lambda _, xs, n, m: _but_not(_, False, Owned(m, xs), Owned(n, xs)))
    own = f"{BE} not the|a|an? ROLE {OF} OWNERS but {HIS} ROLE"
    yield from rules("SAYING", own, lambda _, n, xs, m: _but_not(_, False, Owned(m, xs), Owned(n, xs)))


def _both_are(kinds: Kinds, things: Things, denied: bool, role: Owned) -> Ranked | None:
    """ "X and Y were both children of Z"."""
    return None if denied or not is_plural(role.noun) else roles(kinds, things, role)


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
            return few(roles(kinds, things, role, denied=denied), things, role)
        case Several(predicates=predicates):
            return all_of(said_of(kinds, things, one) for one in predicates)
        case _:
            return predicate.of(kinds, things)  # type: ignore[attr-defined, no-any-return]


def few(found: Ranked | None, things: Things, role: Owned) -> Ranked | None:
    """Several things are rarely what a noun in the singular says; and who is father and mother is rather both."""
    extra = int(not is_plural(role.noun) and (len(things) > 1 or isinstance(role.noun, Union)))
    return each(found, lambda statement: Ranked(((statement, extra),)))


def _of_every(kinds: Kinds, things: Form, predicate: object) -> Ranked | None:
    """That something holds of all that a noun means to somebody."""
    return said_of(kinds, (plural(things),), predicate) if isinstance(things, Join) else None


def _of_neither(kinds: Kinds, one: Form, other: Form, predicate: object) -> Ranked | None:
    """That something holds of neither."""
    said = (said_of(kinds, (thing,), predicate) for thing in (one, other))
    return all_of(each(each_said, _denied) for each_said in said)


def _denied(statement: Statement) -> Statement | None:
    single = len(statement.said) == 1 and not statement.said[0].negated
    return denials(statement) if single else None
