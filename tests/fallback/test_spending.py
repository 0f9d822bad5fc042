"""The book of what models took: kept over restarts, shared by processes, and never over the limit of a day."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.fallback.breaker import Breaker, Rules
from kgqa.fallback.spending import KEPT_DAYS, RUNG_SECONDS, Amount, Spending
from kgqa.model import Usage

if TYPE_CHECKING:
    from pathlib import Path

NOON = 1_795_000_000.0
DAY = 24 * 3600.0


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "models.sqlite"


def test_what_was_taken_is_there_after_a_restart(file: Path) -> None:
    book = Spending(file, clock=lambda: NOON)
    assert book.hold(Amount(5.0, 1_000, 0.1), Amount())
    book.settle(Amount(5.0, 1_000, 0.1), Usage(1, 70, 9, 0.02), 1.5)
    book.count(answered=True, asked=True)
    book.count(answered=True, asked=False)
    book.count(answered=False, asked=False)
    book.close()
    costs = Spending(file, clock=lambda: NOON).costs()
    today = costs.today
    assert (today.calls, today.input_tokens, today.output_tokens, today.cost_usd, today.seconds) == (
        1,
        70,
        9,
        0.02,
        1.5,
    )
    assert (today.questions, today.by_graph, today.by_model, today.unanswered) == (3, 1, 1, 1)
    assert costs.day == costs.since == "2026-11-18"


def test_a_day_begins_anew_and_the_total_goes_on(file: Path) -> None:
    Spending(file, clock=lambda: NOON).settle(Amount(), Usage(1, 5, 5, 1.0), 0.0)
    tomorrow = Spending(file, clock=lambda: NOON + DAY)
    assert tomorrow.hold(Amount(usd=0.9), Amount(usd=1.0))
    assert (tomorrow.costs().today.calls, tomorrow.costs().total.calls) == (0, 1)


def test_old_days_are_forgotten(file: Path) -> None:
    Spending(file, clock=lambda: NOON).count(answered=True, asked=False)
    later = Spending(file, clock=lambda: NOON + (KEPT_DAYS + 2) * DAY)
    later.count(answered=True, asked=False)
    assert later.costs().total.questions == 1


@pytest.mark.parametrize("limit", [Amount(seconds=10.0), Amount(tokens=10), Amount(usd=10.0)])
def test_what_is_held_counts_until_it_is_settled(file: Path, limit: Amount) -> None:
    book, other = Spending(file), Spending(file)
    part = Amount(6.0, 6, 6.0)
    assert book.hold(part, limit)
    assert not other.hold(part, limit), "two calls at once would exceed it"
    book.settle(part, Usage(1, 1, 0, 1.0), 1.0)
    assert other.hold(part, limit)


@given(st.lists(st.integers(0, 40), max_size=30), st.integers(1, 100))
def test_a_limit_is_never_exceeded(amounts: list[int], limit: int) -> None:
    book = Spending(None)
    held = [amount for amount in amounts if book.hold(Amount(tokens=amount), Amount(tokens=limit))]
    for amount in held:
        book.settle(Amount(tokens=amount), Usage(1, amount, 0), 0.0)
    assert book.costs().total.input_tokens == sum(held) <= limit


def test_threads_do_not_exceed_it_together(file: Path) -> None:
    books = [Spending(file) for _ in range(4)]
    with ThreadPoolExecutor(8) as pool:
        held = list(pool.map(lambda k: books[k % 4].hold(Amount(tokens=10), Amount(tokens=100)), range(40)))
    assert sum(held) == 10


def test_processes_share_it(file: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from kgqa.fallback.spending import Amount, Spending; "
        "print(Spending(Path(sys.argv[1])).hold(Amount(tokens=6), Amount(tokens=10)))"
    )
    said = [
        subprocess.run([sys.executable, "-c", program, str(file)], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert said == ["True\n", "False\n"]


def test_breakers_are_shared_and_kept(file: Path) -> None:
    one, other = Spending(file, clock=lambda: NOON), Spending(file, clock=lambda: NOON)
    one.tell("http://x\nm", lambda breaker, now: breaker.failed(now, Rules(failures=1)))
    assert not other.admit("http://x\nm", 5.0)
    assert other.admit("http://y\nm", 5.0)
    later = Spending(file, clock=lambda: NOON + 31)
    assert [later.admit("http://x\nm", 5.0), one.admit("http://x\nm", 5.0)] == [True, False]
    later.tell("http://x\nm", lambda *_: Breaker())
    assert one.breaker("http://x\nm") == Breaker()


def test_what_an_endpoint_accepts_is_forgotten_after_a_while(file: Path) -> None:
    Spending(file, clock=lambda: NOON).remember("http://x\nm", 2)
    assert Spending(file, clock=lambda: NOON + RUNG_SECONDS - 1).rung("http://x\nm") == 2
    assert Spending(file, clock=lambda: NOON + RUNG_SECONDS + 1).rung("http://x\nm") == 0


def test_an_address_is_not_written_down(file: Path) -> None:
    book = Spending(file)
    book.remember("http://user:s3cret@x\nm", 1)
    book.tell("http://user:s3cret@x\nm", lambda breaker, now: breaker.failed(now, Rules()))
    book.close()
    assert b"s3cret" not in b"".join(part.read_bytes() for part in file.parent.iterdir())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_damaged_book_is_begun_anew(file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_bytes(b"not a database" * 1_000)
    book = Spending(file)
    book.count(answered=True, asked=False)
    assert book.costs().total.questions == 1


def test_where_there_is_no_folder_it_is_kept_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    book = Spending(tmp_path / "file" / "models.sqlite")
    assert book.hold(Amount(tokens=6), Amount(tokens=10))
    assert not book.hold(Amount(tokens=6), Amount(tokens=10))


def test_a_book_that_is_locked_allows_only_what_has_no_limit(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kgqa.kept.PATIENCE", 0.05)
    book = Spending(file)
    book.count(answered=True, asked=False)
    book.close()
    writer = sqlite3.connect(file, isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")
    try:
        assert book.hold(Amount(tokens=1), Amount())
        assert not book.hold(Amount(tokens=1), Amount(tokens=10))
        assert book.admit("http://x\nm", 1.0)
    finally:
        writer.close()
