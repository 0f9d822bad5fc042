"""Suites in, outcomes out: each ontology is compiled once, each case only adds its facts."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from kgqa.load.sources import read_sources
from kgqa.regression.check import failures
from kgqa.regression.ground import Ground
from kgqa.regression.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kgqa.model import Triple
    from kgqa.regression.suite import Suite


def run_suites(suites: Iterable[Suite], *, unique_names: bool = True) -> Iterator[Outcome]:
    """The outcome of every case, in order, as it comes.

    Raises InputError for an ontology that cannot be read or compiled.
    """
    grounds: dict[tuple[Path, ...], Ground] = {}
    for suite in suites:
        if suite.ontology not in grounds:
            grounds[suite.ontology] = Ground(stated_by(suite), unique_names=unique_names)
        for case in suite.cases:
            started = time.perf_counter()
            found = tuple(failures(case, grounds[suite.ontology]))
            yield Outcome(suite.file, case, found, time.perf_counter() - started)


def stated_by(suite: Suite) -> list[Triple]:
    """What the ontologies of a suite state. Raises InputError for one that cannot be read."""
    return [triple for loaded in read_sources(suite.ontology) for triple in loaded.triples]
