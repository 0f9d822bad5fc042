"""The graph that is served is replaced as a whole, and the one before is let go."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from kgqa.errors import InputError
from kgqa.pipeline import KnowledgeBase
from kgqa.serve.app import create_app
from kgqa.serve.board import Board
from kgqa.serve.live import Live
from tests.serve.processes import comes

if TYPE_CHECKING:
    from kgqa.config import Settings

RENEWALS = 5


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "g.ttl"


def load(file: Path, settings: Settings, name: str) -> None:
    file.write_text(f'<urn:a> <http://www.w3.org/2000/01/rdf-schema#label> "{name}" .', encoding="utf-8")
    KnowledgeBase.load_into(file.parent / "store", file, settings=settings)


@pytest.fixture
def live(file: Path, settings: Settings) -> Live:
    load(file, settings, "First")
    kb = KnowledgeBase.load(store=file.parent / "store", settings=settings)
    kb.prepare()
    return Live(kb, settings, folder=file.parent / "store")


def test_a_revision_is_served_when_it_is_published(live: Live, file: Path, settings: Settings) -> None:
    before = live.kb
    assert live.renew() is before
    load(file, settings, "Second")
    assert live.is_behind
    assert live.renew().revision != before.revision
    assert live.kb.revision.startswith("2.")
    assert before.revision.startswith("1.")


def test_what_is_replaced_is_let_go(live: Live, file: Path, settings: Settings) -> None:
    def held() -> tuple[int, int]:
        stores = sum(isinstance(each, KnowledgeBase) for each in gc.get_objects())
        return len(os.listdir("/proc/self/fd")) if Path("/proc").is_dir() else 0, stores

    counts = []
    for number in range(RENEWALS):
        load(file, settings, f"Name {number}")
        live.renew().ask(f"Who is Name {number}?", model=False)
        gc.unfreeze()
        gc.collect()
        counts.append(held())
    assert counts[-1][0] <= counts[1][0]
    assert counts[-1][1] <= counts[1][1]
    assert len([each for each in (file.parent / "store").glob("r*") if each.is_dir()]) <= 3


def test_a_server_follows_its_store(live: Live, file: Path, settings: Settings) -> None:
    with TestClient(create_app(live), base_url="http://localhost") as client:
        load(file, settings, "Second")
        assert comes(lambda: client.get("/readyz").json()["revision"].startswith("2."))


def test_a_store_that_is_taken_away_leaves_what_is_served(live: Live) -> None:
    assert live.folder is not None
    (live.folder / "current").unlink()
    assert not live.is_behind
    assert live.renew().revision.startswith("1.")


def test_a_revision_that_cannot_be_opened_is_an_error_and_the_last_one_stays(live: Live) -> None:
    assert live.folder is not None
    (live.folder / "r000009").mkdir()
    (live.folder / "current").write_text("r000009\n", encoding="ascii")
    with pytest.raises(InputError):
        live.renew()
    assert live.kb.revision.startswith("1.")


def test_who_waits_for_others_goes_on_when_all_have_it() -> None:
    board = Board(3)
    board.tell(0, 5)
    board.tell(1, 4)
    assert not board.seat(0).wait(5, seconds=0.01)
    board.tell(1, 6)
    assert board.seat(0).wait(5, seconds=0)
    board.tell(2, 1)
    assert not board.have(5)
    board.clear(2)
    assert board.have(5)
