"""How far a long load is: bars on a terminal, one line a stage in a log."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from kgqa.cli.screen import shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from types import TracebackType
    from typing import TextIO

    from rich.progress import Progress as Display
    from rich.progress import TaskID

PATIENCE = 0.7
"""Seconds before a terminal shows anything: most graphs are open by then."""
PATIENCE_OF_A_LOG = 20.0
"""Seconds before anything is written that nobody watches."""
DERIVING = "facts derived"
"""What the pipeline calls the work that comes after reading."""
LINES = {".ged", ".nt", ".nq"}
"""Files whose units of progress are lines, so that counting them tells the whole."""


class Progress:
    """Called with what is being done and how much of it; shows it on `stream` (stderr) once it takes long."""

    def __init__(self, files: Iterable[Path] = (), *, stream: TextIO | None = None, patience: float | None = None):
        self._files = {file.name: file for file in files}
        self._stream = stream or sys.stderr
        self._watched = self._stream.isatty()
        default = PATIENCE if self._watched else PATIENCE_OF_A_LOG
        self._starts_at = time.monotonic() + (default if patience is None else patience)
        self._stages: dict[str, TaskID | None] = {}
        self._display: Display | None = None

    def __enter__(self) -> Progress:
        return self

    def __call__(self, what: str, done: int) -> None:
        """Tell that `done` units of `what` are done."""
        if time.monotonic() < self._starts_at:
            return
        if self._watched:
            self._draw(what, done)
        elif what not in self._stages:
            self._stages[what] = None
            print(f"{title(what)} ...", file=self._stream, flush=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._display is not None:
            self._display.stop()

    def _draw(self, what: str, done: int) -> None:
        if self._display is None:
            self._display = bars(self._stream)
            self._display.start()
        task = self._stages.get(what)
        if task is None:
            for before in self._display.tasks:
                # Whatever its total was taken for, the stage before is over.
                self._display.update(before.id, total=before.completed)
            task = self._stages[what] = self._display.add_task(title(what), total=total(self._files.get(what)))
        self._display.update(task, completed=done)


def title(what: str) -> str:
    """A stage's name for people."""
    return "Deriving what follows" if what == DERIVING else f"Reading {shown(what)}"


def total(file: Path | None) -> int | None:
    """How many units of progress the whole of `file` will be; None where only reading it would tell."""
    if file is None or file.suffix.lower() not in LINES:
        return None
    with file.open("rb") as content:
        # Old Macintosh files end their lines with CR alone.
        ends = [(block.count(b"\n"), block.count(b"\r")) for block in iter(lambda: content.read(1 << 20), b"")]
    return max(map(sum, zip(*ends, strict=True)), default=0) or None


def bars(stream: TextIO) -> Display:
    """An empty display: a bar with a percentage where the total is known, else a spinner with a count."""
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TaskProgressColumn, TextColumn
    from rich.progress import Progress as Display

    amount = TaskProgressColumn("{task.percentage:.0f} %", "{task.completed:,.0f}", markup=False)
    return Display(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        amount,
        console=Console(file=stream),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
