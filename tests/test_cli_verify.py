"""`kgqa verify` as another program meets it: a text, a file of claims, the triples of an RDF file."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from kgqa.cli import main
from kgqa.cli.claims import judged
from kgqa.errors import TooLargeError

if TYPE_CHECKING:
    from pathlib import Path

    from kgqa.model import Verdict

GUILD = """
@prefix : <urn:example:> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

:mentor a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "mentor" .
:born a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "birth date" .
:ann rdfs:label "Ann Archer" ; :mentor :beth ; :born "1809-02-12"^^xsd:date .
:beth rdfs:label "Beth Moss" ; :mentor :cora .
:cora rdfs:label "Cora Lind" .
:dora rdfs:label "Dora Ray" ; :mentor :cora .
"""
CLI = [sys.executable, "-c", "import sys; from kgqa.cli import main; sys.exit(main())"]
TRUE = "Ann Archer's mentor is Beth Moss."
FALSE = "Ann Archer's mentor is Cora Lind."
KEYS = ["id", "text", "verdict", "claims", "unread", "unclaimed", "revision", "elapsed_ms"]

Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def guild(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("guild") / "guild.ttl"
    file.write_text(GUILD, encoding="utf-8")
    return str(file)


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    return subprocess.run([*CLI, "verify", *arguments], input=stdin, capture_output=True, check=False, timeout=120)


def claim(subject: str, predicate: str, value: str, **more: Any) -> dict[str, Any]:
    return {"subject": subject, "predicate": predicate, "object": value} | more


class TestText:
    def test_a_claim_is_told_with_its_proof(self, guild: str, capsys: Captured) -> None:
        assert main(["verify", TRUE, "-g", guild]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines[0] == "Supported: 1 claim, 1 supported."
        assert lines[1].startswith("- supported: Ann Archer's mentor is Beth Moss")
        assert lines[2].endswith("[stated in guild.ttl]")

    def test_what_is_contradicted_is_told_with_the_conflict_and_what_the_graph_has(
        self, guild: str, capsys: Captured
    ) -> None:
        assert main(["verify", FALSE, "-g", guild]) == 0
        told = capsys.readouterr().out
        assert told.startswith("Contradicted: 1 claim, 1 contradicted.")
        assert "the graph has: Beth Moss" in told
        assert "[prp-fp]" in told

    def test_what_is_not_understood_is_told(self, guild: str, capsys: Captured) -> None:
        assert main(["verify", f"{TRUE} Flurbl gnrx the wug.", "-g", guild]) == 0
        told = capsys.readouterr().out
        assert told.startswith("Unknown:")
        assert "- not understood: Flurbl gnrx the wug" in told

    def test_json_is_the_verdict_object(self, guild: str, capsys: Captured) -> None:
        assert main(["verify", FALSE, "-g", guild, "--json"]) == 0
        verdict = json.loads(capsys.readouterr().out)
        assert list(verdict) == KEYS
        [found] = verdict["claims"]
        assert FALSE[found["start"] : found["end"]] == found["text"]
        assert (found["verdict"], found["instead"]) == ("contradicted", "Beth Moss")
        assert found["conflict"]["rule"]["name"] == "prp-fp"

    def test_a_text_is_rewritten(self, guild: str, capsys: Captured) -> None:
        assert main(["verify", f"{FALSE} {TRUE}", "-g", guild, "--rewrite"]) == 0
        last = capsys.readouterr().out.splitlines()[-1]
        assert last == f"Ann Archer's mentor is {{~~Cora Lind~>Beth Moss~~}}. {TRUE}"

    def test_stdin_is_a_text_too(self, guild: str) -> None:
        done = run("-", "-g", guild, "--json", stdin=f"\ufeff{TRUE}\n".encode())
        assert done.returncode == 0
        assert json.loads(done.stdout)["text"] == f"{TRUE}\n"

    def test_an_empty_text_has_no_claim(self, guild: str, capsys: Captured) -> None:
        for text in ("", " \n"):
            assert main(["verify", text, "-g", guild]) == 0
            assert capsys.readouterr().out == "Unknown: no claim was found.\n"

    @pytest.mark.parametrize(
        ("arguments", "stdin", "message"),
        [
            (["-"], b"\xff\xfe", "not UTF-8"),
            (["a " * 20_000], b"", "at most 20,000"),
            ([], b"", "either a TEXT or --file"),
            ([TRUE, "--file", "-"], b"", "either a TEXT or --file"),
            (["--file", "nowhere.jsonl"], b"", "nowhere.jsonl"),
        ],
    )
    def test_bad_input_is_one_line(self, guild: str, arguments: list[str], stdin: bytes, message: str) -> None:
        done = run(*arguments, "-g", guild, stdin=stdin)
        assert (done.returncode, done.stdout) == (2, b"")
        assert message in done.stderr.decode()
        assert done.stderr.count(b"\n") == 1

    def test_labels_move_no_cursor(self, guild: str, capsys: Captured) -> None:
        assert main(["verify", f"\x1b[31m{TRUE}\x00\x9b", "-g", guild]) == 0
        told = capsys.readouterr().out
        assert not {"\x1b", "\x9b", "\x00"} & set(told)


def no_verdict(_: object) -> Verdict:
    raise AssertionError("this is no claim")


LINES = [
    ({"id": "t", "text": TRUE}, "supported"),
    ({"id": 7, "text": FALSE}, "contradicted"),
    ({"id": None, "text": ""}, "unknown"),
    ({"id": ["x"], "claims": [claim("Ann Archer", "mentor", "Beth Moss")]}, "supported"),
    ({"claims": [claim("Ann Archer", "mentor", "Cora Lind")]}, "contradicted"),
    ({"claims": [claim("Ann Archer", "mentor", "Cora Lind", negated=True)]}, "supported"),
    ({"claims": [claim("Zed", "mentor", "Cora Lind")], "note": "whatever"}, "unknown"),
    ({"claims": []}, "unknown"),
    ({"text": "Ann \ud800 Archer\x00"}, "unknown"),
]
BAD = [
    (b"not json", "bad_input"),
    (b"\xff\xfe", "bad_input"),
    (b"[1]", "bad_input"),
    (b"{}", "bad_input"),
    (b'{"id": 1, "text": 7}', "bad_input"),
    (b'{"id": 1, "text": "x", "claims": []}', "bad_input"),
    (b'{"id": 1, "claims": "x"}', "bad_input"),
    (b'{"id": 1, "claims": [{"subject": "Ann"}]}', "bad_input"),
    (b'{"id": NaN, "text": "x"}', "bad_input"),
    (b"[" * 100_000, "bad_input"),
    (json.dumps({"text": "a" * 20_001}).encode(), "too_large"),
    (json.dumps({"claims": [claim("a", "b", "c")] * 1_001}).encode(), "too_large"),
]


class TestFile:
    def test_each_line_gets_its_verdict_in_order(self, guild: str, tmp_path: Path, capsys: Captured) -> None:
        file = tmp_path / "c.jsonl"
        file.write_bytes(b"\xef\xbb\xbf" + b"\r\n\n".join(json.dumps(line).encode() for line, _ in LINES))
        assert main(["verify", "--file", str(file), "-g", guild]) == 0
        verdicts = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [verdict["verdict"] for verdict in verdicts] == [verdict for _, verdict in LINES]
        numbers = range(1, 2 * len(LINES), 2)
        assert [verdict["id"] for verdict in verdicts] == [
            line.get("id", number) for (line, _), number in zip(LINES, numbers, strict=True)
        ]
        assert all(list(verdict) == KEYS for verdict in verdicts)

    def test_a_line_that_fails_says_so_and_the_next_is_judged(self, guild: str) -> None:
        good = json.dumps({"id": "good", "text": TRUE}).encode()
        done = run("--file", "-", "-g", guild, stdin=b"\n".join([*(line for line, _ in BAD), good]))
        assert done.returncode == 0
        *failed, last = [json.loads(line) for line in done.stdout.splitlines()]
        assert [verdict["error"]["code"] for verdict in failed] == [code for _, code in BAD]
        assert {verdict["verdict"] for verdict in failed} == {"unknown"}
        assert all(f"line {number}:" in verdict["error"]["message"] for number, verdict in enumerate(failed, 1))
        assert (last["id"], last["verdict"]) == ("good", "supported")

    @pytest.mark.parametrize(
        ("line", "message"),
        [
            (b'{"text": "x", "claims": []}', 'this has both "text" and "claims" (give either)'),
            (b"{}", 'this has neither "text" nor "claims"'),
            (b"[" * 100_000, "this is JSON nested too deep"),
            (b"@prefix : <urn:x:> .", "it looks like RDF (RDF is known by the extension of its file"),
            (b"<urn:x:a> <urn:x:b> <urn:x:c> .", "it looks like RDF"),
        ],
    )
    def test_a_line_that_fails_says_what_to_do(self, line: bytes, message: str) -> None:
        told = judged(1, line, no_verdict, "r")["error"]["message"]
        assert told.startswith(f"line 1: {'' if message.startswith('this') else 'this is not JSON; '}{message}")

    def test_a_text_over_its_limit_is_not_given_back_whole(self) -> None:
        def refuse(_: object) -> Verdict:
            raise TooLargeError("too long")

        line = json.dumps({"text": "a" * 30_000}).encode()
        assert judged(1, line, refuse, "r")["text"] == "a" * 100 + "…"

    def test_lines_are_not_read_compressed(self, guild: str, tmp_path: Path, capsys: Captured) -> None:
        file = tmp_path / "c.jsonl.gz"
        file.write_bytes(gzip.compress(json.dumps({"text": TRUE}).encode()))
        assert main(["verify", "--file", str(file), "-g", guild]) == 2
        captured = capsys.readouterr()
        assert captured.out == ""
        assert "only RDF is read compressed (unpack it first)" in captured.err

    def test_verdicts_come_as_the_lines_do(self, guild: str) -> None:
        process = subprocess.Popen(
            [*CLI, "verify", "--file", "-", "-g", guild], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(12):
            process.stdin.write(json.dumps({"id": number, "text": TRUE}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait(30) == 0
        process.stdout.close()

    def test_a_file_is_rewritten(self, guild: str) -> None:
        done = run("--file", "-", "-g", guild, "--rewrite", stdin=json.dumps({"text": FALSE}).encode())
        verdict = json.loads(done.stdout)
        assert verdict["rewritten"] == "Ann Archer's mentor is {~~Cora Lind~>Beth Moss~~}."
        assert verdict["edits"] == [{"start": 23, "end": 32, "new": "Beth Moss"}]

    def test_the_triples_of_an_rdf_file_are_claims(self, guild: str, tmp_path: Path, capsys: Captured) -> None:
        file = tmp_path / "claims.ttl"
        file.write_text(
            "@prefix : <urn:example:> . :ann :mentor :beth , :cora ; :born 'never' . [] :mentor :zed .",
            encoding="utf-8",
        )
        assert main(["verify", "--file", str(file), "-g", guild]) == 0
        verdicts = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [verdict["id"] for verdict in verdicts] == [1, 2, 3, 4]
        found = {verdict["claims"][0]["object"]: verdict["verdict"] for verdict in verdicts}
        assert found["urn:example:beth"] == "supported"
        assert found["urn:example:cora"] == "contradicted"
        assert found["urn:example:zed"] == "unknown"

    def test_an_rdf_file_that_cannot_be_read_is_bad_input(self, guild: str, tmp_path: Path) -> None:
        file = tmp_path / "claims.ttl"
        file.write_text("@prefix : <urn:x:> . :a :b", encoding="utf-8")
        done = run("--file", str(file), "-g", guild)
        assert done.returncode == 2
        assert b"claims.ttl" in done.stderr

    @pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
    def test_ctrl_c_ends_it_without_a_word(self, guild: str) -> None:
        process = subprocess.Popen(
            [*CLI, "verify", "--file", "-", "-g", guild],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        for _ in range(12):
            process.stdin.write(json.dumps({"text": TRUE}).encode() + b"\n")
            process.stdin.flush()
            process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(20) == 130
        _, told = process.communicate()
        assert b"Traceback" not in told
