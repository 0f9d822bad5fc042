"""Clients that are slow, send too much or no HTTP, or are too many: over sockets, as they would be met."""

from __future__ import annotations

import json
import socket
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kgqa.serve.admission.connections import LARGEST_HEAD, PACE, SPARE, TimedH11
from kgqa.serve.app import create_app
from kgqa.serve.live import Live
from kgqa.serve.server import server_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fastapi import FastAPI

    from kgqa.pipeline import KnowledgeBase

SECONDS = 0.5
MOST = 4
HEAD = b"POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
ENDLESS = "%20.%20".join(f"?a{n}%20?b{n}%20?c{n}" for n in range(9)).encode()
BODY = b'{"question": "Who is Ann Archer\'s mentor?"}'


@contextmanager
def running(app: FastAPI, protocol: str) -> Iterator[Callable[[], socket.socket]]:
    listener = socket.create_server(("127.0.0.1", 0))
    server = server_of(app)
    if protocol == "h11":
        limits = {"seconds": SECONDS, "most": MOST, "tally": app.state.tally}
        server.config.http = type("Limited", (TimedH11,), limits)
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    clients = []

    def connect() -> socket.socket:
        clients.append(socket.create_connection(listener.getsockname(), timeout=10))
        return clients[-1]

    try:
        while not server.started:
            time.sleep(0.01)
        yield connect
    finally:
        for client in clients:
            client.close()
        server.should_exit = True
        thread.join()


@pytest.fixture(params=["httptools", "h11"])
def served(kb: KnowledgeBase, request: pytest.FixtureRequest) -> Iterator[tuple[FastAPI, Callable[[], socket.socket]]]:
    if request.param == "httptools":
        pytest.importorskip("httptools")
    app = create_app(Live(kb, replace(kb.settings, receive_seconds=SECONDS, connections=MOST)))
    with running(app, request.param) as connect:
        yield app, connect


@pytest.fixture
def connect(served: tuple[FastAPI, Callable[[], socket.socket]]) -> Callable[[], socket.socket]:
    return served[1]


def all_of(client: socket.socket) -> bytes:
    """What the server sends until it closes."""
    found = b""
    try:
        while part := client.recv(65536):
            found += part
    except ConnectionResetError:
        pass
    return found


def reply(client: socket.socket) -> tuple[bytes, bytes]:
    """One reply, its head and its body, on a connection that may go on."""
    found = b""
    while b"\r\n\r\n" not in found:
        found += client.recv(65536)
    head, _, body = found.partition(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")
    )
    while len(body) < length:
        body += client.recv(65536)
    return head, body


def assert_problem(found: bytes, status: int) -> None:
    head, _, body = found.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % status), found
    lower = head.lower()
    assert b"content-type: application/problem+json" in lower
    assert b"connection: close" in lower
    assert b"x-content-type-options: nosniff" in lower
    assert b"cache-control: no-store" in lower
    assert json.loads(body)["status"] == status


def closed(app: FastAPI, reason: str) -> float:
    found = {(s.name, s.labels): s.values for s in app.state.tally.ledger.series()[0]}
    return found.get(("connections_closed", (("reason", reason),)), (0.0,))[0]


def ask(client: socket.socket) -> bytes:
    client.sendall(HEAD + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY)
    return reply(client)[0]


def trickle(client: socket.socket, content: bytes, pause: float = 0.05) -> None:
    """A byte at a time, until the server has had enough."""
    try:
        for byte in content:
            client.send(bytes([byte]))
            time.sleep(pause)
    except (BrokenPipeError, ConnectionResetError):
        pass


def test_a_head_that_comes_in_byte_by_byte_is_cut_off(served: tuple[FastAPI, Callable[[], socket.socket]]) -> None:
    app, connect = served
    client = connect()
    trickle(client, HEAD[:30])
    assert_problem(all_of(client), 408)
    assert closed(app, "slow") == 1


def test_a_body_that_comes_in_byte_by_byte_is_cut_off(served: tuple[FastAPI, Callable[[], socket.socket]]) -> None:
    app, connect = served
    client = connect()
    client.sendall(HEAD + b"Content-Length: 4000\r\n\r\n")
    trickle(client, BODY)
    assert_problem(all_of(client), 408)
    assert closed(app, "slow") == 1


def test_who_connects_and_says_nothing_is_let_go(connect: Callable[[], socket.socket]) -> None:
    client = connect()
    assert all_of(client) == b""


