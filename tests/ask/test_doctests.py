"""The examples in the docstrings of ask."""

from __future__ import annotations

import doctest
import importlib

import pytest

MODULES = [
    "kgqa.ask.chart",
    "kgqa.ask.labels",
    "kgqa.ask.tokens",
    "kgqa.ask.english.morphology",
    "kgqa.ask.english.variants",
    "kgqa.ask.english.wording",
    "kgqa.ask.quotes",
]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    results = doctest.testmod(importlib.import_module(name))

    assert results.attempted > 0
    assert results.failed == 0
