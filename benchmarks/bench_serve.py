"""How many requests a second a real server answers, how long each takes, and whether its memory grows.

python benchmarks/bench_serve.py                    different and repeated questions, 60 seconds each
python benchmarks/bench_serve.py --minutes 10       then mixed traffic so long, with the memory each half minute
python benchmarks/bench_serve.py --people 500       a graph of 100,000 triples with all they entail (default: stated)
python benchmarks/bench_serve.py --options "--workers 2"      what `kgqa serve` is given besides

Requests come from wrk (Debian: apt-get install wrk) over loopback, on the same machine.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from parish import gedcom, parish
from parish_claims import claims
from parish_questions import questions
from wrk import Request, Sent, has_wrk, send

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parish import Parish

DIFFERENT, REPEATED = 150, 500
"""Questions a second that should be answered at least."""
CONNECTIONS = 16
REPEATED_QUESTIONS = 100
MOST_QUESTIONS = 60_000
RUN = [sys.executable, "-c", "import sys; from kgqa.cli import main; sys.exit(main())"]
FAMILY = "https://w3id.org/kgqa/family#"
QUERIES = (
    f"PREFIX f: <{FAMILY}> SELECT ?p ?b WHERE {{ ?p f:birthDate ?b }} LIMIT 20",
    f"PREFIX f: <{FAMILY}> SELECT (COUNT(*) AS ?n) WHERE {{ ?p f:hasParent ?q }}",
    f"PREFIX f: <{FAMILY}> SELECT ?p WHERE {{ ?p f:hasParent/f:hasParent ?q }} LIMIT 50",
    "ASK { ?s ?p ?o }",
)
FACTS = f"SELECT ?s ?p ?o WHERE {{ VALUES ?p {{ <{FAMILY}hasGrandparent> <{FAMILY}hasSibling> }} ?s ?p ?o }} LIMIT 400"


def main() -> None:
    options = arguments()
    if not has_wrk():
        sys.exit("wrk is not installed: apt-get install wrk (Debian), or see https://github.com/wg/wrk")
    with tempfile.TemporaryDirectory(prefix="kgqa-serve-") as name:
        folder = Path(name)
        made = parish(options.people)
        load(folder, made)
        with served(folder, options.port, options.options.split()) as (server, address):
            print(f"memory of all processes when ready: {memory(server.pid):,} MB")
            measure(made, folder, address, server.pid, options)
            print(f"memory of all processes now: {memory(server.pid):,} MB")
            if options.minutes:
                mixed(made, folder, address, server.pid, options.minutes)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=7_600, help="as many make 100,000 stated triples")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--minutes", type=float, default=0, help="of mixed traffic")
    parser.add_argument("--options", default="", help="for `kgqa serve`")
    parser.add_argument("--connections", type=int, default=CONNECTIONS)
    parser.add_argument("--port", type=int, default=8765)
    return parser.parse_args()


def load(folder: Path, made: Parish) -> None:
    """The parish as a durable store, made as a user would make it."""
    file = folder / "parish.ged"
    file.write_text("".join(f"{line}\n" for line in gedcom(made)), encoding="utf-8")
    started = time.perf_counter()
    command = [*RUN, "load", "--store", str(folder / "store"), str(file)]
    subprocess.run(command, check=True, capture_output=True, env=environment(folder))
    print(f"a parish of {len(made.people):,} people; loaded in {time.perf_counter() - started:.1f} s", flush=True)


def environment(folder: Path) -> dict[str, str]:
    """No model, and nothing kept in the user's own cache folder."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("KGQA_")}
    return {**given, "KGQA_CACHE": str(folder / "cache"), "KGQA_POLICY": "strict"}


