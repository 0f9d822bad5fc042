"""Saving what a graph entails as the reasoner keeps it, with no SPARQL store in between."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from kgqa.bulk import derive_files
from kgqa.cli.entry import DONE
from kgqa.cli.export import check_target
from kgqa.cli.opening import in_brief, open_graph, refuse_addresses
from kgqa.cli.progress import Progress
from kgqa.config import read_settings
from kgqa.errors import InputError
from kgqa.load import demonstration_files
from kgqa.reason import saved

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kgqa.reason import Closure


def save_closure(files: Sequence[Path], store: Path | None, target: Path) -> int:
    """Save the closure of `files` and `store` (the demonstration graph with neither) to `target`."""
    if not target.parent.is_dir():
        raise InputError("there is no such folder", file=str(target.parent), remedy="make it, or name another file")
    check_target(target, files)
    closure = open_graph(files, store).closure if store is not None else _derived(files)
    try:
        size = saved(closure, target)
    except OSError as error:
        raise InputError(f"this file cannot be written: {error.strerror or error}", file=str(target)) from error
    print(f"{target}: {size / 1e6:,.1f} MB")
    return DONE


def _derived(files: Sequence[Path]) -> Closure:
    refuse_addresses(files)
    with Progress(files) as progress:
        closure, problems = derive_files(
            files or demonstration_files(), unique_names=read_settings().unique_names, progress=progress
        )
    for line in in_brief(problems):
        print(line, file=sys.stderr)
    return closure
