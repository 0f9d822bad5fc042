"""A small graph behind a server that runs in the test's own process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from kgqa.config import Settings
from kgqa.pipeline import KnowledgeBase
from kgqa.serve.app import create_app
from kgqa.serve.live import Live

if TYPE_CHECKING:
    from collections.abc import Iterator

GRAPH = """
@prefix : <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

:mentor a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "mentor" ; owl:inverseOf :pupil .
:pupil a owl:ObjectProperty ; rdfs:label "pupil" .
:teacherOf a owl:ObjectProperty ; rdfs:label "forerunner" ; a owl:TransitiveProperty .
:mentor rdfs:subPropertyOf :teacherOf .
:born a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "birth date" .
:rival a owl:ObjectProperty, owl:IrreflexiveProperty ; rdfs:label "rival" .

:ann rdfs:label "Ann Archer" ; :mentor :beth ; :born "1809-02-12"^^xsd:date .
:beth rdfs:label "Beth Moss" ; :mentor :cora .
:cora rdfs:label "Cora Lind" ; :mentor :dan .
:dan rdfs:label "Dan Fox" .
:dan2 rdfs:label "Dan Fox" ; :mentor :cora .
:eve rdfs:label "<script>alert('Eve')</script>" ; :mentor :beth ; :rival :eve .
"""

LOCAL = "http://localhost:8000"


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(query_seconds=2.0, query_rows=1_000, query_memory=64, cache=tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def kb(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> KnowledgeBase:
    folder = tmp_path_factory.mktemp("serve")
    file = folder / "guild.ttl"
    file.write_text(GRAPH, encoding="utf-8")
    return KnowledgeBase.load(file, settings=settings)


@pytest.fixture(scope="session")
def client(kb: KnowledgeBase, settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(Live(kb, settings)), base_url=LOCAL) as client:
        yield client
