"""The W3C's records of HTTP requests (the HTTP in RDF vocabulary), read and sent to a server byte for byte."""

from __future__ import annotations

import http.client
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib.term import Node

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
LABEL = URIRef("http://www.w3.org/2000/01/rdf-schema#label")
STATUSES = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}
FORMATS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    },
    "RDF": {"text/turtle", "application/n-triples", "application/rdf+xml", "text/html"},
}


class Response(NamedTuple):
    """What a server answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip()


class Record(NamedTuple):
    """A test: its requests in order, and the graphs that must be there before."""

    name: str
    requests: list[Node]
    data: list[tuple[Path, str]]


def records(manifest: Path) -> tuple[Graph, list[Record]]:
    """The tests of a manifest, in its order."""
    graph = Graph().parse(manifest, publicID=f"file://{manifest}")
    (top,) = graph.subjects(RDF.type, MF.Manifest)
    entries = Collection(graph, graph.value(top, MF.entries))
    return graph, [_record(graph, entry, manifest.parent) for entry in entries]


def _record(graph: Graph, entry: Node, folder: Path) -> Record:
    connection = graph.value(entry, MF.action)
    requests = list(Collection(graph, graph.value(connection, HT.requests))) if connection else []
    data = [
        (folder / str(graph.value(node, UT.graph)).rpartition("/")[2], str(graph.value(node, LABEL)))
        for node in graph.objects(entry, UT.graphData)
    ]
    return Record(str(entry).rpartition("#")[2], requests, data)


def text_of(graph: Graph, message: Node) -> bytes:
    """The body of a request or a response, in its encoding."""
    body = graph.value(message, HT.body)
    if body is None:
        return b""
    return str(graph.value(body, CNT.chars)).encode(str(graph.value(body, CNT.characterEncoding)))


def headers_of(graph: Graph, message: Node) -> dict[str, str]:
    headers = graph.value(message, HT.headers)
    nodes = Collection(graph, headers) if headers else []
    return {str(graph.value(node, HT.fieldName)): str(graph.value(node, HT.fieldValue)) for node in nodes}


def sent(address: str, method: str, path: str, headers: dict[str, str], body: bytes) -> Response:
    """What a server answers to a request that is sent as it is."""
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=60)
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        if body or method in {"POST", "PUT"}:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        return Response(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
    finally:
        connection.close()


def expected_statuses(graph: Graph, request: Node) -> list[str]:
    response = graph.value(request, HT.resp)
    return sorted(str(status).rpartition("#")[2] for status in graph.objects(response, MF.expectedStatus))


def check_response(graph: Graph, request: Node, answer: Response) -> None:
    """Assert that an answer is what a record expects."""
    wanted = expected_statuses(graph, request)
    fits = any(
        str(answer.status)[0] == name[10] if name.startswith("StatusCode") else STATUSES[name] == answer.status
        for name in wanted
    )
    assert fits, f"{answer.status}, not {wanted}: {answer.body[:300]!r}"
    response = graph.value(request, HT.resp)
    kind = graph.value(response, MF.expectedFormat)
    if kind is not None:
        assert answer.media_type in FORMATS[str(kind)], answer.media_type
    truth = graph.value(response, MF.expectedBoolean)
    if truth is not None:
        assert b'"boolean": ' + str(truth).encode() in answer.body
    for name, value in headers_of(graph, response).items():
        assert answer.headers[name.lower()] == value
    if body := text_of(graph, response):
        found, expected = (Graph().parse(data=text, format="turtle") for text in (answer.body, body))
        assert isomorphic(found, expected), answer.body.decode()
