"""How long questions take on the demonstration graph: opening, the first question, and many."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from kgqa import KnowledgeBase
from kgqa.model import IRI, RDFS_LABEL, Literal

FAMILY = "https://w3id.org/kgqa/family#"
SHAPES = (
    "Who is {}'s father?",
    "Who are the grandparents of {}?",
    "When was {} born?",
    "How many children did {} have?",
)


def main() -> None:
    kb = KnowledgeBase.load()
    started = time.perf_counter()
    KnowledgeBase.load().ask("Who is Sasha Obama's father?")
    print(f"open a kept closure and answer a first question {time.perf_counter() - started:8.3f} s")
    started = time.perf_counter()
    command = "import sys; from kgqa.cli import main; sys.exit(main())"
    question = "Who is Sasha Obama's father?"
    subprocess.run([sys.executable, "-c", command, "ask", question], check=True, capture_output=True)
    print(f"the same from process start                     {time.perf_counter() - started:8.3f} s")
    people = sorted({t.subject for t in kb.store.match(None, IRI(FAMILY + "birthDate"), None)}, key=str)[::12]
    labels = [triple.object for person in people for triple in kb.store.match(person, RDFS_LABEL, None)]
    names = [label.lexical for label in labels if isinstance(label, Literal)]
    times, answered = [], 0
    for name in names:
        for shape in SHAPES:
            started = time.perf_counter()
            answered += kb.ask(shape.format(name)).status == "answered"
            times.append(1000 * (time.perf_counter() - started))
    ranked = sorted(times)
    print(f"{len(times)} questions, {answered} answered: median {statistics.median(times):.1f} ms,", end=" ")
    print(f"99th percentile {ranked[int(len(ranked) * 0.99)]:.1f} ms, {1000 * len(times) / sum(times):.0f} a second")


if __name__ == "__main__":
    main()
