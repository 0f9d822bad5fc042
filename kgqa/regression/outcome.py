"""What running a case showed, as values and as a JUnit report."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from xml.etree import ElementTree

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
    """The outcomes as JUnit XML: one suite per file, one test case per case.

    Source: the schema that Jenkins' xUnit plugin reads, junit-10.xsd. It has no place for the line of a case: that
    is in the text of a failure.
    """
    # Both take longer to import than a hundred cases to run.
    from xml.etree import ElementTree

    from kgqa.sparql_results import xml_characters

    root = ElementTree.Element("testsuites", _totals(outcomes))
    for file, grouped in groupby(outcomes, key=lambda outcome: outcome.file):
        of_file = list(grouped)
        named = {"name": str(file), "file": str(file), "skipped": "0"}
        suite = ElementTree.SubElement(root, "testsuite", named | _totals(of_file))
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
    attributes = {"name": outcome.case.name, "classname": str(outcome.file), "time": f"{outcome.seconds:.3f}"}
    element = suite.makeelement("testcase", attributes)
    suite.append(element)
    if outcome.failures:
        failed = element.makeelement("failure", {"message": outcome.failures[0].message, "type": "expectation"})
        failed.text = "\n".join(f"{outcome.file}:{failure.line}: {failure.message}" for failure in outcome.failures)
        element.append(failed)
