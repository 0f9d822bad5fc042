"""English questions for one fact, to be tried: whether kgqa understands them is not known here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from typing import Literal as OneOf

from kgqa.ask.english.morphology import (
    is_past,
    is_third_person,
    plural,
    possessive,
    third_person_base,
    verb_bases,
    with_article,
)
from kgqa.ask.english.words import VERBS, VERBS_AND_NOUNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.english.wording import Wording

_SILENT = ("i", "v", "c", "u", "z", "g", "at")
"""Ends of stems after which English writes an e."""


class Trial(NamedTuple):
    """A question, and what it asks for: the values of the property, how many there are, or whether one is so."""

    question: str
    expects: OneOf["values", "subjects", "number", "yes"]


def trials(said: Wording, wants: str | None, name: str, value: str, number: int) -> Iterator[Trial]:
    """Questions about what `name` has by a property that is worded so.

    `wants` is the question word for its values, `value` what one of them is called, `number` how many there are.
    """
    # "Given name" and "adopted child" begin like verbs, and are none.
    if said.kind == "noun" or (len(said.words) > 1 and said.preposition is None):
        yield from _of_noun(said, wants, name, value, number)
    else:
        yield from _of_verb(said, wants, name, value)


def _of_noun(said: Wording, wants: str | None, name: str, value: str, number: int) -> Iterator[Trial]:
    who, noun = "Who" if wants == "who" else "What", said.text
    if said.backwards:
        yield Trial(f"{who} is the {noun} of {value}?", "subjects")
        yield Trial(f"Is {name} the {noun} of {value}?", "yes")
        return
    if number == 1:
        yield Trial(f"{who} is the {noun} of {name}?", "values")
        yield Trial(f"{who} is {possessive(name)} {noun}?", "values")
        yield Trial(f"Is {value} the {noun} of {name}?", "yes")
    else:
        yield Trial(f"{who} are the {plural(noun)} of {name}?", "values")
        yield Trial(f"How many {plural(noun)} does {name} have?", "number")
        yield Trial(f"Is {value} {with_article(noun)} of {name}?", "yes")


def _of_verb(said: Wording, wants: str | None, name: str, value: str) -> Iterator[Trial]:
    word = wants.capitalize() if wants in {"who", "when", "where"} else "What"
    first, *others = said.words
    verb, base = " ".join(said.words), " ".join((_base(first), *others))
    after = f" {said.preposition}" if said.preposition else ""
    ends = ("", after) if wants in {"when", "where"} and after else (after,)
    for end in ends:
        if is_third_person(first) or third_person_base(first) in VERBS_AND_NOUNS:
            yield Trial(f"{word} does {name} {base}{end}?", "values")
        elif not said.preposition and not _is_irregular(first):
            yield Trial(f"{word} did {name} {base}{end}?", "values")
        yield Trial(f"{word} was {name} {verb}{end}?", "values")
    yield Trial(f"Was {name} {verb}{after} {value}?", "yes")


def _is_irregular(word: str) -> bool:
    """Whether a past form is written otherwise than by adding -ed: "born"."""
    return is_past(word) and not word.endswith("ed")


def _base(word: str) -> str:
    """The infinitive that the past or third person is most likely of: "died" is of "die", "founded" of "found"."""
    if (third := third_person_base(word)) is not None:
        return third
    bases = [base for base in verb_bases(word) if base != word]
    known = [base for base in bases if base in VERBS]
    if known or not bases:
        return (known or [word])[0]
    silent = word.endswith("ed") and word[:-2].endswith(_SILENT)
    return next((base for base in bases if silent and base.endswith("e")), bases[0])


def members(label: str) -> Trial:
    """How many members a class has."""
    return Trial(f"How many {plural(label)} are there?", "number")
