"""Conversations on disk: kept over restarts, shared by processes, bounded, and never in the way of an answer."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa import conversations
from kgqa.ask.conversation import Turn
from kgqa.conversations import KEPT_SECONDS, LONGEST, MOST_TURNS, Conversations
from kgqa.model import IRI, Candidate

if TYPE_CHECKING:
    from pathlib import Path

TURN = Turn(
    "Who is Ann's mentor?",
    "the mentor of Ann",
    about=(IRI("urn:x:ann"),),
    answers=(IRI("urn:x:beth"),),
    candidates=(Candidate("Ann", "urn:x:ann", "member", "name:ann=urn:x:ann"),),
    chosen=("name:ann=urn:x:ann",),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "conversations.sqlite"


def questions(kept: Conversations, conversation: str) -> list[str]:
    return [turn.question for turn in kept.turns(conversation)]


def test_turns_come_back_in_their_order_after_a_restart(file: Path) -> None:
    before = Conversations(file)
    before.add("c1", TURN)
    before.add("c1", Turn("and his?"))
    before.add("c2", Turn("Who?"))
    before.close()
    assert Conversations(file).turns("c1") == (TURN, Turn("and his?"))


def test_another_process_sees_them_at_once(file: Path) -> None:
    one, other = Conversations(file), Conversations(file)
    assert other.turns("c1") == ()
    one.add("c1", TURN)
    assert other.turns("c1") == (TURN,)


def test_a_branch_goes_its_own_way(file: Path) -> None:
    kept = Conversations(file)
    kept.add("c1", Turn("one"))
    kept.branch("c1", "c2")
    kept.add("c2", Turn("two"))
    kept.branch("unknown", "c3")
    assert [questions(kept, c) for c in ("c1", "c2", "c3")] == [["one"], ["one", "two"], []]


def test_only_the_last_turns_are_kept(file: Path) -> None:
    kept = Conversations(file)
    for number in range(MOST_TURNS + 3):
        kept.add("c1", Turn(str(number)))
    assert questions(kept, "c1") == [str(n) for n in range(3, MOST_TURNS + 3)]


def test_a_conversation_is_forgotten_after_a_while(file: Path) -> None:
    now = 1_000_000.0
    kept = Conversations(file, clock=lambda: now)
    kept.add("c1", TURN)
    now += KEPT_SECONDS - 1
    assert kept.turns("c1") == (TURN,)
    now += 2
    assert kept.turns("c1") == ()


def test_the_oldest_turns_make_room(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversations, "MOST_ROWS", 5)
    monkeypatch.setattr(conversations, "_SWEPT_EVERY", 1)
    kept = Conversations(file)
    for number in range(8):
        kept.add(f"c{number}", Turn("?"))
    assert [len(kept.turns(f"c{n}")) for n in range(8)] == [0, 0, 0, 1, 1, 1, 1, 1]


def test_a_turn_that_is_too_long_is_not_kept(file: Path) -> None:
    kept = Conversations(file)
    kept.add("c1", Turn("x" * LONGEST))
    assert kept.turns("c1") == ()


def test_nobody_else_may_read_what_was_asked(file: Path) -> None:
    Conversations(file).add("c1", TURN)
    assert [stat.S_IMODE(f.stat().st_mode) for f in file.parent.iterdir()] == [0o600] * 3


def test_a_file_that_is_no_database_is_begun_anew(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"not a database" * 100)
    kept = Conversations(file)
    kept.add("c1", TURN)
    assert Conversations(file).turns("c1") == (TURN,)


def test_a_turn_of_another_version_is_left_out(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Conversations(file)
    with monkeypatch.context() as other:
        other.setattr(conversations, "asdict", lambda _: {"asked": "Who?"})
        kept.add("c1", TURN)
    kept.add("c1", Turn("now"))
    assert questions(kept, "c1") == ["now"]


def test_without_a_folder_they_live_in_memory(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    kept = Conversations(tmp_path / "taken" / "conversations.sqlite")
    kept.add("c1", TURN)
    assert kept.turns("c1") == (TURN,)


def test_many_threads_and_processes_write_at_once(file: Path) -> None:
    kept = [Conversations(file), Conversations(file)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: kept[n % 2].add(f"c{n % 4}", Turn(str(n))), range(40)))
    assert all(sorted(map(int, questions(kept[0], f"c{c}"))) == list(range(c, 40, 4)) for c in range(4))


@given(st.text(max_size=20), st.text(max_size=50))
def test_any_text_is_kept_as_it_is(conversation: str, question: str) -> None:
    kept = Conversations(None)
    kept.add(conversation, Turn(question))
    assert questions(kept, conversation) == [question]


def test_a_database_that_is_damaged_while_it_is_open_is_begun_anew(tmp_path: Path) -> None:
    file = tmp_path / "conversations.sqlite"
    kept = Conversations(file)
    kept.add("a", Turn("Who?"))
    kept.close()
    file.write_bytes(file.read_bytes()[:4_096] + b"x" * 20_000)

    kept.add("b", Turn("Where?"))

    assert [turn.question for turn in kept.turns("b")] == ["Where?"]
