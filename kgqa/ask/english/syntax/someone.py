"""Persons and things that no noun names: "someone who lives in X", "how many people report to X".

Of what kind they are is told by the verb: the things of which the graph says it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.links import Link
from kgqa.ask.compose.modify import Both, Bounded, Extreme, Not, modified
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.form import Class, Count, Form, Minus, Question, Thing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.compose.modify import Modifier
    from kgqa.ask.forest import Ranked
    from kgqa.model import IRI

_COST = 3
"""A noun of the graph goes first."""


def someones() -> Iterator[Rule]:
    """All rules of nouns that say no more than that something is a person or a thing."""
    yield from rules(
        "SOMEONE", "someone|somebody|anyone|anybody|people|persons|those|everyone|everybody", lambda _: True
    )
    yield from rules("SOMEONE", "a|the|any|each|every|some person", lambda _: True)
    yield from rules("X", "SOMEONE MOD", lambda k, _, said: whoever(k, said), cost=_COST)
    for opening in ("what|which people|persons|person|ones",):
        yield from rules("Q", f"{opening} VP", lambda k, said: each(whoever(k, said), Question), cost=_COST)
    for part in ("VP", "MOD", "are|were there MOD"):
        yield from rules("Q", f"how many people|persons {part}", _how_many, cost=_COST)


def _how_many(kinds: Kinds, said: Modifier) -> Ranked | None:
    return each(whoever(kinds, said), lambda form: Question(Count(form)))


def whoever(kinds: Kinds, said: Modifier) -> Form | Ranked | None:
    """All of which something is said; of the one kind of things of which it may be, where there must be a set first."""
    match said:
        case Link() | Both() | Bounded():
            return None
        case Extreme(by=by):
            kind = _only(kinds.needed(by)) if isinstance(by, Form) else None
        case Not(of=of):
            kind = _only(kinds.of(of)) if isinstance(of, Form) else None
        case Minus(of=Thing(), without=without):
            kind = _only(kinds.of(without))
        case _:
            return said if kinds.literal_of(said) is None else None
    return None if kind is None else modified(kinds, kind, said)


def _only(found: frozenset[IRI]) -> Class | None:
    return Class(next(iter(found))) if len(found) == 1 else None
