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
        'not_entailed: []\n      count: {":creek :tidal ?x": 1}',
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


WHAT_IF = """
  - name: a dam
    given: |
      :creek :partOf :bay ; :tidal 2 .
      :bay :partOf :sea .
    what_if: {change}
    expect: {expected}
"""
DAM = '{add: ":creek a :Dry .", delete: ":bay :partOf :sea ."}'


def changed(folder: Path, expected: str, change: str = DAM) -> list[tuple[int, str]]:
    (only,) = run_suites([read_suite(write(folder, WHAT_IF.format(change=change, expected=expected)))])
    return [(failure.line, failure.message) for failure in only.failures]


@pytest.mark.parametrize(
    "expected",
    [
        '{gained: [":creek a :Dry"], lost: [":bay :partOf :sea", ":creek :partOf :earth"]}',
        '{entailed: [":creek :partOf :bay"], not_entailed: [":creek :partOf :sea"], count: {":creek :partOf ?x": 1}}',
        "{conflict: cax-dw}",
        '{conflict: {rule: cax-dw, proof_uses: [":creek a :Dry", ":creek :tidal 2"]}}',
        '{conflict: {proof_uses: [":creek a :Wet"]}}',
    ],
)
def test_a_case_may_change_what_is_stated(folder: Path, expected: str) -> None:
    assert changed(folder, expected) == []


@pytest.mark.parametrize(
    ("expected", "message"),
    [
        ('{gained: [":creek a :Wet"]}', "was entailed before: :creek a :Wet"),
        ('{gained: [":creek :partOf :sea"]}', "not entailed: :creek :partOf :sea"),
        ('{lost: [":creek :partOf :bay"]}', "still entailed: :creek :partOf :bay"),
        ('{lost: [":creek a :Dry"]}', "was not entailed before: :creek a :Dry"),
        ("{conflict: false}", "a conflict was found, by cax-dw"),
        (
            '{conflict: {proof_uses: [":creek :partOf :bay"]}}',
            "no conflict uses <urn:example:creek> <urn:example:partOf> <urn:example:bay> .",
        ),
    ],
)
def test_a_change_that_does_not_bring_what_is_expected_fails(folder: Path, expected: str, message: str) -> None:
    assert changed(folder, expected) == [(9, message)]


def test_axioms_may_be_added_and_what_the_ontology_states_taken_away(folder: Path) -> None:
    change = '{delete: ":sea :partOf :earth . :partOf a <http://www.w3.org/2002/07/owl#TransitiveProperty> ."}'
    assert changed(folder, '{lost: [":bay :partOf :earth", ":creek :partOf :sea"]}', change) == []


def test_a_conflict_that_was_there_before_is_none_of_the_change(folder: Path) -> None:
    change = '{add: ":creek :partOf :land ."}'
    case = WHAT_IF.format(change=change, expected="{conflict: false}").replace(":tidal 2", "a :Wet, :Dry")
    assert outcome(folder, case).failures == ()


def test_what_is_not_stated_cannot_be_deleted(folder: Path) -> None:
    ((line, message),) = changed(folder, '{entailed: [":creek a :Wet"]}', '{delete: ":creek a :Wet ."}')
    assert line == 8
    assert message == (
        "not stated, so it cannot be deleted: <urn:example:creek> "
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:example:Wet> ."
    )


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
    ("cases:\n  - name: x\n    what_if: {}\n    expect: {conflict: false}", 3, "what_if changes nothing"),
    ("cases:\n  - name: x\n    what_if: {remove: ''}\n    expect: {conflict: false}", 3, "what_if has no 'remove'"),
    ("cases:\n  - name: x\n    what_if:\n      add: |\n        x y z .\n    expect: {conflict: true}", 5, "Turtle"),
    ("cases:\n  - name: x\n    expect: {lost: ['<a:b> a <a:c>']}", 3, "the case 'x' changes nothing"),
    ("cases:\n  - name: x\n    expect:\n      conflict: {by: r}", 4, "conflict has no 'by'"),
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


JUNIT = {
    "testsuites": ({"name", "time", "tests", "failures", "errors"}, set(), {"testsuite"}),
    "testsuite": (
        {"group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url", "version"},
        {"name", "tests", "failures", "errors"},
        {"testsuite", "properties", "testcase", "system-out", "system-err"},
    ),
    "testcase": ({"time", "classname", "group"}, {"name"}, {"skipped", "failure", "system-out", "system-err"}),
    "failure": ({"type", "message"}, set(), set()),
}
"""What the schema of Jenkins' xUnit plugin (junit-10.xsd) allows: attributes, attributes that must be, children."""


def test_the_junit_report_fits_the_common_schema(folder: Path) -> None:
    run = [outcome(folder, CLASH.format(expected=expected)) for expected in ("true", "false")]
    root = ElementTree.fromstring(junit_report(run))
    assert root.tag == "testsuites"
    assert {element.tag for element in root.iter()} == set(JUNIT)
    for element in root.iter():
        optional, required, children = JUNIT[element.tag]
        assert required <= set(element.attrib) <= optional | required
        assert {child.tag for child in element} <= children
        assert re.fullmatch(r"\d+\.\d{3}", element.get("time", "0.000"))


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
