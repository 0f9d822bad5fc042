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

import httpx
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

QUERY = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc to see the processes")


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def server(tmp_path: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    (tmp_path / "g.ttl").write_text('<urn:a> <http://www.w3.org/2000/01/rdf-schema#label> "Ann" .', encoding="utf-8")
    program = "import sys; from kgqa.cli import main; sys.exit(main(sys.argv[1:]))"
    arguments = ["serve", "-g", str(tmp_path / "g.ttl"), "--port", str(port)]
    process = subprocess.Popen(
        [sys.executable, "-c", program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
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


def test_the_server_listens_on_this_machine_only(server: subprocess.Popen[bytes], port: int) -> None:
    wait_until_ready(server, port)
    listening = Path(f"/proc/{server.pid}/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    local = [line.split()[1] for line in listening if line.split()[3] == "0A"]
    assert f"0100007F:{port:04X}" in local
    assert f"00000000:{port:04X}" not in local
