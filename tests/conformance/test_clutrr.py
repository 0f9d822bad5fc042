"""CLUTRR (Sinha et al. 2019): kinship puzzles, answered by what their story edges and genders entail.

Families are closed: siblings share both parents, a spouse's children are one's own. All rows are reasoned over at
once, each with people of its own. `python -m pytest -s tests/conformance/test_clutrr.py` prints the counts.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote

import pytest

from kgqa.load.sources import read_sources
from kgqa.model import IRI, Literal, Triple
from kgqa.reason import derive

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kgqa.model import Term

Row: TypeAlias = dict[str, Any]

FAMILY = "https://w3id.org/kgqa/family#"
RELATIONS = {
    "father": "parent", "mother": "parent", "son": "child", "daughter": "child", "brother": "sibling",
    "sister": "sibling", "husband": "spouse", "wife": "spouse", "grandfather": "grandparent",
    "grandmother": "grandparent", "grandson": "grandchild", "granddaughter": "grandchild", "uncle": "pibling",
    "aunt": "pibling", "nephew": "nibling", "niece": "nibling", "father-in-law": "parent-in-law",
    "mother-in-law": "parent-in-law", "son-in-law": "child-in-law", "daughter-in-law": "child-in-law",
}  # fmt: skip
"""The names of relations, and what they are called where the sex does not matter."""
ROWS = 3_000
DERIVED = 2_265
TURN = re.compile(r"\bchild( sibling)* (parent|grandparent|pibling)\b")
"""A story that goes down to a child and up again on a side of the family that it does not name."""

CONVENTION = """
@prefix family: <https://w3id.org/kgqa/family#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix swrl: <http://www.w3.org/2003/11/swrl#> .
@prefix var: <urn:swrl:var#> .
<http://example.org/clutrr> a owl:Ontology ; owl:imports <https://w3id.org/kgqa/family-closed> .
family:hasParent owl:propertyChainAxiom ( family:hasChild family:hasGrandparent ) .
[] a swrl:Imp ;
    rdfs:label "an uncle or aunt of a child is a brother or sister (CLUTRR)" ;
    swrl:body (
        [ a swrl:IndividualPropertyAtom ; swrl:propertyPredicate family:hasChild ; swrl:argument1 var:x ; swrl:argument2 var:y ]
        [ a swrl:IndividualPropertyAtom ; swrl:propertyPredicate family:hasUncleOrAunt ; swrl:argument1 var:y ; swrl:argument2 var:z ]
        [ a swrl:DifferentIndividualsAtom ; swrl:argument1 var:x ; swrl:argument2 var:z ]
    ) ;
    swrl:head ( [ a swrl:IndividualPropertyAtom ; swrl:propertyPredicate family:hasSibling ; swrl:argument1 var:x ; swrl:argument2 var:z ] ) .
var:x a swrl:Variable . var:y a swrl:Variable . var:z a swrl:Variable .
"""  # noqa: E501
"""What the puzzles take for granted and no family grants: of a child's two sides, the one spoken of is one's own."""
IN_LAWS_TOO = 26


@pytest.fixture(scope="module")
def rows(data: Path) -> list[Row]:
    lines = (data / "clutrr" / "train_sample.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def found(root: Path, rows: list[Row]) -> list[set[str]]:
    """What follows in a closed family, for each row."""
    return relations(rows, root / "ontologies" / "family-closed.ttl")


def test_what_is_derived_is_never_wrong(rows: list[Row], found: list[set[str]]) -> None:
    right = [row["target"] in names for row, names in zip(rows, found, strict=True)]
    wrong = [(row["edges"], names) for row, names in zip(rows, found, strict=True) if names - {row["target"]}]
    print(f"\n{len(rows)} puzzles: {sum(right)} derived, {right.count(False)} not derived, {len(wrong)} WRONG")
    assert wrong == []
    assert len(rows) == ROWS
    assert sum(right) >= DERIVED


def test_what_is_not_derived_does_not_follow(rows: list[Row], found: list[set[str]]) -> None:
    """A child's grandparents, uncles and aunts may be those of the other parent; the targets know no other parent."""
    lacking = [path(row) for row, names in zip(rows, found, strict=True) if row["target"] not in names]
    open_ended = [row for row in rows if TURN.search(path(row))]
    print(f"\n{len(lacking)} not derived; {len(open_ended)} puzzles go down to a child and up again")
    assert [story for story in lacking if not TURN.search(story)] == []


def test_by_the_convention_of_the_puzzles_all_are_derived(tmp_path: Path, rows: list[Row]) -> None:
    """A spouse's child then has grandparents on both sides at once; the targets there name now one, now the other."""
    convention = tmp_path / "convention.ttl"
    convention.write_text(CONVENTION, encoding="utf-8")
    found = relations(rows, convention)
    right = [row["target"] in names for row, names in zip(rows, found, strict=True)]
    both = [(row, names) for row, names in zip(rows, found, strict=True) if names - {row["target"]}]
    print(f"\n{len(rows)} puzzles by convention: {sum(right)} derived, {len(both)} of them with the in-law as well")
    assert all(right)
    assert len(both) == IN_LAWS_TOO
    assert all({RELATIONS[name] for name in names} == {"parent", "parent-in-law"} for _, names in both)
    assert all("spouse" in path(row) for row, _ in both)
    assert {RELATIONS[row["target"]] for row, _ in both if path(row) == "spouse child grandparent"} == {
        "parent",
        "parent-in-law",
    }


def relations(rows: Sequence[Row], ontology: Path) -> list[set[str]]:
    """What the two people that each row asks for are to one another."""
    stated = [triple for part in read_sources([ontology]) for triple in part.triples]
    stated += [fact for number, row in enumerate(rows) for fact in facts(number, row)]
    names = {property_of(relation).value: relation for relation in RELATIONS}
    asked: dict[tuple[Term, ...], int] = {
        tuple(person(number, name) for name in row["query"]): number for number, row in enumerate(rows)
    }
    found: list[set[str]] = [set() for _ in rows]
    for subject, predicate, obj in derive(stated).match():
        if predicate.value in names and (subject, obj) in asked:
            found[asked[subject, obj]].add(names[predicate.value])
    return found


def facts(number: int, row: Row) -> Iterator[Triple]:
    for who, relation, other in row["edges"]:
        yield Triple(person(number, who), property_of(relation), person(number, other))
    for name, gender in row["genders"].items():
        yield Triple(person(number, name), IRI(FAMILY + "sex"), Literal(gender))


def person(number: int, name: str) -> IRI:
    return IRI(f"urn:clutrr:{number}:{quote(name)}")


def property_of(relation: str) -> IRI:
    """father-in-law: family:hasFatherInLaw."""
    return IRI(FAMILY + "has" + "".join(word.title() for word in relation.split("-")))


def path(row: Row) -> str:
    return " ".join(RELATIONS[relation] for _, relation, _ in row["edges"])
