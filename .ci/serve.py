"""A newcomer's two commands on a clean clone: `make serve`, then a question; both from nothing."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

QUESTION, ANSWER = "Who is Sasha Obama's father?", "Barack Obama"
PATIENCE = 300.0


def main() -> None:
    here = Path(__file__).resolve().parent.parent
    with tempfile.TemporaryDirectory() as folder:
        clone, log = Path(folder) / "kgqa", Path(folder) / "log"
        subprocess.run(["git", "clone", "--quiet", str(here), str(clone)], check=True)
        environment = dict(os.environ, KGQA_CACHE=str(Path(folder) / "cache"))
        port = free_port()
        with log.open("wb") as output:
            server = subprocess.Popen(
                ["make", "serve", f"PORT={port}"],
                cwd=clone, env=environment, stdout=output, stderr=output, start_new_session=True,
            )  # fmt: skip
        try:
            seconds = wait_until_ready(f"http://127.0.0.1:{port}/readyz", server)
            print(f"make serve: ready after {seconds:.0f} s")
            print("POST /v1/ask:", expect(ask_over_http(port)))
            started = time.monotonic()
            answer = ask_in_terminal(clone, environment)
            print(f"kgqa ask: {expect(answer)} ({time.monotonic() - started:.1f} s from process start)")
        except BaseException:
            print(log.read_text(errors="replace")[-5_000:], file=sys.stderr)
            raise
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(address: str, server: subprocess.Popen[bytes]) -> float:
    started = time.monotonic()
    while time.monotonic() - started < PATIENCE:
        if server.poll() is not None:
            raise SystemExit("make serve ended before it was ready")
        try:
            with urllib.request.urlopen(address, timeout=5):
                return time.monotonic() - started
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise SystemExit(f"make serve was not ready in {PATIENCE:.0f} s")


def ask_over_http(port: int) -> str:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/v1/ask",
        data=json.dumps({"question": QUESTION}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        answer = json.load(response)
    return ", ".join(item["label"] for item in answer["answers"])


def ask_in_terminal(clone: Path, environment: dict[str, str]) -> str:
    command = [str(clone / ".venv" / "bin" / "kgqa"), "ask", QUESTION]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def expect(answer: str) -> str:
    if ANSWER not in answer:
        raise SystemExit(f"{QUESTION} was answered with {answer!r}")
    return ANSWER


if __name__ == "__main__":
    main()
