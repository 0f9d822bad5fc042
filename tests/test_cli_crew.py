"""Lines worked on by several processes: in order, none dropped, and no process left behind."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.cli.crew import HERE, worked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")


def work(number: int, line: bytes) -> bytes:
    """The line backwards, with who did it; `die` ends the process."""
    if line == b"die":
        os.kill(os.getpid(), signal.SIGKILL)
    return b"%d %d %s" % (os.getpid(), number, line[::-1])


def lost(number: int, line: bytes) -> bytes:
    return b"0 %d lost %s" % (number, line)


@contextmanager
def held(content: bytes, folder: Path) -> Iterator[int]:
    file = folder / "lines"
    file.write_bytes(content)
    with file.open("rb") as lines:
        yield lines.fileno()


def results(content: bytes, folder: Path, members: int) -> list[tuple[int, bytes]]:
    with held(content, folder) as source:
        found = [result.split(b" ", 2) for result in worked(source, work, lost, members)]
    return [(int(number), line) for _, number, line in found]


@pytest.mark.parametrize("members", [1, 2, 3])
@pytest.mark.parametrize("number", [0, 1, HERE, HERE + 1, 200])
def test_results_come_in_the_order_of_the_lines(tmp_path: Path, members: int, number: int) -> None:
    lines = [b"line %d" % n for n in range(1, number + 1)]
    expected = [(n, line[::-1]) for n, line in enumerate(lines, 1)]
    assert results(b"\n".join(lines), tmp_path, members) == expected
    assert results(b"\n".join([*lines, b""]), tmp_path, members) == expected


def test_a_process_may_have_many_files_open(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 1_200
    if hard != resource.RLIM_INFINITY and hard < wanted:
        pytest.skip(f"at most {hard} files may be open here")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    with ExitStack() as opened:
        opened.callback(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        for _ in range(1_050):
            opened.callback(os.close, os.dup(0))
        lines = [b"%d" % n for n in range(HERE + 2)]
        assert [line for _, line in results(b"\n".join(lines), tmp_path, 2)] == [line[::-1] for line in lines]


@settings(max_examples=20, deadline=None)
@given(lines=st.lists(st.binary(max_size=5), max_size=30))
def test_it_makes_no_difference_how_many_work(tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]) -> None:
    folder = tmp_path_factory.mktemp("crew")
    content = b"\r\n".join(lines)
    alone = results(content, folder, 1)
    assert results(content, folder, 2) == alone
    split = content.split(b"\n")
    assert [number for number, _ in alone] == [
        n for n, line in enumerate(split, 1) if line.strip(b" \t\r\n\xef\xbb\xbf")
    ]


def test_a_long_file_is_worked_on_by_others_too(tmp_path: Path) -> None:
    with held(b"x\n" * 100, tmp_path) as source:
        pids = [int(result.split(b" ")[0]) for result in worked(source, work, lost, 2)]
    assert pids[:HERE] == [os.getpid()] * HERE
    assert os.getpid() not in pids[HERE:]
    assert 1 <= len(set(pids[HERE:])) <= 2


def test_a_line_on_which_a_process_dies_is_lost_and_no_other(tmp_path: Path) -> None:
    lines = [b"a"] * HERE + [b"die", b"b", b"die", b"c", b"die"]
    found = results(b"\n".join(lines), tmp_path, 2)
    assert [number for number, _ in found] == list(range(1, len(lines) + 1))
    assert [line for _, line in found[HERE:]] == [b"lost die", b"b", b"lost die", b"c", b"lost die"]


def test_lines_and_results_may_be_large(tmp_path: Path) -> None:
    large = b"ab" * 1_000_000
    found = results(b"\n".join([b"x"] * HERE + [large] * 3), tmp_path, 2)
    assert [line for _, line in found[HERE:]] == [large[::-1]] * 3


def test_what_is_written_bit_by_bit_is_worked_on_bit_by_bit() -> None:
    reads, writes = os.pipe()
    try:
        found = worked(reads, work, lost, 2)
        for number in range(1, HERE + 20):
            os.write(writes, b"li")
            os.write(writes, b"ne\n")
            assert next(found).split(b" ")[1:] == [b"%d" % number, b"enil"]
        found.close()  # type: ignore[attr-defined]
    finally:
        os.close(writes)
        os.close(reads)


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc to see the processes")
def test_no_process_is_left_behind_when_the_rest_is_not_wanted(tmp_path: Path) -> None:
    with held(b"x\n" * 1000, tmp_path) as source:
        found = worked(source, work, lost, 2)
        pids = {int(next(found).split(b" ")[0]) for _ in range(HERE + 30)} - {os.getpid()}
        assert pids
        found.close()  # type: ignore[attr-defined]
    assert not any(os.path.exists(f"/proc/{pid}") for pid in pids)
