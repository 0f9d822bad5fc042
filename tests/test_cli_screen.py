"""What a screen is shown of hostile data: nothing that moves its cursor, changes its colours or reorders its text."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.cli import main
from kgqa.cli.screen import proof_text, shown
from kgqa.model import IRI, Proof, Triple

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "Nemo \x1b[31mred\x07 \x9b2J \u202eover\u2066 two\nlines\r\tand\u2028a tab"
TAMED = "Nemo \ufffd[31mred\ufffd \ufffd2J \ufffdover\ufffd two lines and a tab"
WORLD = f"""
@prefix : <urn:example:> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:captain a owl:ObjectProperty, owl:IrreflexiveProperty ; rdfs:label "captain" .
:ship rdfs:label "Ship" ; :captain :nemo .
:nemo rdfs:label {json.dumps(HOSTILE)} ; :captain :nemo .
"""
DANGEROUS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@given(text=st.text() | st.text(st.characters(categories=["Cc", "Cf"])))
def test_what_is_shown_is_one_harmless_line(text: str) -> None:
    assert not DANGEROUS.search(shown(text))
    assert "\n" not in shown(text)


@given(text=st.text(st.characters(exclude_categories=["Cc", "Cf", "Zl", "Zp"])))
def test_other_text_is_shown_as_it_is(text: str) -> None:
    assert shown(text) == text


@pytest.fixture
def world(tmp_path: Path) -> str:
    file = tmp_path / "world.ttl"
    file.write_text(WORLD, encoding="utf-8")
    return str(file)


@pytest.mark.parametrize(
    "command",
    [
        ["ask", "Who is the captain of Ship?"],
        ["explain", "Ship", "captain", "urn:example:nemo"],
        ["check"],
        ["sparql", "SELECT ?label { <urn:example:nemo> <http://www.w3.org/2000/01/rdf-schema#label> ?label }",
         "--format", "table"],
    ],
    ids=lambda command: command[0],
)  # fmt: skip
def test_hostile_labels_are_tamed(world: str, capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    main([*command, "-g", world])
    out = capsys.readouterr().out
    assert TAMED in out
    assert not DANGEROUS.search(out)


def test_programs_get_the_label_as_it_is(world: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "Who is the captain of Ship?", "-g", world, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["answers"][0]["label"] == HOSTILE


def test_errors_are_tamed(world: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "\x1b[2JShip\u202e", "captain", "Ship", "-g", world]) == 2
    assert not DANGEROUS.search(capsys.readouterr().err)


def test_a_deep_proof_is_shown() -> None:
    fact = Triple(IRI("urn:a"), IRI("urn:b"), IRI("urn:c"))
    proof = Proof(fact, "asserted", text="the end")
    for _ in range(150):
        proof = Proof(fact, "rule", premises=(proof,), text="a step")
    assert proof_text(proof).count("a step") == 150
