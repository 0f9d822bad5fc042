"""A store's published revision in a folder or an archive, with the digest of every file; and back."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tarfile
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

from kgqa.errors import InputError, StoreFolderError
from kgqa.store.durable import sync_folder, sync_tree
from kgqa.store.revisions import FORMAT, open_revision, take_revision

if TYPE_CHECKING:
    from collections.abc import Iterator

MANIFEST = "manifest.json"
ARCHIVE = ".tar.gz"
OTHER_ARCHIVES = frozenset({".zip", ".tar", ".tgz", ".gz", ".bz2", ".xz", ".zst", ".7z"})
"""Names that look like archives: a folder of such a name is not what was meant."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: `revision` by its name, `folder` the folder of its facts, each file's size and SHA-256."""

    format: int
    revision: str
    folder: str
    made: str
    files: dict[str, tuple[int, str]]


def backup(store: Path, target: Path) -> Manifest:
    """Copy the published revision of a store to a new folder, or to an archive (.tar.gz), while it is in use.

    The target is there whole or not at all. Raises InputError where there is no store, StoreFolderError for a target
    that exists, cannot be written, or has the name of another kind of archive.
    """
    if not target.name.endswith(ARCHIVE) and target.suffix in OTHER_ARCHIVES:
        raise StoreFolderError(
            f"backups are not written as {target.suffix}", file=str(target), remedy=f"a folder, or a name in {ARCHIVE}"
        )
    if target.exists():
        raise StoreFolderError("the target exists", file=str(target), remedy="give a new name")
    opened = open_revision(store)
    image = opened.image
    assert image is not None
    name = image.name.partition(".")[0]
    try:
        with _staging(target.parent, target.name) as staged:
            _copy(store, staged, name)
            manifest = Manifest(FORMAT, opened.revision, name, datetime.now(UTC).isoformat(), _digests(staged))
            (staged / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1) + "\n", encoding="utf-8")
            if target.name.endswith(ARCHIVE):
                _pack(staged, target)
            else:
                sync_tree(staged / name)
                sync_tree(staged)
                staged.rename(target)
            sync_folder(target.parent)
    except OSError as error:
        raise StoreFolderError(f"the backup cannot be written: {error.strerror or error}", file=str(target)) from error
    return manifest


def restore(source: Path, store: Path, *, force: bool = False) -> Manifest:
    """Make what a backup holds the published revision of a store, once every file of it is found to be whole.

    Raises InputError for a backup that is damaged, incomplete or of a newer kgqa, StoreFolderError where there is a
    store already (unless `force`) or the folder cannot be written, StoreLockedError while it is being written.
    """
    if not source.exists():
        raise InputError("there is no backup here", file=str(source))
    store.parent.mkdir(parents=True, exist_ok=True)
    try:
        with _staging(store.parent, store.name) as staged:
            _unpack(source, staged)
            manifest = _verified(source, staged)
            sync_tree(staged / manifest.folder)
            sync_tree(staged)
            with take_revision(store, staged, manifest.folder, replace=force):
                pass
    except OSError as error:
        raise StoreFolderError(f"the store cannot be written: {error.strerror or error}", file=str(store)) from error
    return manifest


@contextmanager
def _staging(parent: Path, name: str) -> Iterator[Path]:
    """A folder to prepare things in, removed in the end; those that a crash left are removed, too."""
    for old in parent.glob(f".{name}.staged-*"):
        if not _is_running(old.name.rpartition("-")[2].partition(".")[0]):
            shutil.rmtree(old, ignore_errors=True)
    staged = Path(mkdtemp(prefix=f".{name}.staged-{os.getpid()}.", dir=parent))
    staged.chmod(0o755)
    try:
        yield staged
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _is_running(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def _copy(store: Path, staged: Path, name: str) -> None:
    shutil.copytree(store / name, staged / name)
    for beside in store.glob(f"{name}.*"):
        if beside.suffix in {".closure", ".words"}:
            shutil.copyfile(beside, staged / beside.name)
    (staged / "format").write_text(f"{FORMAT}\n", encoding="ascii")
    (staged / "current").write_text(f"{name}\n", encoding="ascii")


def _digests(folder: Path) -> dict[str, tuple[int, str]]:
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != MANIFEST:
            with path.open("rb") as handle:
                digest = hashlib.file_digest(handle, "sha256").hexdigest()
            found[path.relative_to(folder).as_posix()] = (path.stat().st_size, digest)
    return found


def _pack(staged: Path, target: Path) -> None:
    draft = staged.with_name(f"{staged.name}{ARCHIVE}")
    try:
        with tarfile.open(draft, "w:gz", compresslevel=5) as archive:
            for path in sorted(staged.iterdir()):
                archive.add(path, arcname=path.name)
        with draft.open("rb") as handle:
            os.fsync(handle.fileno())
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)


def _unpack(source: Path, staged: Path) -> None:
    if source.is_dir():
        manifest = _manifest(source, source)
        for name in (MANIFEST, *manifest.files):
            (staged / name).parent.mkdir(exist_ok=True)
            if (source / name).is_file():
                shutil.copyfile(source / name, staged / name)
        return
    try:
        with tarfile.open(source, "r:*") as archive:
            archive.extractall(staged, filter="data")
    except tarfile.ReadError as error:
        raise InputError(
            "this is no backup, or a damaged one: no archive can be read here", file=str(source)
        ) from error
    except (tarfile.TarError, EOFError, OSError) as error:
        raise InputError(f"the backup cannot be read: {error}", file=str(source)) from error


def _verified(source: Path, staged: Path) -> Manifest:
    manifest = _manifest(source, staged)
    found = _digests(staged)
    for name, expected in manifest.files.items():
        if name not in found:
            raise InputError(f"the backup is incomplete: {name} is missing", file=str(source))
        if found[name] != expected:
            raise InputError(f"the backup is damaged: {name} is not what it was", file=str(source))
    return manifest


def _manifest(source: Path, folder: Path) -> Manifest:
    try:
        content: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = {str(name): (int(size), str(digest)) for name, (size, digest) in content["files"].items()}
        manifest = Manifest(
            int(content["format"]), str(content["revision"]), str(content["folder"]), str(content["made"]), files
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"this is no backup: its {MANIFEST} cannot be read", file=str(source)) from error
    if manifest.format > FORMAT:
        raise InputError(
            f"the backup has format {manifest.format}, and this kgqa knows formats up to {FORMAT}", file=str(source)
        )
    if any(Path(name).is_absolute() or ".." in Path(name).parts for name in (manifest.folder, *files)):
        raise InputError("this is no backup: it names files elsewhere", file=str(source))
    return manifest
