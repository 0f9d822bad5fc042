"""A made family graph of any size: people over generations, marriages, names, dates. The same seed, the same graph.

python benchmarks/family.py 10000 > family-10k.nt      about 10,000 triples
"""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING

from kgqa.model import IRI, RDF_TYPE, RDFS_LABEL, XSD, Literal, Triple

if TYPE_CHECKING:
    from collections.abc import Iterator

FAMILY = "https://w3id.org/kgqa/family#"
PEOPLE = "https://example.org/people/"
GENERATIONS = 7
START = 1700
GIVEN = {"male": ("Adam", "Basil", "Carl", "David", "Hugo"), "female": ("Anna", "Berta", "Clara", "Edith", "Flora")}
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


if __name__ == "__main__":
    sys.stdout.writelines(f"{fact}\n" for fact in family_graph(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
