"""The W3C's tests of the SPARQL 1.1 protocols, sent to a running server that can be written.

Source: https://www.w3.org/2009/sparql/docs/tests/ (SPARQL Protocol, Graph Store HTTP Protocol, Service Description).
"""

from __future__ import annotations

import os
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.compare import isomorphic

from kgqa.config import Settings
from kgqa.pipeline import KnowledgeBase
from tests.conformance.http_records import (
    HT,
    MF,
    Record,
    Response,
    check_response,
    headers_of,
    records,
    sent,
    text_of,
)
from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(os.environ.get("KGQA_DATA", "../shared/data")) / "sparql"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the W3C's tests are not in $KGQA_DATA")
KEY = "a key of the tests, long enough for one"
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
GSP = "/rdf-graph-store"


def loaded(*names: str) -> list[tuple[Graph, Record]]:
    found = []
    for name in names:
        if (DATA / name).is_file():
            graph, tests = records(DATA / name)
            found += [(graph, test) for test in tests]
    return found


PROTOCOL = loaded("protocol/manifest.ttl")
STORE = loaded("graph-store-protocol/manifest-direct.ttl", "graph-store-protocol/manifest-indirect.ttl")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("protocol")
    file = folder / "begin.ttl"
    file.write_text("<urn:x:a> <http://www.w3.org/2002/07/owl#sameAs> <urn:x:b> .")
    settings = Settings(write_key=KEY, cache=folder / "cache")
    KnowledgeBase.load_into(folder / "store", file, settings=settings)
    with serving(folder / "store", settings) as address:
        yield address


