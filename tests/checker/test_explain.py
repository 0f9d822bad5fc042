"""`kgqa explain --check`, and the proofs of the demonstration graph."""

import json
import random
from dataclasses import replace

import pytest

from kgqa import KnowledgeBase
from kgqa.checker import Checker, schema_in
from kgqa.cli import main
from kgqa.model import IRI, RuleName
from kgqa.store import Asserted

WORLD = """
@prefix : <urn:example:> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

:inside a owl:TransitiveProperty ; rdfs:label "inside" . :in rdfs:subPropertyOf :inside ; rdfs:label "in" .
:a :in :b ; rdfs:label "A" . :b :in :c ; rdfs:label "B" . :c rdfs:label "C" .
:Place owl:sameAs :Spot . :Place rdfs:subClassOf :Thing . :Thing rdfs:label "thing" . :a a :Spot .
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    file = tmp_path_factory.mktemp("world") / "world.ttl"
    file.write_text(WORLD, encoding="utf-8")
    return str(file)


def test_the_steps_that_were_checked_are_counted(world, capsys):
    assert main(["explain", "A", "inside", "C", "-g", world, "--check"]) == 0
    shown = capsys.readouterr()
    assert shown.err == "checked: 5 steps\n"
    assert "[prp-trp" in shown.out.splitlines()[0]


def test_one_step_is_one(world, capsys):
    assert main(["explain", "A", "in", "B", "-g", world, "--check"]) == 0
    assert capsys.readouterr().err == "checked: 1 step\n"


def test_json_stays_as_it_is(world, capsys):
    assert main(["explain", "A", "inside", "C", "-g", world, "--json"]) == 0
    plain = json.loads(capsys.readouterr().out)
    assert main(["explain", "A", "inside", "C", "-g", world, "--json", "--check"]) == 0
    shown = capsys.readouterr()
    assert (json.loads(shown.out), shown.err) == (plain, "checked: 5 steps\n")


def test_what_is_not_entailed_is_not_checked(world, capsys):
    assert main(["explain", "C", "inside", "A", "-g", world, "--check"]) == 1
    assert capsys.readouterr().err == ""


def test_an_axiom_that_the_data_entail(world, capsys):
    assert main(["explain", "A", "rdf:type", "thing", "-g", world, "--check", "--all"]) == 0
    assert capsys.readouterr().err.startswith("checked: ")


def test_a_fault_is_told_and_ends_with_1(world, capsys, monkeypatch):
    """As if the reasoner had named a rule that does not lead there."""
    explain = KnowledgeBase.explain

    def misnamed(kb, *terms, every=False):
        return [replace(proof, rule=RuleName("prp-symp", "")) for proof in explain(kb, *terms, every=every)]

    monkeypatch.setattr(KnowledgeBase, "explain", misnamed)
    assert main(["explain", "A", "inside", "C", "-g", world, "--check"]) == 1
    assert capsys.readouterr().err == (
        "fault: <urn:example:a> <urn:example:inside> <urn:example:c> . [prp-symp]: "
        "it does not follow from these premises by any such axiom or rule of the ontology\n"
    )


def test_300_facts_of_the_demonstration_graph():
    kb = KnowledgeBase.load()
    checker = Checker(
        schema_in(Asserted(kb.store)),
        lambda fact: kb.store.source_of(fact) is not None,
        unique_names=kb.settings.unique_names,
    )
    chosen = random.Random(300).sample(sorted(kb.inferred(), key=str), 300)
    for fact in chosen:
        (proof,) = kb.explain(*fact)
        assert proof.fact == fact
        assert [str(fault) for fault in checker.check(proof)] == []
        wrong = replace(proof, fact=fact._replace(subject=IRI("urn:x:nobody")))
        assert checker.check(wrong) != ()
