"""The commands that keep a store, and what becomes of a load that is interrupted."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from kgqa.cli import main
from kgqa.config import Settings
from kgqa.errors import StoreLockedError
from kgqa.model import IRI, LOCAL_GRAPH, Source, Triple
from kgqa.store import Edits, open_memory, open_revision
from kgqa.updates import Writer, hold_server
from tests.updates.reasoned import ONTOLOGY, PREFIXES, faults

if TYPE_CHECKING:
    from pathlib import Path

Captured = pytest.CaptureFixture[str]
CLI = [sys.executable, "-c", "import sys; from kgqa.cli import main; sys.exit(main())"]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    Writer(tmp_path / "store", Settings()).update(ONTOLOGY)
    return tmp_path / "store"


def test_a_store_is_updated(store: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    request = f"{PREFIXES} INSERT DATA {{ :a :parent :b }}"
    assert main(["update", request, "--store", str(store)]) == 0
    assert "1 facts added and 0 removed, " in capsys.readouterr().out
    (tmp_path / "change.ru").write_text(request)
    assert main(["update", str(tmp_path / "change.ru"), "--store", str(store)]) == 0
    assert "nothing changed" in capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PREFIXES} DELETE DATA {{ :a :ancestor :b }}"))
    assert main(["update", "-", "--store", str(store)]) == 0
    assert "still hold" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["update", "INSERT DATA { nonsense }", "--store", "store"], "error at"),
        (["update", "LOAD <http://example.org/>", "--store", "store"], "use kgqa load"),
        (["update", "CLEAR ALL", "--store", "none"], "there is no such store"),
        (["compact", "--store", "none"], "there is no such store"),
        (["stats", "--store", "none"], "there is no store here"),
        (["backup", "store", "--store", "store"], "the target exists"),
        (["restore", "none", "--store", "store"], "there is no backup here"),
        (["restore", "store", "--store", "other"], "this is no backup"),
    ],
)
def test_what_cannot_be_done_is_told(
    store: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, arguments: list[str], told: str
) -> None:
    monkeypatch.chdir(store.parent)
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1
    assert sorted(path.name for path in store.parent.iterdir()) == ["store"]


def test_a_store_is_copied_and_looked_at(store: Path, capsys: Captured) -> None:
    copy, other = str(store.with_name("copy.tar.gz")), str(store.with_name("other"))
    for arguments in (
        ["backup", copy, "--store", str(store)],
        ["restore", copy, "--store", other],
        ["compact", "--store", other],
        ["stats", "--store", other, "--json"],
    ):
        capsys.readouterr()
        assert main(arguments) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["revision"] == open_revision(store).revision
    assert [graph["name"] for graph in found["graphs"]] == ["urn:kgqa:ontology"]
    assert main(["stats", "--store", other]) == 0
    assert "urn:kgqa:ontology" in capsys.readouterr().out


def test_a_load_beside_a_server_that_writes_is_refused(store: Path, tmp_path: Path) -> None:
    (tmp_path / "more.ttl").write_text("<urn:x:a> <urn:x:p> <urn:x:b> .")
    with hold_server(store):
        done = subprocess.run(
            [*CLI, "load", str(tmp_path / "more.ttl"), "--store", str(store)],
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
    assert done.returncode == 2
    assert "a server writes this store (send the change to the server over HTTP, or stop it first)" in done.stderr


def test_a_load_that_is_interrupted_leaves_the_store_as_it_was(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "many.nt"
    file.write_text("".join(f"<urn:x:{n}> <urn:x:parent> <urn:x:{n + 1}> .\n" for n in range(300_000)))
    before = open_revision(store).revision
    names = {path.name for path in store.iterdir()}
    command = [*CLI, "load", str(file), "--store", str(store)]
    for kind, status in ((signal.SIGINT, 130), (signal.SIGINT, 130)):
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            while not list(store.glob("r000002")) and process.poll() is None:
                time.sleep(0.01)
            process.send_signal(kind)
            _, told = process.communicate(timeout=60)
        assert process.returncode == status, told
        assert "Traceback" not in told
        assert open_revision(store).revision == before
        assert {path.name for path in store.iterdir()} <= names | {"r000001.lock"}


def test_of_two_that_write_at_once_each_write_is_whole(store: Path) -> None:
    done: list[int] = []

    def write(name: str) -> None:
        writer = Writer(store, Settings())
        for number in range(8):
            try:
                writer.post(IRI(f"urn:g:{name}"), [Triple(IRI(f"urn:x:{name}"), IRI("urn:x:n"), IRI(f"urn:{number}"))])
                done.append(number)
            except StoreLockedError:
                time.sleep(0.01)

    threads = [threading.Thread(target=write, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = open_revision(store)
    assert len(done) >= 8
    assert sum(1 for _ in found.match(None, IRI("urn:x:n"))) == len(done)
    assert int(found.revision.partition(".")[0]) == 1 + len(done)
    assert not faults(found)


def test_lines_go_with_the_last_fact_of_their_subject() -> None:
    store, one = open_memory(), IRI("urn:g:one")
    a, p = IRI("urn:x:a"), IRI("urn:x:p")
    facts = [Triple(a, p, IRI("urn:x:b")), Triple(a, p, IRI("urn:x:c"))]
    store.put(one, facts, file="tree.ged", lines={a: 7})
    edits = Edits(store)
    edits.delete(one, facts[:1])
    assert store.source_of(facts[1]) == Source("urn:g:one", "tree.ged", 7)
    edits.delete(one, facts[1:])
    edits.insert(one, facts[:1])
    assert store.source_of(facts[0]) == Source("urn:g:one", "tree.ged")
    edits.insert(LOCAL_GRAPH, facts[:1])
    edits.drop(one)
    assert store.source_of(facts[0]) == Source(LOCAL_GRAPH.value)
    assert list(store.match()) == facts[:1]


def test_nothing_here_depends_on_who_may_write(store: Path) -> None:
    """A folder that cannot be written can be read; root may write everywhere."""
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    store.chmod(0o555)
    try:
        assert open_revision(store).revision
        assert main(["update", "CLEAR ALL", "--store", str(store)]) == 2
    finally:
        store.chmod(0o755)
