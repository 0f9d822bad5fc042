"""A small graph, and a model endpoint on the loopback that says what a test scripts it to say."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from kgqa.config import Settings, endpoints_of
from kgqa.fallback.exchange import Line
from kgqa.fallback.policy import fall_back
from kgqa.fallback.prompt import prompts
from kgqa.fallback.spending import Spending
from kgqa.model import Answer, Reason
from kgqa.pipeline import KnowledgeBase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kgqa.ask.lexicon import Lexicon
    from kgqa.store import EmbeddedStore

GRAPH = """
@prefix : <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:mentor a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "mentor" ; skos:altLabel "coach" .
:rival a owl:ObjectProperty ; rdfs:label "rival" .
:founded a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "founding date" .
:ann rdfs:label "Ann Ågren" ; :mentor :beth ; :founded "1809-02-12"^^xsd:date .
:beth rdfs:label "Beth Moss" ; :mentor :cora .
:cora rdfs:label "Cora Lind" .
:dan1 rdfs:label "Dan Fox" ; :rival :ann .
:dan2 rdfs:label "Dan Fox" .
"""


@pytest.fixture
def kb(tmp_path: Path) -> KnowledgeBase:
    file = tmp_path / "graph.ttl"
    file.write_text(GRAPH, encoding="utf-8")
    return KnowledgeBase.load(file, settings=Settings(cache=tmp_path / "cache", embedded=False))


@pytest.fixture
def store(kb: KnowledgeBase) -> EmbeddedStore:
    return kb.store


@pytest.fixture
def lexicon(kb: KnowledgeBase) -> Lexicon:
    return kb._lexicon


@pytest.fixture
def spending(tmp_path: Path) -> Spending:
    return Spending(tmp_path / "cache" / "models.sqlite")


NO_READING = json.dumps(
    {"ask": "none", "start": [], "steps": [], "kind": "", "filters": [], "best": [], "other": "", "meanings": [],
     "ignored": []}
)  # fmt: skip


@dataclass
class Endpoint:
    """An OpenAI-compatible endpoint: answers each request with the next of `script`, the last one again.

    Requests with another prompt than that of grounded replies (to read a question) are not of the script: they are
    answered with `reading`, by default that it cannot.
    """

    script: list[Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""
    reading: Callable[[BaseHTTPRequestHandler], None] | None = None

    def says(self, *steps: Callable[[BaseHTTPRequestHandler], None]) -> Endpoint:
        self.script = list(steps)
        return self

    def respond(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0))) or b'{"messages": [{"content": ""}]}'
        request = json.loads(body)
        others = tuple(each.system for each in prompts() if each.id != "grounded")
        if request["messages"][0]["content"].startswith(others):
            (self.reading or content(NO_READING))(handler)
            return
        self.requests.append(request)
        self.script[min(len(self.requests), len(self.script)) - 1](handler)


@contextmanager
def serving() -> Iterator[Endpoint]:
    served = Endpoint()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            with suppress(OSError):
                served.respond(self)

        def do_GET(self) -> None:
            self.do_POST()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        served.url = f"http://127.0.0.1:{server.server_port}/v1"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield served
        server.shutdown()
        thread.join()


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with serving() as served:
        yield served


@pytest.fixture
def second() -> Iterator[Endpoint]:
    """Another endpoint."""
    with serving() as served:
        yield served


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
def ask(kb: KnowledgeBase, endpoint: Endpoint, spending: Spending) -> Callable[..., Answer]:
    """Falls back for a question that the grammar has no answer to, over the real judge, reader and reasoner."""

    def fall(question: str, *, cancelled: Callable[[], bool] = lambda: False, **changes: Any) -> Answer:
        given = {"status": "no_answer", "reason": Reason("missing_fact", "Not recorded.")}
        given |= {key: changes.pop(key) for key in ("status", "reason") if key in changes}
        answer = Answer(id="1", question=question, text="I do not know.", revision=kb.revision, **given)
        set_up = {"model_url": endpoint.url, "model": "scripted", "model_seconds": 3.0, "cache": kb.settings.cache}
        settings = Settings(**set_up | changes)
        return fall_back(
            answer,
            store=kb.store,
            lexicon=kb._lexicon,
            names=kb._names,
            judge=kb._judge(),
            read=kb._read_text,
            prove=kb._prover().prove,
            together=kb.contradiction,
            line=Line(endpoints_of(settings), settings, spending, cancelled),
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
