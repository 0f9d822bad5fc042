"""From files to a closure with no store in between: for graphs that are to be reasoned over and not yet to be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kgqa.load.numbering import read_numbered
from kgqa.reason.engine.closure import derived
from kgqa.reason.engine.dictionary import LITERAL, Dictionary

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from typing import TypeAlias

    from kgqa.load import Problem
    from kgqa.reason import Closure
    from kgqa.reason.engine.relation import Numbers

    Progress: TypeAlias = Callable[[str, int], None]
    Problems: TypeAlias = tuple[tuple[str, Problem], ...]


def derive_files(
    paths: Sequence[Path], *, unique_names: bool = True, progress: Progress | None = None
) -> tuple[Closure, Problems]:
    """The closure of what some files and the ontologies they import state, and what could not be loaded, by file.

    Raises InputError or FormatError, naming file, line and remedy, for what cannot be read.
    """
    dictionary, facts, problems = read_facts(paths, progress)

    def told(count: int) -> None:
        if progress is not None:
            progress("facts derived", count)

    return derived(dictionary, facts, unique_names=unique_names, progress=told), problems


def read_facts(
    paths: Sequence[Path], progress: Progress | None = None
) -> tuple[Dictionary, Mapping[int, Numbers], Problems]:
    """What `derived` takes: the terms and the facts by predicate, in numbers; with what could not be loaded.

    Raises as `derive_files` does.
    """
    read = read_numbered(paths, LITERAL, progress)
    facts = {predicate: np.frombuffer(keys, np.int64) for predicate, keys in read.facts.items() if keys}
    return Dictionary(read.resources, read.literals), facts, read.problems
