from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fallback.reading.scripted import Reader, loaded

if TYPE_CHECKING:
    from kgqa import KnowledgeBase


@pytest.fixture(scope="session")
def small_graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    return loaded(tmp_path_factory.mktemp("reading"))


@pytest.fixture
def reader(small_graph: KnowledgeBase) -> Reader:
    return Reader(small_graph)
