"""Work in child processes: limits of time and memory, and what is left of the server's processes."""

from __future__ import annotations

import faulthandler
import os
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kgqa.errors import QueryTimeoutError
from kgqa.serve.children.workers import Call, Work, WorkerLostError, Workers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kgqa.serve.children.nursery import Child

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
MEMORY = 64 * 2**20


WORK = Work("task", "the call", 0.5, MEMORY)
LONG = Work("task", "the call", 20.0, MEMORY)


def task(argument: bytes, child: Child) -> bytes:
    faulthandler.disable()
    child.limit()
    match argument:
        case b"sleep":
            time.sleep(30)
        case b"spin":
            while True:
                pass
        case b"hoard":
            return b"x" * (4 * MEMORY)
        case b"segv" | b"kill":
            os.kill(os.getpid(), signal.SIGSEGV if argument == b"segv" else signal.SIGKILL)
        case b"raise":
            raise ValueError("what was asked")
        case b"pid":
            return str(os.getpid()).encode()
        case b"niceness":
            return str(os.nice(0)).encode()
        case b"news":
            child.tell(b"one")
            child.tell(b"two")
    return argument[::-1]


TASKS = {"task": task}


def comes_true(condition: Callable[[], bool]) -> bool:
    """Whether the condition holds within two seconds: the system may be busy."""
    ends = time.monotonic() + 2
    while not condition() and time.monotonic() < ends:
        time.sleep(0.02)
    return condition()


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def workers() -> Iterator[Workers]:
    workers = Workers(TASKS)
    workers.start()
    yield workers
    workers.close()


@pytest.mark.parametrize("argument", [b"", b"abc", b"x" * 1_000_000])
def test_a_call_gives_what_the_task_gives(workers: Workers, argument: bytes) -> None:
    assert workers.run(WORK, argument) == argument[::-1]


@pytest.mark.parametrize("endless", [b"sleep", b"spin"])
def test_an_endless_call_is_stopped(workers: Workers, endless: bytes) -> None:
    started = time.monotonic()
    with pytest.raises(QueryTimeoutError, match=r"0\.5 seconds"):
        workers.run(WORK, endless)
    assert time.monotonic() - started < 15
    assert workers.run(WORK, b"abc") == b"cba"


@pytest.mark.parametrize(
    ("deadly", "message"),
    [
        (b"hoard", "the call needed more than the 64 MB of memory allowed"),
        (b"segv", "the call is nested too deeply, or too long, to be read"),
        (b"kill", "the call was ended from outside"),
        (b"raise", "the call failed; the log says why"),
    ],
)
def test_a_call_that_dies_is_reported_at_once_with_its_cause(workers: Workers, deadly: bytes, message: str) -> None:
    started = time.monotonic()
    with pytest.raises(WorkerLostError, match=message):
        workers.run(WORK, deadly)
    assert time.monotonic() - started < 15
    assert workers.run(WORK, b"abc") == b"cba"


def test_the_log_says_where_a_call_failed_and_not_with_what(workers: Workers, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(WorkerLostError, match="the log says why"):
        workers.run(WORK, b"raise")
    [record] = [each for each in caplog.records if "failed" in each.message]
    assert "test_workers.py" in record.message
    assert record.message.endswith("ValueError")


def test_each_call_has_a_process_of_its_own_that_is_gone_afterwards(workers: Workers) -> None:
    with ThreadPoolExecutor(4) as pool:
        pids = {int(pid) for pid in pool.map(lambda _: workers.run(WORK, b"pid"), range(8))}
    assert len(pids) == 8
    assert os.getpid() not in pids
    assert comes_true(lambda: not any(map(is_there, pids)))


def test_endless_calls_do_not_hold_up_others(workers: Workers) -> None:
    with ThreadPoolExecutor(4) as pool:
        endless = [pool.submit(workers.run, WORK, b"sleep") for _ in range(3)]
        assert workers.run(LONG, b"abc") == b"cba"
        assert not any(call.done() for call in endless)
        assert all(isinstance(call.exception(), QueryTimeoutError) for call in endless)


def test_a_killed_nursery_is_replaced(workers: Workers) -> None:
    assert workers.pid
    os.kill(workers.pid, signal.SIGKILL)
    os.waitid(os.P_PID, workers.pid, os.WEXITED | os.WNOWAIT)
    assert workers.run(WORK, b"abc") == b"cba"


def test_closing_ends_what_is_running() -> None:
    workers = Workers(TASKS)
    workers.start()
    with ThreadPoolExecutor(1) as pool:
        endless = pool.submit(workers.run, LONG, b"sleep")
        time.sleep(0.2)
        workers.close()
        assert isinstance(endless.exception(timeout=2), WorkerLostError)


def test_a_cancelled_call_ends_at_once_with_its_process() -> None:
    call = Call()
    patient = Workers(TASKS)
    patient.start()
    nursery = Path(f"/proc/{patient.pid}/task/{patient.pid}/children")
    with ThreadPoolExecutor(1) as pool:
        endless = pool.submit(patient.run, LONG, b"spin", call)
        assert comes_true(lambda: len(nursery.read_text().split()) == 1)
        call.cancel()
        assert "cancelled" in str(endless.exception(timeout=1))
    assert comes_true(lambda: nursery.read_text() == "")
    assert patient.run(LONG, b"abc") == b"cba"
    patient.close()


def test_a_call_may_be_cancelled_before_it_begins_and_after_it_ended(workers: Workers) -> None:
    call = Call()
    assert workers.run(WORK, b"abc", call) == b"cba"
    call.cancel()
    with pytest.raises(WorkerLostError, match="cancelled"):
        workers.run(WORK, b"abc", call)


def test_nothing_runs_once_closed() -> None:
    workers = Workers(TASKS)
    workers.start()
    workers.close()
    with pytest.raises(WorkerLostError, match="ending"):
        workers.run(WORK, b"abc")


def test_the_servers_sockets_are_not_held() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        late = Workers(TASKS)
        late.start()
        assert late.run(WORK, b"abc") == b"cba"
    socket.create_server(("127.0.0.1", port)).close()
    late.close()


def test_workers_start_when_first_needed_and_end_when_closed() -> None:
    workers = Workers(TASKS)
    assert workers.run(WORK, b"abc") == b"cba"
    pid = workers.pid
    assert pid
    workers.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_news_of_a_call_come_before_its_reply(workers: Workers) -> None:
    news: list[bytes] = []
    assert workers.run(WORK, b"news", told=news.append) == b"swen"
    assert news == [b"one", b"two"]


def test_a_call_gives_way_as_its_work_says(workers: Workers) -> None:
    assert workers.run(Work("task", "the call", 0.5, MEMORY, 7), b"niceness") == str(os.nice(0) + 7).encode()


def test_children_end_with_a_killed_nursery(workers: Workers) -> None:
    with ThreadPoolExecutor(1) as pool:
        endless = pool.submit(workers.run, LONG, b"spin")
        nursery = Path(f"/proc/{workers.pid}/task/{workers.pid}/children")
        assert comes_true(lambda: len(nursery.read_text().split()) == 1)
        child = int(nursery.read_text())
        assert workers.pid
        os.kill(workers.pid, signal.SIGKILL)
        assert "ended from outside" in str(endless.exception(timeout=2))
    assert comes_true(lambda: not is_there(child))


def test_a_fresh_process_has_the_tasks_of_a_module() -> None:
    workers = Workers(__name__)
    workers.start()
    assert workers.run(WORK, b"abc") == b"cba"
    with pytest.raises(QueryTimeoutError):
        workers.run(WORK, b"spin")
    workers.close()
