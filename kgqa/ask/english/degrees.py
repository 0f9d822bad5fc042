"""Adjectives that compare: their degrees, and the attributes that they measure.

"older" is the comparative of "old", which measures an age, or a date of birth the other way round. The adjectives and
their attributes are data (adjectives.txt); the forms are rules and a closed list.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Literal as OneOf

from kgqa.ask.english.morphology import is_participle, is_past, verb_bases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FREQUENCY = "frequency"
"""The attribute of "common" and "frequent": how often a value is met in a group, recorded by no property."""

Step = OneOf["positive", "comparative", "superlative"]
Attribute = tuple[str, bool]

_IRREGULAR: dict[str, tuple[str, Step]] = {
    "better": ("good", "comparative"), "best": ("good", "superlative"), "worse": ("bad", "comparative"),
    "worst": ("bad", "superlative"), "farther": ("far", "comparative"), "further": ("far", "comparative"),
    "farthest": ("far", "superlative"), "furthest": ("far", "superlative"), "elder": ("old", "comparative"),
    "eldest": ("old", "superlative"), "more": ("many", "comparative"), "most": ("many", "superlative"),
    "less": ("little", "comparative"), "least": ("little", "superlative"), "lesser": ("little", "comparative"),
    "latter": ("late", "comparative"), "northernmost": ("northern", "superlative"),
    "southernmost": ("southern", "superlative"), "easternmost": ("eastern", "superlative"),
    "westernmost": ("western", "superlative"), "newest": ("new", "superlative"), "biggest": ("big", "superlative"),
}  # fmt: skip
_BY_MORE: dict[str, tuple[Step, bool]] = {
    "more": ("comparative", False), "most": ("superlative", False),
    "less": ("comparative", True), "least": ("superlative", True),
}  # fmt: skip
_ADJECTIVE_ENDINGS = ("ous", "ful", "ive", "able", "ible", "ical", "ial", "ual", "ional", "ular", "ish", "less")
_NOUNS_LIKE_ADJECTIVES = frozenset(
    (
        "archive", "cable", "detective", "dish", "drive", "executive", "fish", "five", "individual",
        "initiative", "live", "manual", "material", "musical", "native", "objective", "perspective", "relative",
        "representative", "ritual", "serial", "table", "vegetable", "chemical", "variable",
    )
)  # fmt: skip
_HIGH = frozenset(("high", "good", "well", "top", "long", "big", "large", "great", "heavy", "fast", "full"))
_LOW = frozenset(("low", "bad", "bottom", "short", "small", "light", "slow", "little"))
_TOPS: dict[str, tuple[Step, bool]] = {"top": ("superlative", False), "bottom": ("superlative", True)}
_EXTREMES = {
    "maximum": True, "maximal": True, "max": True, "peak": True, "top": True, "highest": True, "largest": True,
    "greatest": True, "biggest": True, "longest": True, "most": True, "record": True,
    "minimum": False, "minimal": False, "min": False, "lowest": False, "smallest": False, "shortest": False,
    "least": False, "bottom": False, "fewest": False,
}  # fmt: skip
_VERBS_OF_MEASURE = {
    "weigh": ("weight", "mass"),
    "cost": ("price", "cost", "fee", "fare", "rate", "charge", "amount"),
    "charge": ("fee", "price", "charge", "rate"),
    "pay": ("amount", "payment", "price", "amount paid", "salary", "pay", "wage"),
    "last": ("duration", "length", "running time", "runtime", "time"),
    "take": ("duration", "time", "length"),
    "run": ("running time", "duration", "length", "runtime"),
    "measure": ("length", "size", "height", "width", "area", "measurement"),
    "span": ("length", "span", "area", "duration"),
    "cover": ("area", "size", "surface area", "distance"),
    "earn": ("salary", "income", "earnings", "pay", "wage", "wages", "revenue", "compensation"),
    "make": ("salary", "income", "earnings", "pay", "wage", "wages", "gross", "revenue", "profit"),
    "gross": ("gross", "box office", "revenue", "gross revenue"),
    "owe": ("debt", "amount owed", "balance", "amount due"),
    "score": ("score", "points", "goals", "number of goals", "number of points", "total points"),
    "seat": ("capacity", "seating capacity", "seats", "number of seats"),
    "hold": ("capacity", "seating capacity", "volume"),
    "accommodate": ("capacity", "seating capacity"),
    "contain": ("volume", "capacity", "amount"),
    "number": ("number", "count", "total"),
    "total": ("total", "amount", "sum"),
    "rate": ("rating", "score", "rate", "stars"),
    "rank": ("rank", "ranking", "position", "place"),
    "value": ("value", "worth", "price", "market value"),
    "spend": ("spending", "amount", "amount spent", "expenditure", "budget", "cost"),
    "raise": ("amount raised", "funds raised", "funding", "amount"),
    "be worth": ("net worth", "worth", "value", "market value", "price"),
    "worth": ("net worth", "worth", "value", "market value", "price"),
}
_HOW = {
    "old": ("age",),
    "tall": ("height", "stature"),
    "high": ("height", "elevation", "altitude", "highest point", "level"),
    "long": ("length", "duration", "running time", "runtime", "run time", "playing time", "time", "distance"),
    "short": ("length", "duration", "height"),
    "much": ("price", "cost", "amount", "fee", "value", "total", "quantity", "weight"),
    "many": ("number", "count", "quantity", "total", "amount"),
    "often": (FREQUENCY, "rate", "interval"),
    "soon": ("date", "time"),
    "late": ("time", "closing time"),
    "early": ("time", "opening time"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Degree:
    """A form of a gradable adjective. `reversed`: "less", "least", "lowest paid" turn its direction round."""

    base: str
    degree: Step
    reversed: bool = False


@lru_cache(maxsize=65_536)
def _degree(words: tuple[str, ...]) -> Degree | None:
    if len(words) == 1:
        return _of_word(words[0])
    if words[:1] and words[0] in _BY_MORE:
        base = _compared(words[1:])
        return Degree(base, *_BY_MORE[words[0]]) if base else None
    if len(words) != 2:
        return None
    first, second = words
    if not (second in _table() or is_participle(second)) or not second.endswith(("ed", "ing", "id", "ld")):
        return None
    if first in _TOPS:
        return Degree(second, *_TOPS[first])
    one = _of_word(first)
    if one is None or one.degree == "positive" or one.base not in _HIGH | _LOW:
        return None
    return Degree(second, one.degree, one.reversed != (one.base in _LOW))


def degree(tokens: Sequence[str]) -> Degree | None:
    """The adjective and its degree that a word or two say; None when they are no form of a gradable adjective.

    "more" and "most" before nouns are forms of "many", "less" and "least" of "little".

    >>> degree(["happiest"])
    Degree(base='happy', degree='superlative', reversed=False)
    >>> degree(["least", "expensive"])
    Degree(base='expensive', degree='superlative', reversed=True)
    >>> degree(["forest"]), degree(["most", "people"])
    (None, None)
    """
    return _degree(tuple(tokens))


def attributes(base: str) -> tuple[Attribute, ...]:
    """The attributes that an adjective measures, the likeliest first, each with whether more of the adjective is more
    of the attribute; empty for an adjective that measures none known.

    >>> attributes("old")[:2], attributes("light")[0]
    ((('age', True), ('date of birth', False)), ('weight', False))
    """
    return _table().get(base) or _of_participle(base)


def is_listed(base: str) -> bool:
    """Whether an adjective is one of general English that is known to measure something, no mere participle."""
    return bool(_table().get(base))


def measured_by_verb(base: str) -> tuple[str, ...]:
    """The attributes that a verb of measure asks for: "weigh" the weight; empty for other verbs. "be worth" is one."""
    return _VERBS_OF_MEASURE.get(base, ())


def measured_by_how(adjective: str) -> tuple[str, ...]:
    """The attributes that "how" with an adjective or "much", "many" asks for: "how tall" the height.

    >>> measured_by_how("heavy")[:2]
    ('weight', 'mass')
    """
    if adjective in _HOW:
        return _HOW[adjective]
    upwards = adjective not in _opposites()
    return tuple(name for name, higher in attributes(adjective) if higher is upwards)


def extreme(word: str) -> bool | None:
    """Whether a word before the name of an attribute asks for its highest value ("maximum age") or lowest."""
    return _EXTREMES.get(word)


def _of_word(word: str) -> Degree | None:
    if word in _IRREGULAR:
        return Degree(*_IRREGULAR[word])
    if word in _table():
        return Degree(word, "positive")
    for ending, step in (("est", "superlative"), ("er", "comparative")):
        if word.endswith(ending):
            found = next((base for base in _stems(word[: -len(ending)]) if base in _table()), None)
            return Degree(found, step) if found else None  # type: ignore[arg-type]
    return None


def _stems(stem: str) -> Iterator[str]:
    """What -er and -est may stand on: "old", "larg(e)", "happ(y)", "big(g)"."""
    if len(stem) > 1:
        yield stem
        yield stem + "e"
        if stem.endswith("i"):
            yield stem[:-1] + "y"
        if stem[-1] == stem[-2]:
            yield stem[:-1]


def _compared(words: tuple[str, ...]) -> str | None:
    """The adjective that "more" and "most" compare: "common", of "commonly"; "dense", of "densely populated"."""
    if len(words) == 1:
        return words[0] if _is_adjective(words[0]) else _of_adverb(words[0])
    if len(words) != 2 or not words[0].endswith("ly") or not _is_adjective(words[1]):
        return None
    manner = _of_adverb(words[0])
    return manner if manner in {"dense", "sparse"} else words[1]


def _is_adjective(word: str) -> bool:
    shaped = word.endswith(_ADJECTIVE_ENDINGS) and word not in _NOUNS_LIKE_ADJECTIVES
    return word in _table() or shaped or (is_past(word) and is_participle(word))


def _of_adverb(word: str) -> str | None:
    """The known adjective of an adverb: "recent" of "recently", "heavy" of "heavily", "frequent" of "often"."""
    if word == "often":
        return "frequent"
    stem = word[:-2] if word.endswith("ly") else ""
    return next((base for base in (stem, stem[:-1] + "y", stem + "le") if stem and base in _table()), None)


def _of_participle(base: str) -> tuple[Attribute, ...]:
    """What "most borrowed" counts."""
    if not (base.endswith("ed") and is_participle(base)):
        return ()
    return tuple((f"number of {verb}s", True) for verb in verb_bases(base)[1:])


@cache
def _table() -> dict[str, tuple[Attribute, ...]]:
    """Every adjective with its attributes; one in several lines has those of all, in their order."""
    found: dict[str, dict[str, bool]] = {}
    for highs, lows, names in _lines():
        for group, way in ((highs, True), (lows, False)):
            for adjective in group:
                for name in names:
                    found.setdefault(adjective, {}).setdefault(name.lstrip("-"), way != name.startswith("-"))
                found.setdefault(adjective, {})
    return {adjective: tuple(measured.items()) for adjective, measured in found.items()}


@cache
def _opposites() -> frozenset[str]:
    """Adjectives that ask for the same attribute from its low end: "how light"."""
    return frozenset(word for _, lows, _ in _lines() for word in lows)


@cache
def _lines() -> tuple[tuple[list[str], list[str], list[str]], ...]:
    text = Path(__file__).with_name("adjectives.txt").read_text(encoding="utf-8")
    return tuple(_line(line) for line in text.splitlines() if line and not line.startswith("#"))


def _line(line: str) -> tuple[list[str], list[str], list[str]]:
    adjectives, _, names = line.partition(":")
    highs, _, lows = adjectives.partition("/")
    listed = [name.strip() for name in names.split(",") if name.strip()]
    return highs.split(), [word for word in lows.split() if word != "-"], listed
