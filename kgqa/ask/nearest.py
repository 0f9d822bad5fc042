"""What two things have in common in one relation, nearest first: their closest common ancestors, or broader terms."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from kgqa.ask.climb import Climb, nearest_above, values
from kgqa.ask.form import Relation
from kgqa.ask.ways import read_ways
from kgqa.model import ASSERTED_GRAPH

if TYPE_CHECKING:
    from kgqa.ask.lexicon import Lexicon
    from kgqa.ask.schema import Schema
    from kgqa.ask.ways import Ways
    from kgqa.model import IRI, Term, Triple
    from kgqa.store import Store

MOST_VALUES = 2_000
"""Values of one thing that are looked at."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The common values with the smallest number of steps together, in the order of their IRIs.

    `steps` is that number, None where the steps are not known; `facts` lead from both things to the values.
    """

    values: tuple[Term, ...]
    steps: int | None
    facts: tuple[Triple, ...]


def nearest(
    one: IRI, other: IRI, relation: Relation, lexicon: Lexicon, store: Store, *, ways: Ways | None = None
) -> Nearest | None:
    """What both things have in `relation`, of a transitive relation only the nearest; None where nothing is.

    The steps of a transitive relation are those that the ontology marks (kgqa:relationStep) among the narrower ones,
    else the stated facts. Without either, nearest are those that no other common value leads to.
    """
    schema = lexicon.schema
    if any(same.property in schema.transitive for same in schema.same(relation)):
        steps = [step for step in (ways or read_ways(lexicon, store)).steps if _is_step(step, relation, schema)]
        graph = None if steps else ASSERTED_GRAPH
        steps = steps or [r for r in _stated(schema) if relation in schema.wider(r)]
        if any(True for thing in (one, other) for _ in values(thing, steps, store, graph)):
            return _climbed(Climb(one, steps, store, graph), Climb(other, steps, store, graph))
        return _minimal(one, other, relation, store)
    return _climbed(_Once(one, (relation,), store), _Once(other, (relation,), store))


class _Once(Climb):
    """A climb of one step only."""

    @property
    def done(self) -> bool:
        return self.level > 0


def _is_step(step: Relation, relation: Relation, schema: Schema) -> bool:
    return relation in schema.wider(step) and step.property not in schema.transitive


def _stated(schema: Schema) -> list[Relation]:
    return [Relation(iri, inverse) for iri in sorted(schema.used) for inverse in (False, True)]


def _climbed(one: Climb, other: Climb) -> Nearest | None:
    found = nearest_above(one, other, least=1)
    if not found:
        return None
    facts = [fact for value in found for climb in (one, other) for fact in climb.path(value)]
    return Nearest(tuple(found), one.steps[found[0]] + other.steps[found[0]], tuple(dict.fromkeys(facts)))


def _minimal(one: IRI, other: IRI, relation: Relation, store: Store) -> Nearest | None:
    """The common values but those to which another of them leads."""
    mine, theirs = (dict(islice(values(thing, (relation,), store), MOST_VALUES)) for thing in (one, other))
    both = mine.keys() & theirs.keys()
    beyond = {
        value for thing in both for value, _ in islice(values(thing, (relation,), store), MOST_VALUES) if value != thing
    }
    found = sorted(both - beyond, key=str)
    facts = tuple(fact for value in found for fact in (mine[value], theirs[value]))
    return Nearest(tuple(found), None, facts) if found else None
