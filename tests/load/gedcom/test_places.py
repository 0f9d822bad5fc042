"""Places inside places."""

from __future__ import annotations


def test_a_place_lies_in_the_place_of_its_remaining_parts(facts):
    found = facts("0 @I1@ INDI\n1 BIRT\n2 PLAC Kensington,Palace,  London,England")
    whole = "place/Kensington,%20Palace,%20London,%20England"
    assert {
        f"I1 birthPlace {whole}",
        f"{whole} type Place",
        f'{whole} label "Kensington, Palace, London, England"',
        f'{whole} altLabel "Kensington"',
        f"{whole} locatedIn place/Palace,%20London,%20England",
        "place/Palace,%20London,%20England locatedIn place/London,%20England",
        "place/London,%20England locatedIn place/England",
        'place/England label "England"',
    } <= found
    assert not any(fact.startswith("place/England altLabel") for fact in found)


def test_empty_parts_are_dropped(facts):
    assert "I1 deathPlace place/Boston,%20USA" in facts("0 @I1@ INDI\n1 DEAT\n2 PLAC Boston, , ,USA,")
    assert not any("Place" in fact for fact in facts("0 @I1@ INDI\n1 DEAT\n2 PLAC , , "))


def test_a_place_is_one_node_however_often_it_is_named(load):
    loaded = load("0 @I1@ INDI\n1 BIRT\n2 PLAC Rome,Italy\n1 DEAT\n2 PLAC Rome, Italy")
    rome = {triple.object for triple in loaded.triples if triple.predicate.value.endswith("Place")}
    assert len(rome) == 1
    assert loaded.lines[rome.pop()] == 7
