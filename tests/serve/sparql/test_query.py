"""The query operation of the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/)."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from kgqa.pipeline import KnowledgeBase

SELECT = "SELECT ?m WHERE { <http://example.org/ann> <http://example.org/mentor> ?m }"
ASK = "ASK { ?s <http://example.org/mentor> ?o }"
CONSTRUCT = "CONSTRUCT WHERE { <http://example.org/ann> <http://example.org/mentor> ?m }"
ENDLESS = "SELECT (COUNT(*) AS ?count) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r }"
DOUBLING = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(26))
BETH = "http://example.org/beth"


def test_a_query_can_be_sent_in_three_ways(client: TestClient, kb: KnowledgeBase) -> None:
    answers = [
        client.get("/sparql", params={"query": SELECT}),
        client.post("/sparql", data={"query": SELECT}),
        client.post("/sparql", content=SELECT, headers={"Content-Type": "application/sparql-query"}),
    ]
    for answer in answers:
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/sparql-results+json"
        assert answer.headers["kgqa-revision"] == kb.revision
        assert answer.json()["results"]["bindings"] == [{"m": {"type": "uri", "value": BETH}}]


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        (SELECT, "*/*", "application/sparql-results+json"),
        (SELECT, "application/json", "application/sparql-results+json"),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (SELECT, "text/csv", "text/csv; charset=utf-8"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (ASK, "application/sparql-results+xml, */*;q=0.1", "application/sparql-results+xml"),
        (CONSTRUCT, "", "text/turtle; charset=utf-8"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        ("DESCRIBE <http://example.org/ann>", "text/turtle", "text/turtle; charset=utf-8"),
    ],
)
def test_the_format_is_negotiated(client: TestClient, query: str, accept: str, media_type: str) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type
    assert answer.headers["vary"] == "Accept"


def test_inferred_facts_are_in_the_default_graph_and_stated_ones_apart(client: TestClient) -> None:
    pupils = "SELECT * {}WHERE {{ ?s <http://example.org/pupil> ?o }}"
    everything = client.get("/sparql", params={"query": pupils.format("")}).json()
    stated = client.get("/sparql", params={"query": pupils.format("FROM <urn:kgqa:asserted> ")}).json()
    assert (len(everything["results"]["bindings"]), len(stated["results"]["bindings"])) == (5, 0)


@pytest.mark.parametrize(
    ("parameters", "status"),
    [
        ({"default-graph-uri": "urn:g"}, 400),
        ({"query": "SELECT nonsense"}, 400),
        ({"query": ""}, 400),
        ({"query": [SELECT, SELECT]}, 400),
        ({"query": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}, 400),
        ({"query": "SELECT * { SERVICE SILENT ?x { ?s ?p ?o } }"}, 400),
        ({"query": "INSERT DATA { <a:b> <a:b> <a:b> }"}, 400),
        ({"query": SELECT, "default-graph-uri": "no iri"}, 400),
        ({"query": SELECT, "default-graph-uri": "http://["}, 400),
        ({"query": "SELECT * { ?s ?p 1e3SERVICE <http://127.0.0.1:1/> {} }"}, 400),
        ({"query": SELECT, "using-graph-uri": "urn:g"}, 400),
        ({"query": SELECT, "update": "CLEAR ALL"}, 400),
        ({"query": "SELECT * { ?a ?b ?c . ?d ?e ?f }"}, 413),
    ],
)
def test_what_is_refused_is_refused_in_plain_text(
    client: TestClient, parameters: dict[str, str | list[str]], status: int
) -> None:
    for answer in (client.get("/sparql", params=parameters), client.post("/sparql", data=parameters)):
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"].startswith("text/plain")
        assert answer.text.strip()


def test_an_update_sent_as_a_query_is_called_an_update(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "INSERT DATA { <a:b> <a:b> <a:b> }"})
    assert answer.text.startswith("INSERT is an update, and updates are refused")


@pytest.mark.parametrize(
    ("content", "media_type", "status"),
    [
        ("CLEAR ALL", "application/sparql-update", 403),
        ("update=CLEAR+ALL", "application/x-www-form-urlencoded", 403),
        (SELECT.encode("utf-16"), "application/sparql-query; charset=UTF-16", 415),
        (SELECT, "text/plain", 415),
        (b"\xff", "application/sparql-query", 400),
    ],
)
def test_other_bodies_are_refused(client: TestClient, content: str | bytes, media_type: str, status: int) -> None:
    answer = client.post("/sparql", content=content, headers={"Content-Type": media_type})
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/plain")


def test_a_query_of_a_megabyte_is_refused(client: TestClient) -> None:
    answer = client.post("/sparql", data={"query": SELECT + " " * 1_000_000})
    assert answer.status_code == 413
    assert answer.headers["content-type"].startswith("text/plain")


def test_no_format_on_offer(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": SELECT}, headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "text/csv" in answer.text


def test_an_endless_query_ends_and_holds_nobody_up(client: TestClient) -> None:
    with ThreadPoolExecutor(5) as pool:
        endless = [pool.submit(client.get, "/sparql", params={"query": ENDLESS}) for _ in range(5)]
        time.sleep(0.2)
        assert client.post("/v1/ask", json={"question": "Who is Ann Archer's mentor?"}).status_code == 200
        assert not any(call.done() for call in endless)
        for call in endless:
            answer = call.result()
            assert answer.status_code == 503
            assert "2 seconds" in answer.text
            assert answer.headers["retry-after"]
    assert client.get("/sparql", params={"query": SELECT}).status_code == 200


def count(client: TestClient, query: str, **parameters: str | list[str]) -> int:
    answer = client.get("/sparql", params={"query": query, **parameters})
    assert answer.status_code == 200, answer.text
    return len(answer.json()["results"]["bindings"])


def test_the_dataset_of_the_request_stands_in_for_that_of_the_query(client: TestClient) -> None:
    pupils = "SELECT * {} {{ ?s <http://example.org/pupil> ?o }}"
    named = "SELECT * { GRAPH ?g { ?s <http://example.org/pupil> ?o } }"
    inferred, asserted = "urn:kgqa:inferred", "urn:kgqa:asserted"
    assert count(client, pupils.format(""), **{"default-graph-uri": inferred}) == 5
    assert count(client, pupils.format(""), **{"default-graph-uri": asserted}) == 0
    assert count(client, pupils.format(""), **{"default-graph-uri": [asserted, inferred]}) == 5
    assert count(client, pupils.format("FROM <urn:kgqa:asserted>"), **{"default-graph-uri": inferred}) == 5
    assert count(client, pupils.format("FROM <urn:kgqa:inferred>"), **{"named-graph-uri": inferred}) == 0
    assert count(client, named, **{"named-graph-uri": inferred}) == 5
    assert count(client, named, **{"named-graph-uri": asserted}) == 0
    assert count(client, named, **{"default-graph-uri": inferred}) == 0


def test_relative_iris_are_resolved_against_the_address(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "CONSTRUCT { <#a> <p> 1 } {}"}, headers={"Accept": "text/plain"})
    assert answer.text.startswith("<http://localhost:8000/sparql#a> <http://localhost:8000/p> ")


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
def test_methods(client: TestClient, path: str) -> None:
    head = client.head(path, params={"query": SELECT})
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == "application/sparql-results+json"
    for method, status in (("OPTIONS", 204), ("PUT", 405), ("DELETE", 405), ("PATCH", 405)):
        answer = client.request(method, path, params={"query": SELECT})
        assert answer.status_code == status
        assert answer.headers["allow"] == "GET, HEAD, POST, OPTIONS"


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?a ?d ?g ?j", "64 MB"),
        ("SELECT (GROUP_CONCAT(?a) AS ?all) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", "2 seconds|64 MB"),
        ("SELECT * { ?a (!<urn:x>|<urn:x>)* ?b . ?c (!<urn:x>|<urn:x>)* ?d . ?e ?f ?g . ?h ?i ?j } ", "rows"),
        ("SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>)* ?b . ?c (!<urn:x>)* ?d . ?e ?f ?g . ?h ?i ?j }", "2 seconds|64 MB"),
        ("SELECT * { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }", "nested too deeply"),
        ("SELECT * {" + "OPTIONAL {" * 20_000 + "?a ?b ?c" + "}" * 20_000 + "}", "nested too deeply"),
        ("SELECT * {" + "{?a ?b ?c} UNION " * 10_000 + "{?a ?b ?c} }", "nested too deeply"),
        ("CONSTRUCT { ?a ?e ?i } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "rows"),
        (f'SELECT ?x26 {{ BIND("{"x" * 16}" AS ?x0) {DOUBLING} }}', "64 MB"),
    ],
)
def test_a_hostile_query_ends_with_a_clear_message(client: TestClient, query: str, message: str) -> None:
    answer = client.post("/sparql", content=query, headers={"Content-Type": "application/sparql-query"})
    assert answer.status_code in {413, 503}, answer.text[:300]
    assert re.search(message, answer.text), answer.text[:300]
    assert client.get("/sparql", params={"query": ASK}).json()["boolean"] is True


def test_without_a_query_the_service_describes_itself(client: TestClient, kb: KnowledgeBase) -> None:
    answer = client.get("/sparql", headers={"Accept": "application/n-triples"})
    assert answer.status_code == 200
    assert "<http://localhost:8000/sparql#service> " in answer.text
    assert "service-description#SPARQL11Update" not in answer.text
    for graph in kb.store.graphs():
        number = sum(1 for _ in kb.store.match(graph=graph))
        assert f"#name> {graph} ." in answer.text
        assert f'void#triples> "{number}"' in answer.text
    assert client.get("/sparql", headers={"Accept": "application/sparql-results+json"}).status_code == 400
    assert client.post("/sparql").status_code == 415


def test_an_error_is_one_line_also_where_the_parser_expects_much(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "SELECT * WHERE { ?s ?p "})
    assert answer.status_code == 400
    assert len(answer.text.splitlines()) == 1
