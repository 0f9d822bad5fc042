"""Conflicts are sought once for a revision."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from kgqa.model import Conflict, RuleName
from kgqa.serve.pages.conflicts import FoundConflicts


@dataclass
class Graph:
    """A graph with three conflicts, which counts how often they are sought."""

    revision: str = "1"
    limits: list[int | None] = field(default_factory=list)

    def conflicts(self, limit: int | None = None) -> list[Conflict]:
        self.limits.append(limit)
        time.sleep(0.05)
        return [Conflict(RuleName("cax-dw", ""), (), f"clash {number}") for number in range(3)][:limit]


@pytest.fixture
def graph() -> Graph:
    return Graph()


def texts(found: FoundConflicts, graph: Graph, limit: int) -> list[str]:
    return [conflict["text"] for conflict in found.first(graph, limit)]  # type: ignore[arg-type]


def test_who_asks_at_the_same_time_waits_for_the_same_search(graph: Graph) -> None:
    found = FoundConflicts()
    with ThreadPoolExecutor(8) as pool:
        assert {tuple(each) for each in pool.map(texts, [found] * 8, [graph] * 8, [10] * 8)} == {
            ("clash 0", "clash 1", "clash 2")
        }
    assert graph.limits == [10]


def test_a_further_search_is_made_only_for_more(graph: Graph) -> None:
    found = FoundConflicts()
    assert [len(texts(found, graph, limit)) for limit in (2, 1, 2, 5, 3, 100)] == [2, 1, 2, 3, 3, 3]
    assert graph.limits == [2, 5]


def test_a_new_revision_is_searched_again(graph: Graph) -> None:
    found = FoundConflicts()
    texts(found, graph, 5)
    graph.revision = "2"
    texts(found, graph, 5)
    assert graph.limits == [5, 5]
