"""INDI records as facts."""

from __future__ import annotations

import pytest


def test_a_person_with_everything(facts):
    found = facts(
        """0 @I1@ INDI
1 NAME Victoria  /Hanover/
2 NICK Drina
1 NAME Victoria /Saxe-Coburg/
2 TYPE married
1 NAME Victoria /Kent/
2 TYPE maiden
1 TITL Queen of England
1 OCCU Sovereign
1 SEX F
1 BIRT
2 DATE 24 MAY 1819
2 PLAC London
1 BAPM
2 DATE 24 JUN 1819
1 DEAT
2 DATE BEF 23 JAN 1901
1 BURI
2 DATE FEB 1901
1 RESI
2 PLAC Windsor
1 NOTE First line
2 CONT second line"""
    )
    assert {
        "I1 type Person",
        'I1 label "Victoria Hanover"',
        'I1 altLabel "Drina Hanover"',
        'I1 altLabel "Victoria Saxe-Coburg"',
        'I1 givenName "Victoria"',
        'I1 familyName "Hanover"',
        'I1 maidenName "Kent"',
        'I1 nickname "Drina"',
        'I1 title "Queen of England"',
        'I1 occupation "Sovereign"',
        'I1 sex "female"',
        'I1 birthDate "1819-05-24"',
        "I1 birthPlace place/London",
        'I1 christeningDate "1819-06-24"',
        'I1 deathDate "../1901-01-23"',
        'I1 burialDate "1901-02"',
        "I1 residence place/Windsor",
        'I1 note "First line\nsecond line"',
    } <= found


@pytest.mark.parametrize(("letter", "sex"), [("M", "male"), ("F", "female"), ("X", "other"), ("f", "female")])
def test_sex(facts, letter, sex):
    assert f'I1 sex "{sex}"' in facts(f"0 @I1@ INDI\n1 SEX {letter}")


@pytest.mark.parametrize("line", ["1 SEX U", "1 SEX N", "1 SEX", "1 NOTE x"])
def test_sex_that_is_not_recorded(facts, problems, line):
    assert not any(" sex " in fact for fact in facts(f"0 @I1@ INDI\n{line}"))
    assert problems(f"0 @I1@ INDI\n{line}") == []


def test_sex_that_is_not_known_or_said_twice_is_reported(problems):
    assert problems("0 @I1@ INDI\n1 SEX Q\n1 SEX M") == [
        '6: no known sex: "Q"',
        "7: a second SEX; only the first was loaded",
    ]


def test_the_first_birth_is_preferred_and_later_ones_are_alternatives(facts):
    found = facts("0 @I1@ INDI\n1 BIRT\n2 PLAC Rome\n1 BIRT\n2 DATE 1801\n2 PLAC Bari\n1 BIRT\n2 DATE 1802")
    assert {fact for fact in found if fact.startswith("I1 ") and "irth" in fact} == {
        'I1 birthDate "1801"',
        'I1 alternativeBirthDate "1802"',
        "I1 birthPlace place/Rome",
        "I1 alternativeBirthPlace place/Bari",
    }


def test_a_date_that_does_not_exist_is_kept_as_text_and_reported(facts, problems):
    records = "0 @I1@ INDI\n1 BIRT\n2 DATE 31 FEB 1900"
    assert 'I1 birthDateText "31 FEB 1900"' in facts(records)
    assert problems(records) == ['7: there is no such date: "31 FEB 1900"; kept as text']


def test_an_event_that_is_denied_is_no_event(facts):
    assert not any("Date" in fact for fact in facts("0 @I1@ INDI\n1 DEAT N\n2 DATE 1900"))


def test_a_person_without_a_name_has_a_label(facts):
    assert 'I1 label "unnamed person I1"' in facts("0 @I1@ INDI\n1 NAME //")
    assert 'I1 label "Ada"' in facts("0 @I1@ INDI\n1 NAME //\n1 NAME Ada")


def test_a_byname_is_another_name_but_no_given_name(facts):
    found = facts("0 @I1@ INDI\n1 NAME Richard /Plantagenet/\n1 NAME The Lion //")
    assert 'I1 altLabel "The Lion"' in found
    assert 'I1 givenName "The Lion"' not in found


def test_shared_notes_and_sources(facts):
    found = facts(
        "0 @I1@ INDI\n1 NOTE @N1@\n1 BIRT\n2 SOUR @S1@\n1 SOUR Family Bible\n"
        "0 @N1@ NOTE Shared\n1 CONC text\n0 @S1@ SOUR\n1 TITL Parish book"
    )
    assert {
        'I1 note "Sharedtext"',
        "I1 hasSource S1",
        "S1 type Source",
        'S1 label "Parish book"',
        'I1 sourceText "Family Bible"',
    } <= found


def test_gedcom_7_shared_notes(facts):
    assert 'I1 note "Shared"' in facts("0 @I1@ INDI\n1 SNOTE @N1@\n1 SNOTE @VOID@\n0 @N1@ SNOTE Shared")


def test_tags_that_are_left_out_are_reported_once_each(problems):
    records = "0 @I1@ INDI\n1 _EYES blue\n1 ASSO @I1@\n1 ASSO @I1@\n1 CHAN\n2 DATE 1 JAN 2000\n0 @X1@ _ROOM"
    assert problems(records) == [
        "7: tag ASSO is not loaded (2 lines, the first here)",
        "6: extension tag _EYES is not loaded (1 line, the first here)",
        "11: extension tag _ROOM is not loaded (1 line, the first here)",
    ]


def test_pointers_that_lead_nowhere_are_reported(problems):
    assert problems("0 @I1@ INDI\n1 SOUR @S9@\n1 NOTE @I1@") == [
        "6: SOUR points to @S9@, which is not in the file",
        "7: NOTE points to @I1@, which is a INDI",
    ]
