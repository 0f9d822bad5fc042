"""Reasoning tests: what passes, what fails with which line, and what is refused with which remedy."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kgqa.cli import main
from kgqa.errors import KgqaError
from kgqa.regression import Case, Failure, Outcome, find_suites, junit_report, read_suite, run_suites

ONTOLOGY = """
    @prefix : <urn:example:> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    :partOf a owl:TransitiveProperty .
    :contains owl:inverseOf :partOf .
    :Wet owl:disjointWith :Dry .
    :tidal rdfs:domain :Wet .
    :sea :partOf :earth .
"""
HEADER = """
    ontology: [world.ttl]
    prefixes: {"": "urn:example:"}
    cases:
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "world.ttl").write_text(dedent(ONTOLOGY), encoding="utf-8")
    return tmp_path


def write(folder: Path, cases: str, header: str = HEADER) -> Path:
    file = folder / "test.yaml"
    file.write_text(dedent(header).lstrip() + dedent(cases).strip("\n") + "\n", encoding="utf-8")
    return file


def outcome(folder: Path, cases: str) -> Outcome:
    (only,) = run_suites([read_suite(write(folder, cases))])
    return only


def failures(folder: Path, expect: str) -> list[tuple[int, str]]:
    cases = f"""
  - name: bays
    given: |
      :bay :partOf :sea .
      :creek :partOf :bay ; :tidal 2 .
    expect:
      {expect}
"""
    return [(failure.line, failure.message) for failure in outcome(folder, cases).failures]


@pytest.mark.parametrize(
    "expect",
    [
        'entailed: [":creek :partOf :sea", ":sea :contains :bay ."]',
        'entailed: [":creek :partOf :earth"]',
        'entailed: [":bay :partOf :sea"]',
        'entailed: [{triple: ":creek :partOf :sea", rule: prp-trp}]',
        'entailed: [{triple: ":bay :partOf :sea", rule: asserted}]',
        'entailed: [{triple: ":sea :contains :creek", proof_uses: [":creek :partOf :bay", ":bay :partOf :sea"]}]',
        'not_entailed: [":sea :partOf :bay"]',
        "conflict: false",
        'count: {":creek :partOf ?x": 3, "?x :partOf :earth": 3, "?x ?p :nothing": 0}',
    ],
)
def test_what_follows_passes(folder: Path, expect: str) -> None:
    assert failures(folder, expect) == []


@pytest.mark.parametrize(
    ("expect", "message"),
    [
        ('entailed: [":sea :partOf :bay"]', "not entailed: :sea :partOf :bay"),
        ('not_entailed: [":creek :partOf :sea"]', "entailed: :creek :partOf :sea"),
        (
            'entailed: [{triple: ":creek :partOf :sea", rule: prp-inv1}]',
            "not by prp-inv1 but by prp-trp: :creek :partOf :sea",
        ),
        (
            'entailed: [{triple: ":bay a :Wet", proof_uses: []}]',
            "not entailed: :bay a :Wet",
        ),
        (
            'entailed: [{triple: ":creek a :Wet", proof_uses: [":bay :partOf :sea"]}]',
            "no proof of :creek a :Wet uses <urn:example:bay> <urn:example:partOf> <urn:example:sea> .",
        ),
        ("conflict: true", "no conflict was found"),
        ("conflict: cax-dw", "no conflict by cax-dw, but none at all"),
        ('count: {":creek :partOf ?x": 2}', "3 instead of 2: :creek :partOf ?x"),
    ],
)
def test_what_does_not_follow_fails_with_its_line(folder: Path, expect: str, message: str) -> None:
    assert failures(folder, expect) == [(9, message)]


CLASH = """
  - name: a dry creek
    given: ":creek :tidal 2 ; a :Dry ."
    expect:
      conflict: {expected}
"""


def test_a_conflict_can_be_expected_by_any_rule_or_by_one(folder: Path) -> None:
    assert outcome(folder, CLASH.format(expected="true")).failures == ()
    assert outcome(folder, CLASH.format(expected="cax-dw")).failures == ()


def test_an_unexpected_conflict_names_the_rules(folder: Path) -> None:
    (unexpected,) = outcome(folder, CLASH.format(expected="false")).failures
    assert unexpected.message == "a conflict was found, by cax-dw"
    (other,) = outcome(folder, CLASH.format(expected="prp-fp")).failures
    assert other.message == "no conflict by prp-fp, but by cax-dw"


def test_a_case_may_state_axioms_which_no_other_case_sees(folder: Path) -> None:
    cases = """
  - name: with an axiom
    given: |
      @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
      :within rdfs:subPropertyOf :partOf . :bay :within :sea .
    expect: {entailed: [":bay :partOf :earth"]}
  - name: without
    given: ":bay :within :sea ."
    expect: {not_entailed: [":bay :partOf :earth"]}
"""
    assert [run.failures for run in run_suites([read_suite(write(folder, cases))])] == [(), ()]


def test_facts_may_be_in_a_file_of_their_own(folder: Path) -> None:
    (folder / "facts.nt").write_text("<urn:example:bay> <urn:example:partOf> <urn:example:sea> .\n")
    cases = """
  - name: from a file
    given_file: facts.nt
    given: ":creek :partOf :bay ."
    expect: {entailed: [":creek :partOf :earth"]}
"""
    assert outcome(folder, cases).failures == ()


