"""Writes the pages that are generated: cli.md from the commands' own help, settings.md from kgqa.config, metrics.md
from kgqa.serve.watching.measured.

Run it as `make docs`; a test fails while a page is not what this program would write.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from kgqa.config import documented
from kgqa.serve.watching.measured import METRICS

HERE = Path(__file__).resolve().parent
COMMANDS = (
    "ask",
    "verify",
    "schema",
    "prompts",
    "explain",
    "sparql",
    "check",
    "reason",
    "test",
    "load",
    "serve",
    "update",
    "stats",
    "backup",
    "restore",
    "compact",
    "model",
    "model install",
    "model status",
    "model remove",
    "keys",
    "keys add",
    "keys list",
    "keys remove",
)
GENERATED = "<!-- Written by docs/generate.py: change the code, then run `make docs`. -->"


def cli_page() -> str:
    """Every command with its help."""
    parts = ["# Command line", GENERATED, CLI_INTRODUCTION.strip(), block([])]
    for command in COMMANDS:
        parts += [f"## kgqa {command}", block(command.split())]
    return "\n\n".join(parts) + "\n"


def block(command: list[str]) -> str:
    """The help of a command as it looks on a terminal 80 columns wide."""
    program = "import sys; from kgqa.cli import main; sys.exit(main())"
    environment = os.environ | {"COLUMNS": "80", "TERM": "dumb"}
    shown = subprocess.run(
        [sys.executable, "-c", program, *command, "--help"],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    lines = "\n".join(line.rstrip() for line in shown.stdout.strip().splitlines())
    return f"```text\n{lines}\n```"


def settings_page() -> str:
    """One row per setting."""
    rows = [
        f"| `KGQA_{setting.name.upper()}` | {default_of(setting.default)} | {setting.metadata['help']} |"
        for setting in documented()
    ]
    table = "\n".join(["| variable | default | what it does |", "|---|---|---|", *rows])
    return "\n\n".join(["# Settings", GENERATED, SETTINGS_INTRODUCTION.strip(), table]) + "\n"


def metrics_page() -> str:
    """One row per metric."""
    rows = [
        f"| `{each.shown}` | {each.kind} | {', '.join(f'`{label}`' for label in each.labels)} | {each.about} |"
        for each in METRICS
    ]
    table = "\n".join(["| metric | kind | labels | what it tells |", "|---|---|---|---|", *rows])
    return "\n\n".join(["# Metrics", GENERATED, METRICS_INTRODUCTION.strip(), table]) + "\n"


def default_of(value: object) -> str:
    """A default as one writes it."""
    if isinstance(value, bool):
        return "`yes`" if value else "`no`"
    return "" if value in {None, ""} else f"`{value}`"


CLI_INTRODUCTION = """
Results go to stdout; progress, problems and errors to stderr, an error as one line. The exit status is 0 when the
command did what it was asked, 1 when it found nothing (`ask` without an answer or with an ambiguous one, `explain`
of what is not entailed, `check` with conflicts, `test` with failures) and 2 for bad input or usage. `ask --file` and
`verify --file` end with 0 when every line was read, and `verify` does whatever the verdict. `KGQA_DEBUG=1` shows where
an error arose.

`ask --file` reads one question a line, `{"id", "question", "choose"?, "conversation"?}`, and writes one answer
object a line, in order and as they come. A line that fails gives an answer with `"status": "error"` and the line's
`id`; blank lines are skipped. The whole file is answered by one process over one loaded graph.

`verify --file` does the same with `{"id", "text"}` or `{"id", "claims": [...]}` a line: [verify.md](verify.md) tells
what is checked and how. A line that fails gives an unknown verdict with its `"error"`. Several processes share the
graph.

Of what is not entailed `explain` tells the rule that came nearest and what it lacks, in words; `?x` is any thing.
`explain --json` writes the shortest proof, or `null` where the fact is not entailed; with `--all` a list, which may be
empty. `explain --check` has every step verified by a small program that shares no code with the reasoner: stderr says
how many steps were checked, or names each faulty step with its rule and what is wrong; the exit status is then 1.
`sparql` writes a table on a terminal; elsewhere JSON, or Turtle for CONSTRUCT and DESCRIBE.
`reason --closure` goes from files to the reasoner's own file without making a SPARQL store, in seconds for a million
triples; `kgqa.reason.opened` reads it in Python, mapped into memory.

On a terminal `ask` asks an ambiguous question back: a number picks a candidate, an empty line leaves. Elsewhere
`--choose 2 --conversation ID` picks the second candidate of the last ambiguous answer of that conversation; QUESTION
may then be left out. `schema` lists every class and property that can be asked for, with its words, its number of
members or facts, and a question that is answered.

A load that takes long shows bars on a terminal; elsewhere one line for each stage, on stderr. In text for people,
control characters of the data are shown as U+FFFD; in JSON and the other formats for programs they are as they are.
"""

SETTINGS_INTRODUCTION = """
Settings are environment variables; an option of the command line goes before them. A value that does not fit is
refused with one line. `KGQA_DEBUG=1` is no setting: it makes the command line show where an error arose.
"""

METRICS_INTRODUCTION = """
`GET /metrics` tells these in the text format of Prometheus. With `KGQA_REQUIRE_KEY` it takes a key of scope `read`, as
`authorization: {credentials: KEY}` in Prometheus's own settings sends it. With `--workers` the reply is of all
processes together, whichever of them answers; counts begin at 0 when the server starts, and go on when one of its
processes is replaced. Seconds and bytes are the units. `route` is a template, such as `/v1/ask`, never an address that
somebody made up: the number of series is bounded.

Worth an alarm: `kgqa_graph_behind` at 1 for minutes (a revision cannot be opened), `kgqa_work_total` with `outcome`
`killed` or `refused` rising, `kgqa_http_request_seconds_count` with a `status` of 500 or above, and the 99th percentile
of `kgqa_question_seconds`.
"""


if __name__ == "__main__":
    (HERE / "cli.md").write_text(cli_page(), encoding="utf-8")
    (HERE / "settings.md").write_text(settings_page(), encoding="utf-8")
    (HERE / "metrics.md").write_text(metrics_page(), encoding="utf-8")
