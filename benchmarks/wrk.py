"""Requests sent by wrk (https://github.com/wg/wrk), each from a list and in its order, and what came of them."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_SCRIPT = """
-- The list is dealt out to the threads; the last element of init's arguments says whether it may be sent again.
local threads = {}
function setup(thread)
  thread:set("place", #threads)
  table.insert(threads, thread)
end
function init(args)
  path, step, again, counts = args[1], tonumber(args[2]), args[3] == "again", ""
  list, by_status, position = {}, {}, 0
  local row = 0
  for line in io.lines(path) do
    if row % step == place then table.insert(list, line) end
    row = row + 1
  end
end
function request()
  position = position + 1
  if position > #list then
    if not again then counts = "ended "; wrk.thread:stop() end
    position = 1
  end
  local method, path, kind, body = list[position]:match("^(%S+) (%S+) (%S+) ?(.*)$")
  local headers = { ["Content-Type"] = kind, ["Accept"] = "*/*" }
  return wrk.format(method, path, headers, body)
end
function response(status)
  by_status[status] = (by_status[status] or 0) + 1
  told = ""
  for each, number in pairs(by_status) do told = told .. each .. "=" .. number .. " " end
end
function done(summary, latency)
  local told = {}
  for _, thread in ipairs(threads) do table.insert(told, (thread:get("told") or "") .. (thread:get("counts") or "")) end
  local e = summary.errors
  io.write(string.format(
    '\\nSUMMARY {"requests": %d, "microseconds": %d, "lost": %d, "timeouts": %d, "told": "%s",' ..
    ' "p50": %d, "p90": %d, "p99": %d, "p999": %d, "most": %d}\\n',
    summary.requests, summary.duration, e.connect + e.read + e.write, e.timeout, table.concat(told, " "),
    latency:percentile(50), latency:percentile(90), latency:percentile(99), latency:percentile(99.9), latency.max))
end
"""
THREADS = 2
TIMEOUT = 10


class Request(NamedTuple):
    """One request; its body is of one line."""

    method: str
    path: str
    kind: str = "-"
    body: str = ""

    @classmethod
    def ask(cls, question: str) -> Request:
        """POST /v1/ask."""
        return cls("POST", "/v1/ask", "application/json", json.dumps({"question": question}))

    @classmethod
    def verify(cls, text: str) -> Request:
        """POST /v1/verify."""
        return cls("POST", "/v1/verify", "application/json", json.dumps({"text": text}))


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of many requests; latencies in milliseconds by percentile."""

    requests: int
    seconds: float
    statuses: dict[int, int]
    lost: int
    timeouts: int
    latencies: dict[str, float]
    ended: bool
    """Whether the list was at its end before the time was."""

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds if self.seconds else 0.0

    @property
    def dropped(self) -> int:
        """Requests that were lost, timed out, or got another answer than 200."""
        return self.lost + self.timeouts + sum(count for status, count in self.statuses.items() if status != 200)


def has_wrk() -> bool:
    return shutil.which("wrk") is not None


def send(
    requests: Sequence[Request], address: str, folder: Path, *, seconds: int, connections: int, again: bool = False
) -> Sent:
    """Send requests to the server at `address` for a time, from so many connections; `again`: over and over."""
    script, listed = folder / "requests.lua", folder / "requests.txt"
    script.write_text(_SCRIPT, encoding="utf-8")
    listed.write_text("".join(" ".join(request) + "\n" for request in requests), encoding="utf-8")
    threads = min(THREADS, connections)
    command = ["wrk", f"-t{threads}", f"-c{connections}", f"-d{seconds}s", f"--timeout={TIMEOUT}s", "-s", str(script)]
    command += [address, "--", str(listed), str(threads), "again" if again else "once"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    line = next(line for line in told.splitlines() if line.startswith("SUMMARY "))
    return _read(json.loads(line.removeprefix("SUMMARY ")))


def _read(summary: dict[str, int | str]) -> Sent:
    statuses: dict[int, int] = {}
    words = str(summary["told"]).split()
    for word in words:
        status, _, count = word.partition("=")
        if count:
            statuses[int(status)] = statuses.get(int(status), 0) + int(count)
    names = {"50 %": "p50", "90 %": "p90", "99 %": "p99", "99.9 %": "p999", "most": "most"}
    return Sent(
        requests=int(summary["requests"]),
        seconds=int(summary["microseconds"]) / 1e6,
        statuses=statuses,
        lost=int(summary["lost"]),
        timeouts=int(summary["timeouts"]),
        latencies={name: int(summary[key]) / 1000 for name, key in names.items()},
        ended="ended" in words,
    )
