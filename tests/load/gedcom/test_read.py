"""A file read whole."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgqa.errors import FormatError
from kgqa.load.gedcom import read_gedcom
from kgqa.model import IRI

SOURCE = IRI("urn:kgqa:source:some.ged")
PERSON = IRI("https://w3id.org/kgqa/family#Person")


def people(loaded):
    return {triple.subject for triple in loaded.triples if triple.object == PERSON}


def test_the_last_segment_of_an_iri_is_the_cross_reference(load):
    loaded = load("0 @I123@ INDI\n0 @I/4 5@ INDI")
    assert people(loaded) == {IRI(SOURCE.value + "/I123"), IRI(SOURCE.value + "/I%2F4%205")}
    assert loaded.lines == {IRI(SOURCE.value + "/I123"): 5, IRI(SOURCE.value + "/I%2F4%205"): 6}
    assert (loaded.source, loaded.file) == (SOURCE, "some.ged")


def test_records_that_share_a_cross_reference_are_all_loaded(load):
    loaded = load("0 @I1@ INDI\n1 NAME One\n0 @I1@ INDI\n1 NAME Two\n0 @F1@ FAM\n1 HUSB @I1@")
    assert len(people(loaded)) == 2
    assert "@I1@ is there twice; this one was loaded as I1-line-7" in [p.message for p in loaded.problems]


def test_records_without_a_cross_reference_are_loaded(load):
    assert len(people(load("0 INDI\n1 NAME One\n0 INDI\n1 NAME Two\n0 @INDI-line-5@ INDI"))) == 3


def test_a_file_without_header_is_loaded_and_reported(load):
    loaded = load(b"0 @I1@ INDI\n1 NAME John /Doe/\n0 TRLR\n")
    assert len(people(loaded)) == 1
    assert [problem.message for problem in loaded.problems] == ["the file has no HEAD record"]


@pytest.mark.parametrize(
    "data",
    [
        b"hello\n",
        b"@prefix : <http://example.org/> .\n:a :b :c .\n",
        b"1 apple\n2 pears\n",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"0 @S1@ SUBM\n",
    ],
)
def test_what_is_no_gedcom_is_refused_in_one_line(load, data):
    with pytest.raises(FormatError) as caught:
        load(data)
    assert "no GEDCOM" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.remedy


def test_progress_counts_lines(tmp_path):
    path = tmp_path / "some.ged"
    path.write_text("0 HEAD\n" + "".join(f"0 @I{n}@ INDI\n1 SEX F\n" for n in range(1_200)) + "0 TRLR\n")
    seen = []
    read_gedcom(path, SOURCE, progress=lambda done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert len(seen) == 4
    assert seen[-1] == (2_403, 2_403)


def test_the_time_grows_with_the_file_and_no_faster(tmp_path, load):
    family = "0 @I{0}@ INDI\n1 FAMS @F{0}@\n1 FAMC @F{1}@\n0 @F{0}@ FAM\n1 HUSB @I{0}@\n1 CHIL @I{2}@\n1 DIV Y\n"
    loaded = load("".join(family.format(n, n - 1, n + 1) for n in range(4_000)))
    assert len(people(loaded)) == 4_000


WHOLE = """0 HEAD
1 GEDC
2 VERS 5.5.1
0 @I1@ INDI
1 NAME Ada /Byron/
1 SEX F
1 BIRT
2 DATE 10 DEC 1815
2 PLAC London, England
1 FAMS @F1@
0 @I2@ INDI
1 NAME William /King/
1 FAMS @F1@
0 @I3@ INDI
1 FAMC @F1@
2 PEDI birth
0 @F1@ FAM
1 HUSB @I2@
1 WIFE @I1@
1 CHIL @I3@
1 MARR
2 DATE 8 JUL 1835
0 TRLR"""

damage = st.one_of(
    st.tuples(st.just("drop"), st.integers(1, 22), st.just("")),
    st.tuples(st.just("insert"), st.integers(1, 22), st.text(max_size=15)),
    st.tuples(st.just("repeat"), st.integers(1, 22), st.just("")),
    st.tuples(st.just("level"), st.integers(1, 22), st.sampled_from(["0", "1", "7", "99", "x", ""])),
)


def damaged(kind: str, line: str, extra: str) -> list[str]:
    if kind == "level":
        return [line if line.startswith("0") else f"{extra} {line[2:]}"]
    return {"drop": [], "insert": [line, extra], "repeat": [line, line]}[kind]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(damage, max_size=5))
def test_a_damaged_file_loads_every_person_whose_record_line_is_left(tmp_path, strokes):
    lines = [[line] for line in WHOLE.splitlines()]
    for kind, place, extra in strokes:
        lines[place] = [new for line in lines[place] for new in damaged(kind, line, extra)]
    text = "\n".join(line for group in lines for line in group)
    path = tmp_path / "some.ged"
    path.write_text(text, encoding="utf-8", newline="")
    loaded = read_gedcom(path, SOURCE)
    expected = len(re.findall(r"(?m)^0 @[^@\n]+@ INDI$", text))
    assert len(people(loaded)) >= expected
