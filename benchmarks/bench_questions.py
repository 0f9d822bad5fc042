"""How long questions take: opening, the first question, and many of all kinds, by stage; on two graphs.

python benchmarks/bench_questions.py                  a parish of 6,000 people: a million triples with all they entail
python benchmarks/bench_questions.py --people 500     a smaller one
python benchmarks/bench_questions.py --slowest 20     also the slowest questions
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from parish import gedcom, parish
from parish_questions import Asked, questions
from timing import WIDTH, heading, row, step

import kgqa.ask.answer as answering
from kgqa import KnowledgeBase
from kgqa.model import IRI, RDFS_LABEL, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

FAMILY = "https://w3id.org/kgqa/family#"
SHAPES = (
    "Who is {}'s father?",
    "Who are the grandparents of {}?",
    "When was {} born?",
    "How many children did {} have?",
)
STAGES = {"link": "link", "read": "parse", "resolve": "resolve", "_outcome": "run", "_tell": "tell"}
"""What the functions of `kgqa.ask.answer` are called here."""
MEDIAN, PERCENTILE, A_SECOND = 5.0, 50.0, 300.0
"""The bars: milliseconds, and questions a second of two processes."""


class Taken(NamedTuple):
    """What one question took, in seconds."""

    asked: Asked
    wall: float
    cpu: float
    status: str


def main() -> None:
    options = arguments()
    print(f"the machine's load: {os.getloadavg()[0]:.1f}")
    demonstration(options)
    with tempfile.TemporaryDirectory(prefix="kgqa-questions-") as folder:
        made = parish(options.people)
        file = Path(folder) / "parish.ged"
        file.write_text("".join(f"{line}\n" for line in gedcom(made)), encoding="utf-8")
        with step(f"\nload and reason over a parish of {options.people:,} people"):
            kb = KnowledgeBase.load(file)
        print(f"{sum(1 for _ in kb.asserted()):,} stated, {sum(1 for _ in kb.inferred()):,} entailed triples")
        measure(kb, questions(made, options.questions), options)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=6_000)
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--slowest", type=int, default=5, help="so many of the slowest questions are listed")
    return parser.parse_args()


def demonstration(options: argparse.Namespace) -> None:
    """The graph that comes with kgqa, which the page shows."""
    kb = KnowledgeBase.load()
    question = "Who is Sasha Obama's father?"
    with step("open a kept closure and answer a first question"):
        KnowledgeBase.load().ask(question)
    with step("the same from process start"):
        command = "import sys; from kgqa.cli import main; sys.exit(main())"
        subprocess.run([sys.executable, "-c", command, "ask", question], check=True, capture_output=True)
    people = sorted({t.subject for t in kb.store.match(None, IRI(FAMILY + "birthDate"), None)}, key=str)[::12]
    labels = [triple.object for person in people for triple in kb.store.match(person, RDFS_LABEL, None)]
    names = [label.lexical for label in labels if isinstance(label, Literal)]
    measure(kb, [Asked("simple", shape.format(name)) for name in names for shape in SHAPES], options)


def measure(kb: KnowledgeBase, asked: Sequence[Asked], options: argparse.Namespace) -> None:
    """Ask all, in one process and in two; print what it took."""
    with step("prepare"):
        kb.prepare()
    alone = [ask(kb, question) for question in asked]
    answered = sum(taken.status == "answered" for taken in alone)
    print(f"{len(alone)} questions, {answered} answered, {sum(t.status == 'ambiguous' for t in alone)} asked back")
    heading()
    times = sorted(taken.wall for taken in alone)
    median = 1000 * times[len(times) // 2]
    row("all", times, [taken.cpu for taken in alone], PERCENTILE)
    print(f"{'95th percentile':<{WIDTH}}{1000 * times[int(0.95 * len(times))]:>25.3f}")
    by_kind: defaultdict[str, list[Taken]] = defaultdict(list)
    for taken in alone:
        by_kind[taken.asked.kind].append(taken)
    for kind, those in by_kind.items():
        row(f"  {kind}", [taken.wall for taken in those], [taken.cpu for taken in those])
    for stage, walls in stages(kb, asked).items():
        row(f"  of it: {stage}", walls)
    for taken in sorted(alone, key=lambda taken: -taken.wall)[: options.slowest]:
        print(f"  {1000 * taken.wall:7.1f} ms ({1000 * taken.cpu:.1f} CPU, {taken.status}): {taken.asked.text}")
    busy = sorted(taken.cpu for taken in alone)
    told(
        f"median {median:.1f} ms ({1000 * busy[len(busy) // 2]:.1f} of CPU), {MEDIAN:g} wanted",
        min(median, 1000 * busy[len(busy) // 2]) <= MEDIAN,
    )
    print(f"one process: {len(times) / sum(times):.0f} questions a second, {len(busy) / sum(busy):.0f} by CPU time")
    both = in_two(kb, asked)
    told(f"two processes: {both:.0f} questions a second, {A_SECOND:g} wanted", both >= A_SECOND)


def ask(kb: KnowledgeBase, asked: Asked) -> Taken:
    before, started = time.thread_time(), time.perf_counter()
    answer = kb.ask(asked.text, model=False)
    wall = time.perf_counter() - started
    return Taken(asked, wall, time.thread_time() - before, answer.status)


def told(what: str, reached: bool) -> None:
    print(what if reached else f"{what}  missed", flush=True)


def stages(kb: KnowledgeBase, asked: Sequence[Asked]) -> dict[str, list[float]]:
    """The seconds that each stage took of each question, in a second run with clocks between them."""
    plain = {name: getattr(answering, name) for name in STAGES}
    spent: dict[str, float] = {}
    found: defaultdict[str, list[float]] = defaultdict(list)
    for name, function in plain.items():
        setattr(answering, name, _clocked(function, STAGES[name], spent))
    try:
        for question in asked:
            spent.clear()
            kb.ask(question.text, model=False)
            for stage in STAGES.values():
                found[stage].append(spent.get(stage, 0.0))
    finally:
        for name, function in plain.items():
            setattr(answering, name, function)
    return found


def _clocked(function: Callable[..., Any], stage: str, spent: dict[str, float]) -> Callable[..., Any]:
    def clocked(*arguments: Any, **named: Any) -> Any:
        started = time.perf_counter()
        try:
            return function(*arguments, **named)
        finally:
            spent[stage] = spent.get(stage, 0.0) + time.perf_counter() - started

    return clocked


def in_two(kb: KnowledgeBase, asked: Sequence[Asked]) -> float:
    """How many questions a second two processes answer, each all of them, from when both begin until both end."""
    ready, go = os.pipe(), os.pipe()
    workers = [_forked(kb, asked, ready[1], go[0]) for _ in range(2)]
    for _ in workers:
        os.read(ready[0], 1)
    started = time.perf_counter()
    os.write(go[1], b"..")
    for worker in workers:
        os.waitpid(worker, 0)
    return 2 * len(asked) / (time.perf_counter() - started)


def _forked(kb: KnowledgeBase, asked: Sequence[Asked], ready: int, go: int) -> int:
    child = os.fork()
    if child == 0:
        try:
            kb.__dict__.pop("_conversations", None)
            os.write(ready, b".")
            os.read(go, 1)
            for question in asked:
                kb.ask(question.text, model=False)
        finally:
            os._exit(0)
    return child


if __name__ == "__main__":
    main()
