"""Clauses in two parts: "it was X who ...", "the one who ... was X", "someone other than X ..."."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.saying.being import said_of
from kgqa.ask.english.syntax.saying.predicate import both
from kgqa.ask.form import Class, Entity, Overlap
from kgqa.ask.statement import Said, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.english.syntax.saying.predicate import Things
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
    yield from rules("SAYS", "T of all people SAYING", lambda k, x, p: said_of(k, (x,), p))


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
