"""Pages and JSON about things, and the page that proves one fact."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

import pytest

from kgqa.model import IRI, BlankNode, Literal
from kgqa.serve.api.terms import term_of
from kgqa.serve.api.things import EntityObject

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

ANN = "http://example.org/ann"


def about(client: TestClient, iri: str, **more: Any) -> Any:
    return client.get("/v1/entity", params={"iri": iri} | more)


def test_a_thing_has_its_facts_by_property_each_with_how_it_is_known(client: TestClient) -> None:
    found = about(client, ANN).json()
    EntityObject.model_validate(found, strict=True)
    assert (found["iri"], found["label"]) == (ANN, "Ann Archer")
    facts = {(group["property"]["label"], group["inverse"]): group["facts"] for group in found["groups"]}
    [mentor] = facts["mentor", False]
    assert mentor["value"] == {"type": "uri", "value": "http://example.org/beth", "label": "Beth Moss"}
    assert mentor["certainty"] == "asserted"
    assert mentor["source"]["file"].endswith("guild.ttl")
    derived = {fact["value"]["label"]: fact["certainty"] for fact in facts["forerunner", False]}
    assert derived["Cora Lind"] == "derived"
    assert "Who is the mentor of Ann Archer?" in found["questions"] or found["questions"]


def test_facts_of_one_property_have_pages(client: TestClient) -> None:
    given = {"property": "http://example.org/teacherOf", "inverse": True, "limit": 2}
    pages = [about(client, "http://example.org/dan", **given, offset=offset).json()["groups"][0] for offset in (0, 2)]
    assert pages[0]["count"] == pages[1]["count"] >= 3
    labels = [fact["value"]["label"] for page in pages for fact in page["facts"]]
    assert labels == sorted(labels, key=str.casefold)
    assert len(set(labels)) == len(labels) >= 3


BROKEN = ["http://[", "http://a:b:c/", "a:\ufffe", "http://a/\\x", "urn:x:\x00", "a:b c", "\u202ea:b", "x:%zz"]


@pytest.mark.parametrize("iri", ["http://example.org/nobody", "no iri", "urn:x:<b>", *BROKEN])
def test_what_nothing_is_said_of_is_not_found(client: TestClient, iri: str) -> None:
    assert about(client, iri).status_code == 404
    page = client.get("/entity", params={"iri": iri})
    assert page.status_code == 404
    assert "Nothing is known of this" in page.text


def test_an_unknown_thing_is_helped_with_by_names_like_it(client: TestClient) -> None:
    page = client.get("/entity", params={"iri": "http://example.org/x/ann_arch"})
    assert "Ann Archer" in page.text


def test_each_derived_fact_leads_to_its_proof(client: TestClient) -> None:
    page = client.get("/entity", params={"iri": ANN}).text
    links = [html.unescape(link) for link in re.findall(r'data-why href="([^"]*)"', page)]
    assert links
    for link in links:
        proof = client.get(link)
        assert proof.status_code == 200
        assert 'class="step' in proof.text


def test_only_pages_are_linked_outside(client: TestClient) -> None:
    page = client.get("/entity", params={"iri": ANN}).text
    assert f'<a href="{ANN}" rel="noreferrer nofollow external">' in page


@pytest.mark.parametrize("query", ["", "?s=x&p=y&o=z", "?s=<urn:a>&p=_:b&o=<urn:c>"])
def test_an_address_that_names_no_fact_is_told_of(client: TestClient, query: str) -> None:
    assert client.get(f"/why{query}").status_code == 400


@pytest.mark.parametrize("iri", BROKEN)
def test_no_iri_is_too_strange(client: TestClient, iri: str) -> None:
    assert client.get("/entity", params={"iri": ANN, "p": iri}).status_code == 404
    assert about(client, ANN, property=iri).json()["groups"] == []
    for terms in ((f"<{iri}>",) * 3, (f"<{ANN}>", "<urn:p>", f'"1"^^<{iri}>'), ("_:x y", "<urn:p>", '"a"@--')):
        assert client.get("/why", params=dict(zip("spo", terms, strict=True))).status_code in {400, 404}


def test_a_fact_that_does_not_hold_has_no_proof(client: TestClient) -> None:
    answer = client.get("/why", params={"s": f"<{ANN}>", "p": "<http://example.org/mentor>", "o": f"<{ANN}>"})
    assert answer.status_code == 404
    assert "does not entail" in answer.text


@pytest.mark.parametrize(
    "term",
    [
        IRI("http://example.org/a"),
        BlankNode("b0"),
        Literal('a "quoted" \\ line\nand\r\tanother'),
        Literal("chat", language="fr"),
        Literal("1", "http://www.w3.org/2001/XMLSchema#integer"),
    ],
)
def test_a_term_is_read_as_it_is_written(term: Any) -> None:
    assert term_of(str(term)) == term


@pytest.mark.parametrize("text", ["", "a", "<a>", "<a b:c>", '"open', '"a"^^x', "_:"])
def test_what_is_no_term_is_none(text: str) -> None:
    assert term_of(text) is None
