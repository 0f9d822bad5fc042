"""The examples in the docstrings of what is English."""

from __future__ import annotations

import doctest
import importlib

import pytest


@pytest.mark.parametrize("name", ["degrees", "numbers", "synonyms", "variants"])
def test_examples(name: str) -> None:
    results = doctest.testmod(importlib.import_module(f"kgqa.ask.english.{name}"))

    assert results.attempted > 0
    assert results.failed == 0
