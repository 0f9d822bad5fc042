"""Several things asked at once: columns ("the name and the weight of"), figures for each group, orders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import Function, aggregated
from kgqa.ask.compose.columns import (
    Columns,
    Group,
    figures_for_each,
    one_column,
    ordered_by,
    per_group,
    table,
    with_column,
)
from kgqa.ask.compose.kinds import hole_relation
from kgqa.ask.english.syntax.nominals import identity
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.words import BES, WHICH
from kgqa.ask.form import HOLE, Count, Question, Several, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.form import Form

FUNCTIONS: tuple[tuple[str, Function], ...] = (
    ("total|combined|overall|summed", "sum"), ("sum of the?", "sum"), ("average|mean", "average"),
    ("average of the?", "average"), ("maximum|max|highest|largest|greatest|biggest", "maximum"),
    ("minimum|min|lowest|smallest|least", "minimum"),
)  # fmt: skip


def tables() -> Iterator[Rule]:
    """All rules of questions that are answered by a table."""
    yield from _columns()
    yield from _figures()
    yield from _groups()
    yield from _orders()


def _columns() -> Iterator[Rule]:
    """ "The id, name and weight of every pet", "the pets' names and weights"."""
    yield from rules("COL", "the? RN", one_column)
    yield from rules("COL", "different|distinct COL", identity)
    yield from rules("COL", "the? name|names", lambda k: one_column(k, HOLE), cost=1)
    yield from rules("LISTED", "COL", lambda _, column: column)
    yield from rules("LISTED", "LISTED COL", with_column)
    yield from rules("COLS", "LISTED and|plus COL", with_column)
    yield from rules("COLS", "LISTED as well as COL", with_column)
    yield from rules("COLS", "LISTED along with COL", with_column)
    yield from rules("COLS", "LISTED COL", with_column, cost=2)
    yield from rules("COLS", "both COLS", identity)
    yield from rules("TABLE", "all the? TABLE", identity)
    for of in ("X", "EVERY"):
        yield from rules("TABLE", f"COLS of|for|from|in {of}", table)
    yield from rules("TABLE", "COLS of|for|from E", _of_one)
    yield from rules("TABLE", "OWNER 's COLS", lambda k, of, columns: table(k, columns, of))
    yield from rules("TABLE", "NB with|and? their COLS", lambda k, of, columns: table(k, columns, of, itself=True))
    yield from rules("TABLE", "NB with|and their COL", lambda k, of, column: table(k, column, of, itself=True))
    for of in ("DEF", "EVERY"):
        for columns in ("COL", "COLS"):
            yield from rules("TABLE", f"{of} with|and their {columns}", lambda k, x, c: table(k, c, x, itself=True))
    yield from rules("TABLE", "TABLE and TABLE", _together, cost=1)
    yield from rules("TABLE", "X and TABLE", _together, cost=2)
    yield from rules("Q", f"{WHICH} {BES} TABLE", lambda _, t: Question(t))
    yield from rules("Q", "TABLE", lambda _, t: Question(t))
    yield from rules("TOP", "REQUEST TABLE please?", lambda _, __, t: Question(t))
    yield from rules("KINDCOLS", f"{WHICH} COLS {BES} of", identity)


def _of_one(kinds: Kinds, columns: Columns, thing: Form) -> Form | None:
    """The columns of one thing; of things alone there is no table: "the sons and daughters of X"."""
    values = any(kinds.literal_of(noun) is not None for noun in columns.nouns)
    return table(kinds, columns, thing) if values else None


def _together(_: Kinds, one: Form, other: Form) -> Form | None:
    if isinstance(one, Table) and isinstance(other, Table) and one.of == other.of:
        return Table(one.of, tuple(dict.fromkeys((*one.columns, *other.columns))))
    return Several((one, other))


def _figures() -> Iterator[Rule]:
    """ "The average and maximum age of the pets"."""
    for words, function in FUNCTIONS:
        yield from rules("FUNCTION", words, lambda _, f=function: (f,))
    yield from rules("FUNCTIONS", "FUNCTION and|or the? FUNCTION", lambda _, a, b: None if a == b else (*a, *b))
    yield from rules("FUNCTIONS", "FUNCTION FUNCTION and? FUNCTION", lambda _, a, b, c: (*a, *b, *c))
    for of in ("X", "EVERY"):
        yield from rules("FIGURES", f"the? FUNCTIONS RN of|for|in|among {of}", _all_figures)
    yield from rules("Q", f"{WHICH} {BES} FIGURES", lambda _, f: Question(f))
    yield from rules("Q", "FIGURES", lambda _, f: Question(f))
    yield from rules("TOP", "REQUEST FIGURES please?", lambda _, __, f: Question(f))


def _all_figures(kinds: Kinds, functions: tuple[Function, ...], by: Form, of: Form) -> Form | None:
    found = [aggregated(kinds, function, by, of) for function in functions]
    return None if None in found else Several(tuple(form for form in found if form is not None))


def _groups() -> Iterator[Rule]:
    """ "For each citizenship, how many singers", "the average weight for each type of pet"."""
    for per in ("for|of|by each|every|different|per", "per|by", "in|at|from|with each|every"):
        yield from rules("PER", f"{per} RN", lambda _, noun: per_group(noun))
        yield from rules("PER", f"{per} NB", lambda _, nb: per_group(nb), cost=1)
    for function in ("FUNCTION", "FUNCTIONS"):
        yield from rules("GROUPED", f"the? {function} RN PER", figures_for_each)
        yield from rules(
            "GROUPED", f"the? {function} RN of|for|among X PER", lambda k, f, by, x, g: figures_for_each(k, f, by, g, x)
        )
        yield from rules(
            "GROUPED", f"PER {WHICH} {BES} the? {function} RN", lambda k, g, f, by: figures_for_each(k, f, by, g)
        )
    yield from rules("GROUPED", "the? FUNCTION RN and the? RN PER", _with_group)
    yield from rules(
        "GROUPED", "the? FUNCTION RN and the? number of NB PER",
        lambda k, f, by, nb, g: figures_for_each(k, (*f, "count"), by, g, nb),
    )  # fmt: skip
    yield from rules(
        "GROUPED", "the? number of NB and the? FUNCTION RN PER",
        lambda k, nb, f, by, g: figures_for_each(k, ("count", *f), by, g, nb),
    )  # fmt: skip
    for doing in ("work|works|belong|belongs|study|live|lives|play|plays|exist|exists", "does|do"):
        yield from rules("GROUPED", f"how many NB {doing} PER", lambda k, nb, g: figures_for_each(k, ("count",), nb, g))
    for counting in ("the? number of", "how many"):
        yield from rules(
            "GROUPED", f"{counting} NB are|is|were|was PER", lambda k, nb, g: figures_for_each(k, ("count",), nb, g)
        )
        yield from rules(
            "GROUPED",
            f"{counting} NB are|is|were|was there PER",
            lambda k, nb, g: figures_for_each(k, ("count",), nb, g),
        )
        yield from rules("GROUPED", f"{counting} NB PER", lambda k, nb, g: figures_for_each(k, ("count",), nb, g))
        yield from rules("GROUPED", f"PER {counting} NB", lambda k, g, nb: figures_for_each(k, ("count",), nb, g))
        yield from rules(
            "GROUPED", f"PER {counting} NB are|is|were there", lambda k, g, nb: figures_for_each(k, ("count",), nb, g)
        )
        for each_one in ("each NB", "each of the? NB", "the? different NB each?"):
            pattern = f"{counting} NB do|does|did {each_one} have|employ|own|contain|include|hold"
            if counting == "how many":
                yield from rules(
                    "GROUPED", pattern, lambda k, nb, group: figures_for_each(k, ("count",), nb, per_group(group))
                )
    yield from rules("Q", f"{WHICH} {BES} GROUPED", lambda _, t: Question(t))
    yield from rules("Q", "GROUPED", lambda _, t: Question(t))
    yield from rules("TOP", "REQUEST GROUPED please?", lambda _, __, t: Question(t))


def _with_group(kinds: Kinds, functions: tuple[Function, ...], by: Form, noun: Form, group: Group) -> Form | None:
    """Figures with the groups themselves, asked for by name: "the maximum weight and type for each type"."""
    relation = hole_relation(noun)
    named = hole_relation(group.by) or getattr(group.by, "relation", None)
    return figures_for_each(kinds, functions, by, group) if relation is not None and relation == named else None


def _orders() -> Iterator[Rule]:
    """ "In descending order of age": after the question or before."""
    yield from rules("SORT", "sorted|ordered|arranged|listed|ranked|sort|order by|on the?", lambda _: True)
    yield from rules("SORT", "sorted|ordered|arranged|listed|ranked", lambda _: True)
    yield from rules("SORT", "sort|order them|it|the? results? by|on the?", lambda _: True)
    yield from rules("SORT", "and sort|order them|it|the? results? by|on the? their?", lambda _: True)
    up, down = "ascending|increasing|alphabetical", "descending|decreasing"
    yield from rules("ORDER", "SORT RN", lambda _, __, noun: (noun, True))
    for words, rising in ((up, True), (down, False)):
        yield from rules("ORDER", f"SORT RN in|by? {words} order?", lambda _, __, noun, r=rising: (noun, r))
        yield from rules("ORDER", f"SORT {words} RN", lambda _, __, noun, r=rising: (noun, r))
        yield from rules("ORDER", f"in {words} order of the? RN", lambda _, noun, r=rising: (noun, r))
    for words, rising in ((up, True), (down, False)):
        yield from rules("ORDER", f"SORT in {words} order of|by the? RN", lambda _, __, noun, r=rising: (noun, r))
        yield from rules("ORDER", f"SORT the? RN {words}", lambda _, __, noun, r=rising: (noun, r))
    for order in ("in ascending? alphabetical order", "alphabetically", "sorted|ordered|listed alphabetically"):
        for target in ("Q", "TOP"):
            yield from rules("TOP", f"{target} {order}", identity)
    for words, rising in (
        ("from low|small|young|short to high|large|old|long", True),
        ("from high|large|old|long to low|small|young|short", False),
    ):
        yield from rules("ORDER", f"SORT RN {words}", lambda _, __, noun, r=rising: (noun, r))
    for target in ("Q", "TOP"):
        yield from rules("TOP", f"{target} ORDER", sorted_question)


def sorted_question(kinds: Kinds, question: Question, order: tuple[Form, bool]) -> Any:
    """A question whose answers are put in an order."""
    return each(ordered_by(kinds, question.form, *order), lambda form: Question(form, question.wants))


__all__ = ["Columns", "Count", "tables"]
