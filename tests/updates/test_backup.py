"""Copies of a store: made while it is in use, checked before they are used, whole or not there."""

from __future__ import annotations

import json
import shutil
import tarfile
from typing import TYPE_CHECKING

import pytest

from kgqa.config import Settings
from kgqa.errors import InputError, StoreFolderError, StoreLockedError
from kgqa.model import IRI, Triple
from kgqa.store import open_revision, write_revision
from kgqa.updates import Writer, hold_server
from kgqa.updates.backup import MANIFEST, backup, restore
from kgqa.updates.compact import compact
from kgqa.updates.stats import stats
from tests.updates.reasoned import ONTOLOGY, PREFIXES, faults

if TYPE_CHECKING:
    from pathlib import Path

ONE = IRI("urn:g:one")
FACT = Triple(IRI("urn:x:a"), IRI("urn:x:parent"), IRI("urn:x:b"))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    writer = Writer(tmp_path / "store", Settings())
    writer.update(ONTOLOGY)
    writer.put(ONE, [FACT])
    return tmp_path / "store"


def facts(store: Path) -> set[Triple]:
    return set(open_revision(store).match())


@pytest.mark.parametrize("name", ["copy", "copy.tar.gz"])
def test_a_copy_brings_the_store_back(store: Path, tmp_path: Path, name: str) -> None:
    with write_revision(store):
        manifest = backup(store, tmp_path / name)
    revision, before = open_revision(store).revision, facts(store)
    Writer(store, Settings()).delete(ONE)

    assert manifest.revision == revision
    assert restore(tmp_path / name, tmp_path / "other") == manifest
    with pytest.raises(StoreFolderError, match="--force"):
        restore(tmp_path / name, store)
    assert FACT not in facts(store)
    restore(tmp_path / name, store, force=True)
    for folder in (store, tmp_path / "other"):
        found = open_revision(folder)
        assert (found.revision, set(found.match()), faults(found)) == (revision, before, "")
        assert Writer(folder, Settings()).delete(ONE).removed == 1


def test_a_copy_in_a_folder_is_a_store(store: Path, tmp_path: Path) -> None:
    backup(store, tmp_path / "copy")
    assert facts(tmp_path / "copy") == facts(store)


def damaged(copy: Path) -> None:
    table = max((copy / "r000002").glob("*.sst"), key=lambda path: path.stat().st_size)
    table.write_bytes(table.read_bytes()[:-1] + b"!")


def incomplete(copy: Path) -> None:
    (copy / "r000002.closure").unlink()


def newer(copy: Path) -> None:
    content = json.loads((copy / MANIFEST).read_text())
    (copy / MANIFEST).write_text(json.dumps(content | {"format": 99}))


def elsewhere(copy: Path) -> None:
    content = json.loads((copy / MANIFEST).read_text())
    (copy / MANIFEST).write_text(json.dumps(content | {"files": {"../escaped": [1, "0"]}}))


def unreadable(copy: Path) -> None:
    (copy / MANIFEST).write_text("{}")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (damaged, "is damaged"),
        (incomplete, "incomplete"),
        (newer, "format 99"),
        (elsewhere, "files elsewhere"),
        (unreadable, "no backup"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_a_copy_that_is_not_whole_is_refused(store: Path, tmp_path: Path, spoil, told: str, packed: bool) -> None:  # type: ignore[no-untyped-def]
    backup(store, tmp_path / "copy")
    spoil(tmp_path / "copy")
    source = tmp_path / "copy"
    if packed:
        source = tmp_path / "copy.tar.gz"
        with tarfile.open(source, "w:gz") as archive:
            archive.add(tmp_path / "copy", arcname=".")
    before = facts(store)
    with pytest.raises(InputError, match=told):
        restore(source, store, force=True)
    with pytest.raises(InputError, match=told):
        restore(source, tmp_path / "new")
    assert facts(store) == before
    assert sorted(path.name for path in tmp_path.iterdir() if path != source) == sorted(
        ["store", *(["copy"] if packed else [])]
    )


def test_what_is_no_archive_is_refused(store: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.tar.gz").write_bytes(b"nothing")
    for source in (tmp_path / "copy.tar.gz", tmp_path / "missing"):
        with pytest.raises(InputError):
            restore(source, store, force=True)
    with pytest.raises(StoreFolderError, match="exists"):
        backup(store, tmp_path / "copy.tar.gz")
    with pytest.raises(InputError, match="no store"):
        backup(tmp_path / "none", tmp_path / "copy")


@pytest.mark.parametrize("name", ["copy.zip", "copy.tgz", "copy.tar"])
def test_no_folder_gets_the_name_of_an_archive(store: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreFolderError, match=r"not written as .* \(a folder, or a name in \.tar\.gz\)"):
        backup(store, tmp_path / name)
    assert not (tmp_path / name).exists()


def test_a_damaged_store_is_replaced(store: Path, tmp_path: Path) -> None:
    backup(store, tmp_path / "copy")
    before = facts(store)
    shutil.rmtree(store / "r000002")
    with pytest.raises(InputError):
        open_revision(store)
    restore(tmp_path / "copy", store, force=True)
    assert facts(store) == before


def test_beside_a_server_nothing_is_restored_or_compacted(store: Path, tmp_path: Path) -> None:
    backup(store, tmp_path / "copy")
    with write_revision(store):
        with pytest.raises(StoreLockedError):
            restore(tmp_path / "copy", store, force=True)
        with pytest.raises(StoreLockedError):
            compact(store, Settings())


def test_compacting_keeps_all_and_what_was_deleted_goes(store: Path) -> None:
    writer = Writer(store, Settings())
    many = [Triple(IRI(f"urn:x:{n}"), IRI("urn:x:name"), IRI(f"urn:x:{'long' * 50}{n}")) for n in range(3000)]
    writer.put(IRI("urn:g:many"), many)
    writer.put(IRI("urn:g:many"), [])
    writer.update(f"{PREFIXES} COPY <urn:g:one> TO <urn:g:two> ; DROP GRAPH <urn:g:two>")
    before, revision = facts(store), open_revision(store).revision

    done = compact(store, Settings())

    found = open_revision(store)
    assert (set(found.match()), found.revision, faults(found)) == (before, revision, "")
    assert IRI("urn:g:many") in found.graphs()
    assert not found.merged
    assert done.after < done.before
    assert done.mended == 0


def test_compacting_puts_inferences_right(store: Path) -> None:
    with write_revision(store) as draft:
        draft.put_inferred([Triple(IRI("urn:x:not"), IRI("urn:x:so"), IRI("urn:x:b"))])
    assert compact(store, Settings()).mended > 1
    assert not faults(open_revision(store))


def test_the_statistics_of_a_store(store: Path) -> None:
    Writer(store, Settings()).update("COPY <urn:g:one> TO DEFAULT")
    found, opened = stats(store), open_revision(store)

    assert found.revision == opened.revision
    assert (found.asserted, found.inferred) == opened.sizes()
    assert found.asserted + found.inferred == len(facts(store))
    assert {graph.name: graph.facts for graph in found.graphs if "ontology" not in graph.name} == {
        "urn:g:one": 1,
        "urn:kgqa:local": 1,
    }
    assert found.written is not None
    assert len(found.revisions) == 2
    assert found.bytes > 10_000


def test_the_lock_of_a_server_lets_it_restore(store: Path, tmp_path: Path) -> None:
    backup(store, tmp_path / "copy")
    with hold_server(store):
        restore(tmp_path / "copy", store, force=True)
    assert FACT in facts(store)
