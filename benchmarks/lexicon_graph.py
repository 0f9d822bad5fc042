"""A generated graph of named people, places and things: the same seed makes the same graph."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMESPACE = "http://example.org/"
_ONSETS = "b br c ch d dr f fl g gr h j k l m n p qu r s st t tr v w z"
_NUCLEI = "a e i o u ae ai ea ie oo ou é ö"
_CODAS = ["", "", "", "l", "m", "n", "r", "s", "t", "nd", "rk"]
_RANKS = ("apprentice", "journeyman", "master", "Grand Master", "warden of the keys")
_PREFIXES = """\
@prefix : <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:Person a owl:Class ; rdfs:label "person" . :Place a owl:Class ; rdfs:label "place" .
:Thing a owl:Class ; rdfs:label "tool" .
:home a owl:ObjectProperty ; rdfs:label "home" . :owner a owl:ObjectProperty ; rdfs:label "owner" .
:rank a owl:DatatypeProperty ; rdfs:label "rank" . :mark a owl:DatatypeProperty ; rdfs:label "mark" .
"""


def ontology() -> str:
    """The few classes and properties of the graph, in Turtle."""
    return _PREFIXES


def facts(labels: int, seed: int = 7) -> Iterator[str]:
    """N-Triples of a graph in which that many things have a label each: half are people, a fifth places.

    Each thing has a class and a link to another; each fourth has a short text as value.
    """
    dice = random.Random(seed)
    first, last = [_words(dice, 4_000, (1, 3)) for _ in range(2)]
    places = _words(dice, 20_000 + labels // 20, (2, 4))
    label, kind = "http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    for number in range(labels):
        sort = dice.choices(("Person", "Place", "Thing"), (5, 2, 3))[0]
        name = _name(sort, dice, first, last, places)
        yield f'<{NAMESPACE}n{number}> <{label}> "{name}" .\n'
        yield f"<{NAMESPACE}n{number}> <{kind}> <{NAMESPACE}{sort}> .\n"
        link = "owner" if sort == "Thing" else "home"
        yield f"<{NAMESPACE}n{number}> <{NAMESPACE}{link}> <{NAMESPACE}n{dice.randrange(labels)}> .\n"
        if dice.random() < 0.25:
            value = dice.choice(_RANKS) if sort == "Person" else f"{dice.choice(last)} {dice.randrange(1000)}"
            yield f'<{NAMESPACE}n{number}> <{NAMESPACE}{"rank" if sort == "Person" else "mark"}> "{value}" .\n'


def _name(sort: str, dice: random.Random, first: list[str], last: list[str], places: list[str]) -> str:
    if sort == "Place":
        return " ".join(dice.choices(places, k=dice.choice((1, 1, 2))))
    if sort == "Thing":
        return f"The {dice.choice(places)} of {dice.choice(first)} ({dice.randrange(1500, 2000)})"
    middle = dice.choice(("", "", f"{dice.choice(first)} ", f"{dice.choice('ABCDEFGH')}. "))
    number = dice.choice(("", "", "", "", " II", " Jr.", " VIII"))
    return f"{dice.choice(first)} {middle}{dice.choice(last)}{number}"


def _words(dice: random.Random, count: int, syllables: tuple[int, int]) -> list[str]:
    onsets, nuclei = _ONSETS.split(), _NUCLEI.split()

    def syllable() -> str:
        return dice.choice(onsets) + dice.choice(nuclei) + dice.choice(_CODAS)

    return ["".join(syllable() for _ in range(dice.randint(*syllables))).capitalize() for _ in range(count)]
