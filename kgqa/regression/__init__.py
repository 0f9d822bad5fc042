"""Reasoning tests that a domain expert writes without Python: read, run, reported."""

from kgqa.regression.outcome import Failure, Outcome, junit_report
from kgqa.regression.read import find_suites, read_suite
from kgqa.regression.run import run_suites
from kgqa.regression.suite import Case, Suite

__all__ = [
    "Case",
    "Failure",
    "Outcome",
    "Suite",
    "find_suites",
    "junit_report",
    "read_suite",
    "run_suites",
]
