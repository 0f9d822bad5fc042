"""What further facts would bring."""

from tests.reason.graphs import Closed, triple

GIVEN = """
:father a owl:FunctionalProperty ; rdfs:subPropertyOf :parent ; rdfs:range :Man .
:child owl:inverseOf :parent . :Man owl:disjointWith :Woman .
:a :father :b . :eve a :Woman . :x a :Man, :Woman .
"""


def supposing(*facts):
    closed = Closed(GIVEN)
    before = set(closed.facts)
    found = closed.suppose(map(triple, facts))
    assert set(closed.closure.match()) == before
    return found


def test_what_is_known_brings_nothing():
    found = supposing(":a :father :b")
    assert (found.known, found.entailed, found.conflicts) == ((triple(":a :father :b"),), (), ())


def test_what_follows_is_listed():
    found = supposing(":c :father :b")
    assert set(found.entailed) == {triple(":c :parent :b"), triple(":b :child :c")}
    assert not found.conflicts


def test_a_second_father_is_a_conflict_that_rests_on_the_claim():
    (conflict,) = supposing(":a :father :adam").conflicts
    assert conflict.rule.name == "prp-fp"
    claimed = next(premise for premise in conflict.premises if premise.fact == triple(":a :father :adam"))
    assert claimed.source.graph == "urn:kgqa:supposed"


def test_a_woman_is_no_father():
    (conflict,) = supposing(":c :father :eve").conflicts
    assert conflict.rule.name == "cax-dw"


def test_conflicts_that_were_there_before_are_not_blamed_on_the_claim():
    assert not supposing(":x :likes :a").conflicts
    assert [conflict.rule.name for conflict in Closed(GIVEN).conflicts()] == ["cax-dw"]
