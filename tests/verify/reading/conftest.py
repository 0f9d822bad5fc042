"""A guild of painters, taken as it is stated, and how texts about it are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from kgqa.ask.english.phrases import Phrases
from kgqa.ask.understanding import Understanding, understanding_of
from kgqa.verify.reading import read_text
from tests.ask.conftest import graph_of

if TYPE_CHECKING:
    from kgqa.verify.claim import Read

GUILD = """
:Painter a owl:Class ; rdfs:label "painter" ; kgqa:answersTo "who" .
:Master rdfs:subClassOf :Painter ; rdfs:label "master" .
:He a owl:Class ; rdfs:subClassOf :Painter ; kgqa:pronoun "he" ; kgqa:unspoken true .
:She a owl:Class ; rdfs:subClassOf :Painter ; kgqa:pronoun "she" ; kgqa:unspoken true .
:Town a owl:Class ; rdfs:label "town" ; kgqa:answersTo "where" .
:mentor a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "mentor" ;
    rdfs:domain :Painter ; rdfs:range :Painter .
:pupil a owl:ObjectProperty ; owl:inverseOf :mentor ; rdfs:label "pupil" ; rdfs:domain :Painter ; rdfs:range :Painter .
:rival a owl:ObjectProperty, owl:SymmetricProperty ; rdfs:label "rival" ; rdfs:domain :Painter ; rdfs:range :Painter .
:apprenticed a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "apprenticed" ; rdfs:range xsd:date ;
    rdfs:domain :Painter .
:retired a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "retired" ; rdfs:range xsd:date ;
    rdfs:domain :Painter .
:workshop a owl:ObjectProperty ; rdfs:label "worked in" ; rdfs:domain :Painter ; rdfs:range :Town .

:ada a :She, :Master ; rdfs:label "Ada Brun" ; :pupil :bo, :cleo ; :rival :dan ; :apprenticed "1601-05-02"^^xsd:date ;
    :retired "1650-01-01"^^xsd:date ; :workshop :delft .
:bo a :He ; rdfs:label "Bo Carp" ; :mentor :ada ; :apprenticed "1620-01-01"^^xsd:date ; :workshop :ghent .
:cleo a :She ; rdfs:label "Cleo Dorn" ; :mentor :ada ; :apprenticed "1622-01-01"^^xsd:date .
:dan a :He, :Master ; rdfs:label "Dan Eck" ; :rival :ada ; :apprenticed "1603-01-01"^^xsd:date .
:delft a :Town ; rdfs:label "Delft" .
:ghent a :Town ; rdfs:label "Ghent" .
"""


@dataclass(frozen=True)
class Reader:
    """Reads texts about one graph, and restates what they claim."""

    understanding: Understanding
    phrases: Phrases

    def read(self, text: str) -> Read:
        return read_text(text, self.understanding)

    def __call__(self, text: str) -> list[str]:
        """What the text claims, restated; "not:" before what it denies, " / " between readings."""
        return [
            ("not: " if claim.negated else "") + " / ".join(map(self.restated, claim.readings))
            for claim in self.read(text).claims
        ]

    def restated(self, form: object) -> str:
        return self.phrases.reading(form).removeprefix("whether ")  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def guild() -> Reader:
    graph = graph_of(GUILD)
    return Reader(understanding_of(graph.lexicon, graph.store), Phrases(graph.lexicon))
