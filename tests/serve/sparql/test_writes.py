"""Updates and graphs sent to a running server: one revision each, whole or not at all, whatever happens meanwhile."""

from __future__ import annotations

import gzip
import os
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx
import pytest

from kgqa.config import Settings
from kgqa.pipeline import KnowledgeBase
from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KEY = "a key of the tests, long enough for one"
UPDATE, TURTLE = {"Content-Type": "application/sparql-update"}, {"Content-Type": "text/turtle"}
STORE = "/rdf-graph-store"
GRAPH = {"graph": "urn:x:graph"}
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p . ?q ?r ?s }"
SLOW = "INSERT { ?a1 <urn:x:p> ?c9 } WHERE { " + " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(1, 16)) + " }"


def made(folder: Path, **options: Any) -> Settings:
    file = folder / "begin.ttl"
    file.write_text("<urn:x:p> a <http://www.w3.org/2002/07/owl#SymmetricProperty> . <urn:x:a> <urn:x:p> <urn:x:b> .")
    settings = Settings(**{"write_key": KEY, "cache": folder / "cache", "query_seconds": 3.0} | options)
    KnowledgeBase.load_into(folder / "store", file, settings=settings)
    return settings


def client_of(address: str) -> httpx.Client:
    return httpx.Client(base_url=address, headers={"Authorization": f"Bearer {KEY}"}, timeout=60)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    OTHERS.update(processes("kgqa.serve.children.writing"), processes("kgqa.serve.children.tasks"))
    folder = tmp_path_factory.mktemp("writes")
    settings = made(folder, max_upload=1, max_unpacked=1)
    with serving(folder / "store", settings) as address, client_of(address) as client:
        yield client


OTHERS: set[int] = set()
"""The processes of servers that other tests keep running."""


