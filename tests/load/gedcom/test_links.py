"""Families: partners, children, and links that are there in one direction only."""

from __future__ import annotations

import pytest

COUPLE = """0 @I1@ INDI
1 NAME Ada /Byron/
1 SEX F
1 FAMS @F1@
0 @I2@ INDI
1 NAME William /King/
1 SEX M
1 FAMS @F1@
0 @I3@ INDI
1 FAMC @F1@
"""
FAMILY = """0 @F1@ FAM
1 HUSB @I2@
1 WIFE @I1@
1 CHIL @I3@
"""


def of_family(found: set[str]) -> set[str]:
    return {fact for fact in found if "F1" in fact.split()}


def test_a_family(facts, problems):
    assert of_family(facts(COUPLE + FAMILY)) == {
        "F1 type Family",
        'F1 label "family of William King and Ada Byron"',
        "F1 familyHusband I2",
        "F1 familyWife I1",
        "I3 childIn F1",
    }
    assert problems(COUPLE + FAMILY) == []


def test_links_of_the_family_alone_are_enough_and_reported(facts, problems):
    bare = "0 @I1@ INDI\n0 @I2@ INDI\n0 @I3@ INDI\n"
    assert {"F1 familyHusband I2", "F1 familyWife I1", "I3 childIn F1"} <= facts(bare + FAMILY)
    assert problems(bare + FAMILY) == [
        "9: HUSB @I2@: that record has no FAMS for this family",
        "10: WIFE @I1@: that record has no FAMS for this family",
        "11: CHIL @I3@: that record has no FAMC for this family",
    ]


def test_links_of_the_persons_alone_are_enough_and_reported(facts, problems):
    assert {"F1 familyHusband I2", "F1 familyWife I1", "I3 childIn F1"} <= facts(COUPLE + "0 @F1@ FAM")
    assert problems(COUPLE + "0 @F1@ FAM") == [
        "8: FAMS @F1@: that record has no HUSB or WIFE for this person",
        "12: FAMS @F1@: that record has no HUSB or WIFE for this person",
        "14: FAMC @F1@: that record has no CHIL for this person",
    ]


def test_a_third_partner_is_left_out_and_reported(facts, problems):
    records = COUPLE + FAMILY + "0 @I4@ INDI\n1 FAMS @F1@\n"
    assert not any("I4" in fact for fact in of_family(facts(records)))
    assert "the link was left out" in problems(records)[0]


def test_many_one_sided_links_are_counted(problems):
    people = "".join(f"0 @I{n}@ INDI\n1 FAMC @F1@\n" for n in range(30))
    found = problems(people + "0 @F1@ FAM")
    assert len(found) == 21
    assert found[-1].endswith("10 more links are there in one direction only; the next here")


def test_roles_that_the_sexes_contradict_are_plain_partners(facts):
    found = facts(COUPLE.replace("SEX F", "SEX M") + FAMILY)
    assert {"F1 familyHusband I2", "F1 hasPartner I1"} <= found
    assert "F1 familyWife I1" not in found


def test_two_husbands_are_plain_partners(facts):
    found = facts(COUPLE.replace("SEX F", "SEX M") + FAMILY.replace("WIFE", "HUSB"))
    assert {"F1 hasPartner I1", "F1 hasPartner I2"} <= found


@pytest.mark.parametrize(
    ("below", "relation"),
    [
        ("2 PEDI birth", "childIn"),
        ("2 PEDI adopted", "adoptedIn"),
        ("2 PEDI FOSTER", "fosteredIn"),
        ("2 STAT CHALLENGED", "childIn"),
    ],
)
def test_pedigree(facts, below, relation):
    records = COUPLE.replace("1 FAMC @F1@", f"1 FAMC @F1@\n{below}") + FAMILY
    assert {fact for fact in facts(records) if fact.startswith("I3 ") and fact.endswith("F1")} == {f"I3 {relation} F1"}


@pytest.mark.parametrize("below", ["2 PEDI sealing", "2 STAT DISPROVEN"])
def test_a_child_in_no_known_way_is_left_out_and_reported(facts, problems, below):
    records = COUPLE.replace("1 FAMC @F1@", f"1 FAMC @F1@\n{below}") + FAMILY
    assert not any(fact.startswith("I3 ") and fact.endswith("F1") for fact in facts(records))
    assert "left out" in problems(records)[0]


def test_an_adoption_says_which_of_the_families_it_was(facts):
    records = COUPLE + "1 ADOP\n2 FAMC @F1@\n" + FAMILY
    assert "I3 adoptedIn F1" in facts(records)
    assert "I3 childIn F1" not in facts(records)


def test_a_child_of_the_father_only(facts, problems):
    records = COUPLE + FAMILY + "2 _FREL Natural\n2 _MREL Step"
    assert "I3 hasFather I2" in facts(records)
    assert not {"I3 childIn F1", "I3 hasMother I1"} & facts(records)
    assert problems(records) == ["18: a child of one parent only, by step of the other"]


def test_marriage_engagement_and_divorce(facts):
    records = COUPLE + FAMILY
    records += "1 ENGA\n2 DATE 1834\n1 MARR\n2 DATE 8 JUL 1835\n2 PLAC London\n1 DIV\n2 DATE ABT 1850"
    assert {
        'F1 engagementDate "1834"',
        'F1 marriageDate "1835-07-08"',
        "F1 marriagePlace place/London",
        'F1 divorceDate "1850~"',
    } <= facts(records)


def test_a_divorce_without_a_date_makes_a_divorced_couple(facts):
    found = facts(COUPLE + FAMILY + "1 DIV Y")
    assert "F1 type DivorcedFamily" in found
    assert not any("divorceDate" in fact for fact in found)
    assert not any("ivorce" in fact for fact in facts(COUPLE + FAMILY + "1 DIV N"))


def test_pointers_that_lead_nowhere_lose_no_person(facts, problems):
    records = "0 @I1@ INDI\n1 NAME John /Doe/\n1 FAMC @F9@\n1 FAMS @VOID@"
    assert 'I1 label "John Doe"' in facts(records)
    assert problems(records) == ["7: FAMC points to @F9@, which is not in the file"]


def test_a_person_who_is_their_own_ancestor_is_loaded_as_recorded(facts):
    found = facts("0 @I1@ INDI\n1 FAMS @F1@\n1 FAMC @F1@\n0 @F1@ FAM\n1 HUSB @I1@\n1 CHIL @I1@")
    assert {"F1 familyHusband I1", "I1 childIn F1"} <= found