def request(address: str, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> Response:
    return sent(address, method, path, {"Authorization": f"Bearer {KEY}"} | headers, body)


def emptied(address: str) -> None:
    answer = request(address, "POST", "/update", {"Content-Type": "application/sparql-update"}, b"DROP ALL")
    assert answer.status == 204, answer.body


def test_there_are_as_many_tests_as_the_w3c_has() -> None:
    assert (len(PROTOCOL), len(STORE)) == (34, 13)


@pytest.mark.parametrize("place", ["/sparql", "/sparql/", "/update"])
@pytest.mark.parametrize(("graph", "test"), PROTOCOL, ids=[test.name for _, test in PROTOCOL])
def test_protocol(server: str, graph: Graph, test: Record, place: str) -> None:
    """The manifest asks a single address; updates have one of their own, too."""
    for file, name in test.data:
        path = f"{GSP}?graph={quote(name, safe='')}"
        request(server, "PUT", path, {"Content-Type": "application/n-triples"}, file.read_bytes())
    for node in test.requests:
        path, headers, body = str(graph.value(node, HT.absolutePath)), headers_of(graph, node), text_of(graph, node)
        is_update = b"update=" in body or "sparql-update" in headers.get("content-type", "") or "update=" in path
        path = path.replace("/sparql/", place if is_update or place != "/update" else "/sparql", 1)
        check_response(graph, node, request(server, str(graph.value(node, HT.methodName)), path, headers, body))


@pytest.mark.parametrize(("graph", "test"), STORE, ids=[test.name for _, test in STORE])
def test_graph_store(server: str, graph: Graph, test: Record) -> None:
    emptied(server)
    location = ""
    for node in test.requests:
        path = str(graph.value(node, HT.absolutePath)).replace("/gsp", GSP, 1).replace("$LOCATION$", location)
        method, headers = str(graph.value(node, HT.methodName)), headers_of(graph, node)
        answer = request(server, method, path, headers, text_of(graph, node))
        check_response(graph, node, answer)
        if graph.value(graph.value(node, HT.resp), MF.expectedLocation) is not None:
            location = answer.headers["location"]


OLD = DATA / "http-rdf-update" / "manifest.ttl"
_ENTRY = re.compile(r"^gsp:(\w+) a mf:Graph.*?#### Request\n(.*?)#### Response\n(.*?)\"\"\"", re.DOTALL | re.MULTILINE)


def old_tests() -> list[tuple[str, str, str]]:
    return _ENTRY.findall(OLD.read_text(encoding="utf-8")) if OLD.is_file() else []


def test_graph_store_as_it_was_first_described(server: str) -> None:
    """The deprecated tests, which build on each other; their mistakes are put right, as the approved ones have it.

    Two POSTs send Turtle without its last dot, and the GET after the first expects what the graph was at first.
    """
    emptied(server)
    # A test deletes this graph as one that is there, and none makes it.
    request(server, "PUT", f"{GSP}/person/2.ttl", {"Content-Type": "text/turtle"}, b"<urn:x:a> a <urn:x:b> .")
    place, tests = server.partition("//")[2], old_tests()
    assert len(tests) == 18
    new = ""
    for name, asked, wanted in tests:
        head, _, body = re.sub("^    ", "", asked.strip("\n"), flags=re.MULTILINE).partition("\n\n")
        if name in {"post__existing_graph", "post__multipart_formdata"}:
            body = re.sub(r'"(Jane Doe|Doe|Jane)"$', r'"\1" .', body, flags=re.MULTILINE)
        fill = partial(_filled, place=place, new=new)
        first, *lines = fill(head).splitlines()
        method, path, _ = first.split(" ")
        headers = dict(line.split(": ", 1) for line in lines if not line.startswith("Host"))
        content = fill(body).strip() + "\n"
        if "multipart" in headers.get("Content-Type", ""):
            content = content.replace("\n", "\r\n")
        path = path if path.startswith(("/", "http")) else f"/{path}"
        answer = request(server, method, path, headers, content.encode() if method in {"PUT", "POST"} else b"")
        status, _, expected = re.sub("^    ", "", wanted.strip("\n"), flags=re.MULTILINE).partition("\n")
        assert answer.status == int(status.split()[0]), (name, answer)
        new = answer.headers.get("location", new)
        _, _, turtle = expected.partition("\n\n")
        if turtle.strip():
            if name == "get_of_post__existing_graph":
                turtle = re.sub(r"\] \.\s*$", '] ; foaf:name "Jane Doe" .', turtle).replace("John", "Jane")
            texts = (answer.body.decode(), fill(turtle))
            found, graph = (Graph().parse(data=text, format="turtle") for text in texts)
            assert isomorphic(found, graph), (name, answer.body.decode())


def _filled(text: str, place: str, new: str) -> str:
    text = text.replace("http://$HOST$/$GRAPHSTORE$", f"http://{place}{GSP}")
    path = new.partition(place)[2]
    return text.replace("$HOST$", place).replace("$GRAPHSTORE$", GSP).replace("$NEWPATH$", path)


def test_service_description(server: str) -> None:
    """returns-rdf, has-endpoint-triple, conforms-to-schema."""
    _, tests = records(DATA / "service-description" / "manifest.ttl")
    assert {test.name for test in tests} == {"has-endpoint-triple", "returns-rdf", "conforms-to-schema"}
    for accept in ("text/turtle", "application/rdf+xml", "*/*", ""):
        answer = request(server, "GET", "/sparql", {"Accept": accept} if accept else {})
        assert answer.status == 200
        graph = Graph().parse(data=answer.body, format=answer.media_type)
        (service,) = graph.subjects(RDF.type, SD.Service)
        assert graph.value(service, SD.endpoint) == URIRef(f"{server}/sparql")
        assert_schema(graph)


KINDS = {
    SD.supportedLanguage: SD.Language,
    SD.feature: SD.Feature,
    SD.defaultDataset: SD.Dataset,
    SD.availableGraphs: SD.GraphCollection,
    SD.namedGraph: SD.NamedGraph,
    SD.defaultGraph: SD.Graph,
    SD.extensionFunction: SD.Function,
}
"""What the objects of a property are (SPARQL 1.1 Service Description, 3.2 and 3.4)."""
GIVEN = {
    SD.Language: {SD.SPARQL11Query, SD.SPARQL11Update},
    SD.Feature: {SD.UnionDefaultGraph, SD.EmptyGraphs, SD.BasicFederatedQuery, SD.DereferencesURIs},
}
"""The instances that the vocabulary itself has (3.3)."""


def assert_schema(graph: Graph) -> None:
    """Every term of the vocabulary is one, and has the kind of object that the vocabulary gives it."""
    for predicate, kind in KINDS.items():
        for found in graph.objects(None, predicate):
            assert found in GIVEN.get(kind, ()) or (found, RDF.type, kind) in graph or kind == SD.Graph, found
    for _, predicate, _ in graph:
        assert not str(predicate).startswith(str(SD)) or predicate in {*KINDS, *OTHERS}, predicate


OTHERS = {SD.endpoint, SD.resultFormat, SD.inputFormat, SD.name, SD.graph, SD.defaultEntailmentRegime,
          SD.supportedEntailmentProfile, SD.languageExtension, SD.entailmentRegime}  # fmt: skip
