"""Questions about a made parish, of every type and in the proportions in which people ask about families."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parish import Family, Parish, Person


class Asked(NamedTuple):
    """A question and its kind."""

    kind: str
    text: str


TEMPLATES: dict[str, tuple[int, tuple[str, ...]]] = {
    "parents, children, spouses": (
        15,
        (
            "Who is the mother of {child}?",
            "{child_lower} father",
            "Who were {child}'s parents?",
            "who was {child_lower} fathered by?",
            "Who are the children of {father}?",
            "Which sons did {father} have?",
            "Who was {mother}'s husband?",
            "Whom did {father} marry?",
            "wives of {father}",
        ),
    ),
    "relatives": (
        20,
        (
            "Who are {child}'s siblings?",
            "{child_lower} brothers",
            "Name the half brothers of {child}.",
            "Who are the grandparents of {child}?",
            "{father_lower} grandchildren",
            "Who are the uncles of {child}?",
            "nieces of {father}",
            "Who are the first cousins of {child}?",
            "cousins of {child} on his mother's side",
            "Who is {mother}'s mother-in-law?",
            "brothers-in-law of {father}",
            "Who are the descendants of {father}?",
            "all ancestors of {child}",
            "Which ancestors of {child} have the surname {surname}?",
        ),
    ),
    "vital facts": (
        12,
        (
            "When was {child} born?",
            "What is {child}'s date of birth?",
            "Where was {father} born?",
            "In what place did {mother} die?",
            "{father_lower} death date",
            "in which year did {father} die",
            "When did {father} marry {mother}?",
            "Where did {father} and his wife get married?",
        ),
    ),
    "counts": (
        7,
        (
            "How many children did {father} have?",
            "number of wives of {father}",
            "How many grandchildren does {mother} have?",
            "how many sisters did {child} have?",
        ),
    ),
    "yes or no": (
        8,
        (
            "Is {child} the daughter of {father}?",
            "Was {father} the son of {child}?",
            "is {child_lower} a sister of {sibling_lower}",
            "Did {mother} marry {father}?",
            "Did {father} have any children?",
            "Was {child} older than {sibling}?",
            "Did {mother} die before {father}?",
            "Are {child} and {other} first cousins?",
        ),
    ),
    "relations": (4, ("How is {child} related to {father}?", "How is {child} related to {other}?")),
    "ages": (
        7,
        (
            "How old was {father} when he died?",
            "{mother_lower} age at death",
            "How old was {father} when {child} was born?",
            "What age was {mother} when she married {father}?",
        ),
    ),
    "filters": (
        7,
        (
            "Which children of {father} were born before {year}?",
            "Which sons of {father} died before {year}?",
            "Which grandchildren of {father} were born in the {decade}s?",
            "Which of {mother}'s children died in {place}?",
            "Which sons of {father} never married?",
            "Which children of {mother} have no children of their own?",
        ),
    ),
    "superlatives": (
        6,
        (
            "Who is the oldest child of {father}?",
            "{mother_lower} youngest daughter",
            "Which child of {father} lived the longest?",
            "Name the second-born child of {mother}.",
            "Which child of {father} had the most children?",
        ),
    ),
    "two compared": (
        5,
        (
            "Who was born first, {child} or {sibling}?",
            "Who lived longer, {father} or {mother}?",
            "Who has more children, {father} or {other}?",
            "How many years older is {father} than {mother}?",
            "Which children did {father} and {mother} have together?",
        ),
    ),
    "chains": (
        5,
        (
            "Who is the mother of the mother of the wife of {father}?",
            "Who was {child}'s mother's father's wife?",
            "Who was the father of {father}'s wife?",
            "Where was the mother of {child} born?",
        ),
    ),
    "part of a name": (6, ("When was {first} {surname} born?", "Who is {first}'s father?", "children of {surname}")),
    "not understood": (
        4,
        (
            "What was {father}'s favourite dish?",
            "Do you think {father} was a cruel man?",
            "Who is the mother of {first} Quexxlington?",
            "what is 17 times 23?",
        ),
    ),
    "misspelt": (3, ("Who was {child_slip}'s mother?", "when was {child_slip} born")),
    "sets": (
        4,
        (
            "Who was born in {place}?",
            "people who died in {place} before {year}",
            "How many people were born in {place}?",
        ),
    ),
    "whole classes": (
        2,
        (
            "Who is the oldest person?",
            "Which man had the most children?",
            "How many people are there?",
            "Which woman lived the longest?",
            "Who was born first?",
        ),
    ),
}


def questions(made: Parish, number: int = 300, seed: int = 7) -> list[Asked]:
    """So many questions of all kinds, in the proportions of `TEMPLATES`; the same seed, the same questions."""
    dice = random.Random(seed)
    families = [family for family in made.families if len(family.children) > 1]
    total = sum(weight for weight, _ in TEMPLATES.values())
    found = []
    for kind, (weight, templates) in TEMPLATES.items():
        for k in range(max(1, round(number * weight / total))):
            slots = dict(_slots(dice.choice(families), dice.choice(made.people), made, dice))
            found.append(Asked(kind, templates[k % len(templates)].format(**slots)))
    dice.shuffle(found)
    return found


def _slots(family: Family, other: Person, made: Parish, dice: random.Random) -> Iterator[tuple[str, str]]:
    child, sibling = dice.sample(family.children, 2)
    people = {"child": child, "sibling": sibling, "father": family.husband, "mother": family.wife, "other": other}
    for role, person in people.items():
        yield role, person.name
        yield f"{role}_lower", person.name.lower()
    yield "child_slip", _slip(child.name, dice)
    yield "first", child.given.split()[0]
    yield "surname", child.surname
    yield "year", str(child.born + 1)
    yield "decade", str(child.born // 10 * 10)
    yield "place", dice.choice(made.villages).split(",")[0]


def _slip(name: str, dice: random.Random) -> str:
    """The name with two letters of its last word the wrong way round."""
    place = dice.randrange(name.rindex(" ") + 2, len(name) - 2)
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]
