"""Two small graphs, a family and a publisher, and what single clauses about them say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from kgqa import KnowledgeBase
from kgqa.ask.compose.strain import strain
from kgqa.ask.english.phrases import Phrases
from kgqa.ask.english.syntax.statements import STATEMENTS
from kgqa.ask.evaluate import evaluate
from kgqa.ask.form import Question
from kgqa.ask.link import link
from kgqa.ask.understanding import understanding_of
from kgqa.load import bundled_folder

if TYPE_CHECKING:
    from pathlib import Path

    from kgqa.ask.statement import Said, Statement

PREFIXES = """
@prefix : <http://example.org/> . @prefix family: <https://w3id.org/kgqa/family#> .
@prefix kgqa: <https://w3id.org/kgqa/vocabulary#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
FAMILY = """
:leeds a family:Place ; rdfs:label "Leeds" . :york a family:Place ; rdfs:label "York" .
:tom rdfs:label "Tom Hale" ; family:sex "male" ; family:birthDate "1900-05-04"^^xsd:date ; family:birthPlace :leeds ;
  family:deathDate "1970-02-01"^^xsd:date .
:ada rdfs:label "Ada Moss" ; family:sex "female" ; family:birthDate "1902"^^xsd:gYear ;
  family:deathDate "1960-07-09"^^xsd:date .
:ben rdfs:label "Ben Hale" ; family:sex "male" ; family:hasFather :tom ; family:hasMother :ada ;
  family:birthDate "1926-03-02"^^xsd:date .
:cora rdfs:label "Cora Hale" ; family:sex "female" ; family:hasFather :tom ; family:hasMother :ada ;
  family:birthDate "1930-11-20"^^xsd:date .
:union a family:Family ; family:familyHusband :tom ; family:familyWife :ada ;
  family:marriageDate "1925-06-01"^^xsd:date ; family:marriagePlace :york .
"""
PUBLISHER = """
:Person a owl:Class ; rdfs:label "person" ; kgqa:answersTo "who" .
:House a owl:Class ; rdfs:label "publisher" . :Book a owl:Class ; rdfs:label "book" ; skos:altLabel "novel" .
:City a owl:Class ; rdfs:label "city" ; kgqa:answersTo "where" .
:author a owl:ObjectProperty ; rdfs:label "author" ; skos:altLabel "written by" ; rdfs:domain :Book ;
  rdfs:range :Person .
:mentor a owl:ObjectProperty ; rdfs:label "mentor" ; rdfs:domain :Person ; rdfs:range :Person .
:founder a owl:ObjectProperty ; rdfs:label "founder" ; skos:altLabel "founded by" ; rdfs:domain :House ;
  rdfs:range :Person .
:founded a owl:DatatypeProperty ; rdfs:label "founded" ; skos:altLabel "date of foundation" ; rdfs:domain :House ;
  rdfs:range xsd:gYear .
:published a owl:DatatypeProperty ; rdfs:label "published" ; skos:altLabel "date of publication" ; rdfs:domain :Book ;
  rdfs:range xsd:gYear .
:seat a owl:ObjectProperty ; rdfs:label "based in" ; skos:altLabel "seat" ; rdfs:domain :House ; rdfs:range :City .
:budget a owl:DatatypeProperty ; rdfs:label "budget" ; rdfs:domain :House ; rdfs:range xsd:integer .
:oslo a :City ; rdfs:label "Oslo" . :riga a :City ; rdfs:label "Riga" .
:ida a :Person ; rdfs:label "Ida Berg" . :olaf a :Person ; rdfs:label "Olaf Lund" ; :mentor :ida .
:una a :Person ; rdfs:label "Una Falk" ; :mentor :ida .
:nord a :House ; rdfs:label "Nordlys" ; :founder :ida ; :founded "1950"^^xsd:gYear ; :seat :oslo ; :budget 500 .
:ost a :House ; rdfs:label "Ostwind" ; :founder :olaf ; :founded "1962"^^xsd:gYear ; :seat :riga .
:tides a :Book ; rdfs:label "Tides" ; :author :olaf ; :published "1970"^^xsd:gYear .
:frost a :Book ; rdfs:label "Frost" ; :author :olaf , :una ; :published "1975"^^xsd:gYear .
"""


@dataclass
class Reader:
    """A graph, to read clauses about."""

    kb: KnowledgeBase

    def statements(self, clause: str) -> list[Statement]:
        """The likeliest readings of a clause."""
        understanding = understanding_of(self.kb._lexicon, self.kb.store)
        links = link(clause, understanding, words=STATEMENTS.words, telling=True)
        if links.unknown:
            return []
        words = [token.folded for token in links.tokens]
        found: dict[int, list[Statement]] = {}
        for statement, cost in STATEMENTS.readings(words, links.seeds, understanding.kinds):
            strained = cost + 4 * sum(strain(understanding.kinds, said.form) for said in statement.said)
            found.setdefault(strained, []).append(statement)
        return found[min(found)] if found else []

    def said(self, clause: str) -> list[list[str]]:
        """What each reading says, in words; "not" before what is denied."""
        phrases = Phrases(self.kb._lexicon)

        def words(said: Said) -> str:
            text = phrases.reading(said.form).removeprefix("whether ")
            return f"not: {text}" if said.negated else text

        return [[words(said) for said in statement.said] for statement in self.statements(clause)]

    def holds(self, clause: str) -> bool:
        """Whether what the only reading says is so."""
        (statement,) = self.statements(clause)
        return all(
            evaluate(Question(said.form), self.kb._lexicon, self.kb.store).truth is not said.negated
            for said in statement.said
        )


@pytest.fixture(scope="session")
def family(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    file: Path = tmp_path_factory.mktemp("said") / "family.ttl"
    file.write_text(PREFIXES + FAMILY, encoding="utf-8")
    return Reader(KnowledgeBase.load(file, bundled_folder("ontologies") / "family.ttl"))


@pytest.fixture(scope="session")
def publisher(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    file: Path = tmp_path_factory.mktemp("said") / "publisher.ttl"
    file.write_text(PREFIXES + PUBLISHER, encoding="utf-8")
    return Reader(KnowledgeBase.load(file))
