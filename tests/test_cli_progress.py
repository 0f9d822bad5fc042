"""What is seen of a long load, on a terminal and in a log."""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from kgqa.cli.progress import DERIVING, Progress, total

if TYPE_CHECKING:
    from pathlib import Path


class Terminal(io.StringIO):
    """Text that is watched."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "people [bold].ged"
    path.write_text("0 HEAD\n" * 200)
    return path


def seen(screen: io.StringIO) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", screen.getvalue())


def test_a_bar_has_a_percentage_where_the_whole_is_known(file: Path) -> None:
    screen = Terminal()
    with Progress([file], stream=screen, patience=0) as progress:
        progress(file.name, 50)
        time.sleep(0.2)
        progress(DERIVING, 5_000)
    assert "Reading people [bold].ged" in seen(screen)
    assert "25 %" in seen(screen)
    assert "Deriving what follows" in seen(screen)
    assert "5,000" in seen(screen)
    assert screen.getvalue().endswith("\x1b[2K")


def test_a_log_gets_one_line_a_stage(file: Path) -> None:
    log = io.StringIO()
    with Progress([file], stream=log, patience=0) as progress:
        for done in (50, 100):
            progress(file.name, done)
        for done in (5_000, 10_000):
            progress(DERIVING, done)
    assert log.getvalue() == "Reading people [bold].ged ...\nDeriving what follows ...\n"


@pytest.mark.parametrize("stream", [io.StringIO, Terminal])
def test_a_short_load_is_silent(file: Path, stream: type[io.StringIO]) -> None:
    screen = stream()
    with Progress([file], stream=screen) as progress:
        progress(file.name, 50)
    assert screen.getvalue() == ""


def test_a_hostile_name_is_tamed() -> None:
    log = io.StringIO()
    Progress(stream=log, patience=0)("\x1b[31ma.ttl", 1)
    assert log.getvalue() == "Reading \ufffd[31ma.ttl ...\n"


@pytest.mark.parametrize(
    ("name", "content", "lines"),
    [
        ("a.ged", b"1\n2\n", 2),
        ("a.GED", b"1\r2\r3\r", 3),
        ("a.nt", b"1\r\n2\r\n", 2),
        ("a.nt", b"", None),
        ("a.ttl", b"1\n2\n", None),
        ("a.nt.gz", b"1\n2\n", None),
    ],
)
def test_the_whole_is_known_where_lines_are_counted(
    tmp_path: Path, name: str, content: bytes, lines: int | None
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert total(path) == lines


def test_the_command_shows_a_bar_on_a_terminal_and_wipes_it(tmp_path: Path) -> None:
    path = tmp_path / "many.nt"
    path.write_text("".join(f"<urn:s{number}> <urn:p> <urn:o{number}> .\n" for number in range(40_000)))
    ours, theirs = pty.openpty()
    program = "import sys, kgqa.cli.progress as p; p.PATIENCE = 0.1; from kgqa.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "sparql", "ASK {}", "-g", str(path)]
    environment = os.environ | {"KGQA_CACHE": str(tmp_path / "cache")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env=environment) as process:
        os.close(theirs)
        screen = b""
        while part := _read(ours):
            screen += part
        assert process.stdout is not None
        assert b'"boolean": true' in process.stdout.read()
    os.close(ours)
    assert b"Reading many.nt" in screen
    assert b" %" in screen
    assert screen.endswith(b"\x1b[2K")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""
