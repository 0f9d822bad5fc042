"""`kgqa serve --workers`: several processes on one socket, their start, death and end; and a store that they write."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from kgqa.pipeline import KnowledgeBase
from tests.serve.processes import PROGRAM, Served, children, comes, descendants, is_alive, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc to see the processes")

KEY = "a-key-for-writing-that-is-long-enough-0123456789"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
BODY = b'{"question": "Who is Ann?"}'


@pytest.fixture
def store(tmp_path: Path) -> Path:
    (tmp_path / "g.ttl").write_text(f'<urn:ann> {LABEL} "Ann" .', encoding="utf-8")
    KnowledgeBase.load_into(tmp_path / "store", tmp_path / "g.ttl")
    return tmp_path / "store"


@pytest.fixture
def two(store: Path) -> Iterator[Served]:
    with serving("--store", str(store), "--workers", "2", KGQA_GRACE="20") as served:
        yield served


def write(served: Served, text: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/sparql-update"}
    return httpx.post(f"{served.url}/update", content=text, headers=headers, timeout=60)


def revision(served: Served) -> str:
    return str(served.get("/readyz").json()["revision"])


def half_a_request(port: int) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", port))
    head = f"POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(BODY)}"
    client.sendall(head.encode() + b"\r\n\r\n" + BODY[:5])
    return client


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_the_server(two: Served, end: signal.Signals) -> None:
    workers = children(two.pid)
    family = descendants(two.pid)
    assert len(workers) == 2
    assert len(family) > 2
    os.kill(two.pid, end)
    status = two.process.wait(timeout=30)
    assert status == (130 if end == signal.SIGINT else -end)
    assert comes(lambda: not any(map(is_alive, family)))


def test_a_worker_that_dies_is_replaced(two: Served) -> None:
    first = children(two.pid)
    os.kill(first[0], signal.SIGKILL)
    assert comes(lambda: len(children(two.pid)) == 2 and children(two.pid) != first, seconds=30)
    assert first[1] in children(two.pid)
    assert [two.get("/v1/schema").status_code for _ in range(6)] == [200] * 6
    assert two.get("/sparql", params={"query": "ASK {}"}).status_code == 200


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_what_runs_comes_to_its_end(two: Served, end: signal.Signals) -> None:
    with half_a_request(two.port) as client:
        assert two.get("/readyz").status_code == 200
        os.kill(two.pid, end)
        assert comes(lambda: refuses(two.port))
        client.sendall(BODY[5:])
        assert client.recv(4096).startswith(b"HTTP/1.1 200 ")
    assert two.process.wait(timeout=15) != 0


def refuses(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        return True
    return False


@pytest.mark.parametrize("workers", ["1", "2"])
def test_told_twice_it_ends_at_once(store: Path, workers: str) -> None:
    with serving("--store", str(store), "--workers", workers, KGQA_GRACE="600") as served:
        family = descendants(served.pid)
        with half_a_request(served.port):
            assert served.get("/readyz").status_code == 200
            os.kill(served.pid, signal.SIGINT)
            assert comes(lambda: refuses(served.port))
            os.kill(served.pid, signal.SIGINT)
            assert served.process.wait(timeout=30) == 130
        assert comes(lambda: not any(map(is_alive, family)))


def test_what_was_written_is_read_from_every_worker(store: Path) -> None:
    with serving("--store", str(store), "--workers", "2", "--writable", KGQA_WRITE_KEY=KEY) as served:
        for number in range(3):
            written = write(served, f'INSERT DATA {{ <urn:{number}> {LABEL} "Thing {number}" }}')
            assert written.status_code == 204, written.text
            assert {revision(served) for _ in range(8)} == {written.headers["kgqa-revision"]}
        (again,) = children(served.pid)[:1]
        os.kill(again, signal.SIGKILL)
        assert comes(lambda: len(children(served.pid)) == 2 and again not in children(served.pid), seconds=30)
        assert {revision(served) for _ in range(8)} == {written.headers["kgqa-revision"]}


def test_a_store_has_one_server_that_writes_and_others_that_follow(store: Path) -> None:
    with serving("--store", str(store), "--writable", KGQA_WRITE_KEY=KEY) as writing:
        second = run("serve", "--store", str(store), "--writable", "--port", "0")
        assert (second.returncode, "another server writes this store" in second.stderr) == (2, True)
        with serving("--store", str(store)) as reading:
            assert write(reading, f'INSERT DATA {{ <urn:x> {LABEL} "X" }}').status_code == 403
            written = write(writing, f'INSERT DATA {{ <urn:x> {LABEL} "X" }}')
            assert comes(lambda: revision(reading) == written.headers["kgqa-revision"], seconds=30)


def test_a_store_is_made_where_there_is_none(tmp_path: Path) -> None:
    with serving("--store", str(tmp_path / "new"), "--writable", KGQA_WRITE_KEY=KEY) as served:
        written = write(served, f'INSERT DATA {{ <urn:x> {LABEL} "X" }}')
        assert revision(served) == written.headers["kgqa-revision"]
        served.process.terminate()
        assert "The store is new and empty. To fill it: kgqa keys add" in served.said()


@pytest.mark.parametrize("arguments", [["--writable"], ["--writable", "--store", ".", "-g", "x.ttl"]])
def test_writing_needs_a_store_and_no_files(arguments: list[str]) -> None:
    refused = run("serve", "--port", "0", *arguments)
    assert (refused.returncode, "--writable needs a store" in refused.stderr) == (2, True)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", PROGRAM, *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)


FAILING = """
import socket, sys
from kgqa.serve import supervisor
from kgqa.serve.board import Board

def serve(place, alive):
    raise RuntimeError("this worker cannot work")

supervisor.MOST_SOON = 2
with socket.socket() as listener:
    sys.exit(supervisor.Supervisor(serve, listener, Board(2), 2).run())
"""


def test_workers_that_cannot_start_are_the_end() -> None:
    ended = subprocess.run([sys.executable, "-c", FAILING], check=False, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1
    assert "the workers die as soon as they are started" in ended.stderr
