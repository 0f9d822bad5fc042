"""Whatever the description of the API allows, or does not: no fault of the server, no answer that is not described."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.serve.conftest import GRAPH
from tests.serve.processes import Served, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "a-key-for-writing-that-is-long-enough-0123456789"
EXAMPLES = os.environ.get("SCHEMATHESIS_EXAMPLES", "3")
"""For each operation and phase; thousands of cases in all take `SCHEMATHESIS_EXAMPLES=100`."""

MOST_SECONDS = os.environ.get("SCHEMATHESIS_SECONDS", "60")
"""The time after which no more cases are made."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("schemathesis")
    (folder / "guild.ttl").write_text(GRAPH, encoding="utf-8")
    program = "import sys; from kgqa.cli import main; sys.exit(main(sys.argv[1:]))"
    load = ["load", str(folder / "guild.ttl"), "--store", str(folder / "store")]
    subprocess.run([sys.executable, "-c", program, *load], check=True, capture_output=True)
    settings = {"KGQA_WRITE_KEY": KEY, "KGQA_POLICY": "strict", "KGQA_QUERY_SECONDS": "3", "KGQA_GRACE": "0"}
    with serving("--store", str(folder / "store"), "--writable", **settings) as server:
        yield server


def test_the_server_is_as_it_is_described(served: Served, tmp_path: Path) -> None:
    command = [
        "--config-file", str(Path(__file__).with_name("schemathesis.toml")), "run", f"{served.url}/openapi.json",
        "--checks", "all", "--phases", "examples,coverage,fuzzing", "--max-examples", EXAMPLES, "--continue-on-failure",
        "--generation-deterministic", "--header", f"Authorization: Bearer {KEY}", "--no-color", "--workers", "1",
        "--request-timeout", "60", "--max-time", MOST_SECONDS,
    ]  # fmt: skip
    program = "import sys; from schemathesis.cli import schemathesis; sys.exit(schemathesis())"
    run = subprocess.run(
        [sys.executable, "-c", program, *command], cwd=tmp_path, check=False, text=True, stdout=subprocess.PIPE
    )
    report = "\n".join(line[:300] for line in run.stdout.splitlines() if not line.lstrip().startswith("curl "))
    assert run.returncode == 0, report[-20_000:]
