"""Who goes away before there is an answer is no longer worked for."""

from __future__ import annotations

import json
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn

from kgqa.errors import GoneError
from kgqa.serve.app import create_app
from kgqa.serve.live import Live

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kgqa.config import Settings
    from kgqa.pipeline import KnowledgeBase

LONG = 20.0
BODY = json.dumps({"question": "Who is Ann Archer's mentor?"}).encode()
POST = b"POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (
    len(BODY), BODY,
)  # fmt: skip
GET = b"GET /?q=Who HTTP/1.1\r\nHost: localhost\r\n\r\n"


class Patient:
    """Stands in for asking: waits until it is told that nobody waits for the answer."""

    def __init__(self, ask: Callable[..., Any], kb: KnowledgeBase) -> None:
        self.began, self.ended = threading.Event(), threading.Event()
        self._ask, self._kb = ask, kb

    def __call__(self, question: str, *, cancelled: Callable[[], bool], **_: object) -> Any:
        self.began.set()
        until = time.monotonic() + LONG
        while not cancelled():
            assert time.monotonic() < until
            time.sleep(0.01)
        self.ended.set()
        return self._ask(self._kb, question)


@pytest.fixture
def patient(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> Patient:
    waits = Patient(type(kb).reply, kb)
    monkeypatch.setattr(type(kb), "reply", lambda _, question, **more: waits(question, **more))
    return waits


@pytest.fixture
def server(kb: KnowledgeBase, settings: Settings) -> Iterator[uvicorn.Server]:
    server = uvicorn.Server(uvicorn.Config(create_app(Live(kb, settings)), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
        assert thread.is_alive(), "the server did not start"
    yield server
    server.should_exit = True
    thread.join(LONG)


def called(server: uvicorn.Server, request: bytes) -> socket.socket:
    line = socket.create_connection(server.servers[0].sockets[0].getsockname()[:2])
    line.sendall(request)
    return line


@pytest.mark.parametrize("request_", [POST, GET], ids=["api", "page"])
def test_when_the_caller_goes_away_the_work_ends(patient: Patient, server: uvicorn.Server, request_: bytes) -> None:
    with called(server, request_):
        assert patient.began.wait(LONG)
        assert not patient.ended.wait(0.2)
    assert patient.ended.wait(LONG)


def test_a_verdict_that_nobody_waits_for_is_not_reached(kb: KnowledgeBase) -> None:
    with pytest.raises(GoneError):
        kb.verify("Ann Archer's mentor is Beth Moss.", cancelled=lambda: True)
    claim = {"subject": "Ann Archer", "predicate": "mentor", "object": "Beth Moss"}
    seen = iter([False, False, True])
    with pytest.raises(GoneError):
        kb.verify([claim] * 5, cancelled=lambda: next(seen))
    assert kb.verify(claim, cancelled=lambda: False).verdict == "supported"


def test_when_the_server_ends_the_work_ends(patient: Patient, server: uvicorn.Server) -> None:
    with called(server, POST):
        assert patient.began.wait(LONG)
        server.config.app.state.end()  # type: ignore[union-attr]
        assert patient.ended.wait(LONG)
