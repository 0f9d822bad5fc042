"""Files sent to a server that can be written: what they change, word of how far it is, and what is wrong with them."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from kgqa.config import Settings
from kgqa.pipeline import KnowledgeBase
from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "a key of the tests, long enough for one"
SCHEMA = """
@prefix : <http://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:mentor a owl:ObjectProperty ; rdfs:label "mentor" ; owl:inverseOf :pupil .
:pupil a owl:ObjectProperty ; rdfs:label "pupil" .
:ann rdfs:label "Ann Archer" . :beth rdfs:label "Beth Moss" .
"""
FACT = b"<http://example.org/ann> <http://example.org/mentor> <http://example.org/beth> .\n"
GEDCOM = b"0 HEAD\n1 GEDC\n2 VERS 5.5.1\n1 CHAR UTF-8\n0 @I1@ INDI\n1 NAME Ida /Lane/\n0 TRLR\n"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("loading")
    (folder / "schema.ttl").write_text(SCHEMA, encoding="utf-8")
    settings = Settings(write_key=KEY, cache=folder / "cache", max_unpacked=1)
    KnowledgeBase.load_into(folder / "store", folder / "schema.ttl", settings=settings)
    with (
        serving(folder / "store", settings) as address,
        httpx.Client(base_url=address, headers={"Authorization": f"Bearer {KEY}"}, timeout=60) as client,
    ):
        yield client


def pupils(client: httpx.Client) -> list[str]:
    answer = client.post("/v1/ask", json={"question": "Who is Beth Moss's pupil?"}).json()
    return [item["label"] for item in answer["answers"]]


def test_a_file_is_loaded_reasoned_over_and_asked(client: httpx.Client) -> None:
    assert pupils(client) == []
    answer = client.post("/v1/load", files={"file": ("fact.nt", FACT)})
    assert answer.status_code == 200, answer.text
    loaded = answer.json()
    assert (loaded["source"], loaded["added"], loaded["inferred_added"] > 0) == ("urn:kgqa:source:fact.nt", 1, True)
    assert pupils(client) == ["Ann Archer"]
    sources = client.get("/v1/sources").json()
    assert sources["revision"] == loaded["revision"]
    (found,) = [source for source in sources["sources"] if source["graph"] == loaded["source"]]
    assert (found["file"], found["triples"], found["inferred"]) == ("fact.nt", 1, False)
    assert found["time"]
    assert client.delete("/rdf-graph-store", params={"graph": loaded["source"]}).status_code == 200
    assert pupils(client) == []


@pytest.mark.parametrize("name", ["again.nt", "packed.nt.gz"])
def test_a_file_of_the_same_name_replaces_what_it_said(client: httpx.Client, name: str) -> None:
    content = gzip.compress(FACT) if name.endswith(".gz") else FACT
    first = client.post("/v1/load", params={"filename": name}, content=content).json()
    same = client.post("/v1/load", params={"filename": name}, content=content).json()
    assert (first["added"], same["added"], same["removed"]) == (1, 0, 0)
    other = FACT.replace(b"ann", b"dan")
    other = gzip.compress(other) if name.endswith(".gz") else other
    changed = client.post("/v1/load", params={"filename": name}, content=other).json()
    assert (changed["added"], changed["removed"]) == (1, 1)
    client.delete("/rdf-graph-store", params={"graph": first["source"]})


def test_gedcom_into_a_graph_of_ones_own(client: httpx.Client) -> None:
    answer = client.post("/v1/load", params={"source": "http://example.org/tree"}, files={"f": ("tree.ged", GEDCOM)})
    assert answer.status_code == 200, answer.text
    assert answer.json()["source"] == "http://example.org/tree"
    assert "Ida" in client.get("/rdf-graph-store", params={"graph": "http://example.org/tree"}).text


def events(text: str) -> list[tuple[str, Any]]:
    blocks = [block.split("\n") for block in text.strip().split("\n\n")]
    return [(kind.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for kind, data in blocks]


def test_word_of_how_far_it_is_comes_before_the_end(client: httpx.Client) -> None:
    lines = [f"<urn:x:{number}> <urn:x:p> <urn:x:{number + 1}> .\n" for number in range(25_000)]
    headers = {"Accept": "text/event-stream"}
    with client.stream("POST", "/v1/load", files={"f": ("many.nt", "".join(lines))}, headers=headers) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        found = events(answer.read().decode())
    kinds = [kind for kind, _ in found]
    assert kinds[0] == "progress"
    assert kinds[-1] == "done"
    assert found[-1][1]["added"] == 25_000
    client.delete("/rdf-graph-store", params={"graph": found[-1][1]["source"]})


@pytest.mark.parametrize(
    ("files", "status", "message"),
    [
        ({"f": ("broken.ttl", b"<urn:x:a> <urn:x:b> <urn:x:c> .\n<urn:x:a> oops")}, 400, "broken.ttl:2: "),
        ({"f": ("picture.png", b"...")}, 400, "no known format"),
        ({"f": ("bomb.ttl.gz", gzip.compress(b"#" * 1_100_000))}, 413, "1,048,576 bytes"),
        ({"f": ("cut.ttl.gz", gzip.compress(FACT)[:-9])}, 400, "cannot be read"),
        ({"f": ("no.ttl.xz", b"...")}, 400, "cannot be read"),
        ({"f": ("a.nt", FACT), "g": ("b.nt", FACT)}, 400, "one file in each request"),
        ({"f": ("..", FACT)}, 400, "no name of a file"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_changed(
    client: httpx.Client, files: dict[str, Any], status: int, message: str
) -> None:
    before = client.get("/v1/sources").json()
    answer = client.post("/v1/load", files=files)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    problem = answer.json()
    assert message in problem["detail"] + problem.get("remedy", "")
    with client.stream("POST", "/v1/load", files=files, headers={"Accept": "text/event-stream"}) as stream:
        if stream.headers["content-type"].startswith("text/event-stream"):
            kind, told = events(stream.read().decode())[-1]
            assert (kind, told | {"request": ""}) == ("failed", problem | {"request": ""})
    assert client.get("/v1/sources").json() == before


def test_names_and_graphs_that_are_none(client: httpx.Client) -> None:
    assert client.post("/v1/load", content=FACT).status_code == 400
    for source in ("no iri", "urn:kgqa:inferred", "http://[", "urn:x:\ufffd"):
        answer = client.post("/v1/load", params={"source": source}, files={"f": ("a.nt", FACT)})
        assert answer.status_code == 400, answer.text


def test_only_a_key_may_write(client: httpx.Client) -> None:
    for path in ("/v1/load?filename=a.nt", "/update", "/rdf-graph-store?default"):
        answer = httpx.post(f"{client.base_url}{path}", content=FACT, headers={"Content-Type": "text/turtle"})
        assert answer.status_code == 401, path
        assert "Bearer" in answer.headers["www-authenticate"]
