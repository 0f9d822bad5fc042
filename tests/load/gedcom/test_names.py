"""NAME structures: labels, pieces, other forms."""

from __future__ import annotations

import pytest

from kgqa.load.gedcom.names import read_name
from kgqa.load.gedcom.records import read_records


def name_of(*lines: str):
    records, _ = read_records("\n".join(["0 HEAD", "0 INDI", *lines]))
    return read_name(records[1].below[0])


@pytest.mark.parametrize(
    ("value", "label", "given", "surname"),
    [
        ("Victoria  /Hanover/", "Victoria Hanover", "Victoria", "Hanover"),
        ("Albert Augustus Charles//", "Albert Augustus Charles", "Albert Augustus Charles", ""),
        ("Edward_VII  /Wettin/", "Edward VII Wettin", "Edward VII", "Wettin"),
        ("First/Last/", "First Last", "First", "Last"),
        ("/Kong/ Ling", "Kong Ling", "Ling", "Kong"),
        ("/Kong/", "Kong", "", "Kong"),
        ("Ann Anna", "Ann Anna", "Ann Anna", ""),
        ("William /Lee", "William Lee", "William", "Lee"),
        ("//", "", "", ""),
    ],
)
def test_slashes_tell_the_surname(value, label, given, surname):
    name = name_of(f"1 NAME {value}")
    assert (name.label, name.given, name.surname) == (label, given, surname)


def test_a_suffix_stands_behind_the_surname():
    assert name_of("1 NAME Joseph /Kennedy/ Jr.").suffix == "Jr."


def test_pieces_win_over_slashes():
    name = name_of(
        "1 NAME Lt. Cmndr. Joseph /de Allen/ jr.",
        "2 NPFX Lt. Cmndr.",
        "2 GIVN Joseph, Paul",
        "2 NICK Joe",
        "2 SPFX de",
        "2 SURN Allen",
        "2 NSFX jr.",
    )
    assert (name.prefix, name.given, name.surname, name.suffix) == ("Lt. Cmndr.", "Joseph Paul", "de Allen", "jr.")
    assert name.nicknames == ("Joe",)
    assert name.label == "Lt. Cmndr. Joseph de Allen jr."
    assert {"Joe", "Joe de Allen"} <= set(name.others)


def test_pieces_alone_make_the_label():
    name = name_of("1 NAME", "2 GIVN Ada", "2 SPFX van", "2 SURN Dam")
    assert name.label == "Ada van Dam"
    assert name.surname == "van Dam"


def test_nicknames_stand_in_quotation_marks():
    name = name_of('1 NAME Kathleen "Kick" /Kennedy/')
    assert name.label == 'Kathleen "Kick" Kennedy'
    assert name.given == "Kathleen"
    assert name.nicknames == ("Kick",)
    assert name.others == ("Kathleen Kennedy", "Kick", "Kick Kennedy")


def test_an_aside_in_brackets_can_be_left_out():
    assert "Mary of Teck" in name_of("1 NAME Mary_of_Teck (May) //").others


def test_other_scripts_and_languages_are_other_forms():
    name = name_of("1 NAME /山田/ 太郎", "2 ROMN Taro /Yamada/", "2 TRAN Taro /Jamada/")
    assert name.others == ("Taro Yamada", "Taro Jamada")
