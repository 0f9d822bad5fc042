"""The Family History Knowledge Base (R. Stevens 2012): its 88 properties and 28 chains derive what they should.

The gold is what the axioms about properties entail: sub-properties, inverses, symmetry, transitivity, chains. The
rest of the ontology (classes, functional properties, who differs from whom) adds no pair to it. isFirstCousinOf and
isSiblingOf hold of people and themselves, by its modelling, and isRelationOf relates everybody of one family to
everybody. `python -m pytest -s tests/conformance/test_fhkb.py` prints the table.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

import pytest

from kgqa.load.rdf import read_rdf
from kgqa.model import IRI
from kgqa.reason import derive

if TYPE_CHECKING:
    from pathlib import Path

Pairs: TypeAlias = set[tuple[str, str]]
PROPERTIES = 82
GOLD = 75_549


@pytest.fixture(scope="module", params=[True, False], ids=["unique names", "names may coincide"])
def found(request: pytest.FixtureRequest, data: Path) -> dict[str, Pairs]:
    return closed_pairs(data / "fhkb" / "fhkb.owl", unique_names=request.param)


@pytest.fixture(scope="module")
def counts(data: Path) -> dict[str, int]:
    """How many pairs each property has."""
    text = (data / "fhkb" / "expected_counts_property_rules.json").read_text(encoding="utf-8")
    expected: dict[str, int] = json.loads(text)
    return expected


@pytest.fixture(scope="module")
def gold(data: Path) -> dict[str, Pairs]:
    """The pairs of each property but those that relate nearly everybody."""
    pairs: dict[str, Pairs] = defaultdict(set)
    with gzip.open(data / "fhkb" / "gold_relations.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            pairs[row["p"]].add((row["s"], row["o"]))
    return pairs


def test_every_property_has_as_many_pairs_as_expected(found: dict[str, Pairs], counts: dict[str, int]) -> None:
    print(f"\n{'':<30}{'expected':>10}{'found':>10}")
    for name, expected in counts.items():
        print(f"{name:<30}{expected:>10}{len(found[name]):>10}")
    assert len(counts) == PROPERTIES
    assert {name: len(found[name]) for name in counts} == counts


def test_the_pairs_are_those_of_the_gold(found: dict[str, Pairs], gold: dict[str, Pairs]) -> None:
    assert sum(map(len, gold.values())) == GOLD
    for name, pairs in gold.items():
        assert (name, found[name] - pairs, pairs - found[name]) == (name, set(), set())


def closed_pairs(ontology: Path, *, unique_names: bool) -> dict[str, Pairs]:
    """The pairs that each object property of an ontology relates, stated and entailed, by local names."""
    stated = [triple for part in read_rdf(ontology) for triple in part.triples]
    pairs: dict[str, Pairs] = defaultdict(set)
    for subject, predicate, obj in derive(stated, unique_names=unique_names).match():
        if isinstance(subject, IRI) and isinstance(obj, IRI):
            pairs[local(predicate)].add((local(subject), local(obj)))
    return pairs


def local(iri: IRI) -> str:
    return iri.value.rpartition("#")[2]
