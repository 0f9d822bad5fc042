"""`kgqa test`: reasoning tests, a line for each failure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.cli.entry import DONE, NOTHING_FOUND
from kgqa.cli.screen import shown
from kgqa.config import read_settings
from kgqa.regression import find_suites, junit_report, read_suite, run_suites

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def run(paths: Sequence[Path], *, junit: Path | None, verbose: bool) -> int:
    """Run every test file of `paths`. All are read before any is run: a malformed one stops the run."""
    suites = [read_suite(file) for file in find_suites(paths)]
    outcomes = []
    for outcome in run_suites(suites, unique_names=read_settings().unique_names):
        outcomes.append(outcome)
        for failure in outcome.failures:
            print(shown(f"{outcome.file}:{failure.line}: {outcome.case.name}: {failure.message}"), flush=True)
        if verbose and not outcome.failures:
            print(shown(f"{outcome.file}:{outcome.case.line}: {outcome.case.name}: passed"), flush=True)
    failed = sum(bool(outcome.failures) for outcome in outcomes)
    print(f"{len(outcomes) - failed} passed, {failed} failed")
    if junit is not None:
        junit.write_text(junit_report(outcomes), encoding="utf-8")
    return NOTHING_FOUND if failed else DONE
