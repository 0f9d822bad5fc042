"""The Lehigh University Benchmark (Guo, Pan, Heflin 2005), one university: its 14 queries, and the published answers.

`python -m pytest -s tests/conformance/test_lubm.py` prints the table.
"""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from kgqa.model import IRI, Literal
from kgqa.pipeline import KnowledgeBase
from kgqa.store import Solutions

if TYPE_CHECKING:
    from pathlib import Path

    from kgqa.model import Term

Rows: TypeAlias = set[tuple[str, ...]]
QUERIES = 14


@pytest.fixture(scope="module")
def university(data: Path) -> KnowledgeBase:
    return KnowledgeBase.load(data / "lubm" / "univ-bench.nt", data / "lubm" / "lubm1.nt.gz")


@pytest.fixture(scope="module")
def queries(data: Path) -> list[dict[str, Any]]:
    lines = (data / "lubm" / "index.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_every_query_gives_the_published_answers(
    data: Path, university: KnowledgeBase, queries: list[dict[str, Any]]
) -> None:
    found = {query["id"]: rows(university, text(data, query)) for query in queries}
    published = {query["id"]: answers(data / "lubm" / query["answers"]) for query in queries}
    print(f"\n{'':<10}{'published':>10}{'found':>8}")
    for name, expected in published.items():
        print(f"{name:<10}{len(expected):>10}{len(found[name]):>8}")
    assert len(published) == QUERIES
    assert {query["id"]: query["n_gold"] for query in queries} == {name: len(rows) for name, rows in published.items()}
    assert found == published


def test_what_is_stated_alone_does_not_answer_most_of_them(
    data: Path, university: KnowledgeBase, queries: list[dict[str, Any]]
) -> None:
    stated = {
        query["id"]: len(rows(university, text(data, query).replace("WHERE", "FROM <urn:kgqa:asserted> WHERE", 1)))
        for query in queries
    }
    assert stated == {query["id"]: query["n_without_reasoning"] for query in queries}
    assert list(stated.values()).count(0) > QUERIES / 2


def text(data: Path, query: dict[str, Any]) -> str:
    return (data / "lubm" / str(query["query"])).read_text(encoding="utf-8")


def rows(graph: KnowledgeBase, query: str) -> Rows:
    solutions = graph.sparql(query)
    assert isinstance(solutions, Solutions)
    return {tuple(value(term) for term in row) for row in solutions.rows}


def value(term: Term | None) -> str:
    assert isinstance(term, IRI | Literal)
    return term.value if isinstance(term, IRI) else term.lexical


def answers(file: Path) -> Rows:
    """The rows of a table of published answers; where there are none the file says so in place of a header."""
    with file.open(encoding="utf-8", newline="") as lines:
        _, *table = csv.reader(lines)
    return {tuple(row) for row in table}
