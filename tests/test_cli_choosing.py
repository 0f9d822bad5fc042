"""Choosing what was meant, in a terminal and from one command to the next; and what can be asked."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kgqa.ask.coverage import ClassCoverage, Coverage, PropertyCoverage
from kgqa.cli import main
from kgqa.cli.schema import schema_text
from kgqa.model import IRI

if TYPE_CHECKING:
    from pathlib import Path

WORLD = """
@prefix : <urn:example:> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

:capital a owl:ObjectProperty ; rdfs:label "capital"@en .
:river a owl:ObjectProperty ; rdfs:label "river"@en .
:Czechia rdfs:label "Czechia"@en ; :capital :Prague ; :river :Elbe .
:Norway rdfs:label "Norway"@en ; :capital :Oslo .
:Georgia1 rdfs:label "Georgia"@en ; :capital :Tbilisi .
:Georgia2 rdfs:label "Georgia"@en ; :capital :Atlanta .
:Prague rdfs:label "Prague"@en .
:Oslo rdfs:label "Oslo"@en .
:Tbilisi rdfs:label "Tbilisi"@en .
:Atlanta rdfs:label "Atlanta"@en .
:Elbe rdfs:label "Elbe"@en .
"""
QUESTION = "What is the capital of Georgia?"
CLI = [sys.executable, "-c", "import sys; from kgqa.cli import main; sys.exit(main())"]

Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("world") / "world.ttl"
    file.write_text(WORLD, encoding="utf-8")
    return str(file)


def said(capsys: Captured) -> str:
    return capsys.readouterr().out.partition("\n")[0]


class TestConversation:
    def test_a_number_chooses_in_a_conversation(self, world: str, capsys: Captured) -> None:
        assert main(["ask", QUESTION, "-g", world, "--conversation", "number"]) == 1
        capsys.readouterr()
        assert main(["ask", QUESTION, "-g", world, "--conversation", "number", "--choose", "2"]) == 0
        assert said(capsys) == "Georgia's capital is Atlanta."

    def test_the_question_need_not_be_said_again(self, world: str, capsys: Captured) -> None:
        main(["ask", QUESTION, "-g", world, "--conversation", "again"])
        capsys.readouterr()
        assert main(["ask", "-g", world, "--conversation", "again", "--choose", "1"]) == 0
        assert said(capsys) == "Georgia's capital is Tbilisi."

    def test_a_number_that_picks_nothing_is_bad_input(self, world: str, capsys: Captured) -> None:
        main(["ask", QUESTION, "-g", world, "--conversation", "wrong"])
        assert main(["ask", "-g", world, "--conversation", "wrong", "--choose", "3"]) == 2
        assert main(["ask", QUESTION, "-g", world, "--choose", "1"]) == 2
        assert capsys.readouterr().err.splitlines() == [
            "kgqa: there is no candidate 3 (choose from 1 to 2)",
            "kgqa: there is nothing to choose number 1 from (name a conversation with an ambiguous answer)",
        ]

    def test_a_choice_alone_is_no_question(self, world: str) -> None:
        assert main(["ask", "-g", world, "--choose", "1"]) == 2

    def test_the_next_command_goes_on(self, world: str, capsys: Captured) -> None:
        told = []
        for question in ("What is the capital of Czechia?", "What about Norway?", "and Czechia?", "and the river?"):
            assert main(["ask", question, "-g", world, "--conversation", "on"]) == 0
            told.append(said(capsys))
        assert told == [
            "Czechia's capital is Prague.",
            "Norway's capital is Oslo.",
            "Czechia's capital is Prague.",
            "Czechia's river is Elbe.",
        ]

    def test_lines_of_a_file_go_on_in_their_conversations(self, world: str, tmp_path: Path, capsys: Captured) -> None:
        lines = [
            {"question": "What is the capital of Czechia?", "conversation": "a"},
            {"question": QUESTION, "conversation": "b"},
            {"question": "And Norway?", "conversation": "a"},
            {"question": QUESTION, "conversation": "b", "choose": ["1"]},
            {"question": QUESTION, "choose": ["1"]},
        ]
        file = tmp_path / "q.jsonl"
        file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        assert main(["ask", "--file", str(file), "-g", world]) == 0
        answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [answer["text"].split()[-1] for answer in answers[:4:2]] == ["Prague.", "Oslo."]
        assert [answer["status"] for answer in answers] == ["answered", "ambiguous", "answered", "answered", "error"]


class TestTerminal:
    """On a terminal an ambiguous question is asked back at once."""

    def test_a_number_picks_one(self, world: str) -> None:
        status, screen = at_terminal(world, b"2\n")
        assert status == 0
        assert "  1. Georgia, capital: Tbilisi\n" in screen
        assert "Which one? (1 to 2; Enter to leave)" in screen
        assert "Georgia's capital is Atlanta." in screen

    def test_anything_else_is_asked_again(self, world: str) -> None:
        status, screen = at_terminal(world, b"7\nthe second\n1\n")
        assert (status, screen.count("Which one?")) == (0, 3)
        assert "Georgia's capital is Tbilisi." in screen

    @pytest.mark.parametrize("typed", [b"\n", b"\x04"], ids=["an empty line", "the end of input"])
    def test_nothing_leaves(self, world: str, typed: bytes) -> None:
        status, screen = at_terminal(world, typed)
        assert (status, screen.count("may be 2 different things")) == (1, 1)
        assert "capital is" not in screen

    def test_json_is_never_asked_back(self, world: str) -> None:
        status, screen = at_terminal(world, b"", "--json")
        assert (status, json.loads(screen)["status"]) == (1, "ambiguous")


def at_terminal(world: str, typed: bytes, *options: str) -> tuple[int, str]:
    """The exit status, and what the screen shows, of the question asked at a terminal where somebody types."""
    ours, theirs = pty.openpty()
    command = [*CLI, "ask", QUESTION, "-g", world, *options]
    environment = os.environ | {"TERM": "dumb"}
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=subprocess.DEVNULL, env=environment) as process:
        os.close(theirs)
        screen, left = b"", typed.splitlines(keepends=True)
        try:
            while part := os.read(ours, 4096):
                screen += part
                if left and screen.rstrip(b" ").endswith(b"Enter to leave)"):
                    os.write(ours, left.pop(0))
        except OSError:
            # Linux reports the end of a terminal as an error.
            pass
        finally:
            os.close(ours)
    return process.returncode, screen.decode().replace("\r\n", "\n")


class TestSchema:
    def test_what_can_be_asked_is_listed_with_examples(self, world: str, capsys: Captured) -> None:
        assert main(["schema", "-g", world]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines[:3] == ["Classes:", "Properties:", "  capital: 4"]
        question = lines[3].strip()
        assert question.endswith("?")
        assert main(["ask", question, "-g", world]) == 0

    def test_json_is_what_the_server_gives(self, world: str, capsys: Captured) -> None:
        assert main(["schema", "-g", world, "--json"]) == 0
        found = json.loads(capsys.readouterr().out)
        assert list(found) == ["classes", "properties", "examples", "revision"]
        assert [each["label"] for each in found["properties"]] == ["capital", "river"]

    def test_no_label_moves_the_cursor(self) -> None:
        thing = ClassCoverage(IRI("urn:x:c"), "a\x1b[2J", ("a\x1b[2J", "b\n\n"), 1, ())
        role = PropertyCoverage(IRI("urn:x:p"), "r\r", ("r\r",), (), (), (), 2, (), "Who\x07?")
        text = schema_text(Coverage((thing,), (role,), ()))
        assert [c for c in text if not c.isprintable()] == ["\n"] * 4
