"""Implicit joins: what ties a noun to the thing beside it ("players from Mexico", "Texas cities").

The properties between the two are found by the types at both ends, by the preposition, and by what the data hold;
where several would do nothing is guessed: each is a reading of its own, and too many are none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.ask.compose.routes import Route, along, back, detours
from kgqa.ask.compose.sets import holding, met, placed
from kgqa.ask.compose.strain import by_accident
from kgqa.ask.forest import Ranked
from kgqa.ask.form import HOLE, THING, Entity, Form, Hole, Join, Relation, Thing, Value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.model import IRI

_MOST_WAYS = 3
_OWNING = "of"
"""After a noun that has owners it names the owner, and ties to nothing else."""
_PLACING = frozenset(("in", "at", "on", "within", "inside"))
_BESIDE = "near"
"""What is near a place does not lie in it: only what is told of both alike ("borders") ties them, or says "near"."""
_OWN, _PLACE, _ANY, _FAR = 0, 1, 3, 6


@dataclass(frozen=True, slots=True)
class Link:
    """A thing beside a noun, with the preposition between them, if any; `through`: linked by members of this class."""

    preposition: str | None
    of: Form
    through: IRI | None = None


def tied(kinds: Kinds, head: Form, link: Link) -> Ranked | None:
    """The members of `head` that are linked to the thing, each way with its cost; None when nothing ties them.

    Next to the thing is the last of several nouns: in "the owners of the houses in Y" the houses are in Y.
    """
    if link.preposition == _OWNING and isinstance(head, Join) and head.of in {THING, HOLE}:
        return None
    far = int(isinstance(head, Join) and not isinstance(head.of, (Entity, Hole, Thing)))
    found: list[tuple[Form, int]] = []
    for route, cost in routes(kinds, head, link):
        end = kinds.narrowed(link.of, kinds.values(route[-1]))
        of = placed(kinds, end) if link.preposition in _PLACING else end
        reached = along(back(route), of) if len(route) > 1 else holding(kinds, route[0], of)
        form = None if reached is None else met(kinds, head, reached)
        if form is not None:
            found.append((form, cost + far))
    return Ranked(tuple(found)) if found else None


def routes(kinds: Kinds, head: Form, link: Link) -> list[tuple[Route, int]]:
    """The ways from `head` to the linked thing: single relations, else, at a cost, the only way by another kind.

    None leads to values of whatever ("by population"): that says nothing of the members.
    """
    if kinds.literal_of(link.of) is not None and isinstance(link.of, Join) and link.of.of == THING:
        return []
    direct = [] if link.through is not None else ways(kinds, head, link)
    if (
        direct
        or link.preposition == _BESIDE
        or kinds.literal_of(head) is not None
        or kinds.literal_of(link.of) is not None
    ):
        return [((relation,), cost) for relation, cost in direct]
    found = detours(kinds, kinds.of(head), kinds.of(link.of), link.through)
    if len(found) > 1:
        return []
    return [(route, _OWN if link.through is not None else _FAR) for route in found]


def gathering(kinds: Kinds, members: Form, group: Form) -> Route | None:
    """The one way from members of a set to what they are counted for: of several, that by which it may have many."""
    found = [route for route, _ in routes(kinds, members, Link(None, group))]
    if len(found) > 1:
        found = [route for route in found if not all(kinds.is_single(relation) for relation in back(route))]
    return found[0] if len(found) == 1 else None


def ways(kinds: Kinds, head: Form, link: Link) -> list[tuple[Relation, int]]:
    """The relations from `head` that lead to the linked thing, the ones that the preposition names first."""
    candidates = _fitting(kinds, head, link.of)
    named = _named_by(kinds, link.preposition, head, link.of)
    if named:
        return [(relation, _OWN) for relation in named]
    if link.preposition == _BESIDE:
        return [(relation, _PLACE) for relation in _widest(kinds, filter(kinds.is_mutual, candidates))]
    placing = link.preposition in _PLACING and [
        r for r in candidates if "where" in kinds.words(r) or r.property in kinds.lexicon.containers
    ]
    widest, cost = (_widest(kinds, placing), _PLACE) if placing else (_widest_between(kinds, head, link.of), _ANY)
    if len(candidates) > 1 or not kinds.of(head) or not kinds.of(link.of):
        widest = _holding(kinds, widest, link.of)
    return [(relation, cost) for relation in widest] if len(widest) <= _MOST_WAYS else []


def _named_by(kinds: Kinds, preposition: str | None, head: Form, of: Form) -> list[Relation]:
    """The widest of the relations between two sets that a preposition names; kept by classes."""
    key = ("named", preposition, kinds.of(head), kinds.of(of), kinds.literal_of(of))
    if key not in kinds.between:
        fitting = _fitting(kinds, head, of)
        kinds.between[key] = _widest(kinds, [r for r in fitting if preposition in _prepositions(kinds, r)])
    return kinds.between[key]


def _fitting(kinds: Kinds, head: Form, of: Form) -> list[Relation]:
    """The relations between two sets whose kinds are those of the sets; else those that members have by accident."""
    key = ("fitting", kinds.of(head), kinds.of(of), kinds.literal_of(of))
    if key not in kinds.between:
        found = _between(kinds, head, of)
        kinds.between[key] = [r for r in found if not _is_strained(kinds, r, key[1], key[2])] or found
    return kinds.between[key]


def _is_strained(kinds: Kinds, relation: Relation, heads: frozenset[IRI], ends: frozenset[IRI]) -> bool:
    strained = by_accident(kinds, kinds.subjects(relation), heads)
    return strained or by_accident(kinds, kinds.values(relation), ends)


def _widest_between(kinds: Kinds, head: Form, of: Form) -> list[Relation]:
    """Of the relations between two sets those that none of them is a kind of; kept by classes."""
    key = ("widest", kinds.of(head), kinds.of(of), kinds.literal_of(of))
    if key not in kinds.between:
        kinds.between[key] = _widest(kinds, _fitting(kinds, head, of))
    return kinds.between[key]


def _between(kinds: Kinds, head: Form, of: Form) -> list[Relation]:
    """The relations that lead from a class of `head` to one of `of`; kept by classes."""
    key = (kinds.of(head), kinds.of(of), kinds.literal_of(of))
    if key not in kinds.between:
        kinds.between[key] = [
            relation
            for relation in relations(kinds)
            if _leads(kinds, relation, of) and kinds.compatible(kinds.subjects(relation), key[0])
        ]
    return kinds.between[key]


def _leads(kinds: Kinds, relation: Relation, of: Form) -> bool:
    literal = kinds.literal_of(of)
    if literal is not None:
        own = not isinstance(of, Join) or of.relation == relation
        return own and kinds.literal(relation) == literal
    if kinds.literal(relation) is not None or kinds.literal(relation.reversed()) is not None:
        return False
    return kinds.compatible(kinds.values(relation), kinds.of(of))


def relations(kinds: Kinds) -> tuple[Relation, ...]:
    """All relations that people may speak of and of which there are facts, in both directions."""
    return tuple(Relation(iri, inverse) for iri in kinds.told for inverse in (False, True))


def _prepositions(kinds: Kinds, relation: Relation) -> frozenset[str]:
    return kinds.prepositions.get(relation, frozenset())


def _widest(kinds: Kinds, found: Iterable[Relation]) -> list[Relation]:
    """Of relations of which one holds wherever another does, only the wider one; of equal ones the first."""
    kept: list[Relation] = []
    candidates = list(found)
    for relation in candidates:
        wider = kinds.schema.wider(relation)
        covered = any(other in wider and relation not in kinds.schema.wider(other) for other in candidates)
        if not covered and not any(other in wider for other in kept):
            kept.append(relation)
    return kept


def _holding(kinds: Kinds, found: Iterable[Relation], of: Form) -> list[Relation]:
    """The relations that lead to the thing in the data, where it is one thing or value."""
    if isinstance(of, Entity) and len(of.iris) == 1:
        end: IRI | object = of.iri
    elif isinstance(of, Value):
        end = of.literal
    else:
        return list(found) if kinds.of(of) or isinstance(of, Entity) else []
    return [r for r in found if _holds(kinds, r, end)]


def _holds(kinds: Kinds, relation: Relation, end: object) -> bool:
    if relation.inverse:
        return any(True for _ in kinds.store.match(end, relation.property))  # type: ignore[arg-type]
    return any(True for _ in kinds.store.match(None, relation.property, end))  # type: ignore[arg-type]
