"""A small graph, and a model endpoint on the loopback that says what a test scripts it to say."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from kgqa.ask.lexicon import Lexicon
from kgqa.config import Settings
from kgqa.fallback import fall_back, generate
from kgqa.load.rdf import read_rdf
from kgqa.model import Answer, Conflict, Proof, Reason, RuleName, Triple
from kgqa.store import EmbeddedStore, open_memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from openai import OpenAI

GRAPH = """
@prefix : <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:mentor a owl:ObjectProperty ; rdfs:label "mentor" ; skos:altLabel "coach" .
:rival a owl:ObjectProperty ; rdfs:label "rival" .
:founded a owl:DatatypeProperty ; rdfs:label "founding date" .
:ann rdfs:label "Ann Ågren" ; :mentor :beth ; :founded "1809-02-12"^^xsd:date .
:beth rdfs:label "Beth Moss" ; :mentor :cora .
:cora rdfs:label "Cora Lind" .
:dan1 rdfs:label "Dan Fox" ; :rival :ann .
:dan2 rdfs:label "Dan Fox" .
"""


@pytest.fixture
def store(tmp_path: Path) -> EmbeddedStore:
    file = tmp_path / "graph.ttl"
    file.write_text(GRAPH, encoding="utf-8")
    store = open_memory()
    for loaded in read_rdf(file):
        store.put(loaded.source, loaded.triples)
    return store


@pytest.fixture
def lexicon(store: EmbeddedStore) -> Lexicon:
    return Lexicon.build(store, "en")


@dataclass
class Endpoint:
    """An OpenAI-compatible endpoint: answers each request with the next of `script`, the last one again."""

    script: list[Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""

    def says(self, *steps: Callable[[BaseHTTPRequestHandler], None]) -> Endpoint:
        self.script = list(steps)
        return self

    def respond(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers["Content-Length"]))
        self.requests.append(json.loads(body))
        self.script[min(len(self.requests), len(self.script)) - 1](handler)


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    served = Endpoint()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            served.respond(self)

        def log_message(self, *_: object) -> None:
            pass

    generate._rungs.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        served.url = f"http://127.0.0.1:{server.server_port}/v1"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield served
        server.shutdown()
        thread.join()


def status(code: int, body: str = '{"error": {"message": "no"}}') -> Callable[[BaseHTTPRequestHandler], None]:
    def respond(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body.encode())))
        handler.end_headers()
        handler.wfile.write(body.encode())

    return respond


def content(text: str | None, finish: str = "stop") -> Callable[[BaseHTTPRequestHandler], None]:
    message = {"role": "assistant", "content": text}
    return status(
        200,
        json.dumps(
            {
                "id": "1",
                "object": "chat.completion",
                "created": 0,
                "model": "scripted",
                "choices": [{"index": 0, "finish_reason": finish, "message": message}],
                "usage": {"prompt_tokens": 70, "completion_tokens": 9, "total_tokens": 79},
            }
        ),
    )


def reply(answer: str, answers: list[str], *claims: str) -> Callable[[BaseHTTPRequestHandler], None]:
    """A valid reply; a claim is written "subject, predicate, object"."""
    parts = [dict(zip(("subject", "predicate", "object"), claim.split(", "), strict=True)) for claim in claims]
    return content(json.dumps({"answer": answer, "answers": answers, "claims": parts}))


@pytest.fixture
def ask(store: EmbeddedStore, lexicon: Lexicon, endpoint: Endpoint) -> Callable[..., Answer]:
    """Falls back for a question, in a graph where only what is stated is entailed and nobody has two mentors."""

    def prove(triple: Triple) -> Proof | None:
        return Proof(triple, "asserted") if any(store.match(*triple)) else None

    def suppose(triple: Triple) -> Conflict | None:
        known = next(store.match(triple.subject, triple.predicate, None), None)
        if known is None or known == triple or not triple.predicate.value.endswith(("mentor", "founded")):
            return None
        premises = (Proof(known, "asserted"), Proof(triple, "asserted"))
        return Conflict(RuleName("prp-fp", "nobody has two"), premises, text="nobody has two")

    def fall(question: str, *, client: OpenAI | None = None, **changes: Any) -> Answer:
        given = {"status": "no_answer", "reason": Reason("missing_fact", "Not recorded.")}
        given |= {key: changes.pop(key) for key in ("status", "reason") if key in changes}
        answer = Answer(id="1", question=question, text="I do not know.", revision=store.revision, **given)
        settings = Settings(**{"model_url": endpoint.url, "model": "scripted", "model_seconds": 3.0} | changes)
        return fall_back(
            answer,
            store=store,
            lexicon=lexicon,
            labels=lexicon.labels,
            prove=prove,
            suppose=suppose,
            settings=settings,
            client=client,
        )

    return fall


@pytest.fixture
def say() -> Any:
    """The steps a script is made of: `say.reply(...)`, `say.content(...)`, `say.status(...)`."""

    class Say:
        reply = staticmethod(reply)
        content = staticmethod(content)
        status = staticmethod(status)

    return Say
