"""A GEDCOM file given as text, read back as short facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kgqa.load.gedcom import read_gedcom
from kgqa.model import IRI, Literal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kgqa.load.loaded import Loaded
    from kgqa.model import Term

SOURCE = IRI("urn:kgqa:source:some.ged")
HEAD = "0 HEAD\n1 GEDC\n2 VERS 5.5.1\n1 CHAR UTF-8\n"


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., Loaded]:
    """Loads records; HEAD and TRLR are put around text, bytes are taken as they are."""

    def _load(records: str | bytes, name: str = "some.ged") -> Loaded:
        path = tmp_path / name
        path.write_bytes(records if isinstance(records, bytes) else f"{HEAD}{records}\n0 TRLR\n".encode())
        return read_gedcom(path, SOURCE)

    return _load


def short(term: Term) -> str:
    if isinstance(term, Literal):
        return f'"{term.lexical}"'
    value = str(term).strip("<>")
    return value.removeprefix(SOURCE.value + "/") if value.startswith(SOURCE.value) else value.rpartition("#")[2]


@pytest.fixture
def facts(load: Callable[..., Loaded]) -> Callable[..., set[str]]:
    """The facts of a file in short: `I1 birthDate "1819-05-24"`."""
    return lambda records: {" ".join(map(short, triple)) for triple in load(records).triples}


@pytest.fixture
def problems(load: Callable[..., Loaded]) -> Callable[..., list[str]]:
    """The problems of a file: `6: FAMC points to @F9@, which is not in the file`."""
    return lambda records: [f"{problem.line}: {problem.message}" for problem in load(records).problems]
