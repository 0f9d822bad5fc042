"""Opening the graph that a command works on, with progress and problems on stderr."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from kgqa.cli.entry import DONE
from kgqa.cli.progress import Progress
from kgqa.cli.screen import shown
from kgqa.cli.stores import refuse_without_store
from kgqa.config import read_settings
from kgqa.errors import InputError
from kgqa.pipeline import KnowledgeBase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kgqa.load.loaded import Problem


def open_graph(files: Sequence[Path], store: Path | None) -> KnowledgeBase:
    """The graph of `files` and `store`, the demonstration graph with neither; problems of files are told in brief."""
    refuse_addresses(files)
    if store is not None:
        refuse_without_store(store)
    with Progress(files) as progress:
        kb = KnowledgeBase.load(*files, store=store, settings=read_settings(), progress=progress)
    if files:
        for line in in_brief(kb.problems):
            print(line, file=sys.stderr)
    return kb


def load_into(files: Sequence[Path], store: Path, source: str | None) -> int:
    """Load files into a durable store; every problem is told, and what the store then holds."""
    refuse_addresses(files)
    if source is not None and len(files) > 1:
        raise InputError("--source names one graph, and there are several files", remedy="load them one by one")
    with Progress(files) as progress:
        kb = KnowledgeBase.load_into(store, *files, source=source, settings=read_settings(), progress=progress)
    for file, problem in kb.problems:
        print(_line(file, problem), file=sys.stderr)
    stated, entailed = kb.store.sizes()
    print(f"{store}: revision {kb.revision}, {stated:,} facts stated and {entailed:,} entailed")
    return DONE


def refuse_addresses(files: Sequence[Path]) -> None:
    """Raise InputError for a file that is named by an address."""
    for file in files:
        # Path makes one slash of two; a drive of Windows has one letter.
        if (address := re.match(r"([A-Za-z][A-Za-z0-9+.-]+):[\\/]", str(file))) and not file.exists():
            url = str(file).replace(address.group(), f"{address.group(1)}://", 1)
            raise InputError("nothing is fetched over a network", file=url, remedy="download it, then name the file")


def in_brief(problems: Sequence[tuple[str, Problem]]) -> Iterator[str]:
    """One line for each file with problems: the first one, and how many more there are."""
    by_file: dict[str, list[Problem]] = {}
    for file, problem in problems:
        by_file.setdefault(file, []).append(problem)
    for file, found in by_file.items():
        more = f"; {len(found) - 1:,} more problems (kgqa load tells all)" if len(found) > 1 else ""
        yield _line(file, found[0]) + more


def _line(file: str, problem: Problem) -> str:
    return shown(f"{file}:{problem.line}: {problem.message}" if problem.line else f"{file}: {problem.message}")
