"""Clauses in two parts: "it was X who ...", "the one who ... was X", "someone other than X ..."."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.links import Link
from kgqa.ask.compose.modify import Both, Bounded, Extreme, Not
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.saying.being import said_of
from kgqa.ask.english.syntax.saying.predicate import both
from kgqa.ask.english.syntax.saying.things import one_of_set
from kgqa.ask.form import Class, Entity, Exists, Overlap
from kgqa.ask.statement import Said, Statement
from kgqa.ask.structure import entities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.compose.modify import Modifier
    from kgqa.ask.english.syntax.saying.predicate import Owned, Things
    from kgqa.ask.forest import Ranked
    from kgqa.model import IRI

_ONE = "one|ones|person|persons|people|individual"
_WHO = "who|that|which"


def clefts() -> Iterator[Rule]:
    """All rules of clauses in two parts."""
    it = "it|this|that"
    yield from rules("SAYS", f"{it} BEING XS {_WHO} SAYING", _cleft)
    yield from rules("SAYS", f"{it} BEING XS and no one|nobody else {_WHO} SAYING", lambda *_: None)
    for one in (f"the? {_ONE}", "someone|somebody"):
        yield from rules("SAYS", f"{one} {_WHO} SAYING BEING XS", lambda k, p, d, xs: _cleft(k, d, xs, p))
        yield from rules("SAYS", f"XS BEING {one} {_WHO} SAYING", lambda k, xs, d, p: _cleft(k, d, xs, p))
    yield from rules("SAYS", f"the C {_WHO} SAYING BEING XS", lambda k, c, p, d, xs: _of_kind(k, d, xs, c, p))
    yield from rules("SAYS", f"XS BEING the|a|an C {_WHO} SAYING", lambda k, xs, d, c, p: _of_kind(k, d, xs, c, p))
    for other in ("someone|somebody other|else than", "another person than", "someone|somebody but not"):
        yield from rules("SAYS", f"{other} T SAYING", lambda k, x, p: _denied(k, (x,), p))
    for pattern in ("not T but T SAYING",):
        yield from rules("SAYS", pattern, lambda k, x, y, p: both(_denied(k, (x,), p), said_of(k, (y,), p)))
    for pattern in ("T not T SAYING", "T and not T SAYING", "T but not T SAYING"):
        yield from rules("SAYS", pattern, lambda k, x, y, p: both(said_of(k, (x,), p), _denied(k, (y,), p)))
    yield from rules("SAYS", "nobody|none VP", _nobody)
    yield from rules("SAYS", "no one VP", _nobody)
    yield from rules("SAYS", "no R SAYING", _no_member)
    yield from rules("SAYS", "none of the? R SAYING", _no_member)


def _nobody(kinds: Kinds, said: Modifier) -> Statement | None:
    """That there is none of whom something is said."""
    if isinstance(said, (Link, Extreme, Bounded, Not, Both)) or kinds.literal_of(said) is not None:
        return None
    return Statement((Said(Exists(said), negated=True),)) if any(True for _ in entities(said)) else None


def _no_member(kinds: Kinds, role: Owned, predicate: object) -> Ranked | None:
    """That no member of a set does it."""
    things = one_of_set(kinds, role)
    said = None if things is None else said_of(kinds, things, predicate)
    return each(said, lambda statement: None if statement.said[0].negated else statement.denied())


def _cleft(kinds: Kinds, denied: bool, things: Things, predicate: object) -> Ranked | None:
    return _denied(kinds, things, predicate) if denied else said_of(kinds, things, predicate)


def _denied(kinds: Kinds, things: Things, predicate: object) -> Ranked | None:
    return each(said_of(kinds, things, predicate), Statement.denied)


def _of_kind(kinds: Kinds, denied: bool, things: Things, kind: IRI, predicate: object) -> Ranked | None:
    """ "X was the man who ...": that X is one as well."""
    if denied or len(things) != 1 or not isinstance(things[0], Entity):
        return None
    itself = Statement((Said(Overlap(Class(kind), things[0])),))
    return both(said_of(kinds, things, predicate), itself)
