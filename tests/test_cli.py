"""The command line as another program meets it: what it prints where, and how it ends."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest

from kgqa.cli import main

if TYPE_CHECKING:
    from pathlib import Path

WORLD = """
@prefix : <urn:example:> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

:capital a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "capital"@en .
:locatedIn a owl:ObjectProperty, owl:TransitiveProperty ; rdfs:label "location"@en .
:Country rdfs:label "country"@en ; owl:disjointWith :City .
:City rdfs:label "city"@en .
:Czechia rdfs:label "Czechia"@en ; :capital :Prague ; :locatedIn :Europe .
:Prague rdfs:label "Prague"@en ; :locatedIn :Czechia .
:Europe rdfs:label "Europe"@en .
:Mostar1 rdfs:label "Mostar"@en ; a :City ; :locatedIn :Europe .
:Mostar2 rdfs:label "Mostar"@en ; a :Country ; :locatedIn :Czechia .
:Ceske rdfs:label "České Budějovice"@en ; :capital :Europe .
"""
CLASH = ":Mostar1 a :Country ."
CAPITAL = "What is the capital of Czechia?"
ANSWER_KEYS = [
    "id", "question", "status", "source", "certainty", "answers", "text", "reading", "candidates", "reason",
    "suggestion", "claims", "completeness", "model", "usage", "revision", "conversation", "elapsed_ms",
]  # fmt: skip
CLI = [sys.executable, "-c", "import sys; from kgqa.cli import main; sys.exit(main())"]

Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("world") / "world.ttl"
    file.write_text(WORLD, encoding="utf-8")
    return str(file)


def run(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    return subprocess.run(
        [*CLI, *arguments], input=stdin, env=os.environ | environment, capture_output=True, check=False, timeout=120
    )


class TestAsk:
    def test_the_sentence_comes_first_then_reading_and_proof(self, world: str, capsys: Captured) -> None:
        assert main(["ask", CAPITAL, "-g", world]) == 0
        assert capsys.readouterr().out.splitlines() == [
            "Czechia's capital is Prague.",
            "(read as: the capital of Czechia; asserted)",
            "",
            "Prague is the capital of Czechia  [stated in world.ttl]",
        ]

    def test_several_answers_come_one_a_line(self, world: str, capsys: Captured) -> None:
        assert main(["ask", "What is the location of Prague?", "-g", world]) == 0
        assert capsys.readouterr().out.splitlines()[-2:] == ["- Czechia", "- Europe"]

    def test_json_is_the_answer_object(self, world: str, capsys: Captured) -> None:
        assert main(["ask", CAPITAL, "-g", world, "--json", "--conversation", "c1"]) == 0
        answer = json.loads(capsys.readouterr().out)
        assert list(answer) == ANSWER_KEYS
        assert (answer["status"], answer["answers"][0]["value"]) == ("answered", "urn:example:Prague")
        assert answer["conversation"] == "c1"

    def test_nothing_found_ends_with_1(self, world: str, capsys: Captured) -> None:
        assert main(["ask", "What is the capital of Atlantis?", "-g", world]) == 1
        assert "Atlantis" in capsys.readouterr().out

    def test_candidates_are_numbered_and_can_be_chosen(self, world: str, capsys: Captured) -> None:
        question = "What is the location of Mostar?"
        assert main(["ask", question, "-g", world]) == 1
        choices = [line for line in capsys.readouterr().out.splitlines() if "--choose" in line]
        assert [choice.split(".")[0].strip() for choice in choices] == ["1", "2"]
        chosen = choices[1].partition("--choose ")[2].strip("'")
        assert main(["ask", question, "-g", world, "--choose", chosen]) == 0
        assert "Czechia" in capsys.readouterr().out

    def test_a_model_is_not_asked_without_an_endpoint(self, world: str, capsys: Captured) -> None:
        assert main(["ask", "What is the capital of Europe?", "-g", world, "--json", "--no-model"]) == 1
        assert json.loads(capsys.readouterr().out)["usage"]["model_calls"] == 0


def ask_file(world: str, *lines: str | bytes) -> list[dict[str, Any]]:
    text = b"\n".join(line.encode() if isinstance(line, str) else line for line in lines)
    process = run("ask", "--file", "-", "-g", world, stdin=text)
    assert (process.returncode, process.stderr) == (0, b"")
    return [json.loads(line) for line in process.stdout.splitlines()]


class TestAskFile:
    def test_one_answer_a_line_in_order_with_its_id(self, world: str) -> None:
        answers = ask_file(
            world,
            json.dumps({"id": "a", "question": CAPITAL}),
            "",
            json.dumps({"id": 2, "question": "What is the capital of Atlantis?", "conversation": "c9"}),
            json.dumps({"question": "What is the location of Mostar?", "choose": ["name:mostar=urn:example:Mostar2"]}),
        )
        assert [answer["id"] for answer in answers] == ["a", 2, 4]
        assert [answer["status"] for answer in answers] == ["answered", "not_understood", "answered"]
        assert answers[1]["conversation"] == "c9"

    @pytest.mark.parametrize(
        ("line", "fault"),
        [
            ("{not json", "not JSON"),
            ("[" * 100_000, "nested too deep"),
            ("[1, 2]", "not an object"),
            ('{"id": 1}', '"question" is missing'),
            ('{"question": 7}', '"question" is missing or is not text'),
            ('{"question": "x", "choose": 3}', '"choose" is not a list'),
            ('{"question": "x", "choose": [3]}', '"choose" is not a list'),
            ('{"question": "x", "choose": "y"}', '"choose" is not a list'),
            ('{"question": "x", "choose": ""}', '"choose" is not a list'),
            ('{"id": 1e999, "question": "x"}', "1e999 is no number"),
            ('{"id": [-Infinity, NaN], "question": "x"}', "-Infinity is no number"),
            ('{"question": "x", "conversation": 3}', '"conversation" is missing or is not text'),
            (b'{"question": "\xff"}', "not UTF-8"),
        ],
    )
    def test_a_broken_line_is_an_error_answer_and_the_rest_is_answered(
        self, world: str, line: str | bytes, fault: str
    ) -> None:
        broken, whole = ask_file(world, line, json.dumps({"id": "b", "question": CAPITAL}))
        assert list(broken) == ANSWER_KEYS
        assert (broken["status"], broken["reason"]["code"]) == ("error", "error")
        assert fault in broken["reason"]["message"]
        assert "line 1" in broken["reason"]["message"]
        assert (whole["id"], whole["status"]) == ("b", "answered")

    @pytest.mark.parametrize(
        "fault", [{}, {"question": 5}, {"question": "x", "conversation": 5}, {"question": "x", "choose": "y"}]
    )
    def test_a_broken_line_keeps_its_id(self, world: str, fault: dict[str, Any]) -> None:
        (answer,) = ask_file(world, json.dumps({"id": "c"} | fault))
        assert (answer["id"], answer["status"]) == ("c", "error")

    @pytest.mark.parametrize("question", ["", "   ", "x" * 1_000_000, "\ud800 capital of Czechia", "\0", "'\"\\<>{}?;"])
    def test_a_strange_question_is_answered_somehow(self, world: str, question: str) -> None:
        (answer,) = ask_file(world, json.dumps({"id": 1, "question": question}))
        assert answer["status"] != "answered" or answer["answers"]
        assert len(answer["text"]) < 1_000

    def test_a_byte_order_mark_and_line_separators_are_no_lines(self, world: str) -> None:
        line = b"\xef\xbb\xbf" + json.dumps({"question": CAPITAL + "\u2028"}, ensure_ascii=False).encode()
        (answer,) = ask_file(world, line + b"\r", b"")
        assert answer["status"] == "answered"

    def test_answers_are_flushed_as_they_come(self, world: str) -> None:
        command = [*CLI, "ask", "--file", "-", "-g", world]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            for number in (1, 2):
                process.stdin.write(json.dumps({"id": number, "question": CAPITAL}).encode() + b"\n")
                process.stdin.flush()
                assert json.loads(process.stdout.readline())["id"] == number
            process.stdin.close()
            assert process.wait(20) == 0


BAD_INPUT: list[tuple[list[str], str]] = [
    (["ask", "x", "-g", "missing.ttl"], "missing.ttl: there is no such file"),
    (["ask", "x", "-g", "."], "this is a folder"),
    (["ask", "x", "-g", "{folder}/photo.png"], "photo.png: the extension .png is no known format"),
    (["ask", "x", "-g", "{folder}/broken.ttl"], "broken.ttl:2: "),
    (["ask", "x", "-g", "{folder}/empty.ged"], "empty.ged"),
    (["ask", "x", "--store", "{folder}/nowhere"], "nowhere: there is no such store (make it with kgqa load)"),
    (["ask", "x", "--store", "{folder}/broken.ttl"], "a store is a folder (give files with --graph)"),
    (["ask", "x", "--store", "{folder}"], ""),
    (["ask", ""], "empty"),
    (["ask", " \t "], "empty"),
    (["ask", "why? " * 20_000], "at most 2000"),
    (["ask"], "ask takes either a QUESTION or --file"),
    (["ask", "x", "--file", "y.jsonl"], "ask takes either a QUESTION or --file"),
    (["ask", "--file", "{folder}/missing.jsonl"], "missing.jsonl: No such file"),
    (["ask", "x", "--policy", "reckless"], "reckless"),
    (["explain", "Atlantis", "capital", "Prague", "-g", "{world}"], "Atlantis"),
    (["explain", "Czechia", "currency", "Prague", "-g", "{world}"], "currency"),
    (["explain", "Czechia", "capital"], "Missing argument 'O'"),
    (["sparql", "SELECT", "-g", "{world}"], ""),
    (["sparql", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "-g", "{world}"], "SERVICE"),
    (["sparql", "INSERT DATA { <a:b> <a:c> 1 }", "-g", "{world}"], "INSERT is an update, and updates are refused"),
    (["sparql", "", "-g", "{world}"], "the query is empty"),
    (["check", "-g", "https://example.org/a.ttl"], "https://example.org/a.ttl: nothing is fetched over a network"),
    (["load", "ftp://example.org/a.ged", "--store", "{folder}/store"], "nothing is fetched over a network"),
    (["sparql", "ASK {{}}", "-g", "{world}", "--format", "turtle"], "cannot be written as turtle"),
    (["sparql", "ASK {{}}", "--format", "pdf"], "pdf"),
    (["reason", "--output", "out.docx"], "out.docx: no format goes with this extension"),
    (
        ["reason", "-g", "{world}", "--output", "{folder}/no/where.nt"],
        "no/where.nt: this file cannot be written: No such file",
    ),
    (["load", "missing.ttl", "--store", "{folder}/store"], "missing.ttl: there is no such file"),
    (["load", "a.ttl"], "Missing option '--store'"),
    (["serve", "--port", "99999"], "--port"),
    (["serve", "--host", "192.0.2.1", "-g", "{world}"], "cannot serve at 192.0.2.1"),
    (["test", "missing.yaml"], "missing.yaml: there is no such file"),
    (["dance"], "No such command 'dance'"),
]


@pytest.mark.parametrize(("arguments", "message"), BAD_INPUT, ids=lambda value: str(value)[:50])
def test_bad_input_is_one_clear_line_and_status_2(
    world: str, tmp_path: Path, capsys: Captured, arguments: list[str], message: str
) -> None:
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    (tmp_path / "broken.ttl").write_text("<a:b> <a:c> 1 .\n<a:b> <a:c .\n")
    (tmp_path / "empty.ged").touch()
    before = sorted(tmp_path.iterdir())
    filled = [
        argument.replace("{world}", world).replace("{folder}", str(tmp_path)).replace("{{}}", "{}")
        for argument in arguments
    ]
    assert main(filled) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith("kgqa: ")
    assert captured.err.count("\n") == 1
    assert message in captured.err
    assert len(captured.err) < 500
    assert captured.out == ""
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["ask", "--policy", "loose", "x"], "Invalid value for '--policy': 'loose' is not one of"),
        (["ask", "--policy", "loose", "x"], "(see kgqa ask --help)"),
        (["verify", "--nope", "x"], "(see kgqa verify --help)"),
        (["model", "nope"], "(see kgqa model --help)"),
        (["nope"], "(see kgqa --help)"),
    ],
)
def test_a_usage_error_names_the_help_that_is_meant(arguments: list[str], told: str, capsys: Captured) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr().err
    assert told in captured
    assert "Value error" not in captured


def test_model_alone_shows_its_help(capsys: Captured) -> None:
    assert main(["model"]) == 0
    alone = capsys.readouterr()
    assert main(["model", "--help"]) == 0
    assert alone == capsys.readouterr()
    assert "Commands:\n  install" in alone.out


def test_a_fault_is_one_line_unless_debugging(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("kgqa.cli.opening.open_graph", broken)
    assert main(["check"]) == 2
    assert capsys.readouterr().err == (
        "kgqa: a fault in kgqa: ZeroDivisionError: division by zero (KGQA_DEBUG=1 shows where)\n"
    )
    monkeypatch.setenv("KGQA_DEBUG", "1")
    assert main(["check"]) == 2
    assert "Traceback" in capsys.readouterr().err


def test_a_setting_that_does_not_fit_is_bad_input(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setenv("KGQA_PORT", "eighty")
    assert main(["check"]) == 2
    assert "KGQA_PORT is 'eighty'" in capsys.readouterr().err


class TestExplain:
    def test_the_proof_is_a_tree(self, world: str, capsys: Captured) -> None:
        assert main(["explain", "Prague", "location", "Europe", "-g", world]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines[0].startswith("Europe is the location of Prague  [prp-trp")
        assert lines[1:] == [
            "├─ Czechia is the location of Prague  [stated in world.ttl]",
            "└─ Europe is the location of Czechia  [stated in world.ttl]",
        ]

    def test_terms_may_be_iris(self, world: str, capsys: Captured) -> None:
        iris = ["urn:example:Prague", "urn:example:locatedIn", "urn:example:Europe"]
        assert main(["explain", *iris, "-g", world, "--json"]) == 0
        proof = json.loads(capsys.readouterr().out)
        assert proof["by"] == "rule"
        assert proof["rule"]["name"] == "prp-trp"
        assert [premise["by"] for premise in proof["premises"]] == ["asserted", "asserted"]

    def test_all_gives_a_list(self, world: str, capsys: Captured) -> None:
        assert main(["explain", "Prague", "location", "Czechia", "-g", world, "--all", "--json"]) == 0
        assert [proof["by"] for proof in json.loads(capsys.readouterr().out)] == ["asserted"]

    def test_what_is_not_entailed_ends_with_1(self, world: str, capsys: Captured) -> None:
        assert main(["explain", "Europe", "location", "Prague", "-g", world]) == 1
        first, rule, missing = capsys.readouterr().out.splitlines()
        assert first == "Not entailed: Europe location Prague"
        assert rule.endswith("(prp-trp)")
        assert "Prague is the location of ?y" in missing
        assert main(["explain", "Europe", "location", "Prague", "-g", world, "--json"]) == 1
        assert json.loads(capsys.readouterr().out) is None


class TestSparql:
    QUERY = "SELECT ?p { ?p <urn:example:locatedIn> <urn:example:Czechia> } ORDER BY ?p"

    @pytest.mark.parametrize("format", ["json", "csv", "tsv", "xml", "table"])
    def test_every_table_format(self, world: str, capsys: Captured, format: str) -> None:
        assert main(["sparql", self.QUERY, "-g", world, "--format", format]) == 0
        assert "urn:example:Mostar2" in capsys.readouterr().out

    def test_a_table_is_aligned_and_counted(self, world: str, capsys: Captured) -> None:
        assert main(["sparql", self.QUERY, "-g", world, "--format", "table"]) == 0
        assert capsys.readouterr().out.splitlines() == [
            "p",
            "---------------------",
            "<urn:example:Mostar2>",
            "<urn:example:Prague>",
            "(2 rows)",
        ]

    def test_elsewhere_than_on_a_terminal_the_default_is_json_or_turtle(self, world: str, capsys: Captured) -> None:
        assert main(["sparql", self.QUERY, "-g", world]) == 0
        assert json.loads(capsys.readouterr().out)["head"] == {"vars": ["p"]}
        assert main(["sparql", "DESCRIBE <urn:example:Prague>", "-g", world]) == 0
        assert list(ox.parse(capsys.readouterr().out, ox.RdfFormat.TURTLE))

    def test_the_query_may_come_from_stdin(self, world: str) -> None:
        process = run("sparql", "-", "-g", world, "--format", "csv", stdin=self.QUERY.encode())
        assert process.stdout.splitlines() == [b"p", b"urn:example:Mostar2", b"urn:example:Prague"]

    def test_entailed_facts_are_seen_unless_only_the_stated_ones_are_asked_for(
        self, world: str, capsys: Captured
    ) -> None:
        fact = "<urn:example:Prague> <urn:example:locatedIn> <urn:example:Europe>"
        for dataset, expected in (("", True), ("FROM <urn:kgqa:asserted> ", False)):
            assert main(["sparql", f"ASK {dataset}{{ {fact} }}", "-g", world]) == 0
            assert json.loads(capsys.readouterr().out)["boolean"] is expected


class TestCheck:
    def test_a_consistent_graph_ends_with_0(self, world: str, capsys: Captured) -> None:
        assert main(["check", "-g", world]) == 0
        assert capsys.readouterr().out == "0 conflicts\n"
        assert main(["check", "-g", world, "--json"]) == 0
        assert json.loads(capsys.readouterr().out) == []

    def test_conflicts_are_listed_and_end_with_1(self, tmp_path: Path, capsys: Captured) -> None:
        file = tmp_path / "clash.ttl"
        file.write_text(WORLD + CLASH, encoding="utf-8")
        assert main(["check", "-g", str(file)]) == 1
        assert capsys.readouterr().out.endswith("\n1 conflict\n")
        assert main(["check", "-g", str(file), "--json"]) == 1
        (conflict,) = json.loads(capsys.readouterr().out)
        assert conflict["rule"]["name"] == "cax-dw"


class TestReason:
    PARSERS = {".nt": ox.RdfFormat.N_TRIPLES, ".ttl": ox.RdfFormat.TURTLE, ".nq": ox.RdfFormat.N_QUADS}  # noqa: RUF012

    @pytest.mark.parametrize("compression", ["", ".gz"])
    @pytest.mark.parametrize("extension", PARSERS)
    def test_a_file_holds_what_stdout_gets(
        self, world: str, tmp_path: Path, capsys: Captured, extension: str, compression: str
    ) -> None:
        file = tmp_path / f"all{extension}{compression}"
        assert main(["reason", "-g", world, "--output", str(file)]) == 0
        assert main(["reason", "-g", world]) == 0
        content = gzip.decompress(file.read_bytes()) if compression else file.read_bytes()
        written = {str(quad.triple) for quad in ox.parse(content, self.PARSERS[extension])}
        printed = {str(quad.triple) for quad in ox.parse(capsys.readouterr().out, ox.RdfFormat.N_TRIPLES)}
        assert written == printed
        assert "<urn:example:Prague> <urn:example:locatedIn> <urn:example:Europe>" in written
        assert list(tmp_path.iterdir()) == [file]

    def test_the_same_graph_gives_the_same_bytes(self, world: str, tmp_path: Path) -> None:
        files = [tmp_path / "one.nt.gz", tmp_path / "other.nt.gz"]
        for file in files:
            assert main(["reason", "-g", world, "--output", str(file)]) == 0
        assert files[0].read_bytes() == files[1].read_bytes()

    def test_quads_keep_what_is_entailed_apart(self, world: str, tmp_path: Path) -> None:
        file = tmp_path / "all.nq"
        assert main(["reason", "-g", world, "--output", str(file)]) == 0
        graphs = {str(quad.triple): str(quad.graph_name) for quad in ox.parse(file.read_bytes(), ox.RdfFormat.N_QUADS)}
        place = "<urn:example:Prague> <urn:example:locatedIn>"
        assert graphs[f"{place} <urn:example:Europe>"] == "<urn:kgqa:inferred>"
        assert graphs[f"{place} <urn:example:Czechia>"].endswith("world.ttl>")

    def test_only_what_is_inferred(self, world: str, capsys: Captured) -> None:
        assert main(["reason", "-g", world, "--inferred-only"]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert "<urn:example:Prague> <urn:example:locatedIn> <urn:example:Europe> ." in lines
        assert "<urn:example:Prague> <urn:example:locatedIn> <urn:example:Czechia> ." not in lines

    def test_the_plan_shows_the_compiled_rules(self, world: str, capsys: Captured) -> None:
        assert main(["reason", "-g", world, "--plan"]) == 0
        assert "[prp-trp]" in capsys.readouterr().out


class TestLoad:
    def test_what_is_loaded_stays(self, world: str, tmp_path: Path, capsys: Captured) -> None:
        store = tmp_path / "store"
        assert main(["load", world, "--store", str(store)]) == 0
        assert "facts stated" in capsys.readouterr().out
        assert main(["ask", CAPITAL, "--store", str(store)]) == 0
        assert "Prague" in capsys.readouterr().out

    def test_a_source_of_ones_own(self, world: str, tmp_path: Path, capsys: Captured) -> None:
        store = str(tmp_path / "store")
        assert main(["load", world, "--store", store, "--source", "urn:example:atlas"]) == 0
        capsys.readouterr()
        query = "ASK { GRAPH <urn:example:atlas> { <urn:example:Czechia> <urn:example:capital> ?c } }"
        assert main(["sparql", query, "--store", store]) == 0
        assert json.loads(capsys.readouterr().out)["boolean"] is True

    def test_nothing_is_half_loaded(self, world: str, tmp_path: Path, capsys: Captured) -> None:
        store, broken = tmp_path / "store", tmp_path / "broken.ttl"
        broken.write_text("<a:b> <a:c> <a:d> .\n<a:b>")
        assert main(["load", world, "--store", str(store)]) == 0
        before = capsys.readouterr().out
        assert main(["load", str(broken), "--store", str(store)]) == 2
        capsys.readouterr()
        assert main(["sparql", "ASK { <a:b> <a:c> <a:d> }", "--store", str(store)]) == 0
        assert json.loads(capsys.readouterr().out)["boolean"] is False
        assert before


def test_no_arguments_show_the_help(capsys: Captured) -> None:
    assert main([]) == 0
    assert "Commands:" in capsys.readouterr().out


def test_the_version_is_that_of_the_package(capsys: Captured) -> None:
    from importlib.metadata import version

    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"kgqa {version('kgqa')}\n"


def test_the_help_comes_at_once() -> None:
    def seconds() -> float:
        started = time.perf_counter()
        assert run("--help").returncode == 0
        return time.perf_counter() - started

    assert min(seconds() for _ in range(5)) < 0.5


@pytest.mark.parametrize("environment", [{"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}, {"LC_ALL": "POSIX"}])
def test_output_is_utf8_in_every_locale(world: str, environment: dict[str, str]) -> None:
    process = run("ask", "What is the capital of České Budějovice?", "-g", world, **environment)
    assert "České Budějovice's capital is Europe." in process.stdout.decode()


def test_an_argument_that_is_not_utf8_is_no_crash(world: str) -> None:
    process = run("ask", os.fsdecode(b"What is the capital of \xff?"), "-g", world, "--json")
    assert process.returncode == 1
    assert json.loads(process.stdout)["status"] != "answered"
    assert b"Traceback" not in process.stderr


def test_a_reader_that_leaves_early_is_no_error(world: str) -> None:
    writer = subprocess.Popen(
        [*CLI, "reason", "-g", world], stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0
    )  # fmt: skip
    assert writer.stdout is not None
    assert writer.stderr is not None
    writer.stdout.close()
    assert writer.wait(60) == 141
    assert writer.stderr.read() == b""
    writer.stderr.close()


def test_an_interrupt_ends_quietly(world: str) -> None:
    command = [*CLI, "ask", "--file", "-", "-g", world]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(json.dumps({"question": CAPITAL}).encode() + b"\n")
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        assert process.stderr.read() == b""


def test_the_server_tells_its_address_and_stops_quietly(world: str) -> None:
    with subprocess.Popen([*CLI, "serve", "-g", world, "--port", "0"], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        lines = iter(process.stderr.readline, "")
        told = (json.loads(line)["event"] for line in lines)
        address = next(event for event in told if event.startswith("Serving at ")).split()[2]
        for _ in range(100):
            try:
                with urllib.request.urlopen(f"{address}readyz", timeout=5) as ready:
                    assert json.load(ready)["status"] == "ready"
                break
            except OSError:
                time.sleep(0.1)
        taken = run("serve", "-g", world, "--port", address.rstrip("/").rpartition(":")[2])
        assert taken.returncode == 2
        assert b"Address already in use" in taken.stderr
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        assert list(lines) == []
