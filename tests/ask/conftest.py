"""Small graphs, taken as they are stated (nothing is derived), and questions to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kgqa.ask import Lexicon, answer_question
from kgqa.config import Settings
from kgqa.model import IRI, Proof, Triple
from kgqa.store import EmbeddedStore, open_memory
from kgqa.store.terms import from_ox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kgqa.model import Answer

PREFIXES = """
@prefix : <http://example.org/> .
@prefix kgqa: <https://w3id.org/kgqa/vocabulary#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@dataclass(frozen=True)
class Asked:
    """A graph with its lexicon, to be asked."""

    store: EmbeddedStore
    lexicon: Lexicon

    def __call__(self, question: str, *, choose: Sequence[str] = (), settings: Settings | None = None) -> Answer:
        return answer_question(
            question,
            lexicon=self.lexicon,
            store=self.store,
            prove=self.prove,
            choose=choose,
            settings=settings or Settings(),
        )

    def prove(self, fact: Triple) -> Proof | None:
        source = self.store.source_of(fact)
        return None if source is None else Proof(fact, "asserted", source=source)


def graph_of(turtle: str, inferred: str = "", language: str = "en") -> Asked:
    """The graph that a piece of Turtle states, with what another is said to entail."""
    store = open_memory("test.1")
    store.put(IRI("urn:test:graph"), _triples(turtle), file="test.ttl")
    store.put_inferred(_triples(inferred))
    return Asked(store, Lexicon.build(store, language))


def _triples(turtle: str) -> list[Triple]:
    found = []
    for quad in ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE):
        predicate = from_ox(quad.predicate)
        assert isinstance(predicate, IRI)
        found.append(Triple(from_ox(quad.subject), predicate, from_ox(quad.object)))
    return found


GUILD = """
:Member a owl:Class ; rdfs:label "member" ; skos:altLabel "guild member" ; kgqa:answersTo "who" .
:Town a owl:Class ; rdfs:label "town" ; kgqa:answersTo "where" .

:mentor a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "mentor"@en, "Lehrer"@de ; skos:altLabel "guru" ;
    kgqa:inverseLabel "mentored" ; rdfs:domain :Member ; rdfs:range :Member .
:pupil a owl:ObjectProperty ; rdfs:label "pupil" ; owl:inverseOf :mentor ; rdfs:range :Member .
:peer a owl:ObjectProperty, owl:SymmetricProperty ; rdfs:label "peer" ; rdfs:range :Member ; rdfs:domain :Member .
:entryDate a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "entry date" ; skos:altLabel "joined" ;
    rdfs:domain :Member ; kgqa:answersTo "when" .
:entryPlace a owl:ObjectProperty ; rdfs:label "place of entry" ; skos:altLabel "joined" ;
    rdfs:domain :Member ; rdfs:range :Town .
:inside a owl:ObjectProperty, owl:TransitiveProperty ; rdfs:label "located in" ; rdfs:domain :Town ; rdfs:range :Town .
:craft a owl:DatatypeProperty ; rdfs:label "craft" ; kgqa:isComplete true .

:ann a :Member ; rdfs:label "Ann Archer" ; :mentor :beth ; :entryDate "1809-02-12"^^xsd:date ; :entryPlace :ulm ;
    :craft "bookbinding" ; :peer :cora .
:cora a :Member ; rdfs:label "Cora Lind" ; :mentor :beth ; :peer :ann ; :entryDate "1812"^^xsd:gYear .
:beth a :Member ; rdfs:label "Bethany Moss" ; skos:altLabel "Old Beth" ; :mentor :dan ; :pupil :ann, :cora .
:dan a :Member ; rdfs:label "Dan Fox" ; :pupil :beth ; :entryDate "1770-01-05"^^xsd:date .
:dan2 a :Member ; rdfs:label "Dan Fox" ; :entryDate "1801-03-01"^^xsd:date ; :mentor :cora .
:ulm a :Town ; rdfs:label "Ulm" ; :inside :swabia .
:swabia a :Town ; rdfs:label "Swabia" .
:bonn a :Town ; rdfs:label "Bonn" .
"""


@pytest.fixture(scope="session")
def guild() -> Asked:
    return graph_of(GUILD)
