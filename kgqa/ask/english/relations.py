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


def same_values(said: Wording, values: Sequence[str], most: int, *, turned: bool) -> str:
    """What two things have in one relation, in a clause: "the same mentor (Ann)", "both are managed by Bo".

    `said` is the relation from them to the values or, if `turned`, from the values to them; at most so many values
    are named.
    """
    names = _named(values, most)
    if said.kind == "noun":
        uncounted = len(values) == 1 or is_participle(said.words[-1])
        noun = said.text if uncounted else plural(said.text)
        return f"both are {plural(said.text)} of {names}" if turned else f"the same {noun} ({names})"
    first, *rest = said.text.split(" ")
    base = third_person_base(first.lower())
    needs_be = said.preposition is not None and (is_participle(first.lower()) or base is None)
    if turned:
        verb = f"{'is' if len(values) == 1 else 'are'} {said.text}" if needs_be else said.text
        return f"{names} {verb} both"
    return f"both {'are ' if needs_be else ''}{' '.join((first if needs_be else base or first, *rest))} {names}"


def same_classes(nouns: Sequence[str]) -> str:
    """The classes that two things are in, in a clause: "both are women and painters"."""
    return f"both are {conjoined([plural(noun) for noun in nouns])}"


def in_common(one: str, other: str, clauses: Sequence[str]) -> str:
    """All that two things have in common in one sentence, without its full stop."""
    if not clauses:
        return f"nothing is recorded that {one} and {other} have in common"
    return f"{one} and {other} have in common: {'; '.join(clauses)}"


def _named(values: Sequence[str], most: int) -> str:
    left = len(values) - most
    return conjoined([*values[:most], f"{left} more"] if left > 0 else list(values))
