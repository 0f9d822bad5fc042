"""How a relation between two things, and what they have in common, are said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.english.morphology import conjoined, is_participle, plural, possessive, third_person_base

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kgqa.ask.english.wording import Wording

UNRELATED = "no known relation"
# fmt: off
_ORDINALS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth", "twentieth",
)
_COUNTS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)
# fmt: on
_TIMES = ("never", "once", "twice")
_MOST_REPEATED = 5


def ordinal(number: int) -> str:
    """The place in an order: "first", "21st".

    >>> ordinal(3), ordinal(22), ordinal(111)
    ('third', '22nd', '111th')
    """
    if 0 <= number < len(_ORDINALS):
        return _ORDINALS[number]
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number % 100 not in {11, 12, 13} else 0, "th")
    return f"{number}{ending}"


def times(number: int) -> str:
    """How often: "once", "twice", "three times"."""
    if 0 <= number < len(_TIMES):
        return _TIMES[number]
    return f"{_COUNTS[number] if number < len(_COUNTS) else number} times"


def repeated(text: str, number: int) -> str:
    """The text so many times; counted where it would be tiring: "great-great-", "7x great-"."""
    return text * number if number <= _MOST_REPEATED else f"{number}x {text}"


def chained(nouns: Sequence[str]) -> str:
    """Steps from the one thing to the other as one noun: mother, brother, wife: "wife of the brother of the mother"."""
    return " of the ".join(reversed(nouns))


def is_said(labels: Sequence[str], subject: str, other: str) -> str:
    """The relation in a sentence: "Ann is Beth's mother and teacher", "Ann is the wife of the brother of Beth"."""
    if any(" of the " in label for label in labels):
        return f"{subject} is {conjoined([f'the {label}' for label in labels])} of {other}"
    return f"{subject} is {possessive(other)} {conjoined(list(labels))}"


def unrelated(one: str, other: str) -> str:
    """That two things are not known to be related."""
    return f"{one} and {other} have {UNRELATED}"


def same_values(said: Wording, values: Sequence[str], *, inverse: bool) -> str:
    """What both have in one relation, as a predicate of both: "have the same mentor (Ann)", "are both managed by Bo".

    `said` names or tells the end that the relation leads to; for a verb read backwards (`inverse`) the other end.
    """
    if said.kind == "noun":
        return f"have the same {said.text if len(values) == 1 else plural(said.text)} ({conjoined(list(values))})"
    first, *rest = said.text.split(" ")
    names = conjoined(list(values))
    base = third_person_base(first.lower())
    if inverse:
        return f"both stand for what {names} {said.text}"
    if said.preposition and (is_participle(first.lower()) or base is None):
        return f"are both {said.text} {names}"
    return f"both {' '.join((base or first, *rest))} {names}"


def same_classes(nouns: Sequence[str]) -> str:
    """The classes both are in, as a predicate of both: "are both women and painters"."""
    return f"are both {conjoined([plural(noun) for noun in nouns])}"


def in_common(one: str, other: str, predicates: Sequence[str], left_out: int = 0) -> str:
    """All that two things have in common in one sentence."""
    if not predicates:
        return f"Nothing is recorded that {one} and {other} have in common."
    told = list(predicates)
    if left_out:
        told.append(f"have {left_out} more thing{'s' if left_out > 1 else ''} in common")
    joined = "; they ".join(told)
    return f"{one} and {other} {joined}."
