"""Short claims about a made parish: true ones, false ones, and ones that nothing recorded decides, in fixed parts."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parish import Family, Parish, Person


class Claimed(NamedTuple):
    """A claim and its kind."""

    kind: str
    text: str


TEMPLATES: dict[str, tuple[int, tuple[str, ...]]] = {
    "parents and children, true": (
        12,
        (
            "{child} was a {son} of {father}.",
            "{father} was the father of {child}.",
            "{child}'s mother was {mother}.",
            "{mother} gave birth to {child}.",
            "{father} and {mother} were the parents of {child}.",
            "{child} was born to {mother}.",
        ),
    ),
    "parents and children, another parent": (
        14,
        (
            "{child} was a {son} of {other}.",
            "{other} was the father of {child}.",
            "{child}'s father was {other}.",
            "{child} is the father of {father}.",
            "{father} was the mother of {child}.",
        ),
    ),
    "spouses, true": (6, ("{father} married {mother}.", "{mother} was {father}'s wife.")),
    "spouses, nothing decides it": (8, ("{other} married {mother}.", "{mother} was the wife of {other}.")),
    "further relatives, true": (
        10,
        (
            "{uncle} was {nephew}'s {an_uncle}.",
            "{grandparent} was a grandparent of {nephew}.",
            "{grandparent} was an ancestor of {nephew}.",
            "{nephew} was a descendant of {grandparent}.",
            "{uncle} was a sibling of {parent}.",
        ),
    ),
    "further relatives, false": (
        12,
        (
            "{other} was an uncle of {child}.",
            "{other} was a grandfather of {child}.",
            "{child} was an ancestor of {father}.",
            "{other} was a brother of {child}.",
            "{child} and {other} were cousins.",
        ),
    ),
    "dates, true": (
        10,
        (
            "{child} was born in {born}.",
            "In {born} {child} was born.",
            "{father} was older than {child}.",
            "{child} was born before {later}.",
        ),
    ),
    "dates, false": (
        12,
        (
            "{child} was born in {wrong}.",
            "{child} was born before {father}.",
            "{child} was born after {later}.",
            "{father} died in {born_much_later}.",
        ),
    ),
    "denied": (
        8,
        (
            "{father} was not the father of {child}.",
            "{other} is not the father of {child}.",
            "{child} was not born in {born}.",
            "It is not true that {child} was born in {wrong}.",
        ),
    ),
    "several in one sentence": (
        4,
        (
            "{child}, the {son} of {father} and {mother}, was born in {born}.",
            "{child} was born in {wrong} and was the {son} of {mother}.",
        ),
    ),
    "not in the graph": (
        4,
        ("{child} was fond of music.", "{father} collected stamps.", "Zebulon Quux was the father of {child}."),
    ),
}
NO_PERSON = {"son", "an_uncle", "born", "wrong", "later", "born_much_later"}


def claims(parish: Parish, count: int, seed: int = 1) -> list[Claimed]:
    """So many claims, shuffled; the same parish, number and seed give the same claims."""
    dice = random.Random(seed)
    total = sum(part for part, _ in TEMPLATES.values())
    kinds = [kind for kind, (part, _) in TEMPLATES.items() for _ in range(round(count * part / total))]
    named, families = _unique(parish), [family for family in parish.families if family.children]
    made = [Claimed(kind, _filled(kind, parish, families, named, dice)) for kind in kinds]
    dice.shuffle(made)
    return made


def _unique(parish: Parish) -> set[str]:
    """Names of which there is one: a namesake makes a claim undecided."""
    seen: set[str] = set()
    twice = {person.name for person in parish.people if person.name in seen or seen.add(person.name)}  # type: ignore[func-returns-value]
    return seen - twice


def _filled(kind: str, parish: Parish, families: list[Family], named: set[str], dice: random.Random) -> str:
    template = dice.choice(TEMPLATES[kind][1])
    while True:
        words = _people(parish, dice.choice(families), dice)
        asked = {name: words[name] for name in words if f"{{{name}}}" in template}
        if all(
            not isinstance(word, str) or word in named or name in {"son", "an_uncle"} for name, word in asked.items()
        ):
            try:
                return template.format(**words)
            except KeyError:
                continue


def _people(parish: Parish, family: Family, dice: random.Random) -> dict[str, object]:
    child = dice.choice(family.children)
    other = dice.choice([person for person in dice.sample(parish.people, 40) if person.sex == "M"] or [family.husband])
    words: dict[str, object] = {
        "child": child.name,
        "son": "son" if child.sex == "M" else "daughter",
        "father": family.husband.name,
        "mother": family.wife.name,
        "other": other.name,
        "born": child.born,
        "wrong": child.born + dice.choice((-3, 2, 11)),
        "later": child.born + dice.randint(2, 30),
        "born_much_later": family.husband.died + 7,
    }
    return words | dict(_further(parish, family, child))


def _further(parish: Parish, family: Family, parent: Person) -> Iterator[tuple[str, str]]:
    """A child's own child, with its grandparent and an uncle or aunt, where there are such."""
    own = next((found for found in parish.families if parent in (found.husband, found.wife) and found.children), None)
    if own is not None:
        yield "parent", parent.name
        yield "nephew", own.children[0].name
        yield "grandparent", family.husband.name
        for sibling in family.children:
            if sibling is not parent:
                yield "uncle", sibling.name
                yield "an_uncle", "uncle" if sibling.sex == "M" else "aunt"
                return
