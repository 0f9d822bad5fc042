"""Nouns beside the kind of their owner: "song titles and singer names", "the aircraft name of the flight"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.columns import Columns, table, with_column
from kgqa.ask.compose.kinds import hole_relation
from kgqa.ask.compose.links import Link, tied, ways
from kgqa.ask.compose.modify import modified
from kgqa.ask.compose.rows import owners, side_by_side
from kgqa.ask.compose.sets import filled
from kgqa.ask.english.syntax.nominals import identity
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.forest import Ranked
from kgqa.ask.form import Class, Form, Intersection, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.compose.modify import Modifier
    from kgqa.model import IRI


def compounds() -> Iterator[Rule]:
    """All rules:  "The song titles and singer names", "ship names that ..."."""
    yield from rules("NB", "C RN", lambda k, kind, noun: filled(k, noun, Class(kind)), cost=2)
    yield from rules("NB", "C RN MOD", _of_members, cost=2)
    yield from rules("TABLE", "the? C COLS", lambda k, kind, columns: table(k, columns, Class(kind)), cost=1)
    yield from rules("TABLE", "the? C COLS MOD", _table_of, cost=1)
    for of in ("X", "EVERY"):
        pattern = f"the? C COLS of|for|from {of}"
        yield from rules("TABLE", pattern, _same_kind)
    yield from rules("NB", "C RN of|for|from NP", _of_linked, cost=1)
    yield from rules("NB", "RN of|for|from|in|on|at NP", _of_owner, cost=2)
    for having in ("with|having", "that|which have|has"):
        yield from rules("NB", f"RN {having} a|an|any? NB", filled, cost=1)
    yield from rules("ONECOL", "COL of|for|from X", table)
    yield from rules("ONECOL", "the? C COL", lambda k, kind, column: table(k, column, Class(kind)))
    for of in ("X", "EVERY"):
        yield from rules(
            "TABLE", f"COL of|for {of} and|with their|its|his|her C COL",
            _with_other, cost=1,
        )  # fmt: skip
    yield from rules("ONECOL", "the? RN of their|its|his|her NB", lambda k, noun, of: table(k, Columns((noun,)), of))
    for both in ("that|which have|has both NB and NB", "with both NB and NB", "shared by both? NB and NB"):
        yield from rules("NB", f"RN {both}", _in_common)
    yield from rules("BLOCK", "ONECOL", identity)
    yield from rules("BLOCK", "ONECOL that|which? they|it are|is|were|was in|on|at|from", identity, cost=1)
    yield from rules("BLOCK", "TABLE", identity)
    yield from rules("TABLE", "BLOCK and|with BLOCK", _beside, cost=1)
    yield from rules("TABLE", "COLS and COL of|for X", lambda k, a, b, of: table(k, _joined(k, a, b), of))


def _same_kind(kinds: Kinds, kind: IRI, columns: Columns, of: Form) -> Table | None:
    return table(kinds, columns, of) if kind in kinds.of(of) else None


def _of_linked(kinds: Kinds, kind: IRI, noun: Form, of: Form) -> Ranked | None:
    """ "The aircraft name of the flight": of the aircraft that the flight is linked to."""
    if kind in kinds.of(of):
        found = filled(kinds, noun, of)
        return None if found is None else Ranked(((found, 0),))
    return each(tied(kinds, Class(kind), Link("of", of)), lambda linked: filled(kinds, noun, linked))


def _of_owner(kinds: Kinds, noun: Form, of: Form) -> Ranked | None:
    """ "The resolution of the phone", which is told of the only screen that the phone has, and that only it has.

    What is said of things that many share is not said of those: the population of a town is none of an inhabitant's.
    """
    owner = owners(kinds, noun)
    if kinds.is_name(hole_relation(noun)):
        return None
    if owner is None or kinds.literal_of(of) is not None or not kinds.of(of) or owner.iri in kinds.of(of):
        return None
    if kinds.literal_of(noun) is None or kinds.compatible(kinds.needed(noun), kinds.of(of)):
        return None
    found = ways(kinds, owner, Link(None, of))
    ends = [end for relation, _ in found for end in (relation, relation.reversed())]
    if not found or not all(map(kinds.is_mostly_single, ends)):
        return None
    return each(tied(kinds, owner, Link("of", of)), lambda linked: filled(kinds, noun, linked))


def _with_other(kinds: Kinds, one: Columns, of: Form, kind: IRI, other: Columns) -> Table | None:
    left, right = table(kinds, one, of), table(kinds, other, Class(kind))
    return None if left is None or right is None else side_by_side(kinds, left, right)


def _in_common(kinds: Kinds, noun: Form, one: Form, other: Form) -> Form | None:
    """The values of a noun that members of both sets have."""
    left, right = filled(kinds, noun, one), filled(kinds, noun, other)
    return None if left is None or right is None or one == other else Intersection(left, right)


def _joined(kinds: Kinds, one: Columns, other: Columns) -> Columns:
    return with_column(kinds, one, other) or one


def _beside(kinds: Kinds, one: Table, other: Table) -> Table | None:
    return None if one.of == other.of else side_by_side(kinds, one, other)


def _of_members(kinds: Kinds, kind: IRI, noun: Form, modifier: Modifier) -> Ranked | None:
    """Nouns of the members that a modifier leaves; that any of a kind has them ("a dog owned") leaves nothing out."""
    if filled(kinds, noun, Class(kind)) is None:
        return None
    if isinstance(modifier, Link) and modifier.preposition == "by" and isinstance(modifier.of, Class):
        return None
    return each(modified(kinds, Class(kind), modifier), lambda of: filled(kinds, noun, of))


def _table_of(kinds: Kinds, kind: IRI, columns: Columns, modifier: Modifier) -> Ranked | None:
    return each(modified(kinds, Class(kind), modifier), lambda of: table(kinds, columns, of))
