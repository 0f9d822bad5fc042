"""kill -9 at random moments: the store is always a revision that was acknowledged, or the one that was being written.

KGQA_KILLS says how often (default 30).
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from kgqa.config import Settings
from kgqa.pipeline import KnowledgeBase
from kgqa.store import open_revision
from kgqa.updates import Writer
from tests.updates.child import digest
from tests.updates.reasoned import ONTOLOGY, faults

KILLS = int(os.environ.get("KGQA_KILLS", "30"))
ROOT = Path(__file__).resolve().parent.parent.parent


def killed_after(writes: int, seconds: float, store: Path, seed: int) -> list[list[str]]:
    """The lines of a writing process that was killed some time after it had acknowledged so many writes."""
    command = [sys.executable, "-m", "tests.updates.child", str(store), str(seed), str(store.with_name("some.ttl"))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        heard = [process.stdout.readline() for _ in range(2 * writes + 1)]
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        return [line.split() for line in ("".join(heard) + process.stdout.read()).splitlines()]


def test_a_kill_at_any_moment_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    store, chance = tmp_path / "store", random.Random(7)
    Writer(store, Settings()).update(ONTOLOGY)
    before = open_revision(store)
    last = (before.revision, digest(before))
    acknowledged = unfinished = 0
    for number in range(KILLS):
        lines = killed_after(chance.randrange(4), chance.uniform(0.0, 0.3), store, number)
        assert [line for line in lines if line[0] == "fault"] == []
        done = [(line[1], line[2]) for line in lines if line[0] == "done" and len(line) == 3]
        last = done[-1] if done else last
        acknowledged += len(done)
        found = open_revision(store)
        now = (found.revision, digest(found))
        if now != last:
            # The write that was in flight was published, and its author killed before saying so.
            assert lines[-1][0] == "begin"
            assert int(found.revision.partition(".")[0]) in following(last[0])
            unfinished += 1
        assert not faults(found), f"after kill {number}"
        last = now
    print(f"{KILLS} kills, {acknowledged} acknowledged writes, {unfinished} published and not acknowledged")
    assert acknowledged > KILLS
    assert Writer(store, Settings()).update("INSERT DATA { <urn:x:end> <urn:x:is> 1 }").added == 1
    assert KnowledgeBase.load(store=store, settings=Settings()).sparql("ASK { <urn:x:end> <urn:x:is> 1 }") is True


def following(revision: str) -> tuple[int, int]:
    """The numbers that the revision in flight may have: the next, or the same when a store is only written anew."""
    number = int(revision.partition(".")[0])
    return number, number + 1
