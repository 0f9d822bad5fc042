"""Small graphs of many kinds, and a judge of claims on each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa import KnowledgeBase
from kgqa.model import IRI
from kgqa.verify.judge import Judge

if TYPE_CHECKING:
    from pathlib import Path

BASE = "http://example.org/"
PREFIXES = f"""
@prefix : <{BASE}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix kgqa: <https://w3id.org/kgqa/vocabulary#> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
"""

COUNTRIES = """
:Country a owl:Class ; rdfs:label "country" .
:City a owl:Class ; rdfs:label "city" ; owl:disjointWith :Country .
:capital a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "capital" ; rdfs:range :City .
:borders a owl:ObjectProperty, owl:SymmetricProperty, owl:IrreflexiveProperty ; rdfs:label "borders" .
:headOfState a owl:ObjectProperty ; rdfs:label "head of state" .
:river a owl:ObjectProperty ; rdfs:label "river" .
:founded a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "founded" .
:dissolved a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "dissolved" .
:population a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "population" .
:area a owl:DatatypeProperty ; rdfs:label "area" .
:motto a owl:DatatypeProperty ; rdfs:label "motto" .
:landlocked a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "landlocked" .

:peru a :Country ; rdfs:label "Perú" ; :capital :lima ; :borders :chile ; :population 33000000 ; :area 1285216 ;
    :motto "Firme y feliz" ; :founded "1821-07-28"^^xsd:date ; :landlocked false ; :river :amazon, :ucayali .
:chile a :Country ; rdfs:label "Chile" ; :capital :santiago ; :founded "1818"^^xsd:gYear .
:gran a :Country ; rdfs:label "Gran Colombia" ; :founded "1819-12"^^xsd:gYearMonth ; :dissolved "1831"^^xsd:gYear .
:inca a :Country ; rdfs:label "Inca Empire" ; :founded "1438~"^^edtf:EDTF ; :dissolved "../1600"^^edtf:EDTF .
:lima a :City ; rdfs:label "Lima" .
:santiago a :City ; rdfs:label "Santiago" .
:quito a :City ; rdfs:label "Quito" .
:valencia1 a :City ; rdfs:label "Valencia" .
:valencia2 a :City ; rdfs:label "Valencia" .
:amazon rdfs:label "Amazon" . :ucayali rdfs:label "Ucayali" . :rhine rdfs:label "Rhine" .
"""
"""Countries: single values, several values, dates of every precision; nothing is declared complete."""

COMPANY = """
:Person a owl:Class ; rdfs:label "person" ;
    kgqa:span [ kgqa:word "tenure" ; kgqa:start :hired ; kgqa:end :left ; kgqa:unit "year" ] .
:hired kgqa:comparative [ kgqa:word "senior to" ; kgqa:direction "lower" ] .
:Manager a owl:Class ; rdfs:label "manager" ; rdfs:subClassOf :Person .
:boss a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "boss" ; owl:inverseOf :report .
:report a owl:ObjectProperty ; rdfs:label "report" ; kgqa:isComplete true .
:mentor a owl:ObjectProperty ; rdfs:label "mentor" .
:grandboss a owl:ObjectProperty ; rdfs:label "boss's boss" ; owl:propertyChainAxiom ( :boss :boss ) .
:hired a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "hired" .
:left a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "left" .
:salary a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "salary" .

:ada a :Manager ; rdfs:label "Ada" ; :hired "2001-03-01"^^xsd:date ; :left "2011-02-28"^^xsd:date ; :salary 90 .
:bob a :Person ; rdfs:label "Bob" ; :boss :ada ; :hired "2005"^^xsd:gYear ; :salary 50 ; :mentor :eve .
:cy a :Person ; rdfs:label "Cy" ; :boss :ada ; :hired "2010-06-01"^^xsd:date ; :salary 60 .
:dee a :Person ; rdfs:label "Dee" ; :boss :bob .
:eve a :Person ; rdfs:label "Eve" ; :hired "1999"^^xsd:gYear .
"""
"""A company whose reports are completely recorded, and whose mentors are not."""


def knowledge(folder: Path, graph: str) -> KnowledgeBase:
    """The graph of some Turtle without its prefixes."""
    path = folder / "graph.ttl"
    path.write_text(PREFIXES + graph, encoding="utf-8")
    return KnowledgeBase.load(path)


def judge_of(kb: KnowledgeBase) -> Judge:
    """A judge of claims on a graph."""
    return Judge(kb.store, kb._lexicon, kb._prover().prove, kb.contradiction)


def iri(name: str) -> IRI:
    """A thing or property of these graphs."""
    return IRI(BASE + name)