@contextmanager
def served(folder: Path, port: int, options: Sequence[str]) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """`kgqa serve` over the store until the end of the block; yields it when it is ready."""
    command = [*RUN, "serve", "--store", str(folder / "store"), "--port", str(port), *options]
    started = time.perf_counter()
    log = (folder / "server.log").open("wb")
    server = subprocess.Popen(command, env=environment(folder), stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        while not is_ready(address):
            if server.poll() is not None:
                sys.exit((folder / "server.log").read_text())
            time.sleep(0.05)
        print(f"ready to answer in {time.perf_counter() - started:.1f} s; options: {' '.join(options) or 'none'}")
        counted = select(address, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")[0]["n"]["value"]
        print(f"{int(counted):,} triples, inferred ones included", flush=True)
        yield server, address
    finally:
        server.terminate()
        server.wait(30)


def is_ready(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/readyz", timeout=1) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False


def select(address: str, query: str) -> list[dict[str, dict[str, str]]]:
    """The rows of a query."""
    asked = urllib.request.Request(f"{address}/sparql?{urlencode({'query': query})}")
    asked.add_header("Accept", "application/sparql-results+json")
    with urllib.request.urlopen(asked, timeout=60) as reply:
        return list(json.load(reply)["results"]["bindings"])


def measure(made: Parish, folder: Path, address: str, pid: int, options: argparse.Namespace) -> None:
    """Different questions, then the same ones over and over."""
    different = list(distinct(made, MOST_QUESTIONS))
    warm, asked, repeated = different[:200], different[200:], different[:REPEATED_QUESTIONS]
    send([Request.ask(q) for q in warm], address, folder, seconds=5, connections=4)
    given = {"seconds": options.seconds, "connections": options.connections}
    heading(options)
    before = cpu(pid)
    first = send([Request.ask(q) for q in asked], address, folder, **given)
    between = cpu(pid)
    again = send([Request.ask(q) for q in repeated], address, folder, again=True, **given)
    told("different questions", first, between - before, DIFFERENT)
    told(f"the same {REPEATED_QUESTIONS} questions", again, cpu(pid) - between, REPEATED)


def distinct(made: Parish, most: int) -> Iterator[str]:
    """Questions of all kinds, no two the same, as many as the parish gives rise to."""
    seen: dict[str, None] = {}
    for seed in range(20):
        before = len(seen)
        seen.update(dict.fromkeys(asked.text for asked in questions(made, most // 4, seed)))
        if len(seen) >= most or len(seen) - before < most // 100:
            break
    yield from islice(seen, most)


def heading(options: argparse.Namespace) -> None:
    print(f"\n{options.connections} connections; the machine's load before: {os.getloadavg()[0]:.1f}")
    columns = ("a second", "bar", "CPU ms", "50 % ms", "90 %", "99 %", "99.9 %", "most", "dropped")
    print(f"{'':<26}{'requests':>9}" + "".join(f"{column:>9}" for column in columns), flush=True)


def told(what: str, sent: Sent, seconds: float, bar: int) -> None:
    """A line of the table; `seconds` of CPU say more than the clock where others use the machine, too."""
    busy = f"{1000 * seconds / max(1, sent.requests):>9.2f}"
    times = "".join(f"{each:>9.1f}" for each in sent.latencies.values())
    print(f"{what:<26}{sent.requests:>9,}{sent.rate:>9.0f}{bar:>9}{busy}{times}{sent.dropped:>9}", flush=True)
    if sent.dropped:
        print(f"    lost {sent.lost}, timeouts {sent.timeouts}, statuses {sent.statuses}")
    if sent.ended:
        print(f"    all different questions had been asked after {sent.seconds:.0f} s")


def mixed(made: Parish, folder: Path, address: str, pid: int, minutes: float) -> None:
    """Traffic of every kind; the memory each half minute."""
    requests = traffic(made, address)
    print(f"\nmixed traffic for {minutes:g} minutes: {len(requests):,} requests over and over", flush=True)
    print(f"{'minute':>8}{'a second':>10}{'99 % ms':>9}{'dropped':>9}{'MB':>8}", flush=True)
    dice = random.Random(3)
    for half in range(round(2 * minutes)):
        dice.shuffle(requests)
        sent = send(requests, address, folder, seconds=30, connections=8, again=True)
        line = f"{(half + 1) / 2:>8.1f}{sent.rate:>10.0f}{sent.latencies['99 %']:>9.1f}{sent.dropped:>9}"
        print(f"{line}{memory(pid):>8,}" + (f"  {sent.statuses}" if sent.dropped else ""), flush=True)


def traffic(made: Parish, address: str) -> list[Request]:
    """Questions, claims, queries, proofs and pages, in some proportion."""
    asked = [Request.ask(question) for question in distinct(made, 20_000)]
    checked = [Request.verify(claimed.text) for claimed in claims(made, 3_000)]
    facts = [{name: cell["value"] for name, cell in row.items()} for row in select(address, FACTS)]
    explained = [Request("GET", f"/v1/explain?{urlencode(fact)}") for fact in facts]
    queried = [Request("GET", f"/sparql?query={quote(query)}") for query in QUERIES]
    pages = [Request("GET", path) for path in ("/", "/healthz", "/metrics", "/v1/schema", "/static/kgqa.css")]
    pages += [Request("GET", f"/?{urlencode({'q': json.loads(each.body)['question']})}") for each in asked[:200]]
    return [*asked, *checked, *3 * explained, *200 * queried, *5 * pages]


def memory(pid: int) -> int:
    """The proportional set sizes of a process and all below it, in MB."""
    total = 0
    for each in (pid, *below(pid)):
        try:
            total += int(re.findall(r"^Pss:\s+(\d+)", Path(f"/proc/{each}/smaps_rollup").read_text(), re.MULTILINE)[0])
        except (OSError, IndexError):
            continue
    return total // 1024


def cpu(pid: int) -> float:
    """Seconds of CPU that a process and all below it have taken."""
    ticks = 0
    for each in (pid, *below(pid)):
        with suppress(OSError):
            ticks += sum(map(int, Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def below(pid: int) -> list[int]:
    """The processes that a process began, and those that they began."""
    try:
        children = [
            int(word)
            for task in Path(f"/proc/{pid}/task").iterdir()
            for word in (task / "children").read_text().split()
        ]
    except OSError:
        return []
    return [each for child in children for each in (child, *below(child))]


if __name__ == "__main__":
    main()
