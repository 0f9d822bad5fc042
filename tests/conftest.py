"""What all tests share: where the data sets are that nobody here wrote, and what their absence means.

`KGQA_DATA` names their folder (default: shared/data beside the checkout). A test that needs them and cannot
find them skips with a reason that names KGQA_DATA; with KGQA_REQUIRE_DATA=1, as in CI, such a skip fails. The same
with the embedded model, `kgqa model install` and KGQA_REQUIRE_MODEL=1.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

# Machines are shared and noisy: no test asserts a time.
settings.register_profile("kgqa", deadline=None)
settings.load_profile("kgqa")

R = TypeVar("R", pytest.TestReport, pytest.CollectReport)
ROOT = Path(__file__).resolve().parent.parent
REQUIRED = {
    reason
    for variable, reason in {"KGQA_REQUIRE_DATA": "KGQA_DATA", "KGQA_REQUIRE_MODEL": "kgqa model install"}.items()
    if os.environ.get(variable, "") not in {"", "0"}
}
"""What a reason for skipping names where skipping is no choice."""


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of the shared data sets; skips the test where there is none."""
    folder = Path(os.environ.get("KGQA_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip("no shared data sets here: set KGQA_DATA to their folder")
    return folder


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(autouse=True, scope="session")
def own_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test sees the developer's model endpoint, or closures kept by another version."""
    with pytest.MonkeyPatch.context() as environment:
        for variable in list(os.environ):
            if variable.startswith("KGQA_") and variable not in {"KGQA_DATA", "KGQA_REQUIRE_DATA"}:
                environment.delenv(variable)
        environment.setenv("KGQA_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    return _failed_where_required(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    return _failed_where_required(report)


def _failed_where_required(report: R) -> R:
    if report.skipped and any(reason in str(report.longrepr) for reason in REQUIRED):
        report.outcome = "failed"
    return report