def test_a_bundled_ontology_goes_by_its_iri(folder: Path) -> None:
    header = """
        ontology: https://w3id.org/kgqa/family
        prefixes: {"": "urn:example:", family: "https://w3id.org/kgqa/family#"}
        cases:
    """
    cases = """
  - name: an inverse
    given: ":a family:hasMother :b ."
    expect: {entailed: [":b family:hasChild :a"]}
"""
    (only,) = run_suites([read_suite(write(folder, cases, header))])
    assert only.failures == ()


MALFORMED = [
    ("", 1, "the file is empty"),
    ("cases: [", 1, "this is not YAML"),
    ("- a\n- b", 1, "a test file must be a mapping"),
    ("case: []", 1, "a test file has no 'case' (use ontology, prefixes, cases)"),
    ("ontology: []", None, "there is no 'cases'"),
    ("cases: []", 1, "there are no cases"),
    ("cases: one", 1, "cases must be a list"),
    ("ontology: [nowhere.ttl]\ncases: [{}]", 1, "there is no ontology nowhere.ttl"),
    ("cases:\n  - given: ''", 2, "the case has no 'name'"),
    ("cases:\n  - name: x", 2, "the case has no 'expect'"),
    ("cases:\n  - name: x\n    expect: {}", 3, "the case 'x' expects nothing"),
    ("cases:\n  - name: x\n    name: y", 3, "'name' stands twice"),
    ("cases:\n  - name: x\n    expect:\n      entail: []", 4, "expect has no 'entail'"),
    ("cases:\n  - name: x\n    expect:\n      entailed:\n      - 'a b c'", 5, "this is not Turtle"),
    ("cases:\n  - name: x\n    expect:\n      entailed:\n      - '<a:b> <a:c> 1, 2'", 5, "is not one fact"),
    ("cases:\n  - name: x\n    expect:\n      entailed:\n      - rule: r", 5, "has no 'triple'"),
    ("cases:\n  - name: x\n    expect:\n      count: {'?x a ?y': many}", 4, "a count must be a number"),
    ("cases:\n  - name: x\n    expect:\n      count: {'?x a ?x': 1}", 4, "has a variable twice"),
    ("cases:\n  - name: x\n    given_file: no.ttl\n    expect: {conflict: false}", 3, "there is no file"),
    ("cases:\n  - name: x\n    given: |\n      <a:b> a <a:c> .\n      x y z .\n    expect: {}", 5, "Turtle"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "line", "message"), MALFORMED)
def test_a_malformed_file_is_refused_with_file_line_and_remedy(
    tmp_path: Path, content: str, line: int | None, message: str
) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(KgqaError, match=re.escape(message)) as refused:
        read_suite(file)
    assert (refused.value.file, refused.value.line) == (str(file), line)
    assert refused.value.remedy


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(KgqaError, match="not UTF-8"):
        read_suite(tmp_path / "bad.yaml")


def test_folders_are_searched_and_files_taken_once(folder: Path) -> None:
    inner = folder / "inner"
    inner.mkdir()
    first, second = folder / "b.yaml", inner / "a.yml"
    first.touch()
    second.touch()
    assert find_suites([folder, first]) == [first, second]


@pytest.mark.parametrize(
    ("name", "message"),
    [("none.yaml", "no such file"), ("world.ttl", "tests are in"), (".", "no test file")],
)
def test_what_is_no_test_file_is_refused(folder: Path, name: str, message: str) -> None:
    with pytest.raises(KgqaError, match=message):
        find_suites([folder / name])


def test_the_junit_report_names_file_line_and_failure(folder: Path) -> None:
    good = outcome(folder, CLASH.format(expected="true"))
    bad = outcome(folder, CLASH.format(expected="false"))
    root = ElementTree.fromstring(junit_report([good, bad]))
    assert (root.get("tests"), root.get("failures")) == ("2", "1")
    cases = list(root.iter("testcase"))
    assert [case.get("name") for case in cases] == ["a dry creek", "a dry creek"]
    failure = cases[1].find("failure")
    assert failure is not None
    assert failure.text == f"{bad.file}:7: a conflict was found, by cax-dw"


@given(name=st.text(), message=st.text())
@example(name="bell \a", message="\x1b[31m\ud800\ufffe]]>")
def test_the_junit_report_is_xml_whatever_the_texts(name: str, message: str) -> None:
    case = Case(name, 1, (), ())
    report = junit_report([Outcome(Path("a.yaml"), case, (Failure(1, message),), 0.0)])
    (shown,) = ElementTree.fromstring(report.encode()).iter("testcase")
    assert len(shown.get("name", "")) == len(name)


def test_the_command_tells_failures_and_ends_with_a_count(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(folder, CLASH.format(expected="true") + CLASH.format(expected="false"))
    report = folder / "report.xml"
    assert main(["test", str(folder), "--junit", str(report), "-v"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{file}:4: a dry creek: passed",
        f"{file}:12: a dry creek: a conflict was found, by cax-dw",
        "1 passed, 1 failed",
    ]
    assert ElementTree.parse(report).getroot().get("failures") == "1"


def test_the_command_ends_with_2_on_a_malformed_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.yaml").write_text("cases: 1\n")
    assert main(["test", str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        f"kgqa: {tmp_path / 'bad.yaml'}:1: cases must be a list (begin each item with `- `)\n"
    )


def test_the_family_ontology_passes_its_own_tests(root: Path) -> None:
    outcomes = list(run_suites(read_suite(file) for file in find_suites([root / "tests" / "reasoning"])))
    assert outcomes
    assert [(run.file.name, run.case.name, run.failures) for run in outcomes if run.failures] == []
