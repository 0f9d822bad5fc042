"""What the console asks of the server."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from kgqa.pipeline import KnowledgeBase
from kgqa.serve.console.queries import example_queries
from kgqa.serve.console.vocabulary import vocabulary_of
from kgqa.store import Solutions, Triples

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi.testclient import TestClient

    from kgqa.config import Settings

EX = "http://example.org/"
PREFIX = f"PREFIX : <{EX}>\n"

HOSTILE = r"""
@prefix : <http://example.org/a'b()*%22--%3E%3Cscript%3E/> .
@prefix évil: <http://example.org/é/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:Class a owl:Class ; rdfs:label "</script><script>alert(1)</script>\n}\" # {" .
:knows a owl:ObjectProperty, owl:SymmetricProperty ; rdfs:label "\"><img src=x onerror=alert(2)>" .
:when a owl:DatatypeProperty ; rdfs:label "${alert(3)}" .
<http://example.org/x;y,z.> a :Class ; rdfs:label "one\u2028two" ; :knows évil:é ; :when "1900-01-01"^^xsd:date .
évil:é a :Class ; rdfs:label "'; DROP ALL" ; :knows <urn:x:y> .
<urn:x:y> a :Class ; rdfs:label "x" ; :when "1850"^^xsd:gYear .
"""


def why(client: TestClient, query: str, **row: str | dict[str, str]) -> Any:
    terms = {name: {"type": "uri", "value": EX + term} if isinstance(term, str) else term for name, term in row.items()}
    response = client.post("/v1/explain/row", json={"query": PREFIX + query, "row": terms})
    assert response.status_code == 200, response.text
    return response.json()


def test_the_page_loads_only_its_own_files_and_holds_no_inline_script(client: TestClient) -> None:
    page = client.get("/console")
    assert page.headers["content-type"].startswith("text/html")
    assert "unsafe-inline" not in page.headers["content-security-policy"]
    loaded = re.findall(r'(?:src|href)="(/static/[^"]*)"', page.text)
    assert all(client.get(address).status_code == 200 for address in loaded)
    assert {"/static/console/yasgui.js", "/static/console/console.js"} <= {a.partition("?")[0] for a in loaded}
    assert not re.search(r"<script(?![^>]*\bsrc=)|\bstyle=|\son\w+=", page.text)


def test_the_vendored_script_names_no_other_service(client: TestClient) -> None:
    script = client.get("/static/console/yasgui.js").text
    hosts = set(re.findall(r"https?://([\w.-]+)", script))
    asked = {"prefix.cc", "lov.linkeddata.es", "dbpedia.org", "query.wikidata.org", "docs.triply.cc"}
    assert hosts & asked == set()
    assert "style='" not in script
    assert "sourceMappingURL" not in script


def test_the_vocabulary_names_what_queries_use(client: TestClient) -> None:
    found = client.get("/v1/vocabulary").json()
    mentor = next(each for each in found["properties"] if each["iri"] == EX + "mentor")
    assert mentor["label"] == "mentor"
    assert mentor["labelled"]
    assert mentor["count"] == 5
    counts = [each["count"] for each in found["properties"]]
    assert counts == sorted(counts, reverse=True)
    assert found["prefixes"]["rdfs"] == "http://www.w3.org/2000/01/rdf-schema#"


def test_the_examples_run_and_give_rows(client: TestClient) -> None:
    examples = client.get("/v1/vocabulary").json()["examples"]
    assert len(examples) >= 6
    assert any("kgqa:earliest" in each["query"] for each in examples)
    assert any("urn:kgqa:inferred" in each["query"] for each in examples)
    for each in examples:
        answer = client.get("/sparql", params={"query": each["query"]}, headers={"Accept": "text/csv, text/turtle"})
        assert answer.status_code == 200, each
        assert len(answer.text.splitlines()) > 1, each


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> KnowledgeBase:
    file: Path = tmp_path_factory.mktemp("hostile") / "x.ttl"
    file.write_text(HOSTILE, encoding="utf-8")
    return KnowledgeBase.load(file, settings=settings)


def test_examples_of_hostile_names_run(hostile: KnowledgeBase) -> None:
    examples = example_queries(hostile, vocabulary_of(hostile))
    assert any("when" in each.query for each in examples)
    for each in examples:
        found = hostile.store.query(each.query)
        assert isinstance(found, Solutions | Triples)
        assert found.rows if isinstance(found, Solutions) else found.triples


def test_an_empty_graph_has_a_vocabulary(tmp_path: Path, settings: Settings) -> None:
    file = tmp_path / "empty.ttl"
    file.write_text("", encoding="utf-8")
    kb = KnowledgeBase.load(file, settings=settings)
    for each in example_queries(kb, vocabulary_of(kb)):
        found = kb.store.query(each.query)
        assert isinstance(found, Solutions)
        assert found.rows


def test_labels_of_many_things_come_together(client: TestClient) -> None:
    given = [EX + "ann", EX + "eve", EX + "unknownThing", "not an iri", "javascript:alert(1)"]
    found = client.post("/v1/labels", json={"iris": given}).json()["labels"]
    assert found[EX + "ann"] == "Ann Archer"
    assert found[EX + "eve"] == "<script>alert('Eve')</script>"
    assert found[EX + "unknownThing"] == "unknown thing"
    assert "not an iri" not in found
    assert client.post("/v1/labels", json={"iris": ["urn:x"] * 2001}).status_code == 422


def test_each_pattern_of_a_row_has_its_source_or_its_proof(client: TestClient) -> None:
    found = why(client, "SELECT * { ?a :mentor ?b . ?b :pupil ?c }", a="ann", b="beth", c="ann")
    stated, derived = found["patterns"]
    assert (stated["text"], stated["status"]) == ("?a :mentor ?b", "asserted")
    assert stated["proof"]["source"]["file"].endswith("guild.ttl")
    assert derived["status"] == "derived"
    assert derived["proof"]["premises"][0]["source"]["file"].endswith("guild.ttl")
    assert found["witness"] is None


def test_what_a_row_does_not_show_is_found_with_another_query(client: TestClient) -> None:
    query = "SELECT ?b (COUNT(?a) AS ?n) { ?a :mentor/:mentor ?b . FILTER(?a != :eve) } GROUP BY ?b"
    found = why(
        client,
        query,
        b="cora",
        n={"type": "literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#integer"},
    )
    assert {each["status"] for each in found["patterns"]} == {"unbound"}
    answer = client.get("/sparql", params={"query": found["witness"]}, headers={"Accept": "application/json"})
    (row,) = answer.json()["results"]["bindings"]
    assert row["a"]["value"] == EX + "ann"
    again = why(client, query, **row)
    assert [each["status"] for each in again["patterns"]] == ["asserted", "asserted"]


def test_what_is_no_plain_pattern_says_so(client: TestClient) -> None:
    found = why(
        client, "SELECT * { ?a :teacherOf+ ?b OPTIONAL { ?a :rival ?c } MINUS { ?a :born ?d } }", a="beth", b="dan"
    )
    path, optional, minus = found["patterns"]
    assert path["status"] == minus["status"] == "other"
    assert "path" in path["note"]
    assert optional["status"] == "unbound"
    assert "did not match" in optional["note"]


def test_a_row_that_is_made_up_is_not_entailed(client: TestClient) -> None:
    (only,) = why(client, "SELECT * { ?a :mentor ?b }", a="dan", b="ann")["patterns"]
    assert only["status"] == "absent"
    assert "proof" not in only


def test_a_triple_of_a_construct_is_explained(client: TestClient) -> None:
    query = "CONSTRUCT { ?a :pupil ?b } { ?b :mentor ?a }"
    (only,) = why(client, query, subject="beth", predicate="pupil", object="ann")["patterns"]
    assert only["status"] == "derived"


@pytest.mark.parametrize(
    "term",
    [
        {"type": "uri", "value": "x> } #"},
        {"type": "literal", "value": "1", "datatype": "no iri"},
        {"type": "literal", "value": "1", "xml:lang": "e n"},
    ],
)
def test_what_is_no_term_is_refused(client: TestClient, term: dict[str, str]) -> None:
    body = {"query": PREFIX + "SELECT * { ?a :mentor ?b }", "row": {"a": term}}
    assert client.post("/v1/explain/row", json=body).status_code == 400


@pytest.mark.parametrize("query", ["nothing", "INSERT DATA { <a:a> <a:b> 1 }", "SELECT * { ?a no:prefix ?b }"])
def test_what_is_no_query_is_refused_with_a_reason(client: TestClient, query: str) -> None:
    response = client.post("/v1/explain/row", json={"query": query, "row": {}})
    assert response.status_code == 400
    assert response.json()["detail"]
