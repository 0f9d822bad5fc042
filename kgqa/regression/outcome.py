"""What running a case showed, as values and as a JUnit report."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from kgqa.sparql_results import xml_characters

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kgqa.regression.suite import Case


@dataclass(frozen=True, slots=True)
class Failure:
    """An expectation that was not met, and the line it stands on."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One case, run: it passed when there are no failures."""

    file: Path
    case: Case
    failures: tuple[Failure, ...]
    seconds: float


def junit_report(outcomes: Sequence[Outcome]) -> str:
    """The outcomes as JUnit XML: one suite per file, one test case per case."""
    root = ElementTree.Element("testsuites", _totals(outcomes))
    for file, grouped in groupby(outcomes, key=lambda outcome: outcome.file):
        of_file = list(grouped)
        suite = ElementTree.SubElement(root, "testsuite", {"name": str(file)} | _totals(of_file))
        for outcome in of_file:
            _test_case(suite, outcome)
    ElementTree.indent(root)
    # An escape never writes what XML forbids, so that the text as a whole can be mended.
    return xml_characters(ElementTree.tostring(root, encoding="unicode", xml_declaration=True)) + "\n"


def _totals(outcomes: Sequence[Outcome]) -> dict[str, str]:
    return {
        "tests": str(len(outcomes)),
        "failures": str(sum(bool(outcome.failures) for outcome in outcomes)),
        "errors": "0",
        "time": f"{sum(outcome.seconds for outcome in outcomes):.3f}",
    }


def _test_case(suite: ElementTree.Element, outcome: Outcome) -> None:
    place = {"classname": str(outcome.file), "file": str(outcome.file), "line": str(outcome.case.line)}
    attributes = {"name": outcome.case.name, "time": f"{outcome.seconds:.3f}"} | place
    element = ElementTree.SubElement(suite, "testcase", attributes)
    if outcome.failures:
        lines = [f"{outcome.file}:{failure.line}: {failure.message}" for failure in outcome.failures]
        failed = ElementTree.SubElement(element, "failure", {"message": outcome.failures[0].message})
        failed.text = "\n".join(lines)
