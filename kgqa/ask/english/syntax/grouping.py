"""Values and things with how often they occur: the commonest, those shared by many, each with its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.columns import Group, figures_for_each
from kgqa.ask.compose.kinds import hole_relation
from kgqa.ask.compose.rows import beside_columns, commonest, owners, shared
from kgqa.ask.compose.sets import filled
from kgqa.ask.english.syntax.words import BE, HAVE, WHICH
from kgqa.ask.form import Class, Count, Form, Question, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds

_COMMON = "common|popular|frequent|prevalent|frequently"


_DIFFERENT = "different|distinct|unique"


def grouping() -> Iterator[Rule]:
    """All rules of groups and of how often values occur."""
    yield from _common()
    yield from _different()
    yield from _numbers_beside()


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
    yield from rules("Q", f"DISTINCT RN {HAVE} a|an|any? NB", lambda k, _, n, x: _how_many(k, n, x))
    yield from rules("Q", "DISTINCT RN do|does|did X have", lambda k, _, n, x: _how_many(k, n, x))
    for opening in ("find|show|return|give|compute|calculate|count me?",):
        yield from rules("TOP", f"{opening} DISTINCT RN of|for|in|from|among X", lambda k, _, n, x: _how_many(k, n, x))


def _how_many(kinds: Kinds, noun: Form, of: Form | None) -> Question | None:
    form = None if of is None else filled(kinds, noun, of)
    return None if form is None else Question(Count(form))


def _numbers_beside() -> Iterator[Rule]:
    """ "The name of each singer and the number of songs", "each city and the number of its students"."""
    yield from rules("TAIL", "they|he|she|it has|have|had|own|owns", lambda _: True)
    yield from rules("TAIL", "there", lambda _: True)
    yield from rules("TAIL", "they|it|he|she|each AGENTV", lambda *_: True)
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


def _asked(form: Form | None) -> Question | None:
    return None if form is None else Question(form)
