"""Questions for what is between two things: how they are related, what they have in common, what is nearest to both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.english.syntax.words import BE, BES, DO, WHICH, WHO
from kgqa.ask.form import Entity, Form, Nearest, Question, Related, Shared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.form import Relation


def relations() -> Iterator[Rule]:
    """All rules of such questions."""
    kin = "related|connected|kin"
    relation = "relation|relationship|connection"
    for pattern in (
        f"how {BE} NP {kin} to|with NP", f"in what|which way {BE} NP {kin} to|with NP",
        f"what|who {BES} NP to NP", f"NP {BE} what to NP", f"NP {BE} what {relation} to|of NP",
        f"what|which {relation} {BE} NP to|of NP", f"what kin {BE} NP to NP",
        f"what|which {relation} {DO} NP have to|with NP", f"how {BE} NP a|the? relation|relative of NP",
        f"how {DO} NP relate to NP", f"what|which {BES} the {relation} of NP to|with NP",
        f"the? {relation} of NP to|with NP",
        f"what {BES} NP 's {relation} to|with NP", f"NP 's {relation} to|with NP", f"how NP {BE} {kin} to|with NP",
        f"what {BE} NP for NP", f"NP {BE} {kin} to|with NP how",
    ):  # fmt: skip
        yield from rules("Q", pattern, lambda _, a, b: _of_two(Related, a, b))
    for pattern in (
        f"how {BE} NP and NP {kin}", f"the? {relation} between|of NP and NP", f"NP and NP how {BE} they {kin}",
        f"what|which {relation} {BE} there between NP and NP", f"what|which {relation} {DO} NP and NP have",
        f"what|which {BES} the {relation} between|of NP and NP", f"in what|which way {BE} NP and NP {kin}",
        f"what|which {BE} NP and NP to each other|one another", f"how {DO} NP and NP relate",
        f"how close|closely {BE} NP and NP {kin}", f"what|which {relation} {BE} between NP and NP",
    ):  # fmt: skip
        yield from rules("Q", pattern, lambda _, a, b: _of_two(Related, a, b, mutual=True))
    for pattern in (f"how NP {BE} {kin} to|with NP", f"what|which {relation} NP {BE} to NP", f"what NP {BE} to NP"):
        yield from rules("EMBEDDED", pattern, lambda _, a, b: _of_two(Related, a, b))
    yield from rules("EMBEDDED", f"how NP and NP {BE} {kin}", lambda _, a, b: _of_two(Related, a, b, mutual=True))
    yield from rules("Q", f"what {DO} NP and NP have in common|share", lambda _, a, b: _of_two(Shared, a, b))
    for near in ("nearest|closest|latest|last|first|lowest", "most recent"):
        for common in ("common|shared|mutual", ""):
            yield from rules("NEAR", f"{near} {common}", lambda _: True, cost=0 if common else 2)
    yield from rules("DEF", "the? NEAR N of|for|between NP and NP", lambda _, __, n, a, b: _nearest(n, a, b))
    yield from rules("DEF", "NP and NP 's NEAR N", lambda _, a, b, __, n: _nearest(n, a, b))
    yield from rules("Q", f"{WHO}|{WHICH} {BE} the NEAR N NP and NP share|have", lambda _, __, n, a, b: _near(n, a, b))


def _of_two(between: type, one: Form, other: Form, **how: bool) -> Question | None:
    """What is between two named things."""
    named = isinstance(one, Entity) and isinstance(other, Entity) and one != other
    return Question(between(one, other, **how)) if named else None


def _nearest(noun: Relation, one: Form, other: Form) -> Form | None:
    named = isinstance(one, Entity) and isinstance(other, Entity) and one != other
    return Nearest(noun, one, other) if named else None


def _near(noun: Relation, one: Form, other: Form) -> Question | None:
    found = _nearest(noun, one, other)
    return None if found is None else Question(found)
