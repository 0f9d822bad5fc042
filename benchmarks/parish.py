"""A made GEDCOM file of any size: people of villages over generations, with names, dates and places as archives have.

python benchmarks/parish.py 10000 > parish.ged    10,000 people; the same number and seed, the same file
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MEN = (
    "Adam", "Albert", "Alfred", "Arthur", "Basil", "Bernard", "Charles", "Clement", "Daniel", "David", "Edgar",
    "Edmund", "Edward", "Francis", "Frederick", "George", "Gilbert", "Harold", "Henry", "Hugh", "Jacob", "James",
    "John", "Jonathan", "Leonard", "Lewis", "Martin", "Matthew", "Nicholas", "Oliver", "Patrick", "Peter", "Philip",
    "Ralph", "Richard", "Robert", "Samuel", "Simon", "Stephen", "Theodore", "Thomas", "Walter", "William",
)  # fmt: skip
WOMEN = (
    "Ada", "Agnes", "Alice", "Amelia", "Anna", "Beatrice", "Bertha", "Caroline", "Catherine", "Charlotte", "Clara",
    "Constance", "Dorothy", "Edith", "Eleanor", "Eliza", "Elizabeth", "Emily", "Emma", "Esther", "Flora", "Florence",
    "Frances", "Grace", "Harriet", "Helen", "Ida", "Isabel", "Jane", "Joan", "Julia", "Lucy", "Mabel", "Margaret",
    "Maria", "Martha", "Mary", "Matilda", "Rachel", "Rebecca", "Rosamund", "Sarah", "Sophia", "Susan", "Ursula",
    "Winifred",
)  # fmt: skip
_FIRST = (
    "Ash", "Beck", "Black", "Brad", "Brook", "Cal", "Carl", "Chad", "Clay", "Cross", "Dar", "Dun", "East", "Elm",
    "Farn", "Gar", "Grim", "Hal", "Har", "Hazel", "High", "Holm", "Kin", "Lang", "Lin", "Marl", "Mid", "Mill", "Nor",
    "Oak", "Pen", "Red", "Ring", "Ros", "Sel", "Sher", "Stan", "Stock", "Thorn", "Under", "Wal", "War", "Wes", "Whit",
    "Win", "Wood",
)  # fmt: skip
_LAST = (
    "bury", "by", "combe", "cote", "den", "don", "field", "ford", "ham", "holt", "hurst", "ley", "low", "mere",
    "more", "over", "shaw", "stead", "thorpe", "ton", "well",
)  # fmt: skip
SURNAMES = [first + last for first in _FIRST for last in _LAST]
COUNTIES = ("Aldershire", "Borsetshire", "Caldmark", "Dunmark", "Eskland", "Fallowshire", "Glenmark", "Hartland")
TITLES = ("Lord", "Lady"), ("Baron", "Baroness"), ("Earl", "Countess")
START, GENERATION, COUPLES, GENERATIONS = 1760, 29, 12, 5


@dataclass(frozen=True, slots=True)
class Person:
    """One who lives in a village, with the number of the family that they were born into (0: none known)."""

    number: int
    sex: str
    given: str
    surname: str
    born: int
    died: int
    parents: int = 0

    @property
    def name(self) -> str:
        """The name in full."""
        return f"{self.given} {self.surname}"


@dataclass(frozen=True, slots=True)
class Family:
    """A couple with its children."""

    number: int
    husband: Person
    wife: Person
    married: int
    children: list[Person] = field(default_factory=list)


@dataclass(slots=True)
class Parish:
    """All people and families that were made, and the villages they live in."""

    dice: random.Random
    people: list[Person] = field(default_factory=list)
    families: list[Family] = field(default_factory=list)
    villages: list[str] = field(default_factory=list)


def parish(size: int, seed: int = 1) -> Parish:
    """So many people, in villages that begin with a few couples and last for some generations."""
    made = Parish(random.Random(seed))
    for number in count():
        name = f"{made.dice.choice(_FIRST)}{made.dice.choice(_LAST)} {made.dice.choice(('Magna', 'Parva', 'Green'))}"
        made.villages.append(f"{name}, {made.dice.choice(COUNTIES)}, Albion" if number else f"Ashbury, {COUNTIES[0]}")
        _settle(made, size)
        if len(made.people) >= size:
            return made
    raise AssertionError


def _settle(made: Parish, size: int) -> None:
    dice = made.dice
    living = [_person(made, sex, dice.choice(SURNAMES), START) for sex in "MF" * COUPLES]
    for generation in range(1, GENERATIONS):
        following: list[Person] = []
        for husband, wife in _couples(living, dice):
            family = Family(len(made.families) + 1, husband, wife, START + GENERATION * generation - dice.randint(1, 6))
            made.families.append(family)
            for _ in range(dice.choice((0, 1, 2, 2, 3, 4))):
                if len(made.people) >= size:
                    return
                born = START + GENERATION * generation + dice.randint(-5, 8)
                child = _person(made, dice.choice("MF"), husband.surname, born, family.number)
                family.children.append(child)
                following.append(child)
        living = following


def _couples(people: list[Person], dice: random.Random) -> Iterator[tuple[Person, Person]]:
    """By chance, but no siblings; who is left over stays single, and one in nine men marries twice."""
    men = [person for person in people if person.sex == "M"]
    women = [person for person in people if person.sex == "F"]
    dice.shuffle(women)
    grooms = [man for man in men for _ in range(2 if dice.random() < 1 / 9 else 1)]
    return ((man, woman) for man, woman in zip(grooms, women, strict=False) if not man.parents == woman.parents != 0)


def _person(made: Parish, sex: str, surname: str, born: int, parents: int = 0) -> Person:
    names, dice = MEN if sex == "M" else WOMEN, made.dice
    given = " ".join(dice.sample(names, dice.choice((1, 2, 2, 2, 3))))
    age = dice.randint(0, 12) if dice.random() < 0.1 else dice.randint(22, 91)
    person = Person(len(made.people) + 1, sex, given, surname, born, born + age, parents)
    made.people.append(person)
    return person


def gedcom(made: Parish) -> Iterator[str]:
    """The lines of a GEDCOM 5.5 file."""
    dice = random.Random(len(made.people))
    spouse_in: dict[int, list[int]] = {}
    for family in made.families:
        for partner in (family.husband, family.wife):
            spouse_in.setdefault(partner.number, []).append(family.number)
    yield "0 HEAD"
    for person in made.people:
        yield f"0 @I{person.number}@ INDI"
        yield f"1 NAME {person.given} /{person.surname}/"
        yield f"1 SEX {person.sex}"
        if dice.random() < 0.03:
            yield f"1 TITL {dice.choice(TITLES)[person.sex == 'F']} of {dice.choice(SURNAMES)}"
        yield from _event("BIRT", _date(person.born, dice), _place(made, dice))
        if person.died < 2000:
            yield from _event("DEAT", _date(person.died, dice), _place(made, dice))
        if person.parents:
            yield f"1 FAMC @F{person.parents}@"
        yield from (f"1 FAMS @F{number}@" for number in spouse_in.get(person.number, ()))
    for family in made.families:
        yield f"0 @F{family.number}@ FAM"
        yield f"1 HUSB @I{family.husband.number}@"
        yield f"1 WIFE @I{family.wife.number}@"
        yield from (f"1 CHIL @I{child.number}@" for child in family.children)
        yield from _event("MARR", _date(family.married, dice), _place(made, dice))
    yield "0 TRLR"


def _event(tag: str, date: str, place: str) -> Iterator[str]:
    yield f"1 {tag}"
    yield f"2 DATE {date}"
    yield f"2 PLAC {place}"


def _place(made: Parish, dice: random.Random) -> str:
    return dice.choice(made.villages)


def _date(year: int, dice: random.Random) -> str:
    """To the day; of some only the year is known, or about when."""
    if (known := dice.random()) < 0.1:
        return f"ABT {year}" if known < 0.03 else str(year)
    return f"{dice.randint(1, 28)} {dice.choice(('JAN', 'MAR', 'APR', 'JUN', 'AUG', 'OCT', 'DEC'))} {year}"


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    sys.stdout.writelines(f"{line}\n" for line in gedcom(parish(size)))


if __name__ == "__main__":
    main()
