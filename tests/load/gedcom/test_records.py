"""Lines as records: levels, continuations, and what is mended."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.load.gedcom.records import read_records


def read(*lines: str):
    records, problems = read_records("\n".join(lines))
    return records, [(problem.line, problem.message) for problem in problems]


def shape(record):
    return record.tag, record.value, [shape(below) for below in record.below]


def test_levels_make_a_tree_and_every_line_keeps_its_number():
    records, problems = read("0 HEAD", "", "0 @I1@ INDI", "  1 BIRT", "\t2 DATE 1819", "1 SEX F")
    person = records[1]
    assert shape(person) == ("INDI", "", [("BIRT", "", [("DATE", "1819", [])]), ("SEX", "F", [])])
    assert (person.xref, person.line, person.below[0].below[0].line) == ("I1", 3, 5)
    assert problems == []


def test_continuations_are_joined():
    records, _ = read("0 @N1@ NOTE One", "1 CONT", "1 CONT two ", "1 CONC and a half")
    assert records[0].value == "One\n\ntwo and a half"
    assert records[0].below == []


def test_a_continuation_belongs_to_the_line_one_level_up_even_after_other_lines():
    records, problems = read("0 @I1@ INDI", "1 NOTE One", "2 SOUR @S1@", "2 CONT two")
    assert records[0].below[0].value == "One\ntwo"
    assert problems == []


@pytest.mark.parametrize(
    ("version", "value", "expected"),
    [
        ("5.5.1", "me@@example.com and @@@@", "me@example.com and @@"),
        ("7.0", "@@one @@two", "@one @@two"),
        ("7.0", "me@example.com", "me@example.com"),
    ],
)
def test_at_signs_are_undone_as_the_version_wants(version, value, expected):
    records, _ = read("0 HEAD", "1 GEDC", f"2 VERS {version}", f"0 @N1@ NOTE {value}")
    assert records[1].value == expected


def test_pointers_are_told_from_text():
    records, _ = read("0 @I1@ INDI", "1 FAMC @F 1@", "1 NOTE @ home", "1 BIRT @#DJULIAN@")
    assert [below.pointer for below in records[0].below] == ["F 1", None, None]


@pytest.mark.parametrize(
    ("line", "xref", "tag"),
    [
        ("0 @I1 INDI", "I1", "INDI"),
        ("0 I1 INDI", "I1", "INDI"),
        ("0 INDI @I1@", "I1", "INDI"),
        ("0@I1@ INDI", "I1", "INDI"),
        ("0 @I1@INDI", "I1", "INDI"),
        ("00 @I1@ INDI", "I1", "INDI"),
        ("0 @I1@ indi", "I1", "INDI"),
        ("1 @I1@ INDI", "I1", "INDI"),
        ("0 INDI", None, "INDI"),
        ("0 @I1@", "I1", "INDI"),
    ],
)
def test_damaged_record_lines_still_begin_a_record(line, xref, tag):
    records, _ = read("0 HEAD", "1 SOUR x", line, "1 NAME Ada")
    assert [(record.xref, record.tag) for record in records[1:]] == [(xref, tag)]
    assert records[1].below[0].value == "Ada"


def test_levels_that_skip_are_lowered_and_reported():
    records, problems = read("0 @I1@ INDI", "1 NAME Ada", "99 INVALID deep", "1 SEX F")
    assert shape(records[0])[2] == [("NAME", "Ada", [("INVALID", "deep", [])]), ("SEX", "F", [])]
    assert problems == [(3, "level 99 skips levels; read as level 2")]


def test_text_without_level_and_tag_continues_the_line_above():
    records, problems = read("0 @I1@ INDI", "1 NOTE One", "two, untagged", "3 apples", "1 SEX F")
    assert records[0].below[0].value == "One\ntwo, untagged\n3 apples"
    assert [line for line, _ in problems] == [3, 4]


def test_text_before_the_first_record_is_left_out():
    _, problems = read("hello", "0 HEAD")
    assert problems == [(1, "no GEDCOM line; left out")]


def test_lines_nested_without_end_are_read():
    records, _ = read("0 HEAD", *(f"{level} DEEP" for level in range(1, 5_000)))
    assert len(records) == 1


lines = st.lists(
    st.one_of(
        st.builds("{} {}".format, st.integers(0, 12_000), st.text(max_size=12)),
        st.builds("{} @{}@ INDI".format, st.integers(0, 3), st.text("IX1 ", max_size=3)),
        st.sampled_from(["0 HEAD", "1 CONT x", "3 CONC y", "0 @I1 INDI", "1 NAME A /B/", ""]),
        st.text(max_size=20),
    ),
    max_size=25,
)


@given(lines)
def test_nothing_crashes_and_lines_ascend(drawn):
    records, problems = read_records("\n".join(drawn))
    assert [record.line for record in records] == sorted({record.line for record in records})
    assert all(problem.line is not None for problem in problems)
