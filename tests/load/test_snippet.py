"""Turtle inside another file."""

from __future__ import annotations

import pytest

from kgqa.errors import FormatError
from kgqa.load.snippet import parse_turtle
from kgqa.model import IRI, Literal, Triple

PREFIXES = {"": "urn:example:"}


def test_prefixes_are_declared_beforehand() -> None:
    assert parse_turtle(':a :b :c ; :d "e" .', PREFIXES) == [
        Triple(IRI("urn:example:a"), IRI("urn:example:b"), IRI("urn:example:c")),
        Triple(IRI("urn:example:a"), IRI("urn:example:d"), Literal("e")),
    ]


def test_a_fact_stated_twice_is_one() -> None:
    assert len(parse_turtle(":a :b :c . :a :b :c .", PREFIXES)) == 1


def test_a_fault_names_the_line_of_the_file_around_it() -> None:
    with pytest.raises(FormatError) as refused:
        parse_turtle(":a :b :c .\n:a :b .\n", PREFIXES, file="test.yaml", line=7)
    assert (refused.value.file, refused.value.line) == ("test.yaml", 8)
