"""Programs that people use with SPARQL, against a running server: query, update, and what changes by it."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import httpx
import pytest
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore

from kgqa.config import Settings
from kgqa.pipeline import KnowledgeBase
from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "a key of the tests, long enough for one"
BEARER = {"Authorization": f"Bearer {KEY}"}
EX = "http://example.org/"
GRAPH = """
@prefix : <http://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:mentor a owl:ObjectProperty ; rdfs:label "mentor" ; owl:inverseOf :pupil .
:pupil a owl:ObjectProperty ; rdfs:label "pupil" .
:ann rdfs:label "Ann Archer" ; :mentor :beth . :beth rdfs:label "Beth Moss" . :cora rdfs:label "Cora Lind" .
"""
PUPILS = f"SELECT ?p WHERE {{ <{EX}beth> <{EX}pupil> ?p }} ORDER BY ?p"
INSERT = f"INSERT DATA {{ <{EX}cora> <{EX}mentor> <{EX}beth> }}"
DELETE = f"DELETE DATA {{ <{EX}cora> <{EX}mentor> <{EX}beth> }}"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("clients")
    (folder / "guild.ttl").write_text(GRAPH, encoding="utf-8")
    settings = Settings(write_key=KEY, cache=folder / "cache")
    KnowledgeBase.load_into(folder / "store", folder / "guild.ttl", settings=settings)
    with serving(folder / "store", settings) as address:
        yield address


def asked(address: str) -> list[str]:
    """What a question in English finds: it goes by the inferences."""
    answer = httpx.post(f"{address}/v1/ask", json={"question": "Who are Beth Moss's pupils?"}, timeout=60)
    return sorted(item["label"] for item in answer.json()["answers"])


@pytest.fixture(autouse=True)
def begin(address: str) -> None:
    content = {"Content-Type": "application/sparql-update"} | BEARER
    assert httpx.post(f"{address}/update", content=DELETE, headers=content, timeout=60).status_code == 204
    assert asked(address) == ["Ann Archer"]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize("post_direct", [False, True])
@pytest.mark.parametrize("one_address", [False, True])
def test_sparqlwrapper(address: str, post_direct: bool, one_address: bool) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper")
    client = wrapper.SPARQLWrapper(f"{address}/sparql", None if one_address else f"{address}/update")
    client.addCustomHttpHeader("Authorization", f"Bearer {KEY}")
    client.setRequestMethod(wrapper.POSTDIRECTLY if post_direct else wrapper.URLENCODED)
    client.setMethod(wrapper.POST)
    client.setReturnFormat(wrapper.JSON)
    client.setQuery(INSERT)
    client.query()
    client.setQuery(PUPILS)
    found = client.query().convert()["results"]["bindings"]
    assert [row["p"]["value"] for row in found] == [f"{EX}ann", f"{EX}cora"]
    assert asked(address) == ["Ann Archer", "Cora Lind"]
    for kind in (wrapper.XML, wrapper.CSV, wrapper.TSV):
        client.setReturnFormat(kind)
        assert client.query().convert()
    client.setQuery(f"CONSTRUCT WHERE {{ <{EX}beth> <{EX}pupil> ?p }}")
    for kind in (wrapper.TURTLE, wrapper.RDFXML, wrapper.JSONLD):
        client.setReturnFormat(kind)
        assert client.query().convert()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("kind", ["json", "xml"])
def test_rdflib_reads(address: str, method: str, kind: str) -> None:
    store = SPARQLStore(f"{address}/sparql", method=method, returnFormat=kind)
    graph = Graph(store)
    assert [str(row[0]) for row in graph.query(PUPILS)] == [f"{EX}ann"]
    assert (URIRef(f"{EX}beth"), URIRef(f"{EX}pupil"), URIRef(f"{EX}ann")) in graph
    assert graph.value(URIRef(f"{EX}ann"), URIRef("http://www.w3.org/2000/01/rdf-schema#label")) == Literal(
        "Ann Archer"
    )


@pytest.mark.filterwarnings("ignore:Dataset")
def test_rdflib_writes(address: str) -> None:
    store = SPARQLUpdateStore(f"{address}/sparql", f"{address}/update", headers=BEARER)
    # A plain Graph would name itself as the graph to read and to write.
    graph = Dataset(store, default_union=True)
    graph.update(INSERT)
    assert [str(row[0]) for row in graph.query(PUPILS)] == [f"{EX}ann", f"{EX}cora"]
    assert asked(address) == ["Ann Archer", "Cora Lind"]
    fact = (URIRef(f"{EX}cora"), URIRef(f"{EX}mentor"), URIRef(f"{EX}beth"))
    graph.remove(fact)
    assert asked(address) == ["Ann Archer"]
    graph.add(fact)
    assert asked(address) == ["Ann Archer", "Cora Lind"]


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl(address: str) -> None:
    def curl(*arguments: str) -> str:
        command = ["curl", "--silent", "--show-error", "--fail-with-body", "-H", f"X-API-Key: {KEY}", *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    told = curl("--data-urlencode", f"update={INSERT}", "-H", "Accept: application/json", f"{address}/update")
    assert '"added":1' in told
    csv = curl("--get", "--data-urlencode", f"query={PUPILS}", "-H", "Accept: text/csv", f"{address}/sparql")
    assert csv.split() == ["p", f"{EX}ann", f"{EX}cora"]
    assert asked(address) == ["Ann Archer", "Cora Lind"]
    turtle = f"<{EX}dan> <{EX}mentor> <{EX}beth> ."
    place = f"{address}/rdf-graph-store?graph={EX}more"
    curl("-X", "PUT", "-H", "Content-Type: text/turtle", "--data-binary", turtle, place)
    assert f"<{EX}dan>" in curl(place)
    assert f"{EX}dan" in curl("--get", "--data-urlencode", f"query={PUPILS}", f"{address}/sparql")
    curl("-X", "DELETE", place)
    assert f"{EX}dan" not in curl("--get", "--data-urlencode", f"query={PUPILS}", f"{address}/sparql")
