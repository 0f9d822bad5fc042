"""`kgqa test`: reasoning tests, a line for each failure."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kgqa.cli.entry import DONE, NOTHING_FOUND
from kgqa.cli.screen import shown
from kgqa.config import read_settings
from kgqa.regression import find_suites, junit_report, read_suite, run_suites

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kgqa.regression.suite import Suite


def run(paths: Sequence[Path], *, junit: Path | None, compare: bool, verbose: bool) -> int:
    """Run every test file of `paths`. All are read before any is run: a malformed one stops the run.

    With `compare`, differences to owlrl that nothing explains count as failures, too.
    """
    suites = [read_suite(file) for file in find_suites(paths)]
    unique_names = read_settings().unique_names
    outcomes = []
    for outcome in run_suites(suites, unique_names=unique_names):
        outcomes.append(outcome)
        for failure in outcome.failures:
            print(shown(f"{outcome.file}:{failure.line}: {outcome.case.name}: {failure.message}"), flush=True)
        if verbose and not outcome.failures:
            print(shown(f"{outcome.file}:{outcome.case.line}: {outcome.case.name}: passed"), flush=True)
    failed = sum(bool(outcome.failures) for outcome in outcomes)
    print(f"{len(outcomes) - failed} passed, {failed} failed")
    if junit is not None:
        junit.write_text(junit_report(outcomes), encoding="utf-8")
    unexplained = _compare(suites, unique_names=unique_names, verbose=verbose) if compare else 0
    return NOTHING_FOUND if failed or unexplained else DONE


def _compare(suites: Sequence[Suite], *, unique_names: bool, verbose: bool) -> int:
    """Show the differences to owlrl, those that are known only with `verbose`; the number of the others."""
    from kgqa.regression.compare import compared

    known: Counter[str] = Counter()
    unexplained = 0
    for found in compared(suites, unique_names=unique_names):
        if found.known is None:
            unexplained += 1
        else:
            known[found.known] += 1
        if verbose or found.known is None:
            why = f" (known: {found.known})" if found.known else ""
            print(shown(f"{found.file}:{found.line}: {found.case}: only {found.by}: {found.what}{why}"), flush=True)
    print(f"compared with owlrl: {unexplained} unexplained, {known.total()} known")
    for reason, count in sorted(known.items()):
        print(f"  {count} {reason}")
    return unexplained
