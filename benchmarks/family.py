"""A made family graph of any size: people over generations, marriages, names, dates. The same seed, the same graph.

python benchmarks/family.py 10000 > family-10k.nt             family records, for ontologies/family.ttl
python benchmarks/family.py --stated 10000 > family-10k.nt    fathers, mothers, spouses, for benchmarks/family_owl.ttl
"""

from __future__ import annotations

import random
import sys
from itertools import count
from typing import TYPE_CHECKING

from kgqa.model import IRI, RDF_TYPE, RDFS_LABEL, XSD, Literal, Triple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    _Villager: TypeAlias = tuple[str, str, str, int]
    """IRI, sex, surname and the family that they were born into."""

FAMILY = "https://w3id.org/kgqa/family#"
PEOPLE = "https://example.org/people/"
GENERATIONS = 7
START = 1700
GIVEN = {"male": ("Adam", "Basil", "Carl", "David", "Hugo"), "female": ("Anna", "Berta", "Clara", "Edith", "Flora")}
FOUNDERS, VILLAGE_GENERATIONS = 30, 5
"""Couples that a village of `family_lines` starts with, and how long it lasts: an ontology's work grows with both."""
SURNAMES = ("Abel", "Berg", "Carver", "Dorn", "Ebert", "Falk", "Gruber", "Hahn", "Ives", "Jung")


def family_graph(triples: int, seed: int = 1) -> Iterator[Triple]:
    """About `triples` stated facts; no more than that, and at most one family less."""
    dice = random.Random(seed)
    made = 0
    clan = 0
    while made < triples:
        for fact in _clan(clan, dice):
            if made >= triples:
                return
            made += 1
            yield fact
        clan += 1


def _clan(clan: int, dice: random.Random) -> Iterator[Triple]:
    """Seven generations from one couple; those who marry in come from nowhere."""
    surname = dice.choice(SURNAMES)
    generation = [(f"c{clan}", "male")]
    yield from _person(f"c{clan}", "male", surname, START, dice)
    for depth in range(GENERATIONS):
        year = START + 28 * depth
        following = []
        for name, sex in generation:
            partner, other = f"{name}s", "female" if sex == "male" else "male"
            yield from _person(partner, other, dice.choice(SURNAMES), year, dice)
            record = IRI(f"{PEOPLE}{name}m")
            husband, wife = (name, partner) if sex == "male" else (partner, name)
            yield Triple(record, RDF_TYPE, IRI(FAMILY + "Family"))
            yield Triple(record, IRI(FAMILY + "familyHusband"), IRI(PEOPLE + husband))
            yield Triple(record, IRI(FAMILY + "familyWife"), IRI(PEOPLE + wife))
            yield Triple(record, IRI(FAMILY + "marriageDate"), _date(year + 24, dice))
            for number in range(dice.choice((1, 2, 2, 3))):
                child, its = f"{name}{number}", dice.choice(("male", "female"))
                yield from _person(child, its, surname, year + 28, dice)
                yield Triple(IRI(PEOPLE + child), IRI(FAMILY + "childIn"), record)
                following.append((child, its))
        generation = following


def _person(name: str, sex: str, surname: str, year: int, dice: random.Random) -> Iterator[Triple]:
    person = IRI(PEOPLE + name)
    yield Triple(person, RDF_TYPE, IRI(FAMILY + "Person"))
    yield Triple(person, RDFS_LABEL, Literal(f"{dice.choice(GIVEN[sex])} {surname} {name}"))
    yield Triple(person, IRI(FAMILY + "sex"), Literal(sex))
    yield Triple(person, IRI(FAMILY + "birthDate"), _date(year, dice))
    yield Triple(person, IRI(FAMILY + "deathDate"), _date(year + 62, dice))


def _date(year: int, dice: random.Random) -> Literal:
    return Literal(f"{year}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}", XSD + "date")


def family_lines(triples: int, seed: int = 1) -> Iterator[str]:
    """`triples` lines of N-Triples that state each person's father, mother, spouse, name, sex and dates.

    The people live in villages and marry there, so that an ancestor is reached in several ways. Text instead of
    values, since millions of them are needed.
    """
    dice = random.Random(seed)
    made = 0
    for village in count():
        for line in _village(village, dice):
            if made >= triples:
                return
            made += 1
            yield line


def _village(village: int, dice: random.Random) -> Iterator[str]:
    people = (f"<{PEOPLE}v{village}p{number}>" for number in count())
    families = count()
    generation = []
    for sex in ("male", "female") * FOUNDERS:
        founder = (next(people), sex, dice.choice(SURNAMES), next(families))
        yield from _life(*founder[:3], START, dice)
        generation.append(founder)
    for depth in range(1, VILLAGE_GENERATIONS):
        following = []
        for (husband, _, surname, _), (wife, *_) in _couples(generation, dice):
            yield f"{husband} <{FAMILY}hasSpouse> {wife} .\n"
            family = next(families)
            for _ in range(dice.choice((1, 2, 2, 3, 4))):
                child = (next(people), dice.choice(("male", "female")), surname, family)
                yield from _life(*child[:3], START + 28 * depth, dice)
                yield f"{child[0]} <{FAMILY}hasFather> {husband} .\n"
                yield f"{child[0]} <{FAMILY}hasMother> {wife} .\n"
                following.append(child)
        generation = following


def _couples(people: list[_Villager], dice: random.Random) -> Iterator[tuple[_Villager, _Villager]]:
    """By chance, but no siblings; who is left over stays single."""
    men = [person for person in people if person[1] == "male"]
    women = [person for person in people if person[1] == "female"]
    dice.shuffle(men)
    return ((man, woman) for man, woman in zip(men, women, strict=False) if man[3] != woman[3])


def _life(person: str, sex: str, surname: str, year: int, dice: random.Random) -> Iterator[str]:
    yield f"{person} <{RDF_TYPE.value}> <{FAMILY}Person> .\n"
    yield f'{person} <{RDFS_LABEL.value}> "{dice.choice(GIVEN[sex])} {surname}" .\n'
    yield f'{person} <{FAMILY}sex> "{sex}" .\n'
    yield f'{person} <{FAMILY}birthDate> "{_day(year, dice)}"^^<{XSD}date> .\n'
    yield f'{person} <{FAMILY}deathDate> "{_day(year + 62, dice)}"^^<{XSD}date> .\n'


def _day(year: int, dice: random.Random) -> str:
    return f"{year}-{1 + int(12 * dice.random()):02}-{1 + int(28 * dice.random()):02}"


def main() -> None:
    numbers = [int(argument) for argument in sys.argv[1:] if argument != "--stated"] or [10_000]
    if "--stated" in sys.argv:
        sys.stdout.writelines(family_lines(*numbers))
    else:
        sys.stdout.writelines(f"{fact}\n" for fact in family_graph(*numbers))


if __name__ == "__main__":
    main()
