"""Hinton's two families (1986), 24 people: what is an example of a relation is entailed, and what is none is not.

Hinton's aunts and uncles are those by marriage too. `python -m pytest -s tests/conformance/test_hinton.py` prints
the counts.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

import pytest

from kgqa.model import IRI, RDF_TYPE, Triple
from kgqa.pipeline import KnowledgeBase

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kgqa.model import Proof

Relation: TypeAlias = tuple[str, str, str]
"""What is said of two people: (relation, who, whose)."""

HINTON = "http://example.org/hinton/"
ALIGNMENT = """
@prefix : <http://example.org/hinton/> .
@prefix family: <https://w3id.org/kgqa/family#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<http://example.org/hinton> a owl:Ontology ; owl:imports <https://w3id.org/kgqa/family> .
:father owl:equivalentProperty family:hasFather .
:mother owl:equivalentProperty family:hasMother .
:son owl:equivalentProperty family:hasSon .
:daughter owl:equivalentProperty family:hasDaughter .
:husband owl:equivalentProperty family:hasHusband .
:wife owl:equivalentProperty family:hasWife .
:brother owl:equivalentProperty family:hasBrother .
:sister owl:equivalentProperty family:hasSister .
:uncle rdfs:range family:Man . family:hasUncle rdfs:subPropertyOf :uncle . family:hasUncleByMarriage rdfs:subPropertyOf :uncle .
:aunt rdfs:range family:Woman . family:hasAunt rdfs:subPropertyOf :aunt . family:hasAuntByMarriage rdfs:subPropertyOf :aunt .
:nephew rdfs:range family:Man . family:hasNephew rdfs:subPropertyOf :nephew . family:hasNephewByMarriage rdfs:subPropertyOf :nephew .
:niece rdfs:range family:Woman . family:hasNiece rdfs:subPropertyOf :niece . family:hasNieceByMarriage rdfs:subPropertyOf :niece .
"""  # noqa: E501
WOMAN = IRI("https://w3id.org/kgqa/family#Woman")
OBLIQUE = {"uncle", "aunt", "nephew", "niece"}
COUNTEREXAMPLES_STATED, COUNTEREXAMPLES_DERIVED = 4, 1
"""Counterexamples that the facts state to be true, and one nephew that they entail: a sister's son."""


@pytest.fixture(scope="module")
def facts(data: Path) -> set[Relation]:
    lines = (data / "hinton" / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    return {(fact["rel"], fact["b"], fact["a"]) for fact in map(json.loads, lines)}


@pytest.fixture(scope="module")
def examples(data: Path) -> tuple[set[Relation], set[Relation]]:
    """What is so, and what is not so."""
    lines = (data / "hinton" / "examples.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert len(rows) == 65
    positives = {(row["rel"], row["a"], other) for row in rows for other in row["positives"]}
    return positives, {(row["rel"], row["a"], other) for row in rows for other in row["negatives"]}


def test_examples_are_entailed_and_counterexamples_are_not(
    tmp_path: Path, facts: set[Relation], examples: tuple[set[Relation], set[Relation]]
) -> None:
    positives, negatives = examples
    families = knowledge_base(tmp_path / "hinton.ttl", facts)
    found, untrue = entailed(families, positives), entailed(families, negatives)
    print(
        f"\n{len(facts)} facts; {len(found)} of {len(positives)} examples entailed, {len(positives - facts)} not stated"
    )
    print(f"{len(untrue)} of {len(negatives)} counterexamples entailed, {len(untrue & facts)} of them stated")
    assert found == positives
    assert untrue & facts == negatives & facts
    assert (len(untrue & facts), len(untrue - facts)) == (COUNTEREXAMPLES_STATED, COUNTEREXAMPLES_DERIVED)
    assert all(follows_from(families, relation) == {"sister", "son"} for relation in untrue - facts)
    assert families.conflicts() == []


def test_aunts_and_uncles_follow_from_the_rest(tmp_path: Path, facts: set[Relation]) -> None:
    """All but those of one aunt: nothing else tells that she is a woman, and sex is never guessed."""
    oblique = {fact for fact in facts if fact[0] in OBLIQUE}
    families = knowledge_base(tmp_path / "hinton.ttl", facts - oblique)
    found = entailed(families, oblique)
    print(
        f"\n{len(found)} of {len(oblique)} uncles, aunts, nephews and nieces follow from {len(facts - oblique)} facts"
    )
    assert len(oblique - found) == 2
    (who,) = {who for _, who, _ in oblique - found}
    assert {relation for relation, _, _ in oblique - found} == {"aunt"}
    assert not families.entails([Triple(IRI(HINTON + who), RDF_TYPE, WOMAN)])


def knowledge_base(file: Path, facts: Iterable[Relation]) -> KnowledgeBase:
    lines = [ALIGNMENT, *(f":{whose} :{relation} :{who} ." for relation, who, whose in sorted(facts))]
    file.write_text("\n".join(lines), encoding="utf-8")
    return KnowledgeBase.load(file)


def entailed(families: KnowledgeBase, relations: set[Relation]) -> set[Relation]:
    return {relation for relation in relations if families.entails([triple(*relation)])}


def follows_from(families: KnowledgeBase, relation: Relation) -> set[str]:
    """The relations of the facts that the proof of another one rests on."""
    (proof,) = families.explain(*triple(*relation))
    return {fact.predicate.value.removeprefix(HINTON) for fact in asserted(proof)}


def asserted(proof: Proof) -> set[Triple]:
    if proof.by == "asserted":
        return {proof.fact}
    return {fact for premise in proof.premises for fact in asserted(premise)}


def triple(relation: str, who: str, whose: str) -> Triple:
    return Triple(IRI(HINTON + whose), IRI(HINTON + relation), IRI(HINTON + who))
