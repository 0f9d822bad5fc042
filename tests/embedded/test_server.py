"""The server's process: begun once, on loopback alone, with a key, and gone when it should be."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kgqa.config import Endpoint, Settings
from kgqa.embedded import Model, Server, server, unused
from kgqa.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Folder = Callable[[str], tuple[Path, Model]]

PATIENCE = 30.0


@pytest.fixture
def good(folder: Folder) -> Iterator[Server]:
    made = Server(*folder("good"))
    yield made
    made.stop()


def got(endpoint: Endpoint, key: str = "", path: str = "/") -> dict[str, Any]:
    address = endpoint.url.removesuffix("/v1") + path
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {key or endpoint.key}"})
    with urllib.request.urlopen(request, timeout=PATIENCE) as response:
        found: dict[str, Any] = json.load(response)
    return found


def ended(pid: int) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            # A process that nobody has waited for yet is no longer running.
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
            os.kill(pid, 0)
        except OSError:
            return True
        time.sleep(0.05)
    return False


def test_all_threads_share_one_process(good: Server) -> None:
    with ThreadPoolExecutor(8) as pool:
        endpoints = set(pool.map(good.endpoint, [PATIENCE] * 8))
    assert len(endpoints) == 1
    (endpoint,) = endpoints
    assert (endpoint.name, endpoint.model, endpoint.price_in) == ("embedded", "tiny", 0.0)


def test_it_listens_on_loopback_and_wants_its_key(good: Server) -> None:
    endpoint = good.endpoint(PATIENCE)
    assert endpoint.url.startswith("http://127.0.0.1:")
    assert got(endpoint)["pid"] != os.getpid()
    with pytest.raises(urllib.error.HTTPError, match="401"):
        got(endpoint, key="guessed")
    assert endpoint.key not in repr(endpoint)


def test_the_process_knows_no_keys_of_other_endpoints(good: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KGQA_MODEL_KEY", "secret")
    assert "KGQA_MODEL_KEY" not in got(good.endpoint(PATIENCE))["environment"]


def test_a_process_that_died_is_begun_anew_with_another_key(good: Server) -> None:
    first = good.endpoint(PATIENCE)
    pid = got(first)["pid"]
    with contextlib.suppress(OSError):
        got(first, path="/die")
    deadline = time.monotonic() + PATIENCE
    while (second := good.endpoint(PATIENCE)) == first and time.monotonic() < deadline:
        time.sleep(0.05)
    assert got(second)["pid"] != pid
    assert second.key != first.key


def test_stopping_ends_the_process(good: Server) -> None:
    pid = got(good.endpoint(PATIENCE))["pid"]
    good.stop()
    assert ended(pid)
    good.stop()


@pytest.mark.parametrize(
    ("behaviour", "why"), [("raises", "no such architecture"), ("abort", "GGML_ASSERT failed"), ("", "")]
)
def test_what_cannot_be_started_says_why(folder: Folder, behaviour: str, why: str) -> None:
    place, model = folder(behaviour)
    if not behaviour:
        (place / "xllamacpp" / "__init__.py").write_text("import nothing_of_the_kind", encoding="utf-8")
        why = "No module named 'nothing_of_the_kind'"
    broken = Server(place, model)
    for _ in range(2):
        with pytest.raises(ModelError, match=why):
            broken.endpoint(PATIENCE)


def test_a_slow_start_ends_in_time(folder: Folder) -> None:
    slow = Server(*folder("slow"))
    with pytest.raises(ModelError, match="longer than"):
        slow.endpoint(0.5)


def test_it_ends_with_a_parent_that_is_killed(folder: Folder) -> None:
    place, _ = folder("good")
    program = f"""
import os, pathlib, sys
sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from tests.embedded.tiny import model_of
from kgqa.embedded import Server
made = Server(pathlib.Path({str(place)!r}), model_of(None))
made.endpoint({PATIENCE})
print(made._running[0].pid, flush=True)
if os.fork() == 0:  # holds the pipe to the model open
    import time; time.sleep(60); os._exit(0)
os.kill(os.getpid(), {int(signal.SIGKILL)})
"""
    parent = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        assert parent.stdout is not None
        assert ended(int(parent.stdout.readline()))
    finally:
        os.killpg(parent.pid, signal.SIGKILL)
        parent.communicate()


def test_it_is_used_where_it_is_installed_and_nothing_else_is_set(tmp_path: Path) -> None:
    settings = Settings(cache=tmp_path)
    assert server(settings) is None
    assert unused(settings) == ""
    assert unused(Settings(cache=tmp_path, embedded=False)) == "KGQA_EMBEDDED is no"
    assert unused(Settings(cache=tmp_path, policy="strict")) == "KGQA_POLICY is strict"
    other = Settings(cache=tmp_path, model_url="http://127.0.0.1:9/v1", model="other")
    assert unused(other) == "the endpoint default is asked instead"