def test_half_of_a_head_alone_is_cut_off(connect: Callable[[], socket.socket]) -> None:
    client = connect()
    client.sendall(HEAD)
    assert_problem(all_of(client), 408)


def test_a_second_request_has_its_own_time(connect: Callable[[], socket.socket]) -> None:
    client = connect()
    for _ in range(3):
        assert ask(client).startswith(b"HTTP/1.1 200")
        time.sleep(0.6 * SECONDS)
    client.sendall(HEAD)
    assert_problem(all_of(client), 408)


def test_a_large_body_has_longer(connect: Callable[[], socket.socket]) -> None:
    content = b'{"text": "' + b"a" * (3 * PACE) + b'"}'
    client = connect()
    client.sendall(HEAD.replace(b"/v1/ask", b"/v1/verify") + b"Content-Length: %d\r\n\r\n" % len(content))
    for start in range(0, len(content), PACE):
        time.sleep(0.5 * SECONDS)
        client.sendall(content[start : start + PACE])
    assert reply(client)[0].startswith(b"HTTP/1.1 413")


def test_a_reply_that_takes_long_is_not_cut_off(connect: Callable[[], socket.socket]) -> None:
    client = connect()
    client.sendall(b"GET /sparql?query=ASK%7B" + ENDLESS + b"%20FILTER(?a0=?c8)%7D HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert reply(client)[0].startswith(b"HTTP/1.1 503")


def test_headers_without_end_are_refused(connect: Callable[[], socket.socket]) -> None:
    client = connect()
    client.sendall(HEAD)
    try:
        for number in range(LARGEST_HEAD // 512 + 200):
            client.sendall(b"X-%d: " % number + b"a" * 500 + b"\r\n")
    except (BrokenPipeError, ConnectionResetError):
        pass
    found = all_of(client)
    assert found == b"" or found.startswith((b"HTTP/1.1 431", b"HTTP/1.1 400"))


def test_what_is_no_http_gets_a_problem(served: tuple[FastAPI, Callable[[], socket.socket]]) -> None:
    app, connect = served
    client = connect()
    client.sendall(b"\x16\x03\x01\x02\x00 hello\r\n\r\n")
    assert_problem(all_of(client), 400)
    assert closed(app, "malformed") == 1


def test_one_client_too_many_is_told_so(served: tuple[FastAPI, Callable[[], socket.socket]]) -> None:
    app, connect = served
    held = [connect() for _ in range(MOST)]
    for client in held:
        assert ask(client).startswith(b"HTTP/1.1 200")
    late = connect()
    late.sendall(HEAD + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY)
    found = all_of(late)
    assert_problem(found, 503)
    assert b"retry-after: 5" in found.lower()
    assert closed(app, "full") == 1
    held[0].close()
    for _ in range(100):
        if ask_or_none(connect()):
            return
        time.sleep(0.02)
    pytest.fail("a place that was left is not given to another")


def ask_or_none(client: socket.socket) -> bool:
    try:
        return ask(client).startswith(b"HTTP/1.1 200")
    except (ConnectionError, StopIteration):
        return False
    finally:
        client.close()


def test_many_too_many_are_not_let_in(connect: Callable[[], socket.socket]) -> None:
    clients = [connect() for _ in range(MOST + SPARE + 20)]
    time.sleep(0.1)
    refused = 0
    for client in clients[-10:]:
        try:
            client.sendall(b"G")
            refused += all_of(client) == b""
        except OSError:
            refused += 1
    assert refused == 10


def test_who_takes_nothing_of_a_reply_is_let_go(served: tuple[FastAPI, Callable[[], socket.socket]]) -> None:
    app, connect = served
    client = connect()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.sendall(b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n" * 200)
    ends = time.monotonic() + 10
    while not closed(app, "slow") and time.monotonic() < ends:
        time.sleep(0.05)
    assert closed(app, "slow") == 1


def test_the_server_does_not_say_what_it_is_made_of(connect: Callable[[], socket.socket]) -> None:
    client = connect()
    client.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
    head, _ = reply(client)
    assert b"\r\nserver:" not in head.lower()
    assert b"\r\ndate:" in head.lower()


def test_connections_are_counted(served: tuple[FastAPI, Callable[[], socket.socket]]) -> None:
    app, connect = served
    client = connect()
    ask(client)
    counted = lambda: next(s.values[0] for s in app.state.tally.ledger.series()[0] if s.name == "connections")  # noqa: E731
    assert counted() == 1
    client.close()
    ends = time.monotonic() + 5
    while counted() and time.monotonic() < ends:
        time.sleep(0.01)
    assert counted() == 0