def processes(module: str) -> list[int]:
    """The processes of the server here that run a module: who has made another stands before it."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            command = (place / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        line = makers(int(place.name))
        if module.encode() in command and os.getpid() in line and OTHERS.isdisjoint(line):
            found.append((len(line), int(place.name)))
    return [pid for _, pid in sorted(found)]


def makers(pid: int) -> list[int]:
    """A process and those that it comes from, the nearest first. (Numbers begin anew: a smaller one may be younger.)"""
    line = []
    while pid > 1:
        line.append(pid)
        try:
            pid = int(Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
        except OSError:
            return line
    return line


def comes_true(condition: Callable[[], bool]) -> bool:
    ends = time.monotonic() + 10
    while not condition() and time.monotonic() < ends:
        time.sleep(0.02)
    return condition()


def count(client: httpx.Client, pattern: str) -> int:
    query = f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}"
    return int(client.get("/sparql", params={"query": query}).json()["results"]["bindings"][0]["n"]["value"])


def test_updates_at_once_are_all_done_one_after_another(client: httpx.Client) -> None:
    def insert(number: int) -> httpx.Response:
        return client.post("/update", content=f"INSERT DATA {{ <urn:x:{number}> <urn:x:p> <urn:x:z> }}", headers=UPDATE)

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(insert, range(6)))
    assert {answer.status_code for answer in answers} == {204}
    assert len({answer.headers["kgqa-revision"] for answer in answers}) == 6
    assert count(client, "<urn:x:z> <urn:x:p> ?o") == 6


def test_a_query_is_of_one_revision_to_its_end(client: httpx.Client) -> None:
    before = client.get("/sparql").headers["kgqa-revision"]
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(client.get, "/sparql", params={"query": ENDLESS})
        assert comes_true(lambda: len(processes("kgqa.serve.children.tasks")) > 1)
        after = client.post("/update", content="INSERT DATA { <urn:x:q> <urn:x:p> <urn:x:r> }", headers=UPDATE)
        assert not running.done()
        assert running.result().headers["kgqa-revision"] == before != after.headers["kgqa-revision"]


def test_a_graph_comes_and_goes(client: httpx.Client) -> None:
    assert client.get(STORE, params=GRAPH).status_code == 404
    for content, status in ((b"", 201), (b"<urn:x:1> <urn:x:p> 3 .", 204), (b"<#a> <b> 'c' .", 204)):
        assert client.put(STORE, params=GRAPH, content=content, headers=TURTLE).status_code == status
        assert client.get(STORE, params=GRAPH).status_code == 200
    assert client.post(STORE, params=GRAPH, content="<urn:x:1> <urn:x:p> 4 .", headers=TURTLE).status_code == 200
    head = client.head(STORE, params=GRAPH, headers={"Accept": "application/n-triples"})
    assert (head.status_code, head.headers["content-type"], head.content) == (200, "application/n-triples", b"")
    for accept in ("text/turtle", "application/rdf+xml", "application/ld+json", "application/n-triples"):
        copy = client.get(STORE, params=GRAPH, headers={"Accept": accept})
        place = f"{STORE}/copies/{accept.replace('/', '-')}"
        assert client.put(place, content=copy.content, headers={"Content-Type": accept}).status_code in {201, 204}
        lines = {"Accept": "application/n-triples"}
        assert sorted(client.get(place, headers=lines).text.splitlines()) == sorted(
            client.get(STORE, params=GRAPH, headers=lines).text.splitlines()
        )
    assert client.delete(STORE, params=GRAPH).status_code == 200
    assert client.delete(STORE, params=GRAPH).status_code == 404


def test_what_is_sent_may_be_packed_and_in_another_encoding(client: httpx.Client) -> None:
    text = "<urn:x:name> <urn:x:is> 'Zoë' ."
    for content, more in (
        (text.encode("latin-1"), {"Content-Type": "text/turtle; charset=iso-8859-1"}),
        (text.encode("utf-16"), {"Content-Type": "text/turtle; charset=UTF-16"}),
        (gzip.compress(text.encode()), {"Content-Encoding": "gzip"}),
    ):
        answer = client.put(STORE, params=GRAPH, content=content, headers=TURTLE | more)
        assert answer.status_code in {201, 204}, answer.text
        assert "Zoë" in client.get(STORE, params=GRAPH).content.decode()
        client.delete(STORE, params=GRAPH)


@pytest.mark.parametrize(
    ("content", "headers", "status", "message"),
    [
        (b"<urn:x:1> <urn:x:2> 3 .\n<urn:x:1> oops", TURTLE, 400, "the body:2: "),
        (b"<urn:x:1> <urn:x:2> '\xff' .", TURTLE, 400, "the body"),
        (b"{}", {"Content-Type": "application/ld+json; charset=klingon"}, 415, "klingon"),
        (b"...", {"Content-Type": "image/png"}, 415, "image/png is no RDF"),
        (b"...", {}, 415, "without Content-Type"),
        (b"...", TURTLE | {"Content-Encoding": "br"}, 415, "br"),
        (b"no gzip", TURTLE | {"Content-Encoding": "gzip"}, 400, "the body"),
        (gzip.compress(b"#" * 1_100_000), TURTLE | {"Content-Encoding": "gzip"}, 413, "1,048,576"),
        (b"#" * 1_100_000, TURTLE, 413, "1,048,576"),
        (b"GRAPH <urn:x:g> { <urn:x:1> <urn:x:2> 3 }", {"Content-Type": "application/trig"}, 400, "graph"),
        (b'{"@context": "http://127.0.0.1:1/"}', {"Content-Type": "application/ld+json"}, 400, "the body"),
    ],
)
def test_what_cannot_be_read_changes_nothing(
    client: httpx.Client, content: bytes, headers: dict[str, str], status: int, message: str
) -> None:
    before = client.get("/sparql").headers["kgqa-revision"]
    answer = client.put(STORE, params=GRAPH, content=content, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/plain; charset=utf-8"), answer.text
    assert message in answer.text
    assert client.get("/sparql").headers["kgqa-revision"] == before
    assert client.get(STORE, params=GRAPH).status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", STORE, 400),
        ("GET", f"{STORE}?default&graph=urn:x:g", 400),
        ("GET", f"{STORE}?graph=relative", 400),
        ("GET", f"{STORE}?graph=urn:kgqa:meta", 404),
        ("PUT", f"{STORE}?graph=urn:kgqa:inferred", 400),
        ("DELETE", f"{STORE}?graph=urn:kgqa:inferred", 400),
        ("PUT", f"{STORE}?graph=http://[", 400),
        ("GET", f"{STORE}?graph=urn:x:%FF", 400),
        ("DELETE", f"{STORE}?graph=urn:x:%ED%A0%80", 400),
        ("PATCH", f"{STORE}?default", 405),
        ("OPTIONS", f"{STORE}?default", 204),
        ("GET", "/update", 405),
        ("OPTIONS", "/update", 204),
    ],
)
def test_requests_that_are_none(client: httpx.Client, method: str, path: str, status: int) -> None:
    answer = client.request(method, path, headers=TURTLE)
    assert answer.status_code == status, answer.text
    assert ("allow" in answer.headers) == (status in {204, 405})


@pytest.mark.parametrize(
    ("update", "message"),
    [
        ("LOAD <http://127.0.0.1:1/>", "LOAD is refused"),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("INSERT { ?s ?p ?o } WHERE { ?s ?p 1e3SERVICE<http://127.0.0.1:1/>{} }", "SERVICE is refused"),
        ("INSERT DATA { <urn:x:1> <urn:x:2> 3 } ;\nINSERT oops", ""),
        ("INSERT DATA { GRAPH <urn:kgqa:inferred> { <urn:x:1> <urn:x:2> 3 } }", "kept by kgqa itself"),
        ("DROP GRAPH <urn:x:nowhere>", "there is no graph"),
        ("SELECT * { ?s ?p ?o }", ""),
        ("INSERT DATA {" + "{" * 20_000 + "}" * 20_000 + "}", ""),
    ],
)
def test_updates_that_are_refused_change_nothing(client: httpx.Client, update: str, message: str) -> None:
    before = client.get("/sparql").headers["kgqa-revision"]
    for path in ("/update", "/sparql"):
        answer = client.post(path, content=update, headers=UPDATE)
        assert answer.status_code in {400, 503}, answer.text
        assert message in answer.text
        assert answer.text.strip()
    assert client.get("/sparql").headers["kgqa-revision"] == before


@pytest.mark.parametrize("path", ["/v1/ask", "/", "/rdf-graph-stores", "/sparql/x"])
def test_only_what_takes_updates_takes_large_ones(client: httpx.Client, path: str) -> None:
    """What another route is sent, it would read into memory, and nobody has shown a key."""
    answer = httpx.post(f"{client.base_url}{path}", content=b" " * 300_000, headers=UPDATE)
    assert answer.status_code in {404, 405, 413}, answer.text


def test_a_part_of_a_form_may_name_any_charset(client: httpx.Client) -> None:
    head = b'Content-Disposition: form-data; name="f"; filename="f.ttl"\r\nContent-Type: text/turtle; charset=a\0b'
    content = b"--B\r\n" + head + b"\r\n\r\n\r\n--B--\r\n"
    headers = {"Content-Type": "multipart/form-data; boundary=B"}
    assert client.post(STORE, params=GRAPH, content=content, headers=headers).status_code == 415


def test_what_an_update_changed_is_told_in_json(client: httpx.Client) -> None:
    headers = UPDATE | {"Accept": "application/json"}
    told = client.post("/update", content="INSERT DATA { <urn:x:k> <urn:x:p> <urn:x:l> }", headers=headers).json()
    assert (told["added"], told["removed"], told["inferred_added"], told["changed"]) == (1, 0, 1, True)
    again = client.post("/update", content="INSERT DATA { <urn:x:k> <urn:x:p> <urn:x:l> }", headers=headers).json()
    assert (again["added"], again["changed"], again["revision"]) == (0, False, told["revision"])


def test_a_write_that_is_killed_leaves_the_store_as_it_was(client: httpx.Client) -> None:
    before = client.get("/sparql").headers["kgqa-revision"]
    for number in (1, 0):
        with ThreadPoolExecutor(1) as pool:
            running = pool.submit(client.post, "/update", content=SLOW, headers=UPDATE)
            assert comes_true(lambda: len(processes("kgqa.serve.children.writing")) == 2)
            time.sleep(0.3)
            os.kill(processes("kgqa.serve.children.writing")[number], signal.SIGKILL)
            answer = running.result()
        assert (answer.status_code, answer.text) == (503, "the write was ended from outside\n")
        assert client.get("/sparql").headers["kgqa-revision"] == before
    assert client.post("/update", content="INSERT DATA { <urn:x:v> <urn:x:p> <urn:x:w> }", headers=UPDATE).is_success
    assert count(client, "<urn:x:w> <urn:x:p> <urn:x:v>") == 1


def test_a_client_that_goes_away_ends_its_query_and_its_waiting_write_only(client: httpx.Client) -> None:
    def gone(path: str, kind: str, text: str) -> None:
        place = urlsplit(str(client.base_url))
        with socket.create_connection((place.hostname or "", place.port or 0)) as line:
            head = f"POST {path} HTTP/1.1\r\nHost: {place.netloc}\r\nAuthorization: Bearer {KEY}\r\n"
            line.sendall(f"{head}Content-Type: {kind}\r\nContent-Length: {len(text)}\r\n\r\n{text}".encode())
            time.sleep(0.3)

    gone("/sparql", "application/sparql-query", ENDLESS)
    assert comes_true(lambda: len(processes("kgqa.serve.children.tasks")) == 1)
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(client.post, "/update", content=SLOW, headers=UPDATE)
        assert comes_true(lambda: len(processes("kgqa.serve.children.writing")) == 2)
        gone("/update", UPDATE["Content-Type"], "INSERT DATA { <urn:x:never> <urn:x:p> <urn:x:never> }")
        os.kill(processes("kgqa.serve.children.writing")[1], signal.SIGKILL)
        assert running.result().status_code == 503
    assert client.post("/update", content="INSERT DATA { <urn:x:1> <urn:x:p> 1 }", headers=UPDATE).is_success
    assert count(client, "<urn:x:never> ?p ?o") == 0
    gone("/update", UPDATE["Content-Type"], "INSERT DATA { <urn:x:begun> <urn:x:p> <urn:x:begun> }")
    assert comes_true(lambda: count(client, "<urn:x:begun> ?p ?o") == 1)


def test_a_write_has_limits_of_its_own(tmp_path: Path) -> None:
    settings = made(tmp_path, write_seconds=1.0)
    with serving(tmp_path / "store", settings) as address, client_of(address) as client:
        answer = client.post("/update", content=SLOW, headers=UPDATE)
        assert (answer.status_code, answer.text) == (503, "the write did not end within 1 seconds\n")
        assert answer.headers["retry-after"]


def test_a_server_that_is_read_only_says_so(tmp_path: Path) -> None:
    settings = made(tmp_path)
    with serving(tmp_path / "store", settings, writable=False) as address, client_of(address) as client:
        for method, path in (("POST", "/update"), ("POST", "/sparql"), ("PUT", f"{STORE}?default")):
            answer = client.request(method, path, content="CLEAR ALL", headers=UPDATE)
            assert answer.status_code == 403
            assert "--writable" in answer.text
        assert client.post("/v1/load", params={"filename": "a.nt"}, content=b"").status_code == 403


def test_a_large_graph_is_sent_while_it_is_read(tmp_path: Path) -> None:
    """It is larger than the memory that a query may use."""
    settings = made(tmp_path, query_memory=48)
    lines = b"".join(
        b'<http://example.org/%d> <http://example.org/p> "%s" .\n' % (n, b"x" * 1_000) for n in range(60_000)
    )
    with serving(tmp_path / "store", settings) as address, client_of(address) as client:
        nt = {"Content-Type": "application/n-triples"}
        assert client.put(STORE, params=GRAPH, content=lines, headers=nt).status_code == 201
        # Those of the server of the tests above are among them.
        idle = len(processes("kgqa.serve.children.tasks"))
        for _ in range(2):
            with client.stream("GET", STORE, params=GRAPH, headers={"Accept": "application/n-triples"}) as answer:
                assert answer.status_code == 200
                assert sum(piece.count(b"\n") for piece in answer.iter_bytes()) == 60_000
        with client.stream("GET", STORE, params=GRAPH) as answer:
            next(answer.iter_bytes())
        assert comes_true(lambda: len(processes("kgqa.serve.children.tasks")) == idle)
