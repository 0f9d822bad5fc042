"""The facts responsible for a conflict, and a part of them that cannot be smaller."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.errors import InputError
from kgqa.model import BlankNode, Conflict, Proof, RuleName, Source
from kgqa.reason.minimal import arises_again, minimal, responsible
from tests.reason.graphs import Closed, triple, turtle

SCHEMA = """
:father a owl:FunctionalProperty ; rdfs:subPropertyOf :parent .
:dad rdfs:subPropertyOf :father . :Man owl:disjointWith :Woman . :father rdfs:range :Man .
"""
CLASH = f"""{SCHEMA}
:a :dad :b . :c :father :b . :b a :Woman . :b :father :d .
"""


def conflicts(text):
    closed = Closed(text)
    return closed, closed.conflicts()


def test_the_stated_facts_behind_a_conflict_are_told_once_with_their_sources():
    closed, (conflict,) = conflicts(CLASH)
    leaves = responsible(conflict)
    assert {leaf.fact for leaf in leaves} <= set(closed.asserted)
    assert triple(":b a :Woman") in {leaf.fact for leaf in leaves}
    assert all(leaf.by == "asserted" and leaf.source == Source("urn:x:graph") for leaf in leaves)
    assert len({leaf.fact for leaf in leaves}) == len(leaves)


def test_a_fact_that_is_used_twice_is_told_once():
    leaf = Proof(triple(":a :p :b"), "asserted", Source("urn:x:graph"))
    step = Proof(triple(":a :q :b"), "rule", rule=RuleName("prp-spo1", ""), premises=(leaf,))
    test = Proof(triple(":a owl:differentFrom :b"), "data")
    assert responsible(Conflict(RuleName("prp-pdw", ""), (leaf, step, test))) == (leaf,)


def test_what_a_conflict_does_not_need_is_left_out():
    closed, (conflict,) = conflicts(CLASH)
    stated = sorted(set(closed.asserted) - set(turtle(SCHEMA)), key=str)
    found = minimal(stated, arises_again(closed.program, conflict))
    assert set(found) == {triple(":a :dad :b"), triple(":b a :Woman")}


def test_a_conflict_is_taken_by_the_facts_of_its_proofs():
    closed, (conflict,) = conflicts(CLASH)
    still = arises_again(closed.program, conflict)
    assert set(minimal(conflict, still)) == {leaf.fact for leaf in responsible(conflict)}


def test_facts_come_before_others_as_they_are_given():
    closed, (conflict,) = conflicts(CLASH)
    still = arises_again(closed.program, conflict)
    stated = list(map(triple, [":b a :Woman", ":c :father :b", ":a :dad :b"]))
    assert minimal(stated, still) == tuple(stated[:2])
    assert minimal(stated[::-1], still) == (stated[2], stated[0])


def test_another_conflict_of_the_same_facts_does_not_count():
    closed, found = conflicts(CLASH + ":a :father :e .")
    by_name = {conflict.rule.name: conflict for conflict in found}
    assert set(by_name) == {"cax-dw", "prp-fp"}
    still = arises_again(closed.program, by_name["prp-fp"])
    assert still([triple(":a :dad :b"), triple(":a :father :e")])
    assert not still([triple(":a :dad :b"), triple(":b a :Woman")])


def test_facts_that_do_not_conflict_are_refused():
    with pytest.raises(InputError, match="do not conflict"):
        minimal([triple(":a :p :b")], lambda facts: False)


def test_an_ontology_that_conflicts_by_itself_needs_no_facts():
    assert minimal([triple(":a :p :b")], lambda facts: True) == ()


def test_a_spent_budget_still_gives_facts_that_conflict():
    facts = [triple(f":s :p :o{n}") for n in range(64)]
    needed = {facts[3], facts[60]}
    found = minimal(facts, needed.issubset, budget=10)
    assert needed < set(found) < set(facts)


def test_blank_nodes_are_facts_as_others_are():
    fact = triple(":s :p :o")._replace(object=BlankNode("b"))
    assert minimal([triple(":s :p :o"), fact], lambda facts: fact in facts) == (fact,)


numbers = st.integers(0, 15)


@given(st.lists(st.frozensets(numbers, min_size=1), min_size=1, max_size=4), st.permutations(range(16)))
def test_a_minimal_set_conflicts_and_none_with_one_fact_less(reasons, order):
    facts = {number: triple(f":s :p :o{number}") for number in order}
    wanted = [{facts[number] for number in reason} for reason in reasons]

    def still(given):
        return any(reason.issubset(given) for reason in wanted)

    found = minimal(facts.values(), still)
    assert still(found)
    assert not any(still([fact for fact in found if fact != left]) for left in found)
    assert list(found) == [fact for fact in facts.values() if fact in found]
