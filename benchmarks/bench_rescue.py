"""What the embedded model rescues: questions whose answer is in the graph and whose wording the grammar does not read.

python benchmarks/bench_rescue.py              forty questions to the demonstration graph: five minutes
python benchmarks/bench_rescue.py --json FILE  also the answer objects, a line each
python benchmarks/bench_rescue.py --first 5    fewer of them

Wisdom is not the bar; a wrong answer that is labelled `verified` is, and the exit status is then 1. A model that is
set by KGQA_MODEL_URL or KGQA_ENDPOINTS is measured instead of the embedded one.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import Counter
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from rescue_questions import QUESTIONS

from kgqa import KnowledgeBase, embedded
from kgqa.ask.render import answer_json
from kgqa.config import endpoints_of, read_settings

if TYPE_CHECKING:
    from kgqa.model import Answer

Outcome: TypeAlias = Literal[
    "read by the grammar",
    "wrong by the grammar",
    "rescued",
    "wrong",
    "right suggestion",
    "wrong suggestion",
    "ambiguous",
    "model failed",
    "nothing",
]


class Tried(NamedTuple):
    """One question: what it was worth, and how long it took."""

    question: str
    right: tuple[str, ...]
    answer: Answer
    outcome: Outcome
    seconds: float


def main() -> int:
    options = arguments()
    # What a model is worth is measured, not whether the machine is busy: nothing is given up for being slow.
    settings = replace(read_settings(), model_seconds=120.0, budget_seconds=300.0, breaker_failures=1_000)
    if embedded.server(settings) is None and not endpoints_of(settings):
        print("no model: kgqa model install fetches the embedded one")
        return 0
    kb = KnowledgeBase.load(settings=settings)
    kb.prepare()
    tried = []
    for question, plain in islice(QUESTIONS.items(), options.first):
        tried.append(attempt(kb, question, plain))
        print(line(tried[-1]), flush=True)
    if options.json is not None:
        rows = [answer_json(each.answer) | {"right": each.right, "outcome": each.outcome} for each in tried]
        options.json.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return report(tried)


def attempt(kb: KnowledgeBase, question: str, plain: str) -> Tried:
    """Ask a question, and the plain one that has its right answer."""
    known = kb.ask(plain, model=False)
    if known.status != "answered" or not known.answers:
        raise SystemExit(f"{plain} has no answer in the graph")
    right = tuple(item.label for item in known.answers)
    started = time.perf_counter()
    answer = kb.ask(question)
    return Tried(question, right, answer, outcome(answer, known), time.perf_counter() - started)


def outcome(answer: Answer, known: Answer) -> Outcome:
    if answer.status == "answered":
        if {item.value for item in answer.answers} != {item.value for item in known.answers}:
            return "wrong" if answer.usage.model_calls else "wrong by the grammar"
        return "rescued" if answer.usage.model_calls else "read by the grammar"
    if answer.suggestion is not None:
        said = answer.suggestion.text.lower()
        right = all(item.label.split(",")[0].lower() in said for item in known.answers)
        return "right suggestion" if right else "wrong suggestion"
    if answer.status == "ambiguous":
        return "ambiguous"
    failed = answer.reason is not None and answer.reason.code == "model_failed"
    return "model failed" if failed else "nothing"


def line(tried: Tried) -> str:
    answer = tried.answer
    said = ", ".join(item.label for item in answer.answers) or (answer.suggestion.text if answer.suggestion else "")
    how = f" ({answer.certainty}, read by {answer.reading.by if answer.reading else '-'})" if answer.answers else ""
    return f"{tried.question[:60]:<62}{tried.outcome:<20}{tried.seconds:>6.1f} s  {said[:60]!r}{how}"


def report(tried: list[Tried]) -> int:
    """The table; 1 where a wrong answer is labelled verified."""
    print(f"\n{'outcome':<28}{'questions':>10}")
    for name, count in Counter(each.outcome for each in tried).most_common():
        print(f"{name:<28}{count:>10}")
    wrong = [each for each in tried if each.outcome == "wrong"]
    verified = [each for each in wrong if each.answer.certainty == "verified"]
    print(f"{'wrong, labelled verified':<28}{len(verified):>10}")
    asked = [each for each in tried if each.answer.usage.model_calls]
    if asked:
        seconds = sorted(each.seconds for each in asked)
        uses = [each.answer.usage for each in asked]
        print(f"\nmodel: {asked[-1].answer.model.name if asked[-1].answer.model else '-'}")
        print(f"seconds a question: median {statistics.median(seconds):.1f}, most {seconds[-1]:.1f}")
        for what in ("model_calls", "input_tokens", "output_tokens"):
            print(f"{what.replace('_', ' ')} a question: {statistics.mean(getattr(use, what) for use in uses):.1f}")
    for each in wrong:
        print(f"WRONG: {each.question} {[item.label for item in each.answer.answers]} is {list(each.right)}")
    return 1 if verified else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the answer objects, a line each")
    parser.add_argument("--first", type=int, metavar="N", help="only the first N questions")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
