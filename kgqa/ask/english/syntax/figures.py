"""Figures of sets and of what is linked to them; what is shown for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import aggregated
from kgqa.ask.compose.columns import Columns, Function, figures_for_each, table
from kgqa.ask.compose.links import Link, gathering, tied, ways
from kgqa.ask.compose.routes import along, back
from kgqa.ask.compose.rows import beside_columns, owners
from kgqa.ask.compose.sets import filled, met
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.words import BES, WHICH
from kgqa.ask.form import Class, Count, Entity, Form, Intersection, Join, Question, Several, Table, Value
from kgqa.ask.structure import is_open

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.forest import Ranked


def figures() -> Iterator[Rule]:
    """All rules of figures, and of what is shown for each."""
    yield from _figures()
    yield from _for_each()


def _figures() -> Iterator[Rule]:
    """ "The average age and the highest weight of the pets", "the name and the total sales of their songs"."""
    yield from rules("FIGURES", "the? FUNCTION RN and the? FUNCTION RN of|for|in|among X", _two)
    yield from rules("FIGURES", "the? FUNCTION RN and the? FUNCTION RN of|for|in|among EVERY", _two)
    yield from rules(
        "FIGURES", "the? FUNCTION RN and FUNCTION RN", lambda k, f, a, g, b: _two(k, f, a, g, b, owners(k, a))
    )
    for of in ("X", "EVERY"):
        yield from rules("FIGURES", f"the? FUNCTION COLS of|for|in|among {of}", _each_column)
    for counted in ("count the? NB PER", "count the? number of NB PER"):
        yield from rules("TOP", counted, lambda k, nb, g: _asked(figures_for_each(k, ("count",), nb, g)))
    yield from rules("TOP", "count TOTAL", lambda _, total: Question(total))
    yield from rules("FIGURE", "the? FUNCTION RN", _one, cost=2)
    yield from rules("FIGURE", "the? FUNCTION RN of|for|in|on|among NP", _of_rows, cost=1)
    for which in ("X", "EVERY"):
        yield from rules("TABLE", f"COL and the? FUNCTION RN of|for {which}", _with_figure, cost=1)
    for which in ("X", "EVERY"):
        yield from rules(
            "TABLE", f"COL of|for {which} and the? FUNCTION RN of their|its|his|her NB",
            lambda k, c, of, f, by, nb: beside_columns(k, c.nouns, of, nb, (f[0], by)), cost=1,
        )  # fmt: skip


def _each_column(kinds: Kinds, functions: tuple[Function, ...], columns: Columns, of: Form) -> Form | None:
    """ "The average weight and height of the players": of each noun."""
    found = [
        aggregated(kinds, function, by, of) for by in columns.nouns for function in functions if function != "count"
    ]
    return None if None in found or not found else Several(tuple(form for form in found if form is not None))


def _of_rows(kinds: Kinds, functions: tuple[Function, ...], by: Form, of: Form) -> Ranked | None:
    """ "The highest grade in the course", where grades are told of what is linked to courses.

    Only of what is told by itself: what is linked in several ways would be told apart.
    """
    everyone, function = owners(kinds, by), functions[0]
    if everyone is None or len(functions) > 1 or function == "count" or not _is_plain(of):
        return None
    if not kinds.of(of) or everyone.iri in kinds.of(of):
        return None
    if not any(not relation.inverse for relation, _ in ways(kinds, everyone, Link(None, of))):
        return None
    route = gathering(kinds, everyone, of)
    linked = tied(kinds, everyone, Link("of", of)) if route is None else met(kinds, everyone, along(back(route), of))
    return each(linked, lambda rows: aggregated(kinds, function, by, rows))


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


def _two(  # noqa: PLR0917 (one for each category of its rules)
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


def _asked(form: Form | None) -> Question | None:
    return None if form is None else Question(form)
