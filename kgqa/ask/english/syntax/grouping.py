"""Values and things with how often they occur: the commonest, those shared by many, each with its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import aggregated
from kgqa.ask.compose.columns import Columns, Function, Group, figures_for_each, table, with_column
from kgqa.ask.compose.kinds import hole_relation
from kgqa.ask.compose.links import Link, tied
from kgqa.ask.compose.modify import modified
from kgqa.ask.compose.rows import beside_columns, commonest, owners, shared, side_by_side
from kgqa.ask.compose.sets import filled
from kgqa.ask.english.syntax.nominals import identity
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.words import BE, BES, HAVE, WHICH
from kgqa.ask.forest import Ranked
from kgqa.ask.form import Class, Count, Entity, Form, Intersection, Join, Question, Several, Table, Value, is_open

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.compose.modify import Modifier
    from kgqa.model import IRI

_COMMON = "common|popular|frequent|prevalent|frequently"
_DIFFERENT = "different|distinct|unique"


def grouping() -> Iterator[Rule]:
    """All rules of groups and of how often values occur."""
    yield from _common()
    yield from _different()
    yield from _compounds()
    yield from _numbers_beside()
    yield from _figures()
    yield from _for_each()


def _common() -> Iterator[Rule]:
    for words, highest in ((f"most {_COMMON}", True), (f"least {_COMMON}", False)):
        yield from rules("COMMON", words, lambda _, h=highest: h)
    yield from rules("FIRST", "COMMON RN of|among|for|across|in X", lambda k, h, n, x: commonest(k, n, x, highest=h))
    yield from rules("FIRST", "COMMON RN of|among|for EVERY", lambda k, h, n, x: commonest(k, n, x, highest=h))
    yield from rules("FIRST", "COMMON RN", lambda k, h, n: commonest(k, n, None, highest=h), cost=1)
    yield from rules("FIRST", "COMMON C RN", lambda k, h, c, n: commonest(k, n, Class(c), highest=h))
    for tail in ("", "one|ones"):
        yield from rules(
            "Q", f"{WHICH} RN {BE} the? COMMON {tail} of|for|among|in X",
            lambda k, n, h, x: _asked(commonest(k, n, x, highest=h)),
        )  # fmt: skip
        yield from rules(
            "Q", f"{WHICH} RN {BE} the? COMMON {tail}", lambda k, n, h: _asked(commonest(k, n, None, highest=h))
        )
    for many, highest in (("most", True), ("fewest|least", False)):
        for sharing in (
            f"{HAVE} the? {many} number? of? NB", f"with the? {many} number? of? NB",
            f"shared by the? {many} number? of? NB",
        ):  # fmt: skip
            yield from rules(
                "FIRST", f"RN that|which? {sharing}", lambda k, n, x, h=highest: commonest(k, n, x, highest=h)
            )
            yield from rules(
                "Q", f"{WHICH} RN {sharing}", lambda k, n, x, h=highest: _asked(commonest(k, n, x, highest=h))
            )
    for sharing in (
        f"in|for|where|at which? there {BE} AMOUNT NB",
        f"that|which? {HAVE} AMOUNT NB",
        f"that|which? {BE}? shared by AMOUNT NB",
        "with AMOUNT NB",
    ):
        yield from rules("NB", f"RN {sharing}", lambda k, n, amount, x: shared(k, n, x, amount))
    yield from rules("Q", f"{WHICH} RN {HAVE} AMOUNT NB", lambda k, n, amount, x: _asked(shared(k, n, x, amount)))


def _asked(form: Form | None) -> Question | None:
    return None if form is None else Question(form)


def _different() -> Iterator[Rule]:
    """ "How many different types of pets are there", "the number of distinct cities of students"."""
    for opening in (f"how many {_DIFFERENT}", f"the? number|count of {_DIFFERENT}"):
        yield from rules("DISTINCT", opening, lambda _: True)
    for ending in ("", f"{BE} there", f"{BE} there in total"):
        yield from rules("Q", f"DISTINCT RN of|for|in|from|among X {ending}", lambda k, _, n, x: _how_many(k, n, x))
        yield from rules("Q", f"DISTINCT RN {ending}", lambda k, _, n: _how_many(k, n, owners(k, n)), cost=1)
        yield from rules("Q", f"DISTINCT C RN {ending}", lambda k, _, c, n: _how_many(k, n, Class(c)))
        yield from rules("Q", f"DISTINCT NB {ending}", lambda _, __, nb: Question(Count(nb)), cost=1)
    yield from rules("Q", f"DISTINCT RN {BE} there for|of|in|among X", lambda k, _, n, x: _how_many(k, n, x))
    yield from rules("Q", "DISTINCT RN do|does|did X have", lambda k, _, n, x: _how_many(k, n, x))
    for opening in ("find|show|return|give|compute|calculate|count me?",):
        yield from rules("TOP", f"{opening} DISTINCT RN of|for|in|from|among X", lambda k, _, n, x: _how_many(k, n, x))


def _how_many(kinds: Kinds, noun: Form, of: Form | None) -> Question | None:
    form = None if of is None else filled(kinds, noun, of)
    return None if form is None else Question(Count(form))


def _compounds() -> Iterator[Rule]:
    """ "The song titles and singer names", "ship names that ..."."""
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
    """ "The resolution of the phone", which is told of the screen that the phone has."""
    owner = owners(kinds, noun)
    if kinds.is_name(hole_relation(noun)):
        return None
    if owner is None or kinds.literal_of(of) is not None or not kinds.of(of) or owner.iri in kinds.of(of):
        return None
    if kinds.literal_of(noun) is None or filled(kinds, noun, of) is not None:
        return None
    return each(tied(kinds, owner, Link("of", of)), lambda linked: filled(kinds, noun, linked))


def _in_common(kinds: Kinds, noun: Form, one: Form, other: Form) -> Form | None:
    """The values of a noun that members of both sets have."""
    left, right = filled(kinds, noun, one), filled(kinds, noun, other)
    return None if left is None or right is None or one == other else Intersection(left, right)


def _joined(kinds: Kinds, one: Columns, other: Columns) -> Columns:
    return with_column(kinds, one, other) or one


def _beside(kinds: Kinds, one: Table, other: Table) -> Table | None:
    return None if one.of == other.of else side_by_side(kinds, one, other)


def _of_members(kinds: Kinds, kind: IRI, noun: Form, modifier: Modifier) -> Ranked | None:
    if filled(kinds, noun, Class(kind)) is None:
        return None
    return each(modified(kinds, Class(kind), modifier), lambda of: filled(kinds, noun, of))


def _table_of(kinds: Kinds, kind: IRI, columns: Columns, modifier: Modifier) -> Ranked | None:
    return each(modified(kinds, Class(kind), modifier), lambda of: table(kinds, columns, of))


def _numbers_beside() -> Iterator[Rule]:
    """ "The name of each singer and the number of songs", "each city and the number of its students"."""
    yield from rules("TAIL", "they|he|she|it has|have|had|own|owns", lambda _: True)
    yield from rules("TAIL", "there", lambda _: True)
    yield from rules("TAIL", "each one? has|have|had", lambda _: True)
    yield from rules("TAIL", "in|for|of|by|from each of? them?", lambda _: True)
    yield from rules("TAIL", "in|for|of|by|from each|the? C", lambda *_: True)
    yield from rules("TAIL", "in|for|of|by|from each of the? C", lambda *_: True)
    yield from rules("TAIL", "each C has|have|had", lambda *_: True)
    for tail in ("", "TAIL"):
        for number in ("the? number|count of", "how many", "the? total|corresponding number of"):
            for which in ("X", "EVERY"):
                yield from rules(
                    "TABLE", f"COLS of|for {which} and|with {number} NB {tail}",
                    lambda k, columns, of, nb, *_: beside_columns(k, columns.nouns, of, nb), cost=1,
                )  # fmt: skip
                yield from rules(
                    "TABLE", f"COL of|for {which} and|with {number} NB {tail}",
                    lambda k, columns, of, nb, *_: beside_columns(k, columns.nouns, of, nb), cost=1,
                )  # fmt: skip
            yield from rules(
                "TABLE", f"the? C COL and|with {number} NB {tail}",
                lambda k, kind, columns, nb, *_: beside_columns(k, columns.nouns, Class(kind), nb), cost=1,
            )  # fmt: skip
    for opening in ("the? RN", f"the? {_DIFFERENT} RN", "each RN", "RN of X", f"the? {_DIFFERENT} RN of X"):
        yield from rules(
            "TABLE", f"{opening} and|with GROUPED", lambda k, noun, *rest: _same(k, noun, rest[-1]), cost=1
        )
        for number in ("the? number of", "how many", "the? corresponding|total number of"):
            for per in ("", "PER"):
                for beside in ("and|with", "along|together with"):
                    yield from rules(
                        "TABLE", f"{opening} {beside} {number} NB {per}",
                        lambda k, noun, *rest: _counted_each(k, noun, rest), cost=2,
                    )  # fmt: skip
            for end in ("they|it has|have", "with each", "that have it", "corresponding to each", "there"):
                yield from rules(
                    "TABLE", f"{opening} and|with {number} NB {end}",
                    lambda k, noun, *rest: figures_for_each(k, ("count",), rest[-1], Group(noun)), cost=1,
                )  # fmt: skip


def _counted_each(kinds: Kinds, noun: Form, rest: tuple[Any, ...]) -> Table | None:
    """Each value of a noun and how many have it; a group told besides must be the same."""
    group = rest[-1] if isinstance(rest[-1], Group) else None
    counted = rest[-2] if group is not None else rest[-1]
    if group is not None and hole_relation(group.by) != hole_relation(noun):
        return None
    return figures_for_each(kinds, ("count",), counted, Group(noun))


def _same(kinds: Kinds, noun: Form, grouped: Table) -> Table | None:
    """A table of groups that is told to begin with the groups."""
    del kinds
    groups = grouped.of
    relation = hole_relation(noun)
    told = getattr(groups, "relation", None)
    return grouped if relation is not None and relation == told else None


def _figures() -> Iterator[Rule]:
    """ "The average age and the highest weight of the pets", "the name and the total sales of their songs"."""
    yield from rules("FIGURES", "the? FUNCTION RN and the? FUNCTION RN of|for|in|among X", _two)
    yield from rules("FIGURES", "the? FUNCTION RN and the? FUNCTION RN of|for|in|among EVERY", _two)
    yield from rules(
        "FIGURES", "the? FUNCTION RN and FUNCTION RN", lambda k, f, a, g, b: _two(k, f, a, g, b, owners(k, a))
    )
    yield from rules("FIGURE", "the? FUNCTION RN", _one, cost=2)
    for of in ("NP", "EVERY"):
        yield from rules("FIGURE", f"the? FUNCTION RN of|for|in|on|among {of}", _of_rows, cost=1)
    for which in ("X", "EVERY"):
        yield from rules("TABLE", f"COL and the? FUNCTION RN of|for {which}", _with_figure, cost=1)
    for which in ("X", "EVERY"):
        yield from rules(
            "TABLE", f"COL of|for {which} and the? FUNCTION RN of their|its|his|her NB",
            lambda k, c, of, f, by, nb: beside_columns(k, c.nouns, of, nb, (f[0], by)), cost=1,
        )  # fmt: skip


def _of_rows(kinds: Kinds, functions: tuple[Function, ...], by: Form, of: Form) -> Ranked | None:
    """ "The highest grade in the course", where grades are told of what is linked to courses.

    Only of what is told by itself: what is linked in several ways would be told apart.
    """
    everyone, function = owners(kinds, by), functions[0]
    if everyone is None or len(functions) > 1 or function == "count" or not _is_plain(of):
        return None
    if not kinds.of(of) or everyone.iri in kinds.of(of):
        return None
    return each(tied(kinds, everyone, Link(None, of)), lambda rows: aggregated(kinds, function, by, rows))


def _is_plain(form: Form) -> bool:
    """Whether a set is a thing, a kind, or those of a kind that have some value."""
    if isinstance(form, Intersection):
        return _is_plain(form.left) and _is_plain(form.right)
    return isinstance(form, (Entity, Class)) or (isinstance(form, Join) and isinstance(form.of, Value))


def _with_figure(kinds: Kinds, columns: Columns, functions: tuple[Function, ...], by: Form, of: Form) -> Ranked | None:
    """ "The title and maximum price of each film", where prices are told of what is linked to films."""
    linked = owners(kinds, by)
    function = functions[0]
    if linked is None or function == "count" or linked.iri in kinds.of(of) or kinds.literal_of(by) != "number":
        return None
    return beside_columns(kinds, columns.nouns, of, linked, (function, by))


def _for_each() -> Iterator[Rule]:
    """ "For each phone, show its name and the total of its stocks", "Which market is largest? Show its district"."""
    for asking in ("list|show|find|give|return|display|report", f"{WHICH} {BES}"):
        for its in ("", "its|their|his|her", "the"):
            yield from rules("ASK", f"{asking} {its}", lambda *_: True)
    yield from rules("Q", "PER ASK COLS", lambda k, g, _, columns: _asked(_told(k, columns, g.by)))
    for number in ("the? number of", "how many", "the? total number of"):
        for tail in ("", "TAIL"):
            for columns in ("COL", "COLS"):
                yield from rules(
                    "Q", f"PER ASK {columns} and {number} NB {tail}",
                    lambda k, g, _, c, nb, *__: each(_counts(k, c, g.by, nb), Question), cost=1,
                )  # fmt: skip
    yield from rules(
        "Q", "PER ASK COL and the? FUNCTION RN", lambda k, g, _, c, f, by: each(_figured(k, c, f, by, g.by), Question)
    )
    for its in ("its|their|his|her", "the"):
        yield from rules("TOP", f"Q REQUEST {its} COLS", lambda k, q, _, columns: _asked(_told(k, columns, q.form)))
        yield from rules("TOP", f"Q REQUEST {its} RN", lambda k, q, _, noun: _asked(_noun_of(k, noun, q.form)))


def _told(kinds: Kinds, columns: Columns, of: Form) -> Table | None:
    return None if is_open(of) or isinstance(of, (Table, Count)) else table(kinds, columns, of)


def _noun_of(kinds: Kinds, noun: Form, of: Form) -> Form | None:
    return None if isinstance(of, (Table, Count)) or not kinds.of(of) else filled(kinds, noun, of)


def _counts(kinds: Kinds, columns: Columns, of: Form, counted: Form) -> Ranked | None:
    return None if is_open(of) else beside_columns(kinds, columns.nouns, of, counted)


def _figured(kinds: Kinds, columns: Columns, functions: tuple[Function, ...], by: Form, of: Form) -> Ranked | None:
    return None if is_open(of) else _with_figure(kinds, columns, functions, by, of)


def _one(kinds: Kinds, functions: tuple[Function, ...], by: Form) -> Form | None:
    everyone = owners(kinds, by)
    if everyone is None or len(functions) != 1 or functions[0] == "count":
        return None
    return aggregated(kinds, functions[0], by, everyone)


def _two(
    kinds: Kinds, one: tuple[Function, ...], by: Form, other: tuple[Function, ...], also: Form, of: Form | None
) -> Form | None:
    if of is None:
        return None
    found = [
        aggregated(kinds, function, measure, of)
        for functions, measure in ((one, by), (other, also))
        for function in functions
        if function != "count"
    ]
    return None if None in found else Several(tuple(form for form in found if form is not None))


__all__ = ["grouping"]
