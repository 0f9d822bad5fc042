"""The documentation is what happens: generated pages are current, and every example runs and prints what it says.

A `console` block is run command by command and its output compared: `...` stands for anything, and a command without
output must end with 0. A `python` block is run as a doctest. A block under `<!-- file: NAME -->` is the content of a
file that the examples after it use. Blocks in other languages are not run.
"""

from __future__ import annotations

import doctest
import importlib.util
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typer import Typer

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
SERVED = "127.0.0.1:8000"
BLOCK = re.compile(r"(?:^<!-- file: (?P<file>\S+) -->\n)?^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.M | re.S)
CHECKER = doctest.OutputChecker()
RUN_ELSEWHERE = re.compile(
    r"git clone |make \w+|cd |python3 -m venv |\.venv/bin/(python -m pip|kgqa (serve|model install))"
)
"""What `sh` blocks may hold: setting up, which .ci/serve.py does on a clean clone."""


@dataclass(frozen=True)
class Block:
    language: str
    body: str
    file: str | None
    line: int


def blocks(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    return [
        Block(found["language"], found["body"], found["file"], text.count("\n", 0, found.start()) + 1)
        for found in BLOCK.finditer(text)
    ]


def commands(block: Block) -> Iterator[tuple[str, str]]:
    """Each command of a console block, with the output that it should have."""
    for part in re.split(r"^\$ ", block.body, flags=re.M)[1:]:
        command, output = re.match(r"((?:.*\\\n)*.*)\n([\s\S]*)", part).groups()  # type: ignore[union-attr]
        yield command, output


def generator() -> Any:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["cli", "settings", "metrics"])
def test_generated_pages_are_current(name: str) -> None:
    page = getattr(generator(), f"{name}_page")()
    assert (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8") == page, "run make docs"


def test_every_command_is_documented() -> None:
    from kgqa.cli.commands import app

    def names(group: Typer) -> set[str]:
        own = {command.name or command.callback.__name__ for command in group.registered_commands if command.callback}
        inner = {
            each.name: each.typer_instance for each in group.registered_groups if each.name and each.typer_instance
        }
        return own | {f"{name} {within}".strip() for name, part in inner.items() for within in ("", *names(part))}

    assert names(app) == set(generator().COMMANDS)


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    """The address of a server of the demonstration graph."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "-c", "from kgqa.cli import main; main()", "serve", "--port", address.split(":")[1]]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(f"http://{address}/readyz", timeout=5).close()
                break
            except OSError:
                assert process.poll() is None, "the server ended"
                time.sleep(0.25)
        yield address
    finally:
        process.terminate()
        process.wait(20)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_examples_of_a_page_run(page: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    names: dict[str, Any] = {}
    for block in blocks(page):
        if block.file is not None:
            (tmp_path / block.file).write_text(block.body, encoding="utf-8")
        elif block.language == "console":
            needs_server = SERVED in block.body
            if needs_server and shutil.which("curl") is None:
                continue
            address = request.getfixturevalue("served") if needs_server else SERVED
            for command, expected in commands(block):
                process = shell(command.replace(SERVED, address), tmp_path)
                place = f"{page.name}:{block.line}: {command}"
                if expected.strip():
                    assert_same(expected, process.stdout, place)
                else:
                    assert process.returncode == 0, f"{place}\n{process.stdout}"
        elif block.language == "python":
            run_python(block, page, tmp_path, names)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_only_setting_up_is_not_run(page: Path) -> None:
    lines = [
        line for block in blocks(page) if block.language in {"sh", "shell", "bash"} for line in block.body.splitlines()
    ]
    assert [line for line in lines if not RUN_ELSEWHERE.match(line)] == []


def test_links_between_pages_lead_somewhere() -> None:
    missing = [
        f"{page.name}: {target}"
        for page in PAGES
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert missing == []


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-c", command], cwd=folder, env=os.environ | {"PATH": path}, check=False, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120,
    )  # fmt: skip


def assert_same(expected: str, output: str, what: str) -> None:
    def trimmed(text: str) -> str:
        return "\n".join(line.rstrip() for line in text.strip("\n").splitlines()) + "\n"

    wanted, had = trimmed(expected), trimmed(output)
    assert CHECKER.check_output(wanted, had, doctest.ELLIPSIS), f"{what}\nexpected:\n{wanted}\nprinted:\n{had}"


def run_python(block: Block, page: Path, folder: Path, names: dict[str, Any]) -> None:
    """Run a block as a doctest; what it defines is put into `names`, for the later blocks of the page."""
    test = doctest.DocTestParser().get_doctest(block.body, names, page.name, str(page), block.line)
    assert test.examples, f"{page.name}:{block.line}: a python block without >>>"
    before = Path.cwd()
    os.chdir(folder)
    try:
        report: list[str] = []
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
        runner.run(test, out=report.append, clear_globs=False)
        names.update(test.globs)
        assert runner.failures == 0, "".join(report)
    finally:
        os.chdir(before)


def test_the_questions_of_the_table_are_answered() -> None:
    from kgqa import KnowledgeBase

    table = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8").partition("## What is understood")[2]
    rows = re.findall(r"^\| [^|]+ \| ([^|]+) \|$", table.partition("\n\n")[2].partition("\n\n")[0], re.M)
    questions = [q.partition(" (")[0].strip() for row in rows if row != "examples" for q in row.split(" · ")]
    kb = KnowledgeBase.load()

    assert len(questions) > 40
    assert [q for q in questions if kb.ask(q, model=False).status != "answered"] == []
