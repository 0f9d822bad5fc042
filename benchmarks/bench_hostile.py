"""Ten hostile SPARQL queries at once against a real server, while questions go on.

python benchmarks/bench_hostile.py                     a parish of a million triples, made and loaded first
python benchmarks/bench_hostile.py --store DIR --people 6000      a copy of a store of that many people

Prints how long /v1/ask takes before and meanwhile, the most memory that all processes of the server have together, and
how each hostile query ended.
"""

from __future__ import annotations

import argparse
import http.client
import json
import shutil
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from bench_serve import below, distinct, load, memory, served
from parish import parish

if TYPE_CHECKING:
    from collections.abc import Iterator

BAR_MS, BAR_MB = 250, 1536
ASKERS, PAUSE = 4, 0.1
"""Clients that ask one question after another, and the seconds that each waits between two."""
DEEP, MANY = 20_000, 60_000
DOUBLED = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))
ENDLESS = " ".join(f"VALUES ?v{k} {{ {' 1' * 200} }}" for k in range(8))
HOSTILE = {
    "product of five patterns": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }",
    "every path between all": "SELECT (COUNT(*) AS ?n) { ?a (<urn:x>|!<urn:x>)* ?b . ?b (<urn:x>|!<urn:x>)* ?c }",
    "product, sorted": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g LIMIT 10",
    "product, concatenated": 'SELECT (GROUP_CONCAT(?c; separator=", ") AS ?all) { ?a ?b ?c . ?d ?e ?f }',
    "regular expression": f'SELECT (COUNT(*) AS ?n) {{ {ENDLESS} FILTER(REGEX(STR(?v0 + ?v7), "(.*.*)*z$")) }}',
    "huge VALUES": f"SELECT * {{ VALUES ?x {{ {' 1' * MANY} }} VALUES ?y {{ {' 2' * MANY} }} ?a ?b ?c }} ORDER BY ?a",
    "parentheses in parentheses": f"SELECT * {{ FILTER({'(' * DEEP}1{')' * DEEP}) }}",
    "construction of a product": "CONSTRUCT { ?a ?e ?i } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?c) = STR(?i)) }",
    "doubling of a text": f'SELECT ?x40 {{ BIND("{"x" * 16}" AS ?x0) {DOUBLED} }}',
    "endless product of little": f"SELECT (COUNT(*) AS ?n) {{ {ENDLESS} }}",
}


class Ended(NamedTuple):
    """How a query ended."""

    status: int
    seconds: float
    text: str


class Watch:
    """The most memory that the server's processes have together."""

    def __init__(self, pid: int) -> None:
        self.most = 0
        self.processes = 0
        self._pid, self._done = pid, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._done.wait(0.1):
            self.most = max(self.most, memory(self._pid))
            self.processes = max(self.processes, 1 + len(below(self._pid)))

    def end(self) -> None:
        self._done.set()
        self._thread.join()


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="kgqa-hostile-") as name:
        folder, made = Path(name), parish(options.people)
        if options.store is None:
            load(folder, made)
        else:
            shutil.copytree(options.store, folder / "store")
        with served(folder, options.port, options.options.split()) as (server, address):
            print(f"memory of all processes when ready: {memory(server.pid):,} MB")
            asked = cycle(list(islice(distinct(made, 20_000), 20_000)))
            times(address, islice(asked, 100), "warming up")
            times(address, islice(asked, 400), "nothing else runs")
            attack(address, server.pid, asked)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, help="a store to copy, instead of making one")
    parser.add_argument("--people", type=int, default=6_000, help="as many make a million triples after reasoning")
    parser.add_argument("--options", default="", help="for `kgqa serve`")
    parser.add_argument("--port", type=int, default=8766)
    return parser.parse_args()


def attack(address: str, pid: int, questions: Iterator[str]) -> None:
    """All hostile queries at once; questions go on until the last has ended."""
    watch = Watch(pid)
    with ThreadPoolExecutor(len(HOSTILE)) as pool:
        running = {name: pool.submit(query, address, text) for name, text in HOSTILE.items()}

        def during() -> Iterator[str]:
            while not all(call.done() for call in running.values()):
                yield next(questions)

        times(address, during(), f"{len(HOSTILE)} hostile queries run", bar=True)
    watch.end()
    over = "within" if watch.most <= BAR_MB else "OVER"
    print(f"the most memory of all {watch.processes} processes: {watch.most:,} MB, {over} the bar of {BAR_MB:,} MB")
    for name, call in running.items():
        ended = call.result()
        print(f"  {name:<28}{ended.status:>4} after {ended.seconds:5.1f} s: {ended.text.strip()[:100]}")
    print(f"memory of all processes afterwards: {memory(pid):,} MB")


def times(address: str, questions: Iterator[str], what: str, *, bar: bool = False) -> None:
    """How long answers take when a few clients ask."""
    lock = threading.Lock()

    def asked() -> list[float]:
        took = []
        while True:
            with lock:
                question = next(questions, None)
            if question is None:
                return took
            started = time.perf_counter()
            ask(address, question)
            took.append(1000 * (time.perf_counter() - started))
            time.sleep(PAUSE)

    with ThreadPoolExecutor(ASKERS) as pool:
        calls = [pool.submit(asked) for _ in range(ASKERS)]
        found = sorted(each for call in calls for each in call.result())
    half, most = found[len(found) // 2], found[int(len(found) * 0.99)]
    judged = f", {'within' if most <= BAR_MS else 'OVER'} the bar of {BAR_MS} ms" if bar else ""
    print(
        f"{what}: {len(found)} questions, 50 % {half:.0f} ms, 99 % {most:.0f} ms{judged}; most {found[-1]:.0f} ms",
        flush=True,
    )


_kept = threading.local()


def ask(address: str, question: str) -> None:
    """One question over a connection that is kept."""
    if not hasattr(_kept, "line"):
        _kept.line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    body = json.dumps({"question": question})
    _kept.line.request("POST", "/v1/ask", body, {"Content-Type": "application/json"})
    reply = _kept.line.getresponse()
    text = reply.read()
    assert reply.status == 200, text


def query(address: str, text: str) -> Ended:
    """A query, and how it ended."""
    started = time.perf_counter()
    line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=600)
    line.request("POST", "/sparql", text, {"Content-Type": "application/sparql-query"})
    reply = line.getresponse()
    found = reply.read().decode("utf-8", "replace")
    return Ended(reply.status, time.perf_counter() - started, found)


if __name__ == "__main__":
    main()
