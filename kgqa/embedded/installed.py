"""Whether the model is installed, and whole; and taking it away."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from kgqa.embedded.pins import MODEL

if TYPE_CHECKING:
    from pathlib import Path

    from kgqa.config import Settings
    from kgqa.embedded.pins import Model

State: TypeAlias = Literal["installed", "damaged", "absent"]
DONE = "installed"
"""The file that is written last: without it the folder was never finished."""
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Condition:
    """What there is of a model, and where; `problem` says what is wrong with what is damaged."""

    state: State
    folder: Path
    bytes: int = 0
    problem: str = ""


def folder_of(settings: Settings, model: Model = MODEL) -> Path:
    """Where a model is installed: in the cache folder, so that no environment is changed."""
    return settings.cache_folder / "model" / model.key


def is_installed(folder: Path, model: Model = MODEL) -> bool:
    """Whether the model was installed into `folder`, by a look at names and sizes only."""
    weights = folder / model.weights
    try:
        return (folder / DONE).is_file() and weights.stat().st_size == model.bytes
    except OSError:
        return False


def condition(settings: Settings, model: Model = MODEL) -> Condition:
    """What there is of a model, its weights checked byte for byte."""
    folder = folder_of(settings, model)
    if not (folder / DONE).is_file():
        return Condition("absent", folder)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    problem = _problem(folder, model)
    return Condition("damaged" if problem else "installed", folder, size, problem)


def _problem(folder: Path, model: Model) -> str:
    weights = folder / model.weights
    if not weights.is_file():
        return f"{model.weights} is missing"
    if digest_of(weights) != model.sha256:
        return f"{model.weights} is not the file that was installed"
    return "" if (folder / model.runtime).is_dir() else f"{model.runtime} is missing"


def digest_of(file: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def remove(settings: Settings) -> bool:
    """Take away every version that was ever installed; whether there was any. Raises OSError where it may not."""
    folder = settings.cache_folder / "model"
    if not folder.is_dir():
        return False
    shutil.rmtree(folder)
    return True
