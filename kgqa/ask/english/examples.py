"""English questions for one fact, to be tried: whether kgqa understands them is not known here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from typing import Literal as OneOf

from kgqa.ask.english.morphology import plural, possessive, verb_bases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.english.wording import Wording


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
        yield Trial(f"Is {value} a {noun} of {name}?", "yes")


def _of_verb(said: Wording, wants: str | None, name: str, value: str) -> Iterator[Trial]:
    word = wants.capitalize() if wants in {"who", "when", "where"} else "What"
    verb, base = " ".join(said.words), _base(said.words)
    after = f" {said.preposition}" if said.preposition else ""
    if wants in {"when", "where"}:
        yield Trial(f"{word} was {name} {verb}?", "values")
        yield Trial(f"{word} did {name} {base}?", "values")
    yield Trial(f"{word} was {name} {verb}{after}?", "values")
    yield Trial(f"{word} did {name} {base}{after}?", "values")
    yield Trial(f"{word} does {name} {base}{after}?", "values")
    yield Trial(f"Was {name} {verb}{after} {value}?", "yes")


def _base(words: tuple[str, ...]) -> str:
    first, *others = words
    return " ".join((next(iter(verb_bases(first)), first), *others))


def members(label: str) -> Trial:
    """How many members a class has."""
    return Trial(f"How many {plural(label)} are there?", "number")
