"""`kgqa serve` as a process: that it starts, answers, and leaves no process behind, however it ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx
import pytest

from kgqa.config import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDLESS = quote("ASK { " + " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(12)) + " FILTER(?a0 = ?c11) }").encode()
QUERY = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc to see the processes")


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def server(tmp_path: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    facts = (f'<urn:a{number}> <http://www.w3.org/2000/01/rdf-schema#label> "Ann {number}" .' for number in range(99))
    (tmp_path / "g.ttl").write_text("\n".join(facts), encoding="utf-8")
    program = "import sys; from kgqa.cli import main; sys.exit(main(sys.argv[1:]))"
    arguments = ["serve", "-g", str(tmp_path / "g.ttl"), "--port", str(port), "--workers", "1"]
    process = subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        env=os.environ | {"KGQA_GRACE": "0.3"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    yield process
    process.kill()
    process.communicate()


def wait_until_ready(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(300):
        if process.poll() is not None:
            pytest.fail(f"the server ended: {process.communicate()[0].decode()}")
        try:
            httpx.get(f"http://127.0.0.1:{port}/readyz").raise_for_status()
            return
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail("the server did not start")


def children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in listed.split()]


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_server_that_ends_leaves_no_process(server: subprocess.Popen[bytes], port: int, end: signal.Signals) -> None:
    wait_until_ready(server, port)
    assert httpx.get(f"http://127.0.0.1:{port}/sparql", params={"query": QUERY}).status_code == 200
    nursery = children(server.pid)
    assert len(nursery) == 1
    os.kill(server.pid, end)
    server.wait(timeout=10)
    for _ in range(50):
        if not any(map(is_alive, nursery)):
            return
        time.sleep(0.05)
    pytest.fail("the nursery outlived its server")


def descendants(pid: int) -> list[int]:
    return [each for child in children(pid) for each in (child, *descendants(child))]


def queries(server: subprocess.Popen[bytes], number: int) -> bool:
    """Whether the server comes to run this many queries within two seconds."""
    for _ in range(40):
        if len(descendants(server.pid)) == 1 + number:
            return True
        time.sleep(0.05)
    return False


def ask_for_the_endless(port: int) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", port))
    client.sendall(b"GET /sparql?query=" + ENDLESS + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return client


def test_the_query_of_a_client_that_goes_away_is_ended(server: subprocess.Popen[bytes], port: int) -> None:
    wait_until_ready(server, port)
    clients = [ask_for_the_endless(port) for _ in range(6)]
    assert queries(server, Settings().queries)
    for client in clients:
        client.close()
    assert httpx.get(f"http://127.0.0.1:{port}/sparql", params={"query": "ASK {}"}).status_code == 200
    assert queries(server, 0)


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_a_running_query_does_not_hold_up_the_end(
    server: subprocess.Popen[bytes], port: int, end: signal.Signals
) -> None:
    wait_until_ready(server, port)
    with ask_for_the_endless(port) as client:
        assert queries(server, 1)
        started = time.monotonic()
        server.send_signal(end)
        server.wait(timeout=10)
        assert time.monotonic() - started < 8
        assert b"503 " in client.recv(4096)


def test_the_server_listens_on_this_machine_only(server: subprocess.Popen[bytes], port: int) -> None:
    wait_until_ready(server, port)
    listening = Path(f"/proc/{server.pid}/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    local = [line.split()[1] for line in listening if line.split()[3] == "0A"]
    assert f"0100007F:{port:04X}" in local
    assert f"00000000:{port:04X}" not in local
